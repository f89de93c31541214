// Streets and postcodes: every ending of the tables is seen, addresses made from parts are found whole, and postcodes where digits and
// surroundings allow them. SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/street.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

constexpr unsigned seed = 20250417;

class Choice {
 public:
  explicit Choice(unsigned start) : random_(start) {}
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  std::string of(const std::vector<std::string>& list) { return list[below(list.size())]; }

 private:
  std::mt19937 random_;
};

TEST(Street, TheQuickLookLetsEveryEndingThrough) {
  for (const std::string language : {"sv", "da"}) {
    std::ifstream in(std::string(MASKROS_TESTS "/../../data/") + language + "/streets.tsv");
    std::size_t endings = 0;
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.starts_with("#")) continue;
      EXPECT_TRUE(may_end_street(std::string_view(line).substr(line.size() - 3))) << line;
      ++endings;
    }
    EXPECT_GT(endings, 50U);
  }
}

TEST(Street, AnAddressMadeOfPartsIsFoundWhole) {
  Choice choose(seed);
  const Finder finder(lexicon());
  const std::vector<std::string> stems = {"Ham", "Björk", "Ørne", "Ängs", "Svart", "Fugle", "Drottning", "Kløver", "Åker"};
  const std::vector<std::string> endings = {"gatan", "vägen", "gränd", "stigen", "torget", "vej", "gade", "stræde", "vænget", "allé"};
  const std::vector<std::string> first = {"", "Norra ", "Gamla ", "Sankt ", "Nordre ", "Gl. ", "Sct. ", "Store "};
  const std::vector<std::string> letters = {"", " A", "B", " c"};
  const std::vector<std::string> units = {"",        " lgh 1203", ", lgh 1001", ", 3 tr",   ", 2. tv.", ", st. th.", ", 1. mf.",
                                          ", 4. th", " 3 tv",     ", bolig 7",  ", dør 12", ", opg. B", " nb"};
  const std::vector<std::string> postcodes = {"653 41 Karlstad", "SE-114 18 Stockholm", "421 40 Västra Frölunda",
                                              "8220 Brabrand",   "5240 Odense NØ",      "DK-8000 Aarhus C"};
  const std::vector<std::string> before = {"", "Adress: ", "Hun bor på ", "Lilja, ", "x\n", "1;"};
  const std::vector<std::string> after = {"", "\n", ";x", " och sen"};
  for (int round = 0; round < 2000; ++round) {
    const std::string street = choose.of(first) + choose.of(stems) + choose.of(endings) + " " + std::to_string(1 + choose.below(199)) +
                               choose.of(letters) + choose.of(units);
    const std::string postcode = choose.of(postcodes);
    const std::string head = choose.of(before);
    const std::string text = head + street + ", " + postcode + choose.of(after);
    const auto start = static_cast<std::uint32_t>(head.size());
    const auto middle = static_cast<std::uint32_t>(start + street.size() + 2);
    const std::vector<Mark> expected = {{{start, middle - 2}, "address"},
                                        {{middle, static_cast<std::uint32_t>(middle + postcode.size())}, "address"}};
    const std::vector<Mark> actual = found(finder, text, {"address"});
    ASSERT_EQ(with_marks(text, actual), with_marks(text, expected)) << "seed " << seed << ", round " << round;
  }
}

// What stands before a Swedish postcode and what its digits are decide, each by itself.
TEST(Postcode, IsFoundWhereItsDigitsAndWhatComesBeforeAllowIt) {
  const Finder finder(lexicon());
  const std::vector<std::pair<std::string, bool>> heads = {{"", true},    {"x ", true},  {"(", true},   {"\n", true}, {"y, ", true},
                                                           {"SE-", true}, {"S-", true},  {"x", false},  {"-", false}, {"+", false},
                                                           {"1-", false}, {"1.", false}, {"1/", false}, {"9", false}, {"9 ", false}};
  const std::vector<std::pair<std::string, bool>> codes = {{"653 41", true},  {"999 99", true},   {"012 34", false}, {"453 4", false},
                                                           {"65 341", false}, {"653 412", false}, {"653-41", false}};
  for (const auto& [head, head_fits] : heads) {
    for (const auto& [code, code_fits] : codes) {
      const std::string text = head + code + " Umbrasund";
      const bool expected = head_fits && code_fits;
      const std::vector<Mark> marks = found(finder, text, {"address"});
      EXPECT_EQ(!marks.empty(), expected) << text;
      for (const Mark& mark : marks) EXPECT_EQ(mark.span.end, text.size()) << text;
    }
  }
}

}  // namespace
}  // namespace mask::test
