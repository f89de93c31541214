// File descriptors that close themselves, and messages that carry them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmask/base/result.h"

namespace cli {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }
  void close();

 private:
  int number_ = -1;
};

// A file in memory, without a name. Failure::exhausted.
[[nodiscard]] mask::Result<Descriptor> memory_file();
// Two ends of a connection that keeps messages whole. Failure::exhausted.
[[nodiscard]] mask::Result<std::pair<Descriptor, Descriptor>> connection();

struct Message {
  std::string bytes;
  std::vector<Descriptor> descriptors;
};
// At most 250 descriptors travel with a message. Failure::io where the other side is gone.
[[nodiscard]] mask::Result<void> send(int connection, std::string_view bytes, std::span<const int> descriptors);
// Waits for the next message; nothing: the other side is gone.
[[nodiscard]] std::optional<Message> receive(int connection);

// All that a file holds, mapped for reading. Failure::io, Failure::exhausted.
class FileView {
 public:
  [[nodiscard]] static mask::Result<FileView> of(int descriptor);
  FileView(FileView&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  FileView& operator=(FileView&&) = delete;
  FileView(const FileView&) = delete;
  FileView& operator=(const FileView&) = delete;
  ~FileView();
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  FileView() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Writes all of it. Failure::io.
[[nodiscard]] mask::Result<void> write_all(int descriptor, std::string_view bytes);

}  // namespace cli
