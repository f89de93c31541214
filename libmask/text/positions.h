// Growing lists of positions, filled from 64-bit masks without a branch per bit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace mask {

// A list of positions whose memory is kept and never filled with zeros.
class Positions {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const std::uint32_t* data() const { return memory_.get(); }
  [[nodiscard]] const std::uint32_t* begin() const { return data(); }
  [[nodiscard]] const std::uint32_t* end() const { return data() + size_; }
  [[nodiscard]] std::uint32_t operator[](std::size_t i) const { return memory_[i]; }
  operator std::span<const std::uint32_t>() const { return {data(), size_}; }

  void clear() { size_ = 0; }
  void pop_back() { --size_; }
  void push_back(std::uint32_t position) {
    if (size_ == capacity_) reserve(size_ * 3 / 2 + 64);
    memory_[size_++] = position;
  }
  // Room for `capacity` positions; those listed stay.
  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    auto memory = std::make_unique_for_overwrite<std::uint32_t[]>(capacity);
    if (size_ > 0) std::memcpy(memory.get(), memory_.get(), size_ * sizeof(std::uint32_t));
    memory_ = std::move(memory);
    capacity_ = capacity;
  }
  friend bool operator==(const Positions& a, const Positions& b) { return std::ranges::equal(a, b); }

 private:
  friend class PositionWriter;
  std::unique_ptr<std::uint32_t[]> memory_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

// Writes a list anew; it has its right size once finish() is called.
class PositionWriter {
 public:
  explicit PositionWriter(Positions& list) : list_(list) {
    list_.clear();
    list_.reserve(room);
    next_ = list_.memory_.get();
    end_ = next_ + list_.capacity_;
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
  void finish() { list_.size_ = static_cast<std::size_t>(next_ - list_.memory_.get()); }

 private:
  static constexpr std::size_t room = 72;  // one mask, and the surplus

  void enlarge() {
    finish();
    list_.reserve(list_.capacity_ * 3 / 2 + room);
    next_ = list_.memory_.get() + list_.size_;
    end_ = list_.memory_.get() + list_.capacity_;
  }

  Positions& list_;
  std::uint32_t* next_ = nullptr;
  std::uint32_t* end_ = nullptr;
};

}  // namespace mask
