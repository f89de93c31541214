// A bar on the terminal while a large input is read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cli {

class Progress {
 public:
  // From this size on a bar is shown, where `when` is auto and standard error a terminal.
  static constexpr std::uint64_t large = std::uint64_t{32} << 20;

  Progress(std::string_view when, bool is_quiet, std::optional<std::uint64_t> size);
  ~Progress();  // takes the bar away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint64_t done);
  // Pages read of so many, with the time that is left.
  void show_pages(std::uint64_t done, std::uint64_t all);

 private:
  bool is_shown_ = false;
  std::optional<std::uint64_t> size_;
  std::uint64_t last_ = 0;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace cli
