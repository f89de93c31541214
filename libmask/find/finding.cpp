// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/finding.h"

#include <algorithm>

namespace mask {
namespace {

constexpr std::array<std::string_view, type_count> type_names = {
    "person",   "national_id", "organisation_id", "phone",         "email",      "url",          "ip_address",   "username",
    "address",  "place",       "organisation",    "date_of_birth", "age",        "bank_account", "payment_card", "vehicle",
    "property", "case_number", "id_document",     "coordinates",   "credential", "sensitive",    "protected"};
static_assert(!type_names.back().empty());

constexpr std::array<std::string_view, kind_count> kind_names = {"",
                                                                 "se.personnummer",
                                                                 "se.samordningsnummer",
                                                                 "se.interim",
                                                                 "se.reserve",
                                                                 "se.payment_reference",
                                                                 "dk.cpr",
                                                                 "dk.replacement_cpr",
                                                                 "no.fodselsnummer",
                                                                 "fi.henkilotunnus",
                                                                 "is.kennitala",
                                                                 "fo.ptal",
                                                                 "se.orgnr",
                                                                 "se.vat",
                                                                 "se.hsa",
                                                                 "dk.cvr",
                                                                 "dk.pnumber",
                                                                 "dk.ean",
                                                                 "dk.vat",
                                                                 "eu.vat",
                                                                 "se.phone",
                                                                 "dk.phone",
                                                                 "intl.phone",
                                                                 "se.bankgiro",
                                                                 "se.plusgiro",
                                                                 "se.account",
                                                                 "dk.account",
                                                                 "iban",
                                                                 "ipv4",
                                                                 "ipv6",
                                                                 "mac",
                                                                 "se.plate",
                                                                 "dk.plate",
                                                                 "foreign.plate",
                                                                 "chassis_number",
                                                                 "se.property",
                                                                 "dk.matrikel",
                                                                 "dk.bfe",
                                                                 "court_case",
                                                                 "diary_number",
                                                                 "migration_case",
                                                                 "passport",
                                                                 "residence_card",
                                                                 "driving_licence",
                                                                 "lma",
                                                                 "certificate",
                                                                 "alien_number",
                                                                 "street",
                                                                 "postcode",
                                                                 "care_of",
                                                                 "box",
                                                                 "unit",
                                                                 "wgs84",
                                                                 "sweref99",
                                                                 "utm32",
                                                                 "password",
                                                                 "pin",
                                                                 "door_code",
                                                                 "key",
                                                                 "handle",
                                                                 "user_name",
                                                                 "profile",
                                                                 "personal_page",
                                                                 "birth_date",
                                                                 "birth_year",
                                                                 "spelled_age",
                                                                 "numeric_age",
                                                                 "full_name",
                                                                 "bare_name"};
static_assert(!kind_names.back().empty());

struct Words {
  std::string_view code;
  std::string_view text;
};
constexpr std::array<Words, 6> checks = {{{"luhn", "the check digit is right (Luhn)"},
                                          {"mod11", "the check digit is right (modulus 11)"},
                                          {"mod97", "the check digits are right (modulus 97)"},
                                          {"ean", "the check digit is right (EAN)"},
                                          {"mod31", "the check character is right (modulus 31)"},
                                          {"checkdigit", "the check digit is right"}}};
constexpr std::array<Words, 9> shapes = {{{"exact", "written in the usual form"},
                                          {"loose", "written in an unusual form"},
                                          {"grouped", "digits in the usual groups"},
                                          {"prefix", "begins as such numbers begin"},
                                          {"anchored", "stands free of other digits"},
                                          {"spaced", "written with blanks between"},
                                          {"range", "lies in a range set aside for such numbers"},
                                          {"ocr", "letters read as digits"},
                                          {"broken_line", "broken over a line end"}}};
constexpr std::array<Words, 12> sources = {{{"first_name", "a known first name"},
                                            {"last_name", "a known surname"},
                                            {"place", "a known place"},
                                            {"street", "a street by its ending"},
                                            {"title", "a title"},
                                            {"cue", "says that an identity is protected"},
                                            {"number_word", "a number in words"},
                                            {"organisation", "a known organisation"},
                                            {"told", "a word that tells something sensitive"},
                                            {"listed", "stands in a list of words to mask"},
                                            {"document", "part of a name found elsewhere in the document"},
                                            {"column", "what the column is said to hold"}}};

}  // namespace

std::string_view name(Type type) { return type_names[static_cast<std::size_t>(type)]; }
std::string_view name(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string_view name(Role role) {
  static constexpr std::array<std::string_view, 4> names = {"", "official", "elected", "authority"};
  return names[static_cast<std::size_t>(role)];
}

std::optional<Type> type_named(std::string_view name) {
  const auto* const found = std::ranges::find(type_names, name);
  if (found == type_names.end()) return std::nullopt;
  return static_cast<Type>(found - type_names.begin());
}

std::string code(Evidence evidence) {
  switch (evidence.sign) {
    case Sign::check: return std::string("check:").append(checks[evidence.detail].code);
    case Sign::failed_check: return std::string("check:not_").append(checks[evidence.detail].code);
    case Sign::date: return "date:valid";
    case Sign::context:
      return std::string("context:label.")
          .append(name(static_cast<Label>(evidence.detail)))
          .append(":")
          .append(std::to_string(evidence.distance));
    case Sign::lexicon: return std::string("lexicon:").append(sources[evidence.detail].code);
    case Sign::shape: return std::string("shape:").append(shapes[evidence.detail].code);
    case Sign::model: return std::string("model:").append(std::to_string(int{evidence.detail} * 4));
  }
  return {};
}

std::string in_words(Evidence evidence) {
  switch (evidence.sign) {
    case Sign::check: return std::string(checks[evidence.detail].text);
    case Sign::failed_check: return std::string("the check digit is wrong (").append(checks[evidence.detail].code).append(")");
    case Sign::date: return "holds a date of the calendar";
    case Sign::context: {
      const int words = evidence.distance < 0 ? -evidence.distance : evidence.distance;
      return std::string("a word for ")
          .append(name(static_cast<Label>(evidence.detail)))
          .append(" stands ")
          .append(std::to_string(words))
          .append(words == 1 ? " word " : " words ")
          .append(evidence.distance < 0 ? "before" : "after");
    }
    case Sign::lexicon: return std::string(sources[evidence.detail].text);
    case Sign::shape: return std::string(shapes[evidence.detail].text);
    case Sign::model: return std::string("the model says ").append(std::to_string(int{evidence.detail} * 4)).append(" of 1000");
  }
  return {};
}

Finding& Findings::add(Span span, Type type, Kind kind, int score, std::initializer_list<Evidence> why) {
  return add(span, type, kind, score, std::span<const Evidence>(why.begin(), why.size()));
}

Finding& Findings::add(Span span, Type type, Kind kind, int score, std::span<const Evidence> why) {
  const auto start = static_cast<std::uint32_t>(evidence.size());
  evidence.insert(evidence.end(), why.begin(), why.end());
  return list.emplace_back(Finding{.span = span,
                                   .evidence_start = start,
                                   .score = static_cast<std::uint16_t>(std::clamp(score, 0, 1000)),
                                   .evidence_count = static_cast<std::uint8_t>(why.size()),
                                   .type = type,
                                   .kind = kind,
                                   .rule = rule});
}

}  // namespace mask
