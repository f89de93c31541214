// Text made from a seed, of pieces that the scanner and folding have to tell apart.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/text/scan.h"

namespace mask::test {

// With the zeros that scanning needs on both sides.
inline std::string padded(std::string_view text) { return std::string(scan_margin, '\0').append(text).append(scan_margin, '\0'); }
inline std::string_view inside(std::string_view padded) { return padded.substr(scan_margin, padded.size() - 2 * scan_margin); }

// About `size` bytes of valid UTF-8.
inline std::string random_text(std::uint32_t seed, std::size_t size) {
  static const std::vector<std::string> pieces = {"a",
                                                  "b",
                                                  "Z",
                                                  "o",
                                                  "O",
                                                  "l",
                                                  "I",
                                                  "0",
                                                  "1",
                                                  "7",
                                                  "12",
                                                  "2024",
                                                  " ",
                                                  " ",
                                                  "  ",
                                                  "\n",
                                                  "\r\n",
                                                  "\t",
                                                  "-",
                                                  "-\n",
                                                  "-\r\n  ",
                                                  ".",
                                                  ",",
                                                  "@",
                                                  "@@",
                                                  "+",
                                                  "/",
                                                  "\xC3\xA5",
                                                  "\xC3\x85",
                                                  "\xC3\x9F",
                                                  "\xC3\x97",
                                                  "\xC3\x9E",
                                                  "\xC2\xA0",
                                                  "\xC2\xAD",
                                                  "\xC2\xA7",
                                                  "\xC2\xAD\n",
                                                  "\xCC\x8A",
                                                  "a\xCC\x8A",
                                                  "e\xCC\x81\xCC\xA3",
                                                  "\xE2\x80\x93",
                                                  "\xE2\x80\x8B",
                                                  "\xE2\x80\x9D",
                                                  "\xEF\xBC\x91",
                                                  "\xEF\xAC\x81",
                                                  "\xF0\x9D\x9F\x94",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xD0\xBE",
                                                  "\xD0\x96",
                                                  std::string(1, '\0'),
                                                  "\x1B[1m",
                                                  "\x1B]0;x\x07",
                                                  "\x1B",
                                                  "&aring;",
                                                  "&#229;",
                                                  "&#xE5",
                                                  "&",
                                                  "&x;",
                                                  "\x7F",
                                                  "1 2 3 4 5 6 7 8 9 0",
                                                  "1 2 3 4 - 5 6 7 8 9",
                                                  "17O528-1l44",
                                                  "Niel-\nsen",
                                                  "\xE5\x8C\x97",
                                                  "kod",
                                                  "\xC3\xA5r",
                                                  "KOD",
                                                  "\xE3\x80\x82"};
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace mask::test
