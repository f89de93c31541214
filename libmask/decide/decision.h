// What becomes of a stretch of text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/decide/style.h"
#include "libmask/find/finding.h"

namespace mask {

// A mask over `span`. `number` is that of the label ([PERSON 1]); 0: none is written.
struct Decision {
  Span span;
  std::uint32_t finding = 0;  // index of the one that gave type and label
  std::uint32_t number = 0;
  Type type = Type::person;
  Kind kind = Kind::none;
  Style style = Style::label;
};

// What is done about each finding, in the order of Findings::list.
enum class Action : std::uint8_t { keep, mask };

// Sorted by start; no two overlap.
struct Decisions {
  std::vector<Decision> list;
  std::vector<Action> actions;
  bool is_protected = false;  // a cue says that somebody's identity is protected: a person must look
};

}  // namespace mask
