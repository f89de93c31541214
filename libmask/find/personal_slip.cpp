// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/personal_slip.h"

#include <algorithm>

#include "libmask/find/checksum.h"
#include "libmask/find/personal_number.h"

namespace mask {
namespace {

constexpr std::uint32_t farthest_number = 40;  // bytes from the label
constexpr std::uint32_t column_reach = 256;    // bytes to a good number in the same column

std::size_t first_run_from(const Tokens& tokens, std::uint32_t position) {
  const auto found = std::ranges::lower_bound(tokens.digits, position, {}, &DigitRun::start);
  return static_cast<std::size_t>(found - tokens.digits.begin());
}

bool starts_with_cpr(std::string_view word) {
  return word.size() >= 3 && (word[0] | 0x20) == 'c' && (word[1] | 0x20) == 'p' && (word[2] | 0x20) == 'r';
}

// A date, a clock time or a sum stands where the number should; or a telephone number follows.
bool has_other_form(const Number& number) {
  if (number.count > 13) return true;
  if (number.grouped({4, 2, 2}) || number.grouped({2, 2, 4}) || number.grouped({2, 2, 2}) || number.grouped({2, 2, 2, 2}) ||
      number.grouped({4, 4}))
    return true;
  if (number.group[0] == 3 && number.groups > 1) return true;  // 070-174 06 05
  if (number.groups == 1) return number.count != 9 && number.count != 10 && number.count != 11 && number.count != 12 && number.count != 13;
  if (number.count < 7) return true;
  return number.count < 9 && number.group[0] < 6;
}

// The shortest reading of at least nine digits; a shorter one only where nothing more follows.
Number read_loosely(const Tokens& tokens, std::size_t index) {
  constexpr Gaps joined = gaps(Gap::space, Gap::hyphen, Gap::spaced_hyphen, Gap::plus);
  Number number = read_number(tokens, index, joined, 13);
  if (number.groups == 0) return number;  // too long for one
  while (number.groups > 1) {
    const std::uint8_t last = number.group[number.groups - 1];
    if (number.count - last < 10) break;
    number.count = static_cast<std::uint8_t>(number.count - last);
    --number.groups;
  }
  std::size_t end = index + number.groups - 1;
  number.span.end = tokens.digits[end].end;
  return number;
}

// The six or eight digits before a hyphen and four more need no label to be looked at: a plain day, so that no calendar is asked.
bool is_well_formed(const char* date, int size) {
  const auto two = [&](int at) { return (date[size - at] - '0') * 10 + date[size - at + 1] - '0'; };
  const auto is_plain = [](int day, int month) { return day % 60 >= 1 && day % 60 <= 28 && day < 90 && month >= 1 && month <= 12; };
  const int century = two(size);
  if (size == 8 && century != 19 && century != 20) return false;
  return is_plain(two(2), two(4)) || (size == 6 && is_plain(two(6), two(4)));
}

// Does a number follow that is to be looked at: not "Personnummer: 840517-2381"? Seen from the bytes, before its run is looked for.
bool is_followed_by_odd_number(std::string_view text, std::uint32_t from) {
  const char* at = text.data() + from;  // behind the text stand more zeros than are read here
  const char* const stop = at + farthest_number;
  while (at <= stop && (*at < '0' || *at > '9')) ++at;
  if (at > stop) return false;
  const auto digits = [](const char* first, int count) {
    bool all = true;
    for (int i = 0; i < count; ++i) all = all && first[i] >= '0' && first[i] <= '9';
    return all;
  };
  if (!digits(at, 6)) return true;
  const int size = at[6] == '-' ? 6 : 8;
  if (size == 8 && !(digits(at + 6, 2) && at[8] == '-')) return true;
  if (!digits(at + size + 1, 4) || digits(at + size + 5, 1)) return true;
  return !is_well_formed(at, size);
}

void visit_label(const Context& in, const Trigger& trigger, Findings& out) {
  const Tokens& tokens = in.tokens;
  if (!is_followed_by_odd_number(tokens.text, trigger.span.end)) return;
  const std::size_t index = first_run_from(tokens, trigger.span.end);
  if (index >= tokens.digits.size()) return;
  const Number number = read_loosely(tokens, index);
  if (number.value(0, 4) == 0 || has_other_form(number) || !stands_alone(tokens, number.span)) return;
  const Nearby near = nearby(in, number.span, 6, 0);
  for (std::size_t i = 0; i < near.count; ++i) {
    if (near.word[i].labels.has(Label::national_id)) {
      if (is_production_label(tokens.of(near.word[i].span))) return;
      const Kind kind = starts_with_cpr(tokens.of(near.word[i].span)) ? Kind::dk_cpr : Kind::se_personnummer;
      out.add(number.span, Type::national_id, kind, number.count >= 9 ? 650 : 560,
              {shape(Shape::loose), context(Label::national_id, near.word[i].distance)});
      return;
    }
    const Labels said = near.word[i].labels;
    if (!said.empty() && !said.has(Label::number) && !said.has(Label::person_label) && !said.has(Label::birth))
      return;  // something else's number
  }
}

// Is there a number with a hyphen and right check digit, by Swedish or Danish rules, among the neighbours of run `index`?
bool in_good_company(const Tokens& tokens, std::size_t index) {
  constexpr std::size_t steps = 12;
  static constexpr std::array<std::uint8_t, 10> cpr_weights = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  const std::uint32_t here = tokens.digits[index].start;
  const std::size_t from = index > steps ? index - steps : 0;
  for (std::size_t i = from; i < std::min(index + steps, tokens.digits.size()); ++i) {
    const std::uint32_t size = tokens.digits[i].size();
    if ((size != 6 && size != 8) ||
        (tokens.digits[i].start > here ? tokens.digits[i].start - here : here - tokens.digits[i].start) > column_reach)
      continue;
    PersonalNumber number;
    if (!read_personal(tokens, i, number) || !number.is_strong()) continue;
    if (passes_luhn(number.ten()) || passes_mod11(number.ten(), cpr_weights)) return true;
  }
  return false;
}

bool is_near_date(const Tokens& tokens, DigitRun run) {
  const auto two = [&](std::uint32_t at) { return (tokens.text[run.start + at] - '0') * 10 + tokens.text[run.start + at + 1] - '0'; };
  switch (run.size()) {
    case 6: return two(2) >= 1 && two(2) <= 12;
    case 8: return (two(0) == 19 || two(0) == 20) && two(4) <= 12 && (two(6) <= 31 || two(6) > 60);
    case 7:
    case 9: return two(0) <= 20;
    default: return false;
  }
}

// Is there a digit among the thirteen which, taken away, leaves a personal number with its date and check digit right?
bool has_digit_too_many(const Tokens& tokens, DigitRun date, DigitRun serial) {
  std::array<std::uint8_t, 13> digit{};
  std::size_t count = 0;
  for (const DigitRun run : {date, serial}) {
    for (std::uint32_t i = run.start; i < run.end; ++i) digit[count++] = static_cast<std::uint8_t>(tokens.text[i] - '0');
  }
  for (std::size_t skip = 2; skip < 13; ++skip) {
    std::array<std::uint8_t, 12> rest{};
    for (std::size_t i = 0; i < 12; ++i) rest[i] = digit[i < skip ? i : i + 1];
    const auto two = [&](std::size_t at) { return rest[at] * 10 + rest[at + 1]; };
    const int day = two(6) > 60 ? two(6) - 60 : two(6);
    if ((two(0) == 19 || two(0) == 20) && is_date(two(0) * 100 + two(2), two(4), day) && passes_luhn(std::span(rest).subspan(2)))
      return true;
  }
  return false;
}

void add_column(const Context& in, Span span, Findings& out) {
  if (!anchored(in.tokens, span)) return;
  const Surroundings around = look_around(in, span);
  if (around.against || around.organisation) return;
  out.add(span, Type::national_id, Kind::se_personnummer, 540, {shape(Shape::loose)});
}

// 19971116-968, 201512193-3770, 010185-31974: the hyphen of a personal number, one digit off. The sizes are such.
void visit_column(const Context& in, std::uint32_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun date = tokens.digits[index];
  const DigitRun serial = tokens.digits[index + 1];
  if (!is_near_date(tokens, date)) return;
  Joint joint{};
  if (!read_joint(tokens, index, joint) || joint != Joint::hyphen) return;
  const bool one_too_many = date.size() + serial.size() == 13 && has_digit_too_many(tokens, date, serial);
  if (one_too_many || in_good_company(tokens, index)) add_column(in, {date.start, serial.end}, out);
}

// 1209 47 - 117: a date in groups and a serial one digit off.
void visit_grouped_column(const Context& in, std::uint32_t index, std::size_t groups, Findings& out) {
  const Tokens& tokens = in.tokens;
  const std::size_t last = index + groups;
  if (last >= tokens.digits.size()) return;
  const DigitRun serial = tokens.digits[last];
  if ((serial.size() != 3 && serial.size() != 5) || serial.start - tokens.digits[index].start > 14) return;
  for (std::size_t i = index; i + 1 < last; ++i) {
    if (tokens.digits[i + 1].size() != 2 || gap_after(tokens, i) != Gap::space) return;
  }
  Joint joint{};
  if (!read_joint(tokens, last - 1, joint) || joint != Joint::hyphen || !in_good_company(tokens, index)) return;
  add_column(in, {tokens.digits[index].start, serial.end}, out);
}

}  // namespace

void find_slips(const Context& in, Findings& out) {
  for (const Trigger& trigger : in.triggers) {
    if (trigger.labels.has(Label::national_id)) visit_label(in, trigger, out);
  }
  const Tokens& tokens = in.tokens;
  // Groups with a blank between, and a serial of three or five digits behind them: "1209 47 - 117", "12 09 47 - 117".
  const auto may_begin_groups = [&](std::size_t index, std::size_t groups) {
    const DigitRun* const run = tokens.digits.data() + index;
    if (index + groups >= tokens.digits.size() || run[1].start - run[0].end != 1) return false;
    return run[groups].start - run[0].start <= 14 && (run[groups].size() == 3 || run[groups].size() == 5) && run[1].size() == 2;
  };
  for (const std::uint32_t index : in.runs_of(4)) {
    if (may_begin_groups(index, 2)) visit_grouped_column(in, index, 2, out);
  }
  for (const std::uint32_t index : in.runs_of(2)) {
    if (may_begin_groups(index, 3) && tokens.digits[index + 2].start - tokens.digits[index + 1].end == 1)
      visit_grouped_column(in, index, 3, out);
  }
  for (const std::size_t size : {std::size_t{6}, std::size_t{7}, std::size_t{8}, std::size_t{9}}) {
    for (const std::uint32_t index : in.runs_of(size)) {
      if (index + std::size_t{1} >= tokens.digits.size() || tokens.digits[index + 1].start - tokens.digits[index].end > 3) continue;
      const std::uint32_t serial = tokens.digits[index + 1].size();
      const bool one_off = size % 2 == 0 ? serial == 3 || serial == 5 : serial == 4;
      if (one_off) visit_column(in, index, out);
    }
  }
}

}  // namespace mask
