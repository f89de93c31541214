// Dates and years of birth: after a word of birth ("född den", "f.", "Fødselsdato:"), and dates in brackets or a cell right after a name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/birth_column.h"
#include "libmask/find/date.h"
#include "libmask/find/detectors.h"
#include "libmask/find/spelled_date.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

constexpr std::uint32_t reach = 72;        // bytes from the word of birth to the date
constexpr int words_between = 7;           // and words
constexpr std::uint32_t widest_cell = 40;  // blanks between two columns

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_letter(char c, char letter) { return (c | 0x20) == letter; }

class Births {
 public:
  Births(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    for (const Trigger& trigger : in_.triggers) {
      if (!trigger.labels.has(Label::birth)) continue;
      add_birth_column(in_, trigger.span, out_);
      after_word(trigger.span);
    }
    for (const std::size_t size : {1U, 2U, 4U, 6U, 8U}) {
      for (const std::uint32_t index : in_.runs_of(size)) before_run(index);
    }
  }

 private:
  char at(std::int64_t position) const {
    return position >= 0 && position < std::int64_t{tokens_.size()} ? text_[static_cast<std::size_t>(position)] : '\0';
  }
  WordInfo word(Span span) const { return in_.lexicon.find_inside(tokens_.of(span)); }

  // "född den 3 maj 2019", "Fødselsdato:_ 27/06-1979", "född i Chernihiv den 2 februari 1987"
  void after_word(Span birth) {
    if (const Span spelled = spelled_date(in_, birth.end); !spelled.empty()) {
      out_.add(spelled, Type::date_of_birth, Kind::birth_date, 850, {context(Label::birth, -1), lexicon(Source::number_word)});
      return;
    }
    const auto next = std::ranges::lower_bound(tokens_.digits, birth.end, {}, &DigitRun::start);
    if (next == tokens_.digits.end() || next->start > birth.end + reach) return;
    const int words = words_to(birth.end, next->start);
    if (words < 0) return;
    const auto index = static_cast<std::size_t>(next - tokens_.digits.begin());
    Date date = read_date(in_, index);
    if (date.shape == DateShape::none || (date.shape != DateShape::full && speaks_of_many(birth))) return;
    if (date.shape == DateShape::year) date.span = with_month(date.span);
    const int nearness = words <= 1 ? 950 : 900 - 30 * words;
    const int score = nearness - (date.shape == DateShape::day_month ? 200 : 0) - (date.shape == DateShape::year ? 40 * words : 0);
    add(date, score, context(Label::birth, -1 - words));
    second(index, date);
  }

  // "maj 1987"
  Span with_month(Span year) const {
    const Span before = tokens_.word_before(year.start, 1);
    return !before.empty() && word(before).labels.has(Label::month) ? Span{before.start, year.end} : year;
  }

  // How many words stand between; -1 where a sentence ends or something else than a birth is dated.
  int words_to(std::uint32_t from, std::uint32_t to) const {
    int lines = 0;
    int words = 0;
    for (std::uint32_t i = from; i < to;) {
      if (tokens_.in_word(i)) {
        const Span here{i, std::min(tokens_.word_end(i), to)};
        if (++words > words_between || word(here).labels.has(Label::meeting)) {
          if (here.size() > 1 || words > words_between) return -1;  // "född d. 3 maj": a lone d stands for den
        }
        i = here.end;
        continue;
      }
      if (text_[i] == '\n' && (++lines > 1 || words > 1)) return -1;
      if (text_[i] == '|' && words == 0 && i + 4 > to && i <= from + 24) {  // "| Född | 1984-03-12 |"
        ++i;
        continue;
      }
      if (text_[i] == ';' || text_[i] == '|' || text_[i] == ')' || text_[i] == folded_mark) return -1;
      if (words > 0 && (text_[i] == '.' || text_[i] == '?' || text_[i] == '!') && at(i + 1) == ' ' && at(i + 2) >= 'A' && at(i + 2) <= 'Z')
        return -1;
      ++i;
    }
    return words;
  }

  // "barn födda 2019", "elever født i 2010": statistics.
  bool speaks_of_many(Span birth) const {
    const std::string_view form = tokens_.of(birth);
    if (form.ends_with("dda") || form.ends_with("dte")) return true;
    const Span before = tokens_.word_before(birth.start, 2);
    if (before.empty()) return false;
    const std::string_view many = tokens_.of(before).substr(1);
    return many == "ørn" || many == "arn" || many == "lle" || many == "lla" || word(before).labels.has(Label::meeting);
  }

