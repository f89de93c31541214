// Shortened words that head a line of a letter or note, in both languages: Ang. Betr. Vedr. Nobody's names there.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/base/span.h"
#include "libmask/text/tokens.h"
#include "libmask/text/word_set.h"

namespace mask {

// Is the word such a one, with its stop or colon behind it?
[[nodiscard]] inline bool heads_line(const Tokens& tokens, Span word) {
  static constexpr WordSet words(
      {"ang", "angå", "betr", "bet", "vedr", "avs", "afs", "mott", "modt", "obs", "forts", "ärend", "kop", "komp", "bil", "dnr", "sagsnr"});
  if (word.size() < 3 || word.size() > 6 || word.end >= tokens.size()) return false;
  const char mark = tokens.text[word.end];
  return (mark == '.' || mark == ':') && words.contains(tokens.of(word));
}

}  // namespace mask
