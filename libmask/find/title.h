// The title of a case or document in a register: six words without context.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "libmask/find/context.h"
#include "libmask/find/finding.h"

namespace mask {

// Adds the persons in a title that the detectors were not sure of. What they found in it is out.list[from, to).
void find_in_title(const Context& in, Span title, std::size_t from, std::size_t to, Findings& out);

}  // namespace mask
