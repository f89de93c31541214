// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/list_number.h"

#include <algorithm>
#include <array>

namespace mask {
namespace {

std::string letters(long number, char first) {
  if (number < 1) return std::to_string(number);
  const auto repeats = static_cast<std::size_t>(std::min((number - 1) / 26 + 1, 10L));  // aa follows z, then bb
  return std::string(repeats, static_cast<char>(first + (number - 1) % 26));
}

std::string roman(long number, bool is_small) {
  if (number < 1 || number > 3999) return std::to_string(number);
  struct Step {
    long value;
    std::string_view signs;
  };
  constexpr std::array steps = {Step{1000, "M"}, Step{900, "CM"}, Step{500, "D"}, Step{400, "CD"}, Step{100, "C"},
                                Step{90, "XC"},  Step{50, "L"},   Step{40, "XL"}, Step{10, "X"},   Step{9, "IX"},
                                Step{5, "V"},    Step{4, "IV"},   Step{1, "I"}};
  std::string out;
  for (const Step& step : steps) {
    for (; number >= step.value; number -= step.value) out += step.signs;
  }
  if (is_small) std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(c + 32); });
  return out;
}

}  // namespace

std::string list_number(long number, std::string_view format) {
  if (format == "lowerLetter" || format == "a") return letters(number, 'a');
  if (format == "upperLetter" || format == "A") return letters(number, 'A');
  if (format == "lowerRoman" || format == "i") return roman(number, true);
  if (format == "upperRoman" || format == "I") return roman(number, false);
  if (format == "decimalZero" && number >= 0 && number < 10) return {'0', static_cast<char>('0' + number)};
  return std::to_string(number);
}

}  // namespace mask
