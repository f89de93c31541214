// The key of a word inside a text is the key of the word alone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "libmask/lexicon/lexicon.h"

namespace mask {
namespace {

TEST(WordKey, IsTheSameInsideAText) {
  std::mt19937 random(3);
  for (int round = 0; round < 4000; ++round) {
    std::string text(96, '\0');
    for (char& c : text) c = static_cast<char>(random());
    const std::size_t size = random() % 48;
    const std::string word = text.substr(24, size);
    ASSERT_EQ(inside_key(std::string_view(text).substr(24, size)), word_key(word)) << size;
  }
}

TEST(WordKey, DoesNotSeeTheCaseOfLetters) {
  EXPECT_EQ(word_key("Ödegård"), word_key("ödegåRD"));
  EXPECT_NE(word_key("bo"), word_key("boo"));
}

}  // namespace
}  // namespace mask
