// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/ink.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ocr {
namespace {

// All at 150 dots per inch: six pixels are a millimetre.
constexpr int speck = 3;           // smaller than this in both directions: dust
constexpr int ruling_length = 50;  // longer lines, this thin, are rulings
constexpr int ruling_width = 7;
constexpr int reach = 8;        // ink this near belongs together
constexpr int least_ink = 40;   // pixels
constexpr int least_size = 13;  // the longer side of a group

void paint(PIX* bits, const mask::Box& box, int margin, bool is_ink) {
  const int x = static_cast<int>(box.x0 / 2) - margin;
  const int y = static_cast<int>(box.y0 / 2) - margin;
  const int w = static_cast<int>(std::ceil(box.x1 / 2)) + margin - x;
  const int h = static_cast<int>(std::ceil(box.y1 / 2)) + margin - y;
  pixRasterop(bits, x, y, w, h, is_ink ? PIX_SET : PIX_CLR, nullptr, 0, 0);
}

// Takes out long thin lines, and what little is left where words crossed them.
void remove_rulings(PIX* bits) {
  for (const bool is_upright : {false, true}) {
    const int w = is_upright ? 1 : ruling_length;
    const int h = is_upright ? ruling_length : 1;
    const Pix lines(pixOpenCompBrick(nullptr, bits, w, h));
    const Pix thick(pixOpenBrick(nullptr, lines.get(), is_upright ? ruling_width : 1, is_upright ? 1 : ruling_width));
    if (!lines || !thick) return;
    // Of a thick place the whole is kept: it is part of a photograph or a drawing.
    const Pix spread(pixDilateBrick(nullptr, thick.get(), ruling_width, ruling_width));
    pixSubtract(lines.get(), lines.get(), spread.get());
    const Pix wide(pixDilateBrick(nullptr, lines.get(), 3, 3));
    pixSubtract(bits, bits, wide.get());
  }
}

// Tesseract's boxes often leave out the first or last letter of a word: what lies between two words of a line, or just beside the line, is
// theirs too.
void erase_words(PIX* bits, std::span<const ReadWord> words, const std::vector<bool>& sure) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!sure[i]) continue;
    mask::Box box = words[i].box;
    const float height = box.height();
    const bool has_next = i + 1 < words.size() && words[i + 1].line == words[i].line;
    const bool has_previous = i > 0 && words[i - 1].line == words[i].line;
    paint(bits, box, 2, false);
    if (has_next && sure[i + 1]) {
      const mask::Box& next = words[i + 1].box;
      if (next.x0 - box.x1 < 2 * std::max(height, next.height()))
        paint(bits, {.x0 = box.x1, .y0 = std::min(box.y0, next.y0), .x1 = std::max(box.x1, next.x0), .y1 = std::max(box.y1, next.y1)}, 2,
              false);
    } else if (!has_next) {
      paint(bits, {.x0 = box.x1, .y0 = box.y0, .x1 = box.x1 + 0.7F * height, .y1 = box.y1}, 2, false);
    }
    if (!has_previous) paint(bits, {.x0 = box.x0 - 0.7F * height, .y0 = box.y0, .x1 = box.x0, .y1 = box.y1}, 2, false);
  }
}

// Is the ink of one even level, as a tint behind text or a printed bar is?
bool is_flat(const Ink& ink, PIX* group, BOX* box) {
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;
  boxGetGeometry(box, &x, &y, &w, &h);
  std::array<int, 256> levels{};
  int count = 0;
  for (int j = 0; j < h; ++j) {
    for (int i = 0; i < w; ++i) {
      l_uint32 is_ink = 0;
      l_uint32 level = 0;
      pixGetPixel(group, i, j, &is_ink);
      if (is_ink == 0) continue;
      pixGetPixel(ink.grey.get(), x + i, y + j, &level);
      ++levels[level & 255U];
      ++count;
    }
  }
  if (count < w * h / 3) return false;
  const auto level_at = [&](double share) {
    int below = 0;
    for (int level = 0; level < 256; ++level) {
      below += levels[static_cast<std::size_t>(level)];
      if (below >= share * count) return level;
    }
    return 255;
  };
  return static_cast<float>(level_at(0.85) - level_at(0.15)) < 12 + 3 * ink.measures.noise;
}

