// Ages of people: 84 år, 32-årig, 84-åringen, femogtyve-årig, 8 månader, (11), "er 52 og"; not durations, statistics or limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/detectors.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

constexpr std::uint32_t oldest = 115;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(words, [&](std::string_view w) {
    return w.size() == word.size() && std::ranges::equal(w, word, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  });
}

// "Hon är 84 år", "Emma fyllde 7 år"
constexpr std::array<std::string_view, 17> verbs = {"är",   "er",     "e",    "fyller", "fyllde", "fyldte", "fylder", "fylt",  "fyllt",
                                                    "blir", "bliver", "blev", "blivit", "blevet", "var",    "ar",     "runder"};
constexpr std::array<std::string_view, 28> pronouns = {
    "jag",  "jeg", "du", "hon", "hun",   "han",  "vi",    "de",    "dom",    "hen",    "som",    "der",    "man",     "själv",
    "selv", "ni",  "i",  "nu",  "begge", "båda", "store", "stora", "ældste", "äldsta", "yngste", "yngsta", "mindste", "minsta"};
constexpr std::array<std::string_view, 5> singulars = {"hon", "han", "hun", "jag", "jeg"};
// Words that stand between a verb or name and the number: "er nu ca. 35 år", "lilla Meera på 4 mån", "i en ålder av 84 år".
constexpr std::array<std::string_view, 26> fillers = {
    "ca",   "cirka", "c",    "nu",     "typ",     "nästan",  "næsten", "snart",    "kun",  "bara",   "redan", "vel",    "väl",
    "just", "drygt", "knap", "knappt", "ungefär", "omkring", "också",  "allerede", "runt", "kanske", "måske", "säkert", "sikkert"};
// Before a number of years they tell a duration or a limit: "i 40 år", "under 18 år".
constexpr std::array<std::string_view, 34> durations = {
    "i",      "sedan", "siden", "för",   "for",     "inom",    "inden",  "under",  "over",   "över", "efter", "mellan",
    "mellem", "till",  "til",   "minst", "mindst",  "högst",   "højst",  "per",    "om",     "hver", "var",   "varje",
    "fra",    "från",  "upp",   "op",    "senaste", "seneste", "sidste", "første", "första", "á"};
// After it: "84 år gammal"; "65 år och äldre", "för 3 år sedan", "2 års garanti".
constexpr std::array<std::string_view, 6> olds = {"gammal", "gamla", "gammel", "gamle", "gammalt", "gml"};
constexpr std::array<std::string_view, 4> joints = {"och", "og", "o", "å"};
constexpr std::array<std::string_view, 8> agos = {"sedan", "siden", "tidigare", "tidligere", "senare", "senere", "framåt", "frem"};
// "vid 1 år": a child is looked at when so old.
constexpr std::array<std::string_view, 8> checkups = {"kontroll",    "kontrol",   "undersökning", "undersøgelse",
                                                      "vaccination", "screening", "besök",        "konsultation"};
// "90 år i dag", "4 år i april": a birthday.
constexpr std::array<std::string_view, 5> birthdays = {"dag", "morgon", "morgen", "övermorgon", "lördags"};
constexpr std::array<std::string_view, 6> limits = {"äldre", "ældre", "yngre", "uppåt", "opefter", "derover"};

struct Unit {
  Span span;
  bool months = false;  // months, weeks, days: of babies
  bool joined = false;  // -årig, -åring: says by itself that somebody's age is meant
  bool plural = false;  // åringar
};

class Ages {
 public:
  Ages(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    for (const Trigger& trigger : in_.triggers) {
      if (trigger.labels.has(Label::age_unit)) before_unit(trigger.span, false);
      if (trigger.labels.has(Label::number_word)) spelled_alone(trigger.span);
    }
    for (const std::size_t size : {1U, 2U, 3U}) {
      for (const std::uint32_t index : in_.runs_of(size)) with_unit(tokens_.digits[index]);
    }
    for (const std::size_t size : {1U, 2U}) {
      for (const std::uint32_t index : in_.runs_of(size)) bare(tokens_.digits[index]);
    }
  }

