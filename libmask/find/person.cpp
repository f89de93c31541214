// Names of people: titles and labels before capitalised words, first names with surnames, surname first, initials, lone known names.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/body_words.h"
#include "libmask/find/detectors.h"
#include "libmask/find/name_parts.h"
#include "libmask/text/fold.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

constexpr Labels roles = labels(Label::official, Label::elected);

// Bytes that may open a part of a name behind a blank, and those that may stand between two parts without one.
constexpr std::array<bool, 256> opens_part = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 'A'; c <= 'Z'; ++c) out[c] = true;
  for (std::size_t c = 0x80; c < 256; ++c) out[c] = true;
  out['"'] = true;
  return out;
}();
constexpr std::array<bool, 256> joins_part = [] {
  std::array<bool, 256> out{};
  for (const char c : {'-', '\'', ',', '\n', folded_mark}) out[static_cast<unsigned char>(c)] = true;
  return out;
}();

class Persons {
 public:
  Persons(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    for (const CapitalWord& word : in_.capital_words) {
      if (word.span.start >= read_to_ && may_matter(word)) look_at(word.span.start);
    }
  }

 private:
  char at(std::int64_t position) const {
    return position >= 0 && position < std::int64_t{tokens_.size()} ? text_[static_cast<std::size_t>(position)] : '\0';
  }

  static std::size_t byte(char c) { return static_cast<unsigned char>(c); }

  // The quick look. Most capitals only open a sentence or belong to no name: a word that can be none, with no part of a name behind it,
  // where nothing before it says that a name follows.
  bool may_matter(const CapitalWord& candidate) const {
    const auto [start, end] = candidate.span;
    if (start < 3 || end + 2 >= tokens_.size()) return true;
    const char after = text_[end];
    const bool is_letter = end - start == (static_cast<unsigned char>(text_[start]) >= 0xC3 ? 2 : 1);
    if (is_letter) return after == '.';
    const WordInfo& info = *candidate.info;
    const bool goes_on = after == ' ' ? may_go_on(end + 1) : joins_part[byte(after)];
    if ((info.first_name | info.last_name) != 0) {
      if (goes_on) return true;
      // A common word that opens a sentence is no name by itself; nor is a place.
      if (info.common > 0) return after != ' ' || !after_sentence(start);
      return info.place <= info.first_name || may_be_genitive({start, end}) || may_be_announced(start);
    }
    if (info.common > 0 || !info.labels.empty()) return false;  // known, and no name
    if (info.place == 0 && goes_on) return true;
    if (may_be_genitive({start, end})) return true;
    return info.place == 0 && !after_sentence(start) && may_be_announced(start);
  }

  bool may_be_genitive(Span word) const {
    return (text_[word.end - 1] | 0x20) == 's' && in_.lexicon.may_be_name(inside_key(tokens_.of({word.start, word.end - 1})));
  }

  // Could a name go on at `position`, behind a blank: a capital, a quote, or a particle (von, al) before a capital?
  bool may_go_on(std::uint32_t position) const {
    const char c = text_[position];
    if (c < 'a' || c > 'z') return opens_part[byte(c)];
    const std::uint32_t end = tokens_.word_end(position);
    if (end - position > longest_particle || (text_[end] != ' ' && text_[end] != '-')) return false;
    const char next = text_[end + 1];
    return c == 'v' || (next >= 'A' && next <= 'Z') || static_cast<unsigned char>(next) >= 0x80;
  }

  // Could the words before make a name of any word at `start`? "advokat Xu", "dr. Xu", "Klagande:\nXu", "hos Xu".
  bool may_be_announced(std::uint32_t start) const {
    if (text_[start - 1] != ' ' && text_[start - 1] != '\n') return true;
    std::uint32_t before = start - 1;
    if (text_[start - 1] == ' ' && !tokens_.in_word(std::int64_t{start} - 2)) {
      const char mark = text_[start - 2];
      if (mark != '.' && mark != '!' && mark != '?') return true;
      return mark == '.' && !(tokens_.in_word(std::int64_t{start} - 3) && start - 2 - tokens_.word_start(start - 2) > 4);
    }
    if (!tokens_.in_word(std::int64_t{before} - 1)) return text_[before - 1] != '\n' && text_[before - 1] != '.';
    const Span word{tokens_.word_start(before), before};
    return is_lead(tokens_.of(word)) ||
           in_.word(word).labels.any(labels(Label::title, Label::name_phrase, Label::person_label, Label::birth)) ||
           (word.size() == 1 && text_[word.start] != 'i');
  }

