// Swedish personnummer and samordningsnummer: [YY]YYMMDD-NNNC, `+` past a hundred years, a real date (day + 60 for samordningsnummer),
// Luhn. SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/personal_number.h"
#include "libmask/find/personal_slip.h"

namespace mask {
namespace {

enum class Date : std::uint8_t { none, near, real, coordination };

constexpr int first_year = 1850;
constexpr int last_year = 2039;

// `near`: no date, but one slip of the pen away from one.
Date date_of(const PersonalNumber& number) {
  const std::size_t at = number.count - 10U;
  const int year =
      number.count == 12 ? number.two(0) * 100 + number.two(2) : 2000 + number.two(0);  // 2000 and 1600 leap alike, 1900 does not
  const int month = number.two(at + 2);
  const int day = number.two(at + 4);
  if (number.count == 12 && (year < first_year || year > last_year)) return Date::none;
  if (day >= 60) {
    // Month and day may be made up where they are not known: day 60.
    if (day == 60 ? month <= 12 : is_date(year, month, day - 60)) return Date::coordination;
  } else if (is_date(year, month, day)) {
    return Date::real;
  }
  return month <= 19 && (day <= 39 || day >= 60) ? Date::near : Date::none;
}

// Does the ten-digit form read DDMMYY? Then Danish rules decide what it is.
bool may_be_danish(const PersonalNumber& number) {
  const int day = number.two(0);
  return number.count == 10 && number.two(2) >= 1 && number.two(2) <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91));
}

bool is_serial_issued(const PersonalNumber& number) { return number.ten()[6] != 0 || number.ten()[7] != 0 || number.ten()[8] != 0; }

// Thousandths for a number with a date; 0: not worth noting.
int score_dated(const PersonalNumber& number, bool luhn, const Surroundings& around) {
  const bool labelled = around.label != 0;
  if (number.is_strong()) {
    if (labelled) return luhn ? 990 : 850;
    if (around.against) return luhn ? 600 : 450;
    if (number.chained) return luhn && !number.coded ? 750 : 420;
    return luhn ? 950 : 620;
  }
  if (labelled) return luhn ? 970 : 750;
  if (!luhn) return around.named && !around.against && !number.crowded && number.count == 12 ? 550 : 0;
  if (around.against || (number.crowded && number.count == 10) || number.chained) return 430;
  if (number.joint == Joint::line) return 430;
  if (number.joint == Joint::none && !is_serial_issued(number)) return 300;
  if (number.count == 12) return 870;
  return number.joint == Joint::none ? 650 : 780;
}

// A number whose date is none: only its form or what is said of it makes it somebody's.
int score_undated(const PersonalNumber& number, Date date, const Surroundings& around) {
  if (around.label != 0 && around.kind == Label::national_id && around.label >= -3 && !around.organisation) return 650;
  if (!number.is_strong() || date != Date::near || number.chained || number.grouped || around.against || around.organisation) return 0;
  return 510;
}

void add(Findings& out, const PersonalNumber& number, Kind kind, int score, Date date, bool luhn, const Surroundings& around) {
  std::array<Evidence, 4> why{};
  std::size_t count = 0;
  why[count++] = luhn ? check(Check::luhn) : failed(Check::luhn);
  if (date >= Date::real) why[count++] = valid_date();
  why[count++] = shape(number.joint == Joint::line ? Shape::broken_line : number.grouped || number.split ? Shape::grouped : Shape::exact);
  if (around.label != 0) why[count++] = context(around.kind, around.label);
  out.add(number.span, Type::national_id, kind, score, std::span<const Evidence>(why.data(), count));
}

void visit(const Context& in, const PersonalNumber& number, Findings& out) {
  if (number.is_blank()) return;
  const bool luhn = passes_luhn(number.ten());
  const Date date = date_of(number);
  if (date < Date::real) {
    // Third digit 2 or more: an organisation's number if the check digit is right.
    if (luhn && number.ten()[2] >= 2 && date == Date::none) return;
    if (!number.is_strong() && number.joint == Joint::none) return;  // what a label says of it is looked at from the label
    if (may_be_danish(number)) return;
    const Surroundings around = look_around(in, number.span);
    const int score = score_undated(number, date, around);
    if (score > 0) add(out, number, around.says_cpr ? Kind::dk_cpr : Kind::se_personnummer, score, date, luhn, around);
    return;
  }
  const Surroundings around = look_around(in, number.span);
  int score = score_dated(number, luhn, around);
  if (score == 0) return;
  if (around.says_cpr && may_be_danish(number)) score = std::min(score, 700);  // the Danish reading is the right one
  const Kind kind = date == Date::coordination ? Kind::se_samordningsnummer : Kind::se_personnummer;
  add(out, number, kind, score, date, luhn, around);
}

// A payment reference made of a personal number: eleven to fifteen digits that hold one, named as a reference.
bool is_reference_word(std::string_view word) {
  static constexpr std::array<std::string_view, 6> heads = {"ocr", "betal", "refer", "medde", "inbet", "fik"};
  return std::ranges::any_of(heads, [&](std::string_view head) {
    return word.size() >= head.size() &&
           std::ranges::equal(head, word.substr(0, head.size()), [](char a, char b) { return a == (b | 0x20); });
  });
}

bool holds_personal_number(std::string_view digits) {
  for (std::size_t at = 0; at + 10 <= digits.size(); ++at) {
    PersonalNumber inner;
    inner.count = 10;
    for (std::size_t i = 0; i < 10; ++i) inner.digit[i] = static_cast<std::uint8_t>(digits[at + i] - '0');
    if (date_of(inner) >= Date::real && is_serial_issued(inner) && passes_luhn(inner.ten())) return true;
  }
  return false;
}

void visit_reference(const Context& in, std::uint32_t index, Findings& out) {
  const DigitRun run = in.tokens.digits[index];
  const Span span{run.start, run.end};
  if (run.size() > 15 || !holds_personal_number(in.tokens.of(span)) || !anchored(in.tokens, span)) return;
  const Nearby near = nearby(in, span, 3, 0);
  for (std::size_t i = 0; i < near.count; ++i) {
    if (!is_reference_word(in.tokens.of(near.word[i].span))) continue;
    out.add(span, Type::national_id, Kind::se_payment_reference, 800,
            {check(Check::luhn), valid_date(), context(Label::invoice, near.word[i].distance)});
    return;
  }
}

void run(const Context& in, Findings& out) {
  each_personal_number(in, [&](const PersonalNumber& number) { visit(in, number, out); });
  for (const std::uint32_t index : in.runs_of(11)) visit_reference(in, index, out);
  for (const std::uint32_t index : in.runs_of(12)) visit_reference(in, index, out);
  for (const std::uint32_t index : in.long_runs()) visit_reference(in, index, out);
  find_slips(in, out);
}

}  // namespace

const Detector se_personnummer{"se.personnummer", run};

}  // namespace mask
