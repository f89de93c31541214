// Postcodes with their towns: 653 41 Karlstad, SE-11418 Stockholm, 5240 Odense NØ.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "libmask/find/context.h"

namespace mask {

struct Postcode {
  Span span;  // with SE- or DK- and the town
  Span code;
  bool swedish = false;
  bool spaced = false;    // 653 41
  bool prefixed = false;  // SE-, S-, DK-
  bool town = false;      // a capitalised word follows
  bool known_town = false;
  bool year = false;  // reads as a year of our time
};

// A postcode that begins with digit run `index`, by its shape alone.
[[nodiscard]] std::optional<Postcode> read_postcode(const Context& in, std::size_t index);

// The end of the town whose first word starts at `pos`.
[[nodiscard]] std::uint32_t town_end(const Context& in, std::uint32_t pos);

}  // namespace mask
