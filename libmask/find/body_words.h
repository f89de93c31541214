// Words for public bodies that bear the name of a place: Norrby kommun, Lunds universitet.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "libmask/text/tokens.h"
#include "libmask/text/word_set.h"

namespace mask {

[[nodiscard]] inline bool is_body_word(std::string_view word) {
  static constexpr WordSet bodies({"kommun",       "kommuns",     "kommunen",    "kommune",    "kommunes",
                                   "region",       "regionen",    "regions",     "län",        "läns",
                                   "landsting",    "amt",         "stad",        "stads",      "universitet",
                                   "universitets", "högskola",    "højskole",    "gymnasium",  "gymnasiet",
                                   "sjukhus",      "sygehus",     "hospital",    "lasarett",   "vårdcentral",
                                   "tingsrätt",    "tingsrätts",  "hovrätt",     "kammarrätt", "byret",
                                   "landsret",     "förvaltning", "forvaltning", "polis",      "politi",
                                   "pastorat",     "församling",  "församlings", "sogn",       "sogns",
                                   "stift",        "provsti",     "härad",       "herred",     "distrikt",
                                   "kontor",       "bibliotek",   "energi",      "vatten",     "forsyning",
                                   "fjernvarme",   "brandväsen",  "brandvæsen",  "socken",     "kommunfullmäktige",
                                   "byråd",        "bostäder"});
  return bodies.contains(word);
}

// Does such a word follow the name that ends at `end`, over one blank?
[[nodiscard]] inline bool body_follows(const Tokens& tokens, std::uint32_t end) {
  if (end + 1 >= tokens.size() || tokens.text[end] != ' ' || !tokens.in_word(end + 1)) return false;
  return is_body_word(tokens.of({end + 1, tokens.word_end(end + 1)}));
}

}  // namespace mask
