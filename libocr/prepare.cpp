// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/prepare.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "libocr/denoise.h"
#include "libocr/light.h"
#include "libocr/orientation.h"

namespace ocr {
namespace {

// Tesseract counts pixels in 16 bits.
constexpr float longest_side = 30'000;
constexpr float most_pixels = 80e6F;

void even_out(Pix& grey, float dpi) {
  const int tile = std::max(10, static_cast<int>(dpi / 20));
  Pix even(pixBackgroundNorm(grey.get(), nullptr, nullptr, tile, tile, 60, 40, 200, 2, 1));
  if (even) grey = std::move(even);
}

// Takes dots of up to three pixels from 0-and-255 pixels, black and white ones.
void despeckle(Pix& grey) {
  Pix ink(pixThresholdToBinary(grey.get(), 128));
  for (int round = 0; ink && round < 2; ++round) {
    Pix clean(pixSelectBySize(ink.get(), 3, 3, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr));
    if (!clean) return;
    ink = std::move(clean);
    pixInvert(ink.get(), ink.get());
  }
  Pix clean(pixConvert1To8(nullptr, ink.get(), 255, 0));
  if (clean) grey = std::move(clean);
}

// Degrees to turn clockwise, of a picture of half size; 0 where the lines are straight, or there are none.
float skew_of(PIX* grey) {
  const Pix ink(pixOtsuThreshOnBackgroundNorm(grey, nullptr, 10, 15, 100, 50, 255, 2, 2, 0.1F, nullptr));
  float angle = 0;
  float confidence = 0;
  if (!ink || pixFindSkewSweepAndSearch(ink.get(), &angle, &confidence, 2, 1, 7.0F, 1.0F, 0.01F) != 0) return 0;
  return confidence > 2.5F && std::abs(angle) > 0.1F ? angle : 0;
}

// Turns by quarters, clockwise. False where memory does not suffice.
bool turn(Pix& pix, int turns) {
  if (turns % 4 == 0) return true;
  Pix turned(pixRotateOrth(pix.get(), turns % 4));
  if (!turned) return false;
  pix = std::move(turned);
  return true;
}

// Turns about the middle; what comes in at the corners is paper. (White beside grey paper would be told apart instead of paper and ink.)
bool straighten(Pix& pix, float radians) {
  const int width = pixGetWidth(pix.get());
  const int height = pixGetHeight(pix.get());
  const auto wider = [&](int size, int other) {
    const float grown = static_cast<float>(size) * std::cos(radians) + static_cast<float>(other) * std::abs(std::sin(radians));
    return std::max(0, static_cast<int>(std::ceil((grown - static_cast<float>(size)) / 2)));
  };
  const auto paper = static_cast<l_uint32>(measure(pix.get()).paper);
  const int x = wider(width, height);
  const int y = wider(height, width);
  const Pix bordered(pixAddBorderGeneral(pix.get(), x, x, y, y, paper));
  if (!bordered) return false;
  Pix straight(pixRotateAMGray(bordered.get(), radians, static_cast<unsigned char>(paper)));
  if (!straight) return false;
  pix = std::move(straight);
  return true;
}

mask::Box around(std::initializer_list<std::pair<float, float>> points) {
  mask::Box box{.x0 = 1e9F, .y0 = 1e9F, .x1 = -1e9F, .y1 = -1e9F};
  for (const auto& [x, y] : points) {
    box.x0 = std::min(box.x0, x), box.x1 = std::max(box.x1, x);
    box.y0 = std::min(box.y0, y), box.y1 = std::max(box.y1, y);
  }
  return box;
}

}  // namespace

Chain chain_for(const Measures& measures, bool is_bitonal) {
  if (is_bitonal) return {.smooth = 1, .despeckles = true};
  const bool has_grain = measures.noise > 7;
  return {.denoise = has_grain ? measures.noise : 0, .evens = has_grain || measures.unevenness > 12};
}

Chain stronger(const Chain& chain, const Measures& measures) {
  Chain next = chain;
  if (!chain.despeckles) next.evens = true;
  if (measures.noise > 3) next.denoise = std::max(chain.denoise, measures.noise) * 1.3F;
  if (next == chain) ++next.smooth;
  return next;
}

Prepared prepare(PIX* grey, const Chain& chain, float dpi, std::optional<int> turns) {
  Prepared out;
  out.width = pixGetWidth(grey);
  out.height = pixGetHeight(grey);
  out.grey.reset(pixCopy(nullptr, grey));
  if (!out.grey) return out;
  if (chain.despeckles) despeckle(out.grey);
  if (chain.denoise > 0) denoise(out.grey.get(), chain.denoise);
  smooth(out.grey, chain.smooth);

  const auto width = static_cast<float>(out.width);
  const auto height = static_cast<float>(out.height);
  float scale = reading_dpi / dpi;
  if (scale > 0.93F && scale < 1.07F) scale = 1;
  scale = std::min({scale, longest_side / std::max(width, height), std::sqrt(most_pixels / (width * height))});
  if (scale != 1) {
    Pix scaled(pixScale(out.grey.get(), scale, scale));
    if (!scaled) {
      out.grey.reset();
      return out;
    }
    out.grey = std::move(scaled);
    out.scale = static_cast<float>(pixGetWidth(out.grey.get())) / width;
  }
  out.plain.reset(pixScaleAreaMap2(out.grey.get()));
  if (!out.plain) {
    out.grey.reset();
    return out;
  }
  if (chain.evens) {
    even_out(out.grey, dpi * scale);
    level_light(out.plain.get());
  }

  out.turns = turns ? *turns : orientation_of(out.grey.get());
  bool is_done = turn(out.grey, out.turns) && turn(out.plain, out.turns);
  if (const float degrees = is_done ? skew_of(out.plain.get()) : 0; degrees != 0) {
    out.angle = degrees * std::numbers::pi_v<float> / 180;
    is_done = straighten(out.grey, out.angle) && straighten(out.plain, out.angle);
  }
  if (!is_done) out.grey.reset();
  return out;
}

mask::Box Prepared::on_page(const mask::Box& box) const {
  return {.x0 = box.x0 / scale, .y0 = box.y0 / scale, .x1 = box.x1 / scale, .y1 = box.y1 / scale};
}

mask::Box Prepared::in_picture(const mask::Box& box) const {
  // Size before it was straightened.
  const bool is_sideways = turns % 2 == 1;
  const float turned_width = static_cast<float>(is_sideways ? height : width);
  const float turned_height = static_cast<float>(is_sideways ? width : height);
  const float cosine = std::cos(angle);
  const float sine = std::sin(angle);
  const float middle_x = static_cast<float>(pixGetWidth(grey.get())) / 2;
  const float middle_y = static_cast<float>(pixGetHeight(grey.get())) / 2;
  const auto back = [&](float x, float y) -> std::pair<float, float> {
    if (angle != 0) {
      const float dx = x - middle_x;
      const float dy = y - middle_y;
      x = turned_width * scale / 2 + cosine * dx + sine * dy;
      y = turned_height * scale / 2 - sine * dx + cosine * dy;
    }
    x /= scale;
    y /= scale;
    switch (turns) {
      case 1: return {y, turned_width - x};
      case 2: return {turned_width - x, turned_height - y};
      case 3: return {turned_height - y, x};
      default: return {x, y};
    }
  };
  mask::Box out = around({back(box.x0, box.y0), back(box.x1, box.y0), back(box.x0, box.y1), back(box.x1, box.y1)});
  out.x0 = std::clamp(out.x0, 0.0F, static_cast<float>(width));
  out.x1 = std::clamp(out.x1, 0.0F, static_cast<float>(width));
  out.y0 = std::clamp(out.y0, 0.0F, static_cast<float>(height));
  out.y1 = std::clamp(out.y1, 0.0F, static_cast<float>(height));
  return out;
}

}  // namespace ocr
