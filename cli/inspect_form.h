// What `mask --inspect` tells of a PDF, in the child that reads it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "cli/work.h"

namespace cli {

// A JSON object a line for each place that says more than the pages show. Of the status, is_masked: text lies under a box.
[[nodiscard]] Form make_inspect_form(const ReadingPlan& plan, std::string_view source, std::span<const Descriptor> outputs);

}  // namespace cli
