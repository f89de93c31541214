// A zip archive: its directory, held against what stands before each entry, and its entries, within limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/read/walk.h"

namespace mask {

struct ZipEntry {
  std::string name;  // as it stands there: any bytes
  std::uint64_t size = 0;
  std::uint64_t packed = 0;
  std::uint64_t begin = 0;  // of what stands before it, in the archive
  bool is_folder = false;
  bool is_encrypted = false;
  bool agrees = false;  // the archive's directory and what stands before the entry say the same
};

class Zip {
 public:
  // `bytes` outlive it. Failure::damaged where there is no directory, or two, or entries share bytes.
  [[nodiscard]] static Result<Zip> open(std::string_view bytes, Walk& walk);
  ~Zip();
  Zip(Zip&&) noexcept;

  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  // Do all entries agree with the directory?
  [[nodiscard]] bool agrees() const;

  // Failure::damaged where it is encrypted and no password fits, does not agree with the directory, or is over a limit.
  [[nodiscard]] Result<std::string> read(std::size_t index, Walk& walk) const;
  // The first bytes, to tell its kind by; not counted, at most 4096.
  [[nodiscard]] std::string head(std::size_t index) const;

 private:
  struct State;
  explicit Zip(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
  std::vector<ZipEntry> entries_;
};

// What a zip archive turns out to hold: docx, odt, xlsx, ods, or zip where it is a plain archive. Failure::damaged for documents in such an
// archive that are not read (presentations).
[[nodiscard]] Result<DocumentKind> kind_in(const Zip& zip);

}  // namespace mask
