// Pixels under covers are gone, moved ones are there again, all others stay.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/paint.h"

#include <gtest/gtest.h>

namespace mask {
namespace {

// Paper of this level with a row of bars: each its own darkness.
Pixels picture(std::uint32_t channels, std::uint8_t paper) {
  Pixels out{.width = 400, .height = 100, .channels = channels};
  out.samples.assign(std::size_t{400} * 100 * channels, paper);
  for (std::uint32_t y = 40; y < 60; ++y) {
    for (std::uint32_t x = 20; x < 380; ++x) {
      for (std::uint32_t c = 0; c < channels; ++c)
        out.samples[(std::size_t{y} * 400 + x) * channels + c] = static_cast<std::uint8_t>(x / 4 + 1);
    }
  }
  return out;
}

std::uint8_t level(const Pixels& pixels, std::uint32_t x, std::uint32_t y) { return pixels.row(y)[std::size_t{x} * pixels.channels]; }

PagePlan plan() {
  return {.hidden = {{.x0 = 50, .y0 = 19, .x1 = 60, .y1 = 31}},
          .cleared = {{.x0 = 60, .y0 = 20, .x1 = 100, .y1 = 30}},
          .moves = {{.from = {.x0 = 60, .y0 = 20, .x1 = 100, .y1 = 30}, .to = {.x0 = 90, .y0 = 20, .x1 = 130, .y1 = 30}}},
          .covers = {{.box = {.x0 = 50, .y0 = 20, .x1 = 90, .y1 = 30}, .label = {}}},
          .words = {}};
}

TEST(Paint, NothingIsLeftUnderACover) {
  for (const std::uint32_t channels : {1U, 3U}) {
    const Pixels before = picture(channels, 240);
    Pixels after = before;
    paint(after, plan(), 2, 2);
    for (std::uint32_t y = 40; y < 60; ++y) {
      for (std::uint32_t x = 100; x < 180; ++x) {
        EXPECT_TRUE(level(after, x, y) == 0 || level(after, x, y) == 225) << x << ' ' << y;
      }
      for (std::uint32_t x = 180; x < 260; ++x)
        EXPECT_EQ(level(after, x, y), std::min(level(before, x - 60, y), x < 200 ? std::uint8_t{240} : level(before, x, y)));
      for (std::uint32_t x = 0; x < 100; ++x) EXPECT_EQ(level(after, x, y), level(before, x, y));
      for (std::uint32_t x = 260; x < 400; ++x) EXPECT_EQ(level(after, x, y), level(before, x, y));
    }
    for (std::uint32_t x = 0; x < 400; ++x) {
      EXPECT_EQ(level(after, x, 30), 240);
      EXPECT_EQ(level(after, x, 70), 240);
    }
  }
}

// Two pictures that differ under the cover alone become one.
TEST(Paint, TheSameWhateverWasThere) {
  Pixels one = picture(1, 250);
  Pixels other = one;
  for (std::uint32_t y = 38; y < 62; ++y) {
    for (std::uint32_t x = 100; x < 120; ++x) other.samples[std::size_t{y} * 400 + x] = static_cast<std::uint8_t>(x * y);
  }
  paint(one, plan(), 2, 2);
  paint(other, plan(), 2, 2);
  EXPECT_EQ(one, other);
}

TEST(Paint, BlackAndWhiteStaysSo) {
  Pixels pixels = picture(1, 255);
  for (std::uint8_t& sample : pixels.samples) sample = sample < 128 ? 0 : 255;
  pixels.is_bitonal = true;
  paint(pixels, plan(), 2, 2);
  for (const std::uint8_t sample : pixels.samples) ASSERT_TRUE(sample == 0 || sample == 255);
}

TEST(Paint, CoversAtTheEdge) {
  Pixels pixels = picture(1, 240);
  const PagePlan over{.hidden = {{.x0 = -5, .y0 = -5, .x1 = 900, .y1 = 900}},
                      .cleared = {},
                      .moves = {},
                      .covers = {{.box = {.x0 = -5, .y0 = -5, .x1 = 900, .y1 = 900}, .label = {}}},
                      .words = {}};
  paint(pixels, over, 2, 2);
  for (std::uint32_t x = 10; x < 390; ++x) ASSERT_EQ(level(pixels, x, 50), 225);
}

}  // namespace
}  // namespace mask
