// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/placeholder.h"

#include <algorithm>
#include <charconv>

namespace mask {

void append_placeholder(std::string& out, std::string_view label, std::uint32_t number) {
  out += '[';
  out += label;
  if (number != 0) {
    out += ' ';
    char digits[10];
    const auto result = std::to_chars(digits, digits + sizeof digits, number);
    out.append(digits, result.ptr);
  }
  out += ']';
}

void find_placeholders(std::string_view text, std::span<const std::string_view> labels, std::vector<Placeholder>& out) {
  out.clear();
  constexpr std::size_t longest = 64;
  for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
    const std::string_view rest = text.substr(open + 1, longest);
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos || close == 0) continue;
    std::string_view label = rest.substr(0, close);
    std::uint32_t number = 0;
    if (const std::size_t blank = label.rfind(' '); blank != std::string_view::npos) {
      const char* const end = label.data() + label.size();
      const auto result = std::from_chars(label.data() + blank + 1, end, number);
      if (result.ec == std::errc{} && result.ptr == end && number > 0 && label[blank + 1] != '0') {
        label = label.substr(0, blank);
      } else {
        number = 0;
      }
    }
    const auto known = std::ranges::find(labels, label);
    if (known == labels.end()) continue;
    out.push_back({{static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(open + close + 2)},
                   static_cast<std::uint32_t>(known - labels.begin()),
                   number});
  }
  const std::size_t bracketed = out.size();
  for (std::size_t at = text.find(block_bar); at != std::string_view::npos; at = text.find(block_bar, at + block_bar.size())) {
    const auto start = static_cast<std::uint32_t>(at);
    out.push_back({{start, start + static_cast<std::uint32_t>(block_bar.size())}, static_cast<std::uint32_t>(labels.size()), 0});
  }
  std::ranges::inplace_merge(out, out.begin() + static_cast<std::ptrdiff_t>(bracketed), {},
                             [](const Placeholder& mark) { return mark.span.start; });
}

}  // namespace mask
