// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/title.h"

#include <algorithm>
#include <array>
#include <span>

#include "libmask/find/around.h"
#include "libmask/find/organisation_words.h"
#include "libmask/text/word_set.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

using namespace around;

// A name in a title that is none has this score: it is shown, and not masked.
constexpr std::uint16_t dropped = 200;
constexpr std::uint16_t company = 900;
constexpr int known = 4;   // weight of a name that some bear
constexpr int common = 9;  // that many bear
constexpr std::size_t longest_title = 400;
constexpr std::size_t most_words = 8;

// What follows a thing at the start of a title: "Anke fra …", "Høns på …".
constexpr std::string_view follow_things_words[] = {
    "fra", "från",  "om",   "på",     "av",  "af",  "för",   "for", "till", "til", "i",    "over", "över",   "mot",    "mod",  "ved", "vid",
    "med", "efter", "inom", "enligt", "iht", "und", "under", "ur",  "ud",   "til", "samt", "till", "mellan", "mellem", "utan", "uden"};
constexpr WordSet follow_things(follow_things_words);
// What a place follows rather than a person.
constexpr std::string_view lead_to_places_words[] = {
    "vid",    "ved",   "i",         "på",       "kv",     "kvarteret",  "kvarter",    "sankt",      "sct",        "sankta",  "skt",
    "nära",   "nær",   "inom",      "gl",       "gamla",  "gamle",      "norra",      "södra",      "östra",      "västra",  "nye",
    "nya",    "stora", "lilla",     "store",    "lille",  "övning",     "øvelse",     "projekt",    "stormen",    "skeppet", "skibet",
    "hotell", "hotel", "krogen",    "kroen",    "caféet", "café",       "restaurang", "restaurant", "stiftelsen", "fonden",  "legatet",
    "kung",   "kong",  "drottning", "dronning", "prins",  "prinsessan", "lex",        "systemet",   "appen"};
constexpr WordSet lead_to_places(lead_to_places_words);

class Title {
 public:
  Title(const Context& in, Span title) : in_(in), tokens_(in.tokens), text_(in.tokens.text), title_(title) {
    bool has_small = false;
    for (std::uint32_t at = title.start; at < title.end; ++at) has_small = has_small || is_lower(text_[at]);
    is_all_capitals_ = !has_small;
  }

  // What is no name gets a low score; what stands around a name is cut off it. What stands behind a small word in the middle is left to
  // `rest`, which is empty otherwise.
  void judge(Finding& finding, Span& rest) const {
    rest = {};
    if (finding.type != Type::person || finding.role != Role::none || finding.score <= dropped) return;
    std::array<Span, most_words> words;
    std::size_t count = 0;
    for (Span word = first_word(finding.span.start, finding.span.end); !word.empty(); word = first_word(word.end, finding.span.end)) {
      if (count == most_words) return;
      words[count++] = word;
    }
    std::size_t first = 0;
    std::size_t last = count;
    while (first < last && is_thing({words.data() + first, last - first})) ++first;
    while (last > first && is_small_word(words[last - 1])) --last;
    if (first == last) {
      finding.score = dropped;
      return;
    }
    for (std::size_t i = first + 1; i + 1 < last; ++i) {
      if (!is_small_word(words[i]) || words[i].size() < 2 || is_particle(words[i])) continue;
      rest = {words[i + 1].start, finding.span.end};
      last = i;
    }
    if (first == 0 && last == count) return;
    finding.span.start = first == 0 ? finding.span.start : words[first].start;
    finding.span.end = last == count ? finding.span.end : words[last - 1].end;
    if (last - first == 1) finding.kind = Kind::bare_name;
  }

 private:
  Span first_word(std::uint32_t at, std::uint32_t end) const {
    while (at < end && !tokens_.in_word(at)) ++at;
    return {at, at < end ? std::min(tokens_.word_end(at), end) : at};
  }

  int weight(Span word) const {
    const WordInfo& info = in_.word(word);
    int best = std::max(info.first_name, info.last_name);
    if (word.size() > 3 && (text_[word.end - 1] | 0x20) == 's') {
      const WordInfo& bare = in_.lexicon.find(text_.substr(word.start, word.size() - 1));
      best = std::max({best, static_cast<int>(bare.first_name), static_cast<int>(bare.last_name)});
    }
    return best;
  }
  bool is_initial(Span word) const {
    return word.end < tokens_.size() && text_[word.end] == '.' && word.size() <= 2 && capital_at(tokens_, word.start);
  }

  // The start of the title, or of what stands behind a colon.
  bool opens(Span word) const {
    std::uint32_t at = word.start;
    while (at > title_.start && !tokens_.in_word(std::int64_t{at} - 1) && text_[at - 1] != ':') --at;
    return at == title_.start || text_[at - 1] == ':';
  }
  Span next(Span word) const {
    if (word.end + 1 >= title_.end || text_[word.end] != ' ' || !tokens_.in_word(word.end + 1)) return {};
    return {word.end + 1, std::min(tokens_.word_end(word.end + 1), title_.end)};
  }
  Span before(Span word) const {
    if (word.start < title_.start + 2 || text_[word.start - 1] != ' ') return {};
    std::uint32_t end = word.start - 1;
    if (text_[end - 1] == '.') --end;
    const std::uint32_t start = tokens_.word_start(end);
    return {std::max(start, title_.start), end};
  }

