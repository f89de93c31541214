// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/about.h"

#include <algorithm>

#include "libmask/find/around.h"
#include "libmask/text/fold.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

constexpr WordSet pronouns({"jag",    "jeg",      "hon",     "hun",       "han",      "hen",      "honom",    "henne",   "hende",
                            "ham",    "mig",      "mej",     "dig",       "dej",      "min",      "mitt",     "mina",    "mine",
                            "mit",    "din",      "ditt",    "dit",       "dina",     "dine",     "hans",     "hennes",  "hendes",
                            "dennes", "vår",      "vores",   "patienten", "klienten", "brukaren", "borgeren", "barnet",  "eleven",
                            "pojken", "flickan",  "drengen", "pigen",     "mannen",   "manden",   "kvinnan",  "kvinden", "pt",
                            "pat",    "sökanden", "ansøger", "klaganden", "sonen",    "dottern",  "datteren", "sønnen"});
constexpr WordSet denials({"ingen", "inga", "inget", "inte", "ej", "icke", "ikke", "utan", "uden", "intet", "aldrig", "nekar"});
constexpr std::uint32_t widest_gap = 8;  // bytes between two words

}  // namespace

bool sentence_ends(const Tokens& tokens, std::uint32_t end_of_word, std::uint32_t start_of_next) {
  const std::string_view text = tokens.text;
  if (text[end_of_word] == ' ' && start_of_next == end_of_word + 1) return false;
  bool line = false;
  for (std::uint32_t i = end_of_word; i < start_of_next; ++i) {
    if (text[i] == '\n') {
      if (line) return true;
      line = true;
    }
    if (i > end_of_word && (text[i] == '.' || text[i] == '!' || text[i] == '?') && around::capital_at(tokens, start_of_next)) return true;
  }
  const char mark = text[end_of_word];
  if (mark != '.' && mark != '!' && mark != '?') return false;
  return start_of_next > end_of_word + 1 && around::capital_at(tokens, start_of_next) &&
         end_of_word - around::word_start(tokens, end_of_word) > 3;
}

bool is_somebody(const Context& in, Span word) {
  const std::string_view form = in.tokens.of(word);
  if (form.size() <= 10 && pronouns.contains(form)) return true;
  const WordInfo& info = in.word(word);
  if (info.labels.has(Label::person_label) && info.labels.has(Label::age)) return true;
  if (info.labels.has(Label::age_unit) && form.size() > 4 && around::at(in.tokens, std::int64_t{word.start} - 1) == '-')
    return true;  // 56-årig
  return (info.first_name >= 5 || info.last_name >= 7) && info.common == 0 && info.place <= std::max(info.first_name, info.last_name) &&
         around::capital_at(in.tokens, word.start) && form.size() > 2;
}

About read_about(const Context& in, Span span, int before, int after) {
  const Tokens& tokens = in.tokens;
  About about;
  Span word = span;
  for (int i = 1; i <= before; ++i) {
    const Span next = around::word_before(tokens, word.start, widest_gap);
    if (next.empty() || sentence_ends(tokens, next.end, word.start)) break;
    word = next;
    const std::string_view form = tokens.of(word);
    if (i <= 2 && form.size() <= 6 && denials.contains(form)) about.denied = true;
    const Labels says = in.word(word).labels;
    if (says.any(labels(Label::general, Label::told_by, Label::dwelling, Label::birth))) {
      about.general = about.general || says.has(Label::general);
      about.told_by = about.told_by || says.has(Label::told_by);
      about.dwelling = about.dwelling || says.any(labels(Label::dwelling, Label::birth));
    }
    if (about.person_at == 0 && is_somebody(in, word)) about.person_at = -i;
  }
  word = span;
  for (int i = 1; i <= after; ++i) {
    const Span next = around::word_after(tokens, word.end, widest_gap);
    if (next.empty() || sentence_ends(tokens, word.end, next.start)) break;
    word = next;
    if (in.word(word).labels.has(Label::general)) about.general = true;
    if (about.person_at == 0 && is_somebody(in, word)) about.person_at = i;
  }
  about.person = about.person_at != 0;
  return about;
}

}  // namespace mask
