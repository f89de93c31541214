// Where a private person lives, works, comes from or stays: "bor i Kumla", "syster Lempi i Kemijärvi", "Malmö den 3 maj" above a signature,
// fields of forms and columns of tables. Not where an authority, a court or a company is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/find/about.h"
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/text/fold.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using around::at;
using around::capital_at;

class Places {
 public:
  Places(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    for (const CapitalWord& word : in_.capital_words) {
      const std::uint32_t start = word.span.start;
      if (start == 0) by_date(start);
      if (start < 2) continue;
      const char before = text_[start - 1];
      const char last = static_cast<char>(text_[start - 2] | 0x20);
      if (before == ' ') {
        if (may_lead(start, last)) {
          by_preposition(start, start - 1);
        } else if (last == ' ' || last == ',' || last == ':' || last == '\n') {
          by_column(start);
          by_date(start);
          if (last == ' ' && start > 3 && (text_[start - 3] | 0x20) == 'a') by_preposition(start, start - 2);
        }
      } else if (before == '\n') {
        by_date(start);
      } else if (before == '\t' || before == ';' || before == '/') {
        by_column(start);
      } else if (before == '"' || before == '(') {
        by_itself(start);
      }
    }
    for (const Trigger& trigger : in_.triggers) {
      if (trigger.labels.has(Label::place_label)) by_label(trigger.span);
      if (trigger.labels.has(Label::dwelling)) in_small_letters(trigger.span);
    }
  }

 private:
  // The quick look at the two letters before the blank: i, till, från, fra, via, sen, bor, nær, ved, vid.
  [[nodiscard]] bool may_lead(std::uint32_t start, char last) const {
    if (start < 3) return false;
    const char other = static_cast<char>(text_[start - 3] | 0x20);
    switch (last) {
      case 'i': return !tokens_.in_word(std::int64_t{start} - 3);
      case 'l': return other == 'l' || other == 'i';
      case 'n': return other == '\xA5' || other == 'e';
      case 'a': return other == 'r' || other == 'i';
      case 'r': return other == 'f' || other == 'o' || other == '\xA6' || other == 'a';
      case 'd': return other == 'e' || other == 'i';
      case 't': return other == 't';
      case 'e': return other == 'd';
      default: return false;
    }
  }
  // The whole name: Banja Luka, Udon Thani, Hải Phòng; and whether a table knows it.
  struct Name {
    Span span;
    bool known = false;
    bool person = false;  // more a name of people
  };
  [[nodiscard]] Name read_name(std::uint32_t start) const {
    Name name{.span = around::word_at(tokens_, start)};
    if (name.span.empty() || name.span.size() > 40) return {};
    const WordInfo& info = in_.word(name.span);
    name.known = info.place > 0;
    if (!name.known && name.span.size() > 4 && (text_[name.span.end - 1] | 0x20) == 's' && info.first_name + info.last_name == 0) {
      name.known = in_.lexicon.find_inside(tokens_.of({start, name.span.end - 1})).place > 0;
    }
    name.person = std::max(info.first_name, info.last_name) > info.place;
    for (int i = 0; i < 2; ++i) {
      const char mark = at(tokens_, name.span.end);
      if (mark != ' ' && mark != '-') break;
      const Span next = around::word_at(tokens_, name.span.end + 1);
      if (next.empty() || !capital_at(tokens_, next.start)) break;
      const WordInfo& more = in_.word(next);
      if (more.place == 0 && (more.first_name >= 8 || more.last_name >= 8 || more.common > 0 || !more.labels.empty())) break;
      name.known = name.known || more.place > 0;
      name.span.end = next.end;
    }
    return name;
  }
  [[nodiscard]] bool is_unknown(Span word) const {
    const WordInfo& info = in_.word(word);
    return info.first_name <= 4 && info.last_name <= 6 && info.common == 0 && info.labels.empty() && word.size() >= 4;
  }
  // A name of people, but not of many, may be a town's far away: "kommer från Keren".
  [[nodiscard]] bool may_be_far(Span word) const {
    const WordInfo& info = in_.word(word);
    return info.first_name < 8 && info.last_name < 9 && info.common == 0 && info.labels.empty() && word.size() >= 4;
  }
  // "Läkartidningen", "Skatteverket": no place.
  [[nodiscard]] bool is_definite(Span word) const {
    const std::string_view form = tokens_.of(word);
    return form.ends_with("en") || form.ends_with("et") || form.ends_with("an") || form.ends_with("na");
  }
  // "Malmö stad", "Göteborgs tingsrätt", "Kalmar län": a body, not a place to live in.
  [[nodiscard]] bool is_body(Span place) const {
    const char mark = at(tokens_, place.end);
    if (mark == '-' && around::is_letter(at(tokens_, std::int64_t{place.end} + 1))) return true;
    if (mark != ' ') return false;
    const Span next = around::word_at(tokens_, place.end + 1);
    if (next.empty()) return false;
    static constexpr WordSet bodies({"kommun",      "kommune",
                                     "kommunes",    "kommuns",
                                     "stad",        "stads",
                                     "län",         "läns",
                                     "tingsrätt",   "tingsrätts",
                                     "region",      "byret",
                                     "ret",         "politi",
                                     "universitet", "universitetshospital",
                                     "sjukhus",     "sygehus",
                                     "hospital",    "lasarett",
                                     "station",     "stift",
                                     "domkyrka",    "flygplats",
                                     "central",     "centralstation",
                                     "lufthavn",    "havn",
                                     "hamn",        "amt",
                                     "kammarrätt",  "förvaltningsrätt",
                                     "ab",          "bk",
                                     "if",          "as"});
    return bodies.contains(tokens_.of(next));
  }

