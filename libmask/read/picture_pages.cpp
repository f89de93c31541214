// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/picture_pages.h"

#include "libmask/read/jpeg.h"
#include "libmask/read/png_picture.h"

namespace mask {

Result<void> each_picture_page(std::string_view bytes, std::uint64_t most_pixels,
                               const std::function<Result<void>(const DecodePage&)>& visit) {
  if (bytes.starts_with("\x89PNG")) return visit([&] { return decode_png(bytes, most_pixels); });
  if (bytes.starts_with("\xFF\xD8")) return visit([&] { return decode_jpeg(bytes, most_pixels); });
  if (bytes.starts_with("II") || bytes.starts_with("MM")) return each_tiff_page(bytes, most_pixels, visit);
  return visit([&] { return decode_other(bytes, most_pixels); });
}

}  // namespace mask
