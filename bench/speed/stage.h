// What the benchmarks of single stages share: the text, the clock, the vectors to try.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/simd.h"
#include "libmask/text/scan.h"

namespace mask::bench {

// Standard input, cut into segments after line ends where there are any, each with its margins of zero bytes.
class Segments {
 public:
  explicit Segments(std::size_t segment_size) {
    std::string all;
    std::vector<char> block(std::size_t{1} << 20);
    while (const std::size_t got = std::fread(block.data(), 1, block.size(), stdin)) all.append(block.data(), got);
    for (std::size_t at = 0; at < all.size();) {
      std::size_t size = std::min(segment_size, all.size() - at);
      if (at + size < all.size()) {
        const std::size_t line = all.rfind('\n', at + size - 1);
        if (line != std::string::npos && line >= at) size = line + 1 - at;
      }
      padded_.push_back(std::string(scan_margin, '\0').append(all, at, size).append(scan_margin, '\0'));
      at += size;
    }
    bytes_ = all.size();
  }
  [[nodiscard]] std::size_t count() const { return padded_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t index) const {
    return std::string_view(padded_[index]).substr(scan_margin, padded_[index].size() - 2 * scan_margin);
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::vector<std::string> padded_;
  std::size_t bytes_ = 0;
};

// The fastest of `rounds` runs, in seconds.
template <typename Run>
double best_of(int rounds, Run run) {
  double best = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    run();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (i == 0 || seconds < best) best = seconds;
  }
  return best;
}

// Calls `run(name)` once for each kind of vectors that this processor has, scalar first, and goes back to the widest.
template <typename Run>
void for_each_simd(Run run) {
  const std::vector<std::string_view> targets = simd_targets();
  for (auto name = targets.rbegin(); name != targets.rend(); ++name) {
    force_simd(*name);
    run(*name);
  }
}

}  // namespace mask::bench
