// The file of the name model, byte for byte. Little-endian; written by data/make/train_names.cpp, mapped by names.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mask::name_model_format {

inline constexpr std::array<char, 8> magic = {'m', 's', 'k', 'n', 'a', 'm', '0', '2'};
inline constexpr std::size_t labels = 4;  // none, person, organisation, place
inline constexpr std::size_t transition_kinds = 10;
inline constexpr std::size_t ending = 5;   // bytes of a word's ending that the statistics know
inline constexpr std::size_t odds = 1024;  // size of the table from difference of scores to thousandths

inline constexpr std::size_t bucket_size = 4;

// A feature with its weights. It lies in one of the slots of its bucket. tag 0 and key 0: free.
struct Slot {
  std::uint32_t tag = 0;  // the high half of the feature's key
  std::array<std::int8_t, labels> weight{};
};
static_assert(sizeof(Slot) == 8);

// What is known of a word, found as a feature is.
struct WordSlot {
  std::uint16_t bits = 0;  // the low four: how it is written (WordStatistics); the others: the tag. tag 0: free
  [[nodiscard]] constexpr std::uint16_t tag() const { return static_cast<std::uint16_t>(bits >> 4); }
  [[nodiscard]] constexpr std::uint8_t capitals() const { return static_cast<std::uint8_t>(bits & 15); }
};
static_assert(sizeof(WordSlot) == 2);

// Every section starts on 64 bytes. `checksum` is XXH3-64 of all that follows it, the rest of the header included.
struct Header {
  std::array<char, 8> magic{};
  std::uint64_t checksum = 0;
  std::uint64_t size = 0;            // of the file, bytes
  std::uint64_t word_slots_at = 0;   // Slot: features of one word; looked up once for each word met
  std::uint64_t word_slots = 0;      // a power of two
  std::uint64_t pair_slots_at = 0;   // Slot: features of neighbours; looked up at every place
  std::uint64_t pair_slots = 0;      // a power of two
  std::uint64_t statistics_at = 0;   // WordSlot
  std::uint64_t statistics = 0;      // a power of two
  std::uint64_t transitions_at = 0;  // i32[transition_kinds][labels before][labels after]
  std::uint64_t odds_at = 0;         // u16[odds]: thousandths of sigmoid(i / scale), i the difference of scores
};

inline constexpr std::size_t checked_from = offsetof(Header, size);

[[nodiscard]] constexpr std::uint64_t bucket(std::uint64_t key, std::uint64_t slots) {
  return key & (slots - 1) & ~std::uint64_t{bucket_size - 1};
}
[[nodiscard]] constexpr std::uint32_t tag(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }
[[nodiscard]] constexpr std::uint16_t word_tag(std::uint64_t key) { return static_cast<std::uint16_t>(key >> 52); }

}  // namespace mask::name_model_format
