// Words as the model reads them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/words.h"

#include <gtest/gtest.h>

#include <string>

namespace mask::test {
namespace {

// Words in brackets, what stands before each as a sign.
std::string read(const std::string& text) {
  std::vector<ModelWord> words;
  read_words(text, 0, static_cast<std::uint32_t>(text.size()), words);
  std::string out;
  for (const ModelWord& word : words) {
    out += std::string("+ _/#")[static_cast<std::size_t>(word.gap)];
    out += text.substr(word.span.start, word.span.size());
  }
  return out;
}

TEST(ModelWords, AreWholeWithTheirHyphensAndFullStops) {
  EXPECT_EQ(read("Anna-Lena Öberg, bl.a. A/S"), "#Anna-Lena Öberg+, bl.a+. A/S");
  EXPECT_EQ(read("S. Öst Å. Berg i."), "#S. Öst Å. Berg i+.");
  EXPECT_EQ(read("EU:s Namn:Anna d'Arc"), "#EU:s Namn+:+Anna d'Arc");
  EXPECT_EQ(read("a.b@c.se (x)"), "#a.b@c.se (+x+)");
}

TEST(ModelWords, KnowWhatStandsBeforeThem) {
  EXPECT_EQ(read("a  b\tc\nd \n e\n\nf"), "#a_b_c/d/e#f");
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read(" \n x"), "#x");
}

TEST(ModelWords, AMarkIsOneWord) { EXPECT_EQ(read("a \x07\x07\x07 b"), "#a \x07\x07\x07 b"); }

}  // namespace
}  // namespace mask::test
