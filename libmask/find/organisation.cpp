// Names of companies, schools, nurseries, care homes, associations and congregations: Bergs Åkeri AB, förskolan Myran, Baunehøjskolen,
// "arbejder hos Skyhøj", fields of forms. Not authorities, municipalities, hospitals.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <span>

#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/text/fold.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using around::at;
using around::capital_at;

// Endings that name an organisation in one word: Bäckbyskolan, Tingvallagymnasiet, Husflidsforeningen.
constexpr EndingSet endings({"skolan",     "skolen",     "gymnasiet",  "föreningen", "foreningen", "förskola",   "förskolan",
                             "huset",      "hemmet",     "hjemmet",    "boendet",    "klubben",    "kyrkan",     "kirken",
                             "stiftelsen", "centret",    "fonden",     "garden",     "gården",     "förening",   "forening",
                             "klubb",      "klub",       "kooperativ", "byrån",      "hallen",     "församling", "församlingen",
                             "menighed",   "menigheden", "selskab",    "selskabet",  "bolaget",    "bolag",      "kassen",
                             "skole",      "skola",      "gymnasium",  "stiftelse",  "selskap",    "börsen",     "boden",
                             "slagteriet", "fabrikken",  "fabriken",   "kliniken",   "klinikken",  "apoteket",   "forsikring",
                             "försäkring"});
// Words of what is no organisation here; the longer ones as endings too.
constexpr WordSet short_bodies({"rätt", "ret"});
constexpr EndingSet bodies({"kommun",   "kommune",     "kommunen",      "verket",        "styrelsen",    "nämnden",
                            "nämnd",    "nævnet",      "rådet",         "rätten",        "retten",       "domstolen",
                            "domstol",  "myndigheten", "sjukhus",       "sjukhuset",     "sygehus",      "sygehuset",
                            "hospital", "hospitalet",  "regionen",      "region",        "polisen",      "politi",
                            "politiet", "kassan",      "förvaltningen", "forvaltningen", "kontoret",     "enheten",
                            "udvalget", "centralen",   "ministeriet",   "departementet", "inspektionen", "ankestyrelsen"});

class Organisations {
 public:
  Organisations(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    constexpr Labels of_names =
        labels(Label::company_form, Label::organisation_head, Label::organisation_tail, Label::organisation_label, Label::employed);
    for (const Trigger& trigger : in_.triggers) {
      if (!trigger.labels.any(of_names)) continue;
      if (trigger.labels.has(Label::company_form) && by_form(trigger.span, trigger.span.end)) continue;
      if (trigger.labels.has(Label::organisation_label) && by_label(trigger.span)) continue;
      if (trigger.labels.has(Label::organisation_tail) && by_tail(trigger.span)) continue;
      if (trigger.labels.has(Label::organisation_head) && by_head(trigger.span)) continue;
      if (trigger.labels.has(Label::employed)) by_work(trigger.span);
    }
    for (const CapitalWord& word : in_.capital_words) {
      if (word.span.size() == 1) {
        if (at(tokens_, word.span.end) == '/') by_slash(word.span.start);
      } else if (word.span.size() >= 8 && word.info->common == 0) {
        by_ending(word.span, *word.info);
      }
    }
  }

 private:
  [[nodiscard]] bool is_capital(Span word) const { return !word.empty() && capital_at(tokens_, word.start); }
  [[nodiscard]] bool is_body(Span word) const {
    const std::string_view form = tokens_.of(word);
    return short_bodies.contains(form) || !bodies.find(form, 0).empty();
  }
  [[nodiscard]] bool any_body(Span name) const {
    for (Span word = around::word_at(tokens_, name.start); !word.empty() && word.start < name.end;
         word = around::word_after(tokens_, word.end, 4)) {
      if (is_body(word)) return true;
    }
    return false;
  }