 private:
  char at(std::int64_t position) const {
    return position >= 0 && position < std::int64_t{tokens_.size()} ? text_[static_cast<std::size_t>(position)] : '\0';
  }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  const WordInfo& word(Span span) const { return in_.lexicon.find_inside(tokens_.of(span)); }
  bool is_capital(Span span) const {
    return !span.empty() && !is_digit(at(span.start)) && (at(span.start) < 'a' || at(span.start) > 'z') && !is_small_letter(span.start);
  }
  // å, ö, ø and the like
  bool is_small_letter(std::uint32_t start) const { return at(start) == '\xC3' && static_cast<unsigned char>(at(start + 1)) >= 0x9F; }

  // Does a sentence or line begin here? Then a capital says nothing.
  bool opens(Span span) const {
    std::int64_t p = std::int64_t{span.start} - 1;
    while (at(p) == ' ') --p;
    return p < 0 || at(p) == '.' || at(p) == '!' || at(p) == '?' || at(p) == '\n';
  }

  // The unit right behind digits, seen from them: spares the scanner from looking for "mån", "uger", "ar".
  void with_unit(DigitRun run) {
    const char mark = at(run.end);
    if (mark != ' ' && mark != '-' && mark != '\n' && mark != folded_sign) return;
    const Span next = tokens_.word_after(run.end, 3);
    const char first = static_cast<char>(at(next.start) | 0x20);
    const bool may = first == '\xE3' || first == 'a' || first == 'm' || first == 'u' || first == 'v' || first == 'd';
    if (may && !next.empty() && next.size() <= 11 && word(next).labels.has(Label::age_unit)) before_unit(next, true);
  }

  // `digits`: only numbers in digits are looked at, else only spelled ones.
  void before_unit(Span span, bool digits) {
    const char mark = at(std::int64_t{span.start} - 1);
    if (mark != ' ' && mark != '-' && mark != '\n') return;
    std::uint32_t end = span.start - 1;
    if (mark == ' ' && at(std::int64_t{end} - 1) == ' ') --end;
    if (at(std::int64_t{end} - 1) == folded_sign) {  // 3½ år
      --end;
      if (at(std::int64_t{end} - 1) == ' ') --end;
    }
    if (end == 0 || !tokens_.in_word(std::int64_t{end} - 1)) return;
    const Span number{tokens_.word_start(end), end};
    if (number.size() > 24) return;
    const std::string_view form = tokens_.of(span);
    Unit unit{.span = span};
    unit.joined = form.starts_with("årig") || form.starts_with("åring") || form.starts_with("arig") || form.starts_with("aring") ||
                  form.starts_with("ÅRIG");
    unit.months = (form[0] | 0x20) != 'a' && !form.starts_with("å") && !form.starts_with("Å");
    unit.plural = form == "åringar" || form == "åringer" || form == "åringarna";
    if (unit.plural || (mark == '-' && !unit.joined)) return;
    bool spelled = false;
    if (is_digit(at(number.start)) != digits) return;
    if (digits) {
      if (number.size() > 3 || value(number) > oldest || !plain(number)) return;
    } else {
      const WordInfo& info = word(number);
      if (!info.labels.has(Label::number_word) || info.value > oldest) return;
      spelled = true;
    }
    weigh(number, unit, spelled);
  }

  std::uint32_t value(Span digits) const {
    std::uint32_t sum = 0;
    for (std::uint32_t i = digits.start; i < digits.end; ++i) sum = sum * 10 + static_cast<std::uint32_t>(at(i) - '0');
    return sum;
  }
  // Digits only, no part of a range, sum or decimal number.
  bool plain(Span number) const {
    for (std::uint32_t i = number.start; i < number.end; ++i) {
      if (!is_digit(at(i))) return false;
    }
    const char mark = at(std::int64_t{number.start} - 1);
    return !((mark == '-' || mark == ',' || mark == '.' || mark == '/' || mark == ':' || mark == '+') &&
             is_digit(at(std::int64_t{number.start} - 2)));
  }

  void weigh(Span number, const Unit& unit, bool spelled) {
    const Span after = tokens_.word_after(unit.span.end, 2);
    const std::string_view next = tokens_.of(after);
    if (is_one_of(next, agos)) return;
    if (const Span third = tokens_.word_after(after.end, 2); !after.empty() && is_one_of(tokens_.of(third), limits)) return;
    if (is_one_of(next, limits) || at(unit.span.end) == '/') return;
    const bool years_of = tokens_.of(unit.span).ends_with("rs");  // "vid femton års ålder", not "tre års garanti"
    if (years_of && !is_one_of(next, std::array<std::string_view, 2>{"ålder", "alder"})) return;
    const Span whole{number.start, unit.span.end};
    int score = unit.joined ? joined_score(number, unit, after) : person_before(number, unit);
    if (years_of) score = speaks_of_limit(number) ? 0 : 800;
    if (!unit.joined && !unit.months && score < 500 && is_birthday(number, unit)) score = 650;
    if (!unit.joined && is_one_of(next, olds) && !word(after).labels.has(Label::money)) score = std::max(score, 900);
    if (score < 100) return;
    out_.add(whole, Type::age, spelled ? Kind::spelled_age : Kind::numeric_age, score,
             {context(Label::age_unit, 1), lexicon(Source::number_word)});
    if (!unit.joined) pair_before(number);
  }

