// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/organisation_words.h"

#include "libmask/find/body_words.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

// Authorities and their parts; companies, associations, schools.
constexpr EndingSet endings(
    {"styrelsen",     "styrelse",      "nämnden",      "nämnd",        "verket",       "myndigheten",  "myndighet",    "myndigheden",
     "rätten",        "domstolen",     "enheten",      "enhet",        "enheden",      "kontoret",     "kontor",       "förvaltningen",
     "förvaltning",   "forvaltningen", "forvaltning",  "avdelningen",  "avdelning",    "afdelingen",   "afdeling",     "departementet",
     "ministeriet",   "udvalget",      "utskottet",    "nævnet",       "nævn",         "rådet",        "kommittén",    "kommitté",
     "sekretariatet", "sekretariat",   "kansliet",     "kansli",       "inspektionen", "kommissionen", "delegationen", "kommunen",
     "kommune",       "regionen",      "länsstyrelse", "lantmäteriet", "polisen",      "polis",        "politiet",     "politi",
     "kammaren",      "kassan",        "kassen",       "tjänsten",     "tjänst",       "tjenesten",    "tjeneste",     "centralen",
     "central",       "centret",       "centrum",      "center",       "mottagningen", "mottagning",   "kliniken",     "klinikken",
     "sjukhuset",     "sygehuset",     "psykiatrin",   "psykiatrien",  "vården",       "plejen",       "hygien",       "skadestuen",
     "stuen",         "føreningen",    "föreningen",   "förening",     "foreningen",   "forening",     "förbundet",    "förbund",
     "forbundet",     "forbund",       "klubben",      "klubb",        "klub",         "sällskapet",   "sällskap",     "selskabet",
     "selskab",       "bolaget",       "bolag",        "stiftelsen",   "stiftelse",    "fonden",       "firman",       "firmaet",
     "firma",         "byrån",         "byrå",         "gruppen",      "gruppe",       "laget",        "lauget",       "partiet",
     "skolan",        "skola",         "skolen",       "skole",        "gymnasiet",    "gymnasium",    "högskolan",    "universitetet",
     "universitet",   "förskola",      "förskolan",    "fritids",      "hemmet",       "hjemmet",      "boendet",      "huset",
     "stedet",        "lejren",        "kyrkan",       "kirken",       "församlingen", "församling",   "menigheden",   "museet",
     "museum",        "biblioteket",   "bibliotek",    "teatern",      "teatret",      "tidningen",    "bladet",       "posten",
     "avisen",        "hjälp",         "hjælp",        "hjælpen",      "åkeri",        "bostäder",     "fastigheter",  "försäkring",
     "forsikring",    "depotet",       "redskabet",    "beredskabet",  "vægten",       "väsendet",     "forsyning",    "beredningen",
     "beredning",     "tilsynet",      "tilsyn",       "revisionen",   "revision",     "handel",       "bredband",     "teknik",
     "ombudsmannen",  "ombudsmanden"});
// What people are called in office.
constexpr EndingSet functions({"handläggare", "sagsbehandler", "ledare",   "leder",     "ledning",   "vägledare", "vejleder",
                               "konsulent",   "konsult",       "rådgiver", "rådgivare", "inspektör", "inspektor", "samordnare",
                               "koordinator", "direktör",      "direktør", "assistent", "sköterska", "plejerske", "førende",
                               "förande",     "ansvarig",      "strateg",  "jurist",    "juristen",  "chef",      "chefen",
                               "sekreterare", "sekretær",      "lærer",    "lärare",    "rektor"});

bool ends_with(std::string_view word, std::string_view ending) {
  return word.size() >= ending.size() && same_word(word.substr(word.size() - ending.size()), ending);
}

}  // namespace

bool ends_like_organisation(std::string_view word) {
  if (word.size() < 6) return false;
  // Tandlægerne, Överförmyndaren, Grannarna: people in general.
  if (word.size() >= 9 && (ends_with(word, "erne") || ends_with(word, "arna") || ends_with(word, "erna") || ends_with(word, "förmyndaren")))
    return true;
  return ends_with(word, "hus") || !endings.find(word, 0).empty();
}

bool ends_like_office(std::string_view word) { return word.size() >= 6 && !functions.find(word, 0).empty(); }

bool is_organisation_word(std::string_view word) {
  static constexpr WordSet words({"ab",
                                  "hb",
                                  "kb",
                                  "aps",
                                  "a/s",
                                  "i/s",
                                  "as",
                                  "ivs",
                                  "amba",
                                  "ltd",
                                  "gmbh",
                                  "inc",
                                  "aktiebolag",
                                  "aktieselskab",
                                  "ek",
                                  "ekonomisk",
                                  "brf",
                                  "hsb",
                                  "avd",
                                  "avdelning",
                                  "kreds",
                                  "sektion",
                                  "hvb",
                                  "lss",
                                  "region",
                                  "kommun",
                                  "kommune",
                                  "länsstyrelsen",
                                  "bostadsrättsföreningen",
                                  "föreningen",
                                  "foreningen",
                                  "förening",
                                  "forening",
                                  "stiftelsen",
                                  "fonden",
                                  "klubben",
                                  "klub",
                                  "skolan",
                                  "skolen",
                                  "skola",
                                  "skole",
                                  "förskola",
                                  "förskolan",
                                  "vuggestuen",
                                  "børnehaven",
                                  "bolaget",
                                  "firma",
                                  "byrå",
                                  "byrån",
                                  "gruppen",
                                  "gruppe",
                                  "polisen",
                                  "politiet",
                                  "politi",
                                  "domstol",
                                  "kansli",
                                  "kontoret",
                                  "styrelsen",
                                  "rådet",
                                  "museet",
                                  "museum",
                                  "kyrkan",
                                  "kirken",
                                  "tidningen",
                                  "avisen",
                                  "redaktionen",
                                  "bladet",
                                  "fastigheter",
                                  "bostäder",
                                  "bygg",
                                  "byg",
                                  "service",
                                  "konsult",
                                  "consulting",
                                  "transport",
                                  "invest",
                                  "energi",
                                  "vatten",
                                  "el",
                                  "rens",
                                  "handel",
                                  "butik",
                                  "butikken",
                                  "restaurang",
                                  "restaurant",
                                  "hotell",
                                  "hotel",
                                  "holding",
                                  "entreprenad",
                                  "åkeri",
                                  "planteskole",
                                  "planskola",
                                  "facket",
                                  "fackförbund",
                                  "universitet",
                                  "universitetet",
                                  "högskola",
                                  "anonym",
                                  "okänd",
                                  "ukendt",
                                  "myndighet",
                                  "myndigheten",
                                  "nämnden",
                                  "udvalget",
                                  "advokatfirman",
                                  "advokatbyrån",
                                  "advokatfirma",
                                  "tandläkarna",
                                  "lægehuset",
                                  "sverige",
                                  "sveriges",
                                  "svensk",
                                  "svenska",
                                  "danmark",
                                  "danmarks",
                                  "dansk",
                                  "danske",
                                  "nordisk",
                                  "nordiska",
                                  "allmänheten",
                                  "flera",
                                  "diverse",
                                  "borgere",
                                  "medborgare",
                                  "intern",
                                  "internt",
                                  "enheten",
                                  "afdelingen",
                                  "team"});
  return words.contains(word) || is_body_word(word);
}

}  // namespace mask
