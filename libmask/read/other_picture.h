// TIFF, GIF, BMP and WebP -> pixels, page by page.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "libmask/base/result.h"
#include "libmask/read/decoded_picture.h"

namespace mask {

// A page that can be decoded: called at most once, before the next page is asked for.
using DecodePage = std::function<Result<DecodedPicture>()>;

// Calls visit(decode) for each page of a TIFF. Failure::damaged where it has none or a page is over the limit, or its directory is broken.
[[nodiscard]] Result<void> each_tiff_page(std::string_view bytes, std::uint64_t most_pixels,
                                          const std::function<Result<void>(const DecodePage&)>& visit);

// Of a GIF its first picture.
[[nodiscard]] Result<DecodedPicture> decode_other(std::string_view bytes, std::uint64_t most_pixels);

}  // namespace mask
