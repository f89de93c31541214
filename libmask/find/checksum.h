// Check digits of the two countries and their neighbours, over digit values 0 to 9. Sources: RECOGNISERS in the design pages; each is
// tested with the official examples. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mask {

using DigitValues = std::span<const std::uint8_t>;

// Weights 2, 1, 2, 1 ... from the left of the digits before the last, digit sums, modulus 10 (Luhn), for any count.
[[nodiscard]] constexpr bool passes_luhn(DigitValues digits) {
  unsigned sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const unsigned value = twice ? digits[i] * 2U : digits[i];
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

// Sum of digit * weight divisible by 11.
[[nodiscard]] constexpr bool passes_mod11(DigitValues digits, std::span<const std::uint8_t> weights) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size() && i < weights.size(); ++i) sum += static_cast<unsigned>(digits[i]) * weights[i];
  return sum % 11 == 0;
}

// EAN/GLN: weights 1, 3, 1, 3 ... from the left of thirteen digits, modulus 10.
[[nodiscard]] constexpr bool passes_ean(DigitValues digits) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += digits[digits.size() - 1 - i] * (i % 2 == 0 ? 1U : 3U);
  return sum % 10 == 0;
}

// ISO 7064 modulus 97 over an IBAN without blanks (letters in either case), first four characters moved to the end.
[[nodiscard]] constexpr bool passes_mod97(std::string_view iban) {
  unsigned rest = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    if (c >= '0' && c <= '9') {
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    } else {
      rest = (rest * 100 + static_cast<unsigned>((c | 0x20) - 'a' + 10)) % 97;
    }
  }
  return rest == 1;
}

}  // namespace mask
