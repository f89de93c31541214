// Which findings become masks, as what, under which number.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/decide.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "libmask/find/find.h"

namespace mask {
namespace {

class Decide : public testing::Test {
 protected:
  Decide() {
    for (TypeRule& rule : rules.policy.types) rule = {.masked = true, .from = usual_threshold, .style = {}, .label = {}};
    rules.policy.of(Type::person).from = person_threshold;
  }
  Finding& add(Span span, Type type, int score) { return findings.add(span, type, Kind::none, score, {}); }
  const Decisions& decided(bool is_protected = false) {
    sort_findings(findings);
    decide(text, findings, rules, marks, is_protected, entities, nullptr, decisions);
    return decisions;
  }

  std::string text = std::string(100, 'a');
  Findings findings;
  Rules rules;
  std::vector<Placeholder> marks;
  Entities entities;
  Decisions decisions;
};

TEST_F(Decide, MasksTheUnionOfWhatOverlapsAsTheHighestScore) {
  add({10, 20}, Type::phone, 600);
  add({15, 30}, Type::bank_account, 900);
  add({40, 50}, Type::phone, 499);
  ASSERT_EQ(decided().list.size(), 1U);
  EXPECT_EQ(decisions.list[0].span, (Span{10, 30}));
  EXPECT_EQ(decisions.list[0].type, Type::bank_account);
}

TEST_F(Decide, TakesTheLongerThenTheEarlierTypeWhereScoresAreEqual) {
  add({10, 20}, Type::phone, 700);
  add({10, 22}, Type::vehicle, 700);
  add({40, 50}, Type::vehicle, 700);
  add({40, 50}, Type::phone, 700);
  ASSERT_EQ(decided().list.size(), 2U);
  EXPECT_EQ(decisions.list[0].type, Type::vehicle);
  EXPECT_EQ(decisions.list[1].type, Type::phone);
}

TEST_F(Decide, MasksAPersonAsAPersonWhateverElseItCouldBe) {
  add({10, 20}, Type::person, 400);
  add({10, 20}, Type::place, 900);
  ASSERT_EQ(decided().list.size(), 1U);
  EXPECT_EQ(decisions.list[0].type, Type::person);
}

TEST_F(Decide, HidesWhereSomebodyLivesWhenACueSaysSo) {
  for (TypeRule& rule : rules.policy.types) rule.masked = false;
  add({10, 20}, Type::address, 400);
  add({30, 40}, Type::email, 900).role = Role::official;
  add({50, 60}, Type::bank_account, 900);
  EXPECT_TRUE(decided().list.empty());
  EXPECT_EQ(decided(true).list.size(), 2U);
  add({70, 80}, Type::protected_, 900);
  EXPECT_EQ(decided().list.size(), 2U);
  EXPECT_TRUE(decisions.is_protected);
}

TEST_F(Decide, KeepsOfficialsAndAllowedWordsWhereTold) {
  text.replace(30, 9, "Storgatan");
  rules.policy.masks_officials = false;
  rules.allow.add("storgatan");
  add({10, 20}, Type::person, 900).role = Role::official;
  add({30, 39}, Type::address, 900);
  EXPECT_TRUE(decided().list.empty());
}

TEST_F(Decide, HidesWhatOverlapsSomethingThatMayStay) {
  rules.policy.of(Type::address).style = Style::keep;
  add({10, 30}, Type::address, 900);
  add({15, 20}, Type::phone, 600);
  ASSERT_EQ(decided().list.size(), 1U);
  EXPECT_EQ(decisions.list[0].style, Style::label);
}

TEST_F(Decide, LeavesMarksAlone) {
  text.replace(10, 10, "[PERSON 1]");
  marks = {{{10, 20}, 0, 1}};
  add({11, 17}, Type::person, 900);
  add({5, 30}, Type::address, 900);
  ASSERT_EQ(decided().list.size(), 2U);
  EXPECT_EQ(decisions.list[0].span, (Span{5, 10}));
  EXPECT_EQ(decisions.list[1].span, (Span{20, 30}));
}

TEST_F(Decide, NumbersMasksOneByOneWhateverLiesUnderThem) {
  text = "Anna Berg och Bo Ek.";
  add({0, 9}, Type::person, 900);
  add({0, 4}, Type::person, 600);
  add({5, 9}, Type::person, 500);
  add({14, 19}, Type::person, 900);
  ASSERT_EQ(decided().list.size(), 2U);
  EXPECT_EQ(decisions.list[0].number, 1U);
  EXPECT_EQ(decisions.list[1].number, 2U);
}

TEST(Entities, KnowAPersonByAnyOrderOfNamesAndByOnePart) {
  Entities entities;
  EXPECT_EQ(entities.meet(Type::person, "Samir Haddad").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "HADDAD, Samir").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "Samir").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "Rania Haddad").entity, 2U);
  EXPECT_TRUE(entities.meet(Type::person, "Haddad").ambiguous);
  EXPECT_EQ(entities.meet(Type::person, "Haddad").entity, 0U);
  EXPECT_EQ(entities.meet(Type::phone, "070-174 06 05").entity, 1U);
  EXPECT_EQ(entities.meet(Type::phone, "0701740605").entity, 1U);
  entities.reserve_to(Type::person, 7);
  EXPECT_EQ(entities.meet(Type::person, "Ny Person").entity, 8U);
}

