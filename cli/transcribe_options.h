// The options of `transcribe`: read by the program itself and by the worker that it starts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/reading_options.h"

namespace cli {

struct TranscribeOptions {
  std::string to = "text", output, repairs;
  bool keeps_lines = false, explains = false;
  std::string from, lang = "auto", encoding;
  bool is_lossy = false, needs_no_end = false, allows_empty = false;
  ReadingOptions reading;
  std::string config, data, jobs, progress = "auto";
  bool is_quiet = false, shows_version = false, shows_help = false, shows_doctor = false;
  std::vector<std::string> files;
};

void describe(OptionTable& table, TranscribeOptions& options);

// What options may be. Failure::usage.
[[nodiscard]] mask::Result<void> check(const TranscribeOptions& options);

}  // namespace cli
