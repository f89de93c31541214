// Swedish numbers for those without a personnummer: interim numbers of universities and the tax agency, the regions' reserve numbers, and
// the national one (NRID).
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/personal_number.h"

namespace mask {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_one_of(char c, std::string_view set) { return set.contains(c); }

constexpr std::string_view interim_letters = "TRSUWXJKLMN";
constexpr std::string_view letters_of_nrid = "ABCDEFGHJKLMNPRSTUXYZ";  // no I O Q V W

int two(std::string_view digits, std::size_t at) { return (digits[at] - '0') * 10 + digits[at + 1] - '0'; }

// YYMMDD, or the last six of YYYYMMDD
bool is_short_date(std::string_view yymmdd) { return is_date(2000 + two(yymmdd, 0), two(yymmdd, 2), two(yymmdd, 4)); }

bool is_long_date(std::string_view digits) {
  const int year = two(digits, 0) * 100 + two(digits, 2);
  return year >= 1850 && year <= 2039 && is_date(year, two(digits, 4), two(digits, 6));
}

// Luhn over YYMMDD and the four characters after it, one of which is a letter that counts as `letter`.
bool passes_luhn_with(std::string_view yymmdd, std::string_view serial, std::uint8_t letter) {
  std::array<std::uint8_t, 10> digits{};
  for (std::size_t i = 0; i < 6; ++i) digits[i] = static_cast<std::uint8_t>(yymmdd[i] - '0');
  for (std::size_t i = 0; i < 4; ++i) digits[6 + i] = is_digit(serial[i]) ? static_cast<std::uint8_t>(serial[i] - '0') : letter;
  return passes_luhn(digits);
}

bool are_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

bool is_labelled(const Context& in, Span span) {
  const Surroundings around = look_around(in, span);
  return around.label != 0 && around.kind == Label::national_id;
}

// A letter where the serial of a personal number has a digit: which kind of number that is, and how sure.
struct Reading {
  int score = 0;
  int labelled = 0;  // the score where it is called a personal number
  bool luhn = false;
  Kind kind = Kind::se_reserve;
};

Reading read_interim(std::string_view yymmdd, std::string_view serial) {
  if (!is_one_of(serial[0], interim_letters) || !are_digits(serial.substr(1)) || !is_short_date(yymmdd)) return {};
  const bool luhn = passes_luhn_with(yymmdd, serial, 1);
  return {.score = luhn ? 850 : 300, .labelled = luhn ? 980 : 750, .luhn = luhn, .kind = Kind::se_interim};
}

// Västra Götaland: a letter K, M or X, which counts 5, 7 or 8; Värmland: S, one of B F U X P L, a digit and a letter; Skåne and others: any
// letters, told by what is said.
Reading read_regional(std::string_view yyyymmdd, std::string_view serial) {
  if (!is_long_date(yyyymmdd)) return {};
  const std::size_t letter = std::string_view("KMX").find(serial[0]);
  if (letter != std::string_view::npos && are_digits(serial.substr(1))) {
    static constexpr std::array<std::uint8_t, 3> worth = {5, 7, 8};
    const bool luhn = passes_luhn_with(yyyymmdd.substr(2), serial, worth[letter]);
    if (luhn) return {.score = 880, .labelled = 990, .luhn = true};
  }
  if (serial[0] == 'S' && is_one_of(serial[1], "BFUXPL") && is_digit(serial[2]) && is_capital(serial[3]) && serial[3] != 'V') {
    return {.score = 850, .labelled = 980};
  }
  return {.score = 300, .labelled = 750};
}

// NRID: XXYYMMDDNNGC, XX the century and a multiple of three, or 00 with a month from 20 and a day from 40 where the birth is unknown.
Reading read_national(std::string_view digits, std::string_view serial) {
  if (!is_one_of(serial[0], letters_of_nrid) || !is_one_of(serial[1], letters_of_nrid) || !is_digit(serial[2])) return {};
  const int century = two(digits, 0);
  if (century == 0) {
    const bool unknown = two(digits, 4) >= 20 && two(digits, 6) >= 40 && two(digits, 6) <= 59;
    return unknown ? Reading{.score = 600, .labelled = 950} : Reading{};
  }
  if (century < 21 || !is_short_date(digits.substr(2))) return {};
  return {.score = 720, .labelled = 960};
}

// Four characters that end a word at `at`, the first a capital; empty if there are none such.
std::string_view serial_at(const Tokens& tokens, std::uint32_t at) {
  if (!is_capital(tokens.text[at]) || tokens.word_end(at) != at + 4) return {};
  const std::string_view serial = tokens.text.substr(at, 4);
  for (const char c : serial) {
    if (!is_capital(c) && !is_digit(c)) return {};
  }
  return serial;
}

void add(const Context& in, Span span, const Reading& reading, Findings& out) {
  if (reading.labelled == 0 || !stands_alone(in.tokens, span)) return;
  const bool labelled = is_labelled(in, span);
  const std::array<Evidence, 2> why = {shape(Shape::exact), check(Check::luhn)};
  out.add(span, Type::national_id, reading.kind, labelled ? reading.labelled : reading.score,
          std::span(why.data(), reading.luhn ? 2U : 1U));
}

void visit_lettered(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  const DigitRun run = in.tokens.digits[index];
  const std::uint32_t at = run.end + (text[run.end] == '-' || text[run.end] == '+' || text[run.end] == ' ' ? 1 : 0);
  const std::string_view serial = serial_at(in.tokens, at);
  if (serial.empty()) return;
  const std::string_view date = text.substr(run.start, run.size());
  const Span span{run.start, at + 4};
  if (run.size() == 6) {
    if (at > run.end && text[run.end] == ' ') return;
    return add(in, span, read_interim(date, serial), out);
  }
  Reading best = read_interim(date.substr(2), serial);
  if (!is_long_date(date)) best = {};
  for (const Reading& other : {read_regional(date, serial), read_national(date, serial)}) {
    if (other.score > best.score) best = other;
  }
  if (at > run.end && text[run.end] == ' ' && best.score < 800) return;
  add(in, span, best, out);
}

// Twelve digits: Stockholm's 99YYYYNNNNNC with Luhn from the fifth digit on, and YYYYMMxxNNNC with xx from 32 to 59.
void visit_digits(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  const DigitRun run = in.tokens.digits[index];
  if (text[run.start] == '9' ? text[run.start + 1] != '9' : text[run.start] != '1' && text[run.start] != '2') return;
  // Where the others have the day, 32 to 59.
  if (text[run.start] != '9' && (text[run.start + 6] < '3' || text[run.start + 6] > '5')) return;
  PersonalNumber number;
  if (!read_personal(in.tokens, index, number) || number.count != 12 || number.grouped || number.chained) return;
  const int year = number.two(2) * 100 + number.two(4);
  const bool stockholm = number.two(0) == 99 && year >= 1900 && year <= 2299 && passes_luhn(std::span(number.digit).subspan(4, 8));
  const int born = number.two(0) * 100 + number.two(2);
  const int month = number.two(4);
  const bool carelink =
      born >= 1880 && born <= 2039 && month >= 1 && month <= 12 && number.two(6) >= 32 && number.two(6) <= 59 && passes_luhn(number.ten());
  if (!stockholm && !carelink) return;
  const Surroundings around = look_around(in, number.span);
  out.add(number.span, Type::national_id, Kind::se_reserve,
          around.label != 0                       ? 970
          : around.against || around.organisation ? 430
                                                  : 760,
          {check(Check::luhn), shape(Shape::exact)});
}

// Does a capital follow, or stand behind one sign?
bool is_lettered(const Context& in, std::uint32_t index) {
  const char* const after = in.tokens.text.data() + in.tokens.digits[index].end;
  return is_capital(after[0]) || is_capital(after[1]);
}

void run(const Context& in, Findings& out) {
  for (const std::uint32_t index : in.runs_of(6)) {
    if (is_lettered(in, index)) visit_lettered(in, index, out);
  }
  for (const std::uint32_t index : in.runs_of(8)) {
    if (is_lettered(in, index)) visit_lettered(in, index, out);
    visit_digits(in, index, out);
  }
  for (const std::uint32_t index : in.runs_of(12)) visit_digits(in, index, out);
}

}  // namespace

const Detector se_reserve_number{"se.reserve_number", run};

}  // namespace mask
