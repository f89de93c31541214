// Persons by a mark of theirs: initials under a note ("/bm", "Ref.: ljk"), nicknames in quotes ("kallad "Kniven""), and what stands beside
// a name that could be something else: "Livs pappa", "Dag yrkar", "Kopia: D Jovanovic", "hon hedder siriporn".
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/find/signs.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using namespace around;

bool ends_line(const Tokens& tokens, std::uint32_t end) {
  if (at(tokens, end) == '.') ++end;
  const std::uint32_t after = past_blanks(tokens, end, 8);
  const char c = at(tokens, after);
  return c == '\0' || c == '\n' || c == '\r';
}

// Two to four letters that are no word.
bool is_initials(const Context& in, Span word) {
  const std::string_view text = in.tokens.of(word);
  if (text.size() < 2 || text.size() > 4 || std::ranges::any_of(text, is_digit)) return false;
  const WordInfo& info = in.lexicon.find(text);
  static constexpr WordSet units({"st",  "kg", "km",  "tim", "mån", "md", "dag", "uge", "vk", "pers", "stk",
                                  "mdr", "kr", "sek", "dkk", "min", "ml", "mg",  "cm",  "mm", "ha"});
  return info.common == 0 && info.labels.empty() && !units.contains(text);
}

// "… till nämnden. /bm"
void look_at_slash(const Context& in, std::uint32_t slash, Findings& out) {
  const Tokens& tokens = in.tokens;
  const char before = at(tokens, std::int64_t{slash} - 1);
  if (before != ' ' && before != '\n') return;
  const Span word = word_at(tokens, slash + 1);
  if (!is_initials(in, word) || !ends_line(tokens, word.end)) return;
  // A line of nothing else is a path or an option, unless it ends a letter.
  const bool ends_all = past_blanks(tokens, word.end, 8) + 1 >= tokens.size();
  if (before == '\n' && at(tokens, std::int64_t{slash} - 2) == '\n' && !ends_all) return;
  out.add(word, Type::person, Kind::bare_name, 500, {shape(Shape::prefix)}).role = Role::official;
}

// "Ref.: ljk", "sekr. hm", "Kontrol: abk": `end` is the end of the label.
void look_behind_label(const Context& in, std::uint32_t end, Findings& out) {
  const Tokens& tokens = in.tokens;
  std::uint32_t start = end;
  if (at(tokens, start) == '.') ++start;
  if (at(tokens, start) == ':') ++start;
  if (start == end || at(tokens, start) != ' ') return;
  const Span word = word_at(tokens, start + 1);
  if (!is_initials(in, word) || !ends_line(tokens, word.end)) return;
  out.add(word, Type::person, Kind::bare_name, 500, {context(Label::title, -1)}).role = Role::official;
}

// kallad "Kniven", vännen "Ryssen": `quote` is the opening one.
void look_at_nickname(const Context& in, std::uint32_t quote, Findings& out) {
  const Tokens& tokens = in.tokens;
  const Span word = word_at(tokens, quote + 1);
  if (word.size() < 3 || word.size() > 20 || at(tokens, word.end) != '"' || !capital_at(tokens, word.start)) return;
  if (at(tokens, std::int64_t{quote} - 1) != ' ') return;
  static constexpr WordSet leads({"kaldenavn", "øgenavn",    "smeknamn", "öknamn", "tilltalsnamn", "kallad", "kallas", "kallade",
                                  "kallat",    "alias",      "kaldet",   "kaldt",  "kaldes",       "kendt",  "vännen", "vennen",
                                  "kompisen",  "kammeraten", "grannen",  "naboen", "hos",          "mannen", "manden"});
  const std::string_view lead = tokens.of(word_ending(tokens, quote - 1));
  // "medgärningsman "Lången"", "vännen "Kniven""
  const auto ends_so = [&](std::string_view ending) {
    return lead.size() > ending.size() && same_word(lead.substr(lead.size() - ending.size()), ending);
  };
  if (leads.contains(lead) || ends_so("gärningsman") || ends_so("gerningsmand") || ends_so("misstänkte") || ends_so("kamraten"))
    out.add(word, Type::person, Kind::bare_name, 550, {context(Label::name_phrase, -1)});
}

// Neither the lexicon nor the model knows the word.
bool is_unknown(const Context& in, std::string_view word) {
  const WordInfo& info = in.lexicon.find(word);
  return in.model != nullptr && info.first_name + info.last_name + info.place + info.common == 0 && info.labels.bits == 0 &&
         in.model->statistics_of_word(word, in.lexicon).capitals == 0;
}

// "Livs pappa", "Rûkens mor": `name` stands before a word for one of the family.
void look_at_family(const Context& in, Span name, Findings& out) {
  const std::string_view word = in.tokens.of(name);
  if (word.size() < 4 || word.back() != 's' || same_word(word, "hans")) return;  // "Hans dotter": whose?
  const std::string_view base = word.substr(0, word.size() - 1);
  const WordInfo& info = in.lexicon.find(base);
  const bool is_name = info.first_name >= 4 && info.place <= info.first_name && info.labels.empty();
  if (!is_name && !(is_unknown(in, base) && is_unknown(in, word))) return;
  out.add({name.start, name.end - 1}, Type::person, Kind::bare_name, is_name ? 600 : 450, {context(Label::person_label, 1)});
}

