// Reads a number as people write it, and looks at what stands right beside it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/written_number.h"

#include <algorithm>

namespace mask {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool looks_like_digit(char c) { return c == 'O' || c == 'o' || c == 'l' || c == 'I'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The joint that begins at `at`, and where the digit after it stands. No joint: kind 0.
struct Joint {
  unsigned kind = 0;
  std::uint32_t next = 0;
};

unsigned kind_of(char mark, bool blanks) {
  switch (mark) {
    case '-': return blanks ? joint::wide_hyphen : joint::hyphen;
    case '/': return blanks ? joint::wide_slash : joint::slash;
    case '.': return blanks ? 0 : joint::dot;
    case ',': return joint::comma;
    case '(':
    case ')': return joint::bracket;
    default: return 0;
  }
}

// A line end inside a number may bring an indent or a mark of quotation ("> ") with it.
constexpr std::uint32_t longest_indent = 12;

Joint joint_over_line(std::string_view text, std::uint32_t at) {
  if (at < text.size() && text[at] == '\r') ++at;
  if (at >= text.size() || text[at] != '\n') return {};
  ++at;
  const auto stop = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), at + longest_indent));
  while (at < stop && (is_blank(text[at]) || text[at] == '>')) ++at;
  if (at < text.size() && is_digit(text[at])) return {joint::line, at};
  return {};
}

Joint joint_at(std::string_view text, std::uint32_t at, bool letters) {
  const auto starts = [&](char c) { return is_digit(c) || (letters && looks_like_digit(c)); };
  const auto get = [&](std::uint32_t i) { return i < text.size() ? text[i] : '\0'; };
  if (get(at) == ' ' && starts(get(at + 1))) return {joint::space, at + 1};
  std::uint32_t i = at;
  bool blanks = false;
  while (i < at + 2 && get(i) == ' ') {
    ++i;
    blanks = true;
  }
  if (starts(get(i))) return {blanks ? joint::space : 0U, i};
  const char mark = get(i);
  if (mark == '\n' || mark == '\r') return joint_over_line(text, i);
  ++i;
  for (const std::uint32_t stop = i + 2; i < stop && get(i) == ' '; ++i) blanks = true;
  if ((mark == '-' || mark == '/') && (get(i) == '\n' || get(i) == '\r')) return joint_over_line(text, i);
  if (!starts(get(i))) return {};
  return {kind_of(mark, blanks), i};
}

}  // namespace

std::uint32_t WrittenNumber::value(std::size_t from, std::size_t size_) const {
  std::uint32_t sum = 0;
  for (std::size_t i = from; i < from + size_; ++i) sum = sum * 10 + digit[i];
  return sum;
}

bool WrittenNumber::sizes(std::size_t from, std::initializer_list<int> expected) const {
  if (from + expected.size() > groups) return false;
  return std::equal(expected.begin(), expected.end(), size.begin() + static_cast<std::ptrdiff_t>(from));
}

unsigned WrittenNumber::joints(std::size_t from, std::size_t to) const {
  unsigned set = 0;
  for (std::size_t i = from + 1; i < to; ++i) set |= before[i];
  return set;
}

WrittenNumber read_written(const Tokens& tokens, std::uint32_t start, unsigned allowed, std::size_t max_digits, bool letters) {
  WrittenNumber number;
  const std::string_view text = tokens.text;
  max_digits = std::min(max_digits, WrittenNumber::max_digits);
  number.start = start;
  std::uint32_t at = start;
  unsigned before = 0;
  std::size_t count = 0;
  const auto value = [&](char c) -> int {
    if (is_digit(c)) return c - '0';
    if (!letters || !looks_like_digit(c)) return -1;
    return c == 'O' || c == 'o' ? 0 : 1;
  };
  while (number.groups < WrittenNumber::max_groups) {
    const std::uint32_t begin = at;
    while (at < text.size() && value(text[at]) >= 0 && count + (at - begin) <= max_digits) ++at;
    if (count + (at - begin) > max_digits) break;
    for (std::uint32_t i = begin; i < at; ++i) number.digit[count++] = static_cast<std::uint8_t>(value(text[i]));
    number.size[number.groups] = static_cast<std::uint8_t>(at - begin);
    number.total[number.groups] = static_cast<std::uint8_t>(count);
    number.before[number.groups] = static_cast<std::uint16_t>(before);
    number.end[number.groups++] = at;
    const Joint joint = joint_at(text, at, letters);
    if ((joint.kind & allowed) == 0) break;
    if (joint.kind == joint::line) allowed &= ~joint::line;
    before = joint.kind;
    at = joint.next;
  }
  return number;
}

Ahead ahead_of(const Tokens& tokens, std::uint32_t start) {
  if (tokens.in_word(std::int64_t{start} - 1)) return Ahead::joined;
  if (start < 2) return Ahead::clear;
  const std::string_view text = tokens.text;
  const char mark = text[start - 1];
  if (mark == ' ') {
    std::uint32_t i = start - 1;
    if (text[i - 1] == ' ') --i;
    return i > 0 && is_digit(text[i - 1]) ? Ahead::number : Ahead::clear;
  }
  const bool joins = mark == '-' || mark == '.' || mark == '/' || mark == ':' || mark == '+' || mark == ',' || mark == '#' || mark == '*';
  if (joins && is_digit(text[start - 2])) return Ahead::joined;
  return Ahead::clear;
}

bool ends_number(const Tokens& tokens, std::uint32_t end) {
  if (tokens.in_word(end)) return false;
  const std::string_view text = tokens.text;
  if (end + 1 >= text.size() || !is_digit(text[end + 1])) return true;
  const char mark = text[end];
  return mark != '-' && mark != '.' && mark != '/' && mark != ':' && mark != '+' && mark != ',';
}

namespace {

bool holds_number(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      if (++digits == 5) return true;
    } else if (c != ' ' && c != '-') {
      digits = 0;
    }
  }
  return false;
}

}  // namespace

int named_before(const Context& in, const Nearby& near, Span span, Labels meanings) {
  for (std::size_t i = 0; i < near.count; ++i) {
    const Nearby::Word& word = near.word[i];
    if (word.distance > 0 || !word.labels.any(meanings)) continue;
    const std::string_view between = in.text().substr(word.span.end, span.start - word.span.end);
    if (between.contains('?') || between.contains('!') || holds_number(between)) return 0;
    return -word.distance;
  }
  return 0;
}

bool fills_field(const Tokens& tokens, Span span) {
  const std::string_view text = tokens.text;
  const auto parts = [](char c) { return c == ';' || c == '|' || c == '\t' || c == '\n' || c == '\r'; };
  std::uint32_t i = span.start;
  std::uint32_t blanks = 0;
  while (i > 0 && blanks < 3 && text[i - 1] == ' ') {
    --i;
    ++blanks;
  }
  if (i > 0 && text[i - 1] == '"') --i;
  if (i > 0 && blanks < 3 && !parts(text[i - 1])) return false;
  i = span.end;
  blanks = 0;
  while (i < text.size() && blanks < 2 && text[i] == ' ') {
    ++i;
    ++blanks;
  }
  if (i < text.size() && text[i] == '"') ++i;
  return i >= text.size() || blanks >= 2 || parts(text[i]);
}

}  // namespace mask
