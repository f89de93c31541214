// Takes the grain out of a scan and leaves its letters: the mean of places that look alike (non-local means).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libocr/pix.h"

namespace ocr {

// `noise` is the standard deviation of the grain in grey levels. Whole numbers throughout: the same on every processor.
void denoise(PIX* grey, float noise);

}  // namespace ocr
