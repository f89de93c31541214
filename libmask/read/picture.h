// Pictures in documents.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libmask/read/walk.h"

namespace mask {

// Width and height in pixels, as the head of a PNG, JPEG, GIF or BMP says.
[[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> picture_size(std::string_view bytes);

// Puts what a picture says behind `whole` as a part. One with fewer than 200 pixels either way is an ornament, and left out.
[[nodiscard]] Result<void> attach_picture(Document& whole, Walk& walk, const Result<std::string>& bytes, const std::string& name);

}  // namespace mask
