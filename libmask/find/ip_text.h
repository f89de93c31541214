// How IPv4, IPv6 (RFC 4291, 2.2) and MAC addresses are written: strict readers of a whole string.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mask {

struct Ipv4 {
  std::array<std::uint8_t, 4> octet{};
  bool leading_zero = false;  // 091.012.003.004: read all the same
};
[[nodiscard]] std::optional<Ipv4> read_ipv4(std::string_view text);

struct Ipv6 {
  int written = 0;          // groups that stand in the text
  std::size_t longest = 0;  // characters in the longest
  bool has_letter = false;
};
[[nodiscard]] std::optional<Ipv6> read_ipv6(std::string_view text);

struct Mac {
  bool has_letter = false;
};
// aa:bb:cc:dd:ee:ff, aa-bb-cc-dd-ee-ff or aabb.ccdd.eeff.
[[nodiscard]] std::optional<Mac> read_mac(std::string_view text);

// A cheap look: has the string the marks that an IPv6 or MAC address must have? (Most strings have not.)
[[nodiscard]] bool can_be_address(std::string_view text);

}  // namespace mask
