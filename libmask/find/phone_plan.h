// The telephone numbers of Sweden, Denmark and abroad: which digits, in which groups. No words around them are looked at here.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/finding.h"
#include "libmask/find/written_number.h"

namespace mask {

// How well the first `groups` groups of a written number fit a numbering plan.
struct PhoneForm {
  std::uint8_t groups = 0;     // 0: they do not
  std::uint16_t bare = 0;      // score where no word says what it is
  std::uint16_t labelled = 0;  // score where a word says telephone
  Kind kind = Kind::none;
  Shape shape = Shape::loose;
  bool strong = false;  // a form that other numbers do not have: +46, 0920-
  bool mobile = false;
  bool service = false;  // 020, 077: a line of an authority or a company
  bool lone = false;     // unbroken, or grouped as other numbers are too: a field of its own counts for it
};

// 0 and an area code, or a mobile series.
[[nodiscard]] PhoneForm swedish_phone(const WrittenNumber& number);
// Eight digits from 2 on. `follows` a number one blank away: only pairs are believed then.
[[nodiscard]] PhoneForm danish_phone(const WrittenNumber& number);
// Country code first, from digit `offset` on (2 where the number begins with 00). `plus`: a + stands before it.
[[nodiscard]] PhoneForm foreign_phone(const WrittenNumber& number, std::size_t offset, bool plus);
// Six to thirteen digits that only a word makes a telephone number.
[[nodiscard]] PhoneForm named_phone(const WrittenNumber& number);

}  // namespace mask
