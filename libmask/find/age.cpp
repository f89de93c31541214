// Ages of people: 84 år, 32-årig, 84-åringen, femogtyve-årig, 8 månader, (11), "er 52 og"; not durations, statistics or limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/detectors.h"

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
constexpr std::array<std::string_view, 17> verbs = {"är", "er", "e", "fyller", "fyllde", "fyldte", "fylder", "fylt", "fyllt", "blir", "bliver", "blev", "blivit", "blevet", "var", "ar", "runder"};
constexpr std::array<std::string_view, 20> pronouns = {"jag", "jeg", "du",  "hon",  "hun",   "han", "vi",  "de",  "dom",   "hen",
                                                       "som", "der", "man", "själv", "selv", "ni",  "i",   "nu",  "begge", "båda"};
// Words that stand between a verb or name and the number: "er nu ca. 35 år", "lilla Meera på 4 mån", "i en ålder av 84 år".
constexpr std::array<std::string_view, 22> fillers = {"ca",    "cirka", "c",    "nu",   "typ",  "nästan", "næsten",   "snart", "kun",    "bara",  "redan",
                                                      "vel",   "väl",   "just", "drygt", "knap", "knappt", "ungefär", "omkring", "också", "allerede", "runt"};
// Before a number of years they tell a duration or a limit: "i 40 år", "under 18 år".
constexpr std::array<std::string_view, 34> durations = {"i",     "sedan", "siden", "för",   "for",    "inom",  "inden", "under",  "over",  "över",  "efter", "mellan",
                                                        "mellem", "till",  "til",   "minst", "mindst", "högst", "højst", "per",   "om",    "hver",  "var",  "varje",
                                                        "fra",   "från",  "upp",   "op",    "senaste", "seneste", "sidste", "første", "första", "á"};
// After it: "84 år gammal"; "65 år och äldre", "för 3 år sedan", "2 års garanti".
constexpr std::array<std::string_view, 6> olds = {"gammal", "gamla", "gammel", "gamle", "gammalt", "gml"};
constexpr std::array<std::string_view, 8> agos = {"sedan", "siden", "tidigare", "tidligere", "senare", "senere", "framåt", "frem"};
constexpr std::array<std::string_view, 6> limits = {"äldre", "ældre", "yngre", "uppåt", "opefter", "derover"};

struct Unit {
  Span span;
  bool months = false;   // months, weeks, days: of babies
  bool joined = false;   // -årig, -åring: says by itself that somebody's age is meant
  bool plural = false;   // åringar
};

class Ages {
 public:
  Ages(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    for (const Trigger& trigger : in_.triggers) {
      if (trigger.labels.has(Label::age_unit)) before_unit(trigger.span);
    }
    for (const std::size_t size : {1U, 2U}) {
      for (const std::uint32_t index : in_.runs_of(size)) bare(tokens_.digits[index]);
    }
  }

