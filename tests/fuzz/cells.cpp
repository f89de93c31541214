// Any bytes as a table and as JSON: cells lie in order and say what they are written with; JSON that another reader takes is taken.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/base/json_text.h"
#include "libmask/read/json_cells.h"
#include "libmask/read/table.h"
#include "libmask/text/fold.h"
#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::require;

class Nobody : public JsonReader::Listener {
 public:
  std::uint32_t column_of(const JsonReader&, const Cell&) override { return 0; }
  void opened(const JsonReader&, std::uint32_t) override {}
};

// The text of a cell, and that each part of it leads back to the bytes it was read from.
void check_cell(std::string_view text, const Cell& cell, std::uint32_t& at) {
  require(cell.span.start >= at && cell.span.end >= cell.span.start && cell.span.end <= text.size(), "cells lie in order");
  at = cell.span.end;
  std::string said;
  std::vector<CellEdit> edits;
  const std::string_view raw = text.substr(cell.span.start, cell.span.size());
  append_cell_text(said, raw, cell.form, cell.has_escapes, edits);
  const auto size = static_cast<std::uint32_t>(said.size());
  const Span whole = raw_of({0, size}, text_begin(cell.form), edits.data(), edits.data() + edits.size());
  require(whole.start >= text_begin(cell.form) || size == 0, "a text begins in its cell");
  require(size == 0 || whole.end == raw.size() - text_begin(cell.form), "a text ends where its cell does");
  if (cell.form == CellForm::string || cell.form == CellForm::key) require(said == json_unescape(raw), "a string says what it says");
  std::uint32_t end = 0;
  for (const CellEdit& edit : edits) {
    require(edit.text >= end && edit.raw + edit.length <= raw.size(), "edits lie in order");
    end = edit.text + edit.size;
  }
}

void read_table(std::string_view text, char separator) {
  std::vector<Cell> cells;
  for (std::uint32_t at = 0; at < text.size();) {
    cells.clear();
    const RowRead row = read_row(text, at, separator, true, cells);
    if (row.state != RowState::whole) {
      require(row.state != RowState::unfinished, "at the end nothing more is waited for");
      return;
    }
    std::uint32_t begin = at;
    for (const Cell& cell : cells) check_cell(text, cell, begin);
    require(row.end > at && begin <= row.end, "a row moves on");
    // With fewer bytes it waits for more, or is the same.
    std::vector<Cell> again;
    const RowRead cut = read_row(text.substr(0, row.end - 1), at, separator, false, again);
    require(cut.state != RowState::damaged, "half a row is not damaged");
    at = row.end;
  }
}

// The other reader keeps numbers, and wants both halves of a surrogate: it refuses what is too large, and half a character.
bool is_beyond_the_other(std::string_view text) {
  if (text.contains("\\ud") || text.contains("\\uD")) return true;
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 2) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Padded padded(fuzz::as_text(data, size));
  const std::string_view text = padded.text();
  for (const char separator : {',', ';', '\t'}) read_table(text, separator);
  static_cast<void>(table_separator(text, true));
  static_cast<void>(table_separator(text, false));
  static_cast<void>(likely_separator(text));
  static_cast<void>(look_for_json(text, true));
  static_cast<void>(look_for_json(text, false));

  Nobody nobody;
  JsonReader reader(nobody);
  std::uint32_t at = 0;
  JsonReader::State state = JsonReader::State::record;
  while (state == JsonReader::State::record) state = reader.read(text, at, true);
  require(state != JsonReader::State::unfinished, "at the end nothing more is waited for");
  const bool is_done = state == JsonReader::State::done;
  if (first_invalid(text)) return 0;
  const bool is_valid = is_valid_json(text);
  require(!is_valid || is_done || std::string_view(reader.error()) == "nested too deep", "JSON is JSON");
  require(!is_done || is_valid || is_beyond_the_other(text), "what is not JSON is refused");
  std::uint32_t begin = 0;
  if (!is_done) return 0;
  for (const Cell& cell : reader.cells()) check_cell(text, cell, begin);

  // Byte by byte it reads the same.
  JsonReader slow(nobody);
  std::uint32_t slow_at = 0;
  for (std::size_t given = 0; given <= text.size(); ++given) {
    JsonReader::State step = JsonReader::State::record;
    while (step == JsonReader::State::record) step = slow.read(text.substr(0, given), slow_at, given == text.size());
    require(step != JsonReader::State::damaged, "half of it is not damaged");
  }
  require(slow.cells().size() == reader.cells().size() && slow.records() == reader.records(), "it reads the same in parts");
  return 0;
}
