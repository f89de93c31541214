// Covers burnt into a picture.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/base/pixels.h"
#include "libmask/redact/plan.h"

namespace mask {

// Clears, moves and covers as the plan says. What was under a cover is gone: its pixels are of one colour, and so is a frame around them.
// `dots_x`, `dots_y`: pixels a point.
void paint(Pixels& pixels, const PagePlan& plan, float dots_x, float dots_y);

}  // namespace mask
