// Files and pipes in; whole files, or nothing, out.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/descriptors.h"
#include "libmask/base/result.h"

namespace cli {

// A file or standard input, read once from its start to its end.
class Input {
 public:
  // "-" is standard input. Failure::no_input where the file is not there, Failure::permission where it may not be read, Failure::io for a
  // folder.
  [[nodiscard]] static mask::Result<Input> open(const std::string& path);
  Input(Input&& other) noexcept;
  Input& operator=(Input&&) = delete;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  // Up to `size` bytes; fewer only at the end. Failure::io.
  [[nodiscard]] mask::Result<std::size_t> read(char* into, std::size_t size);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool is_stdin() const { return path_ == "-"; }
  // Bytes of a regular file, else nothing.
  [[nodiscard]] std::optional<std::uint64_t> size() const;
  // Another descriptor of it. Failure::exhausted.
  [[nodiscard]] mask::Result<Descriptor> duplicate() const;
  // Is it the same file as the one at `path`?
  [[nodiscard]] bool is_same_file(const std::string& path) const;

 private:
  Input(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  int descriptor_ = -1;
  std::string path_;
};

// Standard output, or a file that appears when commit() is called and not before.
class Output {
 public:
  [[nodiscard]] static mask::Result<Output> to_stdout();
  // Failure::cannot_create. A symbolic link is refused, an existing file is replaced. `is_private`: for its owner's eyes only (0600).
  [[nodiscard]] static mask::Result<Output> to_file(const std::string& path, bool is_private = false);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();  // what was not committed is gone

  [[nodiscard]] mask::Result<void> write(std::string_view bytes);
  // Everything is written: the file takes its name. Failure::io.
  [[nodiscard]] mask::Result<void> commit();

 private:
  Output() = default;
  [[nodiscard]] mask::Result<void> link_to_name() const;
  int descriptor_ = -1;
  bool is_file_ = false;
  std::string path_;
  std::string temporary_;  // empty where the file has no name yet
};

}  // namespace cli
