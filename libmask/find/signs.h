// Signs that the scanner keeps no list of ( _ / : [ ), found with memchr, and the letters of names on the net.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstring>
#include <string_view>

#include "libmask/find/context.h"
#include "libmask/text/word_set.h"

namespace mask {

[[nodiscard]] constexpr bool is_digit_char(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
[[nodiscard]] constexpr bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
[[nodiscard]] constexpr bool is_letter_byte(char c) { return is_ascii_letter(c) || is_high(c); }
[[nodiscard]] constexpr bool is_word_byte(char c) { return is_letter_byte(c) || is_digit_char(c); }
[[nodiscard]] constexpr bool is_blank_char(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool is_space_char(char c) { return is_blank_char(c) || c == '\n' || c == '\r'; }
[[nodiscard]] constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// The byte at `pos`, or 0 outside the text.
[[nodiscard]] constexpr char byte_at(std::string_view text, std::int64_t pos) {
  return pos >= 0 && pos < static_cast<std::int64_t>(text.size()) ? text[static_cast<std::size_t>(pos)] : '\0';
}

// Calls `use(position)` for every `sign` of the stretch.
template <typename Use>
void each_sign(const Context& in, char sign, Use use) {
  const Span part = in.stretch;
  const char* const text = in.text().data();
  for (const char* at = text + part.start; at < text + part.end; ++at) {
    at = static_cast<const char*>(std::memchr(at, sign, static_cast<std::size_t>(text + part.end - at)));
    if (at == nullptr) return;
    use(static_cast<std::uint32_t>(at - text));
  }
}

// Endings of host names that are sure enough where a text has only been put together to one: "anna at telia punkt se".
inline constexpr WordSet common_endings({"se",   "dk",      "com", "nu",  "org",  "net", "eu",  "no",     "fi",  "de",
                                         "info", "example", "me",  "io",  "uk",   "fo",  "gl",  "is",     "nl",  "fr",
                                         "pl",   "es",      "it",  "biz", "name", "edu", "gov", "online", "test"});
[[nodiscard]] constexpr bool is_common_ending(std::string_view label) { return common_endings.contains(label); }

}  // namespace mask
