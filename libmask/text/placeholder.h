// Stand-ins for what was masked: [PERSON 1], [ADRESS], and the bar. Written by decide, left alone by find.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"

namespace mask {

// The bar of the block style: always as long, whatever it hides.
inline constexpr std::string_view block_bar = "\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88";  // ██████

// Appends [LABEL] or, where `number` is not 0, [LABEL number].
void append_placeholder(std::string& out, std::string_view label, std::uint32_t number);

// A stand-in that stands in a text. `label` is an index into the labels looked for; a bar has none, and no number.
struct Placeholder {
  Span span;
  std::uint32_t label = 0;
  std::uint32_t number = 0;
};

// All bars in `text`, and all stand-ins whose label is one of `labels` (and no others: brackets around a name are no stand-in), in order.
void find_placeholders(std::string_view text, std::span<const std::string_view> labels, std::vector<Placeholder>& out);

}  // namespace mask