// "Dag påminner", "Liv oplyser": a first name that is a word too, or a word that nobody knows, does what people do.
void look_at_deed(const Context& in, Span name, Findings& out) {
  const std::string_view word = in.tokens.of(name);
  const WordInfo& info = in.lexicon.find(word);
  const bool is_name = info.first_name >= 5 && info.first_name + 1 >= info.common && info.labels.empty();
  if (!is_name && !is_unknown(in, word)) return;
  out.add(name, Type::person, Kind::bare_name, is_name ? 600 : 400, {context(Label::name_phrase, 1)});
}

// "Toyokuni VI"
void look_at_numeral(const Context& in, Span name, Findings& out) {
  const Span number = word_at(in.tokens, name.end + 1);
  static constexpr WordSet numerals(
      {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII"});
  if (number.size() < 2 || !all_capitals(in.tokens.of(number)) || !numerals.contains(in.tokens.of(number))) return;
  const WordInfo& info = in.lexicon.find(in.tokens.of(name));
  const bool is_name = info.first_name >= 6 && info.common == 0;
  if (is_name || (!all_capitals(in.tokens.of(name)) && is_unknown(in, in.tokens.of(name))))
    out.add({name.start, number.end}, Type::person, Kind::full_name, is_name ? 600 : 450, {shape(Shape::exact)});
}

void look_behind_name(const Context& in, Span name, Findings& out) {
  const Tokens& tokens = in.tokens;
  const char next_letter = at(tokens, name.end + 1);
  if (next_letter == 'I' || next_letter == 'V' || next_letter == 'X') return look_at_numeral(in, name, out);
  if (at(tokens, name.end) != ' ' || !is_letter(at(tokens, name.end + 1)) || is_upper(at(tokens, name.end + 1))) return;
  const Span next = word_at(tokens, name.end + 1);
  if (next.size() < 2 || next.size() > 14) return;
  static constexpr WordSet family(
      {"pappa",     "mamma",       "mor",         "far",         "moder",    "fader",    "fru",      "make",        "maka",
       "sambo",     "son",         "dotter",      "bror",        "syster",   "barn",     "barns",    "familj",      "föräldrar",
       "mormor",    "farmor",      "morfar",      "farfar",      "flickvän", "pojkvän",  "kompis",   "kone",        "mand",
       "man",       "søn",         "datter",      "søster",      "børn",     "forældre", "kæreste",  "familie",     "pappas",
       "mammas",    "ægtefælle",   "hustru",      "svägerska",   "svoger",   "svåger",   "tvilling", "storasyster", "lillebror",
       "storebror", "lillesyster", "storesøster", "lillesøster", "styvfar",  "stedfar",  "plejemor", "plejefar",    "vårdnadshavare"});
  static constexpr WordSet deeds(
      {"påminner",  "yrkar",   "anmäler",    "frågar",   "undrar",     "informerar", "berättar", "svarar",  "säger",     "menar",
       "anser",     "önskar",  "föreslår",   "uppger",   "framhåller", "reserverar", "begär",    "tackar",  "tycker",    "tror",
       "mår",       "bor",     "arbetar",    "jobbar",   "studerar",   "ringer",     "ringde",   "skrev",   "berättade", "frågade",
       "svarade",   "sade",    "sa",         "undrade",  "upplever",   "upplevde",   "oplyser",  "oplyste", "fortæller", "fortalte",
       "siger",     "sagde",   "spørger",    "spurgte",  "mener",      "mente",      "ønsker",   "ønskede", "foreslår",  "foreslog",
       "svarede",   "svarer",  "synes",      "arbejder", "takker",     "påmindede",  "påminder", "ringede", "bad",       "uttrycker",
       "beskriver", "beskrev", "fortsætter", "kände",    "gråter",     "græder",     "sover",    "åt",      "vågnade",   "udtaler",
       "udtalte",   "hälsar",  "intygar"});
  const std::string_view behind = tokens.of(next);
  if (family.contains(behind)) look_at_family(in, name, out);
  if (deeds.contains(behind)) look_at_deed(in, name, out);
}

// "Kopia: D Jovanovic", "M Lindgren, enhetschef": an initial that has lost its stop.
void look_at_initial(const Context& in, Span letter, Findings& out) {
  const Tokens& tokens = in.tokens;
  if (at(tokens, letter.end) != ' ' || !capital_at(tokens, letter.end + 1)) return;
  const Span name = word_at(tokens, letter.end + 1);
  if (name.size() < 3 || name.size() > 30) return;
  const std::string_view word = tokens.of(name);
  const char after = at(tokens, name.end);
  if (all_capitals(word) || after == ':' || after == '-') return;
  const std::uint32_t edge = back_over_blanks(tokens, letter.start, 24);
  const char mark = at(tokens, std::int64_t{edge} - 1);
  const bool is_labelled = mark == ':' || mark == '/' || mark == ',' || mark == ';' || mark == '|' || letter.start - edge >= 2;
  const bool opens = mark == '\n' || mark == '\0';
  if (!is_labelled && !opens) return;
  const WordInfo& info = in.lexicon.find(word);
  const bool is_name = info.last_name >= 4 && info.common == 0 && info.place <= info.last_name && info.labels.empty();
  const bool ends = after == ',' || after == '\n' || after == '\0' || after == ')' || after == ';' || after == '|';
  if (is_name || (mark == ':' && ends && is_unknown(in, word)))
    out.add({letter.start, name.end}, Type::person, Kind::full_name, is_name ? 600 : 450, {mask::lexicon(Source::last_name)});
}

// "lngrid": a small l read for a capital I. `start` is that of the l.
void look_at_misread(const Context& in, std::uint32_t start, Findings& out) {
  const Tokens& tokens = in.tokens;
  if (start > 0 && tokens.in_word(std::int64_t{start} - 1)) return;
  const char next = at(tokens, start + 1);
  if (!is_lower(next) || std::string_view("aeiouyjl").contains(next)) return;
  const Span word = word_at(tokens, start);
  if (word.size() < 3 || word.size() > 20) return;
  std::string read(tokens.of(word));
  if (in.lexicon.find(read).common > 0) return;
  read[0] = 'I';
  const WordInfo& info = in.lexicon.find(read);
  if (std::max(info.first_name, info.last_name) < 6 || info.common > 0 || info.place > info.first_name) return;
  out.add(word, Type::person, Kind::bare_name, 600, {mask::lexicon(Source::first_name), shape(Shape::ocr)});
}

// "hon hedder siriporn chaiyasit", "min mor chen shufen": names in small letters that no list holds. `lead` announces them.
void look_behind_lead(const Context& in, Span lead, bool is_kin, Findings& out) {
  const Tokens& tokens = in.tokens;
  if (is_kin) {
    const Span whose = at(tokens, std::int64_t{lead.start} - 1) == ' ' ? word_ending(tokens, lead.start - 1) : Span{};
    static constexpr WordSet owners(
        {"min", "mit", "mitt", "mina", "mine", "vår", "vores", "hans", "hennes", "hendes", "din", "dit", "ditt"});
    if (!owners.contains(tokens.of(whose))) return;
  }
  const auto next_word = [&](std::uint32_t end) {
    return at(tokens, end) == ' ' && is_letter(at(tokens, end + 1)) && !capital_at(tokens, end + 1) ? word_at(tokens, end + 1) : Span{};
  };
  Span word = next_word(lead.end);
  if (is_one_of(tokens.of(word),
                {"rigtigt", "egentligen", "egentlig", "egentligt", "nemlig", "nu", "visst", "vist", "också", "også", "bara"}))
    word = next_word(word.end);
  Span name{word.start, word.start};
  for (int i = 0; i < 3 && word.size() >= 3 && word.size() <= 20; ++i) {
    const std::string_view text = tokens.of(word);
    const WordInfo& info = in.lexicon.find(text);
    const bool is_name = std::max(info.first_name, info.last_name) >= 4 && info.common == 0;
    if (!is_name && !is_unknown(in, text)) break;
    name.end = word.end;
    word = next_word(word.end);
  }
  if (name.size() < 3 || in.model == nullptr) return;
  out.add(name, Type::person, Kind::bare_name, 500, {context(Label::name_phrase, -1)});
}

void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  for (const Trigger& trigger : in.triggers) {
    const bool is_kin = trigger.labels.has(Label::person_label) && trigger.labels.has(Label::age);
    if (is_kin || trigger.labels.has(Label::name_phrase)) look_behind_lead(in, trigger.span, is_kin, out);
  }
  each_sign(in, 'l', [&](std::uint32_t letter) { look_at_misread(in, letter, out); });
  each_sign(in, '/', [&](std::uint32_t slash) { look_at_slash(in, slash, out); });
  each_sign(in, '"', [&](std::uint32_t quote) { look_at_nickname(in, quote, out); });
  static constexpr WordSet labels({"ref", "referent", "sekr", "kontrol", "kontroll", "sign", "avskr", "afskr", "renskr", "handl", "utskr"});
  for (const CapitalWord& word : in.capital_words) {
    const auto [start, end] = word.span;
    const char after = at(tokens, end);
    if (after == ' ') {
      const bool is_letter_alone = end - start == (static_cast<unsigned char>(tokens.text[start]) < 0x80 ? 1U : 2U);
      if (is_letter_alone) {
        look_at_initial(in, {start, end}, out);
      } else if (end - start >= 2 && end - start <= 24) {
        look_behind_name(in, {start, end}, out);
      }
    }
    if ((after == '.' || after == ':') && end - start < 10 && labels.contains(tokens.of({start, end}))) look_behind_label(in, end, out);
  }
}

}  // namespace

const Detector person_mark{"person.mark", run};

}  // namespace mask
