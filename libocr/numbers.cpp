// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/numbers.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "libmask/find/checksum.h"

namespace ocr {
namespace {

// What one sign is read for another.
struct Confusion {
  char read;
  std::string_view meant;
};
constexpr auto confusions = std::to_array<Confusion>({
    {'0', "689"}, {'1', "74"}, {'2', "7"}, {'3', "85"}, {'4', "19"}, {'5', "638"}, {'6', "580"}, {'7', "12"}, {'8', "360"}, {'9', "04"},
    {'O', "0"},   {'o', "0"},  {'D', "0"}, {'Q', "0"},  {'l', "1"},  {'I', "1"},   {'i', "1"},   {'|', "1"},  {'!', "1"},   {'Z', "2"},
    {'z', "2"},   {'B', "8"},  {'S', "5"}, {'s', "5"},  {'G', "6"},  {'b', "6"},   {'g', "9"},   {'q', "9"},  {'T', "7"},   {'A', "4"},
});

std::string_view meant_by(char c) {
  const auto* found = std::ranges::find(confusions, c, &Confusion::read);
  return found == confusions.end() ? std::string_view{} : found->meant;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_date(int year, int month, int day) {
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

// Six or eight digits, a sign or none, four digits; letters stand for digits here and there.
bool has_shape(std::string_view word) {
  const std::size_t joint = word.find_first_of("-+");
  const std::string_view head = word.substr(0, joint);
  const std::string_view tail = joint == std::string_view::npos ? std::string_view{} : word.substr(joint + 1);
  if (joint == std::string_view::npos ? head.size() != 10 && head.size() != 12 : (head.size() != 6 && head.size() != 8) || tail.size() != 4)
    return false;
  std::size_t letters = 0;
  for (const std::string_view part : {head, tail}) {
    for (const char c : part) {
      if (is_digit(c)) continue;
      if (meant_by(c).empty()) return false;
      ++letters;
    }
  }
  return letters <= 2;
}

bool passes(std::string_view word, std::optional<mask::Language> language) {
  std::array<std::uint8_t, 12> digits{};
  std::size_t count = 0;
  for (const char c : word) {
    if (c == '-' || c == '+') continue;
    if (!is_digit(c)) return false;
    digits[count++] = static_cast<std::uint8_t>(c - '0');
  }
  const auto two = [&](std::size_t at) { return digits[at] * 10 + digits[at + 1]; };
  const std::size_t skip = count - 10;
  // CPR: day, month, year; from 61 on the day of a replacement number.
  const int cpr_day = two(0) > 60 ? two(0) - 60 : two(0);
  const bool is_cpr = count == 10 && is_date(2000, two(2), cpr_day);
  if (language == mask::Language::da && is_cpr) return true;
  if (!mask::passes_luhn(std::span(digits).subspan(skip, 10))) return false;
  // An organisation has 20 or more in place of the month; a coordination number 60 more in place of the day.
  const int month = two(skip + 2);
  const int day = two(skip + 4) > 60 ? two(skip + 4) - 60 : two(skip + 4);
  return month >= 20 || is_date(2000, month, day);
}

void change_one(std::string& word, std::size_t from, std::optional<mask::Language> language, std::vector<std::string>& out) {
  // Letters are always changed: a number has none.
  const std::size_t letter = std::string_view(word).find_first_not_of("0123456789-+");
  if (letter != std::string_view::npos) {
    const char was = word[letter];
    for (const char meant : meant_by(was)) {
      word[letter] = meant;
      if (passes(word, language)) {
        out.push_back(word);
      } else {
        change_one(word, word.size(), language, out);
      }
    }
    word[letter] = was;
    return;
  }
  for (std::size_t i = from; i < word.size(); ++i) {
    const char was = word[i];
    for (const char meant : meant_by(was)) {
      word[i] = meant;
      if (passes(word, language)) out.push_back(word);
    }
    word[i] = was;
  }
}

}  // namespace

std::optional<std::vector<std::string>> doubtful_number(std::string_view word, std::optional<mask::Language> language) {
  while (!word.empty() && std::string_view(".,;:()[]").contains(word.back())) word.remove_suffix(1);
  while (!word.empty() && std::string_view("([").contains(word.front())) word.remove_prefix(1);
  if (!has_shape(word) || passes(word, language)) return {};
  std::vector<std::string> candidates;
  std::string changed(word);
  change_one(changed, 0, language, candidates);
  std::ranges::sort(candidates);
  candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
  return candidates;
}

}  // namespace ocr