  // The next word of a name: over a blank, a hyphen, "&", "och" before another capital.
  [[nodiscard]] Span next_part(std::uint32_t end) const {
    const char mark = at(tokens_, end);
    std::uint32_t next = end + 1;
    if (mark == '-' || mark == '\'') {
      const Span word = around::word_at(tokens_, next);
      return mark == '\'' || is_capital(word) ? word : Span{};
    }
    if (mark == ':' && at(tokens_, next) != ' ' && at(tokens_, next) != '\n') return around::word_at(tokens_, next);  // S:t
    if (mark == '.' && end - around::word_start(tokens_, end) == 1 && at(tokens_, next) == ' ') ++next;               // S. Olof
    if (mark != ' ' && mark != '.') return {};
    if (at(tokens_, next) == '&' && at(tokens_, std::int64_t{next} + 1) == ' ') next += 2;
    const Span word = around::word_at(tokens_, next);
    if (word.empty()) return {};
    if (is_capital(word)) return word;
    if (is_one_of(tokens_.of(word), {"och", "og", "av", "af", "for", "för", "of", "the", "de", "la", "del", "und", "and", "til"})) {
      const Span beyond = around::word_at(tokens_, word.end + 1);
      if (at(tokens_, word.end) == ' ' && is_capital(beyond)) return beyond;
    }
    return {};
  }
  [[nodiscard]] Span part_before(std::uint32_t start) const {
    if (start < 2) return {};
    std::uint32_t end = start - 1;
    const char mark = text_[end];
    if (mark == '-' || mark == '\'') {
      const Span word = around::word_ending(tokens_, end);
      return is_capital(word) ? word : Span{};
    }
    if (mark != ' ') return {};
    if (end >= 2 && text_[end - 1] == '&' && text_[end - 2] == ' ') end -= 2;
    const Span word = around::word_ending(tokens_, end);
    if (word.empty()) return {};
    if (is_capital(word)) return word;
    if (word.start > 2 && is_one_of(tokens_.of(word), {"och", "og", "i", "av", "af", "for", "för", "of"})) {
      const Span beyond = around::word_ending(tokens_, word.start - 1);
      if (text_[word.start - 1] == ' ' && is_capital(beyond) && !leads_in(beyond)) return beyond;
    }
    return {};
  }
  // "Ordförande i Hedens Båtklubb", "Medlem i ...": no part of the name.
  [[nodiscard]] bool leads_in(Span word) const {
    const WordInfo& info = in_.word(word);
    return info.labels.any(labels(Label::general, Label::title, Label::told_by)) || (info.common > 0 && opens_sentence(word.start));
  }
  // The words with capitals that go on from one; at most eight.
  [[nodiscard]] std::uint32_t end_of_name(Span word) const {
    for (int i = 0; i < 8; ++i) {
      const Span next = next_part(word.end);
      if (next.empty()) break;
      word = next;
    }
    return word.end;
  }
  [[nodiscard]] std::uint32_t start_of_name(Span word) const {
    for (int i = 0; i < 6; ++i) {
      const Span before = part_before(word.start);
      if (before.empty()) break;
      if (opens_sentence(before.start) && (is_opener(before) || before.size() == 1)) break;
      word = before;
    }
    return word.start;
  }
  // A common word with a capital only because a sentence begins.
  [[nodiscard]] bool is_opener(Span word) const {
    const WordInfo& info = in_.word(word);
    return info.common > 10 && info.last_name == 0 && (text_[word.end - 1] | 0x20) != 's';
  }
  [[nodiscard]] bool opens_sentence(std::uint32_t start) const {
    std::int64_t p = std::int64_t{start} - 1;
    while (at(tokens_, p) == ' ') --p;
    const char mark = at(tokens_, p);
    return p < 0 || mark == '.' || mark == '\n' || mark == '!' || mark == '?' || mark == ':';
  }
  [[nodiscard]] bool is_first_name(Span word) const {
    const WordInfo& info = in_.word(word);
    return info.first_name >= 5 && info.common == 0 && info.first_name >= info.place;
  }

  // "Holm Bygg AB": the words with capitals before it.
  bool by_form(Span form, std::uint32_t end) {
    const std::string_view written = tokens_.of(form);
    if (!is_capital(form)) return false;
    const Span before = part_before(form.start);
    if (before.empty()) {  // "AB Holm", "A/S Thrige"
      const Span next = around::word_at(tokens_, end + 1);
      if (written == "Inc" || at(tokens_, end) != ' ' || !is_capital(next)) return false;
      return add({form.start, end_of_name(next)}, 850);
    }
    return add({start_of_name(before), end}, 950);
  }
  // "A/S", "I/S", "P/S", "P/F"
  void by_slash(std::uint32_t start) {
    const char letter = at(tokens_, std::int64_t{start} + 2);
    if ((letter != 'S' && letter != 'F') || tokens_.in_word(std::int64_t{start} + 3) || tokens_.in_word(std::int64_t{start} - 1)) return;
    by_form({start, start + 1}, start + 3);
  }

