// RTF, of word processors and inside Outlook messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/read/text_writer.h"

namespace mask {

// What came with the text: its name and its bytes.
struct RtfExtra {
  std::string name;
  std::string bytes;
  bool is_picture = false;
};

// Writes headers, the text, footers, notes and comments. What is missing or unsound is noted.
[[nodiscard]] Result<void> write_rtf(std::string_view bytes, TextWriter& out, std::vector<RtfExtra>& extras, Walk& walk);

// The page that RTF was made from ([MS-OXRTFEX]), UTF-8; nothing where it was made from none.
[[nodiscard]] std::optional<std::string> html_in_rtf(std::string_view bytes, Walk& walk);

}  // namespace mask
