// The values of a data file (CSV, TSV, JSON): where each stands, how it is written, and what it says.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"

namespace mask {

// A record of a data file may be this long.
inline constexpr std::size_t longest_data_record = std::size_t{16} << 20;

// A row may have so many cells.
inline constexpr std::size_t widest_row = 16384;

// How a value is written: in a table as it is or in quotes ("" stands for one), in JSON as a string, the key of a member, or a number.
enum class CellForm : std::uint8_t { bare, quoted, string, key, number };

// Its bytes, quotes included, in the stretch of the file at hand.
struct Cell {
  Span span;
  std::uint32_t row = 0;     // of the stretch, from 0
  std::uint32_t column = 0;  // index into the columns at hand
  std::uint32_t node = 0;    // JSON: the object or array that it stands in
  std::uint32_t place = 0;   // JSON: its name's index there, or the number of the element
  CellForm form = CellForm::bare;
  bool has_escapes = false;
};

// Where a value says something in other bytes than it is written with: `size` bytes at `text` stand for `length` bytes at `raw`. They
// belong together.
struct CellEdit {
  std::uint32_t text = 0;
  std::uint32_t size = 0;
  std::uint32_t raw = 0;
  std::uint32_t length = 0;
};

// Appends what `raw` (the bytes of a cell) says to `out`, and the places where the two differ to `edits`, with positions from the start of
// the cell and of its text. Everything between edits is the same, byte for byte.
void append_cell_text(std::string& out, std::string_view raw, CellForm form, bool has_escapes, std::vector<CellEdit>& edits);

// The bytes in a cell that the span of its text was read from.
[[nodiscard]] Span raw_of(Span text, std::size_t first_raw, const CellEdit* begin, const CellEdit* end);
// Where the text of a cell begins in its bytes: past the opening quote.
[[nodiscard]] constexpr std::uint32_t text_begin(CellForm form) { return form == CellForm::bare || form == CellForm::number ? 0 : 1; }

}  // namespace mask
