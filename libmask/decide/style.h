// How a mask looks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mask {

enum class Style : std::uint8_t {
  label,   // [PERSON 1]
  block,   // a bar of fixed length
  remove,  // nothing
  keep,    // the words stay
};
[[nodiscard]] constexpr std::optional<Style> style_named(std::string_view name) {
  if (name == "label") return Style::label;
  if (name == "block") return Style::block;
  if (name == "remove") return Style::remove;
  if (name == "keep") return Style::keep;
  return std::nullopt;
}
[[nodiscard]] constexpr std::string_view name(Style style) {
  constexpr std::string_view names[] = {"label", "block", "remove", "keep"};
  return names[static_cast<std::size_t>(style)];
}

}  // namespace mask
