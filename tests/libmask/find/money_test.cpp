// IBAN and payment cards made from a seed, their check digits reckoned the slow way, over digits as text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "libmask/find/checksum.h"
#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

constexpr unsigned seed = 20252;

// ISO 13616 by the book: move four characters, write letters as numbers, divide by 97 on paper.
int rest_by_97(const std::string& iban) {
  std::string digits;
  for (const char c : iban.substr(4) + iban.substr(0, 4)) digits += c >= 'A' ? std::to_string(c - 'A' + 10) : std::string(1, c);
  int rest = 0;
  for (const char c : digits) rest = (rest * 10 + (c - '0')) % 97;
  return rest;
}

std::string with_check_digits(const std::string& country, const std::string& account) {
  const int check = 98 - rest_by_97(country + "00" + account);
  return country + (check < 10 ? "0" : "") + std::to_string(check) + account;
}

// Luhn by the book, from the right: every second digit doubled, the digits of the products added.
bool luhn_by_the_book(const std::string& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = digits[digits.size() - 1 - i] - '0';
    for (const char c : std::to_string(i % 2 == 1 ? 2 * value : value)) sum += c - '0';
  }
  return sum % 10 == 0;
}

std::string in_groups(const std::string& text, std::size_t size, const std::string& sign) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += size) out += (i == 0 ? "" : sign) + text.substr(i, size);
  return out;
}

bool is_masked(const Finder& finder, const std::string& text, std::size_t at, std::size_t size, const std::string& type) {
  for (const Mark& mark : found(finder, text, {type})) {
    if (mark.span.start <= at && mark.span.end >= at + size) return true;
  }
  return false;
}

std::string random_digits(std::mt19937& random, std::size_t count) {
  std::string digits;
  while (digits.size() < count) digits += static_cast<char>('0' + random() % 10);
  return digits;
}

TEST(Iban, IsFoundWithAndWithoutGroups) {
  std::mt19937 random(seed);
  const Finder finder(lexicon());
  const std::vector<std::pair<std::string, std::size_t>> lengths = {{"SE", 24}, {"DK", 18}, {"NO", 15}, {"FI", 18}, {"DE", 22},
                                                                    {"PL", 28}, {"FO", 18}, {"EE", 20}, {"LT", 20}, {"ES", 24},
                                                                    {"BE", 16}, {"AT", 20}, {"HU", 28}};
  for (int turn = 0; turn < 100; ++turn) {
    for (const auto& [country, size] : lengths) {
      const std::string iban = with_check_digits(country, random_digits(random, size - 4));
      EXPECT_TRUE(passes_mod97(iban)) << iban;
      for (const std::string sign : {"", " ", "\u00A0", "-"}) {
        const std::string written = in_groups(iban, 4, sign);
        EXPECT_TRUE(is_masked(finder, "Till " + written + ".", 5, written.size(), "bank_account")) << "seed " << seed << ": " << written;
      }
      std::string wrong = iban;
      wrong[size - 1] = wrong[size - 1] == '9' ? '0' : static_cast<char>(wrong[size - 1] + 1);
      EXPECT_FALSE(passes_mod97(wrong)) << wrong;
      const std::string written = "IBAN: " + in_groups(wrong, 4, " ");
      EXPECT_TRUE(is_masked(finder, written, 6, written.size() - 6, "bank_account")) << "seed " << seed << ": " << written;
    }
  }
}

TEST(Card, LuhnIsAsByTheBook) {
  std::mt19937 random(seed);
  for (int turn = 0; turn < 2000; ++turn) {
    const std::string digits = random_digits(random, 7 + random() % 13);
    std::vector<std::uint8_t> values;
    for (const char c : digits) values.push_back(static_cast<std::uint8_t>(c - '0'));
    EXPECT_EQ(passes_luhn(values), luhn_by_the_book(digits)) << "seed " << seed << ": " << digits;
  }
}

TEST(Card, IsFoundInFoursWithoutALabelAndInAnyFormWithOne) {
  std::mt19937 random(seed);
  const Finder finder(lexicon());
  for (int turn = 0; turn < 400; ++turn) {
    std::string card = (turn % 2 == 0 ? "4" : "53") + random_digits(random, turn % 2 == 0 ? 14 : 13);
    for (char last = '0'; last <= '9'; ++last) {
      if (luhn_by_the_book(card + last)) {
        card += last;
        break;
      }
    }
    ASSERT_EQ(card.size(), 16U);
    for (const std::string sign : {" ", "-", "\u00A0"}) {
      const std::string written = in_groups(card, 4, sign);
      EXPECT_TRUE(is_masked(finder, "Det var " + written + " igår", 8, written.size(), "payment_card"))
          << "seed " << seed << ": " << written;
    }
    EXPECT_TRUE(is_masked(finder, "Kort " + card, 5, 16, "payment_card")) << "seed " << seed << ": " << card;
    card.back() = card.back() == '9' ? '0' : static_cast<char>(card.back() + 1);
    const std::string wrong = "Kortnr " + in_groups(card, 4, " ");
    EXPECT_TRUE(is_masked(finder, wrong, 7, wrong.size() - 7, "payment_card")) << "seed " << seed << ": " << wrong;
  }
}

}  // namespace
}  // namespace mask::test
