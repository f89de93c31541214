// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/read.h"

#include "libmask/read/walk.h"

namespace mask {

Result<void> read(std::string_view bytes, const std::string& id, const ReadOptions& options, const Services& /*services*/,
                  const std::function<Result<void>(Reading&&)>& take) {
  const DocumentKind kind = options.kind.value_or(kind_of(bytes));
  if (kind != DocumentKind::text) return fail(Failure::damaged, "is of a kind that is not read yet");
  Reading reading;
  reading.document.id = id;
  reading.document.kind = name_of(kind);
  reading.document.text = bytes;
  reading.document.pages.push_back({.number = 1, .span = {0, static_cast<std::uint32_t>(bytes.size())}});
  return take(std::move(reading));
}

}  // namespace mask
