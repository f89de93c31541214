// One look at every byte of a text before anything else: is it UTF-8, and where does it need folding?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "libmask/text/positions.h"

namespace mask {

// Lists in `odd` every byte at which folding may have to do something: control characters (but tab and line ends), `&`, first bytes of
// letters outside Latin-1, `-` before a line end, `O`, `o`, `l`, `I` beside a digit, and the first of four digits set apart by single
// blanks. False where the text is not UTF-8 (RFC 3629). `text` must have scan_margin readable zero bytes on both sides.
[[nodiscard]] bool inspect(std::string_view text, Positions& odd);

// The same, byte by byte, for tests.
[[nodiscard]] bool inspect_slowly(std::string_view text, Positions& odd);

}  // namespace mask
