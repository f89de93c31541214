// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/png_picture.h"

#include <png.h>

namespace mask {
namespace {

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

// Of its pHYs chunk, which stands before the pixels; 0: none.
float resolution_of(std::string_view bytes) {
  std::size_t at = 8;
  while (at + 21 <= bytes.size()) {
    const std::uint32_t length = big_endian(bytes, at);
    const std::string_view name = bytes.substr(at + 4, 4);
    if (name == "IDAT") return 0;
    if (name == "pHYs" && length == 9) return bytes[at + 16] == 1 ? static_cast<float>(big_endian(bytes, at + 8)) * 0.0254F : 0;
    at += std::size_t{length} + 12;
  }
  return 0;
}

struct Image {
  png_image image = {};
  Image() { image.version = PNG_IMAGE_VERSION; }
  ~Image() { png_image_free(&image); }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
};

}  // namespace

Result<DecodedPicture> decode_png(std::string_view bytes, std::uint64_t most_pixels) {
  // Its header, before libpng looks at anything else.
  if (bytes.size() < 33) return fail(Failure::damaged, "is a damaged PNG picture");
  const std::uint64_t size = std::uint64_t{big_endian(bytes, 16)} * big_endian(bytes, 20);
  if (size > most_pixels) return fail(Failure::damaged, too_many_pixels(size, most_pixels));
  Image png;
  if (png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size()) == 0)
    return fail(Failure::damaged, "is a damaged PNG picture");
  DecodedPicture out;
  out.pixels.width = png.image.width;
  out.pixels.height = png.image.height;
  out.pixels.channels = (png.image.format & PNG_FORMAT_FLAG_COLOR) != 0 ? 3 : 1;
  out.pixels.dpi = resolution_of(bytes);
  png.image.format = out.pixels.channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  out.pixels.samples.resize(std::size_t{out.pixels.width} * out.pixels.height * out.pixels.channels);
  const png_color white{.red = 255, .green = 255, .blue = 255};
  if (png_image_finish_read(&png.image, &white, out.pixels.samples.data(), 0, nullptr) == 0)
    return fail(Failure::damaged, "is a damaged PNG picture");
  out.is_damaged = (png.image.warning_or_error & PNG_IMAGE_WARNING) != 0;
  return out;
}

}  // namespace mask
