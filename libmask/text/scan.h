// Finds the words, digit runs and candidates of a text, 64 bytes at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "libmask/text/tokens.h"

namespace mask {

// Which words the scanner puts on the list of triggers: those whose first four bytes (with bit 0x20 set) pass a nibble filter
// made from the words wanted. It lets through every wanted word and a few others.
struct TriggerFilter {
  static constexpr std::size_t depth = 4;
  std::array<std::array<std::uint8_t, 16>, depth> low{};   // by low nibble of byte 0, 1, 2, 3: buckets that may hold it
  std::array<std::array<std::uint8_t, 16>, depth> high{};  // by high nibble
  std::vector<std::uint64_t> starts;                       // one bit for each hash of the size and first four bytes of a word wanted
  [[nodiscard]] static TriggerFilter of(std::span<const std::string_view> words);
  [[nodiscard]] bool passes(const std::array<std::uint8_t, depth>& first) const;
  // A closer look at a word that passed: true of every word wanted and hardly any other. Four bytes must be readable.
  [[nodiscard]] bool may_be(const char* bytes, std::uint32_t size) const {
    std::uint32_t first = 0;
    std::memcpy(&first, bytes, 4);
    if (size < 4) first &= (std::uint32_t{1} << (8 * size)) - 1;
    const std::uint32_t hash = hash_of(first | 0x20202020U, size);
    return (starts[hash / 64] >> (hash % 64) & 1) != 0;
  }

 private:
  [[nodiscard]] static std::uint32_t hash_of(std::uint32_t first, std::uint32_t size) {
    return (first ^ size * 0x85EBCA77U) * 0x9E3779B1U >> 16;
  }
};

// Before and after a text that is scanned, this many bytes must be readable, and zero.
inline constexpr std::size_t scan_margin = 128;

// `text` must be folded (text/fold.h), at most 4 GiB, with scan_margin readable zero bytes on both sides. `out` is reused: its old
// contents are dropped, its memory kept. Chooses the widest vectors the processor has (base/simd.h); the answer does not depend on them.
void scan(std::string_view text, const TriggerFilter& filter, Tokens& out);

// The same, byte by byte, written to be obviously right: for tests.
void scan_slowly(std::string_view text, const TriggerFilter& filter, Tokens& out);

}  // namespace mask
