// The words that detectors wait for (passwords, labels, cues), picked out of all words of a text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/label.h"
#include "libmask/text/tokens.h"

namespace mask {

class Lexicon;

// A word of the trigger list that stands in the text.
struct Trigger {
  Span span;
  Labels labels;
  friend constexpr bool operator==(const Trigger&, const Trigger&) = default;
};

// Is it more than that a word belongs to general prose?
[[nodiscard]] constexpr bool says_something(Labels labels) { return (labels.bits & ~mask::labels(Label::general).bits) != 0; }

class TriggerWords {
 public:
  // Those of the lexicon, of 1 to 63 bytes, that say something.
  explicit TriggerWords(const Lexicon& lexicon);

  // Memory that is kept from one stretch to the next.
  struct Workspace {
    std::vector<Trigger> triggers;
    std::vector<std::uint32_t> likely;  // starts of words that may be wanted
    std::vector<std::uint32_t> small;   // starts of words that may stand in Lexicon::small_words()
    std::size_t small_count = 0;
  };
  // The trigger words that begin in the stretch, with what the lexicon says of them, into work.triggers; and in the same walk the words
  // that the name model asks about though they are written small, and others of whatever case that begin as they do, into work.small.
  void read(const Tokens& tokens, Span stretch, std::span<const std::uint64_t> small_words, Workspace& work) const;
  // Those of a few words more, into `out`; gives their number.
  static std::size_t read_small(const Tokens& tokens, Span stretch, std::span<const std::uint64_t> small_words, std::uint32_t* out);

  static constexpr std::uint32_t hash_bits = 17;

 private:
  struct Word {
    std::uint64_t key = 0;  // 0: free
    Labels labels;
  };
  std::vector<std::uint64_t> wanted_;  // a bit for each hash of a word wanted
  std::vector<Word> words_;            // open addressing; a power of two
};

}  // namespace mask
