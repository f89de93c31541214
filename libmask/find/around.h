// Small bounded looks at the bytes around a position, for detectors that read shapes: letters, blanks, short words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "libmask/base/span.h"
#include "libmask/text/tokens.h"
#include "libmask/text/word_set.h"

namespace mask::around {

[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80; }

// The byte at `pos`, 0 outside the text.
[[nodiscard]] inline char at(const Tokens& tokens, std::int64_t pos) {
  return pos >= 0 && pos < tokens.size() ? tokens.text[static_cast<std::size_t>(pos)] : '\0';
}

// Does a capital letter start at `pos`? Letters outside Latin-1 count as capitals, as in the list of capitals.
[[nodiscard]] inline bool capital_at(const Tokens& tokens, std::int64_t pos) {
  const char c = at(tokens, pos);
  if (static_cast<unsigned char>(c) < 0x80) return is_upper(c);
  if (c != '\xC3') return true;
  return static_cast<unsigned char>(at(tokens, pos + 1)) < 0x9F;
}

// Is every ASCII letter of the word a capital, and is there one?
[[nodiscard]] inline bool all_capitals(std::string_view word) {
  bool one = false;
  for (const char c : word) {
    if (is_lower(c)) return false;
    one = one || is_upper(c);
  }
  return one;
}

// Past at most `most` blanks from `pos`.
[[nodiscard]] inline std::uint32_t past_blanks(const Tokens& tokens, std::uint32_t pos, std::uint32_t most) {
  for (; most > 0 && is_blank(at(tokens, pos)); --most) ++pos;
  return pos;
}
// Back over at most `most` blanks before `pos`.
[[nodiscard]] inline std::uint32_t back_over_blanks(const Tokens& tokens, std::uint32_t pos, std::uint32_t most) {
  for (; most > 0 && is_blank(at(tokens, std::int64_t{pos} - 1)); --most) --pos;
  return pos;
}

// Where the word that holds the byte before `pos` starts, and where the word at `pos` ends. Words longer than some 64 bytes are none: `pos`
// itself is the answer, so that one endless word does not cost its length again for each number in it.
[[nodiscard]] inline std::uint32_t word_start(const Tokens& tokens, std::uint32_t pos) {
  if (pos == 0) return 0;
  const std::size_t block = (pos - 1) / 64;
  const std::uint64_t gaps = ~tokens.word_bits[block] << (63 - (pos - 1) % 64);
  if (gaps != 0) return pos - static_cast<std::uint32_t>(std::countl_zero(gaps));
  if (block == 0) return 0;
  const std::uint64_t more = ~tokens.word_bits[block - 1];
  return more == 0 ? pos : static_cast<std::uint32_t>(block * 64) - static_cast<std::uint32_t>(std::countl_zero(more));
}
[[nodiscard]] inline std::uint32_t word_end(const Tokens& tokens, std::uint32_t pos) {
  const std::size_t block = pos / 64;
  const std::uint64_t gaps = ~tokens.word_bits[block] & (~std::uint64_t{0} << (pos % 64));
  if (gaps != 0) return static_cast<std::uint32_t>(block * 64) + static_cast<std::uint32_t>(std::countr_zero(gaps));
  const std::uint64_t more = ~tokens.word_bits[block + 1];  // a zero word follows the last
  return more == 0 ? pos : static_cast<std::uint32_t>(block * 64 + 64) + static_cast<std::uint32_t>(std::countr_zero(more));
}

// The nearest word before or after `pos`, at most `reach` bytes of other text between; empty if none.
[[nodiscard]] inline Span word_before(const Tokens& tokens, std::uint32_t pos, std::uint32_t reach) {
  if (pos >= 2 && reach > 0 && tokens.text[pos - 1] == ' ' && tokens.in_word(std::int64_t{pos} - 2))
    return {word_start(tokens, pos - 1), pos - 1};
  const std::uint32_t stop = pos > reach ? pos - reach : 0;
  while (pos > stop && !tokens.in_word(std::int64_t{pos} - 1)) --pos;
  return {word_start(tokens, pos), pos};
}
[[nodiscard]] inline Span word_after(const Tokens& tokens, std::uint32_t pos, std::uint32_t reach) {
  const std::uint32_t stop = pos + reach < tokens.size() ? pos + reach : tokens.size();
  while (pos < stop && !tokens.in_word(pos)) ++pos;
  return {pos, tokens.in_word(pos) ? word_end(tokens, pos) : pos};
}

// The word that starts at `pos`; empty where none does.
[[nodiscard]] inline Span word_at(const Tokens& tokens, std::uint32_t pos) {
  return {pos, tokens.in_word(pos) ? word_end(tokens, pos) : pos};
}
// The word that ends at `pos`; empty where none does.
[[nodiscard]] inline Span word_ending(const Tokens& tokens, std::uint32_t pos) { return {word_start(tokens, pos), pos}; }

// Where the line that holds `pos` ends (its line feed, or the end of the text), and where it starts: at most `reach` bytes away, else the
// place that far away.
[[nodiscard]] inline std::uint32_t line_end(const Tokens& tokens, std::uint32_t pos, std::uint32_t reach) {
  const std::string_view rest = tokens.text.substr(pos, reach);
  return pos + static_cast<std::uint32_t>(std::min(rest.find('\n'), rest.size()));
}
[[nodiscard]] inline std::uint32_t line_start(const Tokens& tokens, std::uint32_t pos, std::uint32_t reach) {
  const std::uint32_t from = pos > reach ? pos - reach : 0;
  const std::size_t last = tokens.text.substr(from, pos - from).rfind('\n');
  return last == std::string_view::npos ? from : from + static_cast<std::uint32_t>(last) + 1;
}

// Does a field of a line, table or list begin at `pos`, blanks apart?
[[nodiscard]] inline bool field_begins(const Tokens& tokens, std::uint32_t pos) {
  const std::uint32_t before = back_over_blanks(tokens, pos, 8);
  if (pos - before >= 2 || (before < pos && tokens.text[before] == '\t')) return true;
  switch (at(tokens, std::int64_t{before} - 1)) {
    case '\0':
    case '\n':
    case ',':
    case ';':
    case '|':
    case ':':
    case '(':
    case '>':
    case '/':
    case '"':
    case '*':
    case '\x06': return true;
    case '.': return before < pos && at(tokens, std::int64_t{before} - 2) == '.';
    case '-': return before < pos && is_blank(at(tokens, std::int64_t{before} - 2));
    default: return false;
  }
}
// Does a field end at `pos`?
[[nodiscard]] inline bool field_ends(const Tokens& tokens, std::uint32_t pos) {
  const std::uint32_t after = past_blanks(tokens, pos, 8);
  if (after - pos >= 2 || (after > pos && tokens.text[pos] == '\t')) return true;
  switch (at(tokens, after)) {
    case '\0':
    case '\n':
    case '\r':
    case ',':
    case ';':
    case '|':
    case ')':
    case '/':
    case '"':
    case '_':
    case '*':
    case '\x06': return true;
    case '-': return after > pos && is_blank(at(tokens, after + 1));
    case '.': return !is_digit(at(tokens, after + 1));
    default: return false;
  }
}

}  // namespace mask::around
