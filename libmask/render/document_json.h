// Document -> a line of the document stream (man 5 maskros-document, data/schema/document.json).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libmask/base/result.h"
#include "libmask/text/document.h"

namespace mask {

// Appends the line with its line end. `sandbox` is the level that the document was read under; empty: it was not read in one. Where the
// places of words would make the line longer than a record may be, they are left out, which meta.review tells. Failure::damaged where it is
// too long without them.
[[nodiscard]] Result<void> append_document_line(std::string& out, const Document& document, std::string_view sandbox);

// The line that ends a stream of so many documents.
void append_end_line(std::string& out, std::uint64_t documents);

}  // namespace mask