  // "från 18 års ålder", "under 15 års alder"
  bool speaks_of_limit(Span number) const {
    const std::string_view before = tokens_.of(tokens_.word_before(number.start, 1));
    return before.empty() || is_one_of(before, durations);
  }
  // "D: 90 år i dag!", "4 år i april." where nothing else stands before
  bool is_birthday(Span number, const Unit& unit) const {
    std::int64_t p = std::int64_t{number.start} - 1;
    while (at(p) == ' ') --p;
    if (p >= 0 && at(p) != '\n' && at(p) != ':' && at(p) != ',') return false;
    const Span in = tokens_.word_after(unit.span.end, 1);
    if (tokens_.of(in) != "i") return tokens_.of(in) == "idag";
    const Span when = tokens_.word_after(in.end, 1);
    return !when.empty() && (is_one_of(tokens_.of(when), birthdays) || word(when).labels.has(Label::month));
  }

  // "en 32-årig undersköterska", "84-åringen"; but "3-årig garanti"
  int joined_score(Span number, const Unit& unit, Span after) const {
    if (!tokens_.of(unit.span).ends_with("ig") && !tokens_.of(unit.span).ends_with("ige") && !tokens_.of(unit.span).ends_with("iga"))
      return 800;
    if (after.empty() || at(unit.span.end) != ' ') {  // "hun er 29-årig", "den 17-årige"; "for 3-årige" are many
      if (tokens_.of(unit.span).ends_with("g")) return 850;
      const std::string_view before = tokens_.of(tokens_.word_before(number.start, 1));
      return is_one_of(before, std::array<std::string_view, 3>{"den", "en", "denne"}) ? 700 : 300;
    }
    const WordInfo& info = word(after);
    if (info.labels.any(labels(Label::meeting, Label::money, Label::law, Label::report, Label::measure))) return 0;
    if (info.labels.any(labels(Label::age, Label::title, Label::person_label))) return 900;
    const bool digits = is_digit(at(number.start));
    return !digits || value(number) >= 12 ? 700 : person_before(number, unit) > 0 ? 700 : 300;
  }

