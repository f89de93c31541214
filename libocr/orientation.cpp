// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/orientation.h"

namespace ocr {

int orientation_of(PIX* grey) {
  const Pix half(pixScaleAreaMap2(grey));
  if (!half) return 0;
  const Pix ink(pixOtsuThreshOnBackgroundNorm(half.get(), nullptr, 10, 15, 100, 50, 255, 2, 2, 0.1F, nullptr));
  if (!ink) return 0;
  float up = 0;
  float left = 0;
  if (pixOrientDetect(ink.get(), &up, &left, 0, 0) != 0) return 0;
  int orientation = L_TEXT_ORIENT_UNKNOWN;
  makeOrientDecision(up, left, 5.0F, 2.0F, &orientation, 0);
  switch (orientation) {
    case L_TEXT_ORIENT_LEFT: return 1;
    case L_TEXT_ORIENT_DOWN: return 2;
    case L_TEXT_ORIENT_RIGHT: return 3;
    default: return 0;
  }
}

}  // namespace ocr
