// Glyphs of a page -> words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/pdf/ink.h"
#include "libmask/text/layout.h"

namespace mask::pdf {

// A glyph of a word: which bytes of it the glyph gave.
struct Part {
  std::uint32_t glyph = 0;  // index into Inks::glyphs
  std::uint32_t word = 0;   // index into Words::words
  Span span = {};           // of the word's text
};

// Words of one direction of writing, together.
struct Words {
  std::vector<PlacedWord> words = {};
  std::vector<std::uint32_t> direction = {};  // of each: whole degrees, 0 to 359
  std::vector<Part> parts = {};
  std::vector<Box> nameless = {};  // where glyphs stand that tell no letter: a word's worth each
  std::uint32_t nameless_glyphs = 0;
  std::uint32_t right_to_left = 0;  // letters of Hebrew, Arabic and their like: they come in the order in which they stand, from the left
  std::uint32_t named_glyphs = 0;  // that are letters or digits, or anything else that is seen
  std::uint32_t outside = 0;       // glyphs beyond the edges of the page
  std::uint32_t sizeless = 0;      // glyphs without an extent
  std::uint32_t invisible = 0;     // words of rendering mode 3
  std::uint32_t unlike = 0;        // replacement texts that say other than what is shown
};

[[nodiscard]] Words form_words(const Inks& inks);

// The box of a glyph on the page.
[[nodiscard]] Box box_of(const Ink& ink);

}  // namespace mask::pdf
