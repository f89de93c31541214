// Walks a table, a JSON value or records of JSON, stretch by stretch, and hands on each stretch masked.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/cell_masker.h"
#include "cli/columns.h"
#include "cli/json_columns.h"
#include "cli/window.h"
#include "libmask/read/json_cells.h"

namespace cli {

// Where a finding stands, for people and for tools.
struct CellPlace {
  std::uint64_t row = 0;     // of a table, its names included, or the record; from 1
  std::uint32_t column = 0;  // of a table, from 1; 0: none
  std::string_view header;   // its name, as masked
  std::string pointer;       // in JSON, as masked
};

class CellWalk {
 public:
  struct Taker {
    std::function<mask::Result<void>(std::string&)> write;          // masked bytes; may take them
    std::function<mask::Result<void>(std::string_view)> set_apart;  // a record that cannot be read; missing: it ends the walk
    std::function<void(const CellFinding&, const CellMasker&, const CellPlace&, std::uint64_t offset)>
        show;                                   // a finding; missing: nobody asks
    std::function<mask::Result<void>()> shown;  // all findings of a stretch have been shown
  };

  CellWalk(const Masking& masking, std::span<const ColumnRule> rules, Window::Read read, Taker taker)
      : masking_(masking), rules_(rules), window_(std::move(read)), taker_(std::move(taker)), masker_(masking) {}

  // `separator`: of the cells; nothing: as the first row has it. Failure::usage where the table has no column of a rule, Failure::damaged
  // with the line of a record that cannot be read.
  [[nodiscard]] mask::Result<void> walk_table(std::optional<char> separator);
  [[nodiscard]] mask::Result<void> walk_json();
  // A JSON value to a line.
  [[nodiscard]] mask::Result<void> walk_records();

  [[nodiscard]] const CellMasker& masker() const { return masker_; }
  [[nodiscard]] std::uint64_t set_apart() const { return set_apart_; }

 private:
  mask::Result<void> take_header(char separator);
  std::uint32_t column_at(std::uint32_t place);
  mask::Result<void> release();
  mask::Result<void> flush(CellBlock& block, const mask::JsonReader* reader);
  mask::Result<void> flush_json(JsonColumns& columns, mask::JsonReader& reader, std::uint32_t& at);
  std::vector<std::string> masked_names(const CellBlock& block, const mask::JsonReader& reader);
  mask::Result<void> check_utf8(std::string_view raw, std::uint64_t offset) const;
  mask::Result<void> refuse(std::size_t size, const char* why);
  mask::Result<void> check_rules_of_policy() const;

  const Masking& masking_;
  std::span<const ColumnRule> rules_;
  Window window_;
  Taker taker_;
  CellMasker masker_;
  std::vector<Column> columns_;       // of a table: those of its rows, then those of the row of names
  std::vector<std::string> headers_;  // as masked
  std::uint32_t width_ = 0;
  std::uint32_t header_width_ = 0;  // cells of the row of names; 0: there is none
  std::uint64_t row_ = 1;           // of the first in the stretch
  std::uint64_t line_ = 1;
  std::uint64_t set_apart_ = 0;
  std::map<std::string, std::string> open_names_;  // keys that lead to what is open in JSON, and what they are as masked
  std::string held_;                               // masked, and not yet handed on
  std::uint64_t held_from_ = 0;                    // where in the file it begins
};

}  // namespace cli
