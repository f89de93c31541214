// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/labels.h"

#include <algorithm>
#include <fstream>
#include <optional>

namespace mask {
namespace {

using Words = std::array<std::string_view, 3>;  // sv, da, en

constexpr std::array<Words, type_count> type_words = {{{"PERSON", "PERSON", "PERSON"},
                                                       {"PERSONNUMMER", "CPR-NUMMER", "NATIONAL ID"},
                                                       {"ORGANISATIONSNUMMER", "CVR-NUMMER", "ORGANISATION NUMBER"},
                                                       {"TELEFON", "TELEFON", "PHONE"},
                                                       {"E-POST", "E-MAIL", "EMAIL"},
                                                       {"WEBBADRESS", "WEBADRESSE", "WEB ADDRESS"},
                                                       {"IP-ADRESS", "IP-ADRESSE", "IP ADDRESS"},
                                                       {"ANVÄNDARNAMN", "BRUGERNAVN", "USER NAME"},
                                                       {"ADRESS", "ADRESSE", "ADDRESS"},
                                                       {"PLATS", "STED", "PLACE"},
                                                       {"ORGANISATION", "ORGANISATION", "ORGANISATION"},
                                                       {"FÖDELSEDATUM", "FØDSELSDATO", "DATE OF BIRTH"},
                                                       {"ÅLDER", "ALDER", "AGE"},
                                                       {"BANKKONTO", "BANKKONTO", "BANK ACCOUNT"},
                                                       {"BETALKORT", "BETALINGSKORT", "PAYMENT CARD"},
                                                       {"FORDON", "KØRETØJ", "VEHICLE"},
                                                       {"FASTIGHET", "EJENDOM", "PROPERTY"},
                                                       {"ÄRENDENUMMER", "SAGSNUMMER", "CASE NUMBER"},
                                                       {"ID-HANDLING", "ID-DOKUMENT", "ID DOCUMENT"},
                                                       {"KOORDINATER", "KOORDINATER", "COORDINATES"},
                                                       {"INLOGGNING", "LOGIN", "CREDENTIAL"},
                                                       {"KÄNSLIG UPPGIFT", "FØLSOM OPLYSNING", "SENSITIVE"},
                                                       {"SKYDDAD UPPGIFT", "BESKYTTET OPLYSNING", "PROTECTED"}}};

// Kinds that are called by another word than their type.
struct KindWords {
  Kind kind;
  Words words;
};
constexpr std::array<KindWords, 12> kind_words = {{{Kind::se_personnummer, {"PERSONNUMMER", "PERSONNUMMER", "NATIONAL ID"}},
                                                   {Kind::se_samordningsnummer, {"SAMORDNINGSNUMMER", "SAMORDNINGSNUMMER", "NATIONAL ID"}},
                                                   {Kind::dk_cpr, {"CPR-NUMMER", "CPR-NUMMER", "NATIONAL ID"}},
                                                   {Kind::dk_replacement_cpr, {"CPR-NUMMER", "CPR-NUMMER", "NATIONAL ID"}},
                                                   {Kind::no_fodselsnummer, {"ID-NUMMER", "ID-NUMMER", "NATIONAL ID"}},
                                                   {Kind::fi_henkilotunnus, {"ID-NUMMER", "ID-NUMMER", "NATIONAL ID"}},
                                                   {Kind::is_kennitala, {"ID-NUMMER", "ID-NUMMER", "NATIONAL ID"}},
                                                   {Kind::fo_ptal, {"ID-NUMMER", "ID-NUMMER", "NATIONAL ID"}},
                                                   {Kind::se_orgnr, {"ORGANISATIONSNUMMER", "ORGANISATIONSNUMMER", "ORGANISATION NUMBER"}},
                                                   {Kind::dk_cvr, {"CVR-NUMMER", "CVR-NUMMER", "ORGANISATION NUMBER"}},
                                                   {Kind::se_reserve, {"RESERVNUMMER", "RESERVNUMMER", "NATIONAL ID"}},
                                                   {Kind::dk_pnumber, {"P-NUMMER", "P-NUMMER", "ORGANISATION NUMBER"}}}};

// A word that may stand in brackets: no brackets, no line ends, not empty.
bool is_label(std::string_view word) {
  return !word.empty() && word.size() <= 40 && word.find_first_of("[]\r\n\t") == std::string_view::npos;
}

std::optional<Kind> kind_named(std::string_view wanted) {
  for (std::size_t i = 1; i < kind_count; ++i) {
    if (name(static_cast<Kind>(i)) == wanted) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace

LabelTable LabelTable::of(Language language) {
  LabelTable table;
  const auto column = static_cast<std::size_t>(language);
  for (std::size_t i = 0; i < type_count; ++i) table.types_[i] = type_words[i][column];
  for (const KindWords& row : kind_words) table.kinds_[static_cast<std::size_t>(row.kind)] = row.words[column];
  return table;
}

Result<LabelTable> LabelTable::with_file(const std::string& path) const {
  LabelTable table = *this;
  std::ifstream in(path);
  if (!in) return std::unexpected(Error{.failure = Failure::configuration, .message = "cannot be opened", .path = path});
  std::string line;
  for (std::size_t row = 1; std::getline(in, line); ++row) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    const std::string key = line.substr(0, tab);
    const std::string word = tab == std::string::npos ? std::string() : line.substr(tab + 1);
    const auto type = type_named(key);
    const auto kind = kind_named(key);
    if (!is_label(word) || (!type && !kind)) {
      return std::unexpected(
          Error{.failure = Failure::configuration, .message = "line " + std::to_string(row) + ": not a type and its label", .path = path});
    }
    if (type) {
      table.set(*type, word);
    } else {
      table.kinds_[static_cast<std::size_t>(*kind)] = word;
    }
  }
  return table;
}

void LabelTable::set(Type type, std::string word) {
  types_[static_cast<std::size_t>(type)] = std::move(word);
  if (type == Type::national_id || type == Type::organisation_id) {
    for (const KindWords& row : kind_words) kinds_[static_cast<std::size_t>(row.kind)].clear();
  }
}

std::string_view LabelTable::word(Type type, Kind kind) const {
  const std::string& by_kind = kinds_[static_cast<std::size_t>(kind)];
  return by_kind.empty() ? std::string_view(types_[static_cast<std::size_t>(type)]) : by_kind;
}

std::vector<std::string_view> LabelTable::all_words() const {
  std::vector<std::string_view> words(types_.begin(), types_.end());
  for (const std::string& word : kinds_) {
    if (!word.empty()) words.push_back(word);
  }
  for (const Words& row : type_words) words.insert(words.end(), row.begin(), row.end());
  for (const KindWords& row : kind_words) words.insert(words.end(), row.words.begin(), row.words.end());
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

}  // namespace mask