// Is it a frame, as the box of a form that is to be ticked?
bool is_frame(PIX* component) {
  const int w = pixGetWidth(component);
  const int h = pixGetHeight(component);
  if (w < 10 || h < 10 || w > 80 || h > 80) return false;
  int all = 0;
  int inner = 0;
  pixCountPixels(component, &all, nullptr);
  BOX* middle = boxCreate(3, 3, w - 6, h - 6);
  const Pix inside(pixClipRectangle(component, middle, nullptr));
  boxDestroy(&middle);
  if (!inside) return false;
  pixCountPixels(inside.get(), &inner, nullptr);
  return inner * 20 < all && all > w + h;
}

}  // namespace

Ink ink_of(const Prepared& prepared) {
  Ink ink;
  ink.grey.reset(pixCopy(nullptr, prepared.plain.get()));
  if (!ink.grey) return ink;
  ink.measures = measure(ink.grey.get());
  const int level = ink.measures.paper - std::max(40, static_cast<int>(4.5F * ink.measures.noise));
  ink.bits.reset(pixThresholdToBinary(ink.grey.get(), std::clamp(level, 1, 254)));
  const Pix clean(pixSelectBySize(ink.bits.get(), speck, speck, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr));
  if (!clean) return ink;
  int count = 0;
  pixCountPixels(clean.get(), &count, nullptr);
  ink.share = static_cast<double>(count) / (static_cast<double>(pixGetWidth(clean.get())) * pixGetHeight(clean.get()));
  return ink;
}

std::vector<mask::Box> unread_ink(const Ink& ink, std::span<const ReadWord> words, const std::vector<bool>& sure) {
  std::vector<mask::Box> out;
  Pix bits(pixSelectBySize(ink.bits.get(), speck, speck, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr));
  if (!bits) return out;
  remove_rulings(bits.get());
  erase_words(bits.get(), words, sure);
  bits.reset(pixSelectBySize(bits.get(), speck + 1, speck + 1, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr));
  if (!bits) return out;

  PIXA* pieces = nullptr;
  BOXA* boxes = pixConnComp(bits.get(), &pieces, 8);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    const Pix piece(pixaGetPix(pieces, i, L_CLONE));
    BOX* box = boxaGetBox(boxes, i, L_CLONE);
    if (is_frame(piece.get()) || is_flat(ink, piece.get(), box)) {
      int x = 0;
      int y = 0;
      boxGetGeometry(box, &x, &y, nullptr, nullptr);
      pixRasterop(bits.get(), x, y, pixGetWidth(piece.get()), pixGetHeight(piece.get()), PIX_NOT(PIX_SRC) & PIX_DST, piece.get(), 0, 0);
    }
    boxDestroy(&box);
  }
  pixaDestroy(&pieces);
  boxaDestroy(&boxes);

  const Pix near(pixDilateBrick(nullptr, bits.get(), 2 * reach + 1, 2 * reach + 1));
  const Boxes groups(near ? pixConnCompBB(near.get(), 8) : nullptr);
  for (int i = 0; groups && i < boxaGetCount(groups.get()); ++i) {
    BOX* group = boxaGetBox(groups.get(), i, L_CLONE);
    const Pix held(pixClipRectangle(bits.get(), group, nullptr));
    int x = 0;
    int y = 0;
    boxGetGeometry(group, &x, &y, nullptr, nullptr);
    boxDestroy(&group);
    BOX* tight = nullptr;
    if (!held || pixClipToForeground(held.get(), nullptr, &tight) != 0 || tight == nullptr) continue;
    int dx = 0;
    int dy = 0;
    int w = 0;
    int h = 0;
    boxGetGeometry(tight, &dx, &dy, &w, &h);
    boxDestroy(&tight);
    int count = 0;
    pixCountPixels(held.get(), &count, nullptr);
    if (count < least_ink || std::max(w, h) < least_size) continue;
    out.push_back({.x0 = 2 * static_cast<float>(x + dx - 1),
                   .y0 = 2 * static_cast<float>(y + dy - 1),
                   .x1 = 2 * static_cast<float>(x + dx + w + 1),
                   .y1 = 2 * static_cast<float>(y + dy + h + 1)});
  }
  return out;
}

}  // namespace ocr
