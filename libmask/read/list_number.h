// Numbers of lists as they are written: 3, c, iii.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mask {

// `format` as Word ("lowerLetter") or OpenDocument ("a") names it; a plain number for others.
[[nodiscard]] std::string list_number(long number, std::string_view format);

}  // namespace mask
