// Text + Decisions -> masked text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "libmask/decide/decision.h"
#include "libmask/decide/labels.h"
#include "libmask/decide/policy.h"

namespace mask {

// Appends what is written in the place of a decision's words.
void append_mask(std::string& out, const Decision& decision, std::string_view words, const LabelTable& labels);

// Appends text[from, to) to `out`, masked by those decisions that lie in it whole. Words outside decisions come out byte for byte.
void render_text(std::string_view text, std::uint32_t from, std::uint32_t to, const Decisions& decisions, const LabelTable& labels,
                 std::string& out);

}  // namespace mask
