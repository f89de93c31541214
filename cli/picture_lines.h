// What was read in a picture, on its way from the child that read it to the child that puts the document together: a line of JSON each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/read/read.h"

namespace cli {

// A picture that was read, or why it could not be.
using PictureResult = mask::Result<mask::Recognised>;

void append_picture(std::string& out, const PictureResult& picture);
// Reads what append_picture wrote, line by line. Failure::internal where it is anything else.
[[nodiscard]] mask::Result<std::vector<PictureResult>> read_pictures(std::string_view lines);

}  // namespace cli