  // What stands before the number, and how surely it is a person. 0: nothing, or a duration.
  int person_before(Span number, const Unit& unit) const {
    const bool years = !unit.months;
    const std::uint32_t count = is_digit(at(number.start)) ? value(number) : 0;
    const bool shortened = at(unit.span.end) == '.' && at(unit.span.end + 1) == ')';  // (10 mdr.)
    const char follows = shortened ? ')' : at(unit.span.end);
    bool at_event = false;
    if (const int cell = in_cell(number, follows); cell != 0) return years || cell > 600 ? cell : 0;
    std::uint32_t edge = number.start;
    for (int step = 0; step < 3; ++step) {
      std::int64_t p = std::int64_t{edge} - 1;
      while (at(p) == ' ' || at(p) == '\n') --p;
      const char mark = at(p);
      const Span before = tokens_.word_before(edge, 4);
      if (before.empty()) return 0;
      const std::string_view form = tokens_.of(before);
      const WordInfo& info = word(before);
      if (mark == '(' || mark == ',' || mark == ';' || mark == folded_bullet) {
        if (is_many(form)) return 0;
        const int score = beside(before, info, unit, mark == '(' && follows == ')');
        if (score == 0 && mark == '(' && follows == ')' && is_capital(before) && closes_pair(before.start)) return 650;
        if (score > 0 || !years) return score;
        if (step > 0 && mark == ',' && follows == ',' && count >= 18) return 600;  // "efternamn okänt, ca 25 år, talar"
        return !info.labels.has(Label::meeting) && (count >= 60 || (follows == ')' && count > 0)) ? 550 : 0;
      }
      if (mark == '.' && before.size() > 1 && step == 0 && !is_one_of(form, fillers)) {  // "Jensen har været her. 31 år. Virkede skarp."
        return years && count >= 18 && (follows == '.' || follows == ',') ? 550 : 0;
      }
      if (is_one_of(form, verbs) || (step > 0 && (form == "vara" || form == "være"))) {
        const int score = after_verb(before, unit.months, count, step > 0);
        const Span who = tokens_.word_before(before.start, 1);
        return score == 0 && at_event && is_capital(who) && word(who).common == 0 && !is_measured(who) ? 600 : score;
      }
      if (form == "på" || form == "paa") return of_kin(before, unit.months);
      if (is_one_of(form, fillers)) {
        edge = before.start;
        continue;
      }
      if (const Span at_that = tokens_.word_before(before.start, 1);
          step == 0 && years && (tokens_.of(at_that) == "vid" || tokens_.of(at_that) == "ved") && form.size() > 3) {
        at_event = true;
        edge = at_that.start;  // "var vid dödsfallet 17 år"
        continue;
      }
      if (form == "har" && years && count >= 18 && is_one_of(tokens_.of(tokens_.word_after(unit.span.end, 1)), joints))
        return is_one_of(tokens_.of(tokens_.word_before(before.start, 1)), singulars) ? 600 : 0;  // "Jag har 39 år och tre barn"
      if (form == "har") return subject(tokens_.word_before(before.start, 2)) == 2 && follows != ' ' ? 600 : 0;
      if (form == "av" || form == "som" || form == "vid" || form == "ved") return vid(before);
      if (mark == ':') return info.labels.has(Label::age) ? 800 : 0;
      if (is_one_of(form, durations) || info.labels.has(Label::meeting)) return 0;
      if (info.labels.has(Label::age)) return is_many(form) ? 0 : 700;
      if (info.first_name >= 6 && info.common == 0) return 700;  // "barnen sumaya 6 år", "Antonia 15 år"
      if (!years) return 0;
      return is_capital(before) && std::max(info.first_name, info.last_name) >= 5 && info.common == 0 ? 600 : 0;
    }
    return 0;
  }
  static bool is_many(std::string_view form) {
    return is_one_of(form, std::array<std::string_view, 4>{"barn", "børn", "personer", "gamla"});
  }

  // A cell of a table, after a column of names, or a line of its own after a date: "Mohamed A. *    9 år", "2023-10-05 8 veckor".
  int in_cell(Span number, char follows) const {
    std::int64_t p = std::int64_t{number.start} - 1;
    int blanks = 0;
    for (; at(p) == ' ' && blanks < 40; ++blanks) --p;
    if (at(p) == '\n') return blanks == 0 && follows == '\n' ? 550 : 0;
    if (blanks == 1 && is_digit(at(p)) && follows == '\n') {
      const Span day{tokens_.word_start(static_cast<std::uint32_t>(p + 1)), static_cast<std::uint32_t>(p + 1)};
      return day.size() == 2 && at(std::int64_t{day.start} - 1) == '-' ? 620 : 0;
    }
    if (blanks < 2) return 0;
    while (at(p) == '*' || at(p) == '.' || at(p) == ' ') --p;
    if (p < 0 || !tokens_.in_word(p)) return 0;
    const auto end = static_cast<std::uint32_t>(p + 1);
    const Span name{tokens_.word_start(end), end};
    const WordInfo& info = word(name);
    if (is_age_label(name)) return 800;
    if (!is_capital(name)) return 0;
    return name.size() <= 2 ? 650 : info.common > 0 || info.place > 8 ? 0 : std::max(info.first_name, info.last_name) >= 3 ? 700 : 550;
  }

  // "), " or "; " or the like with a number before it: one more of a list of names and ages.
  bool closes_pair(std::uint32_t name) const {
    std::int64_t p = std::int64_t{name} - 1;
    if (at(p) != ' ' || (at(p - 1) != ',' && at(p - 1) != ';')) return false;
    p -= 2;
    if (at(p) != ')') return is_digit(at(p));
    const Span inside = tokens_.word_before(static_cast<std::uint32_t>(p), 2);
    return !inside.empty() && word(inside).labels.has(Label::age_unit);
  }

  // "som 19 år", "i en ålder av 84 år", "dog ved 73 år"
  int vid(Span before) const {
    const Span one = tokens_.word_before(before.start, 2);
    if (is_one_of(tokens_.of(one), checkups)) return 600;
    return !one.empty() && word(one).labels.has(Label::age) ? 800 : 0;
  }

