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

HWY_INLINE std::uint32_t first_four(const char* bytes) {
  std::uint32_t first = 0;
  std::memcpy(&first, bytes, 4);
  return first | 0x20202020U;
}
HWY_INLINE std::uint32_t hash_of(std::uint32_t first, std::uint32_t size) { return (first ^ size * 0x85EBCA77U) * 0x9E3779B1U >> 16; }
HWY_INLINE std::uint64_t bit(const std::uint64_t* bits, std::uint32_t hash) { return bits[hash / 64] >> (hash % 64) & 1; }

// What is looked up of a word: its first four bytes, or its two where no more belong to it.
HWY_INLINE std::uint32_t begin_of(std::uint32_t first, bool is_longer) { return is_longer ? first : (first & 0xFFFF) | 0x20200000U; }

// Writes the starts of the words of a stretch that begin like a word wanted; gives back their number.
HWY_INLINE std::size_t likely_words(const Tokens& tokens, Span stretch, const std::uint64_t* begins, std::uint32_t* out) {
  const char* const text = tokens.text.data();
  const std::uint64_t* const bits = tokens.word_bits.data();
  std::size_t count = 0;
  std::uint64_t carry = stretch.start < 64 ? 0 : bits[stretch.start / 64 - 1] >> 63;
  for (std::uint32_t base = stretch.start / 64 * 64; base < stretch.end; base += 64) {
    const std::uint64_t words = bits[base / 64];
    std::uint64_t starts = words & ~(words << 1 | carry);
    carry = words >> 63;
    if (base < stretch.start) starts &= ~std::uint64_t{0} << (stretch.start - base);
    if (stretch.end - base < 64) starts &= (std::uint64_t{1} << (stretch.end - base)) - 1;
    const std::uint64_t longer = words >> 2 | bits[base / 64 + 1] << 62;  // than two bytes
    for (; starts != 0; starts &= starts - 1) {
      const auto at = static_cast<std::uint32_t>(std::countr_zero(starts));
      out[count] = base + at;
      count += bit(begins, hash_of(begin_of(first_four(text + base + at), (longer >> at & 1) != 0), 0));
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

std::size_t likely_words_here(const Tokens& tokens, Span stretch, const std::uint64_t* begins, std::uint32_t* out) {
  return likely_words(tokens, stretch, begins, out);
}

}  // namespace mask::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mask {
namespace {

std::size_t find_likely(const Tokens& tokens, Span stretch, const std::uint64_t* begins, std::uint32_t* out) {
  switch (simd()) {
#if HWY_ARCH_X86
    case Simd::avx3: return N_AVX3::likely_words_here(tokens, stretch, begins, out);
    case Simd::avx2: return N_AVX2::likely_words_here(tokens, stretch, begins, out);
#endif
    default: return likely_words(tokens, stretch, begins, out);
  }
}

void set(std::vector<std::uint64_t>& bits, std::uint32_t hash) { bits[hash / 64] |= std::uint64_t{1} << (hash % 64); }

}  // namespace

TriggerWords::TriggerWords(std::span<const std::string_view> words) : begins_(hashes / 64), words_(hashes / 64) {
  for (const std::string_view word : words) {
    std::array<char, 4> bytes{};
    std::memcpy(bytes.data(), word.data(), std::min(word.size(), bytes.size()));
    set(words_, hash_of(first_four(bytes.data()), static_cast<std::uint32_t>(word.size())));
    if (word.size() != 3) set(begins_, hash_of(begin_of(first_four(bytes.data()), word.size() > 2), 0));
    // Behind a word of three bytes anything may stand that is no word.
    for (int c = 0; word.size() == 3 && c < 0x80; ++c) {
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) continue;
      bytes[3] = static_cast<char>(c);
      set(begins_, hash_of(first_four(bytes.data()), 0));
    }
  }
}

void TriggerWords::read(const Tokens& tokens, Span stretch, const Lexicon& lexicon, Workspace& work) const {
  work.triggers.clear();
  const std::size_t most = stretch.size() / 2 + 1;
  if (work.likely.size() < most) work.likely.resize(most);
  const std::size_t count = find_likely(tokens, stretch, begins_.data(), work.likely.data());
  for (const std::uint32_t start : std::span(work.likely).first(count)) {
    const Span word{start, tokens.word_end(start)};
    std::uint32_t first = first_four(tokens.text.data() + start);
    if (word.size() < 4) first = (first & ((std::uint32_t{1} << (8 * word.size())) - 1)) | 0x20202020U;
    if (bit(words_.data(), hash_of(first, word.size())) == 0) continue;
    const Labels labels = lexicon.find(tokens.of(word)).labels;
    if (!labels.empty()) work.triggers.push_back({word, labels});
  }
}

}  // namespace mask
#endif
