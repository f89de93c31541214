// What `mask` does once its options and data are there: every input walked, written, and reported.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/columns.h"
#include "cli/masker.h"
#include "cli/tool.h"

namespace cli {

struct MaskOptions {
  std::string policy = "default", types, except, style, labels = "auto";
  std::vector<std::string> thresholds, allow, deny, pass, columns;
  std::vector<ColumnRule> column_rules;  // read from `columns`
  bool keeps_officials = false;
  bool needs_no_model = false;
  std::string output, to, findings, evaluate, bad_records;
  bool with_text = false, explains = false, checks = false;
  std::string from, lang = "auto", encoding;
  bool is_lossy = false, needs_no_end = false, allows_empty = false;
  std::string config, data, jobs = "1", progress = "auto", simd;
  bool is_quiet = false, shows_version = false, shows_help = false;
  std::vector<std::string> files;
};

[[nodiscard]] Exit run_mask(const MaskOptions& options, const Masking& masking);

}  // namespace cli
