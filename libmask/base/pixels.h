// A picture in memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mask {

// Rows from top to bottom, without padding. Samples are 8 bits: grey, or red, green, blue.
struct Pixels {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t channels = 1;  // 1 or 3
  float dpi = 0;               // dots per inch; 0: nobody knows
  bool is_bitonal = false;     // it came with one bit a pixel: every sample is 0 or 255
  std::vector<std::uint8_t> samples = {};

  [[nodiscard]] const std::uint8_t* row(std::uint32_t y) const { return samples.data() + std::size_t{y} * width * channels; }
  friend bool operator==(const Pixels&, const Pixels&) = default;
};

}  // namespace mask
