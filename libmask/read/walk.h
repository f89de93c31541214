// What the readers of one input share: options, services, and what is left of its limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libmask/read/read.h"

namespace mask {

class Walk {
 public:
  Walk(const ReadOptions& options, const Services& services) : options_(options), services_(services) {}

  [[nodiscard]] const ReadOptions& options() const { return options_; }
  [[nodiscard]] const Services& services() const { return services_; }

  // So many bytes are about to be unpacked from so many: Failure::damaged where that is over a limit. Call it with what the directory of
  // the archive says, and unpack no more than that.
  [[nodiscard]] Result<void> unpack(std::uint64_t unpacked, std::uint64_t packed);
  // A page more: Failure::damaged where that is over the limit.
  [[nodiscard]] Result<void> count_page();

  // Reads a document in a document, of any kind: an attachment, an embedded message. Failure::damaged also where it lies too deep. The
  // reader of the outer one decides whether a part that cannot be read fails all, or is named in its review.
  [[nodiscard]] Result<Document> read_part(std::string_view bytes, const std::string& name);

 private:
  const ReadOptions& options_;
  const Services& services_;
  std::uint64_t unpacked_ = 0;
  std::uint64_t pages_ = 0;
  std::uint64_t depth_ = 0;
};

// Puts `part` behind the text of `whole` after a form feed: its pages (numbered on), its parts, reviews and all else come along, moved.
void append_part(Document& whole, Document&& part, const std::string& name);

}  // namespace mask
