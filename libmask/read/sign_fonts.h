// Fonts of signs, whose letters are no letters: Symbol, Wingdings.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mask {

// A sign as UTF-8: boxes to tick, bullets, arrows; a square for all else. The font may be unknown.
[[nodiscard]] constexpr std::string_view sign_of_font(std::string_view font, unsigned code) {
  code &= 0xFF;
  constexpr std::string_view empty_box = "\xE2\x98\x90";
  constexpr std::string_view crossed_box = "\xE2\x98\x92";
  constexpr std::string_view square = "\xE2\x96\xA1";
  if (font.starts_with("Wingdings 2")) {
    if (code >= 0x52 && code <= 0x54) return crossed_box;
    return code == 0xA3 ? empty_box : square;
  }
  switch (code) {
    case 0x6F:
    case 0x71:
    case 0x72:
    case 0xA8: return empty_box;
    case 0x78:
    case 0xFD:
    case 0xFE: return crossed_box;
    case 0xFC: return "\xE2\x9C\x93";
    case 0x6C:
    case 0xA7:
    case 0xB7: return "\xE2\x80\xA2";
    case 0xE0: return "\xE2\x86\x92";
    case 0x20: return " ";
    default: return square;
  }
}

}  // namespace mask
