// What `mask` does once its options and data are there: every input walked, written, and reported.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/mask_options.h"
#include "cli/masker.h"
#include "cli/tool.h"

namespace cli {

// The worker, if one is needed, is started with the same command line.
[[nodiscard]] Exit run_mask(const MaskOptions& options, const Masking& masking, int argc, char** argv);

}  // namespace cli
