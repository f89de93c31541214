// Mends words that a dictionary tells were read wrong, where it is certain what they are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "libocr/dictionary.h"
#include "libocr/recognise.h"

namespace ocr {

// What the word is instead: it is unsure, all small letters, unknown, and one usual confusion of OCR away from just one known word. Nothing
// where any of that fails. Signs around the word stay.
[[nodiscard]] std::optional<std::string> repaired(const ReadWord& word, const Dictionary& dictionary);

}  // namespace ocr
