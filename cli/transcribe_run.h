// What `transcribe` does once its options are there: every input on its way through the worker, and written.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/tool.h"
#include "cli/transcribe_options.h"

namespace cli {

// The worker, if one is needed, is started with the same command line.
[[nodiscard]] Exit run_transcribe(const TranscribeOptions& options, int argc, char** argv);

}  // namespace cli
