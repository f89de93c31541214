// The words of a folded text as the model reads them: whole words with their hyphens, single signs, and what stands before each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"

namespace mask {

// What stands between a word and the one before it.
enum class WordGap : std::uint8_t { none, blank, wide, line, paragraph };

struct ModelWord {
  Span span;
  WordGap gap = WordGap::blank;
  friend constexpr bool operator==(const ModelWord&, const ModelWord&) = default;
};

// A word is a run of letters and digits, on over a single - ' . @ _ / between two of them ("Anna-Lena", "bl.a", "A/S"), over a colon before
// a small letter ("EU:s"), and with its full stop where it is one capital letter ("S."). Every other sign that is no blank stands alone, a
// mark of something masked as one. Only [from, to) of the text is looked at. `out` is reused.
void read_words(std::string_view folded, std::uint32_t from, std::uint32_t to, std::vector<ModelWord>& out);

}  // namespace mask
