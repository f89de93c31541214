// A range of bytes in a text: start included, end not.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace mask {

// Offsets are bytes in the text at hand, on code point boundaries. A text is at most one segment (4 MiB), so 32 bits do;
// what counts from the start of a whole document is 64 bits wide and called an offset.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - start; }
  [[nodiscard]] constexpr bool empty() const { return start == end; }
  [[nodiscard]] constexpr bool contains(Span other) const { return start <= other.start && other.end <= end; }
  [[nodiscard]] constexpr bool overlaps(Span other) const { return start < other.end && other.start < end; }

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace mask
