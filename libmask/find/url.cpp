// Addresses on the web that lead to a person: profiles, own pages, names and ids inside a path or query. Public pages stay.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/find/detectors.h"
#include "libmask/find/mailbox.h"
#include "libmask/find/signs.h"

namespace mask {
namespace {

constexpr std::uint32_t longest_url = 400;
constexpr int known_name = 4;  // the least weight of a name that says something inside an address

// A web address in the text, cut into its parts. The spans lie in the text.
struct Address {
  Span whole;
  HostName host;
  Span path;   // with the first slash; without query
  Span query;  // without the ?
  bool scheme = false;
};

constexpr bool in_path(char c) {
  constexpr std::string_view signs = "/-._~%!$&'*+,;=:@?#()";
  return is_word_byte(c) || signs.find(c) != std::string_view::npos;
}

// `host_start`: where the host name begins. `start`: with the scheme.
Address read_address(std::string_view text, std::uint32_t start, std::uint32_t host_start) {
  Address out{.whole = {start, host_start}, .host = host_name(text, host_start), .path = {}, .query = {}, .scheme = start < host_start};
  std::uint32_t end = out.host.span.end;
  if (byte_at(text, end) == ':' && is_digit_char(byte_at(text, std::int64_t{end} + 1))) {
    ++end;
    while (is_digit_char(byte_at(text, end)) && end - out.host.span.end < 6) ++end;
  }
  out.path = {end, end};
  const char first = byte_at(text, end);
  if (first == '/' || first == '?' || first == '#') {
    const std::uint32_t stop = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), end + std::size_t{longest_url}));
    while (end < stop && in_path(text[end])) ++end;
    const auto trailing = [](char c) {
      return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\'' || c == '*';
    };
    for (;;) {
      const std::string_view part = text.substr(out.path.start, end - out.path.start);
      const bool lone = part.ends_with(')') && part.find('(') == std::string_view::npos;
      if (part.empty() || !(trailing(part.back()) || lone)) break;
      --end;
    }
    const std::size_t mark = text.substr(out.path.start, end - out.path.start).find_first_of("?#");
    out.path.end = mark == std::string_view::npos ? end : out.path.start + static_cast<std::uint32_t>(mark);
    if (mark != std::string_view::npos) out.query = {out.path.end + 1, end};
  }
  out.whole.end = end;
  return out;
}

// --- What the parts say.

bool has_label(std::string_view host, std::string_view label) {
  for (std::size_t at = 0; at < host.size();) {
    const std::size_t end = std::min(host.find('.', at), host.size());
    if (same_word(host.substr(at, end - at), label)) return true;
    at = end + 1;
  }
  return false;
}

bool is_profile_site(std::string_view host) {
  static constexpr std::array<std::string_view, 27> sites = {
      "linkedin", "facebook", "fb",       "instagram", "tiktok",   "twitter", "x",          "snapchat", "github",
      "gitlab",   "youtube",  "threads",  "pinterest", "reddit",   "tumblr",  "soundcloud", "spotify",  "strava",
      "flickr",   "vimeo",    "telegram", "medium",    "mastodon", "bsky",    "profil",     "blogspot", "vk"};
  return std::ranges::any_of(sites, [&](std::string_view site) { return has_label(host, site); });
}

