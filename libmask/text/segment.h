// Where a long text is cut: by its content alone, so that the way its bytes arrived changes nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace mask {

// A text up to this long is one segment.
inline constexpr std::size_t segment_size = std::size_t{4} << 20;
// What is looked at on each side of a cut that is not a blank line.
inline constexpr std::size_t segment_context = std::size_t{4} << 10;

struct Cut {
  std::size_t size = 0;   // bytes of the segment
  std::size_t ahead = 0;  // bytes after it that are looked at with it, and belong to the next
  bool is_clean = true;   // a blank line: nothing said on one side concerns the other
};

// `window` is all that is left of a text, or its next segment_size bytes. Where more follows, the segment ends after the last blank line,
// else after the last line end, else after the last blank, else within the last character: the last three at least segment_context before
// the end of the window. `window` need not be valid UTF-8.
[[nodiscard]] Cut cut_segment(std::string_view window, bool more_follows);

}  // namespace mask
