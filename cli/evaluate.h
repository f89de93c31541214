// `mask --evaluate`: what is found, held against documents marked by hand.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "cli/masker.h"

namespace cli {

// Masks each document of GOLD.jsonl ({"id","lang","text","spans":[{"start","end","type","role"}]} a line; offsets in code points) and gives
// a table: per type the gold spans, the share protected (every letter and digit masked, as whatever type), typed (by a finding of the same
// type) and leaked; then over-masking (letters and digits masked outside all gold spans), precision (findings that touch a gold span) and
// the share of documents without a leak. Spans of role authority, and those other than persons of role official, count neither way.
[[nodiscard]] mask::Result<std::string> evaluate(const Masking& masking, const std::string& path);

}  // namespace cli