// "/@name", "/in/name", "/u/name", "/~name".
bool has_profile_path(std::string_view path) {
  static constexpr std::array<std::string_view, 13> marks = {"in",      "u",        "user",   "users",  "bruger", "anvandare", "profil",
                                                             "profile", "profiles", "medlem", "member", "people", "add"};
  if (path.contains("/@") || path.contains("/~")) return true;
  for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
    const std::size_t end = path.find('/', at + 1);
    if (end != std::string_view::npos && end + 1 < path.size() && one_of(path.substr(at + 1, end - at - 1), marks)) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 14> own_words = {"om-mig",    "om-mej",   "about-me", "aboutme",  "cv",    "mitt-cv", "mit-cv",
                                                        "portfolio", "min-sida", "minsida",  "min-side", "blogg", "blog",    "mig"};

std::string_view first_segment(std::string_view path) {
  if (path.size() < 2) return {};
  return path.substr(1, std::min(path.find('/', 1), path.size()) - 1);
}

// A name among the words of a path: a known first name or surname that is no ordinary word.
bool is_name(const Context& in, std::string_view word) {
  if (word.size() < 3) return false;
  const WordInfo& info = in.lexicon.find(word);
  return std::max(info.first_name, info.last_name) >= (word.size() < 4 ? 2 * known_name : known_name) && info.common == 0 &&
         info.place == 0;
}
int names_in(const Context& in, std::string_view part) {
  int names = 0;
  for (std::size_t at = 0; at < part.size();) {
    std::size_t end = at;
    while (end < part.size() && is_letter_byte(part[end])) ++end;
    names += is_name(in, part.substr(at, end - at)) ? 1 : 0;
    at = end + 1;
  }
  return names;
}
// "palomareyes": two names grown together.
bool is_joined_name(const Context& in, std::string_view word) {
  if (word.size() < 7 || word.size() > 30 || !std::ranges::all_of(word, is_letter_byte)) return false;
  for (std::size_t at = 3; at + 3 <= word.size(); ++at) {
    const WordInfo& head = in.lexicon.find(word.substr(0, at));
    if (head.first_name >= known_name && head.common == 0 && in.lexicon.find(word.substr(at)).last_name >= known_name) return true;
  }
  return false;
}

// Looks like a user name: rasse_g, chika.oka88, dragana.m.
bool is_user_like(std::string_view segment) {
  if (segment.size() < 4 || segment.size() > 40) return false;
  const auto letters = std::ranges::count_if(segment, is_letter_byte);
  const auto digits = std::ranges::count_if(segment, is_digit_char);
  if (segment.contains('_') && digits == 0 && std::ranges::count(segment, '_') > 1) return false;
  const std::size_t dot = segment.rfind('.');
  if (dot != std::string_view::npos && (segment.size() - dot > 6 || segment.size() - dot < 6)) {
    static constexpr std::array<std::string_view, 16> files = {"pdf", "html", "htm",  "php", "aspx", "asp", "jsp", "jpg",
                                                               "png", "doc",  "docx", "xml", "json", "csv", "zip", "txt"};
    return !one_of(segment.substr(dot + 1), files) && letters >= 4 && digits <= 4;
  }
  return segment.contains('_') && letters >= 4;
}

// A public body or a company has the page: kommun, region, polisen.
bool is_public(std::string_view word) {
  static constexpr std::array<std::string_view, 22> parts = {
      "kommun",   "region",          "polis",     "politi", "myndighet", "styrelse", "verket", "departement",
      "minister", "riksdag",         "folketing", "skat",   "borger",    "sundhed",  "1177",   "krim",
      "domstol",  "retsinformation", "company",   "groups", "pages",     "watch"};
  return std::ranges::any_of(parts, [&](std::string_view part) {
    return std::ranges::search(word, part, [](char a, char b) { return lower(a) == b; }).begin() != word.end();
  });
}

// Words before an address that say whose it is: "min hemsida", "hans profil", "filmen ligger på".
int owner_distance(const Context& in, std::uint32_t start) {
  static constexpr std::array<std::string_view, 53> words = {
      "profil",  "profilen",   "profiler",    "profile",   "blogg",      "bloggen", "blog",    "bloggen",  "portfolio",
      "cv",      "linkedin",   "facebook",    "instagram", "insta",      "fb",      "youtube", "min",      "mitt",
      "mit",     "hans",       "hennes",      "hendes",    "egen",       "egna",    "bilder",  "billeder", "bild",
      "film",    "filmer",     "filmen",      "videon",    "video",      "lagt",    "lagts",   "upplagt",  "opslag",
      "skrevet", "minnessida", "mindeside",   "hemsida",   "hjemmeside", "sida",    "side",    "ligger",   "foto",
      "foton",   "fotos",      "fotografier", "konto",     "kontot",     "kanal",   "kanalen", "privat"};
  static constexpr std::array<std::string_view, 7> public_words = {"kommunens", "myndighetens", "regionens",  "läs",
                                                                   "læs",       "kommunen",     "föreningens"};
  std::uint32_t at = start;
  for (int distance = 1; distance <= 6; ++distance) {
    const Span word = in.tokens.word_before(at, 8);
    if (word.empty() || in.text().substr(word.end, at - word.end).find('\n') != std::string_view::npos) return 0;
    if (one_of(in.tokens.of(word), public_words)) return 0;
    if (one_of(in.tokens.of(word), words)) return -distance;
    at = word.start;
  }
  return 0;
}

// --- Values in a query that stand for a person.

void add_query_values(const Context& in, const Address& address, Findings& out) {
  static constexpr std::array<std::string_view, 31> keys = {
      "namn",   "navn",      "name",  "fornamn",      "efternamn", "fornavn", "efternavn", "user",    "username",     "userid", "user_id",
      "bruger", "anvandare", "email", "mail",         "epost",     "cpr",     "cprnr",     "pnr",     "personnummer", "ssn",    "tel",
      "phone",  "mobil",     "token", "access_token", "key",       "api_key", "apikey",    "session", "login"};
  const std::string_view text = in.text();
  for (std::uint32_t at = address.query.start; at < address.query.end;) {
    const std::string_view rest = text.substr(at, address.query.end - at);
    const std::size_t size = std::min(rest.find('&'), rest.size());
    const std::size_t equals = rest.substr(0, size).find('=');
    if (equals != std::string_view::npos && equals + 1 < size && one_of(rest.substr(0, equals), keys)) {
      out.add({at + static_cast<std::uint32_t>(equals) + 1, at + static_cast<std::uint32_t>(size)}, Type::url, Kind::none, 800,
              {shape(Shape::prefix)});
    }
    at += static_cast<std::uint32_t>(size) + 1;
  }
}

// --- The judgement.

struct Verdict {
  int score = 0;
  Kind kind = Kind::none;
};

Verdict judge(const Context& in, const Address& address, int owner) {
  const std::string_view text = in.text();
  const std::string_view host = text.substr(address.host.span.start, address.host.span.size());
  const std::string_view path = text.substr(address.path.start, address.path.size());
  const std::string_view segment = first_segment(path);
  const std::string_view ending = text.substr(address.host.last.start, address.host.last.size());
  if (is_public(host) || is_public(segment)) return {};
  if (is_profile_site(host) && !segment.empty()) return {930, Kind::profile};
  if (has_profile_path(path)) return {880, Kind::profile};
  if (one_of(segment, own_words)) return {800, Kind::personal_page};
  std::string_view site = host.substr(0, host.size() - std::min(host.size(), ending.size() + 1));
  if (site.starts_with("www.")) site.remove_prefix(4);
  if (names_in(in, site) >= 2 || is_joined_name(in, site)) return {owner != 0 ? 900 : 700, Kind::personal_page};
  if (owner != 0) return {segment.empty() ? 650 : 800, segment.empty() ? Kind::personal_page : Kind::profile};
  if (is_user_like(segment)) return {600, Kind::profile};
  if (names_in(in, segment) >= 2 || is_joined_name(in, segment)) return {700, Kind::profile};
  if (names_in(in, segment) == 1 && !segment.contains('-')) return {550, Kind::profile};
  return {address.scheme ? 150 : 0, Kind::none};
}

void add(const Context& in, const Address& address, Findings& out) {
  const std::string_view text = in.text();
  if (!has_ending(text, address.host) || byte_at(text, std::int64_t{address.whole.start} - 1) == '@') return;
  const int owner = owner_distance(in, address.whole.start);
  const Verdict verdict = judge(in, address, owner);
  if (verdict.score < 500) add_query_values(in, address, out);
  if (verdict.score == 0) return;
  if (owner != 0) {
    out.add(address.whole, Type::url, verdict.kind, verdict.score, {shape(Shape::exact), context(Label::handle, owner)});
  } else {
    out.add(address.whole, Type::url, verdict.kind, verdict.score, {shape(Shape::exact)});
  }
}

// The host name that ends at `end`, read backwards; empty where a word with no dot stands there ("och/eller").
Span host_before(std::string_view text, std::uint32_t end) {
  std::uint32_t start = end;
  bool dot = false;
  while (start > 0 && end - start < 120) {
    const char c = text[start - 1];
    if (c == '.' ? start > 1 && !is_word_byte(text[start - 2]) : !is_word_byte(c) && c != '-') break;
    dot |= c == '.';
    --start;
  }
  while (start < end && !is_word_byte(text[start])) ++start;
  return dot ? Span{start, end} : Span{end, end};
}

// A slash: of "https://", or the first one behind a host name.
void add_at_slash(const Context& in, std::uint32_t slash, std::uint32_t& done, Findings& out) {
  const std::string_view text = in.text();
  const char before = byte_at(text, std::int64_t{slash} - 1);
  if (slash < done) return;
  if (before == ':' && byte_at(text, std::int64_t{slash} + 1) == '/') {
    std::uint32_t start = slash - 1;
    while (start > 0 && slash - start < 8 && is_ascii_letter(text[start - 1])) --start;
    const std::string_view scheme = text.substr(start, slash - 1 - start);
    if (!same_word(scheme, "https") && !same_word(scheme, "http")) return;
    const Address address = read_address(text, start, slash + 2);
    done = address.whole.end;
    add(in, address, out);
    return;
  }
  if (!is_letter_byte(before)) return;
  const Span host = host_before(text, slash);
  if (host.empty()) return;
  const Address address = read_address(text, host.start, host.start);
  done = address.whole.end;
  if (address.host.span.end != slash || address.path.size() < 2) return;
  add(in, address, out);
}

// "www.annasblogg.se", "min hemsida anna.se": no slash.
void add_bare(const Context& in, Span word, Findings& out) {
  const std::string_view text = in.text();
  if (!same_word(in.tokens.of(word), "www") || byte_at(text, word.end) != '.') return;
  const Address address = read_address(text, word.start, word.start);
  if (byte_at(text, std::int64_t{word.start} - 1) == '/' || address.path.size() > 1) return;  // found by its slash
  add(in, address, out);
}

void run(const Context& in, Findings& out) {
  std::uint32_t done = 0;
  each_sign(in, '/', [&](std::uint32_t at) { add_at_slash(in, at, done, out); });
  for (const Trigger& trigger : in.triggers) {
    if (trigger.labels.has(Label::handle)) add_bare(in, trigger.span, out);
  }
}

}  // namespace

const Detector url{"url", run};

}  // namespace mask
