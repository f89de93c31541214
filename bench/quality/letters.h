// Letters of invented municipalities, printed on sheets of paper.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "bench/quality/paper.h"

namespace paper {

struct Letter {
  bool is_danish = false;
  bool has_columns = false;
  bool has_table = true;
  int paragraphs = 6;
  float points = 11;
  std::string font;  // path of a font file
};

// Prints it and returns what it says, one printed line a line, columns left then right. Stops where the page is full; `bottom` is then
// told the first free line in pixels.
[[nodiscard]] std::string print_letter(Sheet& sheet, const Letter& letter, Chance& chance, float* bottom = nullptr);

// The fonts that print.
[[nodiscard]] const std::vector<std::string>& print_fonts();

}  // namespace paper