  // "Liv, 8 år", "Adam (17 år)", "kvinna, 52 år", "Jensen, ca. 35 år", "850112-2384 (39 år)"
  int beside(Span before, const WordInfo& info, const Unit& unit, bool brackets) const {
    if (info.labels.has(Label::meeting) || is_many(tokens_.of(before))) return 0;
    if (is_digit(at(before.start))) return brackets && before.size() >= 4 && !unit.months ? 650 : 0;
    if (info.labels.has(Label::month)) return is_capital(before) ? 700 : 0;  // Juni, Maj, Jan
    if (info.labels.any(labels(Label::age, Label::person_label, Label::title))) return 800;
    const int name = std::max(info.first_name, info.last_name);
    if (is_capital(before)) {
      if (unit.months) return info.first_name >= 5 || (name >= 1 && info.common == 0) ? 750 : 0;
      return name > 0 ? 850 : info.common == 0 && info.place == 0 ? 700 : 300;
    }
    return info.first_name >= 6 && info.common == 0 ? 700 : 0;
  }

  // 2: a pronoun, name or kin; 1: another capitalised word; 0: nothing.
  int subject(Span span) const {
    if (span.empty()) return 0;
    if (is_one_of(tokens_.of(span), pronouns)) return 2;
    const WordInfo& info = word(span);
    if (info.labels.any(labels(Label::age, Label::person_label, Label::title))) return is_many(tokens_.of(span)) ? 0 : 2;
    if (info.first_name >= (is_capital(span) ? 1 : 6) && info.common == 0 && (info.first_name >= 3 || info.place == 0)) return 2;
    if (!is_capital(span) || opens(span) || info.labels.has(Label::meeting)) return 0;
    return info.first_name >= 5 ? 2 : 1;
  }

  int after_verb(Span verb, bool months, std::uint32_t count, bool filled) const {
    const Span one = tokens_.word_before(verb.start, 4);
    int who = subject(one);
    if (who == 0) {  // "Vide, min son, är 4 år": with the subject elsewhere
      const bool aside = !one.empty() && (is_one_of(tokens_.of(one), fillers) || at(one.end) == ',' || at(one.end) == ')');
      who = aside ? subject(tokens_.word_before(one.start, 3)) : 0;
    }
    if (who == 0) {
      const Span next = tokens_.word_after(verb.end, 1);
      if (subject(next) == 2) return 850;
    }
    if (months) return who == 2 ? 750 : 0;
    if (is_measured(one)) return 0;
    if (count == 18 && (at(verb.start) | 0x20) == 'f') return 400;  // "till dess att hon fyller 18 år" says nothing of today
    if (who > 0) return who == 2 ? 900 : 700;
    const std::string_view form = tokens_.of(one);
    const bool measured = form.ends_with("en") || form.ends_with("et") || form.ends_with("ne");
    return !measured && count >= (filled ? 18U : 60U) ? 600 : 0;
  }

  // "Medelåldern bland de svarande är 44 år", "Karensperioden er 5 år"
  bool is_measured(Span subject) const {
    for (int step = 0; step < 4 && !subject.empty(); ++step, subject = tokens_.word_before(subject.start, 1)) {
      const std::string_view form = tokens_.of(subject);
      for (const std::string_view measure : {"ldern", "lderen", "tiden", "fristen", "perioden", "snittet", "snit"}) {
        if (form.ends_with(measure)) return true;
      }
    }
    return false;
  }

  // "sønnen Mateo på 3 år", "dreng på 12 år"; a Swede says "på 3 år" of a duration.
  int of_kin(Span preposition, bool months) const {
    const Span one = tokens_.word_before(preposition.start, 3);
    if (one.empty() || is_one_of(tokens_.of(one), pronouns) || is_many(tokens_.of(one))) return 0;
    const int who = subject(one);
    return who == 2 ? 800 : who == 1 && !months ? 600 : 0;
  }

  // "vi är 71 och 68 år gamla": the number before a sure one.
  void pair_before(Span number) {
    const Span joint = tokens_.word_before(number.start, 1);
    if (joint.empty() || (tokens_.of(joint) != "och" && tokens_.of(joint) != "og")) return;
    const Span first = tokens_.word_before(joint.start, 1);
    if (first.empty() || first.size() > 3 || !is_digit(at(first.start)) || !plain(first) || value(first) > oldest) return;
    out_.add(first, Type::age, Kind::numeric_age, 750, {context(Label::age_unit, 2)});
  }

