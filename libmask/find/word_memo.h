// What was looked up in the lexicon lately: by where a word starts, since detectors look at the same words again and again, and by its key,
// since a text says the same words again and again.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "libmask/base/span.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/text/tokens.h"

namespace mask {

class WordMemo {
 public:
  // For another text. Of the same lexicon it keeps what it knows of words.
  void begin(const Lexicon& lexicon) {
    places_.fill({});
    if (lexicon_ != lexicon.checksum()) words_.fill({});
    lexicon_ = lexicon.checksum();
  }
  [[nodiscard]] const WordInfo& find(const Lexicon& lexicon, const Tokens& tokens, Span word) {
    Place& place = places_[word.start % places_.size()];
    if (place.info == nullptr || place.start != word.start) place = {word.start, &find(lexicon, inside_key(tokens.of(word)))};
    return *place.info;
  }
  [[nodiscard]] const WordInfo& find(const Lexicon& lexicon, std::uint64_t key) {
    Word& known = words_[key >> 40 & (words_.size() - 1)];
    if (known.key != key) known = {key, &lexicon.at(key)};
    return *known.info;
  }

 private:
  struct Place {
    std::uint32_t start = 0;
    const WordInfo* info = nullptr;
  };
  struct Word {
    std::uint64_t key = 0;  // 0 is no word's
    const WordInfo* info = nullptr;
  };
  std::uint64_t lexicon_ = 0;
  std::array<Place, 512> places_{};
  std::array<Word, 4096> words_{};
};

}  // namespace mask
