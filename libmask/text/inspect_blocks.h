// What is made of the masks of each 64 bytes when a text is inspected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "libmask/text/positions.h"

namespace mask {

struct OddMasks {
  std::uint64_t odd = 0;  // bytes odd by themselves
  std::uint64_t digit = 0;
  std::uint64_t letter = 0;  // O o l I
  std::uint64_t hyphen = 0;
  std::uint64_t line_end = 0;
  std::uint64_t blank = 0;
};

// Gathers positions one block late, since some depend on the bytes after them.
class OddList {
 public:
  explicit OddList(Positions& list) : list_(list), writer_(list) {}

  void take(const OddMasks& next, std::uint32_t base) {
    if (base > 0) resolve(next);
    held_ = next;
    base_ = base;
  }
  void finish(std::uint32_t size) {
    resolve({});
    writer_.finish();
    while (!list_.empty() && list_[list_.size() - 1] >= size) list_.pop_back();  // the zeros behind the text
  }

 private:
  // The mask moved so that bit i tells of byte i + n.
  static std::uint64_t ahead(std::uint64_t held, std::uint64_t next, int n) { return held >> n | next << (64 - n); }

  void resolve(const OddMasks& next) {
    std::uint64_t odd = held_.odd;
    if (held_.hyphen != 0) odd |= held_.hyphen & ahead(held_.line_end, next.line_end, 1);
    if (held_.letter != 0 && (held_.digit != 0 || before_.digit >> 63 != 0 || (next.digit & 1) != 0)) {
      odd |= held_.letter & (held_.digit << 1 | before_.digit >> 63 | ahead(held_.digit, next.digit, 1));
    }
    // 6 4 0 8: digit and blank in turn, four digits.
    if (held_.digit != 0 && (held_.blank | next.blank) != 0) {
      const auto digit = [&](int n) { return ahead(held_.digit, next.digit, n); };
      const auto blank = [&](int n) { return ahead(held_.blank, next.blank, n); };
      const std::uint64_t pair = held_.digit & blank(1);
      if (pair != 0) odd |= pair & digit(2) & blank(3) & digit(4) & blank(5) & digit(6);
    }
    writer_.add(odd, base_);
    before_ = held_;
  }

  Positions& list_;
  PositionWriter writer_;
  OddMasks before_{};
  OddMasks held_{};
  std::uint32_t base_ = 0;
};

// The portable path.
[[nodiscard]] bool inspect_by_table(std::string_view text, OddList& odd);

}  // namespace mask
