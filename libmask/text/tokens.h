// Where the words, numbers and candidates of a text stand: bits and lists laid over it, never copies of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/positions.h"

namespace mask {

// An unbroken run of ASCII digits.
struct DigitRun {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  [[nodiscard]] constexpr std::uint32_t size() const { return end - start; }
  friend constexpr bool operator==(const DigitRun&, const DigitRun&) = default;
};

// The tokens of a folded text (text/fold.h). In folded text every byte from 0x80 on belongs to a letter, so a word is an unbroken
// run of letters and digits: bytes [A-Za-z0-9] and >= 0x80. All lists are sorted. Of `text`, scan_margin bytes before its start
// and after its end can be read too, and hold zeros.
struct Tokens {
  std::string_view text;
  std::vector<std::uint64_t> word_bits;  // one bit a byte; a zero word follows the last
  std::span<const DigitRun> digits;      // laid over digit_bounds
  Positions capitals;                    // starts of words that begin with a capital letter, or with a letter outside Latin-1
  Positions ats;                         // every @ that no other @ follows
  Positions digit_bounds;                // starts and ends of the digit runs, in turn

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text.size()); }

  // May the byte at `pos` stand in a word? False outside the text.
  [[nodiscard]] bool in_word(std::int64_t pos) const {
    return pos >= 0 && pos < size() && (word_bits[static_cast<std::size_t>(pos) / 64] >> (pos % 64) & 1) != 0;
  }
  // The first byte at or after `pos` that stands in no word; the size of the text at most.
  [[nodiscard]] std::uint32_t word_end(std::uint32_t pos) const {
    std::size_t block = pos / 64;
    std::uint64_t gaps = ~word_bits[block] & (~std::uint64_t{0} << (pos % 64));
    while (gaps == 0) gaps = ~word_bits[++block];
    return static_cast<std::uint32_t>(block * 64 + static_cast<std::size_t>(std::countr_zero(gaps)));
  }
  // The first byte of the word that holds the byte before `pos`; `pos` itself where that byte stands in no word.
  [[nodiscard]] std::uint32_t word_start(std::uint32_t pos) const {
    if (pos == 0) return 0;
    std::size_t block = (pos - 1) / 64;
    std::uint64_t gaps = ~word_bits[block] << (63 - (pos - 1) % 64);
    std::uint32_t at = pos;
    if (gaps != 0) return at - static_cast<std::uint32_t>(std::countl_zero(gaps));
    at = static_cast<std::uint32_t>(block * 64);
    while (block > 0) {
      gaps = ~word_bits[--block];
      if (gaps != 0) return at - static_cast<std::uint32_t>(std::countl_zero(gaps));
      at -= 64;
    }
    return 0;
  }
  // One past the last byte before `pos` that stands in a word, looking back to `stop` at most (and no further than that byte's word);
  // `stop` if none.
  [[nodiscard]] std::uint32_t last_word_end(std::uint32_t pos, std::uint32_t stop) const {
    while (pos > stop) {
      const std::size_t block = (pos - 1) / 64;
      const std::uint64_t words = word_bits[block] << (63 - (pos - 1) % 64);
      if (words != 0) {
        const auto skipped = static_cast<std::uint32_t>(std::countl_zero(words));
        return pos - skipped > stop ? pos - skipped : stop;
      }
      pos = static_cast<std::uint32_t>(block * 64);
    }
    return stop;
  }
  // The nearest word that ends at or before `pos`, no more than `reach` bytes of other text between; empty if none.
  [[nodiscard]] Span word_before(std::uint32_t pos, std::uint32_t reach) const {
    const std::uint32_t stop = pos > reach ? pos - reach : 0;
    while (pos > stop && !in_word(std::int64_t{pos} - 1)) --pos;
    return {word_start(pos), pos};
  }
  // The nearest word that starts at or after `pos`, no more than `reach` bytes of other text between; empty if none.
  [[nodiscard]] Span word_after(std::uint32_t pos, std::uint32_t reach) const {
    const std::uint32_t stop = pos + reach < size() ? pos + reach : size();
    while (pos < stop && !in_word(pos)) ++pos;
    return {pos, in_word(pos) ? word_end(pos) : pos};
  }
  [[nodiscard]] std::string_view of(Span span) const { return text.substr(span.start, span.size()); }
};

}  // namespace mask
