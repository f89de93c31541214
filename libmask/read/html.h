// Pages and mails in HTML: what a reader sees, in order.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libmask/read/decode.h"
#include "libmask/read/text_writer.h"

namespace mask {

// Writes what the page says: blocks as lines, rows of tables with tabs, lists with their marks, texts that stand for pictures, values of
// forms. What is hidden is written too, and noted. Pictures that lie in the page itself are put into `pictures`.
[[nodiscard]] Result<void> write_html(std::string_view utf8, TextWriter& out, std::vector<std::string>& pictures, Walk& walk);

// To UTF-8, by its mark, what the page says of itself, or what it can be.
[[nodiscard]] Decoded decode_html(std::string_view bytes);

}  // namespace mask
