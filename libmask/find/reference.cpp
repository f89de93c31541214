// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/reference.h"

#include "libmask/find/around.h"

namespace mask {
namespace {

using namespace around;

constexpr std::uint32_t longest_head = 16;  // bytes ahead of the first digit
constexpr std::uint32_t longest = 44;

constexpr bool is_mark(char c) { return c == '-' || c == '/' || c == '.' || c == ':' || c == '_'; }

}  // namespace

bool Reference::all_digits(std::initializer_list<int> sizes) const {
  if (parts != sizes.size()) return false;
  std::size_t i = 0;
  return std::ranges::all_of(sizes, [&](int size) {
    const Part& p = part[i++];
    return p.digits && p.size == size;
  });
}

Reference read_reference(const Tokens& tokens, std::size_t index) {
  Reference out;
  const DigitRun run = tokens.digits[index];
  std::uint32_t start = run.start;
  for (;;) {
    const char c = at(tokens, std::int64_t{start} - 1);
    if (is_digit(c)) return out;
    const bool mark = is_mark(c) && tokens.in_word(std::int64_t{start} - 2);
    if (!mark && !tokens.in_word(std::int64_t{start} - 1)) break;
    if (run.start - start >= longest_head) return out;
    --start;
  }
  const std::uint32_t limit = start + longest;
  char joint = 0;
  std::uint32_t pos = start;
  while (pos < limit && out.parts < Reference::max_parts) {
    if (!tokens.in_word(pos)) {
      const char c = at(tokens, pos);
      if (!is_mark(c) || !tokens.in_word(pos + 1)) break;
      joint = c;
      ++pos;
      continue;
    }
    Reference::Part& part = out.part[out.parts++];
    part = {.start = pos, .size = 0, .digits = is_digit(tokens.text[pos]), .joint = joint};
    joint = 0;
    for (; tokens.in_word(pos) && is_digit(tokens.text[pos]) == part.digits && part.size < 40; ++pos) {
      const bool inner = (static_cast<unsigned char>(tokens.text[pos]) & 0xC0) == 0x80;  // of a letter outside ASCII
      part.size = static_cast<std::uint8_t>(part.size + (inner ? 0 : 1));
    }
    (part.digits ? out.digits : out.letters) += part.size;
  }
  out.span = {start, pos};
  if (tokens.in_word(pos)) out.parts = 0;
  return out;
}

Span prefix_before(const Tokens& tokens, std::uint32_t pos) {
  const Span none{pos, pos};
  if (at(tokens, std::int64_t{pos} - 1) != ' ') return none;
  Span word = word_ending(tokens, pos - 1);
  while (word.size() > 0 && at(tokens, std::int64_t{word.start} - 1) == '-' && is_letter(at(tokens, std::int64_t{word.start} - 2)) &&
         pos - word.start < 12) {
    word.start = word_start(tokens, word.start - 1);
  }
  std::size_t capitals = 0;
  std::size_t letters = 0;
  for (std::uint32_t i = word.start; i < word.end; ++i) {
    const char c = tokens.text[i];
    if (is_digit(c)) return none;
    if (c == '-' || (static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    ++letters;
    if (capital_at(tokens, i)) ++capitals;
  }
  return letters > 0 && letters <= 7 && (capitals >= 2 || (letters == 1 && capitals == 1)) ? word : none;
}

bool is_year(const Tokens& tokens, const Reference::Part& part) {
  const std::string_view digits = tokens.text.substr(part.start, part.size);
  return part.digits && part.size == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool is_whole_date(const Tokens& tokens, const Reference& reference) {
  const auto& part = reference.part;
  if (reference.letters != 0 || reference.parts != 3 || !is_year(tokens, part[0]) || part[1].size != 2 || part[2].size != 2) return false;
  return tokens.text.substr(part[1].start, 2) <= "12" && tokens.text.substr(part[2].start, 2) <= "31";
}

bool is_other_number(const Tokens& tokens, const Reference& reference) {
  const auto& part = reference.part;
  if (reference.letters != 0) return false;
  const std::size_t parts = reference.parts;
  const auto small = [&](std::size_t i) { return part[i].size <= 2; };
  if (parts == 3) {
    if (is_year(tokens, part[0]) && part[1].size == 2 && part[2].size == 2) return true;
    if (small(0) && small(1) && (part[2].size == 2 || is_year(tokens, part[2]) || part[2].size == 1)) return true;
    if (reference.all_digits({2, 2, 2}) || (part[2].joint == '.' && part[1].joint == '.' && part[1].size == 3 && part[2].size == 3))
      return true;
  }
  if (parts == 2) {
    const bool colon = part[1].joint == ':';
    if (small(0) && small(1)) return true;  // a day, a time, a share
    if (is_year(tokens, part[0]) && (is_year(tokens, part[1]) || (part[1].size == 2 && !colon))) return true;
    if (part[0].size == 6 && part[1].size == 4) return true;  // an identity number
    if (part[0].size == 8 && part[1].size == 4) return true;
    if (part[1].joint == '.' && part[1].size == 3) return true;  // thousands
    if (tokens.text[part[0].start] == '0' && part[0].size >= 2 && part[0].size <= 4 && part[1].size >= 5)
      return true;  // a telephone number
  }
  if (parts == 2 && part[1].joint == '.' && part[1].size <= 2) return true;  // decimals
  return parts == 1 && part[0].size < 5;
}

}  // namespace mask
