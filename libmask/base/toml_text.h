// A look at TOML before it is parsed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace mask {

// The offset of the first byte that is not ASCII and stands outside strings and comments, where TOML has no place for it and toml++ 3.3
// walks into undefined behaviour. `text` is UTF-8, without a byte order mark.
[[nodiscard]] std::optional<std::size_t> first_untomly(std::string_view text);

}  // namespace mask
