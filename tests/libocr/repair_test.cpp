// Words are mended only where it is certain what they are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/repair.h"

#include <gtest/gtest.h>

namespace {

const ocr::Dictionary& swedish() {
  static const auto dictionary = ocr::Dictionary::load(mask::Language::sv);
  return *dictionary;
}

std::optional<std::string> mended(const std::string& word, float confidence = 0.5F) {
  return ocr::repaired({.text = word, .box = {}, .confidence = confidence}, swedish());
}

TEST(Repair, OneConfusionAway) {
  EXPECT_EQ(mended("komrnunen"), "kommunen");
  EXPECT_EQ(mended("förvaitningen,"), "förvaltningen,");
}

TEST(Repair, NotWhatIsSureOrKnown) {
  EXPECT_FALSE(mended("komrnunen", 0.9F));
  EXPECT_FALSE(mended("kommunen"));
}

TEST(Repair, NeverDigitsCapitalsOrShortWords) {
  for (const char* word : {"Komrnunen", "KOMRNUNEN", "komrnunen1", "6rn", "rned", "", ",,,"}) EXPECT_FALSE(mended(word)) << word;
}

TEST(Repair, NotWhereTwoWordsFit) { EXPECT_FALSE(mended("xxxxxx")); }

}  // namespace
