// The words of a stretch that begin with a capital letter, with what the lexicon knows of them; those that merely open a sentence left out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/find/word_memo.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/text/tokens.h"

namespace mask {

struct CapitalWord {
  Span span;
  const WordInfo* info = nullptr;
};

class CapitalWords {
 public:
  // Reads those at `starts`, in order. Left out are ordinary words, nothing else, with a capital only because a sentence opens: behind a
  // blank and a longer word's full stop, with a word in small letters after them.
  void read(const Tokens& tokens, std::span<const std::uint32_t> starts, const Lexicon& lexicon, WordMemo& memo);
  [[nodiscard]] std::span<const CapitalWord> list() const { return list_; }

 private:
  std::vector<CapitalWord> list_;
};

}  // namespace mask
