// Personal numbers with a digit too few, too many or a misplaced hyphen, which what stands around them gives away.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/context.h"

namespace mask {

// Adds what is called a personal number (triggers with the label national_id) but has not the form of one, and broken numbers in a column
// of good ones.
void find_slips(const Context& in, Findings& out);

}  // namespace mask
