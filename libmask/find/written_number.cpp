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

template <bool letters>
constexpr bool starts_group(char c) {
  return is_digit(c) || (letters && looks_like_digit(c));
}

// Blanks around a mark, or two of them, or a line end. The margin of the text may be read.
template <bool letters>
[[gnu::noinline]] Joint wide_joint_at(std::string_view text, std::uint32_t at) {
  const char* const bytes = text.data();
  std::uint32_t i = at;
  bool blanks = false;
  while (i < at + 2 && bytes[i] == ' ') {
    ++i;
    blanks = true;
  }
  if (starts_group<letters>(bytes[i])) return {blanks ? joint::space : 0U, i};
  const char mark = bytes[i];
  if (mark == '\n' || mark == '\r') return joint_over_line(text, i);
  ++i;
  for (const std::uint32_t stop = i + 2; i < stop && bytes[i] == ' '; ++i) blanks = true;
  if ((mark == '-' || mark == '/') && (bytes[i] == '\n' || bytes[i] == '\r')) return joint_over_line(text, i);
  if (!starts_group<letters>(bytes[i])) return {};
  return {kind_of(mark, blanks), i};
}

template <bool letters>
Joint joint_at(std::string_view text, std::uint32_t at) {
  const char mark = text.data()[at];
  if (!begins_joint[static_cast<unsigned char>(mark)]) return {};
  if (starts_group<letters>(text.data()[at + 1])) {
    if (mark == ' ') return {joint::space, at + 1};
    if (mark != '\n' && mark != '\r') return {kind_of(mark, false), at + 1};
  }
  return wide_joint_at<letters>(text, at);
}

constexpr unsigned no_digit = 10;

template <bool letters>
unsigned value_of(char c) {
  const unsigned digit = static_cast<unsigned char>(c) - unsigned{'0'};
  if (digit < no_digit) return digit;
  if (!letters || !looks_like_digit(c)) return no_digit;
  return c == 'O' || c == 'o' ? 0 : 1;
}

template <bool letters>
void read(std::string_view text, std::uint32_t at, unsigned allowed, std::size_t max_digits, WrittenNumber& number) {
  const char* const bytes = text.data();
  unsigned before = 0;
  std::size_t count = 0;
  std::size_t groups = 0;
  while (groups < WrittenNumber::max_groups) {
    const std::size_t first = count;
    for (unsigned value = 0; (value = value_of<letters>(bytes[at])) != no_digit; ++at) {
      if (count == max_digits) {
        while (count > first) number.digit[--count] = 0;
        number.groups = static_cast<std::uint8_t>(groups);
        return;
      }
      number.digit[count++] = static_cast<std::uint8_t>(value);
    }
    number.size[groups] = static_cast<std::uint8_t>(count - first);
    number.total[groups] = static_cast<std::uint8_t>(count);
    number.before[groups] = static_cast<std::uint16_t>(before);
    number.end[groups++] = at;
    const Joint joint = joint_at<letters>(text, at);
    if ((joint.kind & allowed) == 0) break;
    if (joint.kind == joint::line) allowed &= ~joint::line;
    before = joint.kind;
    at = joint.next;
  }
  number.groups = static_cast<std::uint8_t>(groups);
}

}  // namespace

WrittenNumber read_written(const Tokens& tokens, std::uint32_t start, unsigned allowed, std::size_t max_digits, bool letters) {
  WrittenNumber number;
  number.start = start;
  max_digits = std::min(max_digits, WrittenNumber::max_digits);
  if (letters) {
    read<true>(tokens.text, start, allowed, max_digits, number);
  } else {
    read<false>(tokens.text, start, allowed, max_digits, number);
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
