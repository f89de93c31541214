// Document -> PDF that can be searched.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "libmask/base/result.h"
#include "libmask/text/document.h"

namespace mask {

// What was read from pictures, as invisible text over the pages of `source`, which look as before: a PDF keeps its pages, a picture becomes
// one page each. The same bytes each time. Failure::usage where `source` has no pages to show; Failure::damaged where it cannot be opened
// without a password, or has a picture that cannot be decoded.
[[nodiscard]] Result<std::string> render_searchable_pdf(std::string_view source, const Document& document);

}  // namespace mask
