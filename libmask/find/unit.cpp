// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/unit.h"

#include "libmask/find/around.h"

namespace mask {
namespace {

using namespace around;

constexpr int most_parts = 6;

// "ö.g.", "n.b.", "t.h.", "t. v.": a side in two letters with marks. The end, or `pos`.
std::uint32_t dotted_side(const Tokens& tokens, std::uint32_t pos) {
  const Span first = word_at(tokens, pos);
  if (first.size() == 0 || first.size() > 2 || at(tokens, first.end) != '.') return pos;
  if (!is_one_of(tokens.of(first), {"ö", "u", "n", "t", "m"})) return pos;
  const Span second = word_at(tokens, past_blanks(tokens, first.end + 1, 1));
  if (!is_one_of(tokens.of(second), {"g", "b", "h", "v", "f"})) return pos;
  return second.end + (at(tokens, second.end) == '.' ? 1 : 0);
}

// A flat number or staircase letter after "lgh", "nr" allowed between; `pos` where there is none.
std::uint32_t argument_end(const Tokens& tokens, std::uint32_t pos) {
  std::uint32_t start = past_blanks(tokens, pos, 2);
  if (start == pos) return pos;
  Span word = word_at(tokens, start);
  if (is_one_of(tokens.of(word), {"nr", "nr.", "no"})) {
    start = past_blanks(tokens, word.end + (at(tokens, word.end) == '.' ? 1 : 0), 2);
    word = word_at(tokens, start);
  }
  if (word.size() == 0 || word.size() > 5) return pos;
  if (word.size() == 1 && is_upper(tokens.text[start])) return word.end;
  if (!is_digit(tokens.text[start])) return pos;
  // "118 60 Stockholm" and "5000 Odense" begin a postcode.
  const std::uint32_t next = past_blanks(tokens, word.end, 1);
  const bool swedish = word.size() == 3 && is_digit(at(tokens, next)) && word_end(tokens, next) == next + 2;
  const bool danish = word.size() == 4 && tokens.text[start] >= '2' && capital_at(tokens, next);
  if (next > word.end && (swedish || danish)) return pos;
  return word.end;
}

// One floor word with what belongs to it.
std::uint32_t worded_part(const Context& in, std::uint32_t pos) {
  const Tokens& tokens = in.tokens;
  if (const std::uint32_t side = dotted_side(tokens, pos); side != pos) return side;
  const Span word = word_at(tokens, pos);
  if (word.size() == 0 || word.size() > 16) return pos;
  if (tokens.of(word) == "l" && at(tokens, word.end) == '.') {  // a scan of "1. sal"
    const std::uint32_t next = past_blanks(tokens, word.end + 1, 1);
    return same_word(tokens.of(word_at(tokens, next)), "sal") ? next + 3 : pos;
  }
  const WordInfo& info = in.lexicon.find_inside(tokens.of(word));
  if (!info.labels.has(Label::floor)) return pos;
  std::uint32_t end = word.end;
  const bool dot = at(tokens, end) == '.';
  if (dot) ++end;
  if (is_one_of(tokens.of(word), {"kl"}) && is_digit(at(tokens, past_blanks(tokens, end, 2)))) return pos;  // a time of day
  if (info.value == 1) {
    const std::uint32_t argument = argument_end(tokens, end);
    if (argument != end) return argument;
    // "rum", "hus", "plan" say nothing alone.
    if (!is_one_of(tokens.of(word), {"st", "stue", "trapphus", "baghus"})) return pos;
  }
  // The mark belongs to the abbreviations that are written with one; else it ends the sentence.
  return dot && !is_one_of(tokens.of(word), {"st", "th", "tv", "mf", "kl", "kld", "mft"}) ? word.end : end;
}

// "3 tr", "2. tv.", "2th", "1. sal", ", 2.", ", 2. 14": a floor by its number.
std::uint32_t numbered_part(const Context& in, std::uint32_t pos, bool comma) {
  const Tokens& tokens = in.tokens;
  std::uint32_t end = pos;
  while (end < pos + 5 && is_digit(at(tokens, end))) ++end;
  if (end - pos > 4) return pos;
  if (tokens.in_word(end)) {
    const Span tail{end, word_end(tokens, end)};
    if (!in.lexicon.find_inside(tokens.of(tail)).labels.has(Label::floor)) return pos;
    return tail.end + (at(tokens, tail.end) == '.' ? 1 : 0);
  }
  if (comma && at(tokens, end) == '-' && is_digit(at(tokens, end + 1)) && !tokens.in_word(end + 2) && field_ends(tokens, end + 2))
    return end + 2;
  const bool dot = at(tokens, end) == '.';
  const std::uint32_t after = end + (dot ? 1 : 0);
  const std::uint32_t next = past_blanks(tokens, after, 2);
  if (end - pos > 2) return pos;
  if (const std::uint32_t part = next == end ? next : worded_part(in, next); part != next) return part;
  if (!comma || !dot) return pos;
  if (is_digit(at(tokens, next)) && next == after + 1 && tokens.text[after] == ' ') {  // floor and door
    std::uint32_t door = next;
    while (door < next + 5 && is_digit(at(tokens, door))) ++door;
    return door - next <= 4 && !tokens.in_word(door) && field_ends(tokens, door) ? door : pos;
  }

  return field_ends(tokens, after) ? after : pos;
}

}  // namespace

std::uint32_t unit_end(const Context& in, std::uint32_t pos) {
  const Tokens& tokens = in.tokens;
  for (int part = 0; part < most_parts; ++part) {
    std::uint32_t start = past_blanks(tokens, pos, 2);
    const bool comma = at(tokens, start) == ',';
    if (comma) start = past_blanks(tokens, start + 1, 2);
    if (start == pos && at(tokens, std::int64_t{pos} - 1) != '.') break;
    std::uint32_t end = start;
    if (is_digit(at(tokens, start))) {
      end = numbered_part(in, start, comma);
    } else if (tokens.in_word(start)) {
      end = worded_part(in, start);
    }
    if (end == start) break;
    pos = end;
  }
  return pos;
}

}  // namespace mask
