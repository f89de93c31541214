// Marked text: lines with ⟦type|words⟧ where findings are expected; without the marks it is the input.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libmask/find/find.h"

namespace mask::test {

struct Mark {
  Span span;
  std::string type;
  friend auto operator<=>(const Mark&, const Mark&) = default;
};

// \n, \t and \u{HEX} in a line are read as those characters.
struct MarkedLine {
  std::string text;
  std::vector<Mark> marks;
  std::size_t line = 0;
  bool known_failure = false;  // the line began with "?! ": not right yet
};

// A file's first line names the types it is about: "# types: phone email"; "+model" among them: the name model is asked too. Other lines
// that begin with # are comments.
struct MarkedFile {
  std::string name;
  std::vector<std::string> types;
  bool with_model = false;
  std::vector<MarkedLine> lines;
};

[[nodiscard]] MarkedFile read_marked(const std::string& path);

// The findings in `text` of these types that score 500 or more, overlaps of one type joined.
[[nodiscard]] std::vector<Mark> found(const Finder& finder, std::string_view text, const std::vector<std::string>& types);

// The text with its marks, as a person would write the line.
[[nodiscard]] std::string with_marks(std::string_view text, const std::vector<Mark>& marks);

// The one lexicon all tests share.
[[nodiscard]] const Lexicon& lexicon();
// The name model that is shipped.
[[nodiscard]] const NameModel& shipped_model();

}  // namespace mask::test
