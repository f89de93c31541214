// Is a PDF sound? What Poppler reads past in silence is found here: wrong checksums, references to nothing, pages that are not in the tree.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/read/read.h"

namespace mask::pdf {

struct Soundness {
  bool is_damaged = false;               // somewhere, nobody knows which page is hurt
  std::vector<bool> damaged_pages = {};  // counted from 0, in the order of the page tree
};

// Failure::damaged where what is packed in the file unpacks to more than the limits, or its page tree has no end.
[[nodiscard]] Result<Soundness> check(std::string_view bytes, const std::string& password, const Limits& limits);

}  // namespace mask::pdf
