// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/person_role.h"

#include <algorithm>
#include <array>

#include "libmask/find/around.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using namespace around;

// Letters of the parties of parliaments, regions and municipalities.
bool is_party(std::string_view word) {
  static constexpr std::array<std::string_view, 22> parties = {"S", "M", "SD", "C", "V",  "KD", "L",  "MP", "FI", "A",  "B",
                                                               "F", "K", "O",  "I", "DF", "SF", "EL", "RV", "LA", "KF", "NB"};
  return std::ranges::find(parties, word) != parties.end() || word == "\u00C5" || word == "\u00D8";
}

// Compounds that no table lists: boendechef, barnavårdshandläggare, ungerådgiver.
bool is_office(std::string_view word) {
  static constexpr EndingSet endings({"chef",         "chefen",     "läkare",    "sekreterare", "sekreteraren", "handläggare",
                                      "handläggaren", "inspektör",  "sköterska", "psykolog",    "kurator",      "pedagog",
                                      "konsulent",    "assistent",  "jurist",    "kommissarie", "åklagare",     "rektor",
                                      "læge",         "lærer",      "behandler", "behandleren", "plejerske",    "pædagog",
                                      "rådgiver",     "fuldmægtig", "sekretær",  "inspektør",   "anklager",     "terapeut"});
  constexpr std::size_t least_before = 3;
  return !endings.find(word, least_before).empty();
}

Role role_of(const Lexicon& lexicon, std::string_view word) {
  if (word.size() < 2 || word.size() > 40) return Role::none;
  const Labels says = lexicon.find(word).labels;
  if (says.has(Label::elected)) return Role::elected;
  if (says.has(Label::official) || is_office(word) || same_word(word, "dr") || same_word(word, "doktor")) return Role::official;
  return Role::none;
}

// "handläggare Anna Berg", "Gruppchef:   Ali Reza", "dr. Eng".
Role role_before(const Tokens& tokens, const Lexicon& lexicon, std::uint32_t start) {
  std::uint32_t edge = back_over_blanks(tokens, start, 24);
  const char mark = at(tokens, std::int64_t{edge} - 1);
  if (mark == ':' || (mark == '.' && start - edge == 1)) --edge;
  edge = back_over_blanks(tokens, edge, 1);
  const Span word = word_ending(tokens, edge);
  if (mark == '.' && word.size() > 3) return Role::none;  // a sentence ends there
  return role_of(lexicon, tokens.of(word));
}

// "Karin Storm, rektor", "Eskil Lönn (L)", "Anette Bodin (jourchef)", and the title on the line below a signature.
Role role_after(const Tokens& tokens, const Lexicon& lexicon, std::uint32_t end) {
  const char c = at(tokens, end);
  const bool bracket = c == ' ' && at(tokens, end + 1) == '(';
  if (!bracket && !(c == ',' && at(tokens, end + 1) == ' ') && c != '\n') return Role::none;
  const Span word = word_at(tokens, bracket || c == ',' ? end + 2 : past_blanks(tokens, end + 1, 16));
  if (word.empty()) return Role::none;
  if (bracket && at(tokens, word.end) == ')' && is_party(tokens.of(word))) return Role::elected;
  return role_of(lexicon, tokens.of(word));
}

}  // namespace

void give_roles(const Tokens& tokens, const Lexicon& lexicon, Findings& findings) {
  for (Finding& finding : findings.list) {
    if (finding.type != Type::person || finding.role != Role::none) continue;
    finding.role = role_after(tokens, lexicon, finding.span.end);
    if (finding.role == Role::none) finding.role = role_before(tokens, lexicon, finding.span.start);
  }
}

}  // namespace mask
