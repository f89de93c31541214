// What the columns of a table, or the members of records, are said to hold: --columns
// 'titel=text,avsandare=person,/kund/namn=person,3=keep'. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/find/field.h"

namespace cli {

// A column's name, a number (from 1, of a table without names), or a JSON pointer, and what it holds.
struct ColumnRule {
  std::string name;                    // in small letters, without blanks around it; of a pointer its tokens are in `path`
  std::vector<std::string> path = {};  // "*": any element of an array
  bool is_pointer = false;
  std::uint64_t pointer_bit = 0;  // its own among the pointers
  std::uint32_t number = 0;       // 0: none
  bool keeps = false;             // its cells are left as they are
  mask::FieldKind kind = mask::FieldKind::title;
  mask::Type type = mask::Type::person;
};

// Small letters (of Latin-1), without blanks and a byte order mark around: what names of columns are compared by.
[[nodiscard]] std::string column_key(std::string_view name);

// Is a column of this key a title, though nobody says so? "titel", "rubrik", "ärendemening", "emne".
[[nodiscard]] bool is_title_key(std::string_view key);

// Reads lists as on the command line. A name that holds a comma or an equals sign stands in double quotes. Failure::usage.
[[nodiscard]] mask::Result<std::vector<ColumnRule>> read_columns(const std::vector<std::string>& lists);

}  // namespace cli
