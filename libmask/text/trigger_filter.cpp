// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "libmask/text/scan.h"

namespace mask {
namespace {

// Words sorted by their first letters go into buckets of about equal size: neighbours share nibbles, so each bucket stays narrow. The last
// bucket is for words of fewer than four bytes, behind which anything may stand.
constexpr std::size_t long_buckets = 7;

using Prefix = std::array<std::uint8_t, TriggerFilter::depth>;

void put(TriggerFilter& filter, const Prefix& prefix, std::uint8_t bucket) {
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    for (std::size_t n = 0; n < 16; ++n) {
      if (prefix[i] == 0 || n == (prefix[i] & 15U)) filter.low[i][n] |= bucket;
      if (prefix[i] == 0 || n == (prefix[i] >> 4U)) filter.high[i][n] |= bucket;
    }
  }
}

}  // namespace

TriggerFilter TriggerFilter::of(std::span<const std::string_view> words) {
  std::vector<Prefix> prefixes;
  TriggerFilter filter;
  for (const std::string_view word : words) {
    Prefix prefix{};
    for (std::size_t i = 0; i < prefix.size() && i < word.size(); ++i) {
      prefix[i] = static_cast<std::uint8_t>(static_cast<std::uint8_t>(word[i]) | 0x20);
    }
    if (word.size() < prefix.size()) {
      put(filter, prefix, 1U << long_buckets);
    } else {
      prefixes.push_back(prefix);
    }
  }
  std::ranges::sort(prefixes);
  prefixes.erase(std::ranges::unique(prefixes).begin(), prefixes.end());
  for (std::size_t k = 0; k < prefixes.size(); ++k)
    put(filter, prefixes[k], static_cast<std::uint8_t>(1U << (k * long_buckets / prefixes.size())));
  filter.starts.resize((1U << 16) / 64);
  for (const std::string_view word : words) {
    std::uint32_t first = 0x20202020U;
    for (std::size_t i = 0; i < 4 && i < word.size(); ++i)
      first |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(word[i])) << (8 * i);
    const std::uint32_t hash = hash_of(first, static_cast<std::uint32_t>(word.size()));
    filter.starts[hash / 64] |= std::uint64_t{1} << (hash % 64);
  }
  return filter;
}

bool TriggerFilter::passes(const std::array<std::uint8_t, depth>& first) const {
  std::uint8_t found = 0xFF;
  for (std::size_t i = 0; i < depth; ++i) {
    const auto byte = static_cast<std::uint8_t>(first[i] | 0x20);
    found &= low[i][byte & 15];
    found &= high[i][byte >> 4];
  }
  return found != 0;
}

}  // namespace mask
