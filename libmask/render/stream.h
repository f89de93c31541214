// A line of the document stream, written again after masking.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"

namespace mask {

// Where a mask stood in the text as it was, and where its stand-in stands in the new one. Bytes.
struct Moved {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  std::uint64_t new_start = 0;
  std::uint64_t new_end = 0;
};

// From positions in the old text to positions in the new one. `moves` is sorted.
class PositionMap {
 public:
  explicit PositionMap(std::vector<Moved> moves) : moves_(std::move(moves)) {}
  // A position inside a mask goes to the start (or end) of its stand-in.
  [[nodiscard]] std::uint64_t start(std::uint64_t position) const;
  [[nodiscard]] std::uint64_t end(std::uint64_t position) const;
  // The mask that a word lies in or touches; nullptr if none.
  [[nodiscard]] const Moved* mask_at(std::uint64_t start, std::uint64_t end) const;

 private:
  std::vector<Moved> moves_;
};

struct StreamChange {
  std::string_view text;  // the masked text
  const PositionMap* positions = nullptr;
  std::function<Result<std::string>(std::string_view)> mask_string;  // any other string value
  const std::vector<std::string>* pass = nullptr;                    // names of fields that stay as they are
  bool adds_protected_review = false;                                // note in meta.review that an identity is protected
};

// Appends the line with its line end: the new text, pages and words moved to it, every other string masked; numbers, booleans, nulls and
// the order of fields stay. The words of a mask become one box, widened so that its width tells nothing. Failure::damaged where the line is
// not JSON or nested deeper than 64. `line` needs json_margin readable bytes behind it.
[[nodiscard]] Result<void> append_stream_line(std::string& out, std::string_view line, const StreamChange& change);

}  // namespace mask
