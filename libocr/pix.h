// Leptonica's pictures, owned.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

namespace ocr {

struct PixDelete {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, PixDelete>;

struct BoxaDelete {
  void operator()(BOXA* boxes) const { boxaDestroy(&boxes); }
};
using Boxes = std::unique_ptr<BOXA, BoxaDelete>;

}  // namespace ocr
