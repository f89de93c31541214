// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/walk.h"

namespace mask {

Result<void> Walk::unpack(std::uint64_t unpacked, std::uint64_t packed) {
  constexpr std::uint64_t always_allowed = std::uint64_t{1} << 20;
  const Limits& limits = options_.limits;
  if (unpacked > limits.unpacked - unpacked_)
    return fail(Failure::damaged, "unpacks to more than the limit of " + std::to_string(limits.unpacked) + " bytes");
  if (unpacked > always_allowed && unpacked / limits.ratio > packed)
    return fail(Failure::damaged, "unpacks to more than " + std::to_string(limits.ratio) + " times its size: over the limit");
  unpacked_ += unpacked;
  return {};
}

Result<void> Walk::count_page() {
  if (++pages_ > options_.limits.pages)
    return fail(Failure::damaged, "has more than the limit of " + std::to_string(options_.limits.pages) + " pages");
  return {};
}

}  // namespace mask
