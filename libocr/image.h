// A picture as it was given -> Leptonica's grey one, and what can be measured of it: paper, ink, noise, size of the text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/base/pixels.h"
#include "libocr/pix.h"

namespace ocr {

// 8 bits a pixel, 0 is black.
[[nodiscard]] Pix grey_of(const mask::Pixels& pixels);

// Calls visit(row, y) with each row's bytes in reading order, `width` of them; what it writes is kept.
template <typename Visit>
void each_row(PIX* pix, Visit visit) {
  pixEndianByteSwap(pix);
  const int height = pixGetHeight(pix);
  auto* data = reinterpret_cast<unsigned char*>(pixGetData(pix));
  const std::size_t stride = static_cast<std::size_t>(pixGetWpl(pix)) * 4;
  for (int y = 0; y < height; ++y) visit(data + stride * static_cast<std::size_t>(y), y);
  pixEndianByteSwap(pix);
}

// Mean of 3x3 pixels, `times` times over.
void smooth(Pix& grey, int times);

struct Measures {
  int paper = 255;       // grey level of most of the page
  float noise = 0;       // standard deviation of the paper's grain, in grey levels
  float unevenness = 0;  // how far the level of the paper differs over the page: 95th less 5th percentile of its tiles
  int ink = 0;           // level of the darkest half percent
};
[[nodiscard]] Measures measure(PIX* grey);

// Dots per inch as the height of the letters tells: text of ten points is taken for granted. 0: no text to be seen.
[[nodiscard]] float estimate_dpi(PIX* grey, const Measures& measures);

}  // namespace ocr
