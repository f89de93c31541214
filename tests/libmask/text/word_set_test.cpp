// Sets of words and endings against their slow twins: one comparison after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/word_set.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace mask {
namespace {

constexpr std::string_view list[] = {"skolan", "förskolan", "gård", "gården", "huset", "klubb", "klubben", "byrån", "skole", "fabriken"};
constexpr EndingSet endings(list);
constexpr WordSet words(list);

std::string some_word(std::mt19937& random) {
  std::string word(random() % 4, 'a');
  word += list[random() % std::size(list)];
  if (random() % 4 == 0) word += "s";
  if (random() % 4 == 0) word.resize(random() % (word.size() + 1));
  if (random() % 4 == 0 && !word.empty() && static_cast<unsigned char>(word[0]) < 0x80) word[0] = static_cast<char>(word[0] & ~0x20);
  return word;
}

TEST(EndingSet, FindsTheFirstListedThatFits) {
  std::mt19937 random(1);
  for (int round = 0; round < 4000; ++round) {
    const std::string word = some_word(random);
    const std::size_t before = random() % 4;
    std::string_view expected;
    for (const std::string_view ending : list) {
      if (word.size() < ending.size() + before || !same_word(std::string_view(word).substr(word.size() - ending.size()), ending)) continue;
      expected = ending;
      break;
    }
    ASSERT_EQ(endings.find(word, before), expected) << word << ' ' << before;
  }
}

TEST(WordSet, HoldsItsWordsAndNoOthers) {
  std::mt19937 random(2);
  for (int round = 0; round < 4000; ++round) {
    const std::string word = some_word(random);
    bool expected = false;
    for (const std::string_view each : list) expected = expected || same_word(word, each);
    ASSERT_EQ(words.contains(word), expected) << word;
  }
}

}  // namespace
}  // namespace mask
