// Findings -> Decisions: what is masked, as what, under which number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "libmask/decide/decision.h"
#include "libmask/decide/entities.h"
#include "libmask/decide/policy.h"
#include "libmask/decide/word_list.h"
#include "libmask/find/finding.h"
#include "libmask/text/placeholder.h"

namespace mask {

// What decides besides the findings: fixed for a run.
struct Rules {
  Policy policy;
  WordList allow;
};

// Decides over the findings of one segment. What passes its threshold and overlaps is masked as its union; type and label are those of the
// highest score, then the longest, then the order of types; a person wins where it covers the whole. Marks already in the text (`marks`,
// sorted) stay as they are. A cue of protected identity, here or (`is_protected`) before, masks what could tell where somebody lives
// whatever the policy says: in all of the text, or in those parts of it that `protected_parts` names (sorted). Entities are filled into
// `findings` and numbered on in `named`, those of types whose masks bear no number in `others`, if there is one: labels do not need them.
// `text` is what the findings lie over.
void decide(std::string_view text, Findings& findings, const Rules& rules, std::span<const Placeholder> marks, bool is_protected,
            Entities& named, Entities* others, Decisions& out, const std::vector<Span>* protected_parts = nullptr);

// Is it what the policy wants a person to look at, though it is not masked?
[[nodiscard]] bool is_near_miss(const Finding& finding, const Policy& policy);

}  // namespace mask
