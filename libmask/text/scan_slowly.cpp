// The scanner's slow twin: one byte at a time, no tables, no vectors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/scan.h"

namespace mask {
namespace {

bool is_word(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// A letter A to Z, À to Þ, or one outside Latin-1, of which the scanner does not know whether it is a capital.
bool is_capital(unsigned char c, unsigned char next) {
  if (c >= 'A' && c <= 'Z') return true;
  if (c == 0xC3) return next < 0x9F;  // À to Þ
  return c >= 0x80;
}

}  // namespace

void scan_slowly(std::string_view text, Tokens& out) {
  out.text = text;
  out.word_bits.assign(text.size() / 64 + 2, 0);
  out.digit_bounds.clear();
  out.capitals.clear();
  out.ats.clear();
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto position = static_cast<std::uint32_t>(i);
    if (is_word(at(i))) out.word_bits[i / 64] |= std::uint64_t{1} << (i % 64);
    const bool starts_word = is_word(at(i)) && (i == 0 || !is_word(at(i - 1)));
    if (starts_word && is_capital(at(i), at(i + 1))) out.capitals.push_back(position);
    if (at(i) == '@' && at(i + 1) != '@') out.ats.push_back(position);
    if (is_digit(at(i)) && (i == 0 || !is_digit(at(i - 1)))) out.digit_bounds.push_back(position);
    if (is_digit(at(i)) && !is_digit(at(i + 1))) out.digit_bounds.push_back(position + 1);
  }
  out.digits = {reinterpret_cast<const DigitRun*>(out.digit_bounds.data()), out.digit_bounds.size() / 2};
}

}  // namespace mask
