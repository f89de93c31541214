// A reference such as SN-BU 2025/00417 or 27.24.00-G01-312-25, read as parts of digits and letters.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <initializer_list>

#include "libmask/find/context.h"

namespace mask {

struct Reference {
  struct Part {
    std::uint32_t start = 0;
    std::uint8_t size = 0;  // letters or digits
    bool digits = false;
    char joint = 0;  // the mark before it; 0 where it follows right on
  };
  static constexpr std::size_t max_parts = 12;
  std::array<Part, max_parts> part{};
  std::size_t parts = 0;
  std::size_t digits = 0;  // in all parts
  std::size_t letters = 0;
  Span span;

  // Do the parts have these sizes, digits throughout?
  [[nodiscard]] bool all_digits(std::initializer_list<int> sizes) const;
};

// The letters, digits and single marks - / . : _ around digit run `index`, where it is the first run among them; else no parts.
[[nodiscard]] Reference read_reference(const Tokens& tokens, std::size_t index);

// A word of at most five letters with two capitals or more, or a single capital, one blank before `pos`: KS, BoU, SN-BU, B; empty where
// there is none.
[[nodiscard]] Span prefix_before(const Tokens& tokens, std::uint32_t pos);

// Is this four-digit part a year from 1900 to 2099?
[[nodiscard]] bool is_year(const Tokens& tokens, const Reference::Part& part);

// Is it a date written 2025-03-02?
[[nodiscard]] bool is_whole_date(const Tokens& tokens, const Reference& reference);

// Is it a date, a time, a span of years, an amount, a telephone or identity number by its form?
[[nodiscard]] bool is_other_number(const Tokens& tokens, const Reference& reference);

}  // namespace mask
