// Page contents of a PDF as operators: are they such as programs write?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mask::pdf {

// Operators that exist, with as many operands as they take, and no comments. Looks no further than the first picture among them; the first
// operator may have its operands elsewhere, for contents can be several streams.
[[nodiscard]] bool is_sound_contents(std::string_view bytes);

}  // namespace mask::pdf
