// Which glyph of a PDF page gave which bytes of a text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/document.h"

namespace mask::pdf {

// The string of a glyph that an annotation shows, and no text operator of the page.
constexpr std::uint32_t drawn_by_annotation = 0xFFFFFFFF;

// One glyph as it was shown. Strings are counted from 0 on each page, in the order in which text operators show them (an element of TJ is a
// string), those of Form XObjects where they are drawn.
struct Glyph {
  Span span = {};          // of the document's text; empty: it gave no text
  std::uint32_t page = 0;  // index into Document::pages
  std::uint32_t string = 0;
  std::uint32_t offset = 0;  // bytes from the start of the string
  std::uint16_t size = 0;    // bytes
  Box box = {};

  friend bool operator==(const Glyph&, const Glyph&) = default;
};

using Glyphs = std::vector<Glyph>;  // by page, then in the order shown

}  // namespace mask::pdf