  static bool is_lead(std::string_view word) {
    static constexpr std::array<std::string_view, 9> leads = {"hos", "att", "at", "då", "da", "men", "när", "når", "frågar"};
    return word.size() <= 7 && std::ranges::find(leads, word) != leads.end();
  }

  void look_at(std::uint32_t start) {
    const NamePart first = read_part(in_, start);
    if (!first.fits() || continues_name(in_, start)) return;
    const NameChain chain = read_chain(in_, first);
    read_to_ = chain.span().end;  // what stands inside goes on this chain
    if (chain.count == 1 && first.is_initial) return;
    if (is_beside_mark(chain.span().end)) return;
    if (chain.count == 1 && first.is_unknown() && (first.span.size() > 20 || after_sentence(start))) return;
    const Before before = look_before(start);
    judge(chain, before);
  }

  // "Brødrene [PERSON 5]": when that was masked, these words were seen with what it stands for, and left.
  bool is_beside_mark(std::uint32_t end) const { return at(end) == folded_mark || (at(end) == ' ' && at(end + 1) == folded_mark); }

  // Does a sentence end right before, with a word too long for "dr." or "hr."? Then an unknown word is any word.
  bool after_sentence(std::uint32_t start) const {
    if (at(std::int64_t{start} - 1) != ' ') return false;
    const char mark = at(std::int64_t{start} - 2);
    return mark == '!' || mark == '?' ||
           (mark == '.' && tokens_.in_word(std::int64_t{start} - 3) && start - 2 - tokens_.word_start(start - 2) > 4);
  }

  // What leads up to a name.
  struct Before {
    Labels labels;
    bool title = false;   // "advokat Berg"
    bool form = false;    // "Klagande: Berg", "Navn      BERG"
    bool maiden = false;  // "f. Hakala"
    bool opens = true;    // a sentence or line begins with the name, or something else than a word stands before it
  };
  Before look_before(std::uint32_t start) const {
    Before before;
    std::int64_t p = std::int64_t{start} - 1;
    int blanks = 0;
    for (; (at(p) == ' ' || at(p) == '\t' || at(p) == '_' || at(p) == '*') && blanks < 40; ++blanks) --p;
    const char mark = at(p);
    before.opens = p < 0 || (!tokens_.in_word(p) && mark != ',' && mark != '&' && mark != folded_mark);
    if (mark == '"' || mark == '(') return before;
    const bool wide = blanks >= 2 && tokens_.in_word(p);
    const bool form = mark == ':' || wide || (mark == '\n' && at(p - 1) == ':');
    if (!form && mark != '\n' && (blanks != 1 || (mark != '.' && !tokens_.in_word(p)))) return before;
    const Span word = tokens_.word_before(static_cast<std::uint32_t>(p + 1), 2);
    if (word.empty() || (mark == '.' && word.size() > 4)) return before;
    const Labels says = in_.lexicon.find_inside(tokens_.of(word)).labels;
    before.labels = says;
    const bool kin = says.has(Label::person_label) && says.has(Label::age);  // "sonen", "hustru"; but "från", "namn" need a colon
    if (mark == '\n') {                                                      // a label on the line above, with a colon or alone on it
      const bool alone = at(std::int64_t{word.start} - 1) == '\n' && says.has(Label::person_label) && !kin;
      before.form = (at(p - 1) == ':' && says.any(labels(Label::person_label, Label::title))) || alone;
      return before;
    }
    if (form) {
      before.form = says.any(labels(Label::person_label, Label::title, Label::name_phrase)) && !(wide && kin);
    } else {
      before.title = says.any(labels(Label::title, Label::name_phrase)) || kin;
      before.maiden = says.has(Label::birth) || (tokens_.of(word) == "f" && mark == '.');
    }
    if (before.title || before.form) before.opens = false;
    return before;
  }

