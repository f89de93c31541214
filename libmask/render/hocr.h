// Document -> hOCR.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "libmask/text/document.h"

namespace mask {

[[nodiscard]] std::string render_hocr(const Document& document);

}  // namespace mask
