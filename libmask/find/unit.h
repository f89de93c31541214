// What may follow a street number: flat, floor, side, staircase, door.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/context.h"

namespace mask {

// Where the flats, floors and doors after a street number that ends at `pos` end; `pos` itself where there are none.
//   , lgh 1203    lgh nr 1203    , 3 tr ö.g.    , 2. tv.    a st th    , 2.    , 2. 14    , opg. B    , bolig 31    nb
[[nodiscard]] std::uint32_t unit_end(const Context& in, std::uint32_t pos);

}  // namespace mask
