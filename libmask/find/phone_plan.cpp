// The telephone numbers of Sweden, Denmark and abroad: which digits, in which groups.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/phone_plan.h"

#include <algorithm>

#include "libmask/find/area_codes.h"

namespace mask {
namespace {

// Does a number of three groups, or an unbroken one, read as a date? 2025-03-11, 11.03.2025, 20250311, 11032025, 250311.
bool reads_as_date(const WrittenNumber& n, std::size_t groups) {
  const std::size_t count = n.total[groups - 1];
  const auto year = [](std::uint32_t y) { return y >= 1850 && y <= 2100; };
  if (count == 8 && (groups == 1 || n.sizes(0, {4, 2, 2})) && year(n.value(0, 4)) &&
      is_date(static_cast<int>(n.value(0, 4)), static_cast<int>(n.value(4, 2)), static_cast<int>(n.value(6, 2)))) {
    return true;
  }
  if (count == 8 && (groups == 1 || n.sizes(0, {2, 2, 4})) && year(n.value(4, 4)) &&
      is_date(static_cast<int>(n.value(4, 4)), static_cast<int>(n.value(2, 2)), static_cast<int>(n.value(0, 2)))) {
    return true;
  }
  if (count != 6 || (groups != 1 && !n.sizes(0, {2, 2, 2}))) return false;
  return is_date(2000, static_cast<int>(n.value(2, 2)), static_cast<int>(n.value(0, 2))) ||
         is_date(2000, static_cast<int>(n.value(2, 2)), static_cast<int>(n.value(4, 2)));
}

// What may stand after a number whose further groups are left out: nothing that ties the two together.
bool cut_cleanly(const WrittenNumber& n, std::size_t groups) {
  return groups == n.groups || (n.before[groups] & (joint::hyphen | joint::dot)) == 0;
}

constexpr unsigned area_marks = joint::hyphen | joint::slash | joint::wide_hyphen | joint::wide_slash;

struct Lengths {
  std::size_t least;
  std::size_t most;
};
Lengths lengths_of(AreaCode code) {
  if (code.area == Area::mobile) return {10, 10};
  return {code.size == 4 ? 9U : 8U, 10};
}

// Scores the first `groups` groups, at least two, as a Swedish number.
void judge_swedish(const WrittenNumber& n, std::size_t groups, AreaCode code, PhoneForm& form) {
  const std::size_t count = n.total[groups - 1];
  const auto [least, most] = lengths_of(code);
  const bool known = code.area != Area::unknown;
  const bool fits = known && count >= least && count <= most;
  const std::size_t head = n.size[0];
  const bool head_fits = known ? head == code.size || (code.area == Area::mobile && head == 4) : head == 3 || head == 4;
  const unsigned inside = n.joints(1, groups);
  const auto [smallest, largest] = std::minmax_element(n.size.begin() + 1, n.size.begin() + static_cast<std::ptrdiff_t>(groups));
  if (head == 2 && groups == 3 && n.sizes(1, {2, 4}) && n.value(2, 2) <= 31 && n.value(4, 4) / 200 * 200 >= 1800) return;  // 08-12-2024
  if (groups == 2 && n.sizes(0, {6, 4})) return;  // a personnummer or CPR
  form.labelled = fits ? 950 : 750;
  form.shape = Shape::loose;
  if (!head_fits) return;
  if ((n.before[1] & (area_marks | joint::bracket)) != 0 && (inside & ~(joint::space | joint::hyphen | joint::line)) == 0) {
    form.strong = fits;
    form.shape = fits ? Shape::exact : Shape::loose;
    if (fits) {
      form.bare = *smallest > 1 ? 900 : 800;
    } else if (code.area == Area::mobile) {
      form.bare = count == 9 || count == 11 ? 600 : 0;  // a digit lost or doubled
    } else if (!known && count >= 9 && count <= 10) {
      form.bare = 450;
      form.lone = true;
    }
    return;
  }
  const unsigned all = n.joints(0, groups);
  if (!fits || *smallest < 2) return;
  form.shape = Shape::grouped;
  if ((all & ~(joint::space | joint::line)) == 0) {
    if (code.area == Area::mobile) {
      form.bare = 800;
    } else if (*largest <= 3) {
      form.bare = 700;
    } else if (groups == 2) {  // 0470 771234
      form.bare = 450;
      form.lone = true;
    }
  } else if (all == joint::dot || all == joint::slash || all == joint::hyphen) {
    form.bare = code.area == Area::mobile ? 760 : 450;
  }
}

void judge_unbroken_swedish(const WrittenNumber& n, AreaCode code, PhoneForm& form) {
  const std::size_t count = n.total[0];
  const auto [least, most] = lengths_of(code);
  if (code.area == Area::unknown || count < least || count > most) {
    form.labelled = 700;
    return;
  }
  form.shape = Shape::exact;
  form.labelled = 950;
  form.bare = code.area == Area::mobile ? 720 : 350;
  const bool birthday = count == 10 && is_date(2000, static_cast<int>(n.value(2, 2)), static_cast<int>(n.value(0, 2)));
  form.lone = code.area != Area::mobile && count >= 9 && !birthday;
}

}  // namespace

PhoneForm swedish_phone(const WrittenNumber& n) {
  PhoneForm best;
  if (n.count() < 8 || n.digit[0] != 0) return best;
  const AreaCode code = area_code(n.value(1, 3));
  for (std::size_t groups = n.groups; groups > 0; --groups) {
    const std::size_t count = n.total[groups - 1];
    if (count > 11 || !cut_cleanly(n, groups)) continue;
    if (count < 8) break;
    PhoneForm form{.groups = static_cast<std::uint8_t>(groups), .kind = Kind::se_phone};
    form.mobile = code.area == Area::mobile;
    form.service = code.area == Area::service;
    if (groups == 1) {
      judge_unbroken_swedish(n, code, form);
    } else {
      judge_swedish(n, groups, code, form);
    }
    if (form.bare > best.bare || (form.bare == best.bare && form.labelled > best.labelled)) best = form;
  }
  return best;
}

PhoneForm danish_phone(const WrittenNumber& n) {
  PhoneForm form;
  if (n.digit[0] < 2 || n.count() < 8) return form;
  std::size_t groups = 1;
  while (groups < n.groups && n.total[groups - 1] < 8) ++groups;
  if (n.total[groups - 1] != 8 || !cut_cleanly(n, groups)) return form;
  const unsigned inside = n.joints(0, groups);
  if ((inside & joint::wide_slash) != 0) return form;
  const bool alike = inside == joint::space || inside == joint::hyphen || inside == joint::dot;
  const bool goes_on = groups < n.groups && (n.before[groups] & joint::space) != 0;
  form = {.groups = static_cast<std::uint8_t>(groups), .labelled = 750, .kind = Kind::dk_phone};
  if (reads_as_date(n, groups)) {
    form.labelled = groups == 1 ? 600 : 0;
    return form;
  }
  if (n.sizes(0, {2, 2, 2, 2})) {
    form.shape = Shape::exact;
    form.labelled = 950;
    // A row of pairs that goes on may be any list of numbers, unless another telephone number follows.
    const bool another = goes_on && (n.sizes(groups, {2, 2, 2, 2}) || n.size[groups] != 2);
    if (!goes_on || another) form.bare = alike ? 800 : (inside & joint::dot) != 0 ? 0 : 550;  // not 13.40-15.30
    if ((inside & ~(joint::space | joint::hyphen | joint::dot | joint::line)) != 0) form.bare = 0;
  } else if (n.sizes(0, {4, 4})) {
    const bool years = n.value(0, 4) >= 1900 && n.value(0, 4) < 2100 && n.value(4, 4) >= 1900 && n.value(4, 4) < 2100;
    form.shape = Shape::exact;
    form.labelled = years ? 550 : 930;
    if (!goes_on && !years) form.bare = inside == joint::space ? 700 : inside == joint::line ? 400 : 450;
    const bool dated = n.value(0, 4) >= 1990 && n.value(0, 4) < 2040;  // 2024-4711 is a case
    if (dated && inside != joint::space) form.bare = 0;
    form.lone = form.bare != 0 && inside == joint::hyphen;
  } else if (groups == 1) {
    form.shape = Shape::exact;
    form.labelled = 930;
    form.bare = 300;
    form.lone = true;
  } else if (n.sizes(0, {4, 2, 2})) {
    form.labelled = 900;
    if (!goes_on) form.bare = inside == joint::space ? 550 : 0;
  }
  return form;
}

namespace {

struct Country {
  std::uint8_t size = 0;
  std::uint8_t least = 0;  // digits with the code
  std::uint8_t most = 0;
  bool near_home = false;
};

Country country_of(const WrittenNumber& n, std::size_t at) {
  static constexpr std::array<std::uint8_t, 44> two = {20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46,
                                                       47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63,
                                                       64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98};
  if (n.digit[at] == 0) return {};
  if (n.digit[at] == 1 || n.digit[at] == 7) return {1, 11, 11, false};
  const std::uint32_t pair = n.value(at, 2);
  if (pair == 45 || pair == 47) return {2, 10, 10, true};
  if (pair == 46) return {2, 9, 12, true};
  if (std::ranges::binary_search(two, pair)) return {2, 9, 14, pair == 49 || pair == 48 || pair == 44};
  const std::uint32_t triple = n.value(at, 3);
  if (triple == 298 || triple == 299) return {3, 9, 9, true};
  if (triple == 354) return {3, 10, 12, true};
  return {3, 9, 15, triple == 358};
}

}  // namespace

PhoneForm foreign_phone(const WrittenNumber& n, std::size_t offset, bool plus) {
  PhoneForm best;
  if (n.count() < offset + 8) return best;
  const Country country = country_of(n, offset);
  if (country.size == 0) return best;
  for (std::size_t groups = n.groups; groups > 0; --groups) {
    const std::size_t count = n.total[groups - 1] - std::min<std::size_t>(offset, n.total[groups - 1]);
    if (count < 8) break;
    if (!cut_cleanly(n, groups) || count > 15) continue;
    PhoneForm form{.groups = static_cast<std::uint8_t>(groups), .labelled = 750, .kind = Kind::intl_phone};
    // "(0)" after the code adds a digit that is not dialled.
    const std::size_t extra = country.size == 2 && n.digit[offset + 2] == 0 ? 1 : 0;
    const bool fits = count >= country.least && count <= country.most + extra;
    const std::size_t head = n.size[0];
    const bool head_fits = plus || head == 2 || head == offset + country.size || (groups == 1 && country.near_home);
    if (fits && head_fits) {
      form.labelled = 980;
      form.shape = Shape::prefix;
      form.strong = true;
      form.bare = plus ? 950 : country.near_home ? 850 : 450;
      if (plus && (n.joints(0, groups) & (joint::comma | joint::wide_slash)) != 0) form.bare = 0;
    } else if (plus) {
      form.bare = 550;
    }
    if (form.bare > best.bare || (form.bare == best.bare && form.labelled > best.labelled)) best = form;
  }
  if (best.kind == Kind::intl_phone && country.size == 2 && n.value(offset, 2) == 46) best.kind = Kind::se_phone;
  if (best.kind == Kind::intl_phone && country.size == 2 && n.value(offset, 2) == 45) best.kind = Kind::dk_phone;
  return best;
}

PhoneForm named_phone(const WrittenNumber& n) {
  PhoneForm form;
  std::size_t groups = n.groups;
  while (groups > 0 && (n.total[groups - 1] > 13 || !cut_cleanly(n, groups))) --groups;
  if (groups == 0 || n.total[groups - 1] < 6 || reads_as_date(n, groups)) return form;
  if (groups >= 3 && (n.sizes(0, {4, 2, 2}) || n.sizes(0, {2, 2, 4})) && n.value(0, 4) >= 1900 && n.value(0, 4) < 2100) return form;
  const unsigned inside = n.joints(0, groups);
  if ((inside & joint::dot) != 0 && (n.total[groups - 1] < 8 || inside != joint::dot)) return form;
  if (groups == 4 && inside == joint::dot && *std::max_element(n.size.begin(), n.size.begin() + 4) <= 3) return form;  // IPv4
  if (n.sizes(0, {6, 4}) || n.sizes(0, {8, 4})) return form;                                                           // personnummer, CPR
  // "0045 28147390" and "46 70 174 06 05" have a country's code without its plus.
  return {.groups = static_cast<std::uint8_t>(groups), .labelled = 620, .kind = Kind::intl_phone, .shape = Shape::loose};
}

}  // namespace mask
