// Which pages of a document are its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "libmask/text/document.h"

namespace mask {

// Pages of attachments are counted on from those of the document.
[[nodiscard]] inline bool is_attached(const Document& document, const Page& page) {
  return std::ranges::any_of(document.parts,
                             [&](const Part& part) { return page.span.start >= part.span.start && page.span.end <= part.span.end; });
}

}  // namespace mask
