// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

namespace ocr {
namespace {

using Byte = unsigned char;

// Percentile of a histogram of bytes: the level that `share` of the counts lie at or below.
int level_at(const std::array<std::uint64_t, 256>& counts, double share) {
  std::uint64_t all = 0;
  for (const std::uint64_t count : counts) all += count;
  std::uint64_t below = 0;
  for (int level = 0; level < 256; ++level) {
    below += counts[static_cast<std::size_t>(level)];
    if (static_cast<double>(below) >= share * static_cast<double>(all) && below > 0) return level;
  }
  return 255;
}

struct Rows {
  std::vector<Byte> bytes;
  int width = 0;
  int height = 0;
  [[nodiscard]] const Byte* row(int y) const {
    return bytes.data() + static_cast<std::size_t>(std::clamp(y, 0, height - 1)) * static_cast<std::size_t>(width);
  }
};

Rows rows_of(PIX* grey) {
  Rows rows{.bytes = {}, .width = pixGetWidth(grey), .height = pixGetHeight(grey)};
  rows.bytes.resize(static_cast<std::size_t>(rows.width) * static_cast<std::size_t>(rows.height));
  each_row(grey, [&](const Byte* row, int y) {
    std::memcpy(rows.bytes.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(rows.width), row,
                static_cast<std::size_t>(rows.width));
  });
  return rows;
}

void order(Byte& a, Byte& b) {
  const Byte low = std::min(a, b);
  b = std::max(a, b);
  a = low;
}

// The median of nine, by Paeth's network of nineteen exchanges.
Byte median(std::array<Byte, 9> p) {
  order(p[1], p[2]), order(p[4], p[5]), order(p[7], p[8]);
  order(p[0], p[1]), order(p[3], p[4]), order(p[6], p[7]);
  order(p[1], p[2]), order(p[4], p[5]), order(p[7], p[8]);
  order(p[0], p[3]), order(p[5], p[8]), order(p[4], p[7]);
  order(p[3], p[6]), order(p[1], p[4]), order(p[2], p[5]);
  order(p[4], p[7]), order(p[4], p[2]), order(p[6], p[4]);
  order(p[4], p[2]);
  return p[4];
}

void median_row(const Rows& rows, int y, Byte* out) {
  const Byte* const a = rows.row(y - 1);
  const Byte* const b = rows.row(y);
  const Byte* const c = rows.row(y + 1);
  const int last = rows.width - 1;
  for (int x = 1; x < last; ++x) out[x] = median({a[x - 1], a[x], a[x + 1], b[x - 1], b[x], b[x + 1], c[x - 1], c[x], c[x + 1]});
  out[0] = b[0];
  out[last] = b[last];
}

}  // namespace

Pix grey_of(const mask::Pixels& pixels) {
  Pix grey(pixCreate(static_cast<int>(pixels.width), static_cast<int>(pixels.height), 8));
  if (!grey) return grey;
  each_row(grey.get(), [&](Byte* out, int y) {
    const std::uint8_t* in = pixels.row(static_cast<std::uint32_t>(y));
    if (pixels.channels == 1) {
      std::memcpy(out, in, pixels.width);
      return;
    }
    for (std::uint32_t x = 0; x < pixels.width; ++x, in += 3) out[x] = static_cast<Byte>((77U * in[0] + 151U * in[1] + 28U * in[2]) >> 8U);
  });
  return grey;
}

void smooth(Pix& grey, int times) {
  for (; times > 0; --times) {
    const Rows rows = rows_of(grey.get());
    if (rows.width < 3) return;
    std::vector<unsigned short> sums(static_cast<std::size_t>(rows.width));
    each_row(grey.get(), [&](Byte* out, int y) {
      const Byte* const a = rows.row(y - 1);
      const Byte* const b = rows.row(y);
      const Byte* const c = rows.row(y + 1);
      for (std::size_t x = 0; x < sums.size(); ++x) sums[x] = static_cast<unsigned short>(a[x] + b[x] + c[x]);
      for (std::size_t x = 1; x + 1 < sums.size(); ++x) {
        // times 7282 / 65536 is a ninth, rounded
        out[x] = static_cast<Byte>(((static_cast<unsigned>(sums[x - 1]) + sums[x] + sums[x + 1]) * 7282U + 32768U) >> 16U);
      }
    });
  }
}

Measures measure(PIX* grey) {
  const Rows rows = rows_of(grey);
  Measures measures;
  if (rows.width < 16 || rows.height < 16) return measures;

  // The paper of a tile is its 80th percentile: text covers less than a fifth of a page.
  constexpr int tile = 32;
  std::array<std::uint64_t, 256> all{};
  std::vector<int> papers;
  for (int top = 0; top + tile <= rows.height || top == 0; top += tile) {
    for (int left = 0; left + tile <= rows.width || left == 0; left += tile) {
      std::array<std::uint64_t, 256> counts{};
      for (int y = top; y < std::min(top + tile, rows.height); ++y) {
        for (int x = left; x < std::min(left + tile, rows.width); ++x) ++counts[rows.row(y)[x]];
      }
      for (std::size_t i = 0; i < 256; ++i) all[i] += counts[i];
      papers.push_back(level_at(counts, 0.7));
    }
  }
  std::ranges::sort(papers);
  const std::size_t last = papers.size() - 1;
  measures.paper = papers[last / 2];
  measures.unevenness = static_cast<float>(papers[last * 95 / 100] - papers[last * 5 / 100]);
  measures.ink = level_at(all, 0.005);

  // Grain: how far paper pixels lie from the median of their neighbours. Pixels near ink do not count: their neighbours differ by more
  // than any grain.
  std::array<std::uint64_t, 256> off{};
  std::vector<Byte> medians(static_cast<std::size_t>(rows.width));
  const int limit = measures.paper - (measures.paper - measures.ink) / 2;
  for (int y = 1; y + 1 < rows.height; y += 5) {
    median_row(rows, y, medians.data());
    for (int x = 1; x + 1 < rows.width; ++x) {
      const int middle = medians[static_cast<std::size_t>(x)];
      if (middle > limit) ++off[static_cast<std::size_t>(std::abs(rows.row(y)[x] - middle))];
    }
  }
  // Of a normal distribution less the median of its nine: half lie within 0.62 standard deviations.
  std::uint64_t count = 0;
  double sum = 0;
  const int cut = level_at(off, 0.95);
  for (int i = 0; i <= cut; ++i) {
    count += off[static_cast<std::size_t>(i)];
    sum += static_cast<double>(off[static_cast<std::size_t>(i)]) * i;
  }
  measures.noise = count > 0 ? static_cast<float>(sum / static_cast<double>(count) / 0.72) : 0;
  return measures;
}

float estimate_dpi(PIX* grey, const Measures& measures) {
  const Pix ink(pixThresholdToBinary(grey, (measures.paper + measures.ink) / 2));
  if (!ink) return 0;
  const Boxes boxes(pixConnCompBB(ink.get(), 8));
  if (!boxes) return 0;
  std::vector<int> heights;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    int w = 0;
    int h = 0;
    boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &w, &h);
    if (h >= 5 && h <= 150 && w <= 2 * h && h <= 6 * w) heights.push_back(h);
  }
  if (heights.size() < 20) return 0;
  std::ranges::nth_element(heights, heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2));
  // Small letters of ten points are about a 14th of an inch high.
  return std::clamp(static_cast<float>(heights[heights.size() / 2]) * 14.0F, 60.0F, 1200.0F);
}

}  // namespace ocr
