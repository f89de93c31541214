// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/denoise.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "libocr/image.h"

namespace ocr {
namespace {

using Byte = unsigned char;

// Places up to `reach` pixels away are compared, by the squares of 3x3 pixels around them.
constexpr int reach = 5;
constexpr int margin = reach + 1;
// Rows that are worked on at a time: they fit in the cache.
constexpr int band = 96;
// A pixel's own weight; that of a place exactly like it is 255.
constexpr std::uint32_t own_weight = 80;

struct Band {
  int width = 0;  // with margins
  int height = 0;
  std::vector<Byte> pixels;
  std::vector<std::uint32_t> sums;     // of pixels times weights
  std::vector<std::uint32_t> weights;  // 0 to 121 * 255

  [[nodiscard]] std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
};

// Adds to row `y` what lies (dx, dy) from it, and the other way round. `across` holds three rows of sums of three squares.
void compare_row(Band& b, int y, int dx, int dy, std::uint32_t limit, std::uint32_t scale, const std::uint32_t* above,
                 const std::uint32_t* here, const std::uint32_t* below) {
  const int first = std::max(1, 1 - dx);
  const int last = std::min(b.width - 1, b.width - 1 - dx);
  const Byte* const p = b.pixels.data() + b.at(0, y);
  const Byte* const q = b.pixels.data() + b.at(0, y + dy) + dx;
  std::uint32_t* const p_sums = b.sums.data() + b.at(0, y);
  std::uint32_t* const q_sums = b.sums.data() + b.at(0, y + dy) + dx;
  std::uint32_t* const p_weights = b.weights.data() + b.at(0, y);
  std::uint32_t* const q_weights = b.weights.data() + b.at(0, y + dy) + dx;
  std::uint32_t weight[4096];
  for (int start = first; start < last; start += 4096) {
    const int end = std::min(last, start + 4096);
    // (1 - square / limit) to the fourth power, of 255.
    for (int x = start; x < end; ++x) {
      const std::uint32_t square = std::min(above[x] + here[x] + below[x], limit);
      const std::uint32_t once = (limit - square) * scale >> 16U;
      const std::uint32_t twice = once * once >> 8U;
      weight[x - start] = twice * twice >> 8U;
    }
    for (int x = start; x < end; ++x) {
      p_sums[x] += weight[x - start] * q[x];
      p_weights[x] += weight[x - start];
    }
    for (int x = start; x < end; ++x) {
      q_sums[x] += weight[x - start] * p[x];
      q_weights[x] += weight[x - start];
    }
  }
}

void compare(Band& b, int dx, int dy, std::uint32_t limit, std::uint32_t scale) {
  const auto width = static_cast<std::size_t>(b.width);
  std::vector<std::uint32_t> rows[3];
  for (auto& row : rows) row.assign(width, 0);
  std::vector<std::uint32_t> squares(width, 0);
  const int first = std::max(1, 1 - dx);
  const int last = std::min(b.width - 1, b.width - 1 - dx);
  const auto fill = [&](std::vector<std::uint32_t>& row, int y) {
    const Byte* const p = b.pixels.data() + b.at(0, y);
    const Byte* const q = b.pixels.data() + b.at(0, y + dy) + dx;
    for (int x = first - 1; x <= last; ++x) {
      const int difference = p[x] - q[x];
      squares[static_cast<std::size_t>(x)] = static_cast<std::uint32_t>(difference * difference);
    }
    for (int x = first; x < last; ++x) {
      const auto i = static_cast<std::size_t>(x);
      row[i] = squares[i - 1] + squares[i] + squares[i + 1];
    }
  };
  const int bottom = b.height - 1 - dy;
  fill(rows[0], 0);
  fill(rows[1], 1);
  for (int y = 1; y < bottom; ++y) {
    fill(rows[(y + 1) % 3], y + 1);
    compare_row(b, y, dx, dy, limit, scale, rows[(y + 2) % 3].data(), rows[y % 3].data(), rows[(y + 1) % 3].data());
  }
}

}  // namespace

void denoise(PIX* grey, float noise) {
  const int width = pixGetWidth(grey);
  const int height = pixGetHeight(grey);
  std::vector<Byte> in(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  each_row(grey, [&](const Byte* row, int y) {
    std::memcpy(in.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width), row, static_cast<std::size_t>(width));
  });
  const float strength = 1.4F * noise;
  const auto limit = std::clamp(static_cast<std::uint32_t>(4 * 9 * strength * strength), 256U, 255U * 255U * 9U);
  const std::uint32_t scale = (255U << 16U) / limit;

  std::vector<Byte> out(in.size());
  Band b{.width = width + 2 * margin, .height = band + 2 * margin, .pixels = {}, .sums = {}, .weights = {}};
  b.pixels.resize(static_cast<std::size_t>(b.width) * static_cast<std::size_t>(b.height));
  for (int top = 0; top < height; top += band) {
    for (int y = 0; y < b.height; ++y) {
      const Byte* const from =
          in.data() + static_cast<std::size_t>(std::clamp(top - margin + y, 0, height - 1)) * static_cast<std::size_t>(width);
      Byte* const to = b.pixels.data() + b.at(0, y);
      std::memset(to, from[0], margin);
      std::memcpy(to + margin, from, static_cast<std::size_t>(width));
      std::memset(to + margin + width, from[width - 1], margin);
    }
    b.weights.assign(b.pixels.size(), own_weight);
    b.sums.resize(b.pixels.size());
    for (std::size_t i = 0; i < b.pixels.size(); ++i) b.sums[i] = own_weight * b.pixels[i];
    for (int dy = 0; dy <= reach; ++dy) {
      for (int dx = dy == 0 ? 1 : -reach; dx <= reach; ++dx) compare(b, dx, dy, limit, scale);
    }
    for (int y = 0; y < std::min(band, height - top); ++y) {
      const std::size_t row = b.at(margin, y + margin);
      Byte* const to = out.data() + static_cast<std::size_t>(top + y) * static_cast<std::size_t>(width);
      for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x)
        to[x] = static_cast<Byte>((b.sums[row + x] + b.weights[row + x] / 2) / b.weights[row + x]);
    }
  }
  each_row(grey, [&](Byte* row, int y) {
    std::memcpy(row, out.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width), static_cast<std::size_t>(width));
  });
}

}  // namespace ocr
