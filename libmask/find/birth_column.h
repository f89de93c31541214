// Dates and years of birth in a column of a table whose head says so.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/context.h"

namespace mask {

// `label`: a word of birth ("Född", "fødselsår"). Where it is the head of a column, adds what stands below it.
void add_birth_column(const Context& in, Span label, Findings& out);

}  // namespace mask
