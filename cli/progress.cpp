// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <string>

namespace cli {
namespace {

constexpr std::uint64_t step = std::uint64_t{8} << 20;
constexpr std::size_t width = 40;

void write_line(const std::string& text) { (void)!write(STDERR_FILENO, text.data(), text.size()); }

}  // namespace

Progress::Progress(std::string_view when, bool is_quiet, std::optional<std::uint64_t> size) : size_(size) {
  is_shown_ = !is_quiet && (when == "always" || (when == "auto" && isatty(STDERR_FILENO) == 1));
}

Progress::~Progress() {
  if (is_shown_ && last_ > 0) write_line("\r\x1B[K");
}

void Progress::show(std::uint64_t done) {
  if (!is_shown_ || (size_.value_or(done) < large) || done < last_ + step) return;
  last_ = done;
  std::string line = "\r";
  if (size_) {
    const auto part = static_cast<std::size_t>(std::min(done, *size_) * width / std::max<std::uint64_t>(*size_, 1));
    line += '[' + std::string(part, '=') + std::string(width - part, ' ') + "] ";
  }
  line += std::to_string(done >> 20) + " MiB";
  if (size_) line += " of " + std::to_string(*size_ >> 20) + " MiB";
  write_line(line + "\x1B[K");
}

void Progress::show_pages(std::uint64_t done, std::uint64_t all) {
  if (!is_shown_ || all < 2) return;
  last_ = std::max<std::uint64_t>(last_, 1);
  const auto part = static_cast<std::size_t>(std::min(done, all) * width / all);
  std::string line =
      "\r[" + std::string(part, '=') + std::string(width - part, ' ') + "] page " + std::to_string(done) + " of " + std::to_string(all);
  if (done > 0 && done < all) {
    const auto spent = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began_).count();
    const auto left = static_cast<std::uint64_t>(spent) * (all - done) / done;
    line += left >= 120 ? ", about " + std::to_string((left + 30) / 60) + " min left" : ", about " + std::to_string(left) + " s left";
  }
  write_line(line + "\x1B[K");
}

}  // namespace cli
