// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/letters.h"

#include <array>

namespace names {
namespace {

constexpr unsigned char byte(char c) { return static_cast<unsigned char>(c); }

// In U+0100..U+017F capitals are even but between 0139 and 0148 and from 0179 on, where they are odd.
bool has_odd_capitals(unsigned code) { return (code >= 0x139 && code <= 0x148) || code >= 0x179; }

std::string change(std::string_view text, bool upper) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = byte(text[i]);
    if (c < 0x80) {
      const bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      out += letter ? static_cast<char>(upper ? c & ~0x20 : c | 0x20) : text[i];
      continue;
    }
    if (i + 1 >= text.size() || c < 0xC3 || c > 0xC5) {
      out += text[i];
      continue;
    }
    const unsigned char d = byte(text[++i]);
    unsigned code = (c & 0x1FU) << 6 | (d & 0x3FU);
    if (code < 0x100) {
      if (code != 0xD7 && code != 0xF7 && code != 0xDF && code != 0xFF) code = upper ? code & ~0x20U : code | 0x20;
    } else if (code != 0x130 && code != 0x131 && code != 0x138 && code != 0x149 && code != 0x178 && code != 0x17F) {
      const bool odd = has_odd_capitals(code);
      if (upper)
        code = odd ? code - (code % 2 == 0 ? 1 : 0) : code & ~1U;
      else
        code = odd ? code + (code % 2 == 1 ? 1 : 0) : code | 1;
    }
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

std::size_t letter_size(std::string_view text) { return byte(text[0]) < 0x80 ? 1 : byte(text[0]) < 0xE0 ? 2 : 3; }

}  // namespace

std::string to_upper(std::string_view text) { return change(text, true); }
std::string to_lower(std::string_view text) { return change(text, false); }
std::string to_title(std::string_view text) {
  if (text.empty()) return {};
  const std::size_t first = letter_size(text);
  std::string out = to_upper(text.substr(0, first));
  // "anna-lena" -> "Anna-Lena"
  const std::string rest = to_lower(text.substr(std::min(first, text.size())));
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (i > 0 && rest[i - 1] == '-') {
      const std::size_t size = letter_size(std::string_view(rest).substr(i));
      out += to_upper(rest.substr(i, size));
      i += size - 1;
    } else {
      out += rest[i];
    }
  }
  return out;
}

std::string to_plain(std::string_view text) {
  static constexpr std::array<std::string_view, 128> plain = {
      "A", "A", "A", "A", "A", "A", "AE", "C", "E", "E",  "E", "E", "I", "I", "I", "I", "D",  "N", "O", "O", "O", "O",
      "O", "x", "O", "U", "U", "U", "U",  "Y", "T", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e",
      "i", "i", "i", "i", "d", "n", "o",  "o", "o", "o",  "o", "/", "o", "u", "u", "u", "u",  "y", "t", "y"};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (byte(text[i]) == 0xC3 && i + 1 < text.size()) {
      out += plain[byte(text[++i]) - 0x80U];
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_upper_case(std::string_view text) { return to_upper(text) == text && to_lower(text) != text; }
bool begins_upper(std::string_view text) {
  if (text.empty()) return false;
  const std::string_view first = text.substr(0, letter_size(text));
  return to_lower(first) != first;
}

}  // namespace names
