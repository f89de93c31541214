// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "libocr/image.h"

namespace ocr {
namespace {

constexpr int tile = 32;
// A tile this much darker than the surface, in grey levels, is no bare paper.
constexpr double dark = 8;
constexpr int rounds = 12;

// 1, x, y, x², xy, y² with x and y from -1 to 1.
constexpr std::size_t terms = 6;
using Terms = std::array<double, terms>;

Terms terms_at(double x, double y) { return {1, x, y, x * x, x * y, y * y}; }

double value(const Terms& surface, const Terms& at) {
  double sum = 0;
  for (std::size_t i = 0; i < terms; ++i) sum += surface[i] * at[i];
  return sum;
}

struct Sample {
  Terms at;
  double level;
};

// Least squares; a sample darker than `before` allows counts for almost nothing.
Terms fit(const std::vector<Sample>& samples, const Terms& before) {
  std::array<std::array<double, terms + 1>, terms> rows{};
  for (std::size_t i = 0; i < terms; ++i) rows[i][i] = 1e-6;
  for (const Sample& sample : samples) {
    const double weight = sample.level < value(before, sample.at) - dark ? 0.001 : 1;
    for (std::size_t i = 0; i < terms; ++i) {
      for (std::size_t j = 0; j < terms; ++j) rows[i][j] += weight * sample.at[i] * sample.at[j];
      rows[i][terms] += weight * sample.at[i] * sample.level;
    }
  }
  for (std::size_t i = 0; i < terms; ++i) {
    std::size_t pivot = i;
    for (std::size_t k = i + 1; k < terms; ++k) {
      if (std::abs(rows[k][i]) > std::abs(rows[pivot][i])) pivot = k;
    }
    std::swap(rows[i], rows[pivot]);
    for (std::size_t k = 0; k < terms; ++k) {
      if (k == i) continue;
      const double factor = rows[k][i] / rows[i][i];
      for (std::size_t j = i; j <= terms; ++j) rows[k][j] -= factor * rows[i][j];
    }
  }
  Terms surface{};
  for (std::size_t i = 0; i < terms; ++i) surface[i] = rows[i][terms] / rows[i][i];
  return surface;
}

}  // namespace

void level_light(PIX* grey) {
  const int width = pixGetWidth(grey);
  const int height = pixGetHeight(grey);
  if (width < 4 * tile || height < 4 * tile) return;
  const auto x_of = [&](double x) { return 2 * x / width - 1; };
  const auto y_of = [&](double y) { return 2 * y / height - 1; };

  // The paper of a tile is its 70th percentile.
  const int columns = width / tile;
  std::vector<std::array<int, 256>> counts(static_cast<std::size_t>(columns));
  std::vector<Sample> samples;
  each_row(grey, [&](const unsigned char* row, int y) {
    for (int x = 0; x < columns * tile; ++x) ++counts[static_cast<std::size_t>(x / tile)][row[x]];
    if (y % tile != tile - 1) return;
    for (int column = 0; column < columns; ++column) {
      auto& levels = counts[static_cast<std::size_t>(column)];
      int level = 0;
      for (int below = levels[0]; below < tile * tile * 7 / 10; below += levels[static_cast<std::size_t>(level)]) ++level;
      samples.push_back({terms_at(x_of((column + 0.5) * tile), y_of(y + 0.5 - tile / 2.0)), static_cast<double>(level)});
      levels.fill(0);
    }
  });

  Terms surface{};
  surface[0] = 0;
  for (int round = 0; round < rounds; ++round) surface = fit(samples, surface);
  double paper = 0;
  for (const Sample& sample : samples) paper = std::max(paper, value(surface, sample.at));
  paper = std::min(paper, 255.0);
  each_row(grey, [&](unsigned char* row, int y) {
    for (int x = 0; x < width; ++x) {
      const double here = std::max(value(surface, terms_at(x_of(x + 0.5), y_of(y + 0.5))), 1.0);
      row[x] = static_cast<unsigned char>(std::clamp(row[x] * paper / here + 0.5, 0.0, 255.0));
    }
  });
}

}  // namespace ocr
