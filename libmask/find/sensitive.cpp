// What is told about a person: illness, medicine, belief, origin, orientation, union, opinion, offence. Words of the tables, weighed by
// whether their sentence speaks of somebody; a policy on diabetes care tells nothing of anyone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/about.h"
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

class Told {
 public:
  Told(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), out_(out) {}

  void run() {
    for (const Trigger& trigger : in_.triggers) {
      if (trigger.labels.has(Label::told)) look_at(trigger.span);
      if (trigger.labels.has(Label::told_by)) led_by(trigger.span);
    }
  }

 private:
  void look_at(Span word) {
    if (is_part(word)) return;
    const int strength = static_cast<int>(in_.word(word).value);
    const About about = read_about(in_, word, 8, 4);
    const int score = weigh(word, strength, about);
    if (score == 0) return;
    const Span span{phrase_start(word), phrase_end(word)};
    if (about.told_by) {
      out_.add(span, Type::sensitive, Kind::none, score, {lexicon(Source::told), context(Label::told_by, -1)});
    } else {
      out_.add(span, Type::sensitive, Kind::none, score, {lexicon(Source::told)});
    }
  }

  // "Astma- och allergiförbundet", "hiv-test": part of another word.
  bool is_part(Span word) const {
    if (around::at(tokens_, word.end) != '-') return false;
    const char next = around::at(tokens_, std::int64_t{word.end} + 1);
    return around::is_letter(next) || next == ' ';
  }

  int weigh(Span word, int strength, const About& about) const {
    const bool whose = about.person_at < 0 || about.told_by;
    if (about.general && !whose) return strength == 3 && about.person ? 600 : 250;
    if (strength == 3) return about.denied && !about.person ? 300 : about.person ? 900 : 750;
    if (about.denied) return 250;
    if (strength == 2) return whose ? 850 : 650;
    if (whose) return 700;
    if (strength == 4) return 300;
    return around::field_begins(tokens_, word.start) ? 350 : 520;
  }

