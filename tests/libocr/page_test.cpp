// Pages drawn, scanned well and badly, and read.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "bench/quality/letters.h"
#include "libmask/text/layout.h"
#include "libocr/ocr.h"

namespace {

ocr::Models& models() {
  static auto loaded = ocr::Models::load(MASKROS_DATA, "");
  return *loaded;
}

std::string text_of(const mask::Recognised& read) {
  std::string text;
  (void)mask::lay_out(read.words, {.keeps_lines = true}, text);
  return text;
}

// Share of the words of `wanted` that stand in `got`.
double share_read(const std::string& wanted, const std::string& got) {
  int all = 0;
  int found = 0;
  for (std::size_t at = 0; at < wanted.size();) {
    const std::size_t end = std::min(wanted.find_first_of(" \n", at), wanted.size());
    if (end > at) {
      ++all;
      found += got.contains(wanted.substr(at, end - at)) ? 1 : 0;
    }
    at = end + 1;
  }
  return all == 0 ? 0 : static_cast<double>(found) / all;
}

struct Page {
  std::string text;
  paper::Scanned scanned;
};
Page page(std::uint64_t seed, const paper::Scan& how, float dpi = 200, bool is_danish = true) {
  paper::Chance chance(seed);
  paper::Sheet sheet(dpi);
  std::string text = paper::print_letter(
      sheet, {.is_danish = is_danish, .has_table = false, .paragraphs = 1, .font = paper::print_fonts().front()}, chance);
  return {.text = std::move(text), .scanned = paper::scan(sheet, how, chance)};
}

void expect_read(const paper::Scan& how, float dpi, bool is_danish, double least) {
  const Page drawn = page(11, how, dpi, is_danish);
  const auto read = models().read(drawn.scanned.pixels, {});
  ASSERT_TRUE(read);
  EXPECT_GE(share_read(drawn.text, text_of(*read)), least) << text_of(*read);
  EXPECT_EQ(read->language, is_danish ? mask::Language::da : mask::Language::sv);
  EXPECT_FALSE(read->is_blank);
  // Every box lies in the picture, and holds ink.
  for (const mask::PlacedWord& word : read->words) {
    EXPECT_GE(word.box.x0, 0);
    EXPECT_LE(word.box.x1, static_cast<float>(drawn.scanned.pixels.width));
    EXPECT_LE(word.box.y1, static_cast<float>(drawn.scanned.pixels.height));
    int ink = 0;
    for (int y = static_cast<int>(word.box.y0); y < static_cast<int>(word.box.y1); ++y) {
      for (int x = static_cast<int>(word.box.x0); x < static_cast<int>(word.box.x1); ++x)
        ink += drawn.scanned.print.ink[static_cast<std::size_t>(y * drawn.scanned.print.width + x)] > 128 ? 1 : 0;
    }
    EXPECT_GT(ink, 0);
  }
}

TEST(Pages, Clean) { expect_read({}, 200, true, 1.0); }
TEST(Pages, UpsideDown) { expect_read({.quarters = 2}, 200, true, 1.0); }
TEST(Pages, OnItsSideSwedish) { expect_read({.quarters = 3}, 200, false, 1.0); }
TEST(Pages, NoisyAndSkewed) { expect_read({.blur = 0.4F, .noise = 38, .paper = 235, .black = 40, .degrees = 1.7F}, 150, true, 0.9); }
TEST(Pages, Fax) { expect_read({.blur = 0.6F, .noise = 30, .is_fax = true}, 200, true, 0.9); }
TEST(Pages, Shaded) { expect_read({.noise = 4, .paper = 245, .falloff = 0.55F}, 200, true, 0.97); }

TEST(Pages, NobodyKnowsTheResolution) {
  Page drawn = page(12, {}, 250);
  drawn.scanned.pixels.dpi = 0;
  const auto read = models().read(drawn.scanned.pixels, {});
  ASSERT_TRUE(read);
  EXPECT_GE(share_read(drawn.text, text_of(*read)), 0.97);
}

TEST(Pages, TheSameEveryTime) {
  const Page drawn = page(13, {.noise = 20});
  const auto first = models().read(drawn.scanned.pixels, mask::Language::da);
  (void)models().read(page(14, {}).scanned.pixels, mask::Language::da);
  const auto second = models().read(drawn.scanned.pixels, mask::Language::da);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->words, second->words);
  EXPECT_EQ(first->unread, second->unread);
}

