// Pictures -> a TIFF in memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "libmask/base/pixels.h"

struct tiff;

namespace mask {

// Page after page, packed without loss: black and white as G4, grey as Deflate. No tags but those that tell the pixels.
class TiffWriter {
 public:
  TiffWriter();
  TiffWriter(const TiffWriter&) = delete;
  TiffWriter& operator=(const TiffWriter&) = delete;
  ~TiffWriter();

  // `pixels` are grey. False where it cannot be written.
  [[nodiscard]] bool add(const Pixels& pixels);
  // The file; nothing is added after.
  [[nodiscard]] std::string finish();

 private:
  struct Memory;
  Memory* memory_;
  tiff* file_;
};

}  // namespace mask
