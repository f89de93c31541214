// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/trigger_words.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libmask/find/trigger_words.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "libmask/base/simd.h"
#include "libmask/lexicon/lexicon.h"

#ifndef MASKROS_TRIGGER_WORDS_ONCE
#define MASKROS_TRIGGER_WORDS_ONCE
namespace mask {
namespace {

// By the size of a word and its first eight bytes, with bit 0x20 set in each. Eight bytes must be readable.
HWY_INLINE std::uint32_t hash_of(const char* bytes, std::uint32_t size) {
  std::uint64_t first = 0;
  std::memcpy(&first, bytes, 8);
  first = (first | 0x2020202020202020U) << (64 - 8 * std::min(size, 8U));
  return static_cast<std::uint32_t>((first ^ size) * 0x9E3779B97F4A7C15U >> (64 - TriggerWords::hash_bits));
}
HWY_INLINE std::uint64_t bit(const std::uint64_t* bits, std::uint32_t hash) { return bits[hash / 64] >> (hash % 64) & 1; }

// Writes the starts of the words of a stretch that have the size and the first bytes of a word wanted; gives back their number.
HWY_INLINE std::size_t likely_words(const Tokens& tokens, Span stretch, const std::uint64_t* wanted, std::uint32_t* out) {
  const char* const text = tokens.text.data();
  const std::uint64_t* const bits = tokens.word_bits.data();
  std::size_t count = 0;
  std::uint64_t carry = stretch.start < 64 ? 0 : bits[stretch.start / 64 - 1] >> 63;
  for (std::uint32_t base = stretch.start / 64 * 64; base < stretch.end; base += 64) {
    const std::uint64_t words = bits[base / 64];
    const std::uint64_t next = bits[base / 64 + 1] << 1;
    std::uint64_t starts = words & ~(words << 1 | carry);
    carry = words >> 63;
    if (base < stretch.start) starts &= ~std::uint64_t{0} << (stretch.start - base);
    if (stretch.end - base < 64) starts &= (std::uint64_t{1} << (stretch.end - base)) - 1;
    for (; starts != 0; starts &= starts - 1) {
      const auto at = static_cast<std::uint32_t>(std::countr_zero(starts));
      // 64 bytes seen from the word on; longer ones are not wanted.
      const auto size = static_cast<std::uint32_t>(std::countr_one(words >> at | next << (63 - at)));
      out[count] = base + at;
      count += bit(wanted, hash_of(text + base + at, size));
    }
  }
  return count;
}

}  // namespace
}  // namespace mask
#endif

// No vectors, but the bit instructions that come with them. (Gathers are slow where processors are mended against data sampling.)
HWY_BEFORE_NAMESPACE();
namespace mask::HWY_NAMESPACE {

std::size_t likely_words_here(const Tokens& tokens, Span stretch, const std::uint64_t* wanted, std::uint32_t* out) {
  return likely_words(tokens, stretch, wanted, out);
}

}  // namespace mask::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mask {
namespace {

std::size_t find_likely(const Tokens& tokens, Span stretch, const std::uint64_t* wanted, std::uint32_t* out) {
  switch (simd()) {
#if HWY_ARCH_X86
    case Simd::avx3: return N_AVX3::likely_words_here(tokens, stretch, wanted, out);
    case Simd::avx2: return N_AVX2::likely_words_here(tokens, stretch, wanted, out);
#endif
    default: return likely_words(tokens, stretch, wanted, out);
  }
}

}  // namespace

TriggerWords::TriggerWords(const Lexicon& lexicon)
    : wanted_((std::size_t{1} << hash_bits) / 64), words_(std::bit_ceil(lexicon.triggers().size() * 2 + 1)) {
  for (const std::string_view word : lexicon.triggers()) {
    const Labels labels = lexicon.find(word).labels;
    if (!says_something(labels)) continue;
    std::array<char, 8> bytes{};
    std::memcpy(bytes.data(), word.data(), std::min(word.size(), bytes.size()));
    const std::uint32_t hash = hash_of(bytes.data(), static_cast<std::uint32_t>(word.size()));
    wanted_[hash / 64] |= std::uint64_t{1} << (hash % 64);
    const std::uint64_t key = word_key(word);
    std::size_t slot = key % words_.size();
    while (words_[slot].key != 0 && words_[slot].key != key) slot = (slot + 1) % words_.size();
    words_[slot] = {.key = key, .labels = labels};
  }
}

void TriggerWords::read(const Tokens& tokens, Span stretch, Workspace& work) const {
  work.triggers.clear();
  const std::size_t most = stretch.size() / 2 + 1;
  if (work.likely.size() < most) work.likely.resize(most);
  const std::size_t count = find_likely(tokens, stretch, wanted_.data(), work.likely.data());
  const std::size_t mask = words_.size() - 1;
  for (const std::uint32_t start : std::span(work.likely).first(count)) {
    const Span word{start, tokens.word_end(start)};
    const std::uint64_t key = word_key(tokens.of(word));
    for (std::size_t slot = key & mask; words_[slot].key != 0; slot = (slot + 1) & mask) {
      if (words_[slot].key != key) continue;
      work.triggers.push_back({word, words_[slot].labels});
      break;
    }
  }
}

}  // namespace mask
#endif
