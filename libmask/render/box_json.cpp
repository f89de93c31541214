// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/box_json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace mask {

void append_rounded(std::string& out, float value, float steps) {
  std::array<char, 32> digits{};
  const double rounded =
      std::isfinite(value) ? std::round(static_cast<double>(value) * static_cast<double>(steps)) / static_cast<double>(steps) : 0;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), rounded + 0.0);
  out.append(digits.data(), result.ptr);
}

void append_box(std::string& out, const Box& box) {
  append_rounded(out, box.x0, 10);
  for (const float value : {box.y0, box.x1, box.y1}) {
    out += ',';
    append_rounded(out, value, 10);
  }
}

}  // namespace mask
