// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/hocr.h"
#include "libmask/render/searchable_pdf.h"

namespace mask {
std::string render_hocr(const Document& /*document*/) { return {}; }
Result<std::string> render_searchable_pdf(std::string_view /*source*/, const Document& /*document*/) { return fail(Failure::usage, "not yet"); }
}  // namespace mask