  // "Diagnos: ...", "lider av ...", "medlem i ...": what follows is told, whether a table knows it or not.
  void led_by(Span lead) {
    const std::uint32_t end = lead.end;
    if (lead.size() == 2) return dose(lead);
    if (around::at(tokens_, end) == ':') {
      if (around::field_begins(tokens_, lead.start)) follow(around::past_blanks(tokens_, end + 1, 24), 650, false);
      return;
    }
    const Span joint = around::word_at(tokens_, end + 1);
    if (joint.empty() || around::at(tokens_, end) != ' ') return;
    const bool membership = is_one_of(tokens_.of(lead), {"medlem", "medlemskap", "medlemskab", "ombud"});
    if (!is_one_of(tokens_.of(joint), {"av", "af", "för", "for", "med", "mot", "mod", "i"})) return;
    if (around::at(tokens_, joint.end) != ' ') return;
    if (membership) return member_of(lead.start, joint.end + 1);
    if (is_one_of(tokens_.of(joint), {"i"})) return;
    const About about = read_about(in_, lead, 8, 0);
    if (about.person && !about.general && !about.denied) follow(joint.end + 1, 600, true);
  }
  // "Zilvaren 20 mg": a medicine that no table knows; but "12 mg/l".
  void dose(Span unit) {
    const char after = around::at(tokens_, unit.end);
    if (after == '/' || unit.start < 4 || !same_word(tokens_.of(unit), "mg")) return;
    std::uint32_t end = around::back_over_blanks(tokens_, unit.start, 1);
    Span number = around::word_ending(tokens_, end);
    if (number.empty() || !around::is_digit(tokens_.text[number.start])) return;
    if (number.start > 1 && (tokens_.text[number.start - 1] == ',' || tokens_.text[number.start - 1] == '.'))
      number.start = around::word_start(tokens_, number.start - 1);
    end = around::back_over_blanks(tokens_, number.start, 1);
    const Span name = around::word_ending(tokens_, end);
    if (end == number.start || name.size() < 4 || !around::is_letter(tokens_.text[name.start])) return;
    const WordInfo& info = in_.word(name);
    if (info.common > 0 || info.labels.bits != 0 || read_about(in_, name, 8, 0).general) return;
    out_.add({name.start, unit.end}, Type::sensitive, Kind::none, 650, {context(Label::told_by, 1)});
  }
  // Up to three words from `pos` on, to where the field or the thought ends.
  void follow(std::uint32_t pos, int score, bool in_sentence) {
    Span word = around::word_at(tokens_, pos);
    if (word.empty() || around::is_digit(tokens_.text[pos])) return;
    if (is_one_of(tokens_.of(word), {"ingen", "inga",   "inget", "nej", "ej",    "ingenting", "nei", "intet", "ikke", "inte", "ja",  "se",
                                     "okänd", "ukendt", "att",   "at",  "detta", "dette",     "det", "den",   "hon",  "han",  "hun", "x"}))
      return;
    std::uint32_t end = word.end;
    for (int i = 1; i < 3; ++i) {
      if (around::at(tokens_, end) != ' ') break;
      word = around::word_at(tokens_, end + 1);
      if (word.empty() ||
          is_one_of(tokens_.of(word), {"och", "og", "i",    "på",  "sedan", "siden", "som", "der", "efter", "vid", "ved",
                                       "av",  "af", "samt", "med", "till",  "til",   "men", "hos", "från",  "fra", "under"}))
        break;
      if (in_sentence && around::is_digit(tokens_.text[word.start])) break;
      end = word.end;
    }
    if (in_.word(around::word_at(tokens_, pos)).labels.any(labels(Label::general, Label::person_label, Label::title))) return;
    out_.add({pos, end}, Type::sensitive, Kind::none, score, {context(Label::told_by, -1)});
  }
  // "medlem i Målareförbundet", "medlem af Enhedslisten"; but "medlem i Hedens båtklubb"
  void member_of(std::uint32_t start, std::uint32_t pos) {
    Span word = around::word_at(tokens_, pos);
    for (int i = 0; i < 4 && !word.empty(); ++i) {
      if (ends_union(tokens_.of(word))) {
        out_.add({start, word.end}, Type::sensitive, Kind::none, 750, {context(Label::told_by, -1)});
        return;
      }
      if (around::at(tokens_, word.end) != ' ' && around::at(tokens_, word.end) != '-') return;
      word = around::word_at(tokens_, word.end + 1);
    }
  }
  static bool ends_union(std::string_view word) {
    constexpr std::array<std::string_view, 18> endings = {
        "förbundet", "förbund",  "forbundet",  "forbund",      "facket",      "partiet", "församling",   "församlingen", "kyrkan",
        "kirken",    "menighed", "menigheden", "fackförening", "fagforening", "ungdom",  "demokraterna", "listen",       "facklig"};
    if (is_one_of(word, {"3f",  "foa",      "hk",          "bupl",     "djøf",  "dsr",     "lo",     "tco",         "saco",
                         "sac", "kommunal", "unionen",     "byggnads", "seko",  "handels", "vision", "metall",      "dansk",
                         "st",  "ledarna",  "moderaterna", "venstre",  "prosa", "ida",     "krifa",  "enhedslisten"}))
      return !is_one_of(word, {"dansk"});
    return std::ranges::any_of(endings, [&](std::string_view ending) {
      return word.size() > ending.size() && same_word(word.substr(word.size() - ending.size()), ending);
    });
  }

