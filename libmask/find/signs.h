// Signs that the scanner keeps no list of ( _ / : [ ), found with memchr, and the letters of names on the net.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstring>
#include <string_view>

#include "libmask/find/context.h"

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

// Is `word` this ASCII word in lower case, whatever its own case?
[[nodiscard]] constexpr bool same_word(std::string_view word, std::string_view lower_case) {
  if (word.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(word[i]) != lower_case[i]) return false;
  }
  return true;
}

template <std::size_t N>
[[nodiscard]] constexpr bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  for (const std::string_view each : list) {
    if (same_word(word, each)) return true;
  }
  return false;
}

// Words among which another is looked for; nearly all others are told away by their size, first and last letter.
template <std::size_t N>
class WordSet {
 public:
  constexpr explicit WordSet(const std::array<std::string_view, N>& lower_case) : words_(lower_case) {
    static_assert(N < 255);
    for (std::size_t i = 0; i < N; ++i) {
      std::uint8_t& first = first_[sketch(words_[i])];
      next_[i] = first;
      first = static_cast<std::uint8_t>(i + 1);
    }
  }
  // Whatever the case of its ASCII letters.
  [[nodiscard]] constexpr bool contains(std::string_view word) const {
    if (word.empty()) return false;
    for (std::size_t i = first_[sketch(word)]; i != 0; i = next_[i - 1]) {
      if (same_word(word, words_[i - 1])) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t sketch(std::string_view word) {
    const auto bits = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c) & 31U); };
    return (bits(word.front()) * 37 + bits(word.back()) * 11 + word.size()) % 1024;
  }
  std::array<std::string_view, N> words_;
  std::array<std::uint8_t, 1024> first_{};  // of the words with one sketch, counted from 1
  std::array<std::uint8_t, N> next_{};
};
template <std::size_t N>
WordSet(const std::array<std::string_view, N>&) -> WordSet<N>;

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
inline constexpr WordSet common_endings(std::array<std::string_view, 29>{
    "se", "dk", "com", "nu", "org", "net", "eu", "no", "fi",  "de",   "info", "example", "me",     "io",  "uk",
    "fo", "gl", "is",  "nl", "fr",  "pl",  "es", "it", "biz", "name", "edu",  "gov",     "online", "test"});
[[nodiscard]] constexpr bool is_common_ending(std::string_view label) { return common_endings.contains(label); }

}  // namespace mask
