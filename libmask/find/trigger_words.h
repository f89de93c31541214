// The words that detectors wait for (passwords, labels, cues), picked out of all words of a text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/label.h"
#include "libmask/text/tokens.h"

namespace mask {

class Lexicon;

// A word of the trigger list that stands in the text.
struct Trigger {
  Span span;
  Labels labels;
  friend constexpr bool operator==(const Trigger&, const Trigger&) = default;
};

class TriggerWords {
 public:
  // `words` are in lower case.
  explicit TriggerWords(std::span<const std::string_view> words);

  // The trigger words that begin in the stretch, with what the lexicon says of them. `out` is reused.
  void read(const Tokens& tokens, Span stretch, const Lexicon& lexicon, std::vector<Trigger>& out) const;

 private:
  // True of every word wanted and hardly any other, told by its size and first four bytes. Four bytes must be readable.
  [[nodiscard]] bool may_be(const char* bytes, std::uint32_t size) const {
    std::uint32_t first = 0;
    std::memcpy(&first, bytes, 4);
    if (size < 4) first &= (std::uint32_t{1} << (8 * size)) - 1;
    const std::uint32_t hash = hash_of(first | 0x20202020U, size);
    return (starts_[hash / 64] >> (hash % 64) & 1) != 0;
  }
  [[nodiscard]] static std::uint32_t hash_of(std::uint32_t first, std::uint32_t size) {
    return (first ^ size * 0x85EBCA77U) * 0x9E3779B1U >> 16;
  }

  std::vector<std::uint64_t> starts_;  // a bit for each hash
};

}  // namespace mask