  // Numbers without a unit: "Veera (11)", "SINIKKA, 69, har", "hun er 52 og kommer", "adaeze på 12 måtte", "Ålder: 16".
  void bare(DigitRun run) {
    const Span number{run.start, run.end};
    const char before = at(std::int64_t{number.start} - 1);
    const char after = at(number.end);
    if (before == '(') {
      if (after == ')') named(number, 800, 2);
    } else if (before == '\t' || before == '\n') {  // under it: alone on the line
      const Span label = tokens_.word_before(number.start, 24);
      if ((before == '\t' || after == '\n' || after == '\0') && is_age_label(label) && closes(number)) add_bare(number, 750);
    } else if (before == ' ') {
      const char two = at(std::int64_t{number.start} - 2);
      if (after != '-' && after != ':' && after != '/' && (after != ' ' || at(number.end + 1) == 'o' || at(number.end + 1) == '\xC3'))
        of_children(number);
      if (two == ',') {
        if (after == ',' || after == ';' || after == '\n' || after == '\0' || after == ')' || after == '.') named(number, 700, 3);
      } else if (two == ':') {
        Span label = tokens_.word_before(number.start, 3);
        if (at(label.end) == ')') label = tokens_.word_before(label.start, 2);
        if (is_age_label(label) && closes(number) && at(number.end) != ' ') add_bare(number, 850);
      } else if (two == ' ' || two == '.' || two == '|' || two == ')') {
        Span label = tokens_.word_before(number.start, 40);
        if (at(label.end) == ')') label = tokens_.word_before(label.start, 2);  // "Ålder (år)"
        const Span unit = tokens_.word_after(number.end, 1);
        const bool united = !unit.empty() && word(unit).labels.has(Label::age_unit);
        if (is_age_label(label) && closes(number)) add_bare({number.start, united ? unit.end : number.end}, 800);
      } else if (two == 'r' || two == 'e' || two == 'v' || two == 'R' || two == '\xA5' || two == 'l' || two == 'a') {
        verb_before(number);
      }
    }
  }
  // "Alder     71" in a form, not "ålder 65 och uppåt".
  bool is_age_label(Span label) const { return is_one_of(tokens_.of(label), std::array<std::string_view, 2>{"ålder", "alder"}); }
  // "sönerna Exaucé 7 o Daniel 3."
  void of_children(Span number) {
    const Span name = tokens_.word_before(number.start, 1);
    if (name.empty() || !is_capital(name) || number.size() > 2 || at(number.start) == '0' || !plain(number) || !closes(number)) return;
    if (at(number.end) == ' ' && !is_one_of(tokens_.of(tokens_.word_after(number.end, 1)), joints)) return;
    const Span before = tokens_.word_before(name.start, 1);
    if (before.empty() || word(name).common > 0) return;
    static constexpr std::array<std::string_view, 10> kin = {"sönerna",  "döttrarna", "barnen",  "sonen",  "dottern",
                                                             "sønnerne", "døtrene",   "børnene", "sønnen", "datteren"};
    if (is_one_of(tokens_.of(before), kin)) {
      add_bare(number, 650);
      return;
    }
    if (!is_one_of(tokens_.of(before), joints)) return;
    const Span first = tokens_.word_before(before.start, 1);
    if (first.empty() || first.size() > 2 || !is_digit(at(first.start))) return;
    const Span other = tokens_.word_before(first.start, 1);
    if (!other.empty() && is_capital(other) && is_one_of(tokens_.of(tokens_.word_before(other.start, 1)), kin)) add_bare(number, 650);
  }

