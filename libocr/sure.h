// Which words are read surely enough to say what their ink is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "libocr/recognise.h"

namespace ocr {

// Who is asked where a word is read with little confidence. Print is what several networks read alike; scribbles, which are read too, are
// read by each in its own way.
struct Witnesses {
  // Is it a word of the language, or a number as numbers are written? Signs around it do not count.
  std::function<bool(const std::string& word)> knows;
  // What each of the other networks reads in the box of a line, blanks left out; none, where there are no others.
  std::function<std::vector<std::string>(const mask::Box& line)> reread;
};

[[nodiscard]] std::vector<bool> sure_words(std::span<const ReadWord> words, const Witnesses& witnesses);

}  // namespace ocr
