// What has been read of a file and not yet been dealt with.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "libmask/base/result.h"

namespace cli {

class Window {
 public:
  using Read = std::function<mask::Result<std::size_t>(char*, std::size_t)>;
  explicit Window(Read read) : read_(std::move(read)) {}

  // Some bytes more, if there are any; at_end() tells.
  [[nodiscard]] mask::Result<void> more();
  // Takes away the first `count` bytes.
  void drop(std::size_t count) {
    begin_ += count;
    offset_ += count;
  }

  // What is there. Lies elsewhere after more().
  [[nodiscard]] std::string_view text() const { return std::string_view(held_).substr(begin_); }
  [[nodiscard]] bool at_end() const { return at_end_; }
  [[nodiscard]] std::uint64_t offset() const { return offset_; }  // of text()[0] in the file

 private:
  Read read_;
  std::string held_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;
  bool at_end_ = false;
};

}  // namespace cli
