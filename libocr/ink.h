// Ink of a page, and which of it no word accounts for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "libocr/prepare.h"
#include "libocr/recognise.h"

namespace ocr {

// The ink of a prepared picture, at half its size: one bit a pixel.
struct Ink {
  Pix grey;  // half size
  Pix bits;
  Measures measures;
  double share = 0;  // of the page, specks left out
};
[[nodiscard]] Ink ink_of(const Prepared& prepared);

// Handwriting, stamps, signatures, photographs: boxes in the prepared picture of ink that is no sure word, ruling or tint. `sure`:
// for each word.
[[nodiscard]] std::vector<mask::Box> unread_ink(const Ink& ink, std::span<const ReadWord> words, const std::vector<bool>& sure);

}  // namespace ocr
