// The Swedish area codes (riktnummer) and mobile series, by the digits after the first 0.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace mask {

// What the digits after the 0 begin with; the size is that of the code with its 0.
enum class Area : std::uint8_t { unknown, city, mobile, service };

struct AreaCode {
  Area area = Area::unknown;
  std::uint8_t size = 0;
};

namespace area_codes {

// 011 to 090: three digits with the 0. 010 is used by companies and authorities anywhere in the country.
inline constexpr std::array<std::uint8_t, 22> two = {10, 11, 13, 16, 18, 19, 21, 23, 26, 31, 33,
                                                     35, 36, 40, 42, 44, 46, 54, 60, 63, 90, 74};
// Four digits with the 0.
inline constexpr std::array<std::uint16_t, 243> three = {
    120, 121, 122, 123, 125, 140, 141, 142, 143, 144, 150, 151, 152, 155, 156, 157, 158, 159, 171, 173, 174, 175, 176, 220, 221, 222, 223,
    224, 225, 226, 227, 240, 241, 243, 246, 247, 248, 250, 251, 253, 258, 270, 271, 278, 280, 281, 290, 291, 292, 293, 294, 295, 297, 300,
    301, 302, 303, 304, 320, 321, 322, 325, 340, 345, 346, 370, 371, 372, 380, 381, 382, 383, 390, 392, 393, 410, 411, 413, 414, 415, 416,
    417, 418, 430, 431, 433, 435, 451, 454, 455, 456, 457, 459, 470, 471, 472, 474, 476, 477, 478, 479, 480, 481, 485, 486, 490, 491, 492,
    493, 494, 495, 496, 498, 499, 500, 501, 502, 503, 504, 505, 506, 510, 511, 512, 513, 514, 515, 520, 521, 522, 523, 524, 525, 526, 528,
    530, 531, 532, 533, 534, 550, 551, 552, 553, 554, 555, 560, 563, 564, 565, 570, 571, 573, 580, 581, 582, 583, 584, 585, 586, 587, 589,
    590, 591, 611, 612, 613, 620, 621, 622, 623, 624, 640, 642, 643, 644, 645, 647, 650, 651, 652, 653, 657, 660, 661, 662, 663, 670, 671,
    672, 680, 682, 684, 687, 690, 691, 692, 693, 695, 696, 910, 911, 912, 913, 914, 915, 916, 918, 920, 921, 922, 923, 924, 925, 926, 927,
    928, 929, 930, 932, 933, 934, 935, 940, 941, 942, 943, 950, 951, 952, 953, 954, 960, 961, 970, 971, 973, 975, 976, 977, 978, 980, 981};

struct Table {
  std::array<std::uint64_t, 2> two_bits{};
  std::array<std::uint64_t, 16> three_bits{};
};

constexpr Table make() {
  Table table;
  for (const unsigned code : two) table.two_bits[code / 64] |= std::uint64_t{1} << (code % 64);
  for (const unsigned code : three) table.three_bits[code / 64] |= std::uint64_t{1} << (code % 64);
  return table;
}

inline constexpr Table table = make();

}  // namespace area_codes

// Of the three digits after the first 0, as a number 0 to 999.
[[nodiscard]] constexpr AreaCode area_code(unsigned three_digits) {
  const unsigned two = three_digits / 10;
  if (two == 70 || two == 72 || two == 73 || two == 76 || two == 79) return {Area::mobile, 3};
  if (two == 20 || (two == 77 && three_digits <= 779)) return {Area::service, static_cast<std::uint8_t>(two == 20 ? 3 : 4)};
  if (three_digits == 200) return {Area::service, 4};
  if (two / 10 == 8) return {Area::city, 2};
  if ((area_codes::table.two_bits[two / 64] >> (two % 64) & 1) != 0) return {Area::city, 3};
  if ((area_codes::table.three_bits[three_digits / 64] >> (three_digits % 64) & 1) != 0) return {Area::city, 4};
  return {};
}

}  // namespace mask
