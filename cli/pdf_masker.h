// A masked PDF that is proven by reading it back, in the child that read the document.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "cli/masker.h"
#include "cli/record_masker.h"
#include "libmask/base/result.h"
#include "libmask/redact/redact.h"
#include "libmask/text/document.h"

namespace cli {

// Masks `document`, which was read from `source`, into a PDF. Failure::refused where anything that is masked can still be read in it, or
// something in it would be masked.
[[nodiscard]] mask::Result<std::string> mask_to_pdf(RecordMasker& masker, const Masking& masking, std::string_view source,
                                                    const mask::Document& document, const mask::RedactOptions& options);

}  // namespace cli
