// Trigger words against their slow twin: every word of the text looked up.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/trigger_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "libmask/lexicon/lexicon.h"
#include "libmask/model/features.h"
#include "libmask/text/scan.h"
#include "tests/libmask/text/samples.h"

namespace mask {
namespace {

class TriggerWordsTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Lexicon::load(MASKROS_LEXICON);
    ASSERT_TRUE(loaded);
    lexicon_ = std::move(*loaded);
  }
  std::vector<Trigger> slowly(const Tokens& tokens, Span stretch) const {
    std::vector<Trigger> out;
    for (std::uint32_t at = stretch.start; at < stretch.end; ++at) {
      if (!tokens.in_word(at) || tokens.in_word(std::int64_t{at} - 1)) continue;
      const Span word{at, tokens.word_end(at)};
      std::string lower(tokens.of(word));
      for (char& c : lower) c = static_cast<char>(c | 0x20);
      std::vector<std::string> wanted;
      for (const std::string_view each : lexicon_.triggers()) {
        wanted.emplace_back(each);
        for (char& c : wanted.back()) c = static_cast<char>(c | 0x20);
      }
      if (std::ranges::find(wanted, lower) != wanted.end()) out.push_back({word, lexicon_.find(tokens.of(word)).labels});
    }
    return out;
  }
  Lexicon lexicon_;
};

TEST_F(TriggerWordsTest, AreThoseOfTheSlowTwin) {
  const TriggerWords words(lexicon_);
  std::mt19937 random(1);
  for (int round = 0; round < 40; ++round) {
    std::string text;
    while (text.size() < 600) {
      std::string word(lexicon_.triggers()[random() % lexicon_.triggers().size()]);
      if (random() % 4 == 0) word.resize(1 + random() % word.size());
      if (random() % 4 == 0 && (word[0] & 0x80) == 0) word[0] = static_cast<char>(word[0] & ~0x20);
      if (random() % 8 == 0) word += "en";
      while (!word.empty() && (word.back() & 0x80) != 0) word.pop_back();  // no cut letters
      text += word + std::string(1 + random() % 3, " .:\n"[random() % 4]);
      if (random() % 16 == 0) text += std::string(random() % 200, 'a') + ' ';
    }
    const std::string padded = test::padded(text);
    Tokens tokens;
    scan(test::inside(padded), tokens);
    const auto middle = static_cast<std::uint32_t>(random() % text.size());
    TriggerWords::Workspace work;
    const std::vector<Trigger>& fast = work.triggers;
    for (const Span stretch : {Span{0, middle}, Span{middle, tokens.size()}}) {
      words.read(tokens, stretch, lexicon_.small_words(), work);
      std::vector<Trigger> slow = slowly(tokens, stretch);
      std::erase_if(slow, [](const Trigger& trigger) { return !says_something(trigger.labels); });
      ASSERT_EQ(fast, slow) << round;
    }
  }
}

// Words that may name somebody though they are small, and those that tell that a name follows, are all listed; few others are.
TEST_F(TriggerWordsTest, SmallWordsAreThoseOfTheSlowTwin) {
  const TriggerWords words(lexicon_);
  const std::vector<std::string> list = {"anna", "mohammed", "zeynep", "lena", "heter", "navn",        "mvh",  "hälsningar", "kh",
                                         "min",  "och",      "vägen",  "i",    "på",    "bedömningen", "ulf",  "jörgen",     "ARBETE",
                                         "Åsa",  "ÅSA",      "åsa",    "på",   "x",     "ærlighed",    "bror", "kommunen",   "071-12"};
  std::mt19937 random(2);
  std::size_t wanted = 0;
  std::size_t others = 0;
  for (int round = 0; round < 40; ++round) {
    std::string text;
    while (text.size() < 900) {
      text += list[random() % list.size()];
      if (random() % 5 == 0) text += list[random() % list.size()];
      text += std::string(1 + random() % 2, " .:\n"[random() % 4]);
      if (random() % 16 == 0) text += std::string(random() % 200, 'a') + ' ';
    }
    const std::string padded = test::padded(text);
    Tokens tokens;
    scan(test::inside(padded), tokens);
    const auto middle = static_cast<std::uint32_t>(random() % text.size());
    TriggerWords::Workspace work;
    std::vector<std::uint32_t> alone(text.size());
    for (const Span stretch : {Span{0, middle}, Span{middle, tokens.size()}}) {
      words.read(tokens, stretch, lexicon_.small_words(), work);
      const std::span<const std::uint32_t> fast = std::span(work.small).first(work.small_count);
      EXPECT_TRUE(std::ranges::is_sorted(fast));
      for (std::uint32_t at = stretch.start; at < stretch.end; ++at) {
        if (!tokens.in_word(at) || tokens.in_word(std::int64_t{at} - 1)) continue;
        const std::string_view word = tokens.of({at, tokens.word_end(at)});
        const WordInfo& info = lexicon_.find(word);
        const bool is_wanted = name_features::names_in_small(word, info) || name_features::announces_name(word, info.labels);
        const bool is_listed = std::ranges::find(fast, at) != fast.end();
        ASSERT_TRUE(is_listed || !is_wanted) << round << ' ' << word;
        wanted += is_wanted ? 1 : 0;
        others += is_listed && !is_wanted ? 1 : 0;
      }
      const std::size_t count = TriggerWords::read_small(tokens, stretch, lexicon_.small_words(), alone.data());
      EXPECT_TRUE(std::ranges::equal(fast, std::span(alone).first(count)));
    }
  }
  EXPECT_GT(wanted, 1000U);
  EXPECT_LT(others, wanted / 4);
}

}  // namespace
}  // namespace mask
