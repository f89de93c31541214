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
  // Reads a part and puts it behind `whole`. One that is damaged is named in the review, by its number, and has an empty span; only what
  // ends the whole input fails: a limit, time and memory.
  [[nodiscard]] Result<void> attach(Document& whole, std::string_view bytes, const std::string& name);
  // The same, where the bytes themselves could not be had.
  [[nodiscard]] Result<void> attach(Document& whole, const Result<std::string>& bytes, const std::string& name);

  // One document in another begins (Failure::damaged where that is too deep) and ends.
  [[nodiscard]] Result<void> enter();
  void leave() { --depth_; }

  // Nested elements may be so deep.
  [[nodiscard]] std::uint64_t element_depth() const { return options_.limits.depth * 100; }
  // An entry more is read: Failure::damaged where that is over the limit.
  [[nodiscard]] Result<void> count_entry();

  // A limit was met: the input as a whole is refused, whatever part of it was at fault.
  [[nodiscard]] bool is_over_limit() const { return is_over_limit_; }
  // Failure::damaged, naming the limit.
  [[nodiscard]] std::unexpected<Error> over_limit(const std::string& what);

 private:
  const ReadOptions& options_;
  const Services& services_;
  std::uint64_t unpacked_ = 0;
  std::uint64_t pages_ = 0;
  std::uint64_t depth_ = 0;
  std::uint64_t entries_ = 0;
  bool is_over_limit_ = false;
};

// Puts `part` behind the text of `whole` after a form feed: its pages (numbered on), its parts, reviews and all else come along, moved.
// Its reviews are headed by its number: "part 2: page 1: nothing read"; the pages named there are its own.
void append_part(Document& whole, Document&& part, const std::string& name);

// A name as it may be shown and used: control characters and marks that turn the writing are left out, "\\" is "/", and no part of it is
// empty, "." or "..".
[[nodiscard]] std::string harmless_name(std::string_view name);

}  // namespace mask
