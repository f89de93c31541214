// Words with their places on a page -> text in the order in which it is read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libmask/text/document.h"

namespace mask {

// A word before it has its place in a text.
struct PlacedWord {
  std::string text = {};  // not empty, no white space
  Box place = {};         // where it stands on the page turned upright and straightened: what decides the order
  Box box = {};           // where it stands on the page as shown
  float confidence = 1;
  bool follows = false;  // on from the word before it in the list, without a blank

  friend bool operator==(const PlacedWord&, const PlacedWord&) = default;
};

struct LayoutOptions {
  bool keeps_lines = false;  // else words are joined over line-end hyphens
};

// Appends the words to `text` and tells where each came to stand. Columns are read one after the other, rows of a table as lines with tabs,
// headers and footers in their place; lines end with '\n', paragraphs with an empty line. The answer is in the order of the text; `order`,
// where wanted, tells the index in `words` of each. Deterministic; in time n log n.
[[nodiscard]] std::vector<Word> lay_out(std::span<const PlacedWord> words, const LayoutOptions& options, std::string& text,
                                        std::vector<std::uint32_t>* order = nullptr);

}  // namespace mask