  // "Arbetsgivare: Holm Bygg", "Skola      Bäckbyskolan"
  bool by_label(Span label) {
    std::uint32_t pos = label.end;
    if (!around::field_begins(tokens_, label.start)) return false;
    if (at(tokens_, pos) == ':') {
      pos = around::past_blanks(tokens_, pos + 1, 40);
    } else {
      const std::uint32_t next = around::past_blanks(tokens_, pos, 40);
      if (next - pos < 3) return false;
      pos = next;
    }
    if (!tokens_.in_word(pos) || !capital_at(tokens_, pos)) return false;
    const Span first = around::word_at(tokens_, pos);
    if (in_.word(first).labels.has(Label::authority) || is_first_name(first)) return false;
    return add({pos, std::max(end_of_cell(pos), end_of_name(first))}, 700);
  }

  // The end of a short field: to a comma, a parenthesis, two blanks or the end of the line; `pos` itself where it is long.
  [[nodiscard]] std::uint32_t end_of_cell(std::uint32_t pos) const {
    for (std::uint32_t i = pos; i < pos + 48; ++i) {
      const char c = at(tokens_, i);
      const char next = at(tokens_, std::int64_t{i} + 1);
      if (c == '\0' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ';' || c == '(' || c == folded_mark ||
          (c == ' ' && next == ' ') || (c == '.' && next == '\n') || (c == 'v' && next == '/'))
        return c == 'v' && i > pos ? i - 1 : i;
      if (c == ':' || (c == '.' && next == ' ' && i - around::word_start(tokens_, i) > 4)) return pos;
    }
    return pos;
  }

  // "Bergs Åkeri", "Hedens Skakskole"
  bool by_tail(Span tail) {
    if (tail.start < 3 || text_[tail.start - 1] == '-') return false;
    Span before = part_before(tail.start);
    if (before.empty()) {  // "Sankta Ragnhilds katolska församling"
      const Span between = around::word_ending(tokens_, tail.start - 1);
      if (between.empty() || between.size() < 4 || text_[tail.start - 1] != ' ') return false;
      before = part_before(between.start);
      if (before.empty() || text_[before.end - 1] != 's' || opens_sentence(before.start) || before.end + 1 != between.start) return false;
    }
    const bool small = !is_capital(tail);
    const std::string_view form = tokens_.of(tail);
    const WordInfo& info = in_.word(before);
    if (opens_sentence(before.start) && (is_opener(before) || (small && info.common > 5 && text_[before.end - 1] != 's'))) return false;
    if (tail.size() <= 2 && !around::all_capitals(form)) return false;
    if (is_one_of(tokens_.of(before),
                  {"hans", "hendes", "hennes", "vores", "vår", "min", "din", "deras", "deres", "denna", "denne", "ny", "andra"}))
      return false;
    if (before.size() < 2 || info.labels.any(labels(Label::title, Label::month))) return false;
    const bool joined = before.end + 1 < tail.start && at(tokens_, std::int64_t{tail.start} - 2) != '&';
    if (joined && info.last_name < 5) return false;  // "Vård och omsorg"
    const std::uint32_t end = small ? tail.end : end_of_name(tail);
    const Span name{start_of_name(before), end};
    if (around::all_capitals(form) && form.size() > 3 && has_joint(name)) return false;
    return add(name, small ? 600 : 750);
  }
  // "FRA KRO TIL KULTURHUS": a heading.
  [[nodiscard]] bool has_joint(Span name) const {
    for (Span word = around::word_at(tokens_, name.start); !word.empty() && word.start < name.end;
         word = around::word_after(tokens_, word.end, 4)) {
      if (is_one_of(tokens_.of(word),
                    {"fra", "från", "til", "till", "af", "av", "på", "om", "med", "för", "for", "och", "og", "i", "vid", "ved"}))
        return true;
    }
    return false;
  }

