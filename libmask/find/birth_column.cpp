// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/birth_column.h"

#include <algorithm>
#include <optional>

#include "libmask/find/date.h"
#include "libmask/find/signs.h"

namespace mask {
namespace {

constexpr std::uint32_t longest_row = 240;
constexpr int most_rows = 60;
constexpr int most_misses = 3;           // rows in turn without a date
constexpr std::uint32_t off_column = 3;  // characters that an aligned cell may stand beside its head

enum class Divider : std::uint8_t { none, tab, bar, semicolon, slash, blanks };

std::uint32_t line_start(std::string_view text, std::uint32_t pos) {
  const std::uint32_t stop = pos > longest_row ? pos - longest_row : 0;
  while (pos > stop && text[pos - 1] != '\n') --pos;
  return pos;
}
std::uint32_t line_end(std::string_view text, std::uint32_t pos) {
  const auto stop = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), pos + std::size_t{longest_row}));
  while (pos < stop && text[pos] != '\n') ++pos;
  return pos;
}

// Is there a divider at `at`?
bool divides(std::string_view text, std::uint32_t at, Divider divider) {
  switch (divider) {
    case Divider::tab: return text[at] == '\t';
    case Divider::bar: return text[at] == '|';
    case Divider::semicolon: return text[at] == ';';
    case Divider::slash:
      return text[at] == '/' && is_blank_char(byte_at(text, std::int64_t{at} - 1)) && is_blank_char(byte_at(text, at + 1));
    default: return false;
  }
}

// What sets the head's word off from its neighbours; none where it is a word of a sentence.
Divider divider_around(std::string_view text, Span row, Span label) {
  const auto here = [&](char before, char after) {
    std::int64_t left = std::int64_t{label.start} - 1;
    std::uint32_t right = label.end;
    while (left >= row.start && text[static_cast<std::size_t>(left)] == ' ') --left;
    while (right < row.end && text[right] == ' ') ++right;
    const bool opens = left < row.start;
    const bool ends = right >= row.end || text[right] == '\r';
    const bool fits_before = opens || text[static_cast<std::size_t>(left)] == before;
    const bool fits_after = ends || text[right] == after;
    return fits_before && fits_after && !(opens && ends);
  };
  if (here('\t', '\t')) return Divider::tab;
  if (here('|', '|')) return Divider::bar;
  if (here(';', ';')) return Divider::semicolon;
  if (here('/', '/') && (byte_at(text, label.end) != '/' && byte_at(text, std::int64_t{label.start} - 1) != '/')) return Divider::slash;
  const auto wide = [&](std::int64_t at) { return byte_at(text, at) == ' ' && byte_at(text, at + 1) == ' '; };
  const bool before = label.start == row.start || wide(std::int64_t{label.start} - 2);
  const bool after = label.end == row.end || byte_at(text, label.end) == '\r' || wide(label.end);
  return before && after && row.size() > label.size() ? Divider::blanks : Divider::none;
}

std::uint32_t characters(std::string_view text, std::uint32_t from, std::uint32_t to) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin() + from, text.begin() + to, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

struct Column {
  Divider divider = Divider::none;
  std::uint32_t number = 0;  // dividers before it in a row; with blanks, characters
};

// Where the column's cell begins in this row: the first digit of it.
std::optional<std::uint32_t> cell_start(std::string_view text, Span row, Column column) {
  std::uint32_t at = row.start;
  if (column.divider == Divider::blanks) {
    std::uint32_t character = 0;
    for (; at < row.end && character + off_column < column.number; ++character) {
      for (++at; at < row.end && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    }
    for (std::uint32_t i = 0; i <= 2 * off_column && at < row.end; ++i, ++at) {
      if (is_digit_char(text[at]) && !is_word_byte(byte_at(text, std::int64_t{at} - 1))) return at;
    }
    return std::nullopt;
  }
  for (std::uint32_t left = column.number; left > 0 && at < row.end; ++at) left -= divides(text, at, column.divider) ? 1U : 0U;
  while (at < row.end && is_blank_char(text[at])) ++at;
  if (at >= row.end || !is_digit_char(text[at])) return std::nullopt;
  return at;
}

}  // namespace

void add_birth_column(const Context& in, Span label, Findings& out) {
  const std::string_view text = in.text();
  const char next = byte_at(text, label.end);
  if (next != '\n' && next != '\r' && next != ' ' && next != '\t' && next != '|' && next != ';') return;
  const Span head{line_start(text, label.start), line_end(text, label.end)};
  Column column{.divider = divider_around(text, head, label)};
  if (column.divider == Divider::none || std::ranges::any_of(text.substr(head.start, head.size()), is_digit_char)) return;
  if (column.divider == Divider::blanks) {
    column.number = characters(text, head.start, label.start);
  } else {
    for (std::uint32_t i = head.start; i < label.start; ++i) column.number += divides(text, i, column.divider) ? 1U : 0U;
  }
  std::uint32_t from = head.end + 1;
  int misses = 0;
  for (int rows = 0; rows < most_rows && misses <= most_misses && from < text.size(); ++rows) {
    const Span row{from, line_end(text, from)};
    if (row.empty()) return;
    from = row.end + 1;
    const auto start = cell_start(text, row, column);
    ++misses;
    if (!start) continue;
    const auto run = std::ranges::lower_bound(in.tokens.digits, *start, {}, &DigitRun::start);
    if (run == in.tokens.digits.end() || run->start != *start) continue;
    const Date date = read_date(in, static_cast<std::size_t>(run - in.tokens.digits.begin()));
    if (date.shape == DateShape::none || date.shape == DateShape::day_month || date.span.end > row.end) continue;
    misses = 0;
    const Kind kind = date.shape == DateShape::year ? Kind::birth_year : Kind::birth_date;
    out.add(date.span, Type::date_of_birth, kind, 850, {context(Label::birth, -1), valid_date(), shape(Shape::grouped)});
  }
}

}  // namespace mask
