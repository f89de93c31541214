// What was found and why, for people: a table without words of the document, unless these are wanted.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/masker.h"

namespace cli {

// Follows line numbers from segment to segment.
class Explainer {
 public:
  // Appends a line for each finding of the segment.
  void explain(std::string& out, const Checked& segment);
  // From now on the words found stand in the table, and below a finding of the model what weighed most.
  void show_words() { shows_words_ = true; }
  // A line for a finding in a cell, which stands at `place` ("4:3", row and column; or a JSON pointer).
  void explain(std::string& out, std::string_view place, const mask::Finding& finding, mask::Action action, const mask::Findings& all);

 private:
  void append_head(std::string& out, std::string_view place);
  static void append_rest(std::string& out, const mask::Finding& finding, mask::Action action, const mask::Findings& all);
  void move_to(std::string_view text, std::uint32_t position);

  std::uint64_t line_ = 1;
  std::uint64_t column_ = 1;  // in characters
  std::uint32_t position_ = 0;
  bool has_head_ = false;
  bool shows_words_ = false;
};

}  // namespace cli
