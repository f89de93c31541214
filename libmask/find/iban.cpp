// IBAN (ISO 13616): country, two check digits, and as many letters and digits as the country uses; modulus 97.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "libmask/find/detectors.h"
#include "libmask/find/written_number.h"

namespace mask {
namespace {

struct Country {
  std::array<char, 2> code;
  std::uint8_t size;
};

// Lengths by country, from the IBAN registry.
constexpr std::array countries = std::to_array<Country>({
    {{'A', 'D'}, 24}, {{'A', 'E'}, 23}, {{'A', 'L'}, 28}, {{'A', 'T'}, 20}, {{'A', 'Z'}, 28}, {{'B', 'A'}, 20}, {{'B', 'E'}, 16},
    {{'B', 'G'}, 22}, {{'B', 'H'}, 22}, {{'B', 'R'}, 29}, {{'B', 'Y'}, 28}, {{'C', 'H'}, 21}, {{'C', 'R'}, 22}, {{'C', 'Y'}, 28},
    {{'C', 'Z'}, 24}, {{'D', 'E'}, 22}, {{'D', 'K'}, 18}, {{'D', 'O'}, 28}, {{'E', 'E'}, 20}, {{'E', 'G'}, 29}, {{'E', 'S'}, 24},
    {{'F', 'I'}, 18}, {{'F', 'O'}, 18}, {{'F', 'R'}, 27}, {{'G', 'B'}, 22}, {{'G', 'E'}, 22}, {{'G', 'I'}, 23}, {{'G', 'L'}, 18},
    {{'G', 'R'}, 27}, {{'G', 'T'}, 28}, {{'H', 'R'}, 21}, {{'H', 'U'}, 28}, {{'I', 'E'}, 22}, {{'I', 'L'}, 23}, {{'I', 'Q'}, 23},
    {{'I', 'S'}, 26}, {{'I', 'T'}, 27}, {{'J', 'O'}, 30}, {{'K', 'W'}, 30}, {{'K', 'Z'}, 20}, {{'L', 'B'}, 28}, {{'L', 'C'}, 32},
    {{'L', 'I'}, 21}, {{'L', 'T'}, 20}, {{'L', 'U'}, 20}, {{'L', 'V'}, 21}, {{'L', 'Y'}, 25}, {{'M', 'C'}, 27}, {{'M', 'D'}, 24},
    {{'M', 'E'}, 22}, {{'M', 'K'}, 19}, {{'M', 'R'}, 27}, {{'M', 'T'}, 31}, {{'M', 'U'}, 30}, {{'N', 'L'}, 18}, {{'N', 'O'}, 15},
    {{'P', 'K'}, 24}, {{'P', 'L'}, 28}, {{'P', 'S'}, 29}, {{'P', 'T'}, 25}, {{'Q', 'A'}, 29}, {{'R', 'O'}, 24}, {{'R', 'S'}, 22},
    {{'S', 'A'}, 24}, {{'S', 'C'}, 31}, {{'S', 'D'}, 18}, {{'S', 'E'}, 24}, {{'S', 'I'}, 19}, {{'S', 'K'}, 24}, {{'S', 'M'}, 27},
    {{'S', 'T'}, 25}, {{'S', 'V'}, 28}, {{'T', 'L'}, 23}, {{'T', 'N'}, 24}, {{'T', 'R'}, 26}, {{'U', 'A'}, 29}, {{'V', 'A'}, 22},
    {{'V', 'G'}, 24}, {{'X', 'K'}, 20},
});

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c; }
constexpr bool is_letter(char c) { return upper(c) >= 'A' && upper(c) <= 'Z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The same by letters: 0 where no country has the code.
constexpr auto sizes = [] {
  std::array<std::uint8_t, 26 * 32> table{};
  for (const Country& country : countries)
    table[static_cast<std::size_t>((country.code[0] - 'A') * 32 + country.code[1] - 'A')] = country.size;
  return table;
}();

// Of two letters.
constexpr std::size_t size_of(char first, char second) {
  return sizes[static_cast<std::size_t>((upper(first) - 'A') * 32 + upper(second) - 'A')];
}

struct Reading {
  std::array<char, 34> sign{};
  std::size_t count = 0;
  std::uint32_t end = 0;
  bool fours = true;  // broken only after every fourth
  bool unbroken = true;
  std::size_t letters = 0;
};

constexpr bool is_mark(char c) { return c == ' ' || c == '-' || c == '.' || c == '\n'; }

// Letters (as capitals) and digits; 0 for all other bytes.
constexpr auto signs = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 128; ++c) {
    if (is_digit(static_cast<char>(c)) || is_letter(static_cast<char>(c))) table[c] = upper(static_cast<char>(c));
  }
  return table;
}();

