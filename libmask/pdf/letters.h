// Letters of PDF fonts -> UTF-8.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mask::pdf {

// Appends one code point; what is none becomes U+FFFD.
void append_letter(char32_t letter, std::string& out);

// A blank of any width.
[[nodiscard]] bool is_blank(char32_t letter);
// Shows nothing and parts nothing: zero width, byte order mark.
[[nodiscard]] bool is_nothing(char32_t letter);
// Tells nobody which letter it is: a control, private use, U+FFFD.
[[nodiscard]] bool is_unknown(char32_t letter);
// Of a script that is written from right to left.
[[nodiscard]] bool runs_from_right(char32_t letter);
// What a symbol font's bullet looks like, or 0: of the private use area.
[[nodiscard]] char32_t bullet_of(char32_t letter);
// The letters of a ligature, or nothing.
[[nodiscard]] std::u32string_view ligature(char32_t letter);
// The combining form of an accent that stands alone ("¨" drawn over "a"), or 0.
[[nodiscard]] char32_t combining(char32_t accent);
// A letter with a combining accent as one letter (of Latin-1 and the commonest of Latin Extended-A), or 0.
[[nodiscard]] char32_t composed(char32_t letter, char32_t accent);

}  // namespace mask::pdf
