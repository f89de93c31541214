// The document stream: one JSON object a line (man 5 maskros-document).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/json_text.h"
#include "libmask/base/result.h"
#include "libmask/text/document.h"
#include "libmask/text/language.h"

namespace mask {

// A line may be this long.
inline constexpr std::size_t longest_record = std::size_t{16} << 20;

// What the walk needs of a line; all else is looked at again when it is written.
struct StreamLine {
  bool is_end = false;
  std::uint64_t documents = 0;  // that the end line counts
  std::string text;
  std::string id;
  std::optional<Language> language;
  bool has_review = false;  // meta.review is not empty
  std::vector<Page> pages;  // with their words, where they are wanted and in order
};

// Reads one line. Failure::damaged where it is no object with "maskros": 1, or a document without a text. `line` needs json_margin readable
// bytes behind it.
[[nodiscard]] Result<StreamLine> read_stream_line(std::string_view line, bool wants_pages = false);

// Is this the first line of a document stream?
[[nodiscard]] bool begins_stream(std::string_view line);

}  // namespace mask
