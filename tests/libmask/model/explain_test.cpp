// Why the model holds words for a person: the words around them, heaviest first, wherever the text stands.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/explain.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

const std::string text = "Enligt klassläraren Qwerin Zhulebka har det gått bra.";

std::vector<std::string> reasons(const std::string& before) {
  const std::string all = before + text;
  const auto start = static_cast<std::uint32_t>(all.find("Qwerin"));
  const auto end = static_cast<std::uint32_t>(all.find(" har"));
  std::vector<std::string> out;
  for (const NameReason& reason : reasons_of(shipped_model(), lexicon(), all, {start, end}, name_features::Genre::office, 5))
    out.push_back(in_words(reason));
  return out;
}

TEST(Explain, NamesTheHeaviestWordsFirst) {
  const auto list = reasons_of(shipped_model(), lexicon(), text,
                               {static_cast<std::uint32_t>(text.find("Qwerin")), static_cast<std::uint32_t>(text.find(" har"))},
                               name_features::Genre::office, 5);
  ASSERT_FALSE(list.empty());
  EXPECT_LE(list.size(), 5U);
  for (std::size_t i = 1; i < list.size(); ++i) EXPECT_GE(std::abs(list[i - 1].weight), std::abs(list[i].weight));
  EXPECT_NE(list[0].what.find("Qwerin"), std::string::npos) << list[0].what;
}

TEST(Explain, APrefixChangesNothing) { EXPECT_EQ(reasons(std::string(500, 'x') + "\n\n"), reasons("\n\n")); }

TEST(Explain, IsWrittenWithItsSign) {
  EXPECT_EQ(in_words({"the word: Berg", 2449}), "+2.4 the word: Berg");
  EXPECT_EQ(in_words({"the word: Berg", -951}), "-1.0 the word: Berg");
}

}  // namespace
}  // namespace mask::test
