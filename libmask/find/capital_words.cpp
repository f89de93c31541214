// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/capital_words.h"

#include "libmask/find/around.h"

namespace mask {
namespace {

// ". Parterna är": `word` opens a sentence, and a small word follows.
bool opens_sentence(const Tokens& tokens, Span word) {
  using namespace around;
  const char* const text = tokens.text.data();
  if (text[word.end] != ' ' || !is_lower(text[word.end + 1])) return false;  // zeros follow the text
  if (word.start < 8 || text[word.start - 1] != ' ' || text[word.start - 2] != '.') return false;
  return word_start(tokens, word.start - 2) + 4 < word.start - 2;
}

}  // namespace

void CapitalWords::read(const Tokens& tokens, std::span<const std::uint32_t> starts, const Lexicon& lexicon, WordMemo& memo) {
  list_.clear();
  list_.reserve(starts.size());
  for (const std::uint32_t start : starts) {
    const Span word{start, tokens.word_end(start)};
    const WordInfo& info = memo.find(lexicon, inside_key(tokens.of(word)));
    const bool ordinary = info.common > 0 && (info.first_name | info.last_name | info.place) == 0 && info.labels.bits == 0;
    if (ordinary && opens_sentence(tokens, word)) continue;
    list_.push_back({word, &info});
  }
}

}  // namespace mask
