// A field that holds somebody: a bare surname, surname first, initials, several people, or after all an organisation.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "libmask/find/context.h"
#include "libmask/find/finding.h"

namespace mask {

// Adds the persons of a field, and gives those that were found in it (out.list[from, to)) their role.
void find_in_person_field(const Context& in, Span field, Role role, std::size_t from, std::size_t to, Findings& out);

}  // namespace mask
