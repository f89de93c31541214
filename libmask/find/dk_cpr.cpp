// Danish CPR numbers: DDMMYY-SSSS, a real date in the century that the seventh digit tells, modulus 11 as a bonus only; replacement
// numbers with day + 60, also with letters in the serial.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/around.h"
#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/personal_number.h"

namespace mask {
namespace {

constexpr std::array<std::uint8_t, 10> weights = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

struct Cpr {
  std::array<std::uint8_t, 10> digit{};
  bool replacement = false;
};

int year_of(int yy, int seventh) {
  if (seventh <= 3) return 1900 + yy;
  if (seventh == 4 || seventh == 9) return (yy <= 36 ? 2000 : 1900) + yy;
  return (yy <= 57 ? 2000 : 1800) + yy;
}

bool has_date(Cpr& cpr) {
  int day = cpr.digit[0] * 10 + cpr.digit[1];
  cpr.replacement = day > 60;
  if (cpr.replacement) day -= 60;
  return is_date(year_of(cpr.digit[4] * 10 + cpr.digit[5], cpr.digit[6]), cpr.digit[2] * 10 + cpr.digit[3], day);
}

// DDMMYYSSSS, or DDMMYYYYSSSS with the year in full.
bool read(const PersonalNumber& number, Cpr& cpr) {
  if (number.count == 10) {
    for (std::size_t i = 0; i < 10; ++i) cpr.digit[i] = number.digit[i];
  } else {
    const int century = number.two(4);
    if (number.joint == Joint::none || (century != 19 && century != 20)) return false;
    for (std::size_t i = 0; i < 10; ++i) cpr.digit[i] = number.digit[i < 4 ? i : i + 2];
  }
  return has_date(cpr);
}

// Born before 1890 or after 2030: of the examples, and of chance.
bool is_out_of_time(const Cpr& cpr) {
  const int year = year_of(cpr.digit[4] * 10 + cpr.digit[5], cpr.digit[6]);
  return year < 1890 || year > 2030;
}

// Six digits, a blank and four digits: a date of our days and a clock time or year look the same.
bool is_date_and_time(const PersonalNumber& number, const Cpr& cpr) {
  const int last = number.two(number.count - 4U);
  const int year = cpr.digit[4] * 10 + cpr.digit[5];
  const bool recent = year >= 95 || year <= 40 || is_date(2000 + number.two(0), number.two(2), number.two(4));
  return recent && (last < 24 && number.two(number.count - 2U) < 60);
}

int score(const PersonalNumber& number, const Cpr& cpr, bool mod11, const Surroundings& around) {
  if (number.is_strong()) {
    if (around.label != 0) return mod11 ? 990 : 870;
    if (around.against) return mod11 ? 600 : 450;
    if (number.chained) return mod11 && !number.coded ? 700 : 420;
    return mod11 ? 950 : 640;
  }
  if (around.label != 0) return mod11 ? 970 : 800;
  if (around.against || number.chained || number.crowded) return mod11 ? 430 : 0;
  if (around.named && number.joint != Joint::line) return mod11 ? 800 : 560;
  if (number.joint == Joint::none && is_out_of_time(cpr)) return mod11 ? 430 : 0;
  if (number.joint == Joint::none) return mod11 && !cpr.replacement ? 640 : 0;
  if (number.joint == Joint::line) return mod11 ? 430 : 0;
  if (mod11) return 780;
  return number.grouped || number.split || cpr.replacement || is_date_and_time(number, cpr) ? 0 : 520;
}

void visit(const Context& in, const PersonalNumber& number, Findings& out) {
  Cpr cpr;
  if (!read(number, cpr)) return;
  const bool mod11 = passes_mod11(cpr.digit, weights);
  const Surroundings around = look_around(in, number.span);
  const int points = score(number, cpr, mod11, around);
  if (points == 0) return;
  std::array<Evidence, 4> why{};
  std::size_t count = 0;
  why[count++] = mod11 ? check(Check::mod11) : failed(Check::mod11);
  why[count++] = valid_date();
  why[count++] = shape(number.joint == Joint::line ? Shape::broken_line : number.grouped || number.split ? Shape::grouped : Shape::exact);
  if (around.label != 0) why[count++] = context(around.kind, around.label);
  out.add(number.span, Type::national_id, cpr.replacement ? Kind::dk_replacement_cpr : Kind::dk_cpr, points,
          std::span<const Evidence>(why.data(), count));
}

// 671184-KOT1, 671184KOT1: up to three capitals in the serial of a replacement number.
void visit_lettered(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  const DigitRun date = in.tokens.digits[index];
  const std::uint32_t at = date.end + (text[date.end] == '-' || text[date.end] == ' ' ? 1U : 0U);
  if (in.tokens.word_end(at) != at + 4 || text[at + 3] < '0' || text[at + 3] > '9') return;
  bool lettered = false;
  for (std::uint32_t i = at; i < at + 3; ++i) {
    const bool capital = text[i] >= 'A' && text[i] <= 'Z';
    if (!capital && (text[i] < '0' || text[i] > '9')) return;
    lettered = lettered || capital;
  }
  if (!lettered) return;
  Cpr cpr;
  for (std::size_t i = 0; i < 6; ++i) cpr.digit[i] = static_cast<std::uint8_t>(text[date.start + i] - '0');
  const Span span{date.start, at + 4};
  if (!has_date(cpr) || !stands_alone(in.tokens, span)) return;
  const Surroundings around = look_around(in, span);
  if (around.against) return;
  const bool labelled = around.label != 0 && around.kind == Label::national_id;
  if (!labelled && (!cpr.replacement || text[date.end] != '-')) return;
  out.add(span, Type::national_id, Kind::dk_replacement_cpr, labelled ? 850 : 600, {valid_date(), shape(Shape::exact)});
}

void run(const Context& in, Findings& out) {
  each_personal_number(in, [&](const PersonalNumber& number) { visit(in, number, out); });
  for (const std::uint32_t index : in.runs_of(6)) {
    // A letter among the three after the date; digits and signs have no such bit.
    const char* after = in.tokens.text.data() + in.tokens.digits[index].end;
    if (*after == '-' || *after == ' ') ++after;
    if (((after[0] | after[1] | after[2]) & 0x40) != 0 && around::is_digit(after[3])) visit_lettered(in, index, out);
  }
}

}  // namespace

const Detector dk_cpr{"dk.cpr", run};

}  // namespace mask
