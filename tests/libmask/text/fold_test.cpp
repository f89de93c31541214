// The folded view: what is written, and the way back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/fold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "libmask/base/simd.h"
#include "libmask/text/inspect.h"
#include "tests/libmask/text/samples.h"

namespace mask {
namespace {

std::string folded(const std::string& text) {
  const std::string padded = test::padded(text);
  Folded out;
  EXPECT_FALSE(fold(test::inside(padded), out));
  return std::string(out.text());
}

TEST(Fold, LeavesPlainTextAlone) {
  const std::string padded = test::padded("Åsa Öberg, 640823-9819 & co: 100 % \"ja\" 1 2 3\n");
  Folded out;
  ASSERT_FALSE(fold(test::inside(padded), out));
  EXPECT_EQ(out.text(), test::inside(padded));
  EXPECT_TRUE(out.is_identity());
}

TEST(Fold, WritesWhatAReaderSees) {
  EXPECT_EQ(folded("Jo\u00ADhan\u200B"), "Johan");
  EXPECT_EQ(folded("Ma\u0308rta A\u030Akesson"), "Märta Åkesson");
  EXPECT_EQ(folded("e\u0323\u0301"), folded("\u1EB9\u0301"));
  EXPECT_EQ(folded("６４０８２３－９８１９"), "640823-9819");
  EXPECT_EQ(folded("20150612\u20092389 811218\u20109876 211062\u20145629 1\u00A02"), "20150612 2389 811218-9876 211062-5629 1 2");
  EXPECT_EQ(folded("J\u043Ehan B\u0435rgström \u0410nna"), "Johan Bergström Anna");
  EXPECT_EQ(folded("\U0001D7D4\U0001D7D2-\U0001D7CE"), "64-0");
  EXPECT_EQ(folded("Stef\uFB01 \u201Dx\u201D \u2019y\u2019"), "Steffi \"x\" 'y'");
  EXPECT_EQ(folded("a@example\u3002org"), "a@example.org");
  EXPECT_EQ(folded("Johan\x1B[1m Berg\x1B[0m \x1B]0;title\x07z"), "Johan Berg z");
  EXPECT_EQ(folded("27 \u00A7 5\u00B0 \u20AC9 \u2022"),
            "27 \x01 5\x02 \x03"
            "9 \x06");
  EXPECT_EQ(folded("&aring;&#228;&#xF6; &nbsp;A&amp;B &x; &"), "åäö  A&amp;B &x; &");
  EXPECT_EQ(folded("17O528-1l44 O35-12 l8 284O l953 Olov 5l/h I2 loll"), "170528-1144 035-12 18 2840 1953 Olov 5l/h 12 loll");
  EXPECT_EQ(folded("Niel-\nsen Essen-\r\n  Dahl 20150612-\n2389 A -\nB"), "Nielsen Essen-Dahl 20150612-2389 A -\nB");
  EXPECT_EQ(folded("Berg\u00AD\nström"), "Bergström");
  EXPECT_EQ(folded("6 4 0 8 2 3 9 8 1 9 x"), "6408239819 x");
  EXPECT_EQ(folded("6 4 0 8 2 3 - 9 8 1 9"), "640823-9819");
  EXPECT_EQ(folded("1 2 3 4 5 6 7 8 9 10 1 2 3 4"), "1 2 3 4 5 6 7 8 9 10 1 2 3 4");
  EXPECT_EQ(folded(std::string("Jo\0han", 6)), "Johan");
}

TEST(Fold, FindsTheWayBack) {
  const std::string text = "x Jo\u00ADhan Berg\u00ADstr\u00F6m\u00AD!";
  const std::string padded = test::padded(text);
  Folded out;
  ASSERT_FALSE(fold(test::inside(padded), out));
  const auto at = out.text().find("Johan");
  const auto end = out.text().find('!');
  const Span back = out.original({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
  EXPECT_EQ(text.substr(back.start, back.size()), "Jo\u00ADhan Berg\u00ADstr\u00F6m");
}

// Laws for any text: spans go back inside bounds, on code points, in order; the whole goes back to the whole; what was not edited is the
// same.
TEST(Fold, KeepsItsLaws) {
  const auto on_boundary = [](std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
  };
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    const std::string padded = test::padded(test::random_text(seed, seed % 90));
    const std::string_view text = test::inside(padded);
    Folded out;
    ASSERT_FALSE(fold(text, out));
    ASSERT_LE(out.text().size(), text.size());
    ASSERT_FALSE(first_invalid(out.text()));
    std::uint32_t from = 0;
    std::uint32_t original = 0;
    for (const Folded::Edit& edit : out.edits()) {
      ASSERT_GE(edit.folded, from);
      ASSERT_EQ(edit.folded - from, edit.original - original);
      from = edit.folded + edit.size;
      original = edit.original + edit.length;
    }
    ASSERT_EQ(out.text().size() - from, text.size() - original);
    for (std::uint32_t i = 0; i < out.text().size(); ++i) {
      if (!on_boundary(out.text(), i)) continue;
      std::uint32_t next = i + 1;
      while (!on_boundary(out.text(), next)) ++next;
      const Span back = out.original({i, next});
      ASSERT_LT(back.start, back.end);
      ASSERT_LE(back.end, text.size());
      ASSERT_TRUE(on_boundary(text, back.start) && on_boundary(text, back.end));
      ASSERT_TRUE(out.folded(back).contains({i, next}));
      const auto byte = static_cast<unsigned char>(out.text()[i]);
      ASSERT_TRUE(byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r' || (byte >= 1 && byte <= 6));
    }
    ASSERT_EQ(folded(std::string(out.text())).size() <= out.text().size(), true);
  }
}

class Inspect : public testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { ASSERT_TRUE(force_simd(GetParam())); }
  void TearDown() override { ASSERT_TRUE(force_simd(before_)); }
  const std::string_view before_ = simd_target();
};

TEST_P(Inspect, GivesWhatTheSlowTwinGives) {
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    std::string text = test::random_text(seed, seed % 300);
    std::mt19937 random(seed);
    if (seed % 3 == 0 && !text.empty()) text[random() % text.size()] = static_cast<char>(random() % 256);  // often not UTF-8 any more
    if (seed % 7 == 0 && !text.empty()) text.resize(random() % text.size());
    const std::string padded = test::padded(text);
    Positions fast;
    Positions slow;
    SCOPED_TRACE(seed);
    const bool valid = inspect_slowly(test::inside(padded), slow);
    ASSERT_EQ(inspect(test::inside(padded), fast), valid);
    ASSERT_EQ(first_invalid(test::inside(padded)).has_value(), !valid);
    ASSERT_EQ(fast, slow);
  }
}

TEST_P(Inspect, RefusesWhatIsNotUtf8) {
  const std::vector<std::string> bad = {"\x80",
                                        "\xBF",
                                        "\xC0\xAF",
                                        "\xC1\xBF",
                                        "\xC3",
                                        "\xE0\x80\x80",
                                        "\xE0\x9F\xBF",
                                        "\xED\xA0\x80",
                                        "\xED\xBF\xBF",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xFF",
                                        "\xE2\x80",
                                        "\xF0\x9F\x98",
                                        "\xC3\x28",
                                        "\xE2\x28\xA1"};
  for (std::size_t before = 0; before < 70; ++before) {
    for (const std::string& bytes : bad) {
      const std::string padded = test::padded(std::string(before, 'a') + bytes + "b");
      Folded out;
      ASSERT_EQ(fold(test::inside(padded), out), before);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Inspect, testing::ValuesIn(simd_targets()),
                         [](const auto& parameter) { return std::string(parameter.param); });

}  // namespace
}  // namespace mask
