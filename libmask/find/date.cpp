// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/date.h"

#include <algorithm>

namespace mask {
namespace {

constexpr int first_year = 1850;
constexpr int last_year = 2049;

bool is_year(int year) { return year >= first_year && year <= last_year; }

// Two digits are a year of either century.
bool on_calendar(int year, int month, int day) {
  if (year >= 100) return is_year(year) && is_date(year, month, day);
  return is_date(1900 + year, month, day) || is_date(2000 + year, month, day);
}

class Reader {
 public:
  Reader(const Context& in, std::size_t index) : in_(in), tokens_(in.tokens), index_(index) {}

  Date read() const {
    const Span first = run(index_);
    if (!tokens_.in_word(std::int64_t{first.start} - 1)) {
      for (const auto form : {&Reader::compact, &Reader::year_first, &Reader::month_word, &Reader::day_first, &Reader::year_alone}) {
        const Date date = (this->*form)();
        if (date.shape != DateShape::none && ends_well(date.span.end)) return date;
      }
    }
    return {};
  }

 private:
  Span run(std::size_t index) const {
    if (index >= tokens_.digits.size()) return {};
    return {tokens_.digits[index].start, tokens_.digits[index].end};
  }
  int value(std::size_t index) const { return number(run(index)); }
  int number(Span digits) const {
    int sum = 0;
    for (std::uint32_t i = digits.start; i < digits.end && i < digits.start + 8; ++i) sum = sum * 10 + (tokens_.text[i] - '0');
    return sum;
  }
  char at(std::uint32_t position) const { return position < tokens_.size() ? tokens_.text[position] : '\0'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  // No letter or digit follows, nor a mark with a digit.
  bool ends_well(std::uint32_t end) const {
    if (tokens_.in_word(end)) return false;
    const char mark = at(end);
    return !((mark == '-' || mark == '/' || mark == '+' || mark == '.') && is_digit(at(end + 1)));
  }

  static Date full(int year, int month, int day, Span span) {
    if (!on_calendar(year, month, day)) return {};
    return {.shape = DateShape::full, .year = year, .month = month, .day = day, .span = span};
  }

  // 20190812, 190812, 120819
  Date compact() const {
    const Span digits = run(index_);
    const int all = number(digits);
    Date date;
    if (digits.size() == 8) {
      date = full(all / 10000, all / 100 % 100, all % 100, digits);
      if (date.shape == DateShape::none) date = full(all % 10000, all / 10000 % 100, all / 1000000, digits);
    } else if (digits.size() == 6) {
      date = full(all / 10000, all / 100 % 100, all % 100, digits);
      if (date.shape == DateShape::none) date = full(all % 100, all / 100 % 100, all / 10000, digits);
    }
    date.compact = true;
    return date;
  }

  static bool joins(Gap gap) {
    return gap == Gap::hyphen || gap == Gap::dot || gap == Gap::slash || gap == Gap::space || gap == Gap::spaced_hyphen;
  }
  // "27. 01. 1988", "21/ 11 1889": a mark with a blank beside it.
  Gap gap(std::size_t index) const {
    const Gap plain = gap_after(tokens_, index);
    if (plain != Gap::wide) return plain;
    const Span here = run(index);
    return at(here.end) == '.' && at(here.end + 1) == ' ' && is_digit(at(here.end + 2)) ? Gap::dot : Gap::wide;
  }

  // 2019-08-12, 2019/8/12, 2019 08 12
  Date year_first() const {
    if (run(index_).size() != 4 || run(index_ + 1).size() > 2 || run(index_ + 2).size() > 2) return {};
    if (!joins(gap(index_)) || !joins(gap(index_ + 1))) return {};
    return full(value(index_), value(index_ + 1), value(index_ + 2), {run(index_).start, run(index_ + 2).end});
  }

  // 12.08.2019, 12/8-19, 3/4 1970, 3/4
  Date day_first() const {
    if (run(index_).size() > 2 || run(index_ + 1).size() > 2) return {};
    const Gap first = gap(index_);
    if (!joins(first) || first == Gap::space) return {};
    const Span year = run(index_ + 2);
    if (joins(gap(index_ + 1)) && (year.size() == 4 || year.size() == 2)) {
      const Date date = full(value(index_ + 2), value(index_ + 1), value(index_), {run(index_).start, year.end});
      if (date.shape != DateShape::none) return date;
    }
    if (first == Gap::hyphen && gap(index_ + 1) == Gap::hyphen && run(index_).size() == 2 && run(index_ + 1).size() == 2 &&
        year.size() == 2) {
      const Date date = full(value(index_), value(index_ + 1), value(index_ + 2), {run(index_).start, year.end});  // 00-04-17
      if (date.shape != DateShape::none) return date;
    }
    if (first != Gap::slash || !is_date(2000, value(index_ + 1), value(index_))) return {};
    return {
        .shape = DateShape::day_month, .month = value(index_ + 1), .day = value(index_), .span = {run(index_).start, run(index_ + 1).end}};
  }

  // 12 augusti 2019, 3:e maj -19, 3. juli, 1 jan. 2010, 12aug2019
  Date month_word() const {
    const Span day = run(index_);
    if (day.size() > 2) return {};
    std::uint32_t from = day.end;
    if (at(from) == ':') from = tokens_.word_after(from, 1).end;  // 3:e
    const Span word = tokens_.word_after(from, 3);
    if (word.empty() || word.size() > 10) return {};
    const WordInfo& info = in_.lexicon.find_inside(tokens_.of(word));
    if (!info.labels.has(Label::month) || !is_date(2000, static_cast<int>(info.value), value(index_))) return {};
    const auto month = static_cast<int>(info.value);
    const Span year = run(index_ + 1);
    if (!year.empty() && year.start <= word.end + 4 && between(word.end, year.start) && (year.size() == 4 || year.size() == 2)) {
      if (year.size() == 4 || at(year.start - 1) == '-' || at(year.start - 1) == '\'') {
        const Date date = full(value(index_ + 1), month, value(index_), {day.start, year.end});
        if (date.shape != DateShape::none && ends_well(year.end)) return date;
      }
    }
    return {.shape = DateShape::day_month, .month = month, .day = value(index_), .span = {day.start, word.end}};
  }
  bool between(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i) {
      const char c = at(i);
      if (c != ' ' && c != '.' && c != '-' && c != ',' && c != '\'' && c != '/' && c != '\n') return false;
    }
    return true;
  }

  Date year_alone() const {
    const Span digits = run(index_);
    const bool short_form =
        digits.size() == 2 && digits.start > 1 && at(digits.start - 1) == '-' && !tokens_.in_word(std::int64_t{digits.start} - 2);
    if (short_form) return {.shape = DateShape::year, .year = value(index_), .span = {digits.start - 1, digits.end}};
    if (digits.size() != 4 || !is_year(value(index_))) return {};
    return {.shape = DateShape::year, .year = value(index_), .span = digits};
  }

  const Context& in_;
  const Tokens& tokens_;
  std::size_t index_;
};

}  // namespace

Date read_date(const Context& in, std::size_t index) {
  if (index >= in.tokens.digits.size()) return {};
  return Reader(in, index).read();
}

}  // namespace mask
