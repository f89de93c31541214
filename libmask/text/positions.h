// Growing lists of positions, filled from 64-bit masks without a branch per bit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mask {

// Writes into a vector's memory; the vector has its right size once finish() is called.
class PositionWriter {
 public:
  explicit PositionWriter(std::vector<std::uint32_t>& list) : list_(list) {
    if (list_.size() < room) list_.resize(room);
    grow_to(list_.capacity());
    next_ = list_.data();
  }
  // The set bits of `mask`, bit 0 standing for position `base`, in order.
  void add(std::uint64_t mask, std::uint32_t base) {
    if (mask == 0) return;
    if (static_cast<std::size_t>(end_ - next_) < room) enlarge();
    const int count = std::popcount(mask);
    std::uint32_t* out = next_;
    next_ += count;
    // Four at a time, whether there are as many or not: the surplus is written over by the next.
    for (int i = 0; i < count; i += 4) {
      for (int k = 0; k < 4; ++k) {
        *out++ = base + static_cast<std::uint32_t>(std::countr_zero(mask | (std::uint64_t{1} << 63)));
        mask &= mask - 1;
      }
    }
  }
  void add(std::uint32_t position) {
    if (static_cast<std::size_t>(end_ - next_) < room) enlarge();
    *next_++ = position;
  }
  void finish() { list_.resize(static_cast<std::size_t>(next_ - list_.data())); }

 private:
  static constexpr std::size_t room = 72;  // one mask, and the surplus

  void grow_to(std::size_t size) {
    list_.resize(size);
    end_ = list_.data() + list_.size();
  }
  void enlarge() {
    const auto used = static_cast<std::size_t>(next_ - list_.data());
    grow_to(list_.size() * 3 / 2 + room);
    next_ = list_.data() + used;
  }

  std::vector<std::uint32_t>& list_;
  std::uint32_t* next_ = nullptr;
  std::uint32_t* end_ = nullptr;
};

}  // namespace mask
