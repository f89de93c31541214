// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/legible.h"

#include <cstddef>

namespace mask {

bool is_legible(std::string_view text) {
  // Thousandths are of the letters; measured on Swedish, Danish and English prose, forms and tables: at least 600 commons.
  constexpr std::size_t enough = 80;
  constexpr std::size_t least_common = 430;
  constexpr std::string_view commonest = "etanrsdilo";
  constexpr std::string_view vowels = "aeiouy";
  std::size_t letters = 0;
  std::size_t common = 0;
  std::size_t others = 0;  // letters beyond ASCII
  std::size_t marks = 0;   // signs that prose hardly has
  std::size_t digits = 0;
  std::size_t words = 0;  // of four letters and more
  std::size_t voiceless = 0;
  std::size_t length = 0;
  bool has_vowel = false;
  const auto end_word = [&] {
    if (length >= 4) {
      ++words;
      if (!has_vowel) ++voiceless;
    }
    length = 0;
    has_vowel = false;
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (small >= 'a' && small <= 'z') {
      ++letters;
      ++length;
      if (commonest.contains(small)) ++common;
      if (vowels.contains(small)) has_vowel = true;
    } else if (byte >= 0xC0) {
      ++others;
      ++length;
      has_vowel = true;
    } else if (byte < 0x80) {
      if (c >= '0' && c <= '9') {
        ++digits;
      } else if (c != ' ' && c != '\n' && c != '\t' && c != '\f' && !std::string_view(".,:;-()/!?\"'&%_").contains(c)) {
        ++marks;
      }
      end_word();
    }
  }
  end_word();
  if (letters + marks < enough || others > letters) return true;
  if (marks > letters && marks > digits) return false;
  if (letters < enough) return true;
  return common * 1000 >= letters * least_common && voiceless * 10 <= words * 4;
}

}  // namespace mask
