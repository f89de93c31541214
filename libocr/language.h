// What the words of a page tell of its language.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "libmask/text/language.h"
#include "libocr/recognise.h"

namespace ocr {

// Signs of each language among words that were read with some confidence: words that only one of them has and, where the network knows the
// letters of both, letters. (A network that knows no ö reads ø.)
struct LanguageSigns {
  int swedish = 0;
  int danish = 0;
  // Clear enough to choose a network by.
  [[nodiscard]] std::optional<mask::Language> told() const;
};
[[nodiscard]] LanguageSigns language_signs(std::span<const ReadWord> words, bool knows_both);

}  // namespace ocr
