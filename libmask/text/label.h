// What a word near a number says about it: "Personnummer:", "tlf.", "Bankgiro", "§", "kronor".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mask {

// The meanings that the label tables (data/*/labels.tsv) give to words. The last ones speak against personal data.
enum class Label : std::uint8_t {
  national_id,      // personnummer, pnr, cpr, födelsenummer
  organisation_id,  // organisationsnummer, cvr, momsnr, p-nr, ean
  vat,              // vat, moms, se-nr
  p_number,         // p-nr, produktionsenhed
  phone,            // telefon, tfn, mobil, ring, sms
  email,            // e-post, mail
  bank,             // kontonummer, konto, clearing, reg.nr
  bankgiro,
  plusgiro,
  iban,
  payment_card,  // kort, kortnummer, Visa
  vehicle,       // reg.nr, fordon, bil, køretøj
  chassis,       // chassinr, stelnr, VIN
  property,      // fastighet, matr.nr, ejendom
  bfe,
  case_number,  // dnr, ärende, sag, journalnr, akt
  court,        // mål, tingsrätt, retten
  passport,
  driving_licence,
  residence,    // uppehållstillstånd, opholdskort, LMA
  certificate,  // behörighet, legitimation, autorisation
  birth,        // född, f., födelsedatum, født
  age,          // ålder, alder
  coordinates,  // koordinater, SWEREF, WGS84
  password,     // lösenord, adgangskode
  pin,          // pinkod, kod, portkod
  username,     // användarnamn, bruger, login
  handle,       // Instagram, Snapchat, alias
  ip,           // IP-adress
  mac,
  address,             // adress, bor, bopæl
  postcode,            // postnr
  street,              // a word that is a street by itself: gata, väg, vej
  floor,               // lgh, tr, th, tv, sal: follows a street number
  person_label,        // Namn:, Klient:, Sökande
  title,               // before a name: dr, fru, handläggare, advokat
  official,            // titles of civil servants
  elected,             // titles of elected members, party letters
  authority,           // växel, registrator, kommunen
  name_phrase,         // heter, hedder, kallas
  protected_cue,       // first word of a cue of protected identity (data/*/protected.tsv)
  age_unit,            // år, årig, åring
  number_word,         // åttio, fire, femogfyrre
  invoice,             // against: faktura, OCR, ordernr, kundnr
  money,               // against: kr, kronor, SEK, %
  law,                 // against: §, kap., SFS, prop., lov
  report,              // against: rapport, ISBN, version, artikelnr
  meeting,             // against a birth date: sammanträde, möde, beslut, inkom
  measure,             // against: meter, kvm, kg, procent
  number,              // "nr", "nummer": joins the word before it
  month,               // januari .. december, both languages
  told,                // tells something sensitive of a person: diabetes, sertralin, katolik, stöld
  told_by,             // leads to it: lider, diagnos, dömd
  general,             // against: the sentence is of many, or of rules: riktlinje, patienter, statistik
  dwelling,            // bor, bosatt, flyttade
  employed,            // arbetar, ansat
  place_label,         // Födelseort:, Ort:
  organisation_head,   // the name follows: förskolan, restaurang
  organisation_tail,   // ends a name: åkeri, boldklub
  company_form,        // AB, ApS
  organisation_label,  // Arbetsgivare:, Virksomhed:
  organisation_name,   // the name of one that most know: Ericsson, NATO
  count_,
};
inline constexpr std::size_t label_count = static_cast<std::size_t>(Label::count_);
static_assert(label_count <= 64);

[[nodiscard]] std::string_view name(Label label);
[[nodiscard]] std::optional<Label> label_named(std::string_view name);

// A set of labels, one bit each.
struct Labels {
  std::uint64_t bits = 0;
  [[nodiscard]] constexpr bool has(Label label) const { return (bits >> static_cast<unsigned>(label) & 1) != 0; }
  [[nodiscard]] constexpr bool any(Labels other) const { return (bits & other.bits) != 0; }
  // Says nothing of a number or name beside it. From `told` on labels tell of what people do and have, and may be names as well.
  [[nodiscard]] constexpr bool empty() const { return (bits & ((std::uint64_t{1} << static_cast<unsigned>(Label::told)) - 1)) == 0; }
  friend constexpr Labels operator|(Labels a, Labels b) { return {a.bits | b.bits}; }
  friend constexpr bool operator==(const Labels&, const Labels&) = default;
};
template <typename... L>
[[nodiscard]] constexpr Labels labels(L... label) {
  return {((std::uint64_t{1} << static_cast<unsigned>(label)) | ...)};
}

}  // namespace mask
