// What each code point is folded to: tables made at build time by data/make/fold_table.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mask::fold_table {

inline constexpr std::uint32_t end = 0x20000;  // code points from here on are kept as they are
inline constexpr std::uint16_t kept = 0;       // entry of a page: the code point stays
struct Pair {
  std::uint32_t letter;
  std::uint32_t mark;
  std::uint32_t composed;
};
extern const std::string_view texts[];    // by entry
extern const std::uint16_t pages[][256];  // by low byte
extern const std::uint8_t index[];        // page, by code point / 256
extern const Pair pairs[];                // sorted by letter, then mark
extern const std::size_t pair_count;

}  // namespace mask::fold_table
