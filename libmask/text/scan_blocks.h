// What the scanner does with the masks of each 64 bytes, the same for every kind of processor.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "libmask/text/positions.h"
#include "libmask/text/scan.h"

namespace mask {

// One bit a byte.
struct BlockMasks {
  std::uint64_t word = 0;
  std::uint64_t upper = 0;
  std::uint64_t digit = 0;
  std::uint64_t at = 0;
};

// The last byte of the block before.
struct BlockCarry {
  std::uint64_t word = 0;
  std::uint64_t digit = 0;
  bool at = false;
};

class ScanLists {
 public:
  ScanLists(std::string_view text, Tokens& out)
      : out_(out), runs_(run_bounds(out)), capitals_(out.capitals), ats_(out.ats) {
    out.text = text;
    out.word_bits.resize(text.size() / 64 + 2);
    bits_ = out.word_bits.data();
  }

  void take(const BlockMasks& masks, std::uint32_t base, BlockCarry& carry) {
    *bits_++ = masks.word;
    const std::uint64_t starts = masks.word & ~(masks.word << 1 | carry.word);
    // Set where digits begin and where they end, in turn.
    runs_.add(masks.digit ^ (masks.digit << 1 | carry.digit), base);
    capitals_.add(starts & masks.upper, base);
    if (masks.at != 0 || carry.at) take_ats(masks.at, base, carry);
    carry.word = masks.word >> 63;
    carry.digit = masks.digit >> 63;
  }

  void finish(const BlockCarry& carry, std::uint32_t size) {
    while (bits_ != out_.word_bits.data() + out_.word_bits.size()) *bits_++ = 0;
    if (carry.digit != 0) runs_.add(size);
    if (carry.at) ats_.add(size - 1);
    runs_.finish();
    capitals_.finish();
    ats_.finish();
    const std::size_t runs = out_.digit_bounds.size() / 2;
    out_.digits = {reinterpret_cast<const DigitRun*>(out_.digit_bounds.data()), runs};
  }

 private:
  static Positions& run_bounds(Tokens& out) { return out.digit_bounds; }

  // Every @ that no @ follows.
  void take_ats(std::uint64_t at, std::uint32_t base, BlockCarry& carry) {
    if (carry.at && (at & 1) == 0) ats_.add(base - 1);
    constexpr std::uint64_t inner = ~std::uint64_t{0} >> 1;
    ats_.add(at & ~(at >> 1) & inner, base);
    carry.at = at >> 63 != 0;
  }

  Tokens& out_;
  std::uint64_t* bits_ = nullptr;
  PositionWriter runs_;
  PositionWriter capitals_;
  PositionWriter ats_;
};

// The portable path: a table of classes, byte by byte.
void scan_blocks_by_table(std::string_view text, ScanLists& lists);

}  // namespace mask
