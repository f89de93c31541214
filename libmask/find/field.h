// The fields of a text that was put together from the cells of a table: what each holds, and that nothing found crosses its border.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "libmask/base/span.h"
#include "libmask/find/finding.h"

namespace mask {

struct Context;

// What somebody says that a field holds.
enum class FieldKind : std::uint8_t {
  plain,     // nothing is said
  name,      // the name of a column, or the key of a member: seldom somebody's
  title,     // a few words without context: the title of a case or document
  person,    // somebody, unless it is plainly an organisation or authority
  official,  // somebody in office
  elected,   // somebody elected
  typed,     // a value of one type, whole
};

struct Field {
  Span span;
  FieldKind kind = FieldKind::plain;
  Type type = Type::person;  // of a typed field
  friend bool operator==(const Field&, const Field&) = default;
};

// The rule of what a field is said to hold, as Finding::rule.
inline constexpr std::uint8_t field_rule = 253;
// The same of what stands in a title.
inline constexpr std::uint8_t title_rule = 252;

// Cuts every finding at the borders of the fields; what stands in none is dropped. Fields and findings are sorted by start, and so are the
// findings afterwards.
void cut_at_fields(std::span<const Field> fields, Findings& findings);
// Adds what follows from the kinds of the fields. `in` is over the whole text; the findings of the detectors are sorted.
void read_fields(const Context& in, std::span<const Field> fields, Findings& out);

}  // namespace mask
