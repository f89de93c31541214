// Laws of the numbers of persons and organisations: who is found, against a slow twin; and how few strings of chance digits are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "libmask/find/checksum.h"
#include "libmask/find/personal_number.h"
#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

constexpr unsigned seed = 20260517;

const std::vector<std::string> identity_types = {"national_id", "organisation_id"};

// --- the twin: everything by the book, nothing from the library ---

bool leaps(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of(int year, int month) {
  if (month == 2) return leaps(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool in_calendar(int year, int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= days_of(year, month); }

int number_at(const std::string& digits, std::size_t at, std::size_t size) { return std::stoi(digits.substr(at, size)); }

// "Multiply by 2, 1, 2, 1 ...; add the digits of the products; the check digit fills up to a whole ten."
char luhn_digit(const std::string& nine) {
  int sum = 0;
  for (std::size_t i = 0; i < nine.size(); ++i) {
    const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_swedish_by_the_book(const std::string& ten) {
  int day = number_at(ten, 4, 2);
  if (day > 60) day -= 60;
  return in_calendar(2000 + number_at(ten, 0, 2), number_at(ten, 2, 2), day) && luhn_digit(ten.substr(0, 9)) == ten[9];
}

bool has_danish_date(const std::string& ten) {
  const int yy = number_at(ten, 4, 2);
  const int seventh = ten[6] - '0';
  int year = 1900 + yy;
  if ((seventh == 4 || seventh == 9) && yy <= 36) year = 2000 + yy;
  if (seventh >= 5 && seventh <= 8) year = (yy <= 57 ? 2000 : 1800) + yy;
  const int day = number_at(ten, 0, 2);
  return in_calendar(year, number_at(ten, 2, 2), day > 60 ? day - 60 : day);
}

bool has_swedish_date(const std::string& ten) {
  const int day = number_at(ten, 4, 2);
  if (day == 60 && number_at(ten, 2, 2) <= 12) return true;
  return in_calendar(2000 + number_at(ten, 0, 2), number_at(ten, 2, 2), day > 60 ? day - 60 : day);
}

// --- what the library says ---

std::string digits_of_chance(std::mt19937& random, std::size_t size) {
  std::string digits;
  for (std::size_t i = 0; i < size; ++i) digits += static_cast<char>('0' + random() % 10);
  return digits;
}

const Finder& finder() {
  static const Finder finder(lexicon());
  return finder;
}

bool is_masked(const std::string& before, const std::string& number, const std::string& after) {
  const std::string text = before + number + after;
  const Span span{static_cast<std::uint32_t>(before.size()), static_cast<std::uint32_t>(before.size() + number.size())};
  return std::ranges::any_of(found(finder(), text, identity_types), [&](const Mark& m) { return m.span.overlaps(span); });
}

double share_masked(std::size_t size, int tries) {
  const std::vector<std::string> before = {"Vi såg talet ", "De fandt ", "I raden stod ", "och sedan kom ", "Resultatet blev "};
  const std::vector<std::string> after = {" i listan.", " igen, som förut.", " og så videre.", ".", ", men inget mer."};
  std::mt19937 random(seed);
  int masked = 0;
  for (int i = 0; i < tries; ++i) {
    masked += is_masked(before[random() % before.size()], digits_of_chance(random, size), after[random() % after.size()]) ? 1 : 0;
  }
  return static_cast<double>(masked) / tries;
}

TEST(IdentityLaws, FewStringsOfChanceDigitsAreMasked) {
  RecordProperty("seed", static_cast<int>(seed));
  EXPECT_LE(share_masked(10, 20000), 0.012);
  EXPECT_LE(share_masked(12, 20000), 0.002);
  EXPECT_EQ(share_masked(16, 5000), 0);
  EXPECT_EQ(share_masked(20, 5000), 0);
}

TEST(IdentityLaws, ChecksumsAgreeWithTheBook) {
  std::mt19937 random(seed);
  for (int i = 0; i < 20000; ++i) {
    const std::string ten = digits_of_chance(random, 10);
    std::vector<std::uint8_t> values;
    for (const char c : ten) values.push_back(static_cast<std::uint8_t>(c - '0'));
    EXPECT_EQ(passes_luhn(values), luhn_digit(ten.substr(0, 9)) == ten[9]) << ten << " seed " << seed;
  }
}

// Every number that is a personnummer by the book is masked in every way of writing it, without a word that names it.
TEST(IdentityLaws, EveryPersonnummerIsMaskedHoweverWritten) {
  std::mt19937 random(seed);
  for (int i = 0; i < 3000; ++i) {
    const bool coordination = random() % 5 == 0;
    const int year = 1900 + static_cast<int>(random() % 126);
    const int month = 1 + static_cast<int>(random() % 12);
    const int day = 1 + static_cast<int>(random() % static_cast<unsigned>(days_of(year, month))) + (coordination ? 60 : 0);
    const auto two = [](int value) { return std::to_string(100 + value % 100).substr(1); };
    const std::string yy = two(year), mm = two(month), dd = two(day), century = std::to_string(year / 100);
    const std::string nine = yy + mm + dd + std::to_string(1001 + random() % 999).substr(1);
    const std::string serial = nine.substr(6) + luhn_digit(nine);
    ASSERT_TRUE(year == 1900 || is_swedish_by_the_book(yy + mm + dd + serial));
    const std::string date = yy + mm + dd;
    for (const std::string& form :
         {date + "-" + serial, century + date + "-" + serial, century + date + serial, date + serial, date + "+" + serial,
          date + " " + serial, date + " - " + serial, date + "\u2013" + serial, date + "\u00A0" + serial,
          yy + " " + mm + " " + dd + "-" + serial, date + "-\n" + serial, century + date + " " + serial}) {
      EXPECT_TRUE(is_masked("Enligt ", form, " gäller det.")) << form << " seed " << seed;
    }
  }
}

// Six digits, a hyphen and four digits with a date of either country are always masked, whatever the check digit.
TEST(IdentityLaws, ADateAndFourDigitsAreMaskedWhateverTheCheckDigit) {
  std::mt19937 random(seed);
  int dated = 0;
  for (int i = 0; i < 30000; ++i) {
    const std::string ten = digits_of_chance(random, 10);
    if (!has_danish_date(ten) && !has_swedish_date(ten)) continue;
    ++dated;
    EXPECT_TRUE(is_masked("Enligt ", ten.substr(0, 6) + "-" + ten.substr(6), " gäller det.")) << ten << " seed " << seed;
  }
  EXPECT_GT(dated, 1000);
}

// A number is found no matter what stands in the document before it.
TEST(IdentityLaws, APrefixOnlyShiftsTheAnswer) {
  std::mt19937 random(seed);
  const std::string text = "Sökande: Lind, 840517-2381, org.nr 556036-0793. CVR 13748136, cpr 251248 9996.";
  const std::vector<Mark> expected = found(finder(), text, identity_types);
  ASSERT_EQ(expected.size(), 4U);
  for (const std::size_t size : {1U, 63U, 64U, 1000U, 65530U, 65536U, 65550U}) {
    std::string prefix;
    while (prefix.size() < size) prefix += "ord \n"[random() % 5];
    prefix += "\n\n";
    std::vector<Mark> shifted = found(finder(), prefix + text, identity_types);
    for (Mark& mark : shifted)
      mark.span = {mark.span.start - static_cast<std::uint32_t>(prefix.size()), mark.span.end - static_cast<std::uint32_t>(prefix.size())};
    EXPECT_EQ(shifted, expected) << size;
  }
}

}  // namespace
}  // namespace mask::test
