// Findings -> lines of JSON (man 5 maskros-findings, data/schema/finding.json).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libmask/decide/decision.h"
#include "libmask/find/finding.h"
#include "libmask/text/document.h"

namespace mask {

// What a line of findings says besides the finding.
struct FindingLine {
  std::string_view doc;      // as written, not yet JSON
  std::uint64_t offset = 0;  // of the segment in the document, bytes
  std::string_view words;    // of the finding; only with with_text
  std::string_view replacement;
  std::span<const std::string> reasons;  // what weighed most with the model
  bool with_text = false;
  std::uint64_t row = 0;          // of a table or record, from 1; 0: none
  std::uint32_t column = 0;       // of a table, from 1; 0: none
  std::string_view header = {};   // its name as masked; empty: it has none
  std::string_view pointer = {};  // in JSON, as masked
  std::uint32_t page = 0;         // from 1; 0: no pages are known
  std::span<const Box> boxes = {};  // of its words on that page
};

// Appends one line, with its line end.
void append_finding(std::string& out, const Finding& finding, const Findings& findings, Action action, const FindingLine& line);

}  // namespace mask