  bool is_abbreviation(Span word) const {
    static constexpr std::string_view abbreviations_words[] = {"ang", "vedr", "ctr",  "avs", "bet", "tlf", "tfn", "tel", "nr",  "kl",
                                                               "ca",  "inkl", "exkl", "mm",  "mfl", "dvs", "obs", "jfr", "jf",  "evt",
                                                               "ev",  "iht",  "osv",  "bl",  "fr",  "pga", "mht", "dnr", "jnr", "mot",
                                                               "mod", "kv",   "fd",   "tf",  "re",  "sv",  "fw",  "fwd", "vs",  "kopia"};
    static constexpr WordSet abbreviations(abbreviations_words);
    return abbreviations.contains(tokens_.of(word));
  }
  // A word in small letters that is not known as a name. A few bear any word as one.
  bool is_small_word(Span word, bool is_alone = false) const {
    if (capital_at(tokens_, word.start)) return false;
    const WordInfo& info = in_.word(word);
    if (is_abbreviation(word)) return true;
    const int name = weight(word);
    if (is_alone) return name < common || info.common > 0 || !info.labels.empty();
    return name < 5 || info.common > name || (!info.labels.empty() && name < common);
  }
  bool is_particle(Span word) const {
    static constexpr std::string_view particles_words[] = {
        "von", "van", "af", "av", "de", "da",  "al",  "el",  "bin", "der", "di", "ben", "abu", "du", "la",  "le", "ibn",  "bint", "dos",
        "del", "zu",  "ul", "ud", "os", "den", "ter", "las", "los", "í",   "á",  "við", "y",   "e",  "och", "og", "till", "til"};
    static constexpr WordSet particles(particles_words);
    return particles.contains(tokens_.of(word));
  }
  // Møllebækken, Slottsparken: no surname ends with the name of a place in its definite form.
  bool names_spot(Span word) const {
    static constexpr auto endings = std::to_array<std::string_view>(
        {"bækken",    "bäcken",    "åen",         "søen",        "sjön",   "skoven", "skogen", "parken", "bron",   "broen",  "torget",
         "torvet",    "pladsen",   "platsen",     "hamnen",      "havnen", "marken", "ängen",  "engen",  "backen", "bakken", "stranden",
         "gården",    "haven",     "vägen",       "vejen",       "gatan",  "gaden",  "stigen", "stien",  "allén",  "alléen", "området",
         "kvarteret", "stationen", "kyrkogården", "kirkegården", "badet",  "hallen", "udden",  "viken",  "ådalen", "bugten", "kanalen"});
    const std::string_view form = tokens_.of(word);
    return std::ranges::any_of(endings, [&](std::string_view ending) {
      return form.size() >= ending.size() + 2 && same_word(form.substr(form.size() - ending.size()), ending);
    });
  }

  // Is the first of these words, which were taken for a name, none?
  bool is_thing(std::span<const Span> words) const {
    const Span word = words.front();
    if (is_initial(word)) return false;
    const WordInfo& info = in_.word(word);
    const int name = weight(word);
    const bool is_alone = words.size() == 1;
    if (is_small_word(word, is_alone)) return true;
    if (!capital_at(tokens_, word.start)) return false;
    if (opens(word) && is_abbreviation(word) && word.end < title_.end && (text_[word.end] == '.' || text_[word.end] == ':')) return true;
    // "JO-anmälan", "Ribe-egnen"
    if (word.end + 1 < title_.end && text_[word.end] == '-' && is_lower_at(word.end + 1) && name < common + 3) return true;
    if (word.start > title_.start + 1 && text_[word.start - 1] == '-' && text_[word.start - 2] == ' ') return false;
    const char mark = word.end < title_.end ? text_[word.end] : '\0';
    const bool is_apart = is_alone || mark == ',' || mark == ':' || mark == ';';
    if (all_capitals(tokens_.of(word)) && !is_all_capitals_ && is_apart && word.size() <= 5 && (name < common || !info.labels.empty()))
      return true;  // LSS, KS
    // "Fam. Bergvall"
    if ((!is_alone || mark == '.') && info.labels.has(Label::title) && name < 6) return true;
    if (name < common && info.labels.any(labels(Label::organisation_head, Label::organisation_tail, Label::authority))) return true;
    if (name < known && ends_like_organisation(tokens_.of(word))) return true;
    if (is_alone && name < common && names_spot(word)) return true;
    const Span after = next(word);
    const bool small_follows = !after.empty() && !capital_at(tokens_, after.start);
    if (opens(word)) {
      // "Partshøring, …", "Olietank sløjfet, …"
      if (name == 0 && (is_apart || small_follows || looks_like_noun(word))) return true;
      if (is_alone && name < common && !after.empty() && follow_things.contains(tokens_.of(after))) return true;
    }
    const Span ahead = before(word);
    if (!ahead.empty() && is_one_of(tokens_.of(ahead), {"sankt", "sankta", "sct", "skt"})) return true;
    const bool is_first_name = info.first_name >= common && info.common == 0;
    if (is_alone && !ahead.empty() && !is_first_name) {
      const std::string_view lead = tokens_.of(ahead);
      if (lead_to_places.contains(lead) && name < 12) return true;
      // "Plejecenter Egebo"
      if (in_.lexicon.find(lead).labels.has(Label::organisation_head) && in_.lexicon.find(lead).last_name < common) return true;
    }
    // "Sjöviks camping"
    if (is_alone && small_follows && name == 0 && word.size() > 4 && (text_[word.end - 1] | 0x20) == 's' &&
        in_.lexicon.find(text_.substr(word.start, word.size() - 1)).place >= known)
      return true;
    return false;
  }
  bool is_lower_at(std::uint32_t at) const { return !capital_at(tokens_, at) && !is_digit(text_[at]) && tokens_.in_word(at); }