TEST(Pages, TheWrongLanguageIsFoundOut) {
  const Page drawn = page(15, {}, 200, false);
  const auto read = models().read(drawn.scanned.pixels, mask::Language::da);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->language, mask::Language::sv);
  EXPECT_GE(share_read(drawn.text, text_of(*read)), 0.97);
}

TEST(Pages, WithoutInkIsBlank) {
  for (const float noise : {0.0F, 8.0F, 30.0F}) {
    paper::Chance chance(3);
    const paper::Sheet sheet(150);
    const auto read = models().read(paper::scan(sheet, {.noise = noise, .paper = 240}, chance).pixels, {});
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->is_blank) << noise;
    EXPECT_TRUE(read->review.empty());
    EXPECT_TRUE(read->unread.empty());
  }
}

TEST(Pages, InkWithoutWordsIsTold) {
  paper::Chance chance(4);
  paper::Sheet sheet(150);
  paper::signature(sheet.foreign, chance, sheet.mm(60), sheet.mm(120), sheet.mm(60), sheet.mm(0.5F), 230);
  const auto read = models().read(paper::scan(sheet, {.noise = 3}, chance).pixels, {});
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->is_blank);
  EXPECT_FALSE(read->unread.empty());
  EXPECT_FALSE(read->review.empty());
}

// Every dark pixel of `kind` lies in a box, and hardly any of the print does.
void expect_boxed(int kind) {
  paper::Chance chance(20 + static_cast<std::uint64_t>(kind));
  paper::Sheet sheet(150);
  float bottom = 0;
  (void)paper::print_letter(sheet, {.is_danish = true, .has_table = false, .paragraphs = 1, .font = paper::print_fonts().front()}, chance,
                            &bottom);
  const float y = bottom + sheet.mm(25);
  switch (kind) {
    case 0: paper::scribble(sheet.foreign, chance, sheet.mm(40), y, sheet.mm(80), sheet.mm(3), sheet.mm(0.5F), 220); break;
    case 1:
      paper::ring_stamp(sheet.foreign, chance, paper::Font(paper::print_fonts().front()), "MODTAGET", sheet.mm(70), y + sheet.mm(10),
                        sheet.mm(15), sheet.mm(0.6F), 200);
      break;
    default: paper::photograph(sheet.foreign, chance, sheet.mm(40), y, sheet.mm(60), sheet.mm(40));
  }
  const paper::Scanned scanned = paper::scan(sheet, {.noise = 3, .paper = 245}, chance);
  const auto read = models().read(scanned.pixels, mask::Language::da);
  ASSERT_TRUE(read);
  int foreign = 0;
  int boxed = 0;
  int print = 0;
  int boxed_print = 0;
  for (int j = 0; j < scanned.print.height; ++j) {
    for (int i = 0; i < scanned.print.width; ++i) {
      const auto at = static_cast<std::size_t>(j * scanned.print.width + i);
      const bool in_box = std::ranges::any_of(read->unread, [&](const mask::Box& box) {
        return static_cast<float>(i) >= box.x0 - 1 && static_cast<float>(i) <= box.x1 && static_cast<float>(j) >= box.y0 - 1 &&
               static_cast<float>(j) <= box.y1;
      });
      if (scanned.foreign.ink[at] > 128) ++foreign, boxed += in_box ? 1 : 0;
      if (scanned.print.ink[at] > 128) ++print, boxed_print += in_box ? 1 : 0;
    }
  }
  EXPECT_GE(boxed, foreign * 98 / 100);
  EXPECT_LE(boxed_print, print * 3 / 100);
  EXPECT_TRUE(std::ranges::count(read->review, "ink that is not text") == 1);
}
TEST(Unread, Handwriting) { expect_boxed(0); }
TEST(Unread, Stamp) { expect_boxed(1); }
TEST(Unread, Photograph) { expect_boxed(2); }

TEST(Models, WhatIsMissingIsSaid) {
  const auto none = ocr::Models::load(MASKROS_DATA, "xyz");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().failure, mask::Failure::data);
  const auto wrong = ocr::Models::load(MASKROS_DATA, "swe+/etc");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().failure, mask::Failure::usage);
}

}  // namespace