 private:
  char at(std::int64_t position) const { return position >= 0 && position < std::int64_t{tokens_.size()} ? text_[static_cast<std::size_t>(position)] : '\0'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  const WordInfo& word(Span span) const { return in_.lexicon.find(tokens_.of(span)); }
  bool is_capital(Span span) const { return !span.empty() && !is_digit(at(span.start)) && (at(span.start) < 'a' || at(span.start) > 'z') && !is_small_letter(span.start); }
  // å, ö, ø and the like
  bool is_small_letter(std::uint32_t start) const { return at(start) == '\xC3' && static_cast<unsigned char>(at(start + 1)) >= 0x9F; }

  void before_unit(Span span) {
    const char mark = at(std::int64_t{span.start} - 1);
    if (mark != ' ' && mark != '-' && mark != '\n') return;
    std::uint32_t end = span.start - 1;
    if (mark == ' ' && at(std::int64_t{end} - 1) == ' ') --end;
    if (end == 0 || !tokens_.in_word(std::int64_t{end} - 1)) return;
    const Span number{tokens_.word_start(end), end};
    if (number.size() > 24) return;
    const std::string_view form = tokens_.of(span);
    Unit unit{.span = span};
    unit.joined = form.starts_with("årig") || form.starts_with("åring") || form.starts_with("arig") || form.starts_with("ÅRIG");
    unit.months = (form[0] | 0x20) != 'a' && !form.starts_with("å") && !form.starts_with("Å");
    unit.plural = form == "åringar" || form == "åringer" || form == "åringarna";
    if (unit.plural || (mark == '-' && !unit.joined)) return;
    bool spelled = false;
    if (is_digit(at(number.start))) {
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
    return !((mark == '-' || mark == ',' || mark == '.' || mark == '/' || mark == ':' || mark == '+') && is_digit(at(std::int64_t{number.start} - 2)));
  }

  void weigh(Span number, const Unit& unit, bool spelled) {
    const Span after = tokens_.word_after(unit.span.end, 2);
    const std::string_view next = tokens_.of(after);
    if (is_one_of(next, agos)) return;
    if (const Span third = tokens_.word_after(after.end, 2); !after.empty() && is_one_of(tokens_.of(third), limits)) return;
    if (is_one_of(next, limits) || at(unit.span.end) == '/') return;
    const Span whole{number.start, unit.span.end};
    int score = unit.joined ? joined_score(number, unit, after) : person_before(number.start, unit.months);
    if (!unit.joined && is_one_of(next, olds) && !word(after).labels.has(Label::money)) score = std::max(score, 900);
    if (score < 100) return;
    out_.add(whole, Type::age, spelled ? Kind::spelled_age : Kind::numeric_age, score, {context(Label::age_unit, 1), lexicon(Source::number_word)});
    if (!unit.joined) pair_before(number);
  }

  // "en 32-årig undersköterska", "84-åringen"; but "3-årig garanti"
  int joined_score(Span number, const Unit& unit, Span after) const {
    if (!tokens_.of(unit.span).ends_with("ig") && !tokens_.of(unit.span).ends_with("ige") && !tokens_.of(unit.span).ends_with("iga")) return 800;
    if (after.empty() || at(unit.span.end) != ' ') return 850;
    const WordInfo& info = word(after);
    if (info.labels.any(labels(Label::meeting, Label::money, Label::law, Label::report, Label::measure))) return 0;
    if (info.labels.any(labels(Label::age, Label::title, Label::person_label))) return 900;
    const bool digits = is_digit(at(number.start));
    return !digits || value(number) >= 12 ? 700 : person_before(number.start, false) > 0 ? 700 : 300;
  }

  // What stands before the number, and how surely it is a person. 0: nothing, or a duration.
  int person_before(std::uint32_t start, bool months) const {
    std::uint32_t edge = start;
    for (int step = 0; step < 3; ++step) {
      std::int64_t p = std::int64_t{edge} - 1;
      while (at(p) == ' ' || at(p) == '\n') --p;
      const char mark = at(p);
      const Span before = tokens_.word_before(edge, 4);
      if (before.empty()) return 0;
      const std::string_view form = tokens_.of(before);
      const WordInfo& info = word(before);
      if (mark == '(' || mark == ',' || mark == ';') return beside(before, info, mark);
      if (is_one_of(form, verbs)) return after_verb(before, months);
      if (form == "på" || form == "paa" || form == "om") return of_kin(before);
      if (is_one_of(form, fillers)) {
        edge = before.start;
        continue;
      }
      if (form == "har") return subject(tokens_.word_before(before.start, 2)) == 2 ? 600 : 0;
      if (form == "av" || form == "som" || form == "vid" || form == "ved") return info.labels.has(Label::age) ? 700 : vid(before);
      if (mark == ':') return info.labels.has(Label::age) ? 800 : 0;
      if (is_one_of(form, durations)) return 0;
      if (info.labels.has(Label::meeting)) return 0;
      if (info.labels.has(Label::age)) return 700;
      if (info.first_name >= 6 && info.common == 0) return 700;  // "barnen sumaya 6 år", "Antonia 15 år"
      return is_capital(before) && std::max(info.first_name, info.last_name) >= 5 && info.common == 0 ? 600 : 0;
    }
    return 0;
  }

  // "som 19 år", "i en ålder av 84 år", "dog ved 73 år"
  int vid(Span before) const {
    const Span one = tokens_.word_before(before.start, 2);
    return !one.empty() && word(one).labels.has(Label::age) ? 800 : 0;
  }

  // "Liv, 8 år", "Adam (17 år)", "kvinna, 52 år", "Jensen, ca. 35 år"
  int beside(Span before, const WordInfo& info, char mark) const {
    if (info.labels.has(Label::meeting) || info.labels.has(Label::month)) return 0;
    if (info.labels.any(labels(Label::age, Label::person_label, Label::title))) return 800;
    if (is_digit(at(before.start))) return 350 + (mark == '(' ? 0 : 0);
    const bool name = std::max(info.first_name, info.last_name) > 0;
    if (is_capital(before)) return name ? 850 : info.common == 0 && info.place == 0 ? 750 : 300;
    if (at(std::int64_t{before.end}) == '.' && before.size() == 1) return 750;  // "Ritva L., 10 år"
    return info.first_name >= 6 && info.common == 0 ? 700 : 0;
  }

  // 2: a pronoun, name or kin; 1: another capitalised word; 0: nothing.
  int subject(Span span) const {
    if (span.empty()) return 0;
    if (is_one_of(tokens_.of(span), pronouns)) return 2;
    const WordInfo& info = word(span);
    if (info.labels.any(labels(Label::age, Label::person_label, Label::title))) return 2;
    if (info.first_name >= 6 && info.common == 0) return 2;
    return is_capital(span) && info.common == 0 && !info.labels.has(Label::meeting) ? 1 : 0;
  }

  int after_verb(Span verb, bool months) const {
    const Span one = tokens_.word_before(verb.start, 4);
    int who = subject(one);
    if (who == 0) {  // "Vide är nu", "idag är hon 34 år", "på tisdag fyllde Aram 5 år" come with the subject elsewhere
      const Span two = tokens_.word_before(one.start, 3);
      const bool aside = !one.empty() && (is_one_of(tokens_.of(one), fillers) || at(one.end) == ',' || at(one.end) == ')');
      who = aside ? subject(two) : 0;
    }
    return who == 2 ? (months ? 800 : 900) : who == 1 ? 700 : 0;
  }

  // "sønnen Mateo på 3 år", "dreng på 12 år"; a Swede says "på 3 år" of a duration.
  int of_kin(Span preposition) const {
    const Span one = tokens_.word_before(preposition.start, 3);
    return subject(one) == 2 && !is_one_of(tokens_.of(one), pronouns) ? 800 : subject(one) == 1 ? 600 : 0;
  }

  // "vi är 71 och 68 år gamla": the number before a sure one.
  void pair_before(Span number) {
    const Span joint = tokens_.word_before(number.start, 1);
    if (joint.empty() || (tokens_.of(joint) != "och" && tokens_.of(joint) != "og")) return;
    const Span first = tokens_.word_before(joint.start, 1);
    if (first.empty() || first.size() > 3 || !is_digit(at(first.start)) || !plain(first) || value(first) > oldest) return;
    out_.add(first, Type::age, Kind::numeric_age, 750, {context(Label::age_unit, 2)});
  }

  // Numbers without a unit: "Veera (11)", "SINIKKA, 69, har", "hun er 52 og kommer", "Exaucé 7 o Daniel 3".
  void bare(DigitRun run) {
    const Span number{run.start, run.end};
    const char before = at(std::int64_t{number.start} - 1);
    const char after = at(number.end);
    if (before == '(') {
      if (after == ')') named(number, 800, 2);
    } else if (before == ' ') {
      const char two = at(std::int64_t{number.start} - 2);
      if (two == ',') {
        if (after == ',' || after == ';' || after == '\n' || (after == '.' && !is_digit(at(number.end + 1)))) named(number, 700, 3);
      } else if (two == 'r' || two == 'e' || two == 'v' || two == 'R') {
        verb_before(number);
      }
    }
  }
  void verb_before(Span number) {
    const Span verb = tokens_.word_before(number.start, 1);
    if (!is_one_of(tokens_.of(verb), verbs) || !plain(number) || value(number) < 1) return;
    const char after = at(number.end);
    if (tokens_.in_word(number.end) || after == ':' || after == '%' || after == '/' || after == '-') return;
    if ((after == '.' || after == ',') && is_digit(at(number.end + 1))) return;
    if (after == ' ') {  // "hon är 34 och", not "de är 5 personer"
      const Span next = tokens_.word_after(number.end, 1);
      const std::string_view form = tokens_.of(next);
      constexpr std::array<std::string_view, 12> goes_on = {"och", "og", "o", "å", "men", "nu", "på", "i", "sen", "snart", "bor", "hun"};
      if (!next.empty() && !is_one_of(form, goes_on)) return;
      if (word(next).labels.has(Label::age_unit) || unit_follows(next)) return;
    }
    const Span who = tokens_.word_before(verb.start, 4);
    if (who.empty() || is_one_of(tokens_.of(who), std::array<std::string_view, 6>{"de", "vi", "ni", "i", "man", "nu"})) return;
    const int sure = subject(who);
    if (sure == 0 || (sure == 1 && value(number) < 10)) return;
    out_.add(number, Type::age, Kind::numeric_age, sure == 2 ? 700 : 550, {context(Label::age, -1)});
  }
  // "är 71 och 68 år": the pair is found from its unit.
  bool unit_follows(Span joint) const {
    const Span second = tokens_.word_after(joint.end, 1);
    return !second.empty() && is_digit(at(second.start)) && word(tokens_.word_after(second.end, 1)).labels.has(Label::age_unit);
  }
  // A capitalised name right before the bracket or comma.
  void named(Span number, int score, std::uint32_t apart) {
    if (value(number) < 1 || at(number.start) == '0') return;
    const Span name = tokens_.word_before(number.start, apart);
    if (name.empty() || is_digit(at(name.start))) return;
    const WordInfo& info = word(name);
    const bool initial = name.size() == 1 && at(name.end) == '.';
    if (!is_capital(name) || info.common > 0 || info.labels.any(labels(Label::month, Label::meeting, Label::street, Label::law))) return;
    const int weight = std::max(info.first_name, info.last_name);
    const Span first = tokens_.word_before(name.start, 1);
    const WordInfo& before = word(first);
    const bool full = is_capital(first) && before.first_name >= 4 && before.common == 0;
    if (in_.lexicon.street_suffix(tokens_.of(name)) != 0) return;
    if (!full && !initial && (weight < 5 || info.place > 0)) return;
    out_.add(number, Type::age, Kind::numeric_age, full ? score : score - 100, {lexicon(Source::first_name)});
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