  // The birth date that a school or a passport tells otherwise: "18 maj 2010, skolan 2009-05-18", "1951 og 1955".
  void second(std::size_t index, const Date& first) {
    while (index < tokens_.digits.size() && tokens_.digits[index].start < first.span.end) ++index;
    if (index >= tokens_.digits.size() || tokens_.digits[index].start > first.span.end + 24) return;
    const std::uint32_t to = tokens_.digits[index].start;
    bool joined = false;
    int words = 0;
    for (Span here = tokens_.word_after(first.span.end, 3); !here.empty() && here.start < to; here = tokens_.word_after(here.end, 3)) {
      if (++words > 3 || word(here).labels.has(Label::meeting)) return;
      joined = joined || is_joint(tokens_.of(here));
    }
    if (!joined) return;
    const Date date = read_date(in_, index);
    if (date.shape == DateShape::none || (date.shape == DateShape::year && (first.shape != DateShape::year || words > 1))) return;
    add(date, 700, shape(Shape::range));
  }
  static bool is_joint(std::string_view word) {
    constexpr std::array joints = {"eller", "enligt", "ifølge", "och", "og", "skolan", "skolen", "passet", "alternativt", "resp", "samt"};
    return std::ranges::find(joints, word) != joints.end();
  }

  void before_run(std::uint32_t index) {
    const std::uint32_t start = tokens_.digits[index].start;
    const char mark = at(std::int64_t{start} - 1);
    if (!is_blank(mark) && mark != '.' && mark != '(' && mark != '-' && mark != '|' && mark != ';' && mark != '\n') return;
    if (has_short_mark(mark == '-' ? start - 1 : start)) {
      const Date date = read_date(in_, index);
      if (date.shape == DateShape::none) return;
      add(date, date.shape == DateShape::year || date.compact ? 850 : 930, context(Label::birth, -1));
      second(index, date);
      return;
    }
    if (mark != '-' && mark != '.' && looks_whole(index)) after_name(index, start);
  }

  // "f. 1958", "(f 2023-11-02", "F.d. 04-05-1989", "f. d. 17. maj"
  bool has_short_mark(std::uint32_t start) const {
    std::int64_t p = std::int64_t{start} - 1;
    const auto skip = [&] {
      for (int blanks = 0; (is_blank(at(p)) || at(p) == '\n') && blanks < 16; ++blanks) --p;
      if (at(p) == '.' || at(p) == ':') --p;
    };
    skip();
    if (is_letter(at(p), 'n') && is_letter(at(p - 1), 'e') && is_letter(at(p - 2), 'd') && !tokens_.in_word(p - 3)) {
      p -= 3;
      skip();
    } else if (is_letter(at(p), 'd') && !tokens_.in_word(p - 1)) {
      --p;
      skip();
    }
    if (!is_letter(at(p), 'f') || tokens_.in_word(p - 1)) return false;
    --p;
    while (is_blank(at(p))) --p;
    return (at(p) < '0' || at(p) > '9') && at(p) != folded_section;  // "s. 12 f. 2019" is a page, "5 § f. 1999" a law
  }

  // A full date, seen from the marks between its groups: the cheap look before anything else.
  bool looks_whole(std::uint32_t index) const {
    const DigitRun first = tokens_.digits[index];
    const char mark = at(first.end);
    if (first.size() == 4) return (mark == '-' && at(first.end + 3) == '-') || (mark == '\n' && at(std::int64_t{first.start} - 2) == ',');
    if (first.size() == 6 || first.size() == 8) return at(std::int64_t{first.start} - 1) == '(' && mark == ')';
    if (first.size() > 2) return false;
    if (mark == ' ' || (mark == '.' && at(first.end + 1) == ' ')) {  // 1 jan. 2010
      const char before = at(std::int64_t{first.start} - 2);
      return (before == ',' || before == ' ' || at(std::int64_t{first.start} - 1) == '(') && at(first.end + (mark == '.' ? 2 : 1)) >= 'a';
    }
    if (mark != '.' && mark != '-' && mark != '/') return false;
    return index + 2 < tokens_.digits.size() && tokens_.digits[index + 2].start <= first.end + 4;
  }