  // Long words that end as nouns of matters and papers do: Vårdnadsutredning, Klageskrivelse, Byggetilladelse.
  bool looks_like_noun(Span word) const {
    static constexpr auto endings = std::to_array<std::string_view>(
        {"ning",      "ningen", "else",      "elsen",      "het",      "hed",   "heten",     "skap",    "skab",   "tion",   "sion",
         "ande",      "ende",   "ärende",    "lov",        "plan",     "taxa",  "takst",     "rapport", "avtal",  "aftale", "anmälan",
         "sökan",     "klagan", "klage",     "tvist",      "sag",      "sager", "ydelse",    "lån",     "tal",    "bidrag", "tilskud",
         "stöd",      "støtte", "fravær",    "frånvaro",   "auktion",  "fald",  "protokoll", "referat", "möte",   "møde",   "brev",
         "skrivelse", "krav",   "tillstånd", "beslut",     "yttrande", "svar",  "talan",     "begäran", "avgift", "gebyr",  "skatt",
         "skat",      "bygge",  "sak",       "resolution", "skada",    "skade", "dom",       "pligt",   "plikt",  "vård",   "pleje",
         "placering", "ansvar", "rätt",      "ret",        "grund"});
    const std::string_view form = tokens_.of(word);
    if (form.size() < 7) return false;
    return std::ranges::any_of(endings, [&](std::string_view ending) {
      return form.size() >= ending.size() + 3 && same_word(form.substr(form.size() - ending.size()), ending);
    });
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Span title_;
  bool is_all_capitals_ = false;
};

}  // namespace

namespace {

// "Marklov, Hjortronet 8": a quarter of a Swedish town by a word in its definite form, and the number of the plot.
void find_plots(const Context& in, Span title, Findings& out) {
  const Tokens& tokens = in.tokens;
  for (std::uint32_t at = title.start; at + 1 < title.end; ++at) {
    if (tokens.text[at] != ' ' || !is_digit(tokens.text[at + 1]) || !tokens.in_word(std::int64_t{at} - 1)) continue;
    const Span name{std::max(tokens.word_start(at), title.start), at};
    const Span number{at + 1, std::min(tokens.word_end(at + 1), title.end)};
    const std::string_view form = tokens.of(name);
    const bool is_definite = form.ends_with('n') || form.ends_with("et");
    const bool is_number = number.size() <= 3 && std::ranges::all_of(tokens.of(number), is_digit);
    const char after = number.end < title.end ? tokens.text[number.end] : ',';
    const bool ends = after == ',' || after == ')' || after == ';' || (after == ' ' && tokens.text[number.end + 1] == '(');
    const bool is_led = name.start > title.start + 1 && tokens.text[name.start - 1] == ' ' &&
                        (tokens.text[name.start - 2] == ',' || tokens.in_word(name.start - 2));
    const WordInfo& info = in.word(name);
    if (!is_definite || !is_number || !ends || !is_led || form.size() < 4 || !capital_at(tokens, name.start) || !info.labels.empty() ||
        info.last_name >= common || info.first_name >= common || ends_like_organisation(form))
      continue;
    out.add({name.start, number.end}, Type::property, Kind::se_property, 600, {shape(Shape::loose)});
  }
}

}  // namespace

void find_in_title(const Context& in, Span title, std::size_t from, std::size_t to, Findings& out) {
  if (title.size() > longest_title) return;
  find_plots(in, title, out);
  const Title judge(in, title);
  for (std::size_t i = from; i < to; ++i) {
    // Part of a company's name.
    const auto is_company = [&](const Finding& other) {
      return other.type == Type::organisation && other.score >= company && other.span.contains(out.list[i].span);
    };
    if (out.list[i].type == Type::person &&
        std::any_of(out.list.begin() + static_cast<std::ptrdiff_t>(from), out.list.begin() + static_cast<std::ptrdiff_t>(to), is_company))
      out.list[i].score = std::min(out.list[i].score, dropped);
    Span rest;
    judge.judge(out.list[i], rest);
    for (std::size_t at = i; !rest.empty();) {
      Finding more = out.list[at];
      more.span = rest;
      judge.judge(more, rest);
      at = out.list.size();
      out.list.push_back(more);
    }
  }
}

}  // namespace mask
