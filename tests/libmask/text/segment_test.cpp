// Where long texts are cut.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/segment.h"

#include <gtest/gtest.h>

#include <string>

namespace mask {
namespace {

TEST(Segment, IsAllThatIsLeftAtTheEnd) { EXPECT_EQ(cut_segment("a\n\nb c", false).size, 6U); }

TEST(Segment, EndsAfterTheLastBlankLine) {
  const std::string text = std::string(9000, 'x') + "\n\n" + std::string(5000, 'y') + "\n \t\r\nz\n" + std::string(100, 'w');
  const Cut cut = cut_segment(text, true);
  EXPECT_TRUE(cut.is_clean);
  EXPECT_EQ(text.substr(cut.size, 2), "z\n");
  EXPECT_EQ(cut.ahead, 0U);
}

TEST(Segment, ElseAfterALineEndWithContextAhead) {
  const std::string text = std::string(9000, 'x') + "\n" + std::string(9000, 'y') + "\n" + std::string(100, 'z');
  const Cut cut = cut_segment(text, true);
  EXPECT_FALSE(cut.is_clean);
  EXPECT_EQ(cut.size, 9001U);
  EXPECT_EQ(cut.ahead, segment_context);
}

TEST(Segment, ElseAfterABlankElseWithinALongWord) {
  EXPECT_EQ(cut_segment(std::string(100, 'a') + " " + std::string(9000, 'b'), true).size, 101U);
  std::string word;
  for (int i = 0; i < 5000; ++i) word += "\u00E5";
  const Cut cut = cut_segment(word, true);
  EXPECT_EQ(cut.size, word.size() - segment_context);
  EXPECT_EQ(static_cast<unsigned char>(word[cut.size]) & 0xC0, 0xC0);
}

TEST(Segment, AlwaysTakesSomething) {
  for (std::size_t size = 1; size < 40; ++size) {
    EXPECT_GT(cut_segment(std::string(size, '\n'), true).size, 0U);
    EXPECT_GT(cut_segment(std::string(size, 'a'), true).size, 0U);
    EXPECT_GT(cut_segment(std::string(size, ' '), true).size, 0U);
  }
}

}  // namespace
}  // namespace mask
