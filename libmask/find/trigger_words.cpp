// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/trigger_words.h"

#include <bit>

#include "libmask/lexicon/lexicon.h"

namespace mask {

TriggerWords::TriggerWords(std::span<const std::string_view> words) : starts_((1U << 16) / 64) {
  for (const std::string_view word : words) {
    std::uint32_t first = 0x20202020U;
    for (std::size_t i = 0; i < 4 && i < word.size(); ++i)
      first |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(word[i])) << (8 * i);
    const std::uint32_t hash = hash_of(first, static_cast<std::uint32_t>(word.size()));
    starts_[hash / 64] |= std::uint64_t{1} << (hash % 64);
  }
}

void TriggerWords::read(const Tokens& tokens, Span stretch, const Lexicon& lexicon, std::vector<Trigger>& out) const {
  out.clear();
  const auto take = [&](std::uint32_t start, std::uint32_t size) {
    if (!may_be(tokens.text.data() + start, size)) return;
    const Labels labels = lexicon.find(tokens.text.substr(start, size)).labels;
    if (!labels.empty()) out.push_back({{start, start + size}, labels});
  };
  for (std::uint32_t base = stretch.start / 64 * 64; base < stretch.end; base += 64) {
    const std::uint64_t words = tokens.word_bits[base / 64];
    const std::uint64_t carry = base == 0 ? 0 : tokens.word_bits[base / 64 - 1] >> 63;
    std::uint64_t starts = words & ~(words << 1 | carry);
    if (base < stretch.start) starts &= ~std::uint64_t{0} << (stretch.start - base);
    if (stretch.end - base < 64) starts &= (std::uint64_t{1} << (stretch.end - base)) - 1;
    // Words that end in this block, then the one that may not.
    const std::uint64_t ends = ~words & (words << 1);
    for (; starts != 0; starts &= starts - 1) {
      const auto at = static_cast<std::uint32_t>(std::countr_zero(starts));
      const std::uint64_t behind = ends & (~std::uint64_t{0} << at);
      if (behind == 0) {
        take(base + at, tokens.word_end(base + at) - base - at);
      } else {
        take(base + at, static_cast<std::uint32_t>(std::countr_zero(behind)) - at);
      }
    }
  }
}

}  // namespace mask
