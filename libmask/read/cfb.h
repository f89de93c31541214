// Compound files, in which Outlook and the old office programs keep streams in storages ([MS-CFB]).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/read/walk.h"

namespace mask {

struct CfbItem {
  std::string name;  // UTF-8
  bool is_storage = false;
  std::uint32_t first_sector = 0;
  std::uint64_t size = 0;
  std::vector<std::size_t> children = {};  // of a storage, in the order of the directory
};

class Cfb {
 public:
  // `bytes` outlive it. Failure::damaged where a table is cut short, or sectors follow each other in a ring.
  [[nodiscard]] static Result<Cfb> open(std::string_view bytes, Walk& walk);

  static constexpr std::size_t root = 0;
  [[nodiscard]] const CfbItem& item(std::size_t index) const { return items_[index]; }
  // By its name, capitals or not.
  [[nodiscard]] std::optional<std::size_t> find(std::size_t storage, std::string_view name) const;
  // All of a stream.
  [[nodiscard]] Result<std::string> read(std::size_t index, Walk& walk) const;

 private:
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> chain(const std::vector<std::uint32_t>& table, std::uint32_t first) const;
  [[nodiscard]] std::optional<std::string> sectors(std::uint32_t first, std::uint64_t size) const;

  std::string_view bytes_;
  std::size_t sector_ = 512;
  std::vector<std::uint32_t> table_;       // the sector that follows each
  std::vector<std::uint32_t> mini_table_;  // the same of the small ones
  std::string mini_;                       // what the small ones hold
  std::uint64_t mini_from_ = 4096;         // streams of at least this size lie in sectors, others in small ones
  std::vector<CfbItem> items_;
};

// What a compound file holds: doc or msg. Failure::damaged for others (old spreadsheets and presentations, encrypted documents).
[[nodiscard]] Result<DocumentKind> kind_in(const Cfb& cfb);

}  // namespace mask
