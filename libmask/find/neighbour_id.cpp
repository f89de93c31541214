// The neighbours' personal numbers: Norwegian fødselsnummer and D-nummer, Finnish henkilötunnus, Icelandic kennitala, Faroese p-tal.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/personal_number.h"

namespace mask {
namespace {

constexpr std::array<std::uint8_t, 10> norwegian_first = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
constexpr std::array<std::uint8_t, 11> norwegian_second = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
constexpr std::array<std::uint8_t, 9> icelandic = {3, 2, 7, 6, 5, 4, 3, 2, 1};

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
int two(std::string_view digits, std::size_t at) { return (digits[at] - '0') * 10 + digits[at + 1] - '0'; }

// DDMMYY of any century.
bool is_birth(std::string_view ddmmyy, int above_day = 0) {
  return is_date(2000 + two(ddmmyy, 4), two(ddmmyy, 2), two(ddmmyy, 0) - above_day);
}

// 11 digits, with or without a blank or hyphen before the last five; day + 40 for a D-nummer.
void visit_norwegian(const Context& in, Span span, DigitValues digits, Findings& out) {
  const std::string_view text = in.tokens.text.substr(span.start);
  if (!is_birth(text) && !(text[0] >= '4' && text[0] <= '7' && is_birth(text, 40))) return;
  const bool right = passes_mod11(digits, norwegian_first) && passes_mod11(digits, norwegian_second);
  if (!anchored(in.tokens, span)) return;
  const Surroundings around = look_around(in, span);
  const bool labelled = around.label != 0 && around.kind == Label::national_id;
  // Numbers issued from 2032 on may have other check digits.
  const int score = labelled ? (right ? 980 : 700) : !right ? 0 : around.against || around.organisation ? 430 : 760;
  if (score == 0) return;
  out.add(span, Type::national_id, Kind::no_fodselsnummer, score,
          {right ? check(Check::mod11) : failed(Check::mod11), valid_date(), shape(Shape::exact)});
}

void visit_eleven(const Context& in, std::uint32_t index, Findings& out) {
  const Number number = read_number(in.tokens, index, gaps(Gap::space, Gap::hyphen), 11);
  if (number.count != 11 || (number.groups != 1 && !number.grouped({6, 5}))) return;
  visit_norwegian(in, number.span, std::span(number.digit).first(11), out);
}

// DDMMYY, a sign for the century, three digits and a check character.
void visit_finnish(const Context& in, std::uint32_t index, Findings& out) {
  constexpr std::string_view characters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  constexpr std::string_view signs = "+-ABCDEFUVWXYabcdefuvwxy";
  const std::string_view text = in.tokens.text;
  const DigitRun run = in.tokens.digits[index];
  if (text[run.end] == ' ' || !signs.contains(text[run.end]) || run.end + 5 > text.size()) return;
  const Span span{run.start, run.end + 5};
  if (text[run.start] > '3' || text[run.start + 2] > '1') return;  // no day or month begins so
  const char last = text[run.end + 4];
  unsigned value = 0;
  for (std::uint32_t i = run.start; i < run.end + 4; ++i) {
    if (i == run.end) continue;
    if (text[i] < '0' || text[i] > '9') return;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  value %= 31;
  const bool lettered = is_letter(last) || is_letter(text[run.end]);
  const char upper = is_letter(last) ? static_cast<char>(last & ~0x20) : last;
  const bool right = characters[value] == upper;
  if (!is_birth(text.substr(run.start)) || !stands_alone(in.tokens, span) || !(is_letter(last) || (last >= '0' && last <= '9'))) return;
  if (!right && !lettered) return;  // the form of others too
  const bool small = (last >= 'a' && last <= 'z') || (text[run.end] >= 'a' && text[run.end] <= 'z');
  const Surroundings around = look_around(in, span);
  const bool labelled = around.label != 0 && around.kind == Label::national_id;
  int score = right ? (lettered ? (small ? 700 : 900) : 400) : 350;
  if (labelled) score = right && lettered ? 990 : right ? 600 : 650;
  out.add(span, Type::national_id, Kind::fi_henkilotunnus, score,
          {right ? check(Check::mod31) : failed(Check::mod31), valid_date(), shape(Shape::exact)});
}

bool names(std::string_view word, std::string_view head) {
  if (word.size() < head.size()) return false;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if ((word[i] | 0x20) != head[i]) return false;
  }
  return true;
}

// DDMMYY-NNNC and the century's digit, 9 or 0; day + 40 for a company. The same form as a CPR number: the label or the check digit tells.
void visit_icelandic(const Context& in, const PersonalNumber& number, Findings& out) {
  if (number.count != 10 || (number.digit[9] != 9 && number.digit[9] != 0 && number.digit[9] != 8)) return;
  if (!passes_mod11(std::span(number.digit).first(9), icelandic)) return;
  const bool company = number.digit[0] >= 4 && number.digit[0] <= 7;
  if (!is_date(2000 + number.two(4), number.two(2), number.two(0) - (company ? 40 : 0))) return;
  const Nearby near = nearby(in, number.span, 3, 1);
  bool named = false;
  for (std::size_t i = 0; i < near.count; ++i)
    named = named || names(in.tokens.of(near.word[i].span), "kennit") || names(in.tokens.of(near.word[i].span), "kt");
  const int score = named ? 960 : number.is_strong() && !company ? 600 : 300;
  out.add(number.span, company ? Type::organisation_id : Type::national_id, Kind::is_kennitala, score,
          {check(Check::mod11), valid_date(), shape(Shape::exact)});
}

// DDMMYY-NNN, called a p-tal.
void visit_faroese(const Context& in, std::uint32_t index, Findings& out) {
  const Number number = read_number(in.tokens, index, gaps(Gap::space, Gap::hyphen), 9);
  if (number.count != 9 || (number.groups != 1 && !number.grouped({6, 3})) || !is_birth(in.tokens.text.substr(number.span.start))) return;
  if (!anchored(in.tokens, number.span)) return;
  const Nearby near = nearby(in, number.span, 4, 2);
  for (std::size_t i = 0; i < near.count; ++i) {
    const Span word = near.word[i].span;
    const std::string_view text = in.tokens.of(word);
    const bool ptal =
        names(text, "ptal") || names(text, "p-tal") ||
        (names(text, "tal") && word.start >= 2 && in.tokens.text[word.start - 1] == '-' && (in.tokens.text[word.start - 2] | 0x20) == 'p');
    if (!ptal && !near.word[i].labels.has(Label::national_id)) continue;
    out.add(number.span, Type::national_id, Kind::fo_ptal, ptal ? 930 : 650,
            {valid_date(), shape(Shape::exact), context(Label::national_id, near.word[i].distance)});
    return;
  }
}

bool is_century(char c) { return c == '9' || c == '0' || c == '8'; }

void run(const Context& in, Findings& out) {
  for (const std::uint32_t index : in.runs_of(11)) visit_eleven(in, index, out);
  for (const std::uint32_t index : in.runs_of(6)) {
    const std::uint32_t after = index + 1 < in.tokens.digits.size() ? in.tokens.digits[index + 1].size() : 0;
    visit_finnish(in, index, out);
    if (after == 5) visit_eleven(in, index, out);
    if (after == 3) visit_faroese(in, index, out);
  }
  for (const std::uint32_t index : in.runs_of(9)) visit_faroese(in, index, out);
  PersonalNumber number;
  for (const std::size_t size : {std::size_t{6}, std::size_t{10}}) {
    for (const std::uint32_t index : in.runs_of(size)) {
      const std::size_t last = size == 6 ? index + 1U : index;
      if (!may_begin_personal(in.tokens, index, size) || !is_century(in.tokens.text[in.tokens.digits[last].end - 1])) continue;
      if (read_personal(in.tokens, index, number)) visit_icelandic(in, number, out);
    }
  }
}

}  // namespace

const Detector neighbour_id{"neighbour_id", run};

}  // namespace mask
