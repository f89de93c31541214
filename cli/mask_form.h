// What `mask` makes of documents, in the child that reads them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/mask_options.h"
#include "cli/masker.h"
#include "cli/work.h"

namespace cli {

// `sandbox` is the level that the child is in, `source` the bytes of the document.
[[nodiscard]] Form make_mask_form(const MaskOptions& options, const Masking& masking, const ReadingPlan& plan, const std::string& sandbox,
                                  std::string_view source, std::span<const Descriptor> outputs);

}  // namespace cli
