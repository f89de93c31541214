// The scanner against its slow twin, on every kind of vectors this processor has.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/scan.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "libmask/base/simd.h"
#include "tests/libmask/text/samples.h"

namespace mask {
namespace {

class Scan : public testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { ASSERT_TRUE(force_simd(GetParam())); }
  void TearDown() override { ASSERT_TRUE(force_simd(before_)); }
  const std::string_view before_ = simd_target();
};

TEST_P(Scan, GivesWhatTheSlowTwinGives) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const std::string padded = test::padded(test::random_text(seed, seed * 7 % 700));
    const std::string_view text = test::inside(padded);
    Tokens fast;
    Tokens slow;
    scan(text, fast);
    scan_slowly(text, slow);
    SCOPED_TRACE(seed);
    ASSERT_EQ(fast.word_bits, slow.word_bits);
    ASSERT_EQ(fast.digit_bounds, slow.digit_bounds);
    ASSERT_EQ(fast.capitals, slow.capitals);
    ASSERT_EQ(fast.ats, slow.ats);
    ASSERT_EQ(fast.digits.size() * 2, fast.digit_bounds.size());
  }
}

TEST(Tokens, WordsAreFoundFromEitherSide) {
  const std::string padded = test::padded(" Anna-" + std::string(200, 'b') + " \xC3\xA5r");
  Tokens tokens;
  scan(test::inside(padded), tokens);
  EXPECT_EQ(tokens.word_end(1), 5U);
  EXPECT_EQ(tokens.word_start(5), 1U);
  EXPECT_EQ(tokens.word_end(6), 206U);
  EXPECT_EQ(tokens.word_start(206), 6U);
  EXPECT_EQ(tokens.word_before(6, 10), (Span{1, 5}));
  EXPECT_EQ(tokens.word_after(206, 10), (Span{207, 210}));
  EXPECT_TRUE(tokens.word_after(210, 10).empty());
}

INSTANTIATE_TEST_SUITE_P(Targets, Scan, testing::ValuesIn(simd_targets()),
                         [](const auto& parameter) { return std::string(parameter.param); });

}  // namespace
}  // namespace mask