  // "bor i Kumla", "flyttade från Gdynia", "hos sin faster Deqa i Borås"
  void by_preposition(std::uint32_t start, std::uint32_t end) {
    const Span preposition = around::word_ending(tokens_, end);
    const std::string_view form = tokens_.of(preposition);
    if (form.size() > 7) return;
    static constexpr WordSet dwelling_words({"bor", "boende", "bosatt"});  // "Sohrabi bor Katrineholm"
    static constexpr WordSet from_words({"från", "fra", "fr"});
    static constexpr WordSet other_words({"till", "til", "ved", "nær", "nära", "sen", "via", "vid", "utanför"});
    const bool lives = dwelling_words.contains(form);
    const bool inside = same_word(form, "i") || lives;
    const bool from = !inside && from_words.contains(form);
    if (!inside && !from && !other_words.contains(form)) return;
    const bool to = form.size() >= 3 && (form[0] | 0x20) == 't';
    const Name name = read_name(start);
    if (name.span.empty() || is_body(name.span)) return;
    if (!name.known && !is_unknown(name.span) && !(inside || from)) return;
    const About about = read_about(in_, preposition, 9, 0);
    const bool dwelling = about.dwelling || lives;
    if (!name.known && !is_unknown(name.span) && !(dwelling && may_be_far(name.span))) return;
    if (name.person && !((dwelling || (name.known && about.person_at >= -2 && about.person)) && (inside || from))) return;
    int score = 0;
    if (name.known) {
      if (dwelling) {
        score = 800;
      } else if (about.person) {
        score = about.person_at >= -2 ? 700 : 560;
      } else if (to || from) {
        score = 300;
      } else {
        score = 300;  // masked where somebody's identity is protected
      }
      if (about.general && score > 300) score -= 200;
    } else if (inside || from || to) {
      if (dwelling) score = about.general ? 300 : 600;
      if (score == 0 && about.person_at == -1 && (inside || from) && !is_definite(name.span)) score = 520;
    }
    if (score > 0) add(name.span, score);
  }

  // "Malmö den 3 maj", "Kalmar 2025-02-09", "Svendborg, den 20. november": at the head of a line.
  void by_date(std::uint32_t start) {
    const Span word = around::word_at(tokens_, start);
    std::uint32_t pos = word.end;
    if (at(tokens_, pos) == ',') ++pos;
    const std::uint32_t next = around::past_blanks(tokens_, pos, 10);
    if (next == pos) return;
    const char c = at(tokens_, next);
    const bool date =
        around::is_digit(c) ||
        (c == 'd' && (at(tokens_, std::int64_t{next} + 1) == '.' || is_one_of(tokens_.of(around::word_at(tokens_, next)), {"den"})));
    if (!date || !has_date(next)) return;
    const Name name = read_name(start);
    if (!name.known || (name.person && !(in_.word(word).place >= 5 && c > '9'))) return;
    add(name.span, signed_by_office(next) ? 300 : 650);
  }
  [[nodiscard]] bool has_date(std::uint32_t pos) const {
    Span word = around::word_at(tokens_, pos);
    int digits = 0;
    bool month = false;
    for (int i = 0; i < 4 && !word.empty(); ++i) {
      if (around::is_digit(text_[word.start])) digits += static_cast<int>(word.size());
      month = month || in_.word(word).labels.has(Label::month);
      const char mark = at(tokens_, word.end);
      if (mark == ',') break;  // "Sverige 498, Norge 17"
      word = around::word_after(tokens_, word.end, 2);
    }
    return digits >= 4 || (month && digits >= 1);
  }
  // "För kommunen" in the lines below.
  [[nodiscard]] bool signed_by_office(std::uint32_t pos) const {
    Span word = around::word_at(tokens_, pos);
    for (int i = 0; i < 10; ++i) {
      word = around::word_after(tokens_, word.end, 8);
      if (word.empty()) return false;
      if (in_.word(word).labels.any(labels(Label::authority))) return true;
    }
    return false;
  }

