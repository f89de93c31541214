// The options of `mask`: read by the program itself and by the worker that it starts.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/columns.h"
#include "cli/options.h"
#include "cli/reading_options.h"

namespace cli {

struct MaskOptions {
  std::string policy = "default", types, except, style, labels = "auto";
  std::vector<std::string> thresholds, allow, deny, pass, columns;
  std::vector<ColumnRule> column_rules;  // read from `columns`
  bool keeps_officials = false;
  bool needs_no_model = false;
  std::string output, to, unread = "review", findings, evaluate, bad_records;
  bool with_text = false, explains = false, checks = false, inspects = false;
  std::string from, lang = "auto", encoding;
  bool is_lossy = false, needs_no_end = false, allows_empty = false;
  ReadingOptions reading;
  std::string config, data, jobs = "1", progress = "auto", simd;
  bool is_quiet = false, shows_version = false, shows_help = false;
  std::vector<std::string> files;
};

// Documents come out in their own form, drawn: --to pdf, --to image.
[[nodiscard]] inline bool draws_pages(const MaskOptions& options) { return options.to == "pdf" || options.to == "image"; }

void describe(OptionTable& table, MaskOptions& options);

// What options may be; reads `columns`, and sets the vector instructions asked for. Failure::usage.
[[nodiscard]] mask::Result<void> check(MaskOptions& options);

}  // namespace cli
