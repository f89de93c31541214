// A picture file of any kind -> its pages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "libmask/base/result.h"
#include "libmask/read/other_picture.h"

namespace mask {

// Calls visit(decode) for each page of a TIFF, and once for a PNG, a JPEG or what Leptonica reads. Failure::damaged where there is none, or
// a page is over the limit.
[[nodiscard]] Result<void> each_picture_page(std::string_view bytes, std::uint64_t most_pixels,
                                             const std::function<Result<void>(const DecodePage&)>& visit);

}  // namespace mask
