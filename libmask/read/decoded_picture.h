// What the decoders of pictures hand on.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "libmask/base/pixels.h"

namespace mask {

struct DecodedPicture {
  Pixels pixels = {};
  bool is_damaged = false;  // the decoder made up what it could not read
};

[[nodiscard]] inline std::string too_many_pixels(std::uint64_t pixels, std::uint64_t limit) {
  return "a picture of " + std::to_string(pixels) + " pixels is over the limit of " + std::to_string(limit);
}

}  // namespace mask
