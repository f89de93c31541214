// What tells an organisation, an authority or a function in office from a person's name, where a name is expected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mask {

// Storskolan, Migrationsverket, Lærerforening: by its ending. Surnames do not end so.
[[nodiscard]] bool ends_like_organisation(std::string_view word);
// Bolagsjurist, socialsekreterare, barnehandleder: somebody in office, by its ending.
[[nodiscard]] bool ends_like_office(std::string_view word);
// AB, ApS, kommun, avd, HVB: a word that stands in names of organisations only.
[[nodiscard]] bool is_organisation_word(std::string_view word);

}  // namespace mask
