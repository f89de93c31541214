// Places on pages, as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "libmask/text/document.h"

namespace mask {

// Appends the value rounded to whole 1/steps.
void append_rounded(std::string& out, float value, float steps);

// Appends x0,y0,x1,y1 in tenths of points: finer than any reader is.
void append_box(std::string& out, const Box& box);

}  // namespace mask
