// Dates as people write them: 2019-08-12, 12 augusti 2019, den 3:e maj -19, 3/4 1970, 190812, 12.08.2019, 22/9-1944.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "libmask/find/context.h"

namespace mask {

// How much of a date is there.
enum class DateShape : std::uint8_t { none, year, day_month, full };

struct Date {
  DateShape shape = DateShape::none;
  bool compact = false;  // digits without marks: 190812
  int year = 0;          // two digits are left as they are, below 100
  int month = 0;
  int day = 0;
  Span span;
};

// The date that begins with digit run `index`: whole digit runs, on the calendar, no part of a longer number. shape none where there is
// none. A lone number counts as a year from 1850 to 2049, and below 100 where a hyphen stands before it ("-68").
[[nodiscard]] Date read_date(const Context& in, std::size_t index);

}  // namespace mask
