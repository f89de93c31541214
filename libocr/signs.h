// Signs that the networks of Swedish and Danish do not know: @ and §.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "libocr/recognise.h"

namespace ocr {

// What the English network, which knows them, reads in a box.
using ReadSigns = std::function<std::string(const mask::Box& box)>;

// Puts them where something else was read for them: in a word that ends as the name of a host does, and behind a number. Only where the
// English network reads an address, or the sign, there; all other letters of an address are then its own.
void read_signs(std::vector<ReadWord>& words, const ReadSigns& read);

}  // namespace ocr
