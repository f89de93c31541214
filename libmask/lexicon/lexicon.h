// What we know about words: names, places, labels, cues. One mapped file, checked when loaded, then only read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/file.h"
#include "libmask/base/result.h"
#include "libmask/text/label.h"

namespace mask {

// A word as the lexicon knows it. Weights are 0 (not known as such) to 15 (among the commonest), on a logarithmic scale.
struct WordInfo {
  Labels labels;                 // what it says about a number or name near it
  std::uint8_t first_name = 0;
  std::uint8_t last_name = 0;
  std::uint8_t place = 0;        // town, municipality, country
  std::uint8_t common = 0;       // an ordinary word of Swedish or Danish
  std::uint32_t value = 0;       // of a number word or month; else 0
};
static_assert(sizeof(WordInfo) == 16);

// A cue of protected identity: words in order, lower case; a * at the end of a word stands for any ending, a word "_" for any one word.
struct Cue {
  std::vector<std::string> words;
};

// The 64-bit key of a word: FNV-like mixing of its bytes with bit 0x20 set in each, so that case does not matter for the
// letters of Latin-1.
[[nodiscard]] std::uint64_t word_key(std::string_view word);

class Lexicon {
 public:
  // Maps and checks the file. Failure::data where it is missing, cut short, of another version, or fails its checksum.
  [[nodiscard]] static Result<Lexicon> load(const std::string& path);

  // Nothing but zeros for an unknown word. Case does not matter.
  [[nodiscard]] const WordInfo& find(std::string_view word) const { return at(word_key(word)); }
  [[nodiscard]] const WordInfo& at(std::uint64_t key) const;
  // A street by its ending: Storgatan, Lyngvej. The longest ending known as such; 0 if none.
  [[nodiscard]] std::size_t street_suffix(std::string_view word) const;
  [[nodiscard]] std::span<const Cue> cues() const { return cues_; }
  // The words that the scanner looks for by itself (lower case), for its prefix filter.
  [[nodiscard]] std::span<const std::string_view> triggers() const { return triggers_; }
  [[nodiscard]] std::uint64_t checksum() const { return checksum_; }

 private:
  Mapping file_;
  std::span<const std::uint64_t> keys_;
  std::span<const std::uint16_t> payloads_;
  std::span<const WordInfo> infos_;
  std::span<const std::uint64_t> bloom_;
  std::span<const std::uint64_t> suffixes_;
  std::vector<Cue> cues_;
  std::vector<std::string_view> triggers_;
  std::uint64_t checksum_ = 0;
};

}  // namespace mask
