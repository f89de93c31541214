// Numbers of organisations: Swedish organisationsnummer, VAT and HSA-id; Danish CVR, SE and P numbers, EAN; VAT numbers of the Union.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/personal_number.h"

namespace mask {
namespace {

constexpr std::array<std::uint8_t, 8> cvr_weights = {2, 7, 6, 5, 4, 3, 2, 1};
constexpr Labels organisation_labels = labels(Label::organisation_id, Label::vat, Label::p_number);

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
char at(std::string_view text, std::int64_t position) {
  return position >= 0 && position < static_cast<std::int64_t>(text.size()) ? text[static_cast<std::size_t>(position)] : ' ';
}

// The nearest word before the span that names an organisation's number: its distance, and the label; 0 if another's number is nearer.
struct Named {
  int distance = 0;
  Label label = Label::organisation_id;
};
Named named_before(const Context& in, Span span) {
  const Nearby near = nearby(in, span, 5, 0);
  for (std::size_t i = 0; i < near.count; ++i) {
    const Labels said = near.word[i].labels;
    const bool production = said.has(Label::p_number) && is_production_label(in.tokens.of(near.word[i].span));
    if (production) return {near.word[i].distance, Label::p_number};
    if (said.has(Label::national_id)) return {};
    for (const Label label : {Label::organisation_id, Label::vat, Label::p_number}) {
      if (said.has(label)) return {near.word[i].distance, label};
    }
    if (!said.empty() && !said.has(Label::number)) return {};
  }
  return {};
}

// A company's form stands right before: "Lotus Mat HB, 969760-4412".
bool follows_company(const Tokens& tokens, Span span) {
  static constexpr std::array<std::string_view, 14> forms = {"ab", "hb", "kb",  "aps",  "as",   "is",         "ivs",
                                                             "ks", "ps", "brf", "fmba", "amba", "stiftelsen", "kommun"};
  const Span word = tokens.word_before(span.start, 3);
  if (word.size() == 0 || word.size() > 10) return false;
  std::array<char, 16> lower{};
  std::size_t size = 0;
  // "A/S", "I/S": one letter, a slash, one letter.
  Span whole = word;
  if (word.size() == 1 && word.start >= 2 && tokens.text[word.start - 1] == '/') whole.start -= 2;
  for (std::uint32_t i = whole.start; i < whole.end; ++i) {
    if (tokens.text[i] != '/') lower[size++] = static_cast<char>(tokens.text[i] | 0x20);
  }
  return std::ranges::find(forms, std::string_view(lower.data(), size)) != forms.end();
}

// --- Sweden ---

bool is_orgnr(std::span<const std::uint8_t, 10> ten) { return ten[2] >= 2 && ten[0] != 0 && passes_luhn(ten); }

void visit_orgnr(const Context& in, const PersonalNumber& number, Findings& out) {
  const auto ten = number.ten();
  if (ten[2] < 2 || number.grouped || number.split || number.joint == Joint::plus || (number.count == 12 && number.two(0) != 16)) return;
  const bool luhn = is_orgnr(ten);
  const Named named = named_before(in, number.span);
  int score = 0;
  if (named.distance != 0) {
    score = luhn ? 980 : number.joint == Joint::hyphen ? 650 : number.joint == Joint::none ? 520 : 0;
    if (named.label == Label::p_number) score = luhn ? 300 : 0;
  } else if (luhn) {
    const Surroundings around = look_around(in, number.span);
    if (number.joint == Joint::hyphen)
      score = around.against && !follows_company(in.tokens, number.span) ? 450 : number.chained ? 400 : number.count == 12 ? 900 : 850;
    if (number.joint == Joint::none)
      score = around.against || number.crowded ? 300 : number.count == 12 ? 620 : follows_company(in.tokens, number.span) ? 700 : 300;
    if (number.joint == Joint::loose) score = !around.against && follows_company(in.tokens, number.span) ? 650 : 300;
  } else if (number.joint == Joint::hyphen && follows_company(in.tokens, number.span)) {
    score = 550;
  }
  if (score == 0) return;
  out.add(number.span, Type::organisation_id, Kind::se_orgnr, score,
          {luhn ? check(Check::luhn) : failed(Check::luhn), shape(Shape::exact)});
}

// SE and ten digits and 01, with blanks or hyphens between; or, after the ten digits, a hyphen and the rest of an HSA-id.
void visit_se(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  const DigitRun first = in.tokens.digits[index];
  std::int64_t start = first.start;
  if (at(text, start - 1) == ' ' || at(text, start - 1) == '-') --start;
  if (at(text, start - 1) != 'E' || at(text, start - 2) != 'S' || in.tokens.in_word(start - 3)) return;
  start -= 2;
  const Number number = read_number(in.tokens, index, gaps(Gap::space, Gap::hyphen), 12);
  const auto ten = std::span(number.digit).first<10>();
  if (number.count < 10 || !passes_luhn(ten)) return;
  Span span{static_cast<std::uint32_t>(start), number.span.end};
  if (number.group[0] == 10 && at(text, first.end) == '-' && start + 2 == first.start) {
    const std::uint32_t tail = first.end + 1;
    if (in.tokens.in_word(tail)) {
      span.end = in.tokens.word_end(tail);
      if (span.size() > 31) return;
      out.add(span, Type::organisation_id, Kind::se_hsa, 930, {check(Check::luhn), shape(Shape::exact)});
      return;
    }
  }
  if (number.count != 12 || number.digit[10] != 0 || !stands_alone(in.tokens, span)) return;
  // A sole trader's is the owner's personal number.
  const int day = number.digit[4] * 10 + number.digit[5];
  const bool person = ten[2] < 2 && is_date(2000 + number.digit[0] * 10 + number.digit[1], number.digit[2] * 10 + number.digit[3],
                                            day > 60 ? day - 60 : day);
  out.add(span, person ? Type::national_id : Type::organisation_id, person ? Kind::se_personnummer : Kind::se_vat, 950,
          {check(Check::luhn), shape(Shape::prefix)});
}

// --- Denmark ---

bool is_eight(const Number& number) {
  if (number.count != 8 || number.digit[0] == 0) return false;
  return number.groups == 1 || number.grouped({2, 2, 2, 2}) || number.grouped({4, 4}) || number.grouped({4, 2, 2}) ||
         number.grouped({2, 3, 3}) || number.grouped({2, 2, 4}) || number.grouped({2, 4, 2}) || number.grouped({2, 6});
}

// A date in eight digits: 12-05-2024, 2024 05 12
bool is_written_date(const Number& number) {
  if (number.groups == 1) return false;
  if (number.grouped({2, 2, 4}))
    return is_date(static_cast<int>(number.value(4, 4)), static_cast<int>(number.value(2, 2)), static_cast<int>(number.value(0, 2)));
  if (number.grouped({4, 2, 2}))
    return is_date(static_cast<int>(number.value(0, 4)), static_cast<int>(number.value(4, 2)), static_cast<int>(number.value(6, 2)));
  return false;
}

constexpr Gaps in_cvr = gaps(Gap::space, Gap::hyphen, Gap::dot);

// CVR numbers start from what names them, since a telephone number looks the same.
void visit_cvr_label(const Context& in, const Trigger& trigger, Findings& out) {
  const Tokens& tokens = in.tokens;
  constexpr std::uint32_t reach = 40;
  auto index =
      static_cast<std::size_t>(std::ranges::lower_bound(tokens.digits, trigger.span.end, {}, &DigitRun::start) - tokens.digits.begin());
  std::uint32_t edge = trigger.span.end + reach - 4;
  // "CVR 13748136 og 13585628": up to four numbers, each close to the one before.
  for (int i = 0; i < 4 && index < tokens.digits.size() && tokens.digits[index].start < edge + 4; ++i) {
    const Number number = read_number(tokens, index, in_cvr, 8);
    if (!is_eight(number) || is_written_date(number) || !stands_alone(tokens, number.span)) {
      const bool country =
          number.span.start >= 2 && is_capital(tokens.text[number.span.start - 1]) && is_capital(tokens.text[number.span.start - 2]);
      if (!country) return;  // found with its country's letters
      index += number.groups;
      edge = number.span.end + 4;
      continue;
    }
    const bool right = passes_mod11(std::span(number.digit).first(8), cvr_weights);
    const Named named = i == 0 ? named_before(in, number.span) : Named{-1, Label::organisation_id};
    if (named.distance == 0 || (i > 0 && !right) || named.label == Label::p_number) return;
    out.add(number.span, Type::organisation_id, Kind::dk_cvr,
            right                  ? 970
            : named.distance >= -2 ? 650
                                   : 500,
            {right ? check(Check::mod11) : failed(Check::mod11), shape(Shape::grouped), context(named.label, named.distance)});
    index += number.groups;
    edge = number.span.end + 4;
  }
}

// "SE-nr. 33771207", "SE nummer: 33 77 12 07": SE is too short a word to start from.
bool follows_se_number(const Tokens& tokens, std::uint32_t start) {
  const Span word = tokens.word_before(start, 3);
  const std::string_view text = tokens.of(word);
  if (text != "nr" && text != "nummer" && text != "no" && text != "Nr") return false;
  const Span country = tokens.word_before(word.start, 2);
  return tokens.of(country) == "SE";
}

void visit_se_number(const Context& in, std::uint32_t index, Findings& out) {
  const std::uint32_t start = in.tokens.digits[index].start;
  const char before = at(in.tokens.text, std::int64_t{start} - 1);
  if (before != ' ' && before != ':' && before != '.') return;
  if (!follows_se_number(in.tokens, start)) return;
  const Number number = read_number(in.tokens, index, in_cvr, 8);
  if (!is_eight(number) || !stands_alone(in.tokens, number.span)) return;
  const bool right = passes_mod11(std::span(number.digit).first(8), cvr_weights);
  out.add(number.span, Type::organisation_id, Kind::dk_cvr, right ? 970 : 650,
          {right ? check(Check::mod11) : failed(Check::mod11), shape(Shape::grouped), context(Label::vat, -2)});
}

// Eight digits with the right check digit after a company's form: "Stavnsbjerg ApS (13748136)".
void visit_bare_cvr(const Context& in, std::uint32_t index, Findings& out) {
  const DigitRun run = in.tokens.digits[index];
  std::array<std::uint8_t, 8> digits{};
  for (std::uint32_t i = 0; i < 8; ++i) digits[i] = static_cast<std::uint8_t>(in.tokens.text[run.start + i] - '0');
  const Span span{run.start, run.end};
  if (digits[0] == 0 || !passes_mod11(digits, cvr_weights) || !anchored(in.tokens, span)) return;
  if (!follows_company(in.tokens, span)) return;
  if (!nearby(in, span, 1, 0).any(labels(Label::phone))) {
    out.add(span, Type::organisation_id, Kind::dk_cvr, 600, {check(Check::mod11), lexicon(Source::organisation)});
  }
}

// DK12345678, "DK 12 34 56 78", DK-12345678
void visit_dk(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  std::int64_t start = in.tokens.digits[index].start;
  if (at(text, start - 1) == ' ' || at(text, start - 1) == '-') --start;
  if (at(text, start - 1) != 'K' || at(text, start - 2) != 'D' || in.tokens.in_word(start - 3)) return;
  const Number number = read_number(in.tokens, index, in_cvr, 8);
  if (!is_eight(number)) return;
  const Span span{static_cast<std::uint32_t>(start) - 2, number.span.end};
  // An account number of the same beginning goes on.
  const Gap after = number.gap[number.groups - 1];
  if (!stands_alone(in.tokens, span) || after == Gap::space || after == Gap::hyphen) return;
  const bool right = passes_mod11(std::span(number.digit).first(8), cvr_weights);
  const bool together = start == in.tokens.digits[index].start;
  int score = right ? (together ? 920 : 700) : 300;
  if (score < 950 && named_before(in, span).distance != 0) score = right ? 980 : 700;
  out.add(span, Type::organisation_id, Kind::dk_vat, score, {right ? check(Check::mod11) : failed(Check::mod11), shape(Shape::prefix)});
}

// Ten digits called a P number, whatever their check digit: part of the series was made with wrong weights.
void visit_pnumber(const Context& in, std::uint32_t index, Findings& out) {
  const DigitRun run = in.tokens.digits[index];
  const Number number = read_number(in.tokens, index, gaps(Gap::space, Gap::dot), 10);
  if (number.count != 10 || in.tokens.text[run.start] == '0' || !stands_alone(in.tokens, number.span)) return;
  if (number.groups != 1 && !number.grouped({1, 3, 3, 3}) && !number.grouped({4, 3, 3}) && !number.grouped({4, 6})) return;
  const Named named = named_before(in, number.span);
  if (named.label != Label::p_number || named.distance == 0) return;
  out.add(number.span, Type::organisation_id, Kind::dk_pnumber, 985, {shape(Shape::exact), context(Label::p_number, named.distance)});
}

// 579 and ten digits more. Public bodies (5798) are no secret: noted, not masked.
void visit_ean(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  const DigitRun run = in.tokens.digits[index];
  if (text[run.start] != '5' || text[run.start + 1] != '7' || text[run.start + 2] != '9' || !anchored(in.tokens, {run.start, run.end}))
    return;
  std::array<std::uint8_t, 13> digits{};
  for (std::uint32_t i = 0; i < 13; ++i) digits[i] = static_cast<std::uint8_t>(text[run.start + i] - '0');
  const bool right = passes_ean(digits);
  const bool named = named_before(in, {run.start, run.end}).distance != 0;
  const bool is_public = digits[3] == 8;
  const int score = is_public ? 450 : named ? (right ? 900 : 600) : right ? 560 : 200;
  out.add({run.start, run.end}, Type::organisation_id, Kind::dk_ean, score,
          {right ? check(Check::ean) : failed(Check::ean), shape(Shape::exact)});
}

// --- The Union ---

struct VatForm {
  std::string_view country;
  std::uint8_t least, most;  // characters after the country's letters
};
constexpr std::array<VatForm, 30> vat_forms = {{
    {"AT", 9, 9},   {"BE", 10, 10}, {"BG", 9, 10},  {"CY", 9, 9},   {"CZ", 8, 10},  {"DE", 9, 9},   {"DK", 8, 8},  {"EE", 9, 9},
    {"EL", 9, 9},   {"ES", 9, 9},   {"FI", 8, 8},   {"FR", 11, 11}, {"GB", 9, 12},  {"HR", 11, 11}, {"HU", 8, 8},  {"IE", 8, 9},
    {"IT", 11, 11}, {"LT", 9, 12},  {"LU", 8, 8},   {"LV", 11, 11}, {"MT", 8, 8},   {"NL", 12, 12}, {"NO", 9, 12}, {"PL", 10, 10},
    {"PT", 9, 9},   {"RO", 6, 10},  {"SE", 12, 12}, {"SI", 8, 8},   {"SK", 10, 10}, {"XI", 9, 12},
}};

// A word of two capitals and the rest, named as a VAT number; also "DE 123456789", "NO 987 654 321 MVA".
void visit_eu(const Context& in, std::uint32_t index, Findings& out) {
  const std::string_view text = in.tokens.text;
  const DigitRun run = in.tokens.digits[index];
  std::int64_t start = run.start;
  if (at(text, start - 1) == ' ')
    --start;
  else
    start = in.tokens.word_start(run.start) + 2;
  if (start > run.start || run.start - start > 2 || !is_capital(at(text, start - 1)) || !is_capital(at(text, start - 2)) ||
      in.tokens.in_word(start - 3))
    return;
  const std::string_view country = text.substr(static_cast<std::size_t>(start) - 2, 2);
  const auto form = std::ranges::find(vat_forms, country, &VatForm::country);
  if (form == vat_forms.end()) return;
  const Number number = read_number(in.tokens, index, gaps(Gap::space, Gap::dot), form->most);
  std::uint32_t end = in.tokens.word_end(number.span.end);
  if (end - number.span.end > 3) return;
  const std::uint32_t letters_before = at(text, run.start - 1) == ' ' ? 0U : run.start - static_cast<std::uint32_t>(start);
  const std::uint32_t size = letters_before + number.count + (end - number.span.end);
  if (size < form->least || size > form->most) return;
  const Span span{static_cast<std::uint32_t>(start) - 2, end};
  const Named named = named_before(in, span);
  if (named.distance == 0) return;
  out.add(span, Type::organisation_id, Kind::eu_vat, 850, {shape(Shape::prefix), context(named.label, named.distance)});
}

// Six or ten digits with the third above 1, eight or twelve that begin with 16.
bool may_be_orgnr(const Context& in, std::uint32_t index, std::size_t size) {
  const char* const digits = in.tokens.text.data() + in.tokens.digits[index].start;
  if (size == 6 || size == 10) return digits[2] >= '2' && may_begin_personal(in.tokens, index, size);
  return digits[0] == '1' && digits[1] == '6' && digits[4] >= '2' && may_begin_personal(in.tokens, index, size);
}

void visit_prefixed(const Context& in, std::uint32_t index, Findings& out) {
  const std::uint32_t size = in.tokens.digits[index].size();
  if (size >= 6) visit_se(in, index, out);
  if (size <= 8) visit_dk(in, index, out);
  if (size >= 2 && size <= 12) visit_eu(in, index, out);
}

// Does "nr", "no" or "nummer" seem to stand before a run, by its last letter?
bool seems_numbered(const char* run) {
  const char last = run[-2] == '.' || run[-2] == ':' ? (run[-3] == '.' ? run[-4] : run[-3]) : run[-2];
  return last == 'r' || last == 'o';
}

// The byte before a run, and the one before that behind a blank or sign, tell most runs away: a capital of a country's letters, or "nr" of
// "SE-nr".
void visit_by_prefix(const Context& in, std::uint32_t index, Findings& out) {
  constexpr std::uint8_t capital = 1;
  constexpr std::uint8_t sign = 2;
  constexpr std::uint8_t end_of_number_word = 4;  // r . :
  static constexpr auto kinds = [] {
    std::array<std::uint8_t, 256> kind{};
    for (unsigned char c = 'A'; c <= 'Z'; ++c) kind[c] = capital;
    for (const char c : std::string_view(" -:.")) kind[static_cast<unsigned char>(c)] = sign;
    for (const char c : std::string_view("r.:")) kind[static_cast<unsigned char>(c)] |= end_of_number_word;
    return kind;
  }();
  const DigitRun run = in.tokens.digits[index];
  const char* const start = in.tokens.text.data() + run.start;  // zeros stand before the text
  std::uint8_t kind = kinds[static_cast<unsigned char>(start[-1])];
  if ((kind & sign) != 0)
    kind = kinds[static_cast<unsigned char>(start[-2])] & (capital | end_of_number_word);
  else
    kind &= capital;
  if (kind == 0) return;
  if (kind == capital) return visit_prefixed(in, index, out);
  const std::uint32_t size = run.size();
  if ((size == 8 || size == 4 || size == 2) && seems_numbered(start)) visit_se_number(in, index, out);
}

void run(const Context& in, Findings& out) {
  PersonalNumber number;
  for (const std::size_t size : {std::size_t{6}, std::size_t{8}, std::size_t{10}, std::size_t{12}}) {
    for (const std::uint32_t index : in.runs_of(size)) {
      if (may_be_orgnr(in, index, size) && read_personal(in.tokens, index, number)) visit_orgnr(in, number, out);
    }
  }
  for (const std::uint32_t index : in.runs) visit_by_prefix(in, index, out);
  for (const Trigger& trigger : in.triggers) {
    if (trigger.labels.any(organisation_labels)) visit_cvr_label(in, trigger, out);
  }
  for (const std::uint32_t index : in.runs_of(8)) visit_bare_cvr(in, index, out);
  for (const std::uint32_t index : in.runs_of(10)) visit_pnumber(in, index, out);
  for (const std::size_t size : {std::size_t{4}, std::size_t{1}}) {
    const auto has_three = [&](std::size_t i) { return i < in.tokens.digits.size() && in.tokens.digits[i].size() == 3; };
    for (const std::uint32_t index : in.runs_of(size)) {
      if (has_three(index + 1) && has_three(index + 2)) visit_pnumber(in, index, out);
    }
  }
  for (const std::uint32_t index : in.long_runs()) {
    if (in.tokens.digits[index].size() == 13) visit_ean(in, index, out);
  }
}

}  // namespace

const Detector organisation_id{"organisation_id", run};

}  // namespace mask
