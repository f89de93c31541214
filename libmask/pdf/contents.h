// All that a PDF says, as bytes: for those who look for what must not be in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "libmask/base/result.h"

namespace mask::pdf {

// The unpacked streams but for the samples of pictures, and all strings and names, with a line end behind each. Failure::damaged where it
// cannot be read.
[[nodiscard]] Result<std::string> contents_of(std::string_view bytes);

}  // namespace mask::pdf
