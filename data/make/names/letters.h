// Letters in UTF-8 made large, small or plain: Latin-1 and Latin Extended-A.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace names {

[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
// The first letter large, all others small.
[[nodiscard]] std::string to_title(std::string_view text);
// Without accents, rings and dots.
[[nodiscard]] std::string to_plain(std::string_view text);
[[nodiscard]] bool is_upper_case(std::string_view text);  // has a letter, and none is small
[[nodiscard]] bool begins_upper(std::string_view text);

}  // namespace names