// Reads up to `size` letters and digits; blanks, signs and line ends may stand between. The margin of the text holds zeros.
Reading read(std::string_view text, std::uint32_t start, std::size_t size) {
  Reading reading;
  const char* const bytes = text.data();
  std::uint32_t at = start;
  std::size_t count = 0;
  while (true) {
    for (char sign = 0; count < size && (sign = signs[static_cast<unsigned char>(bytes[at])]) != 0; ++at) {
      reading.sign[count++] = sign;
      reading.letters += sign > '9' && count > 4 ? 1 : 0;
    }
    reading.end = at;
    if (count == size || !is_mark(bytes[at]) || count < 2) break;
    reading.unbroken = false;
    if (count % 4 != 0) reading.fours = false;
    const char mark = bytes[at++];
    if (mark == '\n' && bytes[at] == ' ') ++at;
  }
  reading.count = count;
  return reading;
}

// Modulus 97 as passes_mod97, of capitals and digits, with few divisions: the remainder is taken when sixteen digits are together.
bool passes(const std::array<char, 34>& sign, std::size_t size) {
  constexpr std::uint64_t full = 10'000'000'000'000'000;
  std::uint64_t rest = 0;
  const auto take = [&](char c) {
    rest = is_digit(c) ? rest * 10 + static_cast<std::uint64_t>(c - '0') : rest * 100 + static_cast<std::uint64_t>(c - 'A' + 10);
    if (rest >= full) rest %= 97;
  };
  for (std::size_t i = 4; i < size; ++i) take(sign[i]);
  for (std::size_t i = 0; i < 4; ++i) take(sign[i]);
  return rest % 97 == 1;
}

[[gnu::noinline]] void look_at(const Context& in, std::uint32_t start, std::size_t size, Findings& out) {
  const std::string_view text = in.text();
  const Reading reading = read(text, start, size);
  if (reading.count != size || in.tokens.in_word(reading.end)) return;
  const bool capitals = text[start] < 'a' && text[start + 1] < 'a';
  const bool right = passes(reading.sign, size);
  const bool well_formed = (reading.fours || reading.unbroken) && capitals;
  // Few countries have letters further in, and words would pass for them.
  const bool plain = reading.letters == 0 || (reading.letters == 4 && !is_digit(reading.sign[4]) && !is_digit(reading.sign[7]));
  if (!right && !(well_formed && plain) && reading.letters != 0) return;
  const Span span{start, reading.end};
  constexpr Labels meanings = labels(Label::iban, Label::bank);
  Nearby near = nearby(in, span, 1, 0);
  if (!near.any(meanings)) near = nearby(in, span, 6, 0);
  const int by = named_before(in, near, span, meanings);
  int score = 0;
  if (right) {
    score = well_formed || by != 0 ? 1000 : reading.letters < 5 ? 850 : 400;
  } else {
    score = by != 0 ? (well_formed ? 880 : 700) : well_formed && plain && size >= 15 ? (reading.unbroken ? 600 : 750) : 300;
  }
  const Evidence sum = right ? check(Check::mod97) : failed(Check::mod97);
  const Evidence form = shape(well_formed ? Shape::exact : Shape::loose);
  if (by != 0) {
    out.add(span, Type::bank_account, Kind::iban, score, {sum, form, context(Label::iban, -by)});
  } else {
    out.add(span, Type::bank_account, Kind::iban, score, {sum, form});
  }
}

void run(const Context& in, Findings& out) {
  const char* const text = in.text().data();
  for (const std::uint32_t index : in.runs) {
    // Two letters, alone or after a blank ("DK 50 0040"), before the check digits.
    const DigitRun run = in.tokens.digits[index];
    const char* letters = text + run.start;
    if (letters[-1] == ' ' && run.size() != 4) --letters;
    if (is_word(letters[-3]) || !is_letter(letters[-1]) || !is_letter(letters[-2]) || run.size() < 2) continue;
    const std::size_t size = size_of(letters[-2], letters[-1]);
    if (size != 0) look_at(in, static_cast<std::uint32_t>(letters - 2 - text), size, out);
  }
}

}  // namespace

const Detector iban{"iban", run};

}  // namespace mask
