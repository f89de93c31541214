// Document -> PDF that can be searched.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "libmask/base/result.h"
#include "libmask/text/document.h"

namespace mask {

[[nodiscard]] Result<std::string> render_searchable_pdf(std::string_view source, const Document& document);

}  // namespace mask
