// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/other_picture.h"

#include <leptonica/allheaders.h>
#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace mask {
namespace {

// ---- Leptonica's pictures ----

struct PixDelete {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, PixDelete>;

Result<DecodedPicture> pixels_of(Pix pix) {
  DecodedPicture out;
  const bool is_bitonal = pixGetDepth(pix.get()) == 1;
  const auto dpi = static_cast<float>(std::max(pixGetXRes(pix.get()), pixGetYRes(pix.get())));
  int has_colour = 0;
  if (PIXCMAP* colours = pixGetColormap(pix.get())) {
    pixcmapHasColor(colours, &has_colour);
  } else {
    has_colour = pixGetDepth(pix.get()) == 32 ? 1 : 0;
  }
  Pix plain(has_colour != 0 ? pixConvertTo32(pix.get()) : pixConvertTo8(pix.get(), 0));
  if (!plain) return fail(Failure::exhausted, "no memory for a picture");
  pix.reset();
  Pixels& pixels = out.pixels;
  pixels.width = static_cast<std::uint32_t>(pixGetWidth(plain.get()));
  pixels.height = static_cast<std::uint32_t>(pixGetHeight(plain.get()));
  pixels.channels = has_colour != 0 ? 3 : 1;
  pixels.dpi = dpi;
  pixels.is_bitonal = is_bitonal;
  pixels.samples.resize(std::size_t{pixels.width} * pixels.height * pixels.channels);
  const std::uint32_t* line = pixGetData(plain.get());
  std::uint8_t* to = pixels.samples.data();
  for (std::uint32_t y = 0; y < pixels.height; ++y, line += pixGetWpl(plain.get())) {
    for (std::uint32_t x = 0; x < pixels.width; ++x) {
      if (has_colour != 0) {
        *to++ = static_cast<std::uint8_t>(line[x] >> 24U);
        *to++ = static_cast<std::uint8_t>(line[x] >> 16U);
        *to++ = static_cast<std::uint8_t>(line[x] >> 8U);
      } else {
        *to++ = static_cast<std::uint8_t>(line[x / 4] >> (24 - 8 * (x % 4)));
      }
    }
  }
  return out;
}

// ---- TIFF ----

// What libtiff complains of counts where it means pixels, not tags that it does not know.
thread_local unsigned tiff_complaints = 0;
void count_complaint(const char* module, const char* /*format*/, va_list /*arguments*/) {
  const std::string_view name = module == nullptr ? "" : module;
  if (!name.starts_with("TIFFReadDirectory") && !name.starts_with("TIFFFetch") && !name.starts_with("TIFFAdvance")) ++tiff_complaints;
}

struct Memory {
  std::string_view bytes;
  std::size_t at = 0;
};
tsize_t read_memory(thandle_t handle, void* into, tsize_t size) {
  auto& memory = *static_cast<Memory*>(handle);
  const std::size_t count = std::min(static_cast<std::size_t>(size), memory.bytes.size() - std::min(memory.at, memory.bytes.size()));
  std::memcpy(into, memory.bytes.data() + std::min(memory.at, memory.bytes.size()), count);
  memory.at += count;
  return static_cast<tsize_t>(count);
}
tsize_t write_nothing(thandle_t /*handle*/, void* /*from*/, tsize_t /*size*/) { return 0; }
toff_t seek_memory(thandle_t handle, toff_t to, int whence) {
  auto& memory = *static_cast<Memory*>(handle);
  memory.at = static_cast<std::size_t>(whence == SEEK_SET ? to : whence == SEEK_CUR ? memory.at + to : memory.bytes.size() + to);
  return memory.at;
}
int close_nothing(thandle_t /*handle*/) { return 0; }
toff_t size_of_memory(thandle_t handle) { return static_cast<Memory*>(handle)->bytes.size(); }

struct TiffClose {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

}  // namespace

Result<void> each_tiff_page(std::string_view bytes, std::uint64_t most_pixels,
                            const std::function<Result<void>(const DecodePage&)>& visit) {
  setMsgSeverity(L_SEVERITY_NONE);
  TIFFSetErrorHandler(count_complaint);
  TIFFSetWarningHandler(count_complaint);
  Memory memory{.bytes = bytes};
  const std::unique_ptr<TIFF, TiffClose> tiff(
      TIFFClientOpen("", "rm", &memory, read_memory, write_nothing, seek_memory, close_nothing, size_of_memory, nullptr, nullptr));
  if (!tiff) return fail(Failure::damaged, "is a damaged TIFF picture");
  do {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width) == 0 || TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height) == 0 ||
        width == 0 || height == 0)
      return fail(Failure::damaged, "is a TIFF picture with a page without a size");
    const std::uint64_t size = std::uint64_t{width} * height;
    if (size > most_pixels) return fail(Failure::damaged, too_many_pixels(size, most_pixels));
    const std::size_t place = TIFFCurrentDirOffset(tiff.get());
    const DecodePage decode = [&]() -> Result<DecodedPicture> {
      tiff_complaints = 0;
      std::size_t offset = place;
      Pix pix(pixReadMemFromMultipageTiff(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size(), &offset));
      if (!pix) return fail(Failure::damaged, "is a damaged TIFF picture");
      auto picture = pixels_of(std::move(pix));
      if (picture) picture->is_damaged = tiff_complaints > 0;
      return picture;
    };
    if (auto done = visit(decode); !done) return done;
    tiff_complaints = 0;
  } while (TIFFReadDirectory(tiff.get()) != 0);
  // Where the next directory should be there was none.
  if (tiff_complaints > 0) return fail(Failure::damaged, "is a TIFF picture whose pages break off");
  return {};
}

Result<DecodedPicture> decode_other(std::string_view bytes, std::uint64_t most_pixels) {
  setMsgSeverity(L_SEVERITY_NONE);
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  int width = 0;
  int height = 0;
  if (bytes.starts_with("GIF8") && bytes.size() > 10) {
    width = static_cast<unsigned char>(bytes[6]) + static_cast<unsigned char>(bytes[7]) * 256;
    height = static_cast<unsigned char>(bytes[8]) + static_cast<unsigned char>(bytes[9]) * 256;
  } else if (pixReadHeaderMem(data, bytes.size(), nullptr, &width, &height, nullptr, nullptr, nullptr) != 0) {
    return fail(Failure::damaged, "is a damaged picture, or of a kind that is not known");
  }
  const std::uint64_t size = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
  if (size > most_pixels) return fail(Failure::damaged, too_many_pixels(size, most_pixels));
  Pix pix(pixReadMem(data, bytes.size()));
  if (!pix) return fail(Failure::damaged, "is a damaged picture");
  return pixels_of(std::move(pix));
}

}  // namespace mask
