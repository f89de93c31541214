// The forms of Swedish and Danish account numbers: which digits, in which groups. No words around them are looked at here.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/finding.h"
#include "libmask/find/written_number.h"

namespace mask {

// How well the first `groups` groups of a written number fit an account.
struct AccountForm {
  std::uint8_t groups = 0;     // 0: they do not
  std::uint16_t bare = 0;      // score where no word says what it is
  std::uint16_t labelled = 0;  // score where a word says account
  Kind kind = Kind::se_account;
  bool strong = false;          // a form that other numbers do not have
  bool field = false;           // believed without a label where it fills a field
  bool short_form = false;      // an account number without clearing: only right after a word such as konto
  bool like_an_amount = false;  // grouped in threes: no account where a currency follows
};

// Clearing or registration number first, in four digits: 8214-9, 984 331 207-5; 7118 0001448293; 6112 448 190 226.
[[nodiscard]] AccountForm account_form(const WrittenNumber& number);
// Any number that an account may be written as, for use after a word that says so.
[[nodiscard]] AccountForm named_account(const WrittenNumber& number);
// Groups that make a bankgiro number (seven or eight digits, four last); 0 if none.
[[nodiscard]] std::size_t bankgiro_groups(const WrittenNumber& number);
// Groups that make a plusgiro number (pairs from the right, then - and one digit; or six to eight digits); 0 if none.
[[nodiscard]] std::size_t plusgiro_groups(const WrittenNumber& number);

}  // namespace mask
