// Where covers come to lie, and what moves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/plan.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mask {
namespace {

// A page of words, each ten points high; the text has them with blanks between.
class Sheet {
 public:
  Sheet() { page_.width = 400, page_.height = 600; }
  // Returns the span of the word.
  Span add(float x, float y, float width, float height = 10) {
    const auto start = static_cast<std::uint32_t>(10 * page_.words.size());
    page_.words.push_back({.span = {start, start + 9}, .box = {.x0 = x, .y0 = y, .x1 = x + width, .y1 = y + height}});
    return page_.words.back().span;
  }
  [[nodiscard]] PagePlan plan(std::vector<Redaction> redactions) const { return plan_page(page_, redactions); }
  [[nodiscard]] const Page& page() const { return page_; }
  Page& page() { return page_; }

 private:
  Page page_;
};

bool is_whole(float width) { return std::abs(width / 10 - std::round(width / 10)) < 0.001F && width >= 40; }

TEST(PlanPage, NothingToCover) {
  Sheet sheet;
  sheet.add(50, 50, 30);
  sheet.add(85, 50, 30);
  const PagePlan plan = sheet.plan({});
  EXPECT_TRUE(plan.covers.empty() && plan.moves.empty() && plan.cleared.empty() && plan.hidden.empty());
  EXPECT_EQ(plan.words, sheet.page().words);
}

TEST(PlanPage, ShortAndLongNamesAreWholeEms) {
  for (const float width : {7.0F, 15.0F, 39.9F, 40.0F, 41.0F, 66.0F}) {
    Sheet sheet;
    sheet.add(50, 50, 30);
    const Span name = sheet.add(85, 50, width);
    sheet.add(85 + width + 3, 50, 30);
    const PagePlan plan = sheet.plan({{.span = name, .by = "[PERSON 1]"}});
    ASSERT_EQ(plan.covers.size(), 1U);
    EXPECT_TRUE(is_whole(plan.covers[0].box.width())) << plan.covers[0].box.width();
    EXPECT_GE(plan.covers[0].box.width(), width);
    EXPECT_EQ(plan.covers[0].label, "[PERSON 1]");
    EXPECT_EQ(plan.covers[0].box.x0, 85);
    ASSERT_EQ(plan.words.size(), 2U);
    EXPECT_NEAR(plan.words[1].box.x0 - plan.covers[0].box.x1, 3, 0.01);
    EXPECT_NEAR(plan.words[1].box.width(), 30, 0.01);
    ASSERT_EQ(plan.hidden.size(), 1U);
    EXPECT_LE(plan.hidden[0].x0, 85);
    EXPECT_GE(plan.hidden[0].x1, 85 + width);
    EXPECT_LE(plan.hidden[0].y0, 50);
    EXPECT_GE(plan.hidden[0].y1, 60);
  }
}

TEST(PlanPage, OneCoverForAllWordsOfARedaction) {
  Sheet sheet;
  const Span first = sheet.add(50, 50, 30);
  const Span second = sheet.add(85, 50, 30);
  const Span third = sheet.add(50, 70, 30);  // on the next line
  const PagePlan plan = sheet.plan({{.span = {first.start, third.end}, .by = "[PERSON 1]"}});
  ASSERT_EQ(plan.covers.size(), 2U);
  EXPECT_EQ(plan.covers[0].label, "[PERSON 1]");
  EXPECT_EQ(plan.covers[1].label, "");
  EXPECT_EQ(plan.hidden.size(), 3U);
  EXPECT_TRUE(plan.words.empty());
  (void)second;
}

TEST(PlanPage, APartOfAWordCoversIt) {
  Sheet sheet;
  const Span word = sheet.add(50, 50, 60);
  const PagePlan plan =
      sheet.plan({{.span = {word.start + 2, word.start + 4}, .by = "a"}, {.span = {word.start + 5, word.start + 6}, .by = "b"}});
  ASSERT_EQ(plan.covers.size(), 1U);
  EXPECT_EQ(plan.covers[0].label, "ab");
  EXPECT_TRUE(plan.words.empty());
}

TEST(PlanPage, AWideGapTakesUpWhatIsMoved) {
  Sheet sheet;
  const Span name = sheet.add(50, 50, 20);
  sheet.add(150, 50, 30);
  const PagePlan plan = sheet.plan({{.span = name, .by = ""}});
  EXPECT_EQ(plan.words[0].box.x0, 150);
  EXPECT_TRUE(plan.moves.empty());
}

TEST(PlanPage, ALineWithoutRoomIsSqueezed) {
  Sheet sheet;
  const Span name = sheet.add(50, 50, 10);
  for (int i = 0; i < 9; ++i) sheet.add(63 + 33 * static_cast<float>(i), 50, 30);  // up to 357 of 382
  const PagePlan plan = sheet.plan({{.span = name, .by = ""}});
  ASSERT_EQ(plan.words.size(), 9U);
  EXPECT_LE(plan.words.back().box.x1, 382.5);
  EXPECT_LT(plan.words.back().box.width(), 30);
  EXPECT_TRUE(is_whole(plan.covers[0].box.width()));
}

TEST(PlanPage, ColumnsAreNotMovedInto) {
  Sheet sheet;
  const Span name = sheet.add(50, 50, 10);
  sheet.add(63, 50, 120);
  sheet.add(220, 100, 100);
  sheet.add(220, 50, 100);  // the other column, read later
  const PagePlan plan = sheet.plan({{.span = name, .by = ""}});
  for (const Word& word : plan.words) {
    EXPECT_TRUE(word.box.x0 > 200 || word.box.x1 < 220);
  }
  EXPECT_TRUE(is_whole(plan.covers[0].box.width()));
}

TEST(PlanPage, WhereNothingCanMoveNeighboursAreGone) {
  Sheet sheet;
  const Span name = sheet.add(330, 50, 20);
  sheet.add(352, 50, 30);
  sheet.add(300, 50, 28);  // read later, to the left: no line of its own order
  const PagePlan plan = sheet.plan({{.span = name, .by = ""}});
  EXPECT_TRUE(is_whole(plan.covers[0].box.width()));
  EXPECT_EQ(plan.words.size(), 1U);
  for (const Word& word : plan.words) EXPECT_FALSE(word.box.x0 < plan.covers[0].box.x1 && plan.covers[0].box.x0 < word.box.x1);
}

TEST(PlanPage, UprightWordsAreCoveredUpright) {
  Sheet sheet;
  const Span name = sheet.add(50, 100, 10, 30);
  sheet.add(50, 60, 10, 35);
  const PagePlan plan = sheet.plan({{.span = name, .by = "[PERSON 1]"}});
  ASSERT_EQ(plan.covers.size(), 1U);
  EXPECT_TRUE(is_whole(plan.covers[0].box.height()));
  EXPECT_EQ(plan.covers[0].box.width(), 10);
}

}  // namespace
}  // namespace mask
