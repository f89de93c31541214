// Marked text made anew: with other names and numbers, in capitals, in small letters, without accents, with slips and broken lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/make/names/corpus.h"
#include "data/make/names/pool.h"

namespace names {

// The same document about other people: the same word of a name becomes the same other word all through it.
[[nodiscard]] MarkedDocument with_other_names(const MarkedDocument& document, const NamePool& pool, Random& random);
[[nodiscard]] TokenSentence with_other_names(const TokenSentence& sentence, const NamePool& pool, Random& random);

enum class Noise { capitals, small, plain, slips, broken_lines, count_ };
[[nodiscard]] MarkedDocument with_noise(MarkedDocument document, Noise noise, Random& random);
[[nodiscard]] TokenSentence with_noise(TokenSentence sentence, Noise noise, Random& random);

}  // namespace names
