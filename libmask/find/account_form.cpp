// The forms of Swedish and Danish account numbers: which digits, in which groups.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/account_form.h"

#include <algorithm>

#include "libmask/find/checksum.h"

namespace mask {
namespace {

// 8214-9, 984 331 207-5: five digits of clearing, then the account up to its check digit.
AccountForm clearing_of_five(const WrittenNumber& n) {
  if (!n.sizes(0, {4, 1}) || n.groups < 3 || n.before[1] != joint::hyphen || n.digit[0] == 0) return {};
  if ((n.before[2] & (joint::space | joint::comma)) == 0) return {};
  std::size_t groups = 3;
  while (groups < n.groups && n.total[groups] <= 15) {
    ++groups;
    if (n.size[groups - 1] == 1 && n.before[groups - 1] == joint::hyphen) break;  // the check digit
  }
  const std::size_t count = n.total[groups - 1];
  if (count < 10) return {};
  return {.groups = static_cast<std::uint8_t>(groups),
          .bare = static_cast<std::uint16_t>(count >= 12 ? 850 : 600),
          .labelled = 980,
          .strong = count >= 12};
}

// 3300-9105034285: the private accounts of Nordea are the owner's personnummer.
bool is_personal(const WrittenNumber& n) {
  const std::uint32_t clearing = n.value(0, 4);
  return (clearing == 3300 || clearing == 3782) && n.total[n.groups - 1U] >= 13;
}

AccountForm registration_of_four(const WrittenNumber& n) {
  if (n.size[0] != 4 || n.groups < 2) return {};
  const auto form = [&](std::size_t groups, int bare, int labelled, Kind kind, bool strong) {
    return AccountForm{.groups = static_cast<std::uint8_t>(groups),
                       .bare = static_cast<std::uint16_t>(bare),
                       .labelled = static_cast<std::uint16_t>(labelled),
                       .kind = kind,
                       .strong = strong};
  };
  const bool last = n.groups == 2;
  if (n.size[1] == 10) return form(2, 800, 970, is_personal(n) ? Kind::se_account : Kind::dk_account, true);
  if (n.size[1] == 9 && last)
    return form(2, is_personal(n) ? 800 : n.before[1] == joint::hyphen ? 500 : 400, 950, Kind::se_account, is_personal(n));
  if (n.sizes(1, {6, 4}) && is_personal(n)) return form(3, 850, 970, Kind::se_account, true);
  if ((n.size[1] == 7 || n.size[1] == 8) && last) {
    AccountForm found = form(2, 400, 950, Kind::dk_account, false);
    found.field = n.before[1] == joint::space;
    return found;
  }
  if (n.sizes(1, {3, 3, 3}) && n.groups == 4) {
    const bool handelsbanken = n.digit[0] == 6;
    const bool marked = n.before[1] != joint::space;
    return form(4, handelsbanken && marked ? 700 : marked ? 550 : 300, 950, Kind::se_account, false);
  }
  if (n.groups == 4 && n.sizes(1, {3, 2, 2}) && n.before[1] == joint::hyphen && n.digit[0] != 0)
    return form(4, 550, 950, Kind::se_account, false);  // 9420-417 38 92
  if (n.groups >= 4 && n.count() == 14 &&
      (n.sizes(1, {4, 3, 3}) || n.sizes(1, {4, 4, 2}) || n.sizes(1, {4, 2, 2, 2}) || n.sizes(1, {3, 3, 4}) || n.sizes(1, {2, 2, 2, 2, 2}) ||
       n.sizes(1, {2, 2, 3, 3}))) {
    return form(n.groups, 620, 950, Kind::dk_account, false);
  }
  return {};
}

// Groups of three after a first of one to three: 12 500 000.
bool grouped_as_amount(const WrittenNumber& n, std::size_t groups) {
  if (n.size[0] > 3) return false;
  for (std::size_t i = 1; i < groups; ++i) {
    if (n.size[i] == 3 && (n.before[i] == joint::space || n.before[i] == joint::dot)) continue;
    return i + 1 == groups && n.size[i] == 2 && n.before[i] == joint::comma;
  }
  return true;
}

bool is_dated(const WrittenNumber& n, std::size_t groups) {
  if (groups >= 3 && n.sizes(0, {4, 2, 2})) {
    return is_date(static_cast<int>(n.value(0, 4)), static_cast<int>(n.value(4, 2)), static_cast<int>(n.value(6, 2)));
  }
  if (groups >= 3 && n.sizes(0, {2, 2, 4})) {
    return is_date(static_cast<int>(n.value(4, 4)), static_cast<int>(n.value(2, 2)), static_cast<int>(n.value(0, 2)));
  }
  if (n.total[groups - 1] == 8 && groups == 1) {
    return is_date(static_cast<int>(n.value(0, 4)), static_cast<int>(n.value(4, 2)), static_cast<int>(n.value(6, 2)));
  }
  return false;
}

}  // namespace

AccountForm account_form(const WrittenNumber& n) {
  const AccountForm five = clearing_of_five(n);
  return five.groups != 0 ? five : registration_of_four(n);
}

AccountForm named_account(const WrittenNumber& n) {
  std::size_t groups = n.groups;
  if (groups == 0 || is_dated(n, groups)) return {};
  if (n.sizes(0, {6, 4}) || n.sizes(0, {8, 4})) return {};  // personnummer, CPR, organisationsnummer
  if (groups == 4 && n.joints(0, 4) == joint::dot && *std::max_element(n.size.begin(), n.size.begin() + 4) <= 3) return {};  // IPv4
  // Öre and øre after a comma: a sum.
  if (groups >= 2 && n.before[groups - 1] == joint::comma && n.size[groups - 1] <= 2 && grouped_as_amount(n, groups)) return {};
  for (std::size_t i = 2; i < groups; ++i) {
    if (n.size[i] == 1 && n.before[i] == joint::hyphen && n.total[i] >= 9) {
      groups = i + 1;
      break;
    }
  }
  const std::size_t count = n.total[groups - 1];
  const bool amount = grouped_as_amount(n, groups);
  AccountForm form{.groups = static_cast<std::uint8_t>(groups),
                   .kind = count == 14 || n.digit[0] == 0 ? Kind::dk_account : Kind::se_account};
  form.like_an_amount = amount && groups > 1;
  if (count >= 9 && (n.size[0] == 4 || n.size[0] == 5 || groups == 1)) {
    form.labelled = 880;
    return form;
  }
  if (count >= 10 && !form.like_an_amount) {
    form.labelled = 700;
    return form;
  }
  if (count < 6 || (form.like_an_amount && (count < 7 || n.joints(0, groups) != joint::space))) return {};
  form.short_form = true;
  form.labelled = 650;
  return form;
}

std::size_t bankgiro_groups(const WrittenNumber& n) {
  if (n.groups >= 2 && n.size[1] == 4 && (n.size[0] == 3 || n.size[0] == 4) && n.digit[0] != 0) {
    const bool tied = (n.before[1] & (joint::hyphen | joint::wide_hyphen | joint::space)) != 0;
    const bool ends = n.groups == 2 || (n.before[2] & (joint::hyphen | joint::dot)) == 0;
    return tied && ends ? 2 : 0;
  }
  return n.groups >= 1 && (n.size[0] == 7 || n.size[0] == 8) && n.digit[0] != 0 ? 1 : 0;
}

std::size_t plusgiro_groups(const WrittenNumber& n) {
  for (std::size_t i = 1; i < n.groups && n.total[i] <= 8; ++i) {
    if (n.size[i] != 1 || (n.before[i] & (joint::hyphen | joint::wide_hyphen)) == 0) continue;
    const bool spaced = i == 1 || (n.joints(0, i) & ~joint::space) == 0;
    return spaced && n.digit[0] != 0 ? i + 1 : 0;
  }
  std::size_t groups = n.groups;
  while (groups > 0 && n.total[groups - 1] > 8) --groups;
  if (groups == 0 || n.total[groups - 1] < 5 || n.digit[0] == 0) return 0;
  if (groups > 1 && (n.joints(0, groups) & ~joint::space) != 0) return 0;
  return is_dated(n, groups) ? 0 : groups;
}

}  // namespace mask
