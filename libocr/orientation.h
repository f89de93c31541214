// Which way up a page lies, by the ascenders and descenders of its letters.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libocr/pix.h"

namespace ocr {

// Quarter turns, clockwise, that set it upright: 0 to 3. 0 where nothing tells. `grey`: at reading_dpi.
[[nodiscard]] int orientation_of(PIX* grey);

}  // namespace ocr
