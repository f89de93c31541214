// Pictures as documents: pages, sizes, limits, and what is damaged.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cstdlib>

#include "libmask/read/readers.h"

namespace {

// A grey picture with a black bar at the top, in one of Leptonica's formats.
std::string picture(int format, int width = 200, int height = 100, int dpi = 100) {
  PIX* pix = pixCreate(width, height, 8);
  pixSetAllArbitrary(pix, 200);
  pixRasterop(pix, 0, 0, width, height / 4, PIX_CLR, nullptr, 0, 0);
  pixSetResolution(pix, dpi, dpi);
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMem(&data, &size, pix, format);
  std::string out(reinterpret_cast<char*>(data), size);
  std::free(data);
  pixDestroy(&pix);
  return out;
}

std::string tiff_of(int pages) {
  PIXA* pixa = pixaCreate(pages);
  for (int i = 0; i < pages; ++i) pixaAddPix(pixa, pixCreate(40 + i, 30, 1), L_INSERT);
  l_uint8* data = nullptr;
  size_t size = 0;
  pixaWriteMemMultipageTiff(&data, &size, pixa);
  std::string out(reinterpret_cast<char*>(data), size);
  std::free(data);
  pixaDestroy(&pixa);
  return out;
}

struct Reader {
  mask::ReadOptions options = {};
  std::vector<mask::Pixels> seen = {};
  bool is_lazy = false;        // answers without looking
  bool has_been_read = false;  // its words are known from before
  mask::Result<mask::Reading> read(std::string_view bytes) {
    mask::Services services;
    services.recognise = [&](const mask::Services::Draw& draw) -> mask::Result<std::optional<mask::Recognised>> {
      if (is_lazy) return std::optional<mask::Recognised>{};
      if (!has_been_read) {
        auto pixels = draw();
        if (!pixels) return std::unexpected(pixels.error());
        seen.push_back(std::move(*pixels));
      }
      mask::Recognised out;
      const mask::Box box{.x0 = 10, .y0 = 20, .x1 = 50, .y1 = 40};
      out.words.push_back({.text = "ord", .place = box, .box = box, .confidence = 0.9F});
      out.unread.push_back(box);
      out.review.emplace_back("ink that is not text");
      return out;
    };
    mask::Walk walk(options, services);
    return mask::read_image(bytes, walk);
  }
};

TEST(Images, EveryFormatGivesItsPixels) {
  for (const int format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF, IFF_TIFF_ZIP, IFF_BMP, IFF_GIF, IFF_WEBP}) {
    Reader reader;
    const auto read = reader.read(picture(format));
    ASSERT_TRUE(read) << format << read.error().message;
    ASSERT_EQ(reader.seen.size(), 1U);
    const mask::Pixels& pixels = reader.seen[0];
    EXPECT_EQ(pixels.width, 200U) << format;
    EXPECT_EQ(pixels.height, 100U) << format;
    EXPECT_LT(pixels.row(5)[0], 20) << format;
    EXPECT_NEAR(pixels.row(90)[0], 200, 8) << format;
    EXPECT_FALSE(pixels.is_bitonal);
  }
}

// One process reads the pictures, another puts the document together: page and boxes have the same places.
TEST(Images, WordsFromBeforeStandInTheSamePlaces) {
  Reader first;
  Reader second{.has_been_read = true};
  const std::string png = picture(IFF_PNG, 200, 100, 144);
  const auto one = first.read(png);
  const auto two = second.read(png);
  ASSERT_TRUE(one && two);
  EXPECT_TRUE(second.seen.empty());
  EXPECT_EQ(two->document.pages, one->document.pages);
}

TEST(Images, BoxesArePoints) {
  Reader reader;
  const auto read = reader.read(picture(IFF_PNG, 200, 100, 144));
  ASSERT_TRUE(read);
  const mask::Document& document = read->document;
  EXPECT_EQ(document.kind, "image");
  ASSERT_EQ(document.pages.size(), 1U);
  EXPECT_NEAR(document.pages[0].width, 100, 0.1);
  EXPECT_NEAR(document.pages[0].words.at(0).box.x0, 5, 0.1);
  EXPECT_NEAR(document.pages[0].unread.at(0).y1, 20, 0.1);
  EXPECT_TRUE(document.pages[0].is_read_from_picture);
  EXPECT_EQ(document.review, std::vector<std::string>{"page 1: ink that is not text"});
}

TEST(Images, TiffHasPages) {
  Reader reader;
  const auto read = reader.read(tiff_of(3));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->document.pages.size(), 3U);
  EXPECT_EQ(reader.seen[2].width, 42U);
  EXPECT_TRUE(reader.seen[0].is_bitonal);
  Reader few;
  few.options.pages = {{2, 2}};
  const auto second = few.read(tiff_of(3));
  ASSERT_TRUE(second);
  ASSERT_EQ(second->document.pages.size(), 1U);
  EXPECT_EQ(second->document.pages[0].number, 2U);
  Reader limited;
  limited.options.limits.pages = 2;
  EXPECT_EQ(limited.read(tiff_of(3)).error().failure, mask::Failure::damaged);
}

TEST(Images, LimitsHoldBeforeAnythingIsDecoded) {
  for (const int format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF, IFF_BMP, IFF_GIF, IFF_WEBP}) {
    Reader reader;
    reader.options.limits.pixels = 19'999;
    const auto read = reader.read(picture(format));
    ASSERT_FALSE(read) << format;
    EXPECT_EQ(read.error().failure, mask::Failure::damaged);
    EXPECT_NE(read.error().message.find("19999"), std::string::npos) << read.error().message;
  }
}

TEST(Images, DamageIsToldOrRefused) {
  testing::internal::CaptureStderr();
  for (const int format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF_ZIP, IFF_BMP, IFF_GIF, IFF_WEBP}) {
    const std::string whole = picture(format);
    for (const std::size_t size : {whole.size() / 2, whole.size() - whole.size() / 5}) {
      Reader reader;
      const auto read = reader.read(std::string_view(whole).substr(0, size));
      if (!read) {
        EXPECT_EQ(read.error().failure, mask::Failure::damaged);
      } else {
        EXPECT_EQ(read->document.review.back(), "page 1: picture damaged") << format;
      }
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Images, NotReadIsSaid) {
  Reader reader;
  reader.options.ocr = mask::OcrUse::never;
  const auto read = reader.read(picture(IFF_PNG));
  ASSERT_TRUE(read);
  EXPECT_TRUE(reader.seen.empty());
  EXPECT_EQ(read->document.review, std::vector<std::string>{"page 1: picture not read"});
  Reader lazy;
  lazy.is_lazy = true;
  const auto empty = lazy.read(picture(IFF_PNG));
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->document.text, "");
  EXPECT_EQ(empty->document.pages.size(), 1U);
}

// An EXIF segment that says: taken with the camera turned a quarter.
TEST(Images, ExifTurnsThePicture) {
  const std::string plain = picture(IFF_JFIF_JPEG);
  const std::string exif(
      "\xFF\xE1\x00\x22"
      "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
      36);
  Reader reader;
  const auto read = reader.read(plain.substr(0, 2) + exif + plain.substr(2));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(reader.seen[0].width, 100U);
  EXPECT_EQ(reader.seen[0].height, 200U);
  EXPECT_LT(reader.seen[0].row(100)[95], 20);  // the top has come to the right
  EXPECT_NEAR(reader.seen[0].row(100)[5], 200, 8);
}

}  // namespace
