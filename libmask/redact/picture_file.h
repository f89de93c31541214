// Pages of a masked PDF -> a picture file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "libmask/base/result.h"
#include "libmask/read/read.h"

namespace mask {

enum class PictureFormat : unsigned char { png, jpeg, tiff };

// As `name` ends: ".jpg" and ".jpeg", ".tif" and ".tiff"; else PNG.
[[nodiscard]] PictureFormat picture_format_of(std::string_view name);

// Each page with the pixels of the picture that fills it, grey; nothing but pixels and their resolution. Failure::usage where there are
// several pages and the format has room for one; damaged; exhausted.
[[nodiscard]] Result<std::string> picture_file_of(std::string_view pdf, PictureFormat format, const Limits& limits);

}  // namespace mask
