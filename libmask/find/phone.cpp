// Telephone numbers: Swedish, Danish and foreign, by their form, by the words around them, or by both.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/find/detectors.h"
#include "libmask/find/phone_plan.h"
#include "libmask/find/written_number.h"

namespace mask {
namespace {

// Words that say that a number beside them is something else.
constexpr Labels other_numbers =
    labels(Label::organisation_id, Label::vat, Label::p_number, Label::national_id, Label::bank, Label::bankgiro, Label::plusgiro,
           Label::iban, Label::invoice, Label::case_number, Label::passport, Label::driving_licence, Label::residence, Label::certificate,
           Label::bfe, Label::report, Label::chassis, Label::coordinates, Label::ip, Label::payment_card);
constexpr Labels amounts = labels(Label::money, Label::measure);

struct Candidate {
  Span span;
  PhoneForm form;
  Ahead ahead = Ahead::clear;
};

// Words to the nearest that says telephone; 0 if none. One that stands after the number counts unless it names the next.
struct Named {
  int distance = 0;  // words, before or after
  int sign = 0;      // -1 before, 1 after
  bool switchboard = false;
};

bool names_the_next(std::string_view text, std::uint32_t end) {
  for (std::uint32_t i = end; i < text.size() && i < end + 6; ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') return true;
    if (c != ' ' && c != ':' && c != '.' && c != '+' && c != '(') return false;
  }
  return false;
}

Named named(const Context& in, const Nearby& near, Span span) {
  Named best;
  for (std::size_t i = 0; i < near.count; ++i) {
    const Nearby::Word& word = near.word[i];
    if (!word.labels.has(Label::phone)) continue;
    if (word.distance > 0) {
      const std::string_view between = in.text().substr(span.end, word.span.start - span.end);
      if (word.distance > 2 || between.contains('\n') || names_the_next(in.text(), word.span.end)) continue;
    }
    const int distance = word.distance < 0 ? -word.distance : word.distance;
    if (best.distance != 0 && best.distance <= distance) continue;
    best = {distance, word.distance < 0 ? -1 : 1, word.labels.has(Label::authority)};
  }
  return best;
}

constexpr bool is_capital(char c) { return (c >= 'A' && c <= 'Z') || c == '\xC3'; }

// Signs that a number with no word about it belongs to a person: a field by itself, in brackets, after a name and a comma,
// before the words of a message.
bool stands_like_a_phone(const Context& in, Span span) {
  const std::string_view text = in.text();
  if (fills_field(in.tokens, span)) return true;
  const auto at = [&](std::int64_t i) {
    return i >= 0 && i < static_cast<std::int64_t>(text.size()) ? text[static_cast<std::size_t>(i)] : '\n';
  };
  const std::int64_t start = span.start;
  if (at(start - 1) == '(' && at(span.end) == ')') return true;
  const Span word = in.tokens.word_before(span.start, 4);
  if (word.size() == 0) return false;
  const std::string_view between = text.substr(word.end, span.start - word.end);
  if (at(span.end) == ':' && (at(span.end + 1) == ' ' || at(span.end + 1) == '\n')) return true;
  const WordInfo& info = in.lexicon.find_inside(in.tokens.of(word));
  if (between == " " && (info.first_name > 0 || info.last_name > 0)) return true;
  return is_capital(text[word.start]) && (between == ", " || between == " (" || between == " / ");
}

// "Ida 2137 5580, Gerda 51940266": a whole telephone number stands a few words ahead.
bool follows_a_phone(const Tokens& tokens, Span span) {
  constexpr std::uint32_t reach = 64;
  const auto& digits = tokens.digits;
  std::size_t index = static_cast<std::size_t>(std::ranges::lower_bound(digits, span.start, {}, &DigitRun::start) - digits.begin());
  const std::uint32_t stop = span.start > reach ? span.start - reach : 0;
  std::size_t pairs = 0;
  for (int looked = 0; looked < 8 && index > 0 && digits[index - 1].start >= stop; ++looked) {
    --index;
    const std::uint32_t size = digits[index].size();
    const bool near_next = pairs == 0 || (digits[index + 1].start - digits[index].end == 1 && tokens.text[digits[index].end] == ' ');
    pairs = (size == 2 || size == 4) && near_next ? pairs + size / 2 : 0;
    if (pairs == 4 && tokens.text[digits[index].start] >= '2' && ahead_of(tokens, digits[index].start) == Ahead::clear) return true;
  }
  return false;
}

// "hendes nr. 28907731", but not "XYZ-nr. 28907731": there the number is of something else, even where we do not know what.
bool follows_number_word(const Context& in, const Nearby& near) {
  for (std::size_t i = 0; i < near.count && near.word[i].distance >= -3 && near.word[i].distance < 0; ++i) {
    const Nearby::Word& word = near.word[i];
    if (!word.labels.has(Label::number)) continue;
    const char before = word.span.start == 0 ? ' ' : in.text()[word.span.start - 1];
    return before != '-' && before != '.';
  }
  return false;
}

void judge(const Context& in, const Candidate& candidate, Findings& out) {
  const PhoneForm& form = candidate.form;
  // Where the very word before says telephone, no other word can change what follows.
  const bool named_at_once = WordsBefore(in, candidate.span.start).may_say(1, labels(Label::phone));
  Nearby near = nearby(in, candidate.span, named_at_once ? 1 : 6, named_at_once ? 0 : 2);
  if (named_at_once && !near.has(Label::phone)) near = nearby(in, candidate.span, 6, 2);
  const Named by = named(in, near, candidate.span);
  int score = by.distance != 0 ? std::max(form.labelled, form.bare) : form.bare;
  if (by.distance > 3 && score < 800) score -= 50;
  if (candidate.ahead == Ahead::number && !form.strong && !form.mobile && by.distance == 0) score = std::min(score, 520);
  if (by.distance == 0 && form.lone) {
    if (stands_like_a_phone(in, candidate.span) || (form.groups == 1 && follows_a_phone(in.tokens, candidate.span))) {
      score = std::max(score, 600);
    } else if (form.groups == 1 && follows_number_word(in, near)) {
      score = std::max(score, 580);
    }
  }
  const int other = named_before(in, near, candidate.span, other_numbers);
  if (other != 0 && (by.sign >= 0 || other < by.distance)) {
    if (form.strong || form.mobile) {
      score -= other == 1 ? 450 : 100;
    } else if (other <= 3) {
      score = std::min(score, 300);
    }
  }
  if (!form.strong) {
    for (std::size_t i = 0; i < near.count; ++i) {
      if (near.word[i].labels.any(amounts) && near.word[i].distance == 1 && near.word[i].span.start <= candidate.span.end + 1 &&
          by.distance != 1) {
        score = std::min(score, 200);
      }
      if (near.word[i].labels.has(Label::money) && near.word[i].distance == -1) score = std::min(score, 300);
    }
  }
  if (score < 150) return;
  Finding& finding = by.distance != 0 ? out.add(candidate.span, Type::phone, form.kind, score,
                                                {shape(form.shape), context(Label::phone, by.sign * by.distance)})
                                      : out.add(candidate.span, Type::phone, form.kind, score, {shape(form.shape)});
  if (form.service || (by.switchboard && by.distance <= 2 && !form.mobile)) finding.role = Role::authority;
}

// One blank ahead of this number stands another. Pairs are believed where that one is no pair itself, or is a whole telephone number.
// `inside`: the joints of its first four groups.
bool believed_after_number(const Tokens& tokens, std::size_t index, unsigned inside) {
  const std::size_t size = tokens.digits[index].size();
  if (index == 0 || (size > 4 && size != 8)) return false;
  const std::size_t before = tokens.digits[index - 1].size();
  if (size == 2 && (inside == joint::dot || inside == joint::hyphen)) return true;     // 15 31.90.44.27
  if (ahead_of(tokens, tokens.digits[index - 1].start) == Ahead::joined) return true;  // the end of a date or time
  if (before == 8 || (size == 2 && before != 2 && before != 4)) return true;
  const auto all = [&](std::size_t count, std::size_t wanted) {
    if (index < count) return false;
    for (std::size_t i = index - count; i < index; ++i) {
      if (tokens.digits[i].size() != wanted || tokens.digits[i + 1].start - tokens.digits[i].end != 1) return false;
    }
    return ahead_of(tokens, tokens.digits[index - count].start) == Ahead::clear;
  };
  return size != 4 && (all(4, 2) || all(2, 4));
}

// The nearest word before is made of letters: only then can it be a label of a number in an odd form.
bool may_be_named(const Tokens& tokens, std::uint32_t start) {
  const std::string_view text = tokens.text;
  const std::uint32_t stop = start > 8 ? start - 8 : 0;
  for (std::uint32_t i = start; i > stop; --i) {
    if (tokens.in_word(std::int64_t{i} - 1)) return text[i - 1] < '0' || text[i - 1] > '9';
  }
  return start > 0 && (text[start - 1] == '.' || text[start - 1] == ' ');
}

constexpr std::uint32_t longest_joint = 3;

// Where a + (and perhaps a blank) stands before the digits: its place; else the digits' own.
std::uint32_t plus_before(const Tokens& tokens, std::uint32_t start) {
  const std::string_view text = tokens.text;
  std::uint32_t at = start;
  if (at >= 2 && text[at - 1] == ' ') --at;
  if (at == 0 || text[at - 1] != '+') return start;
  return tokens.in_word(std::int64_t{at} - 2) ? start : at - 1;
}

void try_foreign(const Context& in, std::uint32_t plus, std::uint32_t start, Findings& out) {
  constexpr unsigned marks = joint::plain | joint::bracket;
  WrittenNumber n = read_written(in.tokens, start, marks, 17);
  PhoneForm form = foreign_phone(n, 0, true);
  if (!form.strong) {
    n = read_written(in.tokens, start, marks | joint::line, 17);
    form = foreign_phone(n, 0, true);
  }
  if (form.groups == 0) return;
  const Span span{plus, n.end[form.groups - 1U]};
  if (!ends_number(in.tokens, span.end) && in.text()[span.end] != '/') return;
  // "+12 500 000": an increase.
  if (form.groups == n.groups && n.sizes(1, {3, 3}) && n.groups == 3 && n.count() < 9) form.strong = false;
  judge(in, {span, form, Ahead::clear}, out);
}

// True where the number was one, or cannot be one of another plan.
bool try_swedish(const Context& in, std::uint32_t start, Ahead ahead, Findings& out) {
  constexpr unsigned marks = joint::plain | joint::bracket | joint::comma;
  WrittenNumber n = read_written(in.tokens, start, marks, 17);
  const auto form_of = [](const WrittenNumber& w) {
    if (w.count() < 8) return PhoneForm{};
    return w.digit[1] == 0 ? foreign_phone(w, 2, false) : swedish_phone(w);
  };
  PhoneForm form = form_of(n);
  if (form.bare < 500) {
    const WrittenNumber longer = read_written(in.tokens, start, marks | joint::line, 17);
    const PhoneForm over_line = form_of(longer);
    if (over_line.bare >= 500 || form.groups == 0) {
      n = longer;
      form = over_line;
    }
  }
  if (form.groups == 0) return false;
  if (ahead == Ahead::number && (n.digit[1] == 0 || !(form.strong || form.mobile))) return false;
  Span span{start, n.end[form.groups - 1U]};
  if (!ends_number(in.tokens, span.end) && in.text()[span.end] != '/') return false;
  if (span.start > 0 && in.text()[span.start - 1] == '(' && n.groups > 1 && (n.before[1] & joint::bracket) != 0) --span.start;
  judge(in, {span, form, ahead}, out);
  return true;
}

bool try_danish(const Context& in, std::size_t index, Ahead ahead, Findings& out) {
  const DigitRun run = in.tokens.digits[index];
  const std::uint32_t start = run.start;
  if (ahead == Ahead::number && in.text()[run.end] == ' ' && !believed_after_number(in.tokens, index, joint::space)) return false;
  WrittenNumber n = read_written(in.tokens, start, joint::plain, 17);
  PhoneForm form = danish_phone(n);
  if (n.count() == 10 && n.size[0] == 2 && n.value(0, 2) == 45) {
    form = foreign_phone(n, 0, false);  // 45 28 14 73 90
    form.bare = form.groups == 0 ? 0 : 600;
    form.strong = false;
  }
  if (form.groups == 0) {
    n = read_written(in.tokens, start, joint::plain | joint::line, 17);
    if (n.groups == 0 || n.joints(0, n.groups) < joint::line) return false;
    form = danish_phone(n);
  }
  if (form.groups == 0) return false;
  const Span span{start, n.end[form.groups - 1U]};
  if (!ends_number(in.tokens, span.end) && in.text()[span.end] != '/') return false;
  if (ahead == Ahead::number && !believed_after_number(in.tokens, index, n.groups < 4 ? 0 : n.joints(0, 4))) return false;
  judge(in, {span, form, ahead}, out);
  return true;
}

void try_named(const Context& in, std::uint32_t start, Findings& out) {
  if (!may_be_named(in.tokens, start)) return;
  constexpr unsigned marks = joint::space | joint::hyphen | joint::dot | joint::wide_hyphen;
  WrittenNumber n = read_written(in.tokens, start, marks, 17);
  PhoneForm form = named_phone(n);
  if (n.count() < 6) {
    // A scan: "65 3l 22 9O".
    n = read_written(in.tokens, start, marks | joint::bracket | joint::slash | joint::wide_slash, 17, true);
    if (n.count() >= 8) form = named_phone(n);
    form.shape = Shape::ocr;
  }
  if (form.groups == 0) return;
  const Span span{start, n.end[form.groups - 1U]};
  if (!ends_number(in.tokens, span.end) || !WordsBefore(in, start).may_say(2, labels(Label::phone))) return;
  const Nearby near = nearby(in, span, 2, 1);
  if (!near.before(Label::phone) || near.distance_after(Label::month) == 1) return;
  judge(in, {span, form, Ahead::clear}, out);
}

// "O11-3l 55 07": the run of digits begins behind a letter that was a 0.
bool first_letter_is_zero(const Tokens& tokens, std::uint32_t start) {
  const char c = start == 0 ? ' ' : tokens.text[start - 1];
  return (c == 'O' || c == 'o') && !tokens.in_word(std::int64_t{start} - 2);
}

constexpr bool looks_like_digit(char c) { return c == 'l' || c == 'I' || c == 'O' || c == 'o'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// May groups from run `index` on make eight digits, or ten with 45 in front? Asked before the number is read.
bool may_be_danish(const Tokens& tokens, std::uint32_t index) {
  const std::uint32_t start = tokens.digits[index].start;
  const char* const text = tokens.text.data();
  return digits_ahead(tokens, index, 8) == 8 || (text[start] == '4' && text[start + 1] == '5');
}

// May six digits or more come together from `start` on, or a letter that looks like one? Asked before the number is read.
bool may_be_long(const Tokens& tokens, std::uint32_t start) {
  constexpr std::uint32_t longest_joint_here = 5;
  const char* at = tokens.text.data() + start;
  for (int count = 0;;) {
    for (; is_digit(*at); ++at) ++count;
    if (count >= 6) return true;
    const char* const stop = at + longest_joint_here;
    while (at < stop && (*at == ' ' || *at == '-' || *at == '.' || *at == '/' || *at == '(' || *at == ')')) ++at;
    if (!is_digit(*at)) return looks_like_digit(*at);
  }
}

[[gnu::noinline]] void look_at(const Context& in, std::uint32_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const char first = tokens.text[run.start];
  const std::uint32_t size = run.size();
  const std::uint32_t plus = plus_before(tokens, run.start);
  if (plus != run.start) {
    try_foreign(in, plus, run.start, out);
    return;
  }
  if (first_letter_is_zero(tokens, run.start)) {
    try_named(in, run.start - 1, out);
    return;
  }
  if (is_six_and_four(tokens, index) && !(first == '0' && tokens.text[run.start + 1] == '0')) return;
  const Ahead ahead = ahead_of(tokens, run.start);
  const bool after_slash = ahead == Ahead::joined && tokens.text[run.start - 1] == '/';
  if (ahead == Ahead::joined && !(after_slash && size <= 4)) return;
  if (first == '0' && size >= 2) {
    if (digits_ahead(tokens, index, 8) >= 8 && try_swedish(in, run.start, ahead, out)) return;
  } else if (first >= '2' && (size == 2 || size == 4 || size == 8)) {
    if (may_be_danish(tokens, index) && try_danish(in, index, after_slash ? Ahead::clear : ahead, out)) return;
  }
  if (ahead == Ahead::clear && may_be_long(tokens, run.start)) try_named(in, run.start, out);
}

// Of text[0] and text[1], what follows less than six digits: does the number go on?
bool may_go_on(const char* text) {
  const char next = text[1];
  if (*text == ',') return false;
  if (*text == '\n' || *text == '\r') return true;
  if (!begins_joint[static_cast<unsigned char>(*text)]) return looks_like_digit(*text);
  return is_digit(next) || begins_joint[static_cast<unsigned char>(next)] || looks_like_digit(next);
}

// Nearly every run is sent away here, by the bytes beside it and the distance to the next run.
void run(const Context& in, Findings& out) {
  const char* const text = in.text().data();
  const std::span<const DigitRun> digits = in.tokens.digits;
  for (const std::uint32_t index : in.runs) {
    const DigitRun run = digits[index];
    const std::uint32_t size = run.size();
    const bool alone = index + 1 >= digits.size() || digits[index + 1].start - run.end > 2 * longest_joint;
    if (alone && size < 6 && !looks_like_digit(text[run.end])) continue;
    if (size > 15) continue;
    if (size < 6 && text[run.start] != '0' && !may_go_on(text + run.end)) continue;
    const char before = text[std::int64_t{run.start} - 1];
    if (is_word(before) && before != 'O' && before != 'o') continue;
    if (is_digit(text[std::int64_t{run.start} - 2])) {
      if (before == ' ') {
        if (digits_ahead(in.tokens, index, 8) < 8 || (size > 8 && text[run.start] != '0')) continue;
      } else if (before == '-' || before == '.' || before == ',' || before == ':' || before == '+') {
        continue;
      }
    }
    look_at(in, index, out);
  }
}

}  // namespace

const Detector phone{"phone", run};

}  // namespace mask