  // "förskolan Myran", "Restaurang Golden Lotus"
  bool by_head(Span head) {
    if (at(tokens_, head.end) != ' ') return false;
    std::uint32_t pos = head.end + 1;
    if (at(tokens_, pos) == '"') ++pos;
    const Span name = around::word_at(tokens_, pos);
    if (!is_capital(name) || name.size() < 2) return false;
    const WordInfo& info = in_.word(name);
    if (info.labels.any(labels(Label::title, Label::month, Label::authority))) return false;
    const bool capital = is_capital(head);
    if (!capital && is_first_name(name)) return false;
    return add({head.start, end_of_name(name)}, 700);
  }

  // "arbetar på Kalos", "job hos Kinagrill Amager"
  void by_work(Span work) {
    Span word = work;
    if (same_word(tokens_.of(work), "hos")) return at_somebodys(work);
    for (int i = 0; i < 7; ++i) {
      const Span next = around::word_after(tokens_, word.end, 2);
      if (next.empty()) return;
      for (std::uint32_t k = word.end; k < next.start; ++k) {
        if (text_[k] == '.' || text_[k] == ';' || text_[k] == ':') return;
      }
      word = next;
      if (!is_one_of(tokens_.of(word), {"på", "hos", "vid", "ved", "for", "för", "fra", "från"})) continue;
      const Span name = around::word_at(tokens_, word.end + 1);
      if (!is_capital(name)) continue;
      if (tokens_.of(word) != "hos" && in_.word(name).place > 0 && next_part(name.end).empty()) return;
      if (is_first_name(name) && next_part(name.end).empty()) return;
      add({name.start, end_of_name(name)}, 650);
      return;
    }
  }

  // "hos Skyhøj Data": two words or more with capitals, none of them a name of people.
  void at_somebodys(Span hos) {
    Span word = around::word_at(tokens_, hos.end + 1);
    if (!is_capital(word)) return;
    const Span first = word;
    int words = 0;
    for (; !word.empty() && words < 8; word = next_part(word.end), ++words) {
      const WordInfo& info = in_.word(word);
      if (info.first_name >= 4 || info.labels.any(labels(Label::title, Label::authority)) || (words == 0 && info.last_name >= 7)) return;
    }
    if (words >= 2) add({first.start, end_of_name(first)}, 560);
  }

  void by_ending(Span word, const WordInfo& info) {
    const std::uint32_t start = word.start;
    const std::string_view form = tokens_.of(word);
    if (form.size() > 40) return;
    const std::string_view ending = endings.find(form);
    if (ending.empty()) return;
    if (info.labels.any(labels(Label::authority, Label::title, Label::organisation_head, Label::organisation_tail))) return;
    const std::uint32_t begin = start_of_name(word);
    const bool definite = (form.back() | 0x20) == 'n' || (form.back() | 0x20) == 't';
    const std::uint32_t end = definite && !opens_list(word.end) ? end_of_name(word) : word.end;
    const bool alone = begin == start && end == word.end;
    const bool vague = is_one_of(
        ending, {"huset", "hallen", "boden", "fonden", "kliniken", "klinikken", "gården", "garden", "centret", "byrån", "hemmet"});
    if (alone && is_one_of(form, {"rådhuset",      "kulturhuset",    "stadshuset",  "folkhälsan",  "familieretshuset", "jobcentret",
                                  "borgercentret", "medborgarhuset", "kommunhuset", "borgerhuset", "sygehuset",        "sjukhemmet",
                                  "klubbhuset",    "sommarhuset",    "sommerhuset", "förskolan",   "grundskolan",      "gymnasiet",
                                  "högskolan",     "folkeskolen",    "fagforening", "føreningen"}))
      return;
    if (around::all_capitals(form) && has_joint({begin, end})) return;
    if (alone && (vague || (opens_sentence(start) && info.place == 0 && at(tokens_, word.end) != '\n'))) {
      add(word, vague && opens_sentence(start) ? 350 : 520);
      return;
    }
    add({begin, end}, 700);
  }
  [[nodiscard]] bool opens_list(std::uint32_t end) const {
    const Span next = around::word_at(tokens_, end + 1);
    return at(tokens_, end) == ' ' && !next.empty() && is_first_name(next) && in_.word(next).place == 0;
  }

  bool add(Span name, int score) {
    if (any_body(name)) return false;
    out_.add(name, Type::organisation, Kind::none, score, {lexicon(Source::organisation)});
    return true;
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Findings& out_;
};

void run(const Context& in, Findings& out) { Organisations(in, out).run(); }

}  // namespace

const Detector organisation{"organisation", run};

}  // namespace mask
