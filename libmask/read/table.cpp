// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/table.h"

#include <algorithm>
#include <array>

namespace mask {
namespace {

constexpr std::array<char, 3> separators = {'\t', ';', ','};
constexpr std::size_t lines_looked_at = 5;

// How many cells the first rows have under a separator, and how many of its dividers are followed by a blank.
struct Look {
  std::size_t rows = 0;
  std::size_t dividers = 0;  // in each row; 0 where rows differ
  std::size_t spaced = 0;
  std::size_t first = 0;  // dividers of the first row
};

Look look(std::string_view head, char separator, bool is_whole) {
  Look out;
  std::vector<Cell> cells;
  for (std::uint32_t at = 0; at < head.size() && out.rows < lines_looked_at;) {
    cells.clear();
    const RowRead row = read_row(head, at, separator, is_whole, cells);
    if (row.state == RowState::damaged) return {};
    if (row.state == RowState::unfinished) break;
    const std::size_t dividers = cells.size() - 1;
    if (out.rows == 0) out.first = dividers;
    out.dividers = out.rows == 0 || out.dividers == dividers ? dividers : 0;
    if (out.dividers == 0) return {.rows = 1, .first = out.first};
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const std::uint32_t start = cells[i].span.start;
      if (start < head.size() && head[start] == ' ') ++out.spaced;
    }
    ++out.rows;
    at = row.end;
  }
  return out;
}

}  // namespace

std::size_t separator_line(std::string_view text) {
  if (!text.starts_with("sep=") || text.size() < 6 || std::ranges::find(separators, text[4]) == separators.end()) return 0;
  if (text[5] == '\n') return 6;
  return text.size() > 6 && text[5] == '\r' && text[6] == '\n' ? 7 : 0;
}

std::optional<char> table_separator(std::string_view head, bool is_whole) {
  if (separator_line(head) > 0) return head[4];
  for (const char separator : separators) {
    const Look seen = look(head, separator, is_whole);
    const bool is_prose = separator != '\t' && 2 * seen.spaced >= seen.rows * seen.dividers;
    if (seen.rows >= 2 && seen.dividers >= 2 && !is_prose) return separator;
  }
  return std::nullopt;
}

char likely_separator(std::string_view head) {
  if (separator_line(head) > 0) return head[4];
  char best = ',';
  std::size_t most = 0;
  for (const char separator : separators) {
    std::vector<Cell> cells;
    if (read_row(head, 0, separator, true, cells).state != RowState::whole) continue;
    if (cells.size() - 1 <= most) continue;
    best = separator;
    most = cells.size() - 1;
  }
  return best;
}

RowRead read_row(std::string_view text, std::uint32_t at, char separator, bool at_end, std::vector<Cell>& cells) {
  RowRead row;
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto unfinished = [&] {
    row.state = at_end ? RowState::damaged : RowState::unfinished;
    return row;
  };
  for (std::uint32_t column = 0;; ++column) {
    Cell cell{.span = {at, at}, .column = column};
    if (at < size && text[at] == '"') {
      cell.form = CellForm::quoted;
      for (++at;; at += 2) {
        const std::size_t quote = text.find('"', at);
        if (quote == std::string_view::npos) return unfinished();
        row.line_ends += static_cast<std::uint32_t>(std::count(text.begin() + at, text.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
        at = static_cast<std::uint32_t>(quote);
        if (at + 1 == size && !at_end) return unfinished();
        if (at + 1 == size || text[at + 1] != '"') break;
        cell.has_escapes = true;
      }
      ++at;
    } else {
      while (at < size && text[at] != separator && text[at] != '\n' && text[at] != '\r') ++at;
    }
    cell.span.end = at;
    if (column == widest_row) {
      row.state = RowState::too_wide;
      return row;
    }
    cells.push_back(cell);
    if (at == size) {
      if (!at_end) return unfinished();
      row.end = at;
      return row;
    }
    if (text[at] == separator) {
      ++at;
      continue;
    }
    if (text[at] == '\r') {
      if (at + 1 == size && !at_end) return unfinished();
      // A carriage return alone ends a row too, as on old systems.
      row.end = at + 1 < size && text[at + 1] == '\n' ? at + 2 : at + 1;
      ++row.line_ends;
      return row;
    }
    if (text[at] == '\n') {
      row.end = at + 1;
      ++row.line_ends;
      return row;
    }
    row.state = RowState::damaged;  // something behind a closing quote
    return row;
  }
}

}  // namespace mask
