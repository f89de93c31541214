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

// The slow twin: the model is asked about every word of the text at once. What is found in a few words around is what is found there,
// but for one in fifty.
TEST(PersonModel, AFewWordsAroundAreEnough) {
  static const Result<NameModel> model = NameModel::load(MASKROS_NAMES);
  const Finder finder(lexicon(), &*model);
  const std::vector<std::string> words = {"Qvixa", "Hedda",  "zorpa", "anna",  "och",    "med",  "mvh",   "heter",       "Wexla", "Brunk",
                                          "till",  "igår",   "sade",  "von",   "Bi",     "Den",  "Vid",   "Handläggare", "Falun", "lena",
                                          "den",   "vägen",  "S.",    "i",     "Skriv",  "för",  "Plomi", "Ulla-Britt",  "som",   "är",
                                          "Anna",  "mannen", "fick",  "brev",  "Trixel", "hos",  "efter", "möte",        "2024",  "Hej",
                                          "kom",   "hem",    "bort",  "stora", "huset",  "blev", "väl",   "sedan",       "nu",    "svar"};
  std::mt19937 random(seed + 1);
  NameModel::Workspace work;
  std::vector<ModelWord> all;
  std::vector<NameSpan> names;
  std::size_t count = 0;
  std::size_t unasked = 0;
  std::size_t different = 0;
  for (int round = 0; round < 60; ++round) {
    std::string text;
    while (text.size() < 3'000) {
      text += words[random() % words.size()];
      text += random() % 40 == 0 ? ".\n\n" : random() % 9 == 0 ? ". " : random() % 12 == 0 ? ", " : random() % 15 == 0 ? "\n" : " ";
    }
    read_words(text, 0, static_cast<std::uint32_t>(text.size()), all);
    constexpr std::int32_t lean = 13 * NameModel::unit / 4;
    model->find(text, all, lexicon(), {.genre = name_features::Genre::office, .person_lean = lean}, work, names);
    std::erase_if(names, [](const NameSpan& name) { return name.label != NameLabel::person; });
    std::vector<bool> was_found(names.size());
    for (const auto& [start, end, score] : found_by_model(finder, text, 0)) {
      // What stands beside a name and belongs to it is taken to it: the spans need not be the same.
      const auto meets = [&, begin = start, stop = end](const NameSpan& name) {
        return all[name.begin].span.start < stop && begin < all[name.end - 1].span.end;
      };
      bool has_twin = false;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (!meets(names[i]) || score != model->thousandths(names[i].margin + lean - NameModel::unit * 62 / 100)) continue;
        has_twin = true;
        was_found[i] = true;
      }
      different += has_twin ? 0 : 1;
      ++count;
    }
    // Not asked about, or no name for another reason: few.
    unasked += static_cast<std::size_t>(std::ranges::count(was_found, false));
  }
  EXPECT_GT(count, 2000U);
  // A word that nobody would take for a name parts what is looked at; seldom, the far side would have had a say.
  EXPECT_LT(different, count / 50);
  EXPECT_LT(unasked, count / 4);
}

TEST(PersonModel, WithoutAModelItIsSilent) {
  EXPECT_TRUE(found_by_model(Finder(lexicon()), "Igår sade Qvixa Brunk till Hedda att det var bra.", 0).empty());
}

}  // namespace
}  // namespace mask::test
