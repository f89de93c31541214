// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/mailbox.h"

#include <algorithm>

#include "libmask/find/signs.h"

namespace mask {
namespace {

// Which bytes a local part and a label of a host name are made of.
constexpr std::uint8_t of_local = 1;
constexpr std::uint8_t of_label = 2;
constexpr auto parts = [] {
  std::array<std::uint8_t, 256> part{};
  for (int c = 0; c < 256; ++c) {
    if (is_word_byte(static_cast<char>(c))) part[static_cast<std::size_t>(c)] = of_local | of_label;
  }
  for (const char c : std::string_view("._-+'%")) part[static_cast<unsigned char>(c)] = of_local;
  part['-'] |= of_label;
  return part;
}();
constexpr bool in_local(char c) { return (parts[static_cast<unsigned char>(c)] & of_local) != 0; }
constexpr bool in_label(char c) { return (parts[static_cast<unsigned char>(c)] & of_label) != 0; }
constexpr bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// "telia.se.Hon": a sentence that begins behind an ending with no blank between.
bool begins_sentence(std::string_view text, Span before, std::uint32_t start) {
  const char first = byte_at(text, start);
  if (first < 'A' || first > 'Z' || byte_at(text, std::int64_t{start} + 1) < 'a') return false;
  return byte_at(text, before.start) >= 'a' && is_common_ending(text.substr(before.start, before.size()));
}

// "telia.se-adressen": what is joined to an ending with a hyphen is no part of the name.
std::uint32_t without_compound(std::string_view text, Span label) {
  const std::string_view word = text.substr(label.start, label.size());
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string_view::npos || !is_common_ending(word.substr(0, hyphen))) return label.end;
  return label.start + static_cast<std::uint32_t>(hyphen);
}

constexpr WordSet office_words({"registrator",
                                "registrering",
                                "diarium",
                                "diariet",
                                "info",
                                "information",
                                "kontakt",
                                "contact",
                                "post",
                                "mail",
                                "mejl",
                                "epost",
                                "kommun",
                                "kommunen",
                                "kommune",
                                "kommunens",
                                "region",
                                "regionen",
                                "stad",
                                "socialjouren",
                                "socialkontoret",
                                "socialtjanst",
                                "socialtjansten",
                                "socialnamnden",
                                "socialforvaltningen",
                                "myndighet",
                                "myndigheten",
                                "borgerservice",
                                "hovedpostkasse",
                                "hovedpost",
                                "sikkerpost",
                                "sikkermail",
                                "support",
                                "helpdesk",
                                "servicedesk",
                                "itsupport",
                                "itdrift",
                                "kundtjanst",
                                "kundservice",
                                "kundeservice",
                                "kontaktcenter",
                                "medborgarservice",
                                "medborgarkontor",
                                "noreply",
                                "no-reply",
                                "donotreply",
                                "webmaster",
                                "postmaster",
                                "admin",
                                "administration",
                                "reception",
                                "receptionen",
                                "vaxel",
                                "vaxeln",
                                "kansli",
                                "kansliet",
                                "sekretariat",
                                "sekretariatet",
                                "hr",
                                "personal",
                                "lon",
                                "loen",
                                "ekonomi",
                                "okonomi",
                                "oekonomi",
                                "faktura",
                                "fakturor",
                                "presse",
                                "press",
                                "byg",
                                "bygg",
                                "byggesag",
                                "bygglov",
                                "miljo",
                                "miljö",
                                "teknik",
                                "skolskjuts",
                                "skola",
                                "skole",
                                "rektor",
                                "expedition",
                                "expeditionen",
                                "forvaltning",
                                "forvaltningen",
                                "genbrug",
                                "parkering",
                                "journal",
                                "journalenheten",
                                "arkiv",
                                "boligstoette",
                                "boligstotte",
                                "pladsanvisning",
                                "jobcenter",
                                "ydelse",
                                "familie",
                                "borgmester",
                                "valg",
                                "val",
                                "gdpr",
                                "dpo",
                                "dataskydd",
                                "dataskyddsombud",
                                "databeskyttelse",
                                "tingsratt",
                                "forvaltningsratten",
                                "ret",
                                "retten",
                                "politi",
                                "polis",
                                "bibliotek",
                                "biblioteket",
                                "kontor",
                                "kontoret",
                                "bestyrelsen",
                                "styrelsen",
                                "overformyndaren"});
bool is_office(std::string_view word) { return office_words.contains(word); }

}  // namespace

Span local_part(std::string_view text, std::uint32_t at) {
  std::uint32_t start = at;
  std::uint32_t characters = 0;
  while (start > 0) {
    const char c = text[start - 1];
    if (!in_local(c)) break;
    if (c == '.' && start > 1 && text[start - 2] == '.') break;  // dots that lead the eye through a form
    characters += starts_character(c) ? 1U : 0U;
    --start;
    if (characters > longest_local) return {at, at};
  }
  while (start < at && !is_word_byte(text[start]) && text[start] != '_') ++start;
  return {start, at};
}

HostName host_name(std::string_view text, std::uint32_t start) {
  HostName host{.span = {start, start}, .last = {start, start}};
  const std::uint32_t stop = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), start + std::size_t{longest_domain}));
  for (std::uint32_t at = start; at < stop; ++at) {
    Span label{at, at};
    while (label.end < stop && in_label(text[label.end])) ++label.end;
    const std::uint32_t next = label.end;
    while (!label.empty() && text[label.end - 1] == '-') --label.end;
    if (label.empty() || text[label.start] == '-' || (host.dots > 0 && begins_sentence(text, host.last, label.start))) break;
    label.end = without_compound(text, label);
    host.dots += label.start > start ? 1 : 0;
    host.last = label;
    host.span.end = label.end;
    if (label.end != next || byte_at(text, next) != '.') break;
    at = next;
  }
  return host;
}

bool has_ending(std::string_view text, const HostName& host) {
  const std::string_view label = text.substr(host.last.start, host.last.size());
  if (host.dots == 0 || label.size() < 2) return false;
  return label.starts_with("xn--") || std::ranges::all_of(label, is_letter_byte);
}

bool is_shared_mailbox(std::string_view local) {
  if (is_office(local)) return true;
  if (local.size() > 6 && same_word(local.substr(local.size() - 4), "team") && local.find('.') == std::string_view::npos)
    return true;  // familieteam
  const auto* const sign = std::ranges::find_if(local, [](char c) { return c == '.' || c == '-' || c == '_' || c == '+'; });
  const std::string_view head(local.begin(), sign);
  return sign != local.end() && is_office(head) && !one_of(head, std::array<std::string_view, 2>{"ret", "val"});
}

}  // namespace mask
