// Payment cards: the issuer's first digits, Luhn, and the groups they are embossed in.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/written_number.h"

namespace mask {
namespace {

// Does a number of `count` digits begin as some network's cards do? (ISO/IEC 7812; 5019 is Dankort)
bool has_issuer(const WrittenNumber& n, std::size_t count) {
  const std::uint32_t two = n.value(0, 2);
  const std::uint32_t four = n.value(0, 4);
  if (count == 15) return two == 34 || two == 37;
  if (count == 14) return two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059);
  const bool maestro = two == 50 || (two >= 56 && two <= 69);
  if (count != 16) return (count == 13 || count == 19) ? n.digit[0] == 4 || maestro || two == 62 : maestro;
  return n.digit[0] == 4 || (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || two == 35 || maestro;
}

struct Form {
  std::size_t groups = 0;
  bool embossed = false;  // in the groups that stand on the card
};

Form form_of(const WrittenNumber& n) {
  const unsigned inside = n.joints(0, n.groups);
  const bool alike = inside == joint::space || inside == joint::hyphen || inside == joint::dot || inside == (joint::space | joint::line);
  if (n.groups == 4 && n.sizes(0, {4, 4, 4, 4})) return {4, alike};
  if (n.groups == 5 && n.sizes(0, {4, 4, 4, 4, 3})) return {5, alike};
  if (n.groups == 3 && (n.sizes(0, {4, 6, 5}) || n.sizes(0, {4, 6, 4}))) return {3, alike};
  return {n.groups, false};
}

void judge(const Context& in, const WrittenNumber& n, const Form form, Findings& out) {
  const std::size_t count = n.total[form.groups - 1];
  const bool issuer = has_issuer(n, count);
  const bool luhn = passes_luhn(n.digits(0, count));
  if (!issuer && !luhn && !form.embossed) return;
  const Span span{n.start, n.end[form.groups - 1]};
  if (!ends_number(in.tokens, span.end)) return;
  const Nearby near = nearby(in, span, 6, 2);
  const int by = named_before(in, near, span, labels(Label::payment_card));
  const int after = near.distance_after(Label::payment_card);
  const int other =
      named_before(in, near, span, labels(Label::invoice, Label::bank, Label::report, Label::organisation_id, Label::iban, Label::chassis));
  int score = 0;
  if (by != 0 || after != 0) {
    score = luhn && issuer ? 990 : form.embossed ? (issuer ? 850 : 700) : issuer || luhn ? 650 : 400;
  } else if (luhn && issuer) {
    score = form.embossed ? 850 : 400;
  } else if (form.embossed && issuer) {
    score = 450;
  }
  if (other != 0 && (by == 0 || other < by)) score -= by != 0 || (form.embossed && luhn) ? 100 : 300;
  if (score < 150) return;
  const Evidence sum = luhn ? check(Check::luhn) : failed(Check::luhn);
  const Evidence groups = shape(form.embossed ? Shape::grouped : Shape::loose);
  if (by != 0 || after != 0) {
    out.add(span, Type::payment_card, Kind::none, score, {sum, groups, context(Label::payment_card, by != 0 ? -by : after)});
  } else {
    out.add(span, Type::payment_card, Kind::none, score, {sum, groups});
  }
}

constexpr unsigned marks = joint::space | joint::hyphen | joint::dot;

void look_at(const Context& in, std::uint32_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (run.size() > 19 || ahead_of(tokens, run.start) != Ahead::clear) return;
  WrittenNumber n = read_written(tokens, run.start, marks, 20);
  if (n.count() < 13) n = read_written(tokens, run.start, marks | joint::line, 20);
  while (n.groups > 1 && n.count() > 16 && !n.sizes(0, {4, 4, 4, 4, 3})) --n.groups;
  if (n.count() < 13 || n.count() > 19 || n.digit[0] == 0) return;
  judge(in, n, form_of(n), out);
}

void run(const Context& in, Findings& out) {
  for (const std::uint32_t index : in.runs_of(4)) {
    if (index + 1 < in.tokens.digits.size() && in.tokens.digits[index + 1].start - in.tokens.digits[index].end <= 4 &&
        digits_ahead(in.tokens, index, 13) >= 13) {
      look_at(in, index, out);
    }
  }
  for (const std::uint32_t index : in.long_runs()) look_at(in, index, out);
}

}  // namespace

const Detector payment_card{"payment_card", run};

}  // namespace mask
