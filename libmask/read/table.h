// Tables: CSV and TSV, row by row.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "libmask/read/cells.h"

namespace mask {

// The separator of a table by its first lines, which are at least two, the same number (two or more) of one separator in each of the first
// five; nothing where they are none. A comma or semicolon that a blank follows belongs to prose. `is_whole`: nothing follows `head`.
[[nodiscard]] std::optional<char> table_separator(std::string_view head, bool is_whole);
// What most likely divides the first row of something said to be a table.
[[nodiscard]] char likely_separator(std::string_view head);

// Bytes of a first line "sep=;" that some programs write; 0 if there is none.
[[nodiscard]] std::size_t separator_line(std::string_view text);

enum class RowState : std::uint8_t {
  whole,
  unfinished,  // more bytes are needed to tell
  too_wide,    // more than widest_row cells
  damaged,     // a quote that is never closed, or something behind a closing quote
};
struct RowRead {
  RowState state = RowState::whole;
  std::uint32_t end = 0;        // past the line end of the row
  std::uint32_t line_ends = 0;  // in the row, its own included
};
// Reads the row that begins at `at` and appends its cells; their column is their place in the row. `at_end`: nothing follows `text`. A
// blank line is a row of one empty cell.
[[nodiscard]] RowRead read_row(std::string_view text, std::uint32_t at, char separator, bool at_end, std::vector<Cell>& cells);

}  // namespace mask
