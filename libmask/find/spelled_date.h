// Dates in words: "den tolfte i tredje två tusen sju", "tredje maj nittonhundraåttiotvå", "den tolvte juni 1984".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "libmask/find/context.h"

namespace mask {

// The date in words that begins within a few words after `from`, on the same line; with its "den". Empty where there is none.
[[nodiscard]] Span spelled_date(const Context& in, std::uint32_t from);

}  // namespace mask
