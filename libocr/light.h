// Light that falls off over a scan, told from what is printed on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libocr/pix.h"

namespace ocr {

// Makes the paper of a grey picture one level. A smooth surface is fitted to the paper, so that large dark things such as photographs stay
// as they are; what evens every place by its neighbours would take them for dark paper.
void level_light(PIX* grey);

}  // namespace ocr
