// In what capacity somebody is named: civil servants by their titles, elected members by their party or office.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "libmask/find/finding.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/text/tokens.h"

namespace mask {

// Gives a role to the persons among `findings` (spans over tokens.text) whose title, office or party stands right before or behind the
// name.
void give_roles(const Tokens& tokens, const Lexicon& lexicon, Findings& findings);

// Is the word the title of an office by its ending: barnavårdshandläggare, ungerådgiver?
[[nodiscard]] bool is_office(std::string_view word);

}  // namespace mask
