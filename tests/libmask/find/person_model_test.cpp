// People that the name model finds: the same wherever the text stands, and without a model none.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>
#include <tuple>

#include "libmask/find/find.h"
#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

constexpr unsigned seed = 20250612;

using Found = std::tuple<std::uint32_t, std::uint32_t, std::uint16_t>;

std::vector<Found> found_by_model(const Finder& finder, const std::string& text, std::size_t from) {
  std::string padded(scan_margin, '\0');
  padded += text;
  padded.append(scan_margin, '\0');
  Folded folded;
  EXPECT_FALSE(fold(std::string_view(padded).substr(scan_margin, text.size()), folded));
  Finder::Workspace work;
  Findings findings;
  finder.find(folded, work, findings);
  std::vector<Found> out;
  for (const Finding& finding : findings.list) {
    if (rule_name(finding.rule) != "model" || finding.span.start < from) continue;
    out.emplace_back(finding.span.start - from, finding.span.end - from, finding.score);
  }
  return out;
}

TEST(PersonModel, APrefixOnlyShiftsTheAnswer) {
  static const Result<NameModel> model = NameModel::load(MASKROS_NAMES);
  const Finder finder(lexicon(), &*model);
  const std::vector<std::string> words = {"Qvixa", "Hedda", "zorpa", "anna", "och",  "med", "mvh",
                                          "Wexla", "Brunk", "till",  "igår", "sade", "von", "Bi"};
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < 90'000) {
    text += words[random() % words.size()];
    text += random() % 9 == 0 ? ".\n\n" : random() % 7 == 0 ? "\n" : " ";
  }
  const std::vector<Found> wanted = found_by_model(finder, text, 0);
  EXPECT_GT(wanted.size(), 1000U);
  for (const std::size_t size : {2U, 1'001U, 30'000U, 65'530U}) {
    const std::string prefix = std::string(size - 2, 'x') + "\n\n";
    EXPECT_EQ(found_by_model(finder, prefix + text, prefix.size()), wanted) << "seed " << seed << " prefix " << size;
  }
}

TEST(PersonModel, WithoutAModelItIsSilent) {
  EXPECT_TRUE(found_by_model(Finder(lexicon()), "Igår sade Qvixa Brunk till Hedda att det var bra.", 0).empty());
}

}  // namespace
}  // namespace mask::test
