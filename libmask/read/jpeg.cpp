// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/jpeg.h"

#include <csetjmp>
#include <cstdio>
// it needs FILE before it
#include <jpeglib.h>

#include <algorithm>

namespace mask {
namespace {

// A picture sent in more passes than any camera makes costs more to decode than it is worth.
constexpr int most_passes = 100;

struct Errors {
  jpeg_error_mgr base;
  std::jmp_buf escape;
};

[[noreturn]] void give_up(j_common_ptr info) { std::longjmp(reinterpret_cast<Errors*>(info->err)->escape, 1); }
void count_warning(j_common_ptr info, int level) {
  if (level < 0) ++info->err->num_warnings;
}
void say_nothing(j_common_ptr /*info*/) {}
void watch_passes(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > most_passes) give_up(info);
}

// The orientation, 1 to 8, in an EXIF segment; 1 where it says nothing.
int orientation_in(std::string_view exif) {
  if (!exif.starts_with(std::string_view("Exif\0\0", 6)) || exif.size() < 14) return 1;
  const std::string_view tiff = exif.substr(6);
  const bool is_big = tiff[0] == 'M';
  const auto number = [&](std::size_t at, std::size_t size) -> std::uint32_t {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = at + (is_big ? i : size - 1 - i);
      value = value << 8U | (place < tiff.size() ? static_cast<unsigned char>(tiff[place]) : 0U);
    }
    return value;
  };
  const std::size_t first = number(4, 4);
  if (first + 2 > tiff.size()) return 1;
  const std::uint32_t entries = std::min(number(first, 2), 500U);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t at = first + 2 + std::size_t{i} * 12;
    if (number(at, 2) != 0x0112) continue;
    const auto value = static_cast<int>(number(at + 8, 2));
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

// Sets upright what was taken with orientation `from`.
Pixels turned(Pixels&& in, int from) {
  if (from == 1) return std::move(in);
  Pixels out{.width = in.width, .height = in.height, .channels = in.channels, .dpi = in.dpi, .is_bitonal = in.is_bitonal, .samples = {}};
  if (from >= 5) std::swap(out.width, out.height);
  out.samples.resize(in.samples.size());
  for (std::uint32_t y = 0; y < out.height; ++y) {
    for (std::uint32_t x = 0; x < out.width; ++x) {
      std::uint32_t from_x = from >= 5 ? y : x;
      std::uint32_t from_y = from >= 5 ? x : y;
      if (from == 2 || from == 3 || from == 7 || from == 8) from_x = in.width - 1 - from_x;
      if (from == 3 || from == 4 || from == 6 || from == 7) from_y = in.height - 1 - from_y;
      std::copy_n(in.row(from_y) + std::size_t{from_x} * in.channels, in.channels,
                  out.samples.data() + (std::size_t{y} * out.width + x) * in.channels);
    }
  }
  return out;
}

// What is touched after the jump lives here, not on the stack.
struct Decoding {
  jpeg_decompress_struct info = {};
  Errors errors = {};
  jpeg_progress_mgr progress = {};
  DecodedPicture picture = {};
  std::vector<std::uint8_t> four = {};  // a row of four inks
  int orientation = 1;
  std::uint64_t size = 0;
};

enum class Outcome : std::uint8_t { done, failed, too_large };

Outcome decode(Decoding& d, std::string_view bytes, std::uint64_t most_pixels) {
  if (setjmp(d.errors.escape) != 0) return Outcome::failed;
  jpeg_create_decompress(&d.info);
  d.progress.progress_monitor = watch_passes;
  d.info.progress = &d.progress;
  jpeg_mem_src(&d.info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_save_markers(&d.info, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&d.info, TRUE);
  Pixels& pixels = d.picture.pixels;
  pixels.width = d.info.image_width;
  pixels.height = d.info.image_height;
  d.size = std::uint64_t{pixels.width} * pixels.height;
  if (d.size > most_pixels) return Outcome::too_large;
  for (const jpeg_marker_struct* marker = d.info.marker_list; marker != nullptr && d.orientation == 1; marker = marker->next)
    d.orientation = orientation_in({reinterpret_cast<const char*>(marker->data), marker->data_length});
  if (d.info.saw_JFIF_marker && d.info.density_unit != 0)
    pixels.dpi = static_cast<float>(d.info.X_density) * (d.info.density_unit == 2 ? 2.54F : 1.0F);
  // Of four inks black is near enough: Adobe stores them inverted, and the product of each with black is the colour.
  const bool is_four = d.info.num_components == 4;
  d.info.out_color_space = d.info.num_components == 1 ? JCS_GRAYSCALE : is_four ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(&d.info);
  pixels.channels = d.info.num_components == 1 ? 1 : 3;
  pixels.samples.resize(std::size_t{pixels.width} * pixels.height * pixels.channels);
  if (is_four) d.four.resize(std::size_t{pixels.width} * 4);
  while (d.info.output_scanline < d.info.output_height) {
    std::uint8_t* const out = pixels.samples.data() + std::size_t{d.info.output_scanline} * pixels.width * pixels.channels;
    JSAMPROW row = is_four ? d.four.data() : out;
    jpeg_read_scanlines(&d.info, &row, 1);
    if (!is_four) continue;
    for (std::size_t x = 0; x < pixels.width; ++x) {
      const std::uint8_t* const ink = d.four.data() + x * 4;
      for (std::size_t c = 0; c < 3; ++c) out[x * 3 + c] = static_cast<std::uint8_t>(ink[c] * ink[3] / 255);
    }
  }
  jpeg_finish_decompress(&d.info);
  return Outcome::done;
}

}  // namespace

Result<DecodedPicture> decode_jpeg(std::string_view bytes, std::uint64_t most_pixels) {
  Decoding d;
  d.info.err = jpeg_std_error(&d.errors.base);
  d.errors.base.error_exit = give_up;
  d.errors.base.emit_message = count_warning;
  d.errors.base.output_message = say_nothing;
  const Outcome outcome = decode(d, bytes, most_pixels);
  d.picture.is_damaged = d.errors.base.num_warnings > 0;
  jpeg_destroy_decompress(&d.info);
  if (outcome == Outcome::too_large) return fail(Failure::damaged, too_many_pixels(d.size, most_pixels));
  if (outcome == Outcome::failed) return fail(Failure::damaged, "is a damaged JPEG picture");
  d.picture.pixels = turned(std::move(d.picture.pixels), d.orientation);
  return std::move(d.picture);
}

}  // namespace mask