TEST(Entities, KnowAPersonBySeveralPartsThatAreOnes) {
  Entities entities;
  EXPECT_EQ(entities.meet(Type::person, "Sara Daneshvar-Holm").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "Daneshvar-Holm").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "daneshvar holm").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "Lisa Holm").entity, 2U);
  EXPECT_EQ(entities.meet(Type::person, "Sara Daneshvar").entity, 1U);
  EXPECT_EQ(entities.meet(Type::person, "Sara Holm").entity, 3U);  // Holm is two people's
  EXPECT_EQ(entities.meet(Type::person, "Sara Ek").entity, 4U);
}

TEST(Entities, ForgetTheLeastRecentlyMetAndNeverReuseANumber) {
  Entities entities;
  const std::size_t many = Entities::kept + 1000;
  for (std::size_t i = 0; i < many; ++i) ASSERT_EQ(entities.meet(Type::phone, std::to_string(i)).entity, i + 1);
  EXPECT_EQ(entities.meet(Type::phone, "0").entity, 1U);
  entities.trim();
  EXPECT_EQ(entities.meet(Type::phone, "0").entity, 1U);
  EXPECT_EQ(entities.meet(Type::phone, std::to_string(many - 1)).entity, many);
  EXPECT_EQ(entities.meet(Type::phone, "1").entity, many + 1);
}

// Laws for any findings: decisions are sorted, apart, and every finding that passed is covered by them and the marks.
TEST_F(Decide, KeepsItsLaws) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    findings = {};
    marks.clear();
    entities = {};
    if (round % 3 == 0) marks = {{{20, 30}, 0, 1}, {{60, 65}, 0, 2}};
    const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
    for (std::uint32_t n = below(12); n > 0; --n) {
      const std::uint32_t start = below(90);
      add({start, start + 1 + below(10)}, static_cast<Type>(below(type_count)), static_cast<int>(below(1001)));
    }
    decided(round % 5 == 0);
    std::vector<bool> masked(text.size());
    std::uint32_t last = 0;
    for (const Decision& decision : decisions.list) {
      ASSERT_GE(decision.span.start, last);
      ASSERT_GT(decision.span.end, decision.span.start);
      last = decision.span.end;
      for (std::uint32_t i = decision.span.start; i < decision.span.end; ++i) masked[i] = true;
    }
    for (const Placeholder& mark : marks) {
      for (std::uint32_t i = mark.span.start; i < mark.span.end; ++i) {
        ASSERT_FALSE(masked[i]);
        masked[i] = true;
      }
    }
    for (std::size_t i = 0; i < findings.list.size(); ++i) {
      const Finding& finding = findings.list[i];
      const bool passes = finding.score >= rules.policy.of(finding.type).from;
      ASSERT_TRUE(!passes || decisions.actions[i] == Action::mask);
      if (decisions.actions[i] != Action::mask) continue;
      for (std::uint32_t k = finding.span.start; k < finding.span.end; ++k) ASSERT_TRUE(masked[k]);
    }
  }
}

}  // namespace
}  // namespace mask
