// What was found and why, for people: a table without words of the document.
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

 private:
  void move_to(std::string_view text, std::uint32_t position);

  std::uint64_t line_ = 1;
  std::uint64_t column_ = 1;  // in characters
  std::uint32_t position_ = 0;
  bool has_head_ = false;
};

}  // namespace cli