  // "Elias (2020-02-03)", "Kavin Sivalingam, 12.09.2017", "|Kim Bach|22/9-1944|", columns set apart by blanks.
  void after_name(std::uint32_t index, std::uint32_t start) {
    std::int64_t p = std::int64_t{start} - 1;
    std::uint32_t blanks = 0;
    for (; is_blank(at(p)) && blanks < widest_cell; ++blanks) --p;
    const char mark = at(p);
    const bool bracket = mark == '(';
    const bool cell = mark == '|' || mark == ';' || blanks >= 2 || at(std::int64_t{start} - 1) == '\t';
    const bool comma = mark == ',' && blanks == 1;
    if (!bracket && !cell) {
      const bool beside = comma || (blanks == 1 && tokens_.in_word(p));
      if (beside && follows_kin(static_cast<std::uint32_t>(p + (comma ? 0 : 1)))) {
        const Date date = read_date(in_, index);
        if (date.shape == DateShape::full || (comma && date.shape == DateShape::year)) add(date, 700, context(Label::person_label, -3));
        return;
      }
    }
    if (!bracket && !cell && !comma) return;
    if (bracket || comma || mark == '|' || mark == ';') --p;
    while (is_blank(at(p))) --p;
    const auto end = static_cast<std::uint32_t>(p + 1);
    if (p < 0 || !tokens_.in_word(p)) return;
    const Span name{tokens_.word_start(end), end};
    if (!is_full_name(name) && (!is_name(name) || (comma && word(name).place > 0))) return;
    const Date date = read_date(in_, index);
    if (date.shape != DateShape::full) return;
    if (bracket && at(date.span.end) != ')') return;
    add(date, bracket ? 750 : cell ? 650 : 600, lexicon(Source::first_name));
  }

  // "Far: Sharmarke Cawaale", "Hennes man: Fredrik Torstenius": a name of two or three words, a colon, a word of kin.
  bool follows_kin(std::uint32_t end) const {
    for (int words = 0; words < 4; ++words) {
      const Span name = tokens_.word_before(end, 2);
      if (name.empty()) return false;
      if (words > 0 && text_.substr(name.end, end - name.end).contains(':'))
        return words > 1 && word(name).labels.has(Label::age) && word(name).labels.has(Label::person_label);
      if ((text_[name.start] >= 'a' && text_[name.start] <= 'z') || text_[name.start] <= '9') return false;
      end = name.start;
    }
    return false;
  }

  // Capitalised, and not known as a word or place rather than a name.
  bool is_name(Span span) const {
    const char first = text_[span.start];
    if (first >= 'a' && first <= 'z') return is_lower_name(span);
    const WordInfo info = word(span);
    if (info.labels.has(Label::month) || info.labels.has(Label::meeting) || info.common > 0) return false;
    const int name = std::max(info.first_name, info.last_name);
    return name >= 2 && name + 2 >= info.place;
  }
  // Two capitalised words, one of them a name: "Rose, Storm", "ABDELNOUR, Georgette".
  bool is_full_name(Span last) const {
    const Span before = tokens_.word_before(last.start, 2);
    const auto starts_high = [&](Span span) { return text_[span.start] < 'a' || text_[span.start] > 'z'; };
    if (before.empty() || !starts_high(last) || !starts_high(before) || text_[before.start] <= '9' || text_[last.start] <= '9')
      return false;
    const WordInfo one = word(before);
    const WordInfo two = word(last);
    if (two.labels.has(Label::month) || one.labels.has(Label::meeting) || two.labels.has(Label::meeting)) return false;
    if (one.common > 0 || one.place > std::max(one.first_name, one.last_name)) return false;
    const bool nothing_else = two.common == 0 && two.place == 0 && two.labels.empty();
    return std::max(one.first_name, one.last_name) >= 5 && (nothing_else || std::max(two.first_name, two.last_name) >= 5);
  }
  bool is_lower_name(Span span) const {
    const WordInfo info = word(span);
    return info.first_name >= 8 && info.common == 0 && info.place == 0;
  }

  // "1988-ll-02": letters that a scan shows for the month's ones.
  Span with_read_ones(Span year) const {
    const auto one = [&](std::uint32_t p) { return at(p) == 'l' || at(p) == 'I' || at(p) == 'O' || (at(p) >= '0' && at(p) <= '9'); };
    const std::uint32_t end = year.end;
    const bool marked = at(end) == '-' && at(end + 3) == '-';
    if (!marked || !one(end + 1) || !one(end + 2) || !one(end + 4) || !one(end + 5) || tokens_.in_word(end + 6)) return year;
    return {year.start, end + 6};
  }

  void add(Date date, int score, Evidence why) {
    if (date.shape == DateShape::year) date.span = with_read_ones(date.span);
    const Kind kind = date.shape == DateShape::year ? Kind::birth_year : Kind::birth_date;
    out_.add(date.span, Type::date_of_birth, kind, score, {why, valid_date()});
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Findings& out_;
};

void run(const Context& in, Findings& out) { Births(in, out).run(); }

}  // namespace

const Detector date_of_birth{"date_of_birth", run};

}  // namespace mask
