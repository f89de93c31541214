// How words are written in running text: with a capital inside sentences or not.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "data/make/names/write.h"

namespace names {

class WordCounts {
 public:
  void add(const std::string& folded_or_plain_text, bool counts_capitals = true);
  bool add_file(const std::string& path);
  // A text in an old spelling, where nouns have capitals too: only its words in small letters count.
  bool add_old_file(const std::string& path);
  // The words of a list of conversation, in small letters whatever they are: those that are no names to the lexicon are ordinary words.
  bool add_list(const std::string& path, const mask::Lexicon& lexicon);
  // Of words met at least `least` times inside sentences.
  // And of endings that hardly any name or place has.
  [[nodiscard]] Statistics statistics(std::uint32_t least, const mask::Lexicon& lexicon) const;

 private:
  struct Count {
    std::uint32_t capital = 0;
    std::uint32_t small = 0;
    std::string word;
  };
  std::map<std::uint64_t, Count> counts_;
  std::map<std::uint64_t, std::string> ordinary_;
};

}  // namespace names