  // "svår migrän", "type 1-diabetes": where the phrase begins.
  std::uint32_t phrase_start(Span word) const {
    static constexpr WordSet modifiers(
        {"svår",       "svårt",        "svåra",      "lätt",          "lindrig",      "kronisk",        "kroniskt",
         "akut",       "begynnande",   "grav",       "grov",          "grovt",        "ringa",          "djup",
         "tidig",      "vaskulär",     "högersidig", "vänstersidig",  "medfödd",      "nedsatt",        "högt",
         "atopiskt",   "svær",         "svært",      "let",           "mild",         "begyndende",     "medfødt",
         "højresidig", "venstresidig", "vaskulær",   "nedsat",        "forhøjet",     "højt",           "praktiserende",
         "troende",    "streng",       "moderat",    "recidiverande", "återkommande", "posttraumatisk", "posttraumatiskt",
         "grå",        "grön",         "grøn",       "dårlig",        "dålig",        "ufrivillig",     "latent",
         "lumbal",     "lavt",         "lågt",       "perforeret",    "ortostatisk",  "tidigare",       "tidligere",
         "skæv",       "cystisk",      "multipel",   "bipolär",       "bipolar",      "generell",       "olaga"});
    const char mark = around::at(tokens_, std::int64_t{word.start} - 1);
    if ((mark != ' ' && mark != '-') || word.start < 2) return word.start;
    const Span before = around::word_ending(tokens_, word.start - 1);
    if (before.empty()) return word.start;
    if (mark == ' ') return modifiers.contains(tokens_.of(before)) ? before.start : word.start;
    // "armensk-ortodoks": the whole word.
    if (around::is_letter(tokens_.text[before.start])) return before.start;
    if (before.size() != 1 || !around::is_digit(tokens_.text[before.start]) || before.start < 2) return word.start;
    const Span type = around::word_ending(tokens_, before.start - 1);
    return is_one_of(tokens_.of(type), {"typ", "type"}) ? type.start : word.start;
  }
  // "i begge knæ", "på højre øre", "hoften", "i 7. måned": where on the body or how far, behind the word. 0 for none.
  std::uint32_t body_end(Span next) const {
    static constexpr WordSet parts(
        {"hoften",   "høften",    "höften",  "hofte",   "hofter",     "hoftene", "höft",      "knæ",    "knæet",   "knä",    "knät",
         "knäna",    "hjernen",   "hjärnan", "øjet",    "øjne",       "øjnene",  "ögat",      "ögonen", "øre",     "øret",   "örat",
         "öra",      "ben",       "benet",   "arm",     "armen",      "armarna", "armene",    "hånd",   "hånden",  "hand",   "handen",
         "händerna", "hænder",    "håndled", "handled", "handleden",  "fod",     "foden",     "fot",    "foten",   "ankel",  "anklen",
         "ryg",      "ryggen",    "rygg",    "nakke",   "nakken",     "nacken",  "hals",      "halsen", "munden",  "lyske",  "lysken",
         "mave",     "maven",     "magen",   "mage",    "hjerte",     "hjertet", "hjärtat",   "lunge",  "lungen",  "lungan", "lungorna",
         "huden",    "hovedet",   "huvudet", "axel",    "axeln",      "skulder", "skulderen", "lever",  "leveren", "nyre",   "nyren",
         "benen",    "skelettet", "bröstet", "brystet", "underlivet", "tarmen",  "lår",       "låret",  "låren",   "tå",     "tæer"});
    static constexpr WordSet sides({"venstre", "højre", "vänster", "höger", "vänstra", "högra", "begge", "båda", "den", "det", "ene"});
    Span word = next;
    if (is_one_of(tokens_.of(word), {"i", "på"})) word = around::word_after(tokens_, word.end, 1);
    for (int i = 0; i < 2 && sides.contains(tokens_.of(word)); ++i) word = around::word_after(tokens_, word.end, 1);
    if (parts.contains(tokens_.of(word))) return word.end;
    if (word == next) return 0;
    const bool is_week = is_one_of(tokens_.of(word), {"vecka", "uge", "v"});
    if (is_week) word = around::word_after(tokens_, word.end, 1);
    if (word.empty() || !around::is_digit(tokens_.text[word.start]) || word.size() > 2) return 0;
    if (is_week) return word.end;
    const Span month = around::word_after(tokens_, word.end, 2);
    return is_one_of(tokens_.of(month), {"måned", "månad", "månaden"}) ? month.end : 0;
  }
  // "dömd för grov stöld", "diabetes typ 2", "sertralin 100 mg": what belongs to the word.
  std::uint32_t phrase_end(Span word) const {
    const Span next = around::word_after(tokens_, word.end, 1);
    if (next.empty()) return word.end;
    const std::string_view form = tokens_.of(next);
    if (is_one_of(form, {"typ", "type", "grad", "stadium", "nivå"})) {
      const Span number = around::word_after(tokens_, next.end, 1);
      return !number.empty() && around::is_digit(tokens_.text[number.start]) && number.size() <= 2 ? number.end : word.end;
    }
    if (is_one_of(form, {"sjukdom", "sygdom", "syndrom", "sjukan", "vittnen", "vittne", "vidner", "vidne", "hær", "diagnos", "förbund",
                         "forbund", "kirke", "kyrka", "affektiv"}))
      return next.end;
    if (form.size() == 1 && form[0] >= 'A' && form[0] <= 'D' && around::at(tokens_, word.end) == ' ') return next.end;  // hepatitis C
    if (const std::uint32_t end = body_end(next); end != 0) return end;
    if (is_one_of(form, {"för", "for", "med", "av", "af", "efter", "mot"})) {
      Span object = around::word_after(tokens_, next.end, 1);
      if (is_one_of(tokens_.of(object), {"grov", "grovt", "ringa", "groft", "olaga", "svår", "svær", "en", "ett"}))
        object = around::word_after(tokens_, object.end, 1);
      return !object.empty() && in_.word(object).labels.has(Label::told) ? object.end : word.end;
    }
    if (around::is_digit(form[0])) {
      const Span unit = around::word_after(tokens_, next.end, 1);
      if (!unit.empty() && is_one_of(tokens_.of(unit), {"mg", "g", "ml", "mikrog"})) return unit.end;
    }
    return word.end;
  }

  const Context& in_;
  const Tokens& tokens_;
  Findings& out_;
};

void run(const Context& in, Findings& out) { Told(in, out).run(); }

}  // namespace

const Detector sensitive{"sensitive", run};

}  // namespace mask
