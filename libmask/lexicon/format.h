// The lexicon file, byte for byte. Little-endian; written by data/make/lexicon.cpp, mapped by lexicon.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mask::lexicon_format {

inline constexpr std::array<char, 8> magic = {'m', 's', 'k', 'l', 'e', 'x', '0', '3'};

// Every section starts on 16 bytes. `checksum` is XXH3-64 of all that follows it, the rest of the header included.
struct Header {
  std::array<char, 8> magic{};
  std::uint64_t checksum = 0;
  std::uint64_t size = 0;            // of the file, bytes
  std::uint64_t slots = 0;           // of the word table: a power of two; open addressing, linear; key 0 is free
  std::uint64_t keys_at = 0;         // slots * u64
  std::uint64_t payloads_at = 0;     // slots * u16, index into infos
  std::uint64_t infos_at = 0;        // WordInfo
  std::uint64_t infos = 0;           // number of them; the first is all zeros
  std::uint64_t bloom_at = 0;        // u64 words, three bits a key in one word
  std::uint64_t bloom_words = 0;     // a power of two
  std::uint64_t names_bloom_at = 0;  // the same over the words that may be names
  std::uint64_t names_bloom_words = 0;
  std::uint64_t suffixes_at = 0;  // sorted u64 keys of street suffixes
  std::uint64_t suffixes = 0;
  std::uint64_t cues_at = 0;  // lines of text: words with blanks between
  std::uint64_t cues_size = 0;
  std::uint64_t triggers_at = 0;  // lines of text: a word each
  std::uint64_t triggers_size = 0;
  std::uint64_t small_words_at = 0;  // u64[small_words]: a bit for each start_hash() of a word that may name somebody in small letters,
                                     // or tells that a name follows
};

inline constexpr std::size_t checked_from = offsetof(Header, size);

// Three bits of a 64-bit word, and which word.
[[nodiscard]] constexpr std::uint64_t bloom_bits(std::uint64_t key) {
  return (std::uint64_t{1} << (key & 63)) | (std::uint64_t{1} << (key >> 6 & 63)) | (std::uint64_t{1} << (key >> 12 & 63));
}
[[nodiscard]] constexpr std::uint64_t bloom_word(std::uint64_t key, std::uint64_t words) { return key >> 18 & (words - 1); }
// Of a word's size (1 to 63) and its first eight bytes, with bit 0x20 set in each: its upper bits are the hash. What stands in `first`
// after a shorter word does not count.
[[nodiscard]] constexpr std::uint64_t start_hash(std::uint64_t first, std::uint32_t size) {
  return ((first | 0x2020202020202020U) << (64 - 8 * (size < 8 ? size : 8U)) ^ size) * 0x9E3779B97F4A7C15U;
}
inline constexpr unsigned small_words_bits = 20;
inline constexpr std::size_t small_words = (std::size_t{1} << small_words_bits) / 64;
[[nodiscard]] constexpr std::uint64_t small_word(std::uint64_t start_hash) { return start_hash >> (64 - small_words_bits); }
[[nodiscard]] constexpr std::uint64_t first_slot(std::uint64_t key, std::uint64_t slots) { return key >> 32 & (slots - 1); }

}  // namespace mask::lexicon_format
