// The two halves of an e-mail address as they stand in a text, read from the @ outwards with bounded steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "libmask/base/span.h"

namespace mask {

inline constexpr std::uint32_t longest_local = 64;    // characters (RFC 5321, 4.5.3.1.1)
inline constexpr std::uint32_t longest_domain = 255;  // bytes

// The local part that ends at `at`: empty where there is none, or where it is longer than the rule allows.
[[nodiscard]] Span local_part(std::string_view text, std::uint32_t at);

// A host name: labels of letters, digits and inner hyphens, with dots between.
struct HostName {
  Span span;
  Span last;  // the label behind the last dot
  int dots = 0;
};
[[nodiscard]] HostName host_name(std::string_view text, std::uint32_t start);

// Does the last label look like the ending of a host name: two letters or more and nothing else, or punycode?
[[nodiscard]] bool has_ending(std::string_view text, const HostName& host);

// Is the local part that of an office rather than of a person: registrator, kommune, info?
[[nodiscard]] bool is_shared_mailbox(std::string_view local);

}  // namespace mask
