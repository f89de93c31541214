// Writing JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mask {

// Appends `text` (UTF-8) as a JSON string with its quotes. Control characters are escaped; all else stands as it is.
void append_json_string(std::string& out, std::string_view text);

}  // namespace mask
