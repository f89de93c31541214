// Text under boxes, and what only looks like it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/inspect.h"

#include <gtest/gtest.h>

#include "tests/libmask/read/pdf_maker.h"

namespace mask::pdf {
namespace {

constexpr std::string_view text = "0 g BT /F1 12 Tf 72 720 Td (Zebulonia) Tj ET ";

std::vector<Carrier> under_boxes(const std::string& content) {
  const auto carriers = inspect(pdf_of({content}), {});
  EXPECT_TRUE(carriers);
  std::vector<Carrier> out;
  for (const Carrier& carrier : carriers.value_or(std::vector<Carrier>())) {
    if (carrier.carrier == "text-under-box") out.push_back(carrier);
  }
  return out;
}

TEST(Inspect, TextUnderABox) {
  const auto found = under_boxes(std::string(text) + "0 g 70 715 100 18 re f");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].page, 1U);
  EXPECT_EQ(found[0].kind, "drawing");
  EXPECT_NEAR(found[0].box->x0, 70, 0.1);
  EXPECT_NEAR(found[0].box->y0, 842 - 733, 0.1);
  EXPECT_NEAR(found[0].box->y1, 842 - 715, 0.1);
}

TEST(Inspect, BoxesOfAnyColourAndMaking) {
  EXPECT_EQ(under_boxes(std::string(text) + "1 g 70 715 100 18 re f").size(), 1U);
  EXPECT_EQ(under_boxes(std::string(text) + "1 0 0 rg 70 715 m 170 715 l 170 733 l 70 733 l h f*").size(), 1U);
  EXPECT_EQ(under_boxes(std::string(text) + "q 2 0 0 2 0 0 cm 35 357 50 10 re B Q").size(), 1U);
}

TEST(Inspect, LettersInTheColourOfTheirGround) {
  EXPECT_EQ(under_boxes("0 g 70 715 100 18 re f " + std::string(text)).size(), 1U);
  EXPECT_EQ(under_boxes("0.05 g 70 715 100 18 re f " + std::string(text)).size(), 1U);
}

TEST(Inspect, WhatCanBeReadIsNotUnderABox) {
  const std::vector<std::string> contents{"0.8 g 70 715 100 18 re f " + std::string(text),                        // a tint behind
                                          "0 g 70 715 100 18 re f 1 g BT /F1 12 Tf 72 720 Td (Zebulonia) Tj ET",  // white on black
                                          "0 g 70 715 100 18 re f 1 g 71 716 98 16 re f " + std::string(text),    // a frame of two boxes
                                          std::string(text) + "0 g 70 715 100 18 re 71 716 98 16 re f*",          // a frame with a hole
                                          std::string(text) + "0.9 g 70 715 100 18 re f " + std::string(text),    // drawn again
                                          std::string(text) + "0 g 70 715 100 2 re f",                            // a line
                                          std::string(text) + "0 g 70 600 100 18 re f",                           // elsewhere
                                          std::string(text) + "0 g 70 715 100 18 re S",                           // its outline
                                          std::string(text) + "1 g 0 0 595 842 re f",                             // the ground of a page
                                          std::string(text) + "q 300 300 50 50 re W n 0 g 70 715 100 18 re f Q",  // clipped away
                                          "0 g BT 3 Tr /F1 12 Tf 72 720 Td (Zebulonia) Tj ET 0 Tr 0 g 70 715 100 18 re f",  // never seen
                                          std::string(text)};
  for (const std::string& content : contents) {
    EXPECT_TRUE(under_boxes(content).empty()) << content;
  }
}

TEST(Inspect, InvisibleText) {
  const auto carriers = inspect(pdf_of({"BT 3 Tr /F1 12 Tf 72 720 Td (Zebulonia) Tj ET", std::string(text)}), {});
  ASSERT_TRUE(carriers);
  ASSERT_EQ(carriers->size(), 1U);
  EXPECT_EQ(carriers->front().carrier, "invisible-text");
  EXPECT_EQ(carriers->front().page, 1U);
}

TEST(Inspect, DamagedFilesAreRefused) { EXPECT_FALSE(inspect("%PDF-1.7\nnothing", {})); }

}  // namespace
}  // namespace mask::pdf
