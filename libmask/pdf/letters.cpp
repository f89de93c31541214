// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/letters.h"

#include <array>

namespace mask::pdf {

void append_letter(char32_t letter, std::string& out) {
  if (letter > 0x10FFFF || (letter >= 0xD800 && letter < 0xE000) || letter < 0x20 || letter == 0x7F) letter = 0xFFFD;
  if (letter < 0x80) {
    out += static_cast<char>(letter);
  } else if (letter < 0x800) {
    out += static_cast<char>(0xC0 | letter >> 6);
    out += static_cast<char>(0x80 | (letter & 0x3F));
  } else if (letter < 0x10000) {
    out += static_cast<char>(0xE0 | letter >> 12);
    out += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (letter & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | letter >> 18);
    out += static_cast<char>(0x80 | (letter >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (letter & 0x3F));
  }
}

bool is_blank(char32_t letter) {
  return letter == 0x20 || letter == 0xA0 || (letter >= 0x2000 && letter <= 0x200A) || letter == 0x202F || letter == 0x205F ||
         letter == 0x3000 || letter == 0x1680 || letter == '\t' || letter == '\n' || letter == '\r' || letter == 0x2028 || letter == 0x2029;
}

bool is_nothing(char32_t letter) { return (letter >= 0x200B && letter <= 0x200F) || letter == 0x2060 || letter == 0xFEFF; }

bool is_unknown(char32_t letter) {
  return letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || (letter >= 0xD800 && letter < 0xF900) || letter == 0xFFFD ||
         letter == 0xFFFF || letter == 0xFFFE || letter >= 0xF0000;
}

bool runs_from_right(char32_t letter) {
  return (letter >= 0x590 && letter < 0x900) || (letter >= 0xFB1D && letter < 0xFE00) || (letter >= 0xFE70 && letter < 0xFEFF);
}

char32_t bullet_of(char32_t letter) {
  switch (letter) {
    case 0xF0B7:
    case 0xF06C:
    case 0xF09F:
    case 0xF0A8:
    case 0xF0D8:
    case 0xF076: return 0x2022;
    case 0xF0A7:
    case 0xF06E: return 0x25AA;
    case 0xF0FC: return 0x2713;
    case 0xF02D: return 0x2013;
    case 0xF0E0:
    case 0xF0E8: return 0x2192;
    default: return 0;
  }
}

std::u32string_view ligature(char32_t letter) {
  constexpr std::array<std::u32string_view, 7> known{U"ff", U"fi", U"fl", U"ffi", U"ffl", U"st", U"st"};
  return letter >= 0xFB00 && letter <= 0xFB06 ? known[letter - 0xFB00] : std::u32string_view{};
}

char32_t combining(char32_t accent) {
  switch (accent) {
    case 0x60: return 0x300;
    case 0xB4: return 0x301;
    case 0x2C6: return 0x302;
    case 0x2DC: return 0x303;
    case 0xA8: return 0x308;
    case 0x2DA: return 0x30A;
    case 0x2C7: return 0x30C;
    case 0xB8: return 0x327;
    default: return accent >= 0x300 && accent < 0x370 ? accent : 0;
  }
}

char32_t composed(char32_t letter, char32_t accent) {
  struct Pair {
    char32_t accent;
    std::u32string_view letters;
    std::u32string_view composed;
  };
  constexpr std::array<Pair, 8> pairs{{{0x300, U"aeiouAEIOU", U"àèìòùÀÈÌÒÙ"},
                                       {0x301, U"aeiouyAEIOUYncsz", U"áéíóúýÁÉÍÓÚÝńćśź"},
                                       {0x302, U"aeiouAEIOU", U"âêîôûÂÊÎÔÛ"},
                                       {0x303, U"anoANO", U"ãñõÃÑÕ"},
                                       {0x308, U"aeiouyAEIOUı", U"äëïöüÿÄËÏÖÜï"},
                                       {0x30A, U"aAuU", U"åÅůŮ"},
                                       {0x30C, U"cszrenCSZREN", U"čšžřěňČŠŽŘĚŇ"},
                                       {0x327, U"cCsS", U"çÇşŞ"}}};
  for (const Pair& pair : pairs) {
    if (pair.accent != accent) continue;
    const std::size_t at = pair.letters.find(letter);
    if (at != std::u32string_view::npos) return pair.composed[at];
  }
  return 0;
}

}  // namespace mask::pdf