  // "Bergs Bygg AB", "Holm & Lund ApS", "Lindgrens Åkeri HB"
  bool is_company(const NameChain& chain) const {
    for (std::size_t i = 0; i < chain.count; ++i) {
      if (is_company_form(tokens_.of(chain.part[i].span))) return true;
    }
    const std::uint32_t end = chain.span().end;
    if (is_company_form(tokens_.of(tokens_.word_after(end, 1)))) return true;
    if (at(end) != ' ' || at(end + 2) != '/') return false;
    const char kind = at(end + 1);
    return (at(end + 3) == 'S' && (kind == 'A' || kind == 'I' || kind == 'K')) || (at(end + 3) == folded_mark && kind == 'A');
  }
  // "Region Sjælland", "Norrby kommun"
  bool is_public_body(const NameChain& chain) const {
    return same_word(tokens_.of(chain.part[0].span), "region") || body_follows(tokens_, chain.span().end);
  }
  static bool is_company_form(std::string_view word) {
    switch (word.size()) {
      case 2: return word == "AB" || word == "HB" || word == "KB" || word == "KG";
      case 3: return word == "ApS" || word == "APS" || word == "IVS";
      case 10: return word == "Aktiebolag";
      case 12: return word == "Aktieselskab";
      default: return false;
    }
  }
  // "Karl Johans gate 4", "Niels Bohrs Vej", "Alfreds källa"
  bool is_street(const NameChain& chain) const {
    const NamePart& last = chain.part[chain.count - 1];
    const Span next =
        at(last.span.end) == '\n' ? Span{} : tokens_.word_after(last.span.end, 1);  // "Bo Ek", on the next line "Södra vägen 8"
    if (chain.count > 1 && last.info->last_name == 0 && names_street(tokens_.of(last.span))) return true;
    for (std::size_t i = 1; i < chain.count; ++i) {
      if (is_site(tokens_.of(chain.part[i].span)) && !is_surname(chain, i)) return true;
    }
    if (next.empty() || at(last.span.end) == '\n') return false;  // the address below a name
    const char first = at(next.start);
    if (first >= '0' && first <= '9') return last.info->last_name == 0 && in_.lexicon.street_suffix(tokens_.of(last.span)) != 0;
    return is_site(tokens_.of(next)) || in_.lexicon.find_inside(tokens_.of(next)).labels.has(Label::street);
  }
  // "Erik Dahlbergsgatan", "Klaus Berntsensvej": no number behind.
  static bool names_street(std::string_view word) {
    static constexpr std::array<std::string_view, 8> endings = {"gatan", "vägen", "gränd", "torget", "svej", "gade", "stræde", "gårdsvej"};
    return std::ranges::any_of(endings, [&](std::string_view ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); });
  }
  // "Bech-skema", "Poul Henningsen-salen", "Frost- og snevarsler": the name of a thing.
  bool names_thing(std::uint32_t end) const {
    if (at(end) != '-') return false;
    const char next = at(std::int64_t{end} + 1);
    return next == ' ' ? at(std::int64_t{end} + 2) == 'o' : next >= 'a' && next <= 'z';
  }
  // Sten, Park and Bro behind a lone first name are surnames; behind a genitive they are places.
  bool is_surname(const NameChain& chain, std::size_t i) const {
    return chain.part[i].info->last_name >= 3 && (tokens_.of(chain.part[i - 1].span).back() | 0x20) != 's';
  }
  static bool is_site(std::string_view word) {
    static constexpr WordSet sites(
        {"øst",   "vest",   "nord",  "norr",  "söder", "öst",  "väst",  "vandrerhjem", "mindelund", "hal",       "vænge", "kvarter",
         "salen", "gata",   "gatan", "väg",   "vägen", "allé", "gränd", "stig",        "torg",      "plats",     "backe", "källa",
         "mosse", "kapell", "park",  "bro",   "gade",  "vej",  "plads", "torv",        "stræde",    "boulevard", "mole",  "gravar",
         "kyrka", "kirke",  "skola", "skole", "minne", "gate", "alle",  "sten",        "hus",       "stiftelse", "fond"});
    return sites.contains(word);
  }

  void judge(const NameChain& chain, const Before& before) {
    if (by_comma(chain, before)) return;
    if ((before.title || before.form || before.maiden) && may_follow_title(chain, before)) {
      return add(chain, 0, chain.count, before.form ? 850 : before.title ? 900 : 700, lexicon(Source::title), before);
    }
    std::size_t from = 0;
    while (from < chain.count && !leads(chain, from)) ++from;
    if (from == chain.count) return judge_surnames(chain, before);
    std::size_t begin = from;
    if (from == 1 && chain.count == 2 && before.opens && chain.part[0].is_unknown() && tokens_.of(chain.part[0].span).size() > 3) begin = 0;
    while (begin > 0 &&
           (chain.part[begin - 1].info->last_name >= 4 || (chain.part[begin - 1].is_caps && chain.part[begin - 1].is_unknown())) &&
           chain.part[begin - 1].info->common == 0) {
      --begin;
    }
    if (chain.count - begin >= 2)
      return add(chain, begin, chain.count, full_score(chain, begin, before), lexicon(Source::first_name), before);
    judge_single(chain, from, before);
  }

  bool may_follow_title(const NameChain& chain, const Before& before) const {
    const NamePart& first = chain.part[0];
    const int weight = std::max(first.info->first_name, first.info->last_name);
    if (first.is_caps && (first.info->common > 0 || (weight < 4 && (!before.form || first.span.size() <= 4)))) return false;
    if (first.info->common > 0 && weight < 4) return false;
    if (first.is_unknown() && is_body(tokens_.of(chain.part[chain.count - 1].span))) return false;
    if (before.maiden && (first.info->place > first.info->last_name || first.info->common > 0)) return false;
    return first.is_known() || first.is_unknown() || (first.is_initial && chain.count > 1);
  }

  // Avgiftsenheten, Migrationsverket, Ankestyrelsen
  static bool is_body(std::string_view word) {
    static constexpr std::array<std::string_view, 23> endings = {"enheten",  "nämnden", "ningen", "kontoret", "delingen",    "verket",
                                                                 "kommunen", "kommune", "kommun", "udvalget", "styrelsen",   "nævnet",
                                                                 "centret",  "rätten",  "retten", "sionen",   "myndigheten", "rådet",
                                                                 "kassan",   "teriet",  "skolan", "skolen",   "hemmet"};
    return std::ranges::any_of(endings, [&](std::string_view ending) { return word.size() > ending.size() && word.ends_with(ending); });
  }

  // Can a full name start with this part? Words that are names too need a surname behind them.
  bool leads(const NameChain& chain, std::size_t i) const {
    const NamePart& part = chain.part[i];
    const bool item = part.is_initial && i == 0 && text_[part.span.start] <= 'F' && chain.count == 2 && chain.part[1].is_unknown() &&
                      chain.part[1].is_caps;
    if (item) return false;  // "B. ARBETSGIVARE"
    if (part.is_initial) return i + 1 < chain.count && (chain.part[i + 1].info->last_name >= 2 || chain.part[i + 1].is_unknown());
    const int weight = part.info->first_name;
    if (weight < 2) return false;
    if (part.info->common == 0 && (weight >= 4 || i + 1 < chain.count)) return true;
    if (weight < 6) return false;
    if (chain.count - i >= 3) return true;
    return i + 1 == chain.count || chain.part[i + 1].info->common == 0 || chain.part[i + 1].info->last_name >= 6;
  }

  int full_score(const NameChain& chain, std::size_t begin, const Before& before) const {
    const NamePart& first = chain.part[begin];
    const NamePart& last = chain.part[chain.count - 1];
    int score = 700;
    if (first.info->first_name >= 6 && first.info->common == 0) score += 100;
    if (last.info->last_name >= 4) score += 150;
    if (first.info->common > 0 && before.opens) score -= 150;
    if (last.info->last_name == 0 && last.info->first_name == 0 && first.info->first_name < 6) score -= 150;
    if (first.is_caps && last.is_unknown()) score -= 100;
    return score;
  }

  // A first name alone: known, no word, no place; or a word, but with a capital inside a sentence.
  void judge_single(const NameChain& chain, std::size_t i, const Before& before) {
    const NamePart& part = chain.part[i];
    const WordInfo& info = *part.info;
    if (part.is_initial || (part.is_caps && part.span.size() <= 4) || info.place > info.first_name || info.labels.any(labels(Label::month)))
      return;
    const bool alone = i == 0;
    int score = 0;
    if (info.common == 0) {
      score = info.first_name >= 8 ? 750 : info.first_name >= 5 ? 650 : before.opens ? 450 : 550;
    } else if (!before.opens && alone && tokens_.in_word(std::int64_t{part.span.start} - 2) && info.first_name >= 7 && !part.is_caps) {
      static constexpr std::array<std::string_view, 6> articles = {"en", "ett", "et", "den", "det", "i"};
      const Span word = tokens_.word_before(part.span.start, 1);
      score = std::ranges::find(articles, tokens_.of(word)) == articles.end() ? 600 : 300;
    }
    if (score > 0) add(chain, i, i + 1, score, lexicon(Source::first_name), before);
  }

  // No first name: "Lundmark uppger", "Karimi".
  void judge_surnames(const NameChain& chain, const Before& before) {
    const NamePart& last = chain.part[chain.count - 1];
    const WordInfo& info = *last.info;
    if (chain.count == 2 && at(last.span.start - 1) == '-' && chain.part[0].info->last_name >= 5 && info.last_name >= 5) {
      return add(chain, 0, 2, 700, lexicon(Source::last_name), before);  // Sandström-Berg
    }
    if (chain.count == 1 && last.is_unknown()) return judge_unknown(last, before);
    if (info.last_name == 0 || info.common > 0 || info.place > 0 || last.is_initial) return;
    if ((last.is_caps && last.span.size() <= 4) || (chain.count == 1 && at(last.span.end) == ':')) return;
    if (chain.count == 1) {
      const int score = info.last_name >= 6 ? 650 : !before.opens && info.last_name >= 3 ? 550 : 400;
      return add(chain, 0, 1, score, lexicon(Source::last_name), before);
    }
    const bool foreign = chain.count <= 3 && chain.part[0].is_unknown() && !chain.part[0].is_caps;
    if (before.opens && at(chain.span().end) == '\n' && !last.is_caps)
      return add(chain, 0, chain.count, 600, lexicon(Source::last_name), before);
    if (foreign) return add(chain, 0, chain.count, info.last_name >= 4 ? 600 : 450, lexicon(Source::last_name), before);
    add(chain, chain.count - 1, chain.count, info.last_name >= 6 ? 550 : 400, lexicon(Source::last_name), before);
  }

  // A capitalised word that no table knows, behind a word that persons stand behind: "hos Vladek", "säger att Rûken".
  void judge_unknown(const NamePart& part, const Before& before) {
    if (before.opens || part.is_caps || part.span.size() < 4 || part.span.size() > 14 || at(part.span.end) == '-') return;
    const Span word = tokens_.word_before(part.span.start, 1);
    if (word.empty() || !is_lead(tokens_.of(word)) || is_body(tokens_.of(part.span))) return;
    add_span(part.span, 500, lexicon(Source::last_name), Kind::bare_name, before);
  }

  // "Haddad, Samir Yousef"
  bool by_comma(const NameChain& chain, const Before& before) {
    const std::uint32_t end = chain.span().end;
    if (chain.count > 2 || at(end) != ',' || at(end + 1) != ' ') return false;
    const NamePart& family = chain.part[chain.count - 1];
    if (family.is_initial || family.info->common > 0 || (family.info->last_name == 0 && !family.is_unknown())) return false;
    if (family.info->first_name > family.info->last_name) return false;
    const NamePart given = read_part(in_, end + 2);
    if (!given.fits() || given.info->first_name < (family.info->last_name >= 3 || family.is_caps ? 2 : 4) ||
        given.info->first_name < given.info->last_name)
      return false;
    if (given.info->common > 0 && family.info->last_name < 4) return false;
    const bool first_in_cell = before.opens || before.form || at(std::int64_t{chain.span().start} - 1) != ' ' || family.is_caps ||
                               at(std::int64_t{chain.span().start} - 2) == ' ';
    if (!first_in_cell) return false;
    const NameChain rest = read_chain(in_, given);
    if (is_street(rest) || (family.info->last_name == 0 && names_street(tokens_.of(family.span)))) return false;
    add_span({chain.span().start, rest.span().end}, 850, lexicon(Source::last_name), Kind::full_name, before);
    return true;
  }

  void add(const NameChain& chain, std::size_t from, std::size_t to, int score, Evidence why, const Before& before) {
    if (is_company(chain) || is_public_body(chain) || is_street(chain) || names_thing(chain.part[to - 1].span.end)) return;
    const Span span{chain.part[from].span.start, without_genitive(chain.part[to - 1])};
    add_span(span, score, why, to - from > 1 ? Kind::full_name : Kind::bare_name, before);
  }
  void add_span(Span span, int score, Evidence why, Kind kind, const Before& before) {
    if (before.labels.any(roles)) {
      out_.add(span, Type::person, kind, score, {why, context(Label::title, -1)});
    } else {
      out_.add(span, Type::person, kind, score, {why});
    }
  }

  // The end of a name without its genitive s: "Annas" is "Anna", "Anders" is itself.
  std::uint32_t without_genitive(const NamePart& part) const {
    const std::string_view word = tokens_.of(part.span);
    if (word.size() < 4 || (word.back() | 0x20) != 's') return part.span.end;
    return &in_.lexicon.find(word) == part.info ? part.span.end : part.span.end - 1;
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Findings& out_;
  std::uint32_t read_to_ = 0;
};

void run(const Context& in, Findings& out) { Persons(in, out).run(); }

}  // namespace

const Detector person{"person", run};

}  // namespace mask
