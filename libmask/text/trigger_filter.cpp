// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "libmask/text/scan.h"

namespace mask {
namespace {

constexpr std::size_t buckets = 8;

// Words sorted by their first letters go into eight buckets of about equal size: neighbours share nibbles, so each bucket
// stays narrow.
using Prefix = std::array<std::uint8_t, 3>;

}  // namespace

TriggerFilter TriggerFilter::of(std::span<const std::string_view> words) {
  std::vector<Prefix> prefixes;
  for (const std::string_view word : words) {
    Prefix prefix{};
    for (std::size_t i = 0; i < 3; ++i) {
      prefix[i] = i < word.size() ? static_cast<std::uint8_t>(static_cast<std::uint8_t>(word[i]) | 0x20) : std::uint8_t{0};
    }
    prefixes.push_back(prefix);
  }
  std::ranges::sort(prefixes);
  prefixes.erase(std::ranges::unique(prefixes).begin(), prefixes.end());
  TriggerFilter filter;
  for (std::size_t k = 0; k < prefixes.size(); ++k) {
    const auto bucket = static_cast<std::uint8_t>(1U << (k * buckets / prefixes.size()));
    for (std::size_t i = 0; i < 3; ++i) {
      if (prefixes[k][i] == 0) {  // a word shorter than three bytes: any byte may follow
        for (std::size_t n = 0; n < 16; ++n) {
          filter.low[i][n] |= bucket;
          filter.high[i][n] |= bucket;
        }
        continue;
      }
      filter.low[i][prefixes[k][i] & 15] |= bucket;
      filter.high[i][prefixes[k][i] >> 4] |= bucket;
    }
  }
  filter.starts.resize((1U << 16) / 64);
  for (const std::string_view word : words) {
    std::uint32_t first = 0x20202020U;
    for (std::size_t i = 0; i < 4 && i < word.size(); ++i) first |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(word[i])) << (8 * i);
    const std::uint32_t hash = hash_of(first, static_cast<std::uint32_t>(word.size()));
    filter.starts[hash / 64] |= std::uint64_t{1} << (hash % 64);
  }
  return filter;
}

bool TriggerFilter::passes(std::uint8_t a, std::uint8_t b, std::uint8_t c) const {
  a |= 0x20;
  b |= 0x20;
  c |= 0x20;
  return (low[0][a & 15] & high[0][a >> 4] & low[1][b & 15] & high[1][b >> 4] & low[2][c & 15] & high[2][c >> 4]) != 0;
}

}  // namespace mask
