// What a detector hands on: where, what, how sure, and why. Never the words themselves.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/label.h"

namespace mask {

// The types of DESIGN, in its order, which settles ties. Spelled as in JSON.
enum class Type : std::uint8_t {
  person,
  national_id,
  organisation_id,
  phone,
  email,
  url,
  ip_address,
  username,
  address,
  place,
  organisation,
  date_of_birth,
  age,
  bank_account,
  payment_card,
  vehicle,
  property,
  case_number,
  id_document,
  coordinates,
  credential,
  sensitive,
  protected_,
};
inline constexpr std::size_t type_count = 23;
[[nodiscard]] std::string_view name(Type type);
[[nodiscard]] std::optional<Type> type_named(std::string_view name);

// A finer kind. Its JSON name is in finding.cpp: the enumerator with its first _ as a dot ("se.personnummer").
enum class Kind : std::uint8_t {
  none,
  se_personnummer,
  se_samordningsnummer,
  se_interim,
  se_reserve,
  se_payment_reference,
  dk_cpr,
  dk_replacement_cpr,
  no_fodselsnummer,
  fi_henkilotunnus,
  is_kennitala,
  fo_ptal,
  se_orgnr,
  se_vat,
  se_hsa,
  dk_cvr,
  dk_pnumber,
  dk_ean,
  dk_vat,
  eu_vat,
  se_phone,
  dk_phone,
  intl_phone,
  se_bankgiro,
  se_plusgiro,
  se_account,
  dk_account,
  iban,
  ipv4,
  ipv6,
  mac,
  se_plate,
  dk_plate,
  foreign_plate,
  chassis_number,
  se_property,
  dk_matrikel,
  dk_bfe,
  court_case,
  diary_number,
  migration_case,
  passport,
  residence_card,
  driving_licence,
  lma,
  certificate,
  alien_number,
  street,
  postcode,
  care_of,
  box,
  unit,
  wgs84,
  sweref99,
  utm32,
  password,
  pin,
  door_code,
  key,
  handle,
  user_name,
  profile,
  personal_page,
  birth_date,
  birth_year,
  spelled_age,
  numeric_age,
  full_name,
  bare_name,
};
inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::bare_name) + 1;
[[nodiscard]] std::string_view name(Kind kind);  // empty for none

enum class Role : std::uint8_t { none, official, elected, authority };
[[nodiscard]] std::string_view name(Role role);  // empty for none

// One reason for a finding. `detail` is read by its sign: a Check, a Label, a Source, a Shape; `distance` counts words from
// the finding to a context word, negative before it. Written as codes, `check:luhn`, `context:label.national_id:-1`.
enum class Sign : std::uint8_t { check, failed_check, date, context, lexicon, shape, model };
enum class Check : std::uint8_t { luhn, mod11, mod97, ean, mod31, checkdigit };
enum class Shape : std::uint8_t { exact, loose, grouped, prefix, anchored, spaced, range, ocr, broken_line };
enum class Source : std::uint8_t { first_name, last_name, place, street, title, cue, number_word, organisation, told, listed, document, column };

struct Evidence {
  Sign sign = Sign::shape;
  std::uint8_t detail = 0;
  std::int8_t distance = 0;
  friend constexpr bool operator==(const Evidence&, const Evidence&) = default;
};
[[nodiscard]] constexpr Evidence check(Check which) { return {Sign::check, static_cast<std::uint8_t>(which), 0}; }
[[nodiscard]] constexpr Evidence failed(Check which) { return {Sign::failed_check, static_cast<std::uint8_t>(which), 0}; }
[[nodiscard]] constexpr Evidence valid_date() { return {Sign::date, 0, 0}; }
[[nodiscard]] constexpr Evidence context(Label label, int distance) {
  return {Sign::context, static_cast<std::uint8_t>(label), static_cast<std::int8_t>(distance)};
}
[[nodiscard]] constexpr Evidence lexicon(Source source) { return {Sign::lexicon, static_cast<std::uint8_t>(source), 0}; }
[[nodiscard]] constexpr Evidence shape(Shape which) { return {Sign::shape, static_cast<std::uint8_t>(which), 0}; }
[[nodiscard]] constexpr Evidence model(std::uint16_t thousandths) { return {Sign::model, static_cast<std::uint8_t>(thousandths / 4), 0}; }
[[nodiscard]] std::string code(Evidence evidence);      // "check:luhn"
[[nodiscard]] std::string in_words(Evidence evidence);  // "the check digit is right (Luhn)", for --explain

// At most 32 bytes; its evidence lies in the side array of Findings. Scores are thousandths, 0 to 1000.
struct Finding {
  Span span;
  std::uint32_t evidence_start = 0;
  std::uint32_t entity = 0;  // given by decide; 0: none
  std::uint16_t score = 1000;
  std::uint8_t evidence_count = 0;
  Type type = Type::person;
  Kind kind = Kind::none;
  Role role = Role::none;
  std::uint8_t rule = 0;   // index of the detector in the list of find.cpp
  bool ambiguous = false;  // a bare mention that fits several entities
};
static_assert(sizeof(Finding) <= 32);

// The rule of what stands in a list of words to mask.
inline constexpr std::uint8_t listed_rule = 255;
// The rule of a value that a policy replaces whole.
inline constexpr std::uint8_t replaced_rule = 251;

// The findings of one text with their evidence. Detectors add; find() sorts.
struct Findings {
  std::vector<Finding> list;
  std::vector<Evidence> evidence;
  std::uint8_t rule = 0;  // of the detector that is running

  // `score` may be any number: it is clamped to 0..1000. Gives back the finding, for a role.
  Finding& add(Span span, Type type, Kind kind, int score, std::initializer_list<Evidence> why);
  Finding& add(Span span, Type type, Kind kind, int score, std::span<const Evidence> why);
  [[nodiscard]] std::span<const Evidence> of(const Finding& finding) const {
    return {evidence.data() + finding.evidence_start, finding.evidence_count};
  }
};

}  // namespace mask
