// Numbers with a wrong check digit are told, with what they may have been; nothing is mended.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/numbers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using Candidates = std::vector<std::string>;

// Official test numbers: 811228-9874 (Skatteverket), 212000-0142 (Stockholms kommun), 070761-4285 (CPR-kontoret).
TEST(DoubtfulNumbers, WhatPassesIsNotDoubted) {
  EXPECT_FALSE(ocr::doubtful_number("811228-9874", mask::Language::sv));
  EXPECT_FALSE(ocr::doubtful_number("19811228-9874,", mask::Language::sv));
  EXPECT_FALSE(ocr::doubtful_number("212000-0142", mask::Language::sv));
  EXPECT_FALSE(ocr::doubtful_number("070761-4285", mask::Language::da));
}

TEST(DoubtfulNumbers, CandidatesAreOneConfusionAway) {
  const auto found = ocr::doubtful_number("311228-9874", mask::Language::sv);  // 8 read as 3
  ASSERT_TRUE(found);
  EXPECT_TRUE(std::ranges::count(*found, "811228-9874") == 1) << found->size();
  EXPECT_FALSE(std::ranges::count(*found, "311228-9874") == 1);
}

TEST(DoubtfulNumbers, LettersStandForDigits) {
  EXPECT_EQ(ocr::doubtful_number("81l228-9874", mask::Language::sv), Candidates{"811228-9874"});
  EXPECT_EQ(ocr::doubtful_number("O70761-4285", mask::Language::da), Candidates{"070761-4285"});
}

TEST(DoubtfulNumbers, DanishDatesDecide) {
  EXPECT_TRUE(ocr::doubtful_number("071761-4285", mask::Language::da));   // month 17
  EXPECT_FALSE(ocr::doubtful_number("670761-4285", mask::Language::da));  // a replacement number
}

TEST(DoubtfulNumbers, OtherShapesAreLeftAlone) {
  for (const char* word : {"", "-", "2024-004711", "070-1740605", "12345", "abcdef-ghij", "811228-98741", "8112289-874"})
    EXPECT_FALSE(ocr::doubtful_number(word, mask::Language::sv)) << word;
}

}  // namespace
