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
#include "libmask/lexicon/format.h"
#include "libmask/lexicon/lexicon.h"

#ifndef MASKROS_TRIGGER_WORDS_ONCE
#define MASKROS_TRIGGER_WORDS_ONCE
namespace mask {

// Where words are written that may be wanted, and how many they are.
struct LikelyWords {
  const std::uint64_t* wanted = nullptr;
  const std::uint64_t* small_words = nullptr;  // nullptr: none
  std::uint32_t* out = nullptr;
  std::uint32_t* small = nullptr;
  std::size_t count = 0;
  std::size_t small_count = 0;
};

namespace {

// Eight bytes must be readable.
HWY_INLINE std::uint64_t hash_of(const char* bytes, std::uint32_t size) {
  std::uint64_t first = 0;
  std::memcpy(&first, bytes, 8);
  return lexicon_format::start_hash(first, size);
}
HWY_INLINE std::uint64_t bit(const std::uint64_t* bits, std::uint64_t hash) { return bits[hash / 64] >> (hash % 64) & 1; }
HWY_INLINE std::uint64_t wanted_hash(std::uint64_t hash) { return hash >> (64 - TriggerWords::hash_bits); }

// Writes the starts of the words of a stretch that have the size and the first bytes of a word wanted.
template <bool has_wanted, bool has_small>
HWY_INLINE void likely_words(const Tokens& tokens, Span stretch, LikelyWords& likely) {
  const char* const text = tokens.text.data();
  const std::uint64_t* const bits = tokens.word_bits.data();
  const std::uint64_t* const wanted = likely.wanted;
  const std::uint64_t* const small_words = likely.small_words;
  std::uint32_t* out = likely.out;
  std::uint32_t* small = likely.small;
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
      const std::uint64_t hash = hash_of(text + base + at, size);
      if (has_wanted) {
        *out = base + at;
        out += bit(wanted, wanted_hash(hash));
      }
      if (has_small) {
        *small = base + at;
        small += bit(small_words, lexicon_format::small_word(hash));
      }
    }
  }
  likely.count = static_cast<std::size_t>(out - likely.out);
  likely.small_count = static_cast<std::size_t>(small - likely.small);
}
HWY_INLINE void likely_words(const Tokens& tokens, Span stretch, LikelyWords& likely) {
  if (likely.wanted == nullptr) return likely_words<false, true>(tokens, stretch, likely);
  if (likely.small_words == nullptr) return likely_words<true, false>(tokens, stretch, likely);
  likely_words<true, true>(tokens, stretch, likely);
}

}  // namespace
}  // namespace mask
#endif

// No vectors, but the bit instructions that come with them. (Gathers are slow where processors are mended against data sampling.)
HWY_BEFORE_NAMESPACE();
namespace mask::HWY_NAMESPACE {

void likely_words_here(const Tokens& tokens, Span stretch, LikelyWords& likely) { likely_words(tokens, stretch, likely); }

}  // namespace mask::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mask {
namespace {

void find_likely(const Tokens& tokens, Span stretch, LikelyWords& likely) {
  switch (simd()) {
#if HWY_ARCH_X86
    case Simd::avx3: return N_AVX3::likely_words_here(tokens, stretch, likely);
    case Simd::avx2: return N_AVX2::likely_words_here(tokens, stretch, likely);
#endif
    default: return likely_words(tokens, stretch, likely);
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
    const std::uint64_t hash = wanted_hash(hash_of(bytes.data(), static_cast<std::uint32_t>(word.size())));
    wanted_[hash / 64] |= std::uint64_t{1} << (hash % 64);
    const std::uint64_t key = word_key(word);
    std::size_t slot = key % words_.size();
    while (words_[slot].key != 0 && words_[slot].key != key) slot = (slot + 1) % words_.size();
    words_[slot] = {.key = key, .labels = labels};
  }
}

std::size_t TriggerWords::read_small(const Tokens& tokens, Span stretch, std::span<const std::uint64_t> small_words, std::uint32_t* out) {
  if (stretch.empty()) return 0;
  LikelyWords likely{.small_words = small_words.data(), .small = out};
  find_likely(tokens, stretch, likely);
  return likely.small_count;
}

void TriggerWords::read(const Tokens& tokens, Span stretch, std::span<const std::uint64_t> small_words, Workspace& work) const {
  work.triggers.clear();
  const std::size_t most = stretch.size() / 2 + 1;
  if (work.likely.size() < most) work.likely.resize(most);
  if (work.small.size() < most) work.small.resize(most);
  LikelyWords likely{.wanted = wanted_.data(), .small_words = small_words.data(), .out = work.likely.data(), .small = work.small.data()};
  find_likely(tokens, stretch, likely);
  work.small_count = likely.small_count;
  const std::size_t mask = words_.size() - 1;
  for (const std::uint32_t start : std::span(work.likely).first(likely.count)) {
    const Span word{start, tokens.word_end(start)};
    const std::uint64_t key = inside_key(tokens.of(word));
    for (std::size_t slot = key & mask; words_[slot].key != 0; slot = (slot + 1) & mask) {
      if (words_[slot].key != key) continue;
      work.triggers.push_back({word, words_[slot].labels});
      break;
    }
  }
}

}  // namespace mask
#endif
