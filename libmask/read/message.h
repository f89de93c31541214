// Messages of Outlook, as .msg files and winmail.dat hold them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmask/read/walk.h"

namespace mask {

struct Message {
  std::vector<std::pair<std::string, std::string>> head = {};  // label and value, UTF-8
  std::optional<std::string> plain = {};                       // UTF-8
  std::optional<std::string> html = {};                        // UTF-8
  std::optional<std::string> rtf = {};                         // compressed
  std::vector<std::string> notes = {};                         // what to look at
};

// The document without what is attached: its head, and of its texts what says all. Pictures in the text come along.
[[nodiscard]] Result<Document> write_message(const Message& message, DocumentKind kind, Walk& walk);

// RTF as Outlook packs it ([MS-OXRTFCP]). Failure::damaged where it is cut short or its checksum is wrong.
[[nodiscard]] Result<std::string> unpack_rtf(std::string_view packed, Walk& walk);

// A count of 100 nanoseconds since 1601 as "2024-03-01 12:30 UTC"; empty for what is no time of ours.
[[nodiscard]] std::string written_time(std::uint64_t filetime);

}  // namespace mask
