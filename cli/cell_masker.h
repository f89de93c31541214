// Masks the cells of a stretch of a table or of JSON: each by itself, though the finder sees them all together, once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cli/masker.h"
#include "libmask/read/cells.h"

namespace cli {

// A column of a table, or the members of one name in JSON.
struct Column {
  std::string name = {};     // as written
  std::string key = {};      // what it is compared by (cli/columns.h)
  std::uint32_t number = 0;  // of a column of a table, from 1
  std::string label = {};    // stands before its cells for the finder; empty: says nothing to it
  bool keeps = false;
  mask::FieldKind kind = mask::FieldKind::plain;
  mask::Type type = mask::Type::person;
};

// What stands before the cells of a column of this name: "Personnummer: ", or nothing where the name says nothing to the finder.
[[nodiscard]] std::string column_label(std::string_view name, const mask::Lexicon& lexicon);

// A stretch of a file: whole rows or records, cut by content alone.
struct CellBlock {
  std::string_view raw = {};
  std::uint64_t offset = 0;            // of raw[0] in the file
  std::vector<mask::Cell> cells = {};  // sorted by start
  std::span<const Column> columns = {};
  std::span<const std::uint64_t> objects = {};  // JSON: by node, the object that a key stands in, never the same twice
  std::uint32_t width = 0;                      // columns of a table
  char separator = 0;                           // of a table; 0: JSON
};

// What was found in a cell of the block.
struct CellFinding {
  const mask::Finding* finding = nullptr;
  mask::Action action = mask::Action::keep;
  std::size_t cell = 0;
  Span raw;                                    // its bytes in the block
  std::string_view words;                      // of the cell's text
  std::uint32_t decision = ~std::uint32_t{0};  // that covers it, if there is one
  std::string_view replaced_by = {};           // the policy replaces all of the cell
  [[nodiscard]] bool has_decision() const { return decision != ~std::uint32_t{0}; }
};

class CellMasker {
 public:
  explicit CellMasker(const Masking& masking);

  // Finds and decides over the block, which must live until the next call.
  [[nodiscard]] mask::Result<void> check(const CellBlock& block);
  // Every finding, cell by cell.
  using Show = std::function<void(const CellFinding&)>;
  void show(const Show& show) const;
  [[nodiscard]] const mask::Findings& findings() const { return findings_; }
  // Appends the block, masked. Bytes outside masks are the block's own.
  void append(std::string& out);
  // What stands in the place of a decision.
  [[nodiscard]] std::string replacement(std::uint32_t decision) const;
  // The text of a cell as masked.
  [[nodiscard]] std::string masked_text(std::size_t cell) const;

  [[nodiscard]] bool has_masks() const { return has_masks_; }  // in any block so far
  [[nodiscard]] bool is_protected() const { return masker_.is_protected(); }
  [[nodiscard]] std::uint64_t near_misses() const { return masker_.near_misses(); }
  // Forgets the objects that are closed: their keys may come again. `open` is sorted.
  void close_objects(std::span<const std::uint64_t> open);
  void set_language(mask::Language language) { masker_.set_language(language); }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  // What several cells of a column may say alike.
  struct Piece {
    Span raw;   // of the first such cell
    Span text;  // in text_, without margin
    std::uint32_t edits_begin = 0;
    std::uint32_t edits_end = 0;
    std::uint32_t column = 0;
    std::uint32_t text_begin = 0;  // past the quote in the bytes of such a cell
    std::uint32_t decisions_begin = 0;
    std::uint32_t decisions_end = 0;
    std::uint32_t findings_begin = 0;
    std::uint32_t findings_end = 0;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t piece = none;
  };

  void compose(const CellBlock& block);
  std::uint32_t piece_of(const mask::Cell& cell);
  [[nodiscard]] bool is_looked_at(const mask::Cell& cell) const;
  mask::Result<void> take(const Checked& segment);
  void share_out();
  void keep_known_roles();
  void replace_titles();
  void protect_rows(const mask::Findings& findings, std::uint64_t offset, std::vector<Span>& out) const;
  [[nodiscard]] std::string_view text_of(Span span) const {
    return std::string_view(text_).substr(mask::scan_margin + span.start, span.size());
  }
  [[nodiscard]] Span raw_span(const Piece& piece, std::uint32_t raw_start, Span text) const;
  [[nodiscard]] bool is_masked(std::size_t cell) const;
  void append_cell(std::string& out, std::size_t cell);
  void append_table_cell(std::string& out, const mask::Cell& cell, const Piece& piece, std::size_t index) const;
  void append_json_cell(std::string& out, const mask::Cell& cell, const Piece& piece, std::size_t index);
  void append_guarded(std::string& out, const mask::Cell& cell, const std::string& text, bool needs_quotes, bool has_doubled) const;
  std::string own_key(const mask::Cell& cell, std::string text);
  void append_replacement(std::string& out, const mask::Decision& decision) const;
  template <typename Own, typename Mask>
  void each_part(const Piece& piece, std::size_t index, std::uint32_t raw_start, Own own, Mask mask) const;
  bool is_skipped(std::uint32_t decision, std::size_t cell) const;

  const Masking& masking_;
  DocumentMasker masker_;
  const CellBlock* block_ = nullptr;
  std::string text_;  // what the finder sees, with margins
  std::vector<mask::Field> fields_;
  std::vector<Piece> pieces_;  // one for each field
  std::vector<Slot> slots_;
  std::vector<mask::CellEdit> edits_;
  std::vector<std::uint32_t> cell_pieces_;  // by cell; none: not looked at
  std::uint64_t taken_ = 0;                 // bytes of text in earlier blocks
  mask::Findings findings_;
  std::vector<mask::Action> actions_;
  std::vector<mask::Decision> decisions_;
  mask::LabelTable labels_;
  std::vector<std::pair<std::size_t, std::uint32_t>> skipped_;     // cell, decision: its row says that it may stay
  std::vector<std::pair<std::size_t, std::uint32_t>> replaced_;    // cell, index of the policy's rule
  std::unordered_set<std::uint64_t> keys_;                         // masked keys of JSON objects: object and text, hashed
  std::vector<std::pair<std::uint64_t, std::uint64_t>> key_list_;  // object, hash
  bool has_masks_ = false;
};

}  // namespace cli
