// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/mail_body.h"

#include <algorithm>
#include <unordered_set>

namespace mask {
namespace {

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// A word is letters and digits; every byte of a character beyond ASCII counts as a letter, but for the blank that does not break.
template <typename Visit>
void each_word(std::string_view text, Visit visit) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    std::string_view token = text.substr(at, end - at);
    at = end + 1;
    if (token.contains("://") || token.contains("cid:") || token.contains("mailto:") || token.starts_with("www.")) continue;
    while (!token.empty()) {
      std::size_t size = 0;
      const auto is_letter = [&](std::size_t i) {
        const auto c = static_cast<unsigned char>(token[i]);
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= 0xC3 && c < 0xE2) ||
               (c >= 0x80 && c < 0xC0 && size > 0) || c >= 0xE3;
      };
      while (size < token.size() && is_letter(size)) ++size;
      if (size > 0) visit(token.substr(0, size));
      token.remove_prefix(std::min(size + 1, token.size()));
    }
  }
}

using Words = std::unordered_set<std::string_view>;
Words words_of(std::string_view text) {
  Words out;
  each_word(text, [&](std::string_view word) { out.insert(word); });
  return out;
}

bool says_more(std::string_view text, const Words& known) {
  bool out = false;
  each_word(text, [&](std::string_view word) { out = out || !known.contains(word); });
  return out;
}

}  // namespace

std::string unflow(std::string_view text, bool deletes_blank) {
  std::string out;
  std::size_t open_depth = 0;  // of the quotation that a soft line leaves open
  bool is_open = false;
  while (!text.empty()) {
    std::string_view line = next_line(text);
    const std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
    const std::string_view marks = line.substr(0, depth);
    line.remove_prefix(depth);
    if (line.starts_with(' ')) line.remove_prefix(1);
    const bool is_signature = line == "-- ";
    if (is_open && (depth != open_depth || is_signature)) {
      out += '\n';
      is_open = false;
    }
    if (!is_open && depth > 0) {
      out += marks;
      out += ' ';
    }
    is_open = line.ends_with(' ') && !is_signature;
    open_depth = depth;
    if (is_open && deletes_blank) line.remove_suffix(1);
    out += line;
    if (!is_open) out += '\n';
  }
  if (is_open) out += '\n';
  return out;
}

bool says_all(std::string_view text, std::string_view other) { return !says_more(other, words_of(text)); }

std::string lines_that_say_more(std::string_view text, std::string_view other) {
  const Words known = words_of(other);
  std::string out;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (!says_more(line, known)) continue;
    out += line;
    out += '\n';
  }
  return out;
}

}  // namespace mask
