// Words of a page as text that is not seen, for those who search and copy.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "libmask/pdf/qpdf.h"
#include "libmask/text/document.h"

namespace mask {

// Fonts whose glyphs show nothing: any letter, whatever fonts the reader has.
class InvisibleFonts {
 public:
  explicit InvisibleFonts(QPDF& file) : file_(file) {}

  // Number of the font, and the code in it.
  std::pair<std::size_t, unsigned> code(char32_t letter);
  [[nodiscard]] static std::string name(std::size_t font) { return "/Maskros" + std::to_string(font); }
  // Adds fonts to what the page has of its own; what it shares with others is copied first.
  void add_to(QPDFPageObjectHelper& page, const std::vector<std::size_t>& used);
  // When all letters are known.
  void finish();

 private:
  QPDFObjectHandle font(std::size_t number);

  QPDF& file_;
  std::map<char32_t, std::size_t> codes_;
  std::u32string letters_;
  std::vector<QPDFObjectHandle> fonts_;
};

// A page as shown -> its own units, upwards from the bottom left.
struct Frame {
  std::string matrix;
  float height = 0;  // as shown, points
};

// The operators that write the words of a page that were read from a picture, and the fonts they need.
[[nodiscard]] std::string invisible_text(const Document& document, const Page& page, const Frame& frame, InvisibleFonts& fonts,
                                         std::vector<std::size_t>& used);

}  // namespace mask