  // A cell or a field by itself on a line that tells of somebody: "19971116-968   070-3327719   Åseda", "Davor Babić, son, Banja Luka"
  void by_column(std::uint32_t start) {
    const Span word = around::word_at(tokens_, start);
    if (word.size() < 3 || word.size() > 24) return;
    const Name name = read_name(start);
    if (!name.known || name.person || is_body(name.span)) return;
    const char after = at(tokens_, name.span.end);
    if (after != '\n' && after != '\0' && after != ',' && after != '.' && after != ';' && after != ')' && after != '\r' && after != '/' &&
        !(after == ' ' && at(tokens_, std::int64_t{name.span.end} + 1) == ' ') && after != '\t')
      return;
    if (at(tokens_, std::int64_t{start} - 2) == ':') return;
    // Not behind a street or postcode, which the address detector takes.
    const About about = line_before(start);
    if (about.person && !about.general) add(name.span, 560);
  }
  // "Kumla", (Vejle): of weight only where somebody's identity is protected.
  void by_itself(std::uint32_t start) {
    const Name name = read_name(start);
    if (!name.span.empty() && name.known && !name.person && !is_body(name.span)) add(name.span, 300);
  }
  // Is there somebody on the line ahead of `pos`?
  [[nodiscard]] About line_before(std::uint32_t pos) const {
    About about;
    Span word{pos, pos};
    for (int i = 1; i <= 16; ++i) {
      const Span next = around::word_before(tokens_, word.start, 40);
      if (next.empty()) break;
      if (text_.substr(next.end, word.start - next.end).contains('\n')) break;
      word = next;
      if (in_.word(word).labels.any(labels(Label::general, Label::authority, Label::official))) about.general = true;
      if (is_somebody(in_, word)) about.person = true;
    }
    return about;
  }

  // "Födelseort: Keren", "Ort/datum Hedemora 9/11", "By        Ringsted"
  void by_label(Span label) {
    std::uint32_t pos = label.end;
    bool marked = false;
    const char mark = at(tokens_, pos);
    if (mark == '/' ||
        (mark == ' ' && is_one_of(tokens_.of(around::word_at(tokens_, pos + 1)), {"och", "og"}))) {  // Ort/datum, Ort och datum
      const Span more = around::word_after(tokens_, pos + 1, 1);
      const Span date = mark == '/' ? more : around::word_after(tokens_, more.end, 1);
      if (date.empty() || !is_one_of(tokens_.of(date), {"datum", "dato", "tid", "land"})) return;
      pos = date.end;
      marked = true;
    }
    if (at(tokens_, pos) == ':') {
      marked = true;
      ++pos;
    }
    if (marked && (at(tokens_, pos) == '_' || at(tokens_, pos) == '*')) ++pos;
    const std::uint32_t next = around::past_blanks(tokens_, pos, 40);
    if (!marked && next - pos < 2 && !around::all_capitals(tokens_.of(label))) return;
    if (!around::field_begins(tokens_, label.start)) return;
    if (!tokens_.in_word(next) || !capital_at(tokens_, next)) return;
    const Name name = read_name(next);
    if (name.span.empty() || is_body(name.span)) return;
    if (name.known || is_unknown(name.span)) add(name.span, 750);
  }

  // "hon bor hos goran i kumla": chat.
  void in_small_letters(Span verb) {
    Span word = verb;
    for (int i = 0; i < 7; ++i) {
      const Span next = around::word_after(tokens_, word.end, 1);
      if (next.empty()) return;
      word = next;
      if (!is_one_of(tokens_.of(word), {"i", "från", "fra", "till", "til", "fr"})) continue;
      const Span place = around::word_at(tokens_, word.end + 1);
      if (place.empty() || capital_at(tokens_, place.start)) continue;
      const WordInfo& info = in_.word(place);
      if (info.place >= 5 && info.common == 0 && info.labels.empty() && info.first_name < info.place) add(place, 600);
      return;
    }
  }

  void add(Span span, int score) { out_.add(span, Type::place, Kind::none, score, {lexicon(Source::place)}); }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Findings& out_;
};

void run(const Context& in, Findings& out) { Places(in, out).run(); }

}  // namespace

const Detector place{"place", run};

}  // namespace mask
