// Words in the headers of mail: encoded words (RFC 2047) and parameters (RFC 2231).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mask {

// A header's value as people read it: unfolded, its encoded words decoded. Bytes that are no UTF-8 are taken for windows-1252.
[[nodiscard]] std::string decode_header(std::string_view raw);

// A parameter of a header such as Content-Type, in whatever way it is written: name="a.pdf", name*=utf-8''a.pdf, name*0*=…
[[nodiscard]] std::optional<std::string> header_parameter(std::string_view raw, std::string_view name);

}  // namespace mask
