// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/ip_text.h"

#include <algorithm>

#include "libmask/find/signs.h"

namespace mask {
namespace {

constexpr bool is_hex_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'f'; }
constexpr bool is_hex(char c) { return is_digit_char(c) || is_hex_letter(c); }

std::size_t hex_size(std::string_view text, std::size_t at) {
  std::size_t size = 0;
  while (at + size < text.size() && is_hex(text[at + size])) ++size;
  return size;
}

// Groups of `size` characters each, `mark` between.
bool is_grouped(std::string_view text, char mark, std::size_t size) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % (size + 1) == size ? text[i] != mark : !is_hex(text[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<Ipv4> read_ipv4(std::string_view text) {
  Ipv4 ip;
  std::size_t at = 0;
  for (std::size_t octet = 0; octet < 4; ++octet) {
    if (octet > 0 && (at >= text.size() || text[at++] != '.')) return std::nullopt;
    const std::size_t start = at;
    unsigned value = 0;
    while (at < text.size() && is_digit_char(text[at]) && at - start < 3) value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    if (at == start || value > 255) return std::nullopt;
    ip.leading_zero |= at - start > 1 && text[start] == '0';
    ip.octet[octet] = static_cast<std::uint8_t>(value);
  }
  return at == text.size() ? std::optional(ip) : std::nullopt;
}

std::optional<Ipv6> read_ipv6(std::string_view text) {
  Ipv6 ip;
  int groups = 0;
  bool gap = false;  // :: has been read
  std::size_t at = 0;
  if (text.starts_with("::")) {
    gap = true;
    at = 2;
  }
  while (at < text.size()) {
    const std::size_t size = hex_size(text, at);
    if (size == 0) return std::nullopt;
    if (at + size < text.size() && text[at + size] == '.') {  // an IPv4 address stands last
      const auto tail = read_ipv4(text.substr(at));
      if (!tail || tail->leading_zero) return std::nullopt;
      groups += 2;
      ip.written += 2;
      at = text.size();
      break;
    }
    if (size > 4) return std::nullopt;
    ++groups;
    ++ip.written;
    ip.longest = std::max(ip.longest, size);
    ip.has_letter |= std::ranges::any_of(text.substr(at, size), is_hex_letter);
    at += size;
    if (at == text.size()) break;
    if (text[at++] != ':') return std::nullopt;
    if (at == text.size()) return std::nullopt;  // ends with one colon
    if (text[at] == ':') {
      if (gap) return std::nullopt;
      gap = true;
      ++at;
    }
  }
  const bool complete = gap ? groups <= 7 : groups == 8;
  return complete ? std::optional(ip) : std::nullopt;
}

std::optional<Mac> read_mac(std::string_view text) {
  const bool pairs = text.size() == 17 && (is_grouped(text, ':', 2) || is_grouped(text, '-', 2));
  const bool fours = text.size() == 14 && is_grouped(text, '.', 4);
  if (!pairs && !fours) return std::nullopt;
  return Mac{.has_letter = std::ranges::any_of(text, is_hex_letter)};
}

bool can_be_address(std::string_view text) {
  const auto colons = std::ranges::count(text, ':');
  if (colons >= 2) return colons >= 5 || text.contains("::");
  return text.size() >= 14 && (std::ranges::count(text, '-') >= 5 || std::ranges::count(text, '.') >= 2);
}

}  // namespace mask
