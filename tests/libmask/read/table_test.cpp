// Which texts are tables, how rows end, and the way back from what a cell says to its bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/table.h"

#include <gtest/gtest.h>

#include <string>

namespace mask {
namespace {

TEST(Table, IsToldByItsFirstLines) {
  EXPECT_EQ(table_separator("a;b;c\n1;2;3\n", true), ';');
  EXPECT_EQ(table_separator("a,b,c\n1,2,3\n", true), ',');
  EXPECT_EQ(table_separator("a\tb\tc\n1\t2\t3\n", true), '\t');
  EXPECT_EQ(table_separator("a;b;c\n1;\"2;\n\"\"\";3\n", true), ';');
  EXPECT_EQ(table_separator("sep=;\na;b\n", true), ';');
  // One line, one separator a line, lines that differ, and prose.
  EXPECT_EQ(table_separator("a;b;c\n", true), std::nullopt);
  EXPECT_EQ(table_separator("a;b\n1;2\n", true), std::nullopt);
  EXPECT_EQ(table_separator("a;b;c\n1;2\n", true), std::nullopt);
  EXPECT_EQ(table_separator("a;b;c\n\n1;2;3\n", true), std::nullopt);
  EXPECT_EQ(table_separator("Anna, Bo, Carl\nkom, nu, hem\n", true), std::nullopt);
  EXPECT_EQ(table_separator("a;b;c\n1;\"2\"x;3\n", true), std::nullopt);
  EXPECT_EQ(table_separator("", true), std::nullopt);
  // Later lines may be anything.
  EXPECT_EQ(table_separator("1;2;3\n1;2;3\n1;2;3\n1;2;3\n1;2;3\n\nx\n", true), ';');
  EXPECT_EQ(likely_separator("a,b;c;d\n"), ';');
  EXPECT_EQ(likely_separator("a\n"), ',');
}

RowState state_of(std::string_view text, bool at_end) {
  std::vector<Cell> cells;
  return read_row(text, 0, ';', at_end, cells).state;
}

TEST(Table, RowsEndOrWaitOrAreDamaged) {
  EXPECT_EQ(state_of("a;b\n", false), RowState::whole);
  EXPECT_EQ(state_of("a;b", false), RowState::unfinished);
  EXPECT_EQ(state_of("a;b", true), RowState::whole);
  EXPECT_EQ(state_of("a;b\r", false), RowState::unfinished);
  EXPECT_EQ(state_of("a;\"b", false), RowState::unfinished);
  EXPECT_EQ(state_of("a;\"b", true), RowState::damaged);
  EXPECT_EQ(state_of("a;\"b\"", false), RowState::unfinished);
  EXPECT_EQ(state_of("a;\"b\"c\n", true), RowState::damaged);
  EXPECT_EQ(state_of(std::string(widest_row, ';') + "\n", true), RowState::too_wide);
  EXPECT_EQ(state_of(std::string(widest_row - 1, ';') + "\n", true), RowState::whole);
}

TEST(Table, CellsSayWhatTheyAreWrittenWith) {
  const std::string text = "x;\"a\"\"b;\n\";;\"\"\r\n";
  std::vector<Cell> cells;
  const RowRead row = read_row(text, 0, ';', true, cells);
  EXPECT_EQ(row.end, text.size());
  EXPECT_EQ(row.line_ends, 2U);
  ASSERT_EQ(cells.size(), 4U);
  std::string said;
  for (const Cell& cell : cells) {
    std::vector<CellEdit> edits;
    append_cell_text(said, std::string_view(text).substr(cell.span.start, cell.span.size()), cell.form, cell.has_escapes, edits);
    said += '|';
  }
  EXPECT_EQ(said, "x|a\"b;\n|||");
}

Span raw(std::string_view bytes, CellForm form, Span text) {
  std::string said;
  std::vector<CellEdit> edits;
  append_cell_text(said, bytes, form, true, edits);
  return raw_of(text, text_begin(form), edits.data(), edits.data() + edits.size());
}

TEST(Cells, LeadBackToTheirBytes) {
  EXPECT_EQ(raw(R"("a""bc")", CellForm::quoted, {1, 2}), (Span{2, 4}));
  EXPECT_EQ(raw(R"("a""bc")", CellForm::quoted, {2, 4}), (Span{4, 6}));
  EXPECT_EQ(raw(R"("a""bc")", CellForm::quoted, {0, 1}), (Span{1, 2}));
  // å is two bytes of text, the face four.
  EXPECT_EQ(raw(R"("\u00e5b")", CellForm::string, {0, 2}), (Span{1, 7}));
  EXPECT_EQ(raw(R"("\ud83d\ude00b")", CellForm::string, {0, 4}), (Span{1, 13}));
  EXPECT_EQ(raw(R"("\ud83d\ude00b")", CellForm::string, {4, 5}), (Span{13, 14}));
  // A mask takes all of a number.
  EXPECT_EQ(raw("1.5e1", CellForm::number, {0, 2}), (Span{0, 5}));
}

std::string number(std::string_view written) {
  std::string said;
  std::vector<CellEdit> edits;
  append_cell_text(said, written, CellForm::number, false, edits);
  return said;
}

TEST(Cells, WholeNumbersAreReadInPlainDigits) {
  EXPECT_EQ(number("198504129803"), "198504129803");
  EXPECT_EQ(number("1.98504129803e11"), "198504129803");
  EXPECT_EQ(number("198504129803.0"), "198504129803");
  EXPECT_EQ(number("19850412980300E-2"), "198504129803");
  EXPECT_EQ(number("59.329323"), "59.329323");
  EXPECT_EQ(number("1e400"), "1e400");
  EXPECT_EQ(number("-0.0"), "0");
}

}  // namespace
}  // namespace mask
