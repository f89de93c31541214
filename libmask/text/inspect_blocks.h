// What is made of the masks of each 64 bytes when a text is inspected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "libmask/text/positions.h"

namespace mask {

class OddList {
 public:
  explicit OddList(Positions& list) : list_(list), writer_(list) {}

  // Of the 64 bytes at `bytes`, with as many readable behind them: those odd for what they are or stand beside, and those where a digit, a
  // blank, a digit and a blank begin.
  void take(const std::uint8_t* bytes, std::uint64_t odd, std::uint64_t pairs, std::uint32_t base) {
    for (; pairs != 0; pairs &= pairs - 1) {  // 6 4 0 8: digit and blank in turn, four digits
      const auto at = static_cast<std::uint32_t>(std::countr_zero(pairs));
      const auto digit = [&](std::uint32_t n) { return bytes[at + n] >= '0' && bytes[at + n] <= '9'; };
      if (digit(4) && bytes[at + 5] == ' ' && digit(6)) odd |= std::uint64_t{1} << at;
    }
    writer_.add(odd, base);
  }
  void finish(std::uint32_t size) {
    writer_.finish();
    while (!list_.empty() && list_[list_.size() - 1] >= size) list_.pop_back();  // the zeros behind the text
  }

 private:
  Positions& list_;
  PositionWriter writer_;
};

// The portable path.
[[nodiscard]] bool inspect_by_table(std::string_view text, OddList& odd);

}  // namespace mask
