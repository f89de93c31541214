// The texts of a mail: flowed lines, and two forms of one text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mask {

// Lines that were broken to be sent (RFC 3676, format=flowed) become one again. `deletes_blank`: the blank at the break belongs to it.
[[nodiscard]] std::string unflow(std::string_view text, bool deletes_blank);

// Are all words of `other` in `text`? Addresses of pages and pictures do not count.
[[nodiscard]] bool says_all(std::string_view text, std::string_view other);
// The lines of `text` with a word that `other` lacks.
[[nodiscard]] std::string lines_that_say_more(std::string_view text, std::string_view other);

}  // namespace mask
