// Words that are sure: by their confidence, by the dictionary, by another network.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/sure.h"

#include <gtest/gtest.h>

namespace ocr {
namespace {

// A page of well-read print, and one more line.
class Page {
 public:
  Page() {
    for (int line = 1; line <= 10; ++line) add(line, {"detta", "är", "vanlig", "text"}, 0.95F, 30);
  }
  void add(int line, const std::vector<std::string>& texts, float confidence, float height) {
    float x = 100;
    for (const std::string& text : texts) {
      const float width = 15 * static_cast<float>(text.size());
      const float y = 50 * static_cast<float>(line);
      words_.push_back(
          {.text = text, .box = {.x0 = x, .y0 = y, .x1 = x + width, .y1 = y + height}, .confidence = confidence, .line = line});
      x += width + 15;
    }
  }
  // Whether each word of the last line is sure, when others read this in any line.
  std::vector<bool> last(const std::vector<std::string>& others, bool is_known = false) {
    const Witnesses witnesses{.knows = [&](const std::string&) { return is_known; },
                              .reread =
                                  [&](const mask::Box& line) {
                                    asked_ = line;
                                    return others;
                                  }};
    const std::vector<bool> sure = sure_words(words_, witnesses);
    for (std::size_t i = 0; i < 40; ++i) EXPECT_TRUE(sure[i]);
    return {sure.begin() + 40, sure.end()};
  }
  [[nodiscard]] const mask::Box& asked() const { return asked_; }

 private:
  std::vector<ReadWord> words_;
  mask::Box asked_;
};

using Sure = std::vector<bool>;

TEST(SureWords, WhatOthersReadAlikeIsPrint) {
  Page page;
  page.add(12, {"Dnr", "KS-2019-060183"}, 0.7F, 30);
  EXPECT_EQ(page.last({}), (Sure{false, false}));
  EXPECT_EQ(page.last({"Dnr KS-2019-060183\n"}), (Sure{true, true}));
  EXPECT_EQ(page.last({"Dnr KS-2019-06O183"}), (Sure{true, false}));
  EXPECT_EQ(page.last({"Dnr KS-2019-060183", "Onr 2019-"}), (Sure{false, false}));
  EXPECT_EQ(page.asked().x0, 100);
  EXPECT_EQ(page.asked().y1, 630);
}

TEST(SureWords, LettersThatOthersDoNotKnowMayBeAnything) {
  Page page;
  page.add(12, {"Öhman", "och", "Åberg"}, 0.7F, 30);
  EXPECT_EQ(page.last({"Ohman och Aberg"}), (Sure{true, true, false}));
  EXPECT_EQ(page.last({"6hman och Åberg"}), (Sure{true, true, true}));
}

TEST(SureWords, AShortWordNeedsItsNeighbour) {
  Page page;
  page.add(12, {"06", "61", "kr", "x"}, 0.5F, 30);
  EXPECT_EQ(page.last({"06 61 k7 kr"}), (Sure{true, true, false, false}));
}

TEST(SureWords, ScribblesAreReadByEachInItsOwnWay) {
  Page page;
  page.add(12, {"pylosy", "gall"}, 0.3F, 30);
  EXPECT_EQ(page.last({"uly. sjg"}), (Sure{false, false}));
}

TEST(SureWords, TallLinesAreHeadingsOrWriting) {
  Page page;
  page.add(12, {"Miljö-", "och", "byggnadsnämnden"}, 0.95F, 50);
  EXPECT_EQ(page.last({"Milj6- och byggnadsnamnden"}), (Sure{true, true, true}));
  EXPECT_EQ(page.last({"Nilju och byggrads"}), (Sure{false, false, false}));
  Page unsure;
  unsure.add(12, {"Ring", "mig"}, 0.8F, 50);
  EXPECT_EQ(unsure.last({"Ring mig"}), (Sure{false, false}));
}

TEST(SureWords, TheDictionaryCountsInLinesReadWell) {
  Page page;
  page.add(12, {"handläggning", "och", "till", "och", "med", "text"}, 0.95F, 30);
  page.add(12, {"bro"}, 0.4F, 30);
  EXPECT_FALSE(page.last({}).back());
  EXPECT_TRUE(page.last({}, true).back());
}

TEST(SureWords, AnEmptyPage) { EXPECT_TRUE(sure_words({}, {}).empty()); }

}  // namespace
}  // namespace ocr
