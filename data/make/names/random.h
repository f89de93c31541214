// Random numbers that are the same everywhere, and an exponential function that is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace names {

// splitmix64
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9E3779B97F4A7C15ULL;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27) * 0x94D049BB133111EBULL;
    return x ^ x >> 31;
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>((next() >> 32) * limit >> 32); }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

// e to the power of x, to about 12 digits, with nothing but + and *.
inline double exponential(double x) {
  if (x < -700) return 0;
  if (x > 700) x = 700;
  const double shifted = x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5);
  const auto power = static_cast<std::int64_t>(shifted);
  const double r = x - static_cast<double>(power) * 0.6931471805599453;
  double sum = 1;
  for (int i = 11; i > 0; --i) sum = 1 + sum * r / i;
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

// The natural logarithm of a number above 0.
inline double logarithm(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto power = static_cast<std::int64_t>(bits >> 52) - 1023;
  const double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL);  // 1 to 2
  const double t = (m - 1) / (m + 1);
  double sum = 0;
  double term = t;
  for (int i = 1; i < 40; i += 2) {
    sum += term / i;
    term *= t * t;
  }
  return static_cast<double>(power) * 0.6931471805599453 + 2 * sum;
}

}  // namespace names
