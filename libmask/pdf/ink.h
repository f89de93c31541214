// What a page of a PDF shows: its glyphs and pictures, before they are words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libmask/pdf/glyphs.h"
#include "libmask/text/document.h"

namespace mask::pdf {

// A glyph as the page shows it, in points from the top left of the page.
struct Ink {
  std::uint32_t string = 0;  // as in Glyph
  std::uint32_t offset = 0;
  std::uint16_t size = 0;
  std::uint16_t letters = 0;  // code points of `Inks::letters`, from `first_letter`; 0: it has no Unicode
  std::uint32_t first_letter = 0;
  float x = 0;  // origin, on the base line
  float y = 0;
  float dx = 0;  // where the next glyph begins, as its width says: without the letter spacing
  float dy = 0;
  float spacing = 0;          // letter spacing
  float font_size = 0;        // as it is seen
  float ascent = 0;           // above the base line, as it is seen
  float descent = 0;          // below it: not negative
  std::uint32_t colour = 0;   // 0xRRGGBB
  std::uint32_t actual = 0;   // 1 + index of `Inks::actual_texts` that stands for it; 0: none
  bool is_invisible = false;  // rendering mode 3: the layer behind a scan
  bool is_vertical = false;   // written from top to bottom
};

// A picture, a pattern: where it is, and how many pixels it has.
struct Picture {
  Box box = {};
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool is_mask = false;  // one colour through a stencil
};

// An upright rectangle filled with a colour that nothing shines through.
struct Patch {
  Box box = {};
  std::uint32_t colour = 0;  // 0xRRGGBB
  std::uint32_t after = 0;   // glyphs of `Inks::glyphs` that were there before it
  bool of_annotation = false;
};

// A text that is not drawn by the page itself: the value of a form field, the contents of a note.
struct Note {
  std::u32string text = {};
  Box box = {};
};

struct Inks {
  float width = 0;  // of the page as shown, in points
  float height = 0;
  std::vector<Ink> glyphs = {};
  std::u32string letters = {};
  std::vector<std::u32string> actual_texts = {};
  std::vector<Picture> pictures = {};
  std::vector<Patch> patches = {};  // in the order in which they are drawn
  std::vector<Note> notes = {};
  std::uint32_t strings = 0;
  std::uint32_t hidden = 0;  // bytes of strings in layers that are off
  std::uint32_t paths = 0;   // lines and shapes, drawn or filled
  std::uint32_t curves = 0;  // of them, small ones with bends: letters may be drawn so
  Box curves_box = {};
  std::uint32_t errors = 0;  // that the library told while it read the page
  bool is_too_much = false;  // more glyphs than anyone can read: reading was given up
};

}  // namespace mask::pdf
