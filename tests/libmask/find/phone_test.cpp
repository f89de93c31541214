// Telephone numbers in every grouping and with every sign between, made from a seed; the area codes against a plain list.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "libmask/find/area_codes.h"
#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

constexpr unsigned seed = 20251;

// All ways to write `digits` in groups of two to `largest`.
void groupings(const std::string& digits, std::size_t largest, const std::vector<std::string>& so_far,
               std::vector<std::vector<std::string>>& out) {
  if (digits.empty()) {
    out.push_back(so_far);
    return;
  }
  for (std::size_t size = 2; size <= largest && size <= digits.size(); ++size) {
    std::vector<std::string> next = so_far;
    next.push_back(digits.substr(0, size));
    groupings(digits.substr(size), largest, next, out);
  }
}

std::string join(const std::vector<std::string>& parts, const std::string& sign) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : sign) + parts[i];
  return text;
}

std::string random_digits(std::mt19937& random, std::size_t count) {
  std::string digits;
  digits += static_cast<char>('2' + random() % 8);
  while (digits.size() < count) digits += static_cast<char>('0' + random() % 10);
  return digits;
}

// Are all digits of `number`, which stands at `at` in the text, inside one mark?
bool is_masked(const Finder& finder, const std::string& text, std::size_t at, std::size_t size) {
  for (const Mark& mark : found(finder, text, {"phone"})) {
    if (mark.span.start <= at && mark.span.end >= at + size) return true;
  }
  return false;
}

const std::vector<std::string> signs = {" ", "-", ".", "\u00A0", "\u2011", "\u2013"};
const std::vector<std::string> area_signs = {"-", " - ", "/", "\u2013", " \u2013 ", " / "};

TEST(Phone, IsFoundInEveryGroupingWithALabel) {
  std::mt19937 random(seed);
  const Finder finder(lexicon());
  for (const std::string area : {"08", "010", "013", "031", "0141", "0455", "0920", "070", "072", "073", "076", "079"}) {
    const bool mobile = area[1] == '7';
    const std::string rest = random_digits(random, mobile ? 7 : 9 - area.size() + (area.size() == 2 ? 1 : 0));
    std::vector<std::vector<std::string>> ways;
    groupings(rest, 5, {}, ways);
    for (const auto& way : ways) {
      for (const std::string& sign : {std::string(" "), std::string("\u00A0")}) {
        for (const std::string& after_area : area_signs) {
          const std::string number = area + after_area + join(way, sign);
          for (const std::string before : {"Tfn ", "Telefon: ", "nås på ", ""}) {
            const std::string text = before + number + " i dag.";
            EXPECT_TRUE(is_masked(finder, text, before.size(), number.size())) << "seed " << seed << ": " << text;
          }
        }
      }
    }
  }
}

TEST(Phone, DanishPairsAndFoursAreFoundWithEverySign) {
  std::mt19937 random(seed);
  const Finder finder(lexicon());
  for (int turn = 0; turn < 300; ++turn) {
    const std::string digits = random_digits(random, 8);
    for (const std::string& sign : signs) {
      const std::string pairs = join({digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2), digits.substr(6, 2)}, sign);
      const std::string fours = join({digits.substr(0, 4), digits.substr(4, 4)}, sign);
      EXPECT_TRUE(is_masked(finder, "Det er " + pairs + " hele dagen", 7, pairs.size())) << "seed " << seed << ": " << pairs;
      if (sign != ".") {
        EXPECT_TRUE(is_masked(finder, "Ring " + fours + " hele dagen", 5, fours.size())) << "seed " << seed << ": " << fours;
      }
      const std::string foreign = "+45" + (turn % 2 == 0 ? sign : "") + pairs;
      EXPECT_TRUE(is_masked(finder, foreign, 0, foreign.size())) << "seed " << seed << ": " << foreign;
    }
    EXPECT_TRUE(is_masked(finder, "Mobil " + digits, 6, 8)) << "seed " << seed << ": " << digits;
  }
}

TEST(Phone, AreaCodesAreThoseOfTheList) {
  std::set<std::string> codes;
  for (const unsigned code : area_codes::two) codes.insert(std::to_string(code).insert(0, 1, '0'));
  for (const unsigned code : area_codes::three) codes.insert(std::to_string(code).insert(0, 1, '0'));
  for (unsigned digits = 0; digits < 1000; ++digits) {
    std::string written = std::to_string(digits);
    written.insert(0, 4 - written.size(), '0');
    const bool mobile = written.starts_with("070") || written.starts_with("072") || written.starts_with("073") ||
                        written.starts_with("076") || written.starts_with("079");
    const bool service = written.starts_with("020") || written.starts_with("077") || written == "0200";
    const AreaCode code = area_code(digits);
    if (mobile || service) {
      EXPECT_EQ(code.area, mobile ? Area::mobile : Area::service) << written;
      continue;
    }
    const bool listed = written.starts_with("08") || codes.contains(written.substr(0, 3)) || codes.contains(written);
    EXPECT_EQ(code.area == Area::city, listed) << written;
  }
}

// Sums, dates, times and the like, none of which is a telephone number.
TEST(Phone, LeavesOtherNumbersBare) {
  std::mt19937 random(seed);
  const Finder finder(lexicon());
  const auto pick = [&](unsigned from, unsigned to) { return std::to_string(from + static_cast<unsigned>(random()) % (to - from + 1)); };
  const auto two = [&](unsigned from, unsigned to) {
    std::string digits = pick(from, to);
    return digits.size() < 2 ? digits.insert(0, 1, '0') : digits;
  };
  for (int turn = 0; turn < 500; ++turn) {
    const std::string year = pick(1950, 2040);
    const std::string month = two(1, 12);
    const std::string day = two(1, 28);
    const std::string three = pick(100, 999);
    const std::string hour = two(0, 23);
    const std::string minute = two(0, 59);
    const std::string thousands = join({pick(1, 99), three, three}, " ") + " kr";
    for (const std::string& other : {join({year, month, day}, "-"), join({day, month, year}, "-"), join({day, month, year}, "."),
                                     join({year, month, day}, ""), join({year, three}, ":"), join({year, year}, " "),
                                     join({year, year}, "-"), join({hour, minute}, ".") + "-" + join({hour, minute}, "."), thousands}) {
      EXPECT_TRUE(found(finder, "Det var " + other + " enligt planen.", {"phone"}).empty()) << "seed " << seed << ": " << other;
    }
  }
}

}  // namespace
}  // namespace mask::test
