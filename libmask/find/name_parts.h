// The capitalised words that may make up a name, and chains of them: Anna-Lena von Berg, J. Winkel-Horn, Paloma Reyes A.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "libmask/find/context.h"

namespace mask {

struct NamePart {
  Span span;
  const WordInfo* info = nullptr;
  bool is_initial = false;  // S.
  bool is_caps = false;     // HADDAD
  bool is_capital = false;

  // Known as some name at all; unknown to the lexicon.
  [[nodiscard]] bool is_known() const { return info->first_name > 0 || info->last_name > 0; }
  [[nodiscard]] bool is_unknown() const {
    return info->first_name == 0 && info->last_name == 0 && info->common == 0 && info->place == 0 && info->labels.empty();
  }
  // May it stand in a name?
  [[nodiscard]] bool fits() const { return is_capital && (is_initial || is_known() || is_unknown()); }
};

// The longest of the small words inside a name (von, bint), bytes.
inline constexpr std::uint32_t longest_particle = 4;

// The part that begins at `start`, a capital letter or not. "Annas" has the info of Anna where it has none itself.
[[nodiscard]] NamePart read_part(const Context& in, std::uint32_t start);

struct NameChain {
  static constexpr std::size_t max_parts = 8;
  std::array<NamePart, max_parts> part{};
  std::size_t count = 0;
  [[nodiscard]] Span span() const { return {part[0].span.start, part[count - 1].span.end}; }
};

// The parts from `first` on that stand next to each other over a blank, a hyphen or a particle (von, al).
[[nodiscard]] NameChain read_chain(const Context& in, const NamePart& first);

// Does the word at `start` go on a chain that begins before it?
[[nodiscard]] bool continues_name(const Context& in, std::uint32_t start);

}  // namespace mask
