// IPv4, IPv6 and MAC addresses; not versions, section numbers, telephone numbers or times of day.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/detectors.h"
#include "libmask/find/ip_text.h"
#include "libmask/find/signs.h"

namespace mask {
namespace {

constexpr Labels address_labels = labels(Label::ip, Label::mac);
constexpr Labels other_numbers =
    labels(Label::phone, Label::money, Label::law, Label::report, Label::invoice, Label::case_number, Label::property);

// --- IPv4: four runs with dots between.

bool dot_joined(const Tokens& tokens, std::size_t index) {
  return tokens.digits[index + 1].start == tokens.digits[index].end + 1 && tokens.text[tokens.digits[index].end] == '.';
}

bool is_ipv4_chain(const Tokens& tokens, std::size_t index) {
  if (index + 3 >= tokens.digits.size() || tokens.digits[index + 3].end - tokens.digits[index].start > 15) return false;
  for (std::size_t i = index; i < index + 4; ++i) {
    if (tokens.digits[i].size() > 3 || (i < index + 3 && !dot_joined(tokens, i))) return false;
  }
  return true;
}

int ipv4_score(const Context& in, std::size_t index, Span span, const Ipv4& ip, const Nearby& near) {
  const Tokens& tokens = in.tokens;
  const bool named = near.any(address_labels);
  if (ip.leading_zero && !named) return 0;
  if (ip.octet[0] == 0 || ip.octet[0] == 127 || ip.octet[0] == 255) return 300;  // no host: any, this machine, a mask
  const bool pairs = ip.octet[0] >= 20 &&                                        // no telephone number begins with less
                     span.size() == 11 && tokens.digits[index].size() == 2 && tokens.digits[index + 1].size() == 2 &&
                     tokens.digits[index + 2].size() == 2;
  const bool small = ip.octet[0] < 10 && ip.octet[1] < 10 && ip.octet[2] < 10;  // 1.2.3.4: rather a section or a version
  if (named) return 990;
  const char after = byte_at(tokens.text, span.end);
  if ((after == '-' || after == ',') && is_digit_char(byte_at(tokens.text, std::int64_t{span.end} + 1))) return 300;  // a chart of accounts
  const bool against = near.any_on_line(other_numbers) || lower(byte_at(tokens.text, std::int64_t{span.start} - 1)) == 'v';
  if (against) return pairs || small ? 0 : 400;
  if (pairs || small) return 300;       // 91.82.40.05 is a telephone number
  return ip.octet[3] == 0 ? 400 : 850;  // the name of a network
}

void add_ipv4(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const Span span{tokens.digits[index].start, tokens.digits[index + 3].end};
  const char before = byte_at(tokens.text, std::int64_t{span.start} - 1);
  const char after = byte_at(tokens.text, span.end);
  const bool longer = (before == '.' && span.start >= 2 && is_word_byte(tokens.text[span.start - 2])) || is_word_byte(before) ||
                      is_word_byte(after) || (after == '.' && is_digit_char(byte_at(tokens.text, std::int64_t{span.end} + 1)));
  if (longer && before != 'v') return;
  const auto ip = read_ipv4(tokens.of(span));
  if (!ip) return;
  const Nearby near = nearby(in, span, 5, 1);
  const int score = ipv4_score(in, index, span, *ip, near);
  const int distance = near.distance(Label::ip);
  if (score == 0) return;
  if (distance != 0) {
    out.add(span, Type::ip_address, Kind::ipv4, score, {shape(Shape::exact), context(Label::ip, distance)});
  } else {
    out.add(span, Type::ip_address, Kind::ipv4, score, {shape(Shape::exact)});
  }
}

// --- IPv6 and MAC: a chain of hexadecimal groups with digits in it somewhere.

// What a byte beside a run says.
constexpr std::uint8_t of_chain = 1;  // it may stand in the chain
constexpr std::uint8_t colon = 2;
constexpr std::uint8_t hex_or_hyphen = 4;  // beside four digits at most
constexpr std::uint8_t dot = 8;
constexpr auto says = [] {
  std::array<std::uint8_t, 256> said{};
  for (unsigned char c = '0'; c <= '9'; ++c) said[c] = of_chain;
  for (const char c : std::string_view("abcdefABCDEF-")) said[static_cast<unsigned char>(c)] = of_chain | hex_or_hyphen;
  said['.'] = of_chain | dot;
  said[':'] = of_chain | colon;
  return said;
}();
constexpr std::uint8_t said_by(char c) { return says[static_cast<unsigned char>(c)]; }
constexpr bool in_chain(char c) { return (said_by(c) & of_chain) != 0; }

constexpr std::uint32_t longest_chain = 45;  // the longest IPv6, with an IPv4 at its end

Span chain_around(std::string_view text, DigitRun run) {
  Span chain{run.start, run.end};
  while (chain.start > 0 && run.start - chain.start < longest_chain && in_chain(text[chain.start - 1])) --chain.start;
  while (chain.end < text.size() && chain.end - run.end < longest_chain && in_chain(text[chain.end])) ++chain.end;
  return chain;
}

Span trimmed(std::string_view text, Span chain) {
  const auto mark = [](char c) { return c == '.' || c == '-'; };
  while (!chain.empty() && mark(text[chain.end - 1])) --chain.end;
  while (!chain.empty() && mark(text[chain.start])) ++chain.start;
  const auto lone_colon = [&](std::uint32_t at, std::uint32_t next) { return chain.size() > 1 && text[at] == ':' && text[next] != ':'; };
  if (!chain.empty() && lone_colon(chain.end - 1, chain.end - 2)) --chain.end;
  if (!chain.empty() && lone_colon(chain.start, chain.start + 1)) ++chain.start;
  return chain;
}

void add_named(const Context& in, Span span, Kind kind, int alone, int named, Findings& out) {
  const Nearby near = nearby(in, span, 5, 2);
  const Label label = kind == Kind::mac && near.has(Label::mac) ? Label::mac : Label::ip;
  const int distance = near.distance(label);
  if (distance != 0) {
    out.add(span, Type::ip_address, kind, named, {shape(Shape::exact), context(label, distance)});
  } else {
    out.add(span, Type::ip_address, kind, alone, {shape(Shape::exact)});
  }
}

void add_chain(const Context& in, Span chain, Findings& out) {
  const std::string_view text = in.text();
  Span span = trimmed(text, chain);
  if (span.size() < 4 || is_word_byte(byte_at(text, std::int64_t{span.start} - 1)) || is_word_byte(byte_at(text, span.end))) return;
  std::string_view words = text.substr(span.start, span.size());
  if (const auto mac = read_mac(words)) {
    add_named(in, span, Kind::mac, mac->has_letter ? 900 : 300, 980, out);
    return;
  }
  const auto ip = read_ipv6(words);
  if (!ip) return;
  if (byte_at(text, span.end) == '%' && is_word_byte(byte_at(text, std::int64_t{span.end} + 1)))
    span.end = in.tokens.word_end(span.end + 1);  // %eth0
  const bool short_form = (ip->written < 3 && ip->longest < 4) || (ip->written < 4 && ip->longest < 3);
  add_named(in, span, Kind::ipv6, short_form ? 350 : 950, 990, out);
}

void look_at_chain(const Context& in, DigitRun run, std::uint32_t& done, Findings& out) {
  const Span chain = chain_around(in.text(), run);
  done = chain.end;
  if (chain.size() >= 4 && chain.size() <= 2 * longest_chain && can_be_address(in.tokens.of(chain))) add_chain(in, chain, out);
}

void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  const char* const text = tokens.text.data();
  std::uint32_t done = 0;
  for (const std::uint32_t index : in.runs) {
    const DigitRun run = tokens.digits[index];
    if (run.size() > 4) continue;
    // Most runs are told apart by the signs beside them; zeros stand around the text.
    const std::uint8_t after = said_by(text[run.end]);
    const std::uint8_t beside = said_by(text[std::int64_t{run.start} - 1]) | after;
    if ((beside & (colon | hex_or_hyphen | dot)) == 0) continue;
    if ((after & dot) != 0 && is_ipv4_chain(tokens, index)) add_ipv4(in, index, out);
    if (run.start >= done && (beside & (colon | hex_or_hyphen)) != 0) look_at_chain(in, run, done, out);
  }
}

}  // namespace

const Detector ip_address{"ip_address", run};

}  // namespace mask