  // "hon är nittioett och", "Hun er femoghalvfjerds,": in words, without a unit.
  void spelled_alone(Span number) {
    const WordInfo& info = word(number);
    if (info.value < 1 || info.value > oldest || at(std::int64_t{number.start} - 1) != ' ' || !closes(number)) return;
    const Span verb = tokens_.word_before(number.start, 2);
    const auto is_person = [&](Span span) { return !span.empty() && (word(span).labels.has(Label::person_label) || is_named(span)); };
    if (at(std::int64_t{number.start} - 2) == ',') {  // "hans sambo, fyrtiotvå, dricker"
      if (info.value >= 13 && at(number.end) == ',' && is_person(verb))
        out_.add(number, Type::age, Kind::spelled_age, 600, {context(Label::age, -1), lexicon(Source::number_word)});
      return;
    }
    if (verb.end + 1 != number.start) return;
    const Span who = tokens_.word_before(verb.start, 1);
    const bool of_child = tokens_.of(verb) == "på" && is_person(who) && !is_many(tokens_.of(who));  // "en lillebror på tre och"
    if (!of_child && !is_one_of(tokens_.of(verb), verbs)) return;
    if (!of_child && !is_one_of(tokens_.of(who), singulars) && !is_named(who)) return;
    if (at(number.end) == ' ') {
      const Span next = tokens_.word_after(number.end, 1);
      if (!is_one_of(tokens_.of(next), joints) && !is_one_of(tokens_.of(next), std::array<std::string_view, 4>{"men", "nu", "i", "idag"}))
        return;
    }
    out_.add(number, Type::age, Kind::spelled_age, 750, {context(Label::age, -1), lexicon(Source::number_word)});
  }

  void add_bare(Span number, int score) { out_.add(number, Type::age, Kind::numeric_age, score, {context(Label::age, -1)}); }

