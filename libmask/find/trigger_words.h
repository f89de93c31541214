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

class TriggerWords {
 public:
  // `words` are in lower case, of two bytes at least.
  explicit TriggerWords(std::span<const std::string_view> words);

  // Memory that is kept from one stretch to the next.
  struct Workspace {
    std::vector<Trigger> triggers;
    std::vector<std::uint32_t> likely;  // of those that begin like a word wanted
  };
  // The trigger words that begin in the stretch, with what the lexicon says of them, into work.triggers.
  void read(const Tokens& tokens, Span stretch, const Lexicon& lexicon, Workspace& work) const;

 private:
  static constexpr std::size_t hashes = std::size_t{1} << 16;
  using Bits = std::vector<std::uint64_t>;  // a bit for each hash

  Bits begins_;  // of words wanted: their first four bytes
  Bits words_;   // of words wanted: their first four bytes and their size
};

}  // namespace mask
