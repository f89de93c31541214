// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/base/toml_text.h"

#include <algorithm>

namespace mask {
namespace {

// Past a comment or string that begins at `at`; `at` itself where none does. `before` is the last character before it that is no blank: a
// string stands only where a key or value may begin.
std::size_t past_quoted(std::string_view text, std::size_t at, char before) {
  const char c = text[at];
  if (c == '#') return std::min(text.find('\n', at), text.size());
  if ((c != '"' && c != '\'') || std::string_view("\n=[{,.").find(before) == std::string_view::npos) return at;
  const std::string_view three = c == '"' ? "\"\"\"" : "'''";
  const bool is_long = text.substr(at, 3) == three;
  std::size_t end = at + (is_long ? 3 : 1);
  while (end < text.size()) {
    if (c == '"' && text[end] == '\\') {
      end += 2;
    } else if (is_long ? text.substr(end, 3) == three : text[end] == c) {
      return end + (is_long ? 3 : 1);
    } else if (!is_long && text[end] == '\n') {
      return end;  // never closed: what follows is outside
    } else {
      ++end;
    }
  }
  return text.size();
}

}  // namespace

std::optional<std::size_t> first_untomly(std::string_view text) {
  char before = '\n';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t past = past_quoted(text, at, before);
    if (past == at && static_cast<unsigned char>(text[at]) >= 0x80) return at;
    if (text[at] != ' ' && text[at] != '\t' && text[at] != '\r' && text[at] != '#') before = text[at];
    at = std::max(past, at + 1);
  }
  return std::nullopt;
}

}  // namespace mask
