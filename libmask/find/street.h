// Streets with their numbers: Karin Boyes gata 4, Sct. Mogens Gade 41, lyngvej 4 a.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "libmask/find/context.h"

namespace mask {

struct Street {
  Span span;  // name, number and what unit_end() reads after it
  std::uint32_t number_end = 0;
  bool plain = false;  // its name can be nothing but a street's
  bool capital = false;
  bool has_unit = false;
  bool whole = false;  // the ending stands as a word of its own with nothing before it
};

// The street whose number is digit run `index`, judged by its own words alone.
[[nodiscard]] std::optional<Street> read_street(const Context& in, std::size_t index);

// Where a street with its number ends within some forty bytes before `pos`, before which stands no digit run but those under `index`; 0
// where none does.
[[nodiscard]] std::uint32_t street_before(const Context& in, std::uint32_t pos, std::size_t index);

// The number of a house in digit run `index` with its letter or range: 17 B, 21A, 12-14; 0 where the run is part of something else.
[[nodiscard]] std::uint32_t house_number_end(const Tokens& tokens, std::size_t index);

// Can a word that ends in these three bytes be a street? Lets through a few others; tells apart nearly all words at once.
[[nodiscard]] bool may_end_street(std::string_view tail);

}  // namespace mask
