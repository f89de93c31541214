// The readers of IPv4 and IPv6 against inet_pton, on made-up strings that are nearly right.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "libmask/find/ip_text.h"

namespace mask::test {
namespace {

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t most) {
  std::string text;
  const std::size_t size = random() % (most + 1);
  for (std::size_t i = 0; i < size; ++i) text += alphabet[random() % alphabet.size()];
  return text;
}

// Groups with the right marks, of which now and then one is missing, too long, or empty.
std::string random_ipv6(std::mt19937& random) {
  std::string text;
  const std::size_t groups = 1 + random() % 9;
  for (std::size_t i = 0; i < groups; ++i) {
    if (i > 0) text.append(random() % 8 == 0 ? "::" : ":");
    text += random_text(random, "0123456789abcdefABCDEF", random() % 20 == 0 ? 5 : 4);
  }
  if (random() % 6 == 0) text.append(":10.0.0.").append(std::to_string(random() % 300));
  return text;
}

std::string random_ipv4(std::mt19937& random) {
  std::string text;
  const std::size_t octets = random() % 12 == 0 ? 3 + random() % 3 : 4;
  for (std::size_t i = 0; i < octets; ++i) text.append(i > 0 ? "." : "").append(std::to_string(random() % 280));
  return text;
}

template <int family>
bool system_reads(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

constexpr unsigned seed = 20240517;

TEST(IpText, ReadsIpv4AsTheSystemDoes) {
  std::mt19937 random(seed);
  for (int i = 0; i < 50'000; ++i) {
    const std::string text = i % 2 == 0 ? random_ipv4(random) : random_text(random, "0129.", 12);
    const auto ip = read_ipv4(text);
    EXPECT_EQ(ip.has_value() && !ip->leading_zero, system_reads<AF_INET>(text)) << text << " seed " << seed;
  }
}

TEST(IpText, ReadsIpv6AsTheSystemDoes) {
  std::mt19937 random(seed);
  int right = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::string text = i % 2 == 0 ? random_ipv6(random) : random_text(random, "0af:::", 20);
    right += system_reads<AF_INET6>(text) ? 1 : 0;
    EXPECT_EQ(read_ipv6(text).has_value(), system_reads<AF_INET6>(text)) << text << " seed " << seed;
  }
  EXPECT_GT(right, 1000);
}

TEST(IpText, ReadsMac) {
  EXPECT_TRUE(read_mac("00:1a:2b:3c:4d:5e"));
  EXPECT_TRUE(read_mac("001a.2b3c.4d5e"));
  EXPECT_FALSE(read_mac("00:1a:2b:3c:4d-5e"));
  EXPECT_FALSE(read_mac("00:1a:2b:3c:4d:5g"));
}

}  // namespace
}  // namespace mask::test
