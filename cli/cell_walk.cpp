// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cell_walk.h"

#include <simdjson.h>

#include <algorithm>

#include "cli/json_columns.h"
#include "cli/tool.h"
#include "libmask/read/json_cells.h"
#include "libmask/read/table.h"
#include "libmask/text/fold.h"

namespace cli {
namespace {

using mask::Cell;
using mask::Error;
using mask::Failure;
using mask::JsonReader;
using mask::Result;
using mask::RowRead;
using mask::RowState;

// A stretch has at least so many bytes, if there are so many, and ends with a row.
constexpr std::size_t stretch_size = std::size_t{192} << 10;
// What is written at a time, as of text: bytes of the file.
constexpr std::uint64_t unit_size = std::uint64_t{4} << 20;

std::unexpected<Error> damaged_line(std::uint64_t line, const std::string& why) {
  return mask::fail(Failure::damaged, "line " + std::to_string(line) + ": " + why + " (--from text reads the file as text)");
}

// Does the first row name the columns? Where it has words: no long numbers, no addresses for mail, no long texts.
bool names_columns(std::string_view text, const std::vector<Cell>& cells) {
  constexpr std::ptrdiff_t most_digits = 3;
  constexpr std::size_t longest_name = 60;
  bool has_name = false;
  for (const Cell& cell : cells) {
    std::string name;
    std::vector<mask::CellEdit> edits;
    mask::append_cell_text(name, text.substr(cell.span.start, cell.span.size()), cell.form, cell.has_escapes, edits);
    const auto digits = std::ranges::count_if(name, [](char c) { return c >= '0' && c <= '9'; });
    if (digits > most_digits || name.size() > longest_name || name.contains('@')) return false;
    has_name = has_name || !column_key(name).empty();
  }
  return has_name;
}

}  // namespace

Result<void> CellWalk::check_utf8(std::string_view raw, std::uint64_t offset) const {
  if (simdjson::validate_utf8(raw.data(), raw.size())) return {};
  return std::unexpected(Error{.failure = Failure::damaged,
                               .message = "not UTF-8; name its --encoding, or use --lossy",
                               .offset = offset + mask::first_invalid(raw).value_or(0)});
}

// What has been checked is written when a unit of it is together: a file of less than a unit comes out whole or not at all.
Result<void> CellWalk::release() {
  held_from_ = window_.offset();
  if (held_.empty()) return {};
  auto written = taker_.write(held_);
  held_.clear();
  return written;
}

// Masks the stretch that `block` is, holds it to be handed on, and begins another.
Result<void> CellWalk::flush(CellBlock& block, const JsonReader* reader) {
  if (block.raw.empty()) return {};
  if (window_.offset() - held_from_ + block.raw.size() > unit_size) {
    if (const auto released = release(); !released) return released;
  }
  if (const auto checked = check_utf8(block.raw, block.offset); !checked) return checked;
  if (const auto checked = masker_.check(block); !checked) return checked;
  const std::uint64_t first_row = reader != nullptr ? reader->first_record() : row_;
  if (header_width_ > 0 && headers_.empty()) {
    for (std::uint32_t i = 0; i < header_width_; ++i) headers_.push_back(masker_.masked_text(i));
  }
  if (taker_.show) {
    const std::vector<std::string> names = reader != nullptr ? masked_names(block, *reader) : std::vector<std::string>();
    masker_.show([&](const CellFinding& found) {
      const Cell& cell = block.cells[found.cell];
      CellPlace place{.row = first_row + cell.row, .header = {}, .pointer = {}};
      if (reader != nullptr) {
        place.pointer = reader->pointer(cell, names);
      } else {
        place.column = block.columns[cell.column].number;
        if (place.column <= headers_.size()) place.header = headers_[place.column - 1];
      }
      taker_.show(found, masker_, place, block.offset);
    });
    if (const auto shown = taker_.shown(); !shown) return shown;
  }
  masker_.append(held_);
  row_ += block.cells.empty() ? 0 : std::uint64_t{block.cells.back().row} + 1;
  block.cells.clear();
  return {};
}

// The keys of the stretch as masked, by the reader's index. Those of what was open before it come from the stretch that they stood in.
std::vector<std::string> CellWalk::masked_names(const CellBlock& block, const JsonReader& reader) {
  std::vector<std::string> names(reader.names().size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto known = open_names_.find(reader.names()[i]);
    if (known != open_names_.end()) names[i] = known->second;
  }
  for (std::size_t i = 0; i < block.cells.size(); ++i) {
    if (block.cells[i].form == mask::CellForm::key) names[block.cells[i].place] = masker_.masked_text(i);
  }
  open_names_.clear();
  for (const std::uint32_t container : reader.open()) {
    const JsonReader::Container& open = reader.containers()[container];
    if (open.parent != container && reader.containers()[open.parent].is_object) open_names_[reader.name(open.place)] = names[open.place];
  }
  return names;
}

// A record that cannot be read: ends the walk, or is set apart. What stands before it has been taken.
Result<void> CellWalk::refuse(std::size_t size, const char* why) {
  if (!taker_.set_apart) return damaged_line(line_, why);
  ++set_apart_;
  if (const auto written = taker_.set_apart(window_.text().substr(0, size)); !written) return written;
  window_.drop(size);
  ++line_;
  return {};
}

Result<void> CellWalk::check_rules_of_policy() const {
  for (const mask::Replacement& rule : masking_.rules.policy.replacements) {
    for (const std::vector<std::string>* names : {&rule.when, &rule.column}) {
      const auto is_there = [&](const std::string& name) {
        return std::ranges::any_of(columns_, [&](const Column& column) { return column.key == column_key(name); });
      };
      if (!names->empty() && std::ranges::none_of(*names, is_there))
        return mask::fail(Failure::configuration, "the policy replaces cells by a column that the table does not have");
    }
  }
  return {};
}

// Reads the names of the columns, if the first row has them, and what --columns says of them.
Result<void> CellWalk::take_header(char separator) {
  std::vector<Cell> cells;
  RowRead row;
  for (;;) {
    cells.clear();
    row = mask::read_row(window_.text(), 0, separator, window_.at_end(), cells);
    if (row.state != RowState::unfinished || window_.text().size() > mask::longest_data_record) break;
    if (const auto more = window_.more(); !more) return more;
  }
  if (row.state != RowState::whole) return damaged_line(1, "the first row cannot be read");
  width_ = static_cast<std::uint32_t>(cells.size());
  const auto is_number = [&](const ColumnRule& rule) { return rule.number > 0; };
  const bool by_number = !rules_.empty() && std::ranges::all_of(rules_, is_number);
  const bool has_names = by_number ? false : !rules_.empty() || names_columns(window_.text(), cells);
  const auto names_it = [&](const ColumnRule& rule, const Column& column) {
    return rule.name == column.key || (!has_names && rule.number == column.number);
  };
  for (std::uint32_t i = 0; i < width_; ++i) {
    Column column{.number = i + 1};
    if (has_names) {
      std::vector<mask::CellEdit> edits;
      mask::append_cell_text(column.name, window_.text().substr(cells[i].span.start, cells[i].span.size()), cells[i].form,
                             cells[i].has_escapes, edits);
      column.key = column_key(column.name);
    }
    bool is_told = false;
    for (const ColumnRule& rule : rules_) {
      if (rule.is_pointer || !names_it(rule, column)) continue;
      column.keeps = rule.keeps;
      column.kind = rule.kind;
      column.type = rule.type;
      is_told = rule.kind != mask::FieldKind::typed;
    }
    if (is_title_key(column.key) && std::ranges::none_of(rules_, [&](const ColumnRule& rule) { return names_it(rule, column); })) {
      column.kind = mask::FieldKind::title;
      is_told = true;
    }
    if (!is_told) column.label = column_label(column.name, *masking_.lexicon);
    columns_.push_back(std::move(column));
  }
  for (const ColumnRule& rule : rules_) {
    const auto fits = [&](const Column& column) { return !rule.is_pointer && names_it(rule, column); };
    if (std::ranges::none_of(columns_, fits))
      return mask::fail(Failure::usage, "--columns: the table has no column \"" + shown(rule.name) + "\"");
  }
  if (const auto checked = check_rules_of_policy(); !checked) return checked;
  if (has_names) {
    header_width_ = width_;
    // Where nothing tells that they are names, they may be somebody's: then they are looked at as any cell.
    const auto says = [&](const Column& column) { return !column_label(column.name, *masking_.lexicon).empty(); };
    const bool is_sure = !rules_.empty() || std::ranges::any_of(columns_, says);
    for (std::uint32_t i = 0; i < width_; ++i)
      columns_.push_back({.name = columns_[i].name, .number = i + 1, .kind = is_sure ? mask::FieldKind::name : mask::FieldKind::plain});
  }
  return {};
}

// The column of the cell at this place of a row; made where a row is longer than the first.
std::uint32_t CellWalk::column_at(std::uint32_t place) {
  if (place < width_) return place;
  const std::uint32_t index = place + header_width_;
  while (columns_.size() <= index) columns_.push_back({.number = static_cast<std::uint32_t>(columns_.size() - header_width_ + 1)});
  return index;
}

Result<void> CellWalk::walk_table(std::optional<char> separator) {
  if (const auto more = window_.more(); !more) return more;
  // What tells spreadsheets the separator stays as it is.
  if (const std::size_t size = mask::separator_line(window_.text()); size > 0) {
    held_ = window_.text().substr(0, size);
    window_.drop(size);
    ++line_;
  }
  if (window_.text().empty() && window_.at_end()) return release();
  const char divider = separator ? *separator : mask::likely_separator(window_.text());
  if (const auto taken = take_header(divider); !taken) return taken;
  std::uint32_t at = 0;
  CellBlock block{.width = width_, .separator = divider};
  bool is_first = header_width_ > 0;
  std::uint32_t rows = 0;
  std::vector<Cell> cells;
  std::uint64_t lines = 0;  // in the block
  const auto flush_rows = [&]() -> Result<void> {
    block.raw = window_.text().substr(0, at);
    block.offset = window_.offset();
    block.columns = columns_;
    if (const auto flushed = flush(block, nullptr); !flushed) return flushed;
    window_.drop(at);
    line_ += lines;
    at = 0;
    rows = 0;
    lines = 0;
    return {};
  };
  for (;;) {
    cells.clear();
    const std::string_view text = window_.text();
    if (at == text.size() && window_.at_end()) break;
    RowRead row = mask::read_row(text, at, divider, window_.at_end(), cells);
    const bool is_long = (row.state == RowState::whole ? row.end : text.size()) - at > mask::longest_data_record;
    if (row.state == RowState::unfinished && !is_long) {
      if (const auto more = window_.more(); !more) return more;
      continue;
    }
    if (is_long && (row.state == RowState::whole || text[at] != '"')) return damaged_line(line_ + lines, "a row longer than 16 MiB");
    const bool is_blank = cells.size() == 1 && cells[0].span.empty();
    const char* why = nullptr;
    if (row.state == RowState::too_wide) {
      why = "more than 16384 cells";
    } else if (row.state != RowState::whole) {
      why = "a quote is not closed, or something follows it";
    } else if (!rules_.empty() && !is_blank && cells.size() != width_) {
      why = "another number of cells than the first row";
    }
    if (why != nullptr) {
      // The rows before it go on their way; it ends with its line, whatever quotes say.
      if (at > 0) {
        if (!taker_.set_apart) return damaged_line(line_ + lines, why);
        if (const auto flushed = flush_rows(); !flushed) return flushed;
      }
      std::size_t end = window_.text().find('\n');
      while (end == std::string_view::npos && !window_.at_end() && window_.text().size() <= mask::longest_data_record) {
        if (const auto more = window_.more(); !more) return more;
        end = window_.text().find('\n');
      }
      if (const auto refused = refuse(std::min(end, window_.text().size() - 1) + 1, why); !refused) return refused;
      continue;
    }
    for (Cell& cell : cells) {
      cell.row = rows;
      cell.column = is_first ? cell.column + width_ : column_at(cell.column);
      block.cells.push_back(cell);
    }
    is_first = false;
    ++rows;
    lines += row.line_ends;
    at = row.end;
    if (at < stretch_size) continue;
    if (const auto flushed = flush_rows(); !flushed) return flushed;
  }
  if (const auto flushed = flush_rows(); !flushed) return flushed;
  return release();
}

// The stretch of JSON that ends at `at`, which becomes the beginning of the next.
Result<void> CellWalk::flush_json(JsonColumns& columns, JsonReader& reader, std::uint32_t& at) {
  std::vector<std::uint64_t> objects;
  for (const JsonReader::Container& container : reader.containers()) objects.push_back(container.serial);
  CellBlock block{.raw = window_.text().substr(0, at), .offset = window_.offset(), .columns = columns.columns(), .objects = objects};
  block.cells.swap(reader.cells());
  if (const auto flushed = flush(block, &reader); !flushed) return flushed;
  std::vector<std::uint64_t> open;
  for (const std::uint32_t index : reader.open()) open.push_back(objects[index]);
  masker_.close_objects(open);
  columns.cut();
  reader.cut();
  window_.drop(at);
  at = 0;
  return {};
}

Result<void> CellWalk::walk_json() {
  JsonColumns columns(rules_, *masking_.lexicon);
  JsonReader reader(columns);
  std::uint32_t at = 0;
  std::uint32_t record = 0;  // where the record at hand begins
  const auto flush_cells = [&] { return flush_json(columns, reader, at); };
  for (;;) {
    const JsonReader::State state = reader.read(window_.text(), at, window_.at_end());
    if (state == JsonReader::State::damaged) {
      return std::unexpected(Error{.failure = Failure::damaged,
                                   .message = std::string("not JSON: ") + reader.error() + " (--from text reads the file as text)",
                                   .offset = window_.offset() + at});
    }
    const std::size_t seen = state == JsonReader::State::unfinished ? window_.text().size() : at;
    if (seen - record > mask::longest_data_record)
      return std::unexpected(
          Error{.failure = Failure::damaged, .message = "a record longer than 16 MiB", .offset = window_.offset() + record});
    if (state == JsonReader::State::done) break;
    if (state == JsonReader::State::unfinished) {
      if (const auto more = window_.more(); !more) return more;
      continue;
    }
    record = at;
    if (at < stretch_size) continue;
    if (const auto flushed = flush_cells(); !flushed) return flushed;
    record = at;
  }
  if (const ColumnRule* const rule = columns.unmet(); rule != nullptr)
    return mask::fail(Failure::usage, "--columns: nothing is called \"" + shown(rule->name) + "\"");
  if (const auto flushed = flush_cells(); !flushed) return flushed;
  return release();
}

Result<void> CellWalk::walk_records() {
  JsonColumns columns(rules_, *masking_.lexicon);
  JsonReader reader(columns);
  std::uint32_t at = 0;
  std::uint64_t lines = 0;
  const auto flush_records = [&]() -> Result<void> {
    reader.restart();  // nothing is open between records
    if (const auto flushed = flush_json(columns, reader, at); !flushed) return flushed;
    line_ += lines;
    lines = 0;
    return {};
  };
  for (;;) {
    const std::string_view text = window_.text();
    std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) {
      if (text.size() - at > mask::longest_data_record) return damaged_line(line_ + lines, "a record longer than 16 MiB");
      if (!window_.at_end()) {
        if (const auto more = window_.more(); !more) return more;
        continue;
      }
      if (at == text.size()) break;
      end = text.size();
    }
    if (end - at > mask::longest_data_record) return damaged_line(line_ + lines, "a record longer than 16 MiB");
    const std::string_view line = text.substr(at, end - at);
    const std::size_t past = std::min(end + 1, text.size());
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      at = static_cast<std::uint32_t>(past);
      ++lines;
      continue;
    }
    const std::size_t cells = reader.cells().size();
    std::uint32_t position = at;
    reader.restart();
    JsonReader::State state = JsonReader::State::record;
    while (state == JsonReader::State::record) state = reader.read(text.substr(0, end), position, true);
    if (state != JsonReader::State::done) {
      reader.cells().resize(cells);
      if (!taker_.set_apart) return damaged_line(line_ + lines, std::string("not JSON: ") + reader.error());
      if (const auto flushed = flush_records(); !flushed) return flushed;
      const std::size_t size = std::min(window_.text().find('\n'), window_.text().size() - 1) + 1;
      if (const auto refused = refuse(size, reader.error()); !refused) return refused;
      continue;
    }
    at = static_cast<std::uint32_t>(past);
    ++lines;
    if (at < stretch_size) continue;
    if (const auto flushed = flush_records(); !flushed) return flushed;
  }
  if (const ColumnRule* const rule = columns.unmet(); rule != nullptr)
    return mask::fail(Failure::usage, "--columns: nothing is called \"" + shown(rule->name) + "\"");
  if (const auto flushed = flush_records(); !flushed) return flushed;
  return release();
}

}  // namespace cli
