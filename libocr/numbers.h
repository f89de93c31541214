// Numbers of people and organisations whose check digit is wrong, and what they may have been.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/text/language.h"

namespace ocr {

// Of a word that has the shape of such a number and does not pass: the numbers, one letter or digit away by a usual confusion of OCR, that
// do. Nothing where the word has no such shape, or passes. In a Danish text dates decide, since newer CPR numbers have no check digit.
[[nodiscard]] std::optional<std::vector<std::string>> doubtful_number(std::string_view word, std::optional<mask::Language> language);

}  // namespace ocr
