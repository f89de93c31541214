// Bank accounts: Swedish clearing and account number, Danish registration and account number, bankgiro, plusgiro, Danish giro.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/find/account_form.h"
#include "libmask/find/checksum.h"
#include "libmask/find/detectors.h"
#include "libmask/find/written_number.h"

namespace mask {
namespace {

constexpr Labels account_words = labels(Label::bank, Label::iban);
constexpr Labels other_numbers =
    labels(Label::phone, Label::invoice, Label::case_number, Label::national_id, Label::organisation_id, Label::payment_card, Label::report,
           Label::passport, Label::driving_licence, Label::certificate, Label::bankgiro, Label::plusgiro);
constexpr unsigned marks = joint::space | joint::hyphen | joint::dot | joint::comma | joint::wide_hyphen;

// Is the word one for an account itself (konto, kontonr, lönekonto, bankbok), and not only of banking (indbetalt, saldo)?
bool names_account(std::string_view word) {
  for (std::size_t i = 0; i + 4 <= word.size(); ++i) {
    const auto is = [&](std::string_view part) {
      return std::ranges::equal(word.substr(i, 4), part, [](char a, char b) { return static_cast<char>(a | 0x20) == b; });
    };
    if (is("kont") || is("bogs") || is("kbok") || is("kbog") || is("sebo")) return true;
  }
  return false;
}

bool money_follows(const Nearby& near) {
  return std::any_of(near.word.begin(), near.word.begin() + near.count,
                     [](const Nearby::Word& w) { return w.distance == 1 && w.labels.any(labels(Label::money, Label::measure)); });
}

// "reg.nr. 9570, kontonr. 11402986": the registration number ahead of the label belongs to the account.
std::uint32_t with_registration(const Context& in, const Nearby& near, Span span) {
  for (std::size_t i = 0; i + 1 < near.count && near.word[i + 1].distance < 0; ++i) {
    if (!near.word[i].labels.any(account_words)) continue;
    for (std::size_t j = i + 1; j < i + 3 && j < near.count && near.word[j].distance < 0; ++j) {
      const std::string_view word = in.tokens.of(near.word[j].span);
      if (word.size() != 4 || !std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) continue;
      const bool named = j + 1 < near.count && near.word[j + 1].distance < 0 && near.word[j + 1].labels.any(account_words);
      if (named) return near.word[j].span.start;
    }
  }
  return span.start;
}

// "Clearingnr: 8327-9" on the line above "Kontonr: 123 456 789-1": `label` is the word for the account.
void add_registration_above(const Context& in, Span label, Kind kind, Findings& out) {
  const Tokens& tokens = in.tokens;
  const Span tail = tokens.word_before(label.start, 4);
  if (tail.empty() || std::ranges::count(tokens.text.substr(tail.end, label.start - tail.end), '\n') != 1) return;
  Span number = tail;
  if (tail.size() == 1 && tail.start > 5 && tokens.text[tail.start - 1] == '-') number.start = tokens.word_start(tail.start - 1);
  const std::string_view digits = tokens.text.substr(number.start, 4);
  const bool checked = number.size() == 6 && tail.size() == 1;
  if ((number.size() != 4 && number.size() != 5 && !checked) || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
    return;
  const Nearby near = nearby(in, number, 1, 0);
  if (near.count == 0 || near.word[0].is_above || !near.word[0].labels.any(account_words)) return;
  out.add(number, Type::bank_account, kind, 700, {shape(Shape::loose), context(Label::bank, -1)});
}

void add(Findings& out, Span span, Kind kind, int score, Shape form, Label label, int distance) {
  if (distance != 0) {
    out.add(span, Type::bank_account, kind, score, {shape(form), context(label, -distance)});
  } else if (score >= 150) {
    out.add(span, Type::bank_account, kind, score, {shape(form)});
  }
}

bool try_account(const Context& in, const WrittenNumber& n, Ahead ahead, bool may_be_named, WordsBefore& words, Findings& out) {
  AccountForm form = account_form(n);
  if (form.groups == 0 && may_be_named) form = named_account(n);
  if (form.groups == 0) return false;
  if (form.bare == 0 && !words.may_say(form.short_form ? 2 : 6, account_words)) return false;
  Span span{n.start, n.end[form.groups - 1U]};
  if (!ends_number(in.tokens, span.end)) {
    // An amount that follows over a blank: "4183 10 998 224 11.003 kr."
    if (form.bare != 0 || form.groups != n.groups || form.groups < 3 || n.before[form.groups - 1U] != joint::space) return false;
    WrittenNumber shorter = n;
    --shorter.groups;
    form = named_account(shorter);
    if (form.groups == 0) return false;
    span.end = n.end[form.groups - 1U];
    if (!ends_number(in.tokens, span.end)) return false;
  }
  const Nearby near = nearby(in, span, 6, 1);
  const int by = named_before(in, near, span, account_words);
  const int other = named_before(in, near, span, other_numbers);
  int score = by != 0 ? form.labelled : form.bare;
  const auto* const word =
      std::find_if(near.word.begin(), near.word.begin() + near.count, [&](const Nearby::Word& w) { return by != 0 && w.distance == -by; });
  if (form.short_form && (by == 0 || by > 2 || !names_account(in.tokens.of(word->span)) || money_follows(near))) return false;
  // Not "antal konton: 2 114 000".
  if (form.short_form && form.like_an_amount && (by > 1 || (in.text()[word->span.end - 1] | 0x20) == 'n')) return false;
  if (form.like_an_amount && money_follows(near)) return false;
  if (by == 0 && (n.joints(0, form.groups) & joint::line) != 0) return false;
  if (other != 0 && (by == 0 || other < by))
    score = form.strong ? score - 150 : other > 3 ? score - 100 : by != 0 && form.bare >= 600 ? form.bare - 50 : std::min(score, 300);
  if (ahead == Ahead::number && by == 0 && !form.strong) score = std::min(score, 300);
  if (by == 0 && form.field && fills_field(in.tokens, span)) score = std::max(score, 650);
  if (score < 150) return false;
  if (form.bare == 0 && by == 1) add_registration_above(in, word->span, form.kind, out);
  add(out, {form.bare == 0 ? with_registration(in, near, span) : span.start, span.end}, form.kind, score,
      form.strong ? Shape::exact : Shape::grouped, Label::bank, by);
  return true;
}

bool try_giro(const Context& in, const WrittenNumber& n, bool may_be_named, WordsBefore& words, Findings& out) {
  const std::size_t bank = bankgiro_groups(n);
  const std::size_t plus = plusgiro_groups(n);
  const bool clear_plus = plus >= 3 && n.before[plus - 1] == joint::hyphen && passes_luhn(n.digits(0, n.total[plus - 1]));
  if ((bank == 0 && plus == 0) || (!may_be_named && !clear_plus)) return false;
  if (!clear_plus && !words.may_say(4, labels(Label::bankgiro, Label::plusgiro))) return false;
  const Span whole{n.start, n.end[std::max(bank, plus) - 1]};
  Nearby near = nearby(in, whole, 1, 0);
  int bankgiro = named_before(in, near, whole, labels(Label::bankgiro));
  if (bank == 0 || bankgiro != 1) {
    near = nearby(in, whole, 4, 0);
    bankgiro = named_before(in, near, whole, labels(Label::bankgiro));
  }
  const int plusgiro = named_before(in, near, whole, labels(Label::plusgiro));
  if (bank != 0 && bankgiro != 0 && (plusgiro == 0 || bankgiro < plusgiro)) {
    const Span span{n.start, n.end[bank - 1]};
    if (!ends_number(in.tokens, span.end)) return false;
    const std::size_t count = n.total[bank - 1];
    const bool right = passes_luhn(n.digits(0, count));
    // 900-0000 to 904-9999 belong to public collections.
    const bool public_collection = count == 7 && n.value(0, 3) >= 900 && n.value(0, 3) <= 904;
    const int score = public_collection ? 200 : right ? 970 : 820;
    out.add(span, Type::bank_account, Kind::se_bankgiro, score,
            {right ? check(Check::luhn) : failed(Check::luhn), context(Label::bankgiro, -bankgiro)});
    return true;
  }
  if (plus == 0 || (plusgiro == 0 && !clear_plus)) return false;
  const Span span{n.start, n.end[plus - 1]};
  if (!ends_number(in.tokens, span.end)) return false;
  const bool right = passes_luhn(n.digits(0, n.total[plus - 1]));
  if (plusgiro == 0) {
    out.add(span, Type::bank_account, Kind::se_plusgiro, 650, {check(Check::luhn), shape(Shape::exact)});
  } else {
    out.add(span, Type::bank_account, Kind::se_plusgiro, right ? 960 : 800,
            {right ? check(Check::luhn) : failed(Check::luhn), context(Label::plusgiro, -plusgiro)});
  }
  return true;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The word before is made of letters, or there is nothing but a sign: a label may name this number.
bool follows_letters(const Tokens& tokens, std::uint32_t start) {
  const std::uint32_t stop = start > 24 ? start - 24 : 0;
  const char* const text = tokens.text.data();
  for (std::uint32_t i = start; i > stop; --i) {
    if (is_word(text[i - 1])) return !is_digit(text[i - 1]);
  }
  return start - stop >= 24;
}

// May groups from run `index` on end in a single digit after a hyphen, as a plusgiro number does: 12 34 56-7?
bool may_end_in_check_digit(const Tokens& tokens, std::size_t index) {
  const std::span<const DigitRun> digits = tokens.digits;
  std::uint32_t count = digits[index].size();
  for (; index + 1 < digits.size(); ++index) {
    const DigitRun run = digits[index];
    const DigitRun next = digits[index + 1];
    count += next.size();
    if (count > 8 || next.start - run.end > 5) return false;
    if (next.size() == 1) return true;
    if (tokens.text[run.end] != ' ') return false;
  }
  return false;
}

// Of less than nine digits nothing is believed without a word. A giro is not written with a comma.
bool may_be_short(const Tokens& tokens, std::size_t index, WordsBefore& words) {
  const DigitRun run = tokens.digits[index];
  if (words.may_say(2, account_words) || may_end_in_check_digit(tokens, index)) return true;
  const bool giro = run.size() >= 5 || tokens.text[run.end] != ',';
  return giro && words.may_say(4, labels(Label::bankgiro, Label::plusgiro));
}

[[gnu::noinline]] void look_at(const Context& in, std::uint32_t index, bool may_be_named, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (is_six_and_four(tokens, index)) return;
  WordsBefore words(in, run.start);
  if (digits_ahead(tokens, index, 9) < 9 && !may_be_short(tokens, index, words)) return;
  const Ahead ahead = ahead_of(tokens, run.start);
  if (ahead == Ahead::joined) return;
  WrittenNumber n = read_written(tokens, run.start, marks, 15);
  if (n.count() < 4) return;
  if (try_giro(in, n, may_be_named, words, out)) return;
  if (n.count() >= 6 && try_account(in, n, ahead, may_be_named, words, out)) return;
  if (run.size() != 4 || !may_be_named) return;
  n = read_written(tokens, run.start, marks | joint::line, 15);
  if ((n.joints(0, n.groups) & joint::line) != 0) try_account(in, n, ahead, may_be_named, words, out);
}

// Nearly every run is sent away here, by the bytes beside it and the sizes of the next runs.
void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  const char* const text = in.text().data();
  for (const std::uint32_t index : in.runs) {
    const DigitRun run = tokens.digits[index];
    const std::uint32_t size = run.size();
    const bool alone = index + 1 >= tokens.digits.size() || tokens.digits[index + 1].start - run.end > 4;
    if (alone && size < 6) continue;
    if (size > 15 || is_word(text[std::int64_t{run.start} - 1])) continue;
    const bool may_be_named = follows_letters(tokens, run.start);
    if (may_be_named) {
      if (digits_ahead(tokens, index, 4) < 4) continue;
    } else if (size > 2 && size != 4) {
      continue;
    } else if (!may_end_in_check_digit(tokens, index) && (size != 4 || digits_ahead(tokens, index, 10) < 10)) {
      continue;
    }
    look_at(in, index, may_be_named, out);
  }
}

}  // namespace

const Detector bank_account{"bank_account", run};

}  // namespace mask
