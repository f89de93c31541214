// Pictures: PNG, JPEG, TIFF with any number of pages, and what else Leptonica reads.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/read/picture_page.h"
#include "libmask/read/picture_pages.h"
#include "libmask/read/readers.h"

namespace mask {
namespace {

// The long side of A4 in points: what a page measures of which nobody knows.
constexpr float long_side = 841.9F;

// What cameras and screens write where they do not know.
bool says_nothing(float dpi) { return dpi < 30 || dpi == 72 || dpi == 96 || dpi > 4800; }

// Is every sample black or white?
bool is_black_and_white(const Pixels& pixels) {
  return std::ranges::all_of(pixels.samples, [](std::uint8_t sample) { return sample == 0 || sample == 255; });
}

// Points to a pixel.
float points_of(const Pixels& pixels) {
  if (pixels.dpi > 0) return 72 / pixels.dpi;
  return long_side / static_cast<float>(std::max(pixels.width, pixels.height));
}

class ImageReader {
 public:
  explicit ImageReader(Walk& walk) : walk_(walk) {}

  Result<void> add_page(const DecodePage& decode) {
    if (auto counted = walk_.count_page(); !counted) return counted;
    Page page{.number = ++number_};
    if (!is_wanted(page.number)) return {};
    const std::string name = "page " + std::to_string(page.number);
    Recognised recognised;
    bool is_decoded = false;
    bool is_damaged = false;
    PicturePlace place;
    const auto draw = [&]() -> Result<Pixels> {
      auto picture = decode();
      if (!picture) return std::unexpected(picture.error());
      Pixels& pixels = picture->pixels;
      if (says_nothing(pixels.dpi)) pixels.dpi = 0;
      pixels.is_bitonal = pixels.channels == 1 && is_black_and_white(pixels);
      place.points_x = place.points_y = points_of(pixels);
      page.width = static_cast<float>(pixels.width) * place.points_x;
      page.height = static_cast<float>(pixels.height) * place.points_y;
      is_decoded = true;
      is_damaged = picture->is_damaged;
      return std::move(pixels);
    };
    if (walk_.options().ocr == OcrUse::never) {
      // Decoded all the same: a damaged picture is not passed over in silence, and the page has its size.
      if (auto drawn = draw(); !drawn) return std::unexpected(drawn.error());
      recognised.review.emplace_back("picture not read");
    } else {
      auto read = walk_.services().recognise(draw);
      if (!read) return std::unexpected(read.error());
      if (*read) {
        recognised = std::move(**read);
        // Read by somebody else before: how large the page is, and whether it is whole, is seen here again.
        if (!is_decoded) {
          if (auto drawn = draw(); !drawn) return std::unexpected(drawn.error());
        }
      }
    }
    if (is_decoded && is_damaged) recognised.review.emplace_back("picture damaged");
    place_on_page(recognised, place);
    append_picture_page(document_, std::move(page), std::move(recognised), {.keeps_lines = walk_.options().keeps_lines});
    return {};
  }

  Document take() { return std::move(document_); }

 private:
  [[nodiscard]] bool is_wanted(std::uint32_t number) const {
    const auto& pages = walk_.options().pages;
    return pages.empty() || std::ranges::any_of(pages, [&](const auto& range) { return range.first <= number && number <= range.second; });
  }

  Walk& walk_;
  Document document_;
  std::uint32_t number_ = 0;
};

}  // namespace

Result<Reading> read_image(std::string_view bytes, Walk& walk) {
  const std::uint64_t limit = walk.options().limits.pixels;
  ImageReader reader(walk);
  const auto done = each_picture_page(bytes, limit, [&](const DecodePage& decode) { return reader.add_page(decode); });
  if (!done) return std::unexpected(done.error());
  Reading reading;
  reading.document = reader.take();
  reading.document.kind = name_of(DocumentKind::image);
  return reading;
}

}  // namespace mask
