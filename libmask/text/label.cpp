// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/label.h"

#include <algorithm>
#include <array>

namespace mask {
namespace {

constexpr std::array<std::string_view, label_count> names = {"national_id",
                                                             "organisation_id",
                                                             "vat",
                                                             "p_number",
                                                             "phone",
                                                             "email",
                                                             "bank",
                                                             "bankgiro",
                                                             "plusgiro",
                                                             "iban",
                                                             "payment_card",
                                                             "vehicle",
                                                             "chassis",
                                                             "property",
                                                             "bfe",
                                                             "case_number",
                                                             "court",
                                                             "passport",
                                                             "driving_licence",
                                                             "residence",
                                                             "certificate",
                                                             "birth",
                                                             "age",
                                                             "coordinates",
                                                             "password",
                                                             "pin",
                                                             "username",
                                                             "handle",
                                                             "ip",
                                                             "mac",
                                                             "address",
                                                             "postcode",
                                                             "street",
                                                             "floor",
                                                             "person_label",
                                                             "title",
                                                             "official",
                                                             "elected",
                                                             "authority",
                                                             "name_phrase",
                                                             "protected_cue",
                                                             "age_unit",
                                                             "number_word",
                                                             "invoice",
                                                             "money",
                                                             "law",
                                                             "report",
                                                             "meeting",
                                                             "measure",
                                                             "number",
                                                             "month",
                                                             "told",
                                                             "told_by",
                                                             "general",
                                                             "dwelling",
                                                             "employed",
                                                             "place_label",
                                                             "organisation_head",
                                                             "organisation_tail",
                                                             "company_form",
                                                             "organisation_label",
                                                             "organisation_name"};
static_assert(!names.back().empty());

}  // namespace

std::string_view name(Label label) { return names[static_cast<std::size_t>(label)]; }

std::optional<Label> label_named(std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Label>(found - names.begin());
}

}  // namespace mask
