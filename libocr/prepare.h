// A picture of a page -> one that can be read: cleaned, at 300 dots per inch, straight and upright.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "libmask/text/document.h"
#include "libocr/image.h"

namespace ocr {

inline constexpr float reading_dpi = 300;

// How a picture is cleaned.
struct Chain {
  float denoise = 0;   // grain to take out, in grey levels
  int smooth = 0;      // times, before it is scaled
  bool evens = false;  // makes the paper one level
  bool despeckles = false;

  friend bool operator==(const Chain&, const Chain&) = default;
};

// What the measures call for, and what is tried next where that was not enough.
[[nodiscard]] Chain chain_for(const Measures& measures, bool is_bitonal);
[[nodiscard]] Chain stronger(const Chain& chain, const Measures& measures);

struct Prepared {
  Pix grey;
  Pix plain;  // half its size, upright and straight too, with photographs and tints as they were: to tell ink by
  // What was done, in this order.
  int turns = 0;  // by a quarter, clockwise
  float scale = 1;
  float angle = 0;  // radians, clockwise, about the middle
  int width = 0;    // of the picture as it was given
  int height = 0;

  // A box of the prepared picture: where it stands in the picture as it was given.
  [[nodiscard]] mask::Box in_picture(const mask::Box& box) const;
  // The same size as in the picture, but upright and straight.
  [[nodiscard]] mask::Box on_page(const mask::Box& box) const;
};

// `turns`: known already. No picture where memory does not suffice.
[[nodiscard]] Prepared prepare(PIX* grey, const Chain& chain, float dpi, std::optional<int> turns = {});

}  // namespace ocr
