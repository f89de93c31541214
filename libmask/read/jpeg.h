// JPEG -> pixels.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "libmask/base/result.h"
#include "libmask/read/decoded_picture.h"

namespace mask {

// Turned as its EXIF says. Failure::damaged where it cannot be decoded, or has more than `most_pixels`.
[[nodiscard]] Result<DecodedPicture> decode_jpeg(std::string_view bytes, std::uint64_t most_pixels);

}  // namespace mask
