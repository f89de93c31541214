// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/picture_file.h"

#include <leptonica/allheaders.h>

#include <cmath>
#include <cstdlib>
#include <memory>

#include "libmask/pdf/file.h"
#include "libmask/redact/tiff_writer.h"

namespace mask {
namespace {

constexpr int jpeg_quality = 90;

struct FreePix {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};

PIX* pix_of(const Pixels& pixels) {
  PIX* const pix = pixCreate(static_cast<int>(pixels.width), static_cast<int>(pixels.height), 8);
  if (pix == nullptr) return nullptr;
  for (std::uint32_t y = 0; y < pixels.height; ++y) {
    l_uint32* const line = pixGetData(pix) + std::size_t{y} * static_cast<std::size_t>(pixGetWpl(pix));
    for (std::uint32_t x = 0; x < pixels.width; ++x) SET_DATA_BYTE(line, x, pixels.row(y)[x]);
  }
  const int dpi = static_cast<int>(std::lround(pixels.dpi));
  pixSetResolution(pix, dpi, dpi);
  return pix;
}

// A file of one page.
Result<std::string> packed(const Pixels& pixels, PictureFormat format) {
  const std::unique_ptr<PIX, FreePix> pix(pix_of(pixels));
  if (!pix) return fail(Failure::exhausted, "needs more memory than there is");
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (format == PictureFormat::png) {
    pixWriteMemPng(&data, &size, pix.get(), 0);
  } else {
    pixWriteMemJpeg(&data, &size, pix.get(), jpeg_quality, 0);
  }
  const std::unique_ptr<l_uint8, decltype(&std::free)> owner(data, &std::free);
  if (data == nullptr || size == 0) return fail(Failure::internal, "a picture could not be written");
  return std::string(reinterpret_cast<const char*>(data), size);
}

Result<Pixels> draw(pdf::File& file, std::uint32_t index, const Limits& limits) {
  const pdf::Inks inks = file.inks(index);
  if (inks.pictures.empty() || inks.width <= 0 || inks.height <= 0) return fail(Failure::internal, "a page without its picture");
  const pdf::Picture& picture = inks.pictures.front();
  return file.draw(index, {.box = {.x0 = 0, .y0 = 0, .x1 = inks.width, .y1 = inks.height},
                           .dpi_x = pdf::own_dpi(picture.width, inks.width),
                           .dpi_y = pdf::own_dpi(picture.height, inks.height),
                           .most_pixels = limits.pixels});
}

}  // namespace

PictureFormat picture_format_of(std::string_view name) {
  if (name.ends_with(".jpg") || name.ends_with(".jpeg")) return PictureFormat::jpeg;
  return name.ends_with(".tif") || name.ends_with(".tiff") ? PictureFormat::tiff : PictureFormat::png;
}

Result<std::string> picture_file_of(std::string_view pdf, PictureFormat format, const Limits& limits) {
  auto file = pdf::File::open(pdf, {});
  if (!file) return std::unexpected(file.error());
  if (format != PictureFormat::tiff && file->page_count() > 1)
    return fail(Failure::usage, "has several pages: only TIFF and PDF have room for them");
  TiffWriter tiff;
  for (std::uint32_t index = 0; index < file->page_count(); ++index) {
    const auto pixels = draw(*file, index, limits);
    if (!pixels) return std::unexpected(pixels.error());
    if (format != PictureFormat::tiff) return packed(*pixels, format);
    if (!tiff.add(*pixels)) return fail(Failure::internal, "a picture could not be written");
  }
  return tiff.finish();
}

}  // namespace mask
