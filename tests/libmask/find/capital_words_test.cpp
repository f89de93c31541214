// The words with capitals of a text, and which of them only open a sentence.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/capital_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmask/text/scan.h"
#include "tests/libmask/text/samples.h"

namespace mask {
namespace {

using Words = std::vector<std::string>;

Words capitals(std::string_view text) {
  auto lexicon = Lexicon::load(MASKROS_LEXICON);
  EXPECT_TRUE(lexicon);
  const std::string padded = test::padded(text);
  Tokens tokens;
  scan(test::inside(padded), tokens);
  WordMemo memo;
  memo.begin(*lexicon);
  CapitalWords words;
  words.read(tokens, {tokens.capitals.data(), tokens.capitals.size()}, *lexicon, memo);
  Words out;
  for (const CapitalWord& word : words.list()) {
    out.emplace_back(tokens.of(word.span));
    EXPECT_EQ(word.info, &lexicon->find(out.back()));
  }
  return out;
}

TEST(CapitalWords, LeavesOutWhatOpensASentence) { EXPECT_EQ(capitals("Då kom beslutet. Plötsligt var det hemma."), Words({"Då"})); }
TEST(CapitalWords, KeepsNamesAndUnknownWordsThere) {
  EXPECT_EQ(capitals("Så kom beslutet. Anna var hemma. Kvrzan kom."), Words({"Så", "Anna", "Kvrzan"}));
}
TEST(CapitalWords, KeepsWhatMayGoOn) {
  EXPECT_EQ(capitals("Så kom beslutet. Plötsligt Berg kom."), Words({"Så", "Plötsligt", "Berg"}));
  EXPECT_EQ(capitals("hr. Plötsligt kom"), Words({"Plötsligt"}));
  EXPECT_EQ(capitals("hos Plötsligt kom"), Words({"Plötsligt"}));
}

}  // namespace
}  // namespace mask
