// Can a text be read, or did wrong letters come out of a font?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mask {

// False where the letters are those of no language in Latin script. Short texts, and other scripts, are taken on trust.
[[nodiscard]] bool is_legible(std::string_view text);

}  // namespace mask
