// The walks over local part and host name against plain twins, on made-up strings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/mailbox.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <regex>
#include <string>

#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

constexpr unsigned seed = 20240519;

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t most) {
  std::string text;
  const std::size_t size = random() % (most + 1);
  for (std::size_t i = 0; i < size; ++i) text += alphabet[random() % alphabet.size()];
  return text;
}

TEST(Mailbox, LocalPartIsWhatTheExpressionSays) {
  const std::regex expression("(?:^|[^-a-z0-9._+'%]|\\.(?=\\.))[-.+'%]*((?:[a-z0-9_](?:[-a-z0-9_+'%]|\\.(?!\\.))*)?)$");
  std::mt19937 random(seed);
  int compared = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random, "ab1._-+ <:", 20);
    const Span local = local_part(text, static_cast<std::uint32_t>(text.size()));
    std::smatch match;
    ASSERT_TRUE(text.ends_with(text.substr(local.start)));
    if (text.contains("..") || !std::regex_search(text, match, expression)) continue;
    EXPECT_EQ(text.substr(local.start), match[1].str()) << '"' << text << "\" seed " << seed;
    compared += local.empty() ? 0 : 1;
  }
  EXPECT_GT(compared, 1000);
}

TEST(Mailbox, LocalPartHasAtMost64Characters) {
  const std::string right(64, 'a');
  EXPECT_EQ(local_part(right, 64).size(), 64U);
  const std::string wrong(65, 'a');
  EXPECT_TRUE(local_part(wrong, 65).empty());
}

TEST(Mailbox, HostNameIsWhatTheExpressionSays) {
  const std::regex expression("^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
  std::mt19937 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random, "ab1.- ", 24);
    const HostName host = host_name(text, 0);
    std::smatch match;
    const std::string expected = std::regex_search(text, match, expression) ? match[0].str() : "";
    EXPECT_EQ(text.substr(0, host.span.end), expected) << '"' << text << "\" seed " << seed;
  }
}

// Twice the text takes about twice the time, also where every byte is a candidate.
TEST(Mailbox, HostileTextsTakeLinearTime) {
  const Finder finder(lexicon());
  for (const std::string_view unit : {"@", "a@", "(at)", "a_", "1:", "1.", "a.b/", "kod ", "punkt at ", "a@b.c", "aaaa", "kod\tkod\t"}) {
    std::string text;
    while (text.size() < 200'000) text += unit;
    const auto start = std::chrono::steady_clock::now();
    const auto marks = found(finder, text, {"none"});
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    EXPECT_LT(seconds.count(), 2.0) << unit;
    EXPECT_TRUE(marks.empty());
  }
}

}  // namespace
}  // namespace mask::test
