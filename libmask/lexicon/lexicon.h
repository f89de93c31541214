// What we know about words: names, places, labels, cues. One mapped file, checked when loaded, then only read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/file.h"
#include "libmask/base/result.h"
#include "libmask/lexicon/format.h"
#include "libmask/text/label.h"

namespace mask {

// A word as the lexicon knows it. Weights are 0 (not known as such) to 15 (among the commonest), on a logarithmic scale.
struct WordInfo {
  Labels labels;  // what it says about a number or name near it
  std::uint8_t first_name = 0;
  std::uint8_t last_name = 0;
  std::uint8_t place = 0;   // town, municipality, country
  std::uint8_t common = 0;  // an ordinary word of Swedish or Danish
  std::uint32_t value = 0;  // of a number word or month; else 0
};
static_assert(sizeof(WordInfo) == 16);

// A cue of protected identity: words in order, lower case; a * at the end of a word stands for any ending, a word "_" for any one word.
struct Cue {
  std::vector<std::string> words;
};

// The 64-bit key of a word: its first, middle and last eight bytes, with bit 0x20 set in each, so that case does not matter for the letters
// of Latin-1, and its size, mixed by 128-bit multiplication. Never 0. (make_lexicon refuses two words with one key.)
namespace lexicon_key {
inline constexpr std::uint64_t lower = 0x2020202020202020ULL;
[[nodiscard]] inline std::uint64_t load8(const char* from) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, 8);
  return value;
}
[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a ^ 0xA0761D6478BD642FULL) * (b ^ 0xE7037ED1A0B428DBULL);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}
[[nodiscard]] inline std::uint64_t of(std::uint64_t first, std::uint64_t middle, std::uint64_t last, std::size_t size) {
  const std::uint64_t key = mix(mix(first | lower, last | lower), (middle | lower) ^ size * 0x589965CC75374CC3ULL);
  return key == 0 ? 1 : key;
}
}  // namespace lexicon_key

[[nodiscard]] inline std::uint64_t word_key(std::string_view word) {
  const char* const bytes = word.data();
  const std::size_t size = word.size();
  if (size >= 8)
    return lexicon_key::of(lexicon_key::load8(bytes), lexicon_key::load8(bytes + size / 2 - 4), lexicon_key::load8(bytes + size - 8), size);
  std::uint64_t all = 0;
  if (size >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, bytes, 4);
    std::memcpy(&last, bytes + size - 4, 4);
    all = first | std::uint64_t{last} << (8 * (size - 4));
  } else if (size > 0) {
    const auto at = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i); };
    all = at(0) | at(size / 2) | at(size - 1);
  }
  return lexicon_key::of(all, all, all, size);
}

// The same key of a word inside a text that has eight readable bytes before and after it: without a branch.
[[nodiscard]] inline std::uint64_t inside_key(std::string_view word) {
  const char* const bytes = word.data();
  const std::size_t size = word.size();
  const bool is_short = size < 8;
  const std::uint64_t first = lexicon_key::load8(bytes) & (is_short ? (std::uint64_t{1} << (8 * (size & 7))) - 1 : ~std::uint64_t{0});
  const std::uint64_t middle = lexicon_key::load8(bytes + size / 2 - 4);
  const std::uint64_t last = lexicon_key::load8(bytes + size - 8);
  return lexicon_key::of(first, is_short ? first : middle, is_short ? first : last, size);
}

class Lexicon {
 public:
  // Maps and checks the file. Failure::data where it is missing, cut short, of another version, or fails its checksum.
  [[nodiscard]] static Result<Lexicon> load(const std::string& path);

  // Nothing but zeros for an unknown word. Case does not matter.
  [[nodiscard]] const WordInfo& find(std::string_view word) const { return at(word_key(word)); }
  // The same for a word inside a text, see inside_key.
  [[nodiscard]] const WordInfo& find_inside(std::string_view word) const { return at(inside_key(word)); }
  [[nodiscard]] const WordInfo& at(std::uint64_t key) const {
    if (!may_know(key)) [[likely]]
      return unknown_word;
    return look_up(key);
  }
  // Is the word known? True of all that are, and a few others.
  [[nodiscard]] bool may_know(std::uint64_t key) const {
    const std::uint64_t bits = lexicon_format::bloom_bits(key);
    return (bloom_[lexicon_format::bloom_word(key, bloom_.size())] & bits) == bits;
  }
  // Can the word be a name? True of all with a weight as first name or surname, and a few others.
  [[nodiscard]] bool may_be_name(std::uint64_t key) const {
    const std::uint64_t bits = lexicon_format::bloom_bits(key);
    return (names_bloom_[lexicon_format::bloom_word(key, names_bloom_.size())] & bits) == bits;
  }
  // A street by its ending: Storgatan, Lyngvej. The longest ending known as such; 0 if none.
  [[nodiscard]] std::size_t street_suffix(std::string_view word) const;
  [[nodiscard]] std::span<const Cue> cues() const { return cues_; }
  // The words that the scanner looks for by itself (lower case), for its prefix filter.
  [[nodiscard]] std::span<const std::string_view> triggers() const { return triggers_; }
  // Words that may name somebody in small letters, or tell that a name follows, for a first look (lexicon/format.h).
  [[nodiscard]] std::span<const std::uint64_t> small_words() const { return small_words_; }
  [[nodiscard]] std::uint64_t checksum() const { return checksum_; }

 private:
  static constexpr WordInfo unknown_word{};
  [[nodiscard]] const WordInfo& look_up(std::uint64_t key) const;

  Mapping file_;
  std::span<const std::uint64_t> keys_;
  std::span<const std::uint16_t> payloads_;
  std::span<const WordInfo> infos_;
  std::span<const std::uint64_t> bloom_;
  std::span<const std::uint64_t> names_bloom_;
  std::span<const std::uint64_t> suffixes_;
  std::span<const std::uint64_t> small_words_;
  std::array<std::uint64_t, 256> suffix_bits_{};  // one bit for each suffix, by the low bits of its key
  std::vector<Cue> cues_;
  std::vector<std::string_view> triggers_;
  std::uint64_t checksum_ = 0;
};

}  // namespace mask