  // No part of "2. sal", "5.c", "1,8", "12:30", "40 %".
  bool closes(Span number) const {
    const char after = at(number.end);
    if (after == '\'' || (after == ' ' && (at(number.end + 1) == '%' || at(number.end + 1) == '/')) || tokens_.in_word(number.end) ||
        after == ':' || after == '%' || after == '/' || after == '-' || after == '+') {
      return false;
    }
    if (after != '.' && after != ',') return true;
    const char next = at(number.end + 1);
    if (tokens_.in_word(number.end + 1)) return false;
    return after == ',' || next != ' ' || at(number.end + 2) < 'a';
  }
  void verb_before(Span number) {
    Span verb = tokens_.word_before(number.start, 1);
    const Span whole = with_half(number);
    if (is_one_of(tokens_.of(verb), fillers)) verb = tokens_.word_before(verb.start, 1);  // "er vel 25", "var kanske 25"
    const std::string_view form = tokens_.of(verb);
    if (is_age_label(verb) && is_capital(verb)) {
      const char after = at(number.end);
      if (plain(number) && closes(number) && (after != ' ' || at(number.end + 1) == ' ')) add_bare(number, 700);
      return;
    }
    const bool preposition = form == "på";
    if ((!preposition && !is_one_of(form, verbs)) || !plain(number) || value(number) < 1 || !closes(whole)) return;
    if (at(whole.end) == ' ') {  // "hon är 34 och", not "de är 5 personer"
      const Span next = tokens_.word_after(whole.end, 1);
      static constexpr std::array<std::string_view, 23> goes_on = {"och",   "og",    "o",    "å",    "men",     "nu",  "på",  "i",
                                                                   "sen",   "snart", "bor",  "hun",  "har",     "som", "er",  "är",
                                                                   "måtte", "med",   "igår", "idag", "imorgon", "til", "till"};
      if (!next.empty() && !is_one_of(tokens_.of(next), goes_on)) return;
      if (word(next).labels.has(Label::age_unit) || unit_follows(next)) return;
    }
    const Span who = tokens_.word_before(verb.start, 4);
    if (who.empty() || is_one_of(tokens_.of(who), std::array<std::string_view, 8>{"de", "vi", "ni", "i", "man", "nu", "der", "som"})) {
      if (preposition || (tokens_.of(who) != "som" && tokens_.of(who) != "der")) return;
      const Span name = tokens_.word_before(who.start, 2);
      const bool person =
          !name.empty() && at(name.end) == ',' &&
          (word(name).labels.any(labels(Label::person_label, Label::title)) || value(number) >= 60 || word(name).first_name >= 5);
      if (person && (at(number.end) == ',' || at(number.end) == '.')) {
        add_bare(whole, 600);
        return;
      }
      const bool known = at(name.end) == ',' && is_capital(name) && word(name).first_name >= 5;  // "Alma, der fylder 12 til sommer"
      if (!known && !is_named(name) && !(may_be_name(name) && word(tokens_.word_before(name.start, 1)).first_name >= 3)) return;
    }
    const int sure = subject(who);
    const bool after_kin = word(tokens_.word_before(who.start, 1)).labels.has(Label::person_label);
    if (preposition && !is_named(who) && !after_kin) return;
    if (sure < 2 && !after_kin && !is_capital(tokens_.word_before(who.start, 1))) return;
    add_bare(whole, 700);
  }
  // "2 ½", "2½"
  Span with_half(Span number) const {
    if (at(number.end) == folded_sign) return {number.start, number.end + 1};
    return at(number.end) == ' ' && at(number.end + 1) == folded_sign ? Span{number.start, number.end + 2} : number;
  }
  bool is_named(Span span) const {
    const WordInfo& info = word(span);
    return !span.empty() && std::max(info.first_name, info.last_name) >= 3 && info.common == 0 && info.place == 0;
  }
  // "är 71 och 68 år": the pair is found from its unit.
  bool unit_follows(Span joint) const {
    const Span second = tokens_.word_after(joint.end, 1);
    return !second.empty() && is_digit(at(second.start)) && word(tokens_.word_after(second.end, 1)).labels.has(Label::age_unit);
  }
  // A capitalised name right before the bracket or comma.
  void named(Span number, int score, std::uint32_t apart) {
    if (value(number) < 1 || at(number.start) == '0' || !closes(number)) return;
    const Span name = tokens_.word_before(number.start, apart);
    if (apart == 3 && at(std::int64_t{number.start} - 3) == ')' && name.size() == 4 && is_digit(at(name.start)) &&
        at(std::int64_t{name.start} - 1) == '-') {
      add_bare(number, 600);  // "Sambon (950102-9848), 29, ringde"
      return;
    }
    if (!may_be_name(name)) {
      if (apart == 3 && in_list_of_people(name, number)) add_bare(number, 550);
      return;
    }
    const WordInfo& info = word(name);
    const Span first = tokens_.word_before(name.start, 1);
    const bool full = may_be_name(first) && std::max(word(first).first_name, info.last_name) >= 1;
    const bool known = std::max(info.first_name, info.last_name) >= 5 && info.place == 0;
    const bool initial = name.size() <= 2 && at(name.end) == '.';
    const bool kin = !first.empty() && word(first).labels.has(Label::person_label);
    const bool unknown = kin || closes_pair(name.start) ||
                         (!is_all_capitals(name) && info.place == 0 && info.last_name == 0 &&
                          ((may_be_name(first) && word(first).place == 0) || (apart == 2 && !opens(name))));
    if (full || known || initial || unknown) add_bare(number, full ? score : known || initial ? score - 100 : 550);
  }
  // "1. Ann-Mari Lustig, 58, lantbrukare": a numbered line, two to four capitalised words, of which the first is a first name or three are
  // names, and a word after the age.
  bool in_list_of_people(Span last, Span number) const {
    if (!is_capital(last) || at(number.end) != ',' || !(at(number.end + 2) >= 'a' || at(number.end + 2) == '0')) return false;
    Span first = last;
    int names = 1;
    for (; names < 4 && at(std::int64_t{first.start} - 1) == ' '; ++names) {
      const Span before = tokens_.word_before(first.start, 1);
      if (before.empty() || !is_capital(before)) break;
      first = before;
      if (at(std::int64_t{first.start} - 1) == '-') first.start = tokens_.word_start(first.start - 1);
    }
    std::int64_t p = std::int64_t{first.start} - 1;
    if (names < 2 || at(p) != ' ' || (at(p - 1) != '.' && at(p - 1) != ')') || !is_digit(at(p - 2))) return false;
    const auto known = [&](Span name) { return word({name.start, tokens_.word_end(name.start)}).first_name >= 3; };
    const char line = at(p - 3) == '\n' || at(p - 3) == '\0' ? '\n' : at(p - 4);
    return line == '\n' && (known(first) || names >= 3);
  }
  bool is_all_capitals(Span span) const {
    return span.size() > 1 && std::ranges::none_of(tokens_.of(span), [](char c) { return c >= 'a' && c <= 'z'; });
  }
  bool may_be_name(Span span) const {
    if (!is_capital(span)) return false;
    const WordInfo& info = word(span);
    return info.common == 0 && !info.labels.any(labels(Label::month, Label::meeting, Label::street, Label::law)) &&
           (info.last_name > 0 || in_.lexicon.street_suffix(tokens_.of(span)) == 0);  // Ekvall, Lönnberg
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Findings& out_;
};

void run(const Context& in, Findings& out) { Ages(in, out).run(); }

}  // namespace

const Detector age{"age", run};

}  // namespace mask
