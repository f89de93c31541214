// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/repair.h"

#include <array>
#include <string_view>
#include <utility>

namespace ocr {
namespace {

using namespace std::string_view_literals;

constexpr float sure = 0.80F;
// Shorter words have too many neighbours.
constexpr std::size_t shortest = 5;

// Either is read for the other.
constexpr auto confusions = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"a"sv, "å"sv},  {"a"sv, "ä"sv},  {"å"sv, "ä"sv},  {"o"sv, "ö"sv},  {"o"sv, "ø"sv},  {"a"sv, "æ"sv},  {"e"sv, "æ"sv},  {"ö"sv, "ø"sv},
    {"rn"sv, "m"sv}, {"in"sv, "m"sv}, {"ni"sv, "m"sv}, {"cl"sv, "d"sv}, {"ii"sv, "u"sv}, {"li"sv, "h"sv}, {"vv"sv, "w"sv}, {"i"sv, "l"sv},
    {"t"sv, "l"sv},  {"i"sv, "j"sv},  {"c"sv, "e"sv},  {"e"sv, "o"sv},  {"c"sv, "o"sv},  {"a"sv, "o"sv},  {"a"sv, "e"sv},  {"n"sv, "u"sv},
    {"h"sv, "b"sv},  {"f"sv, "t"sv},  {"r"sv, "n"sv},  {"g"sv, "q"sv},  {"v"sv, "y"sv},  {"s"sv, "e"sv},
});

// Length of the small letter at the start; 0: there is none.
std::size_t small_letter(std::string_view text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') return 1;
  for (const std::string_view letter : {"å"sv, "ä"sv, "ö"sv, "æ"sv, "ø"sv, "é"sv, "ü"sv}) {
    if (text.starts_with(letter)) return letter.size();
  }
  return 0;
}

}  // namespace

std::optional<std::string> repaired(const ReadWord& word, const Dictionary& dictionary) {
  if (word.confidence >= sure) return {};
  std::string_view core = word.text;
  std::string_view tail;
  while (!core.empty() && ".,;:!?)"sv.contains(core.back())) core.remove_suffix(1);
  tail = std::string_view(word.text).substr(core.size());
  if (core.size() < shortest) return {};
  for (std::string_view rest = core; !rest.empty();) {
    const std::size_t size = small_letter(rest);
    if (size == 0) return {};
    rest.remove_prefix(size);
  }
  const std::string read(core);
  if (dictionary.knows(read)) return {};

  std::optional<std::string> found;
  for (const auto& [first, second] : confusions) {
    for (const auto& [from, to] : {std::pair(first, second), std::pair(second, first)}) {
      for (std::size_t at = read.find(from); at != std::string::npos; at = read.find(from, at + 1)) {
        std::string tried = read;
        tried.replace(at, from.size(), to);
        if (!dictionary.knows(tried)) continue;
        if (found && *found != tried) return {};
        found = std::move(tried);
      }
    }
  }
  if (found) *found += tail;
  return found;
}

}  // namespace ocr
