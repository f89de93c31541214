// How far a found name reaches: particles, shortened first names and words that nobody knows beside it belong to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/finding.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/model/names.h"
#include "libmask/text/tokens.h"

namespace mask {

// Lengthens the findings of persons over what stands right beside them and can be nothing but a part of the name: "von" Eckermann, "Chr."
// Petersen, Gustav "III", and where there is a model, capitalised words that neither it nor the lexicon knows.
void reach_out(const Tokens& tokens, const Lexicon& lexicon, const NameModel* model, Findings& findings);

}  // namespace mask
