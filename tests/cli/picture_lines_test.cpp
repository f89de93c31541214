// What was read in a picture, written and read again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/picture_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace {

mask::Recognised some_picture() {
  mask::Recognised read;
  mask::PlacedWord word;
  word.text = "Åsa\"";
  word.place = {.x0 = 1.5F, .y0 = 2, .x1 = 3, .y1 = 4.25F};
  word.box = {.x0 = 9, .y0 = 8, .x1 = 17, .y1 = 16};
  word.confidence = 0.5F;
  read.words.push_back(word);
  word.follows = true;
  read.words.push_back(word);
  read.unread.push_back({.x0 = 1, .y0 = 2, .x1 = 3, .y1 = 4});
  read.language = mask::Language::da;
  read.review.emplace_back("nothing read");
  mask::Repair repair;
  repair.read = "hns";
  repair.given = "hus";
  read.repairs.push_back(repair);
  read.doubtful.emplace_back(1, std::vector<std::string>{"1", "7"});
  return read;
}

TEST(PictureLines, ComeBackAsTheyWent) {
  std::string lines;
  cli::append_picture(lines, some_picture());
  cli::append_picture(lines, mask::fail(mask::Failure::damaged, "too \"large\""));
  mask::Recognised blank;
  blank.is_blank = true;
  cli::append_picture(lines, blank);
  const auto back = cli::read_pictures(lines);
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), 3U);
  const auto& first = back->at(0);
  ASSERT_TRUE(first);
  const mask::Recognised expected = some_picture();
  EXPECT_EQ(first->words, expected.words);
  EXPECT_EQ(first->unread, expected.unread);
  EXPECT_EQ(first->language, expected.language);
  EXPECT_EQ(first->review, expected.review);
  EXPECT_EQ(first->repairs, expected.repairs);
  EXPECT_EQ(first->doubtful, expected.doubtful);
  ASSERT_FALSE(back->at(1));
  EXPECT_EQ(back->at(1).error().failure, mask::Failure::damaged);
  ASSERT_TRUE(back->at(2));
  EXPECT_TRUE(back->at(2)->is_blank);
}

TEST(PictureLines, AnythingElseIsRefused) {
  std::string lines;
  cli::append_picture(lines, some_picture());
  for (std::size_t size = 1; size + 1 < lines.size(); ++size)
    EXPECT_FALSE(cli::read_pictures(std::string_view(lines).substr(0, size))) << size;
  EXPECT_FALSE(cli::read_pictures("{}"));
  EXPECT_FALSE(cli::read_pictures(R"({"words":[],"unread":[],"repairs":[],"doubtful":[[3,["1"]]],"review":[]})"));
  EXPECT_FALSE(cli::read_pictures(R"({"words":[["",0,0,0,0,0,0,0,0,1,0]],"unread":[],"repairs":[],"doubtful":[],"review":[]})"));
}

}  // namespace
