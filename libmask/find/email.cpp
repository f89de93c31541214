// E-mail addresses: local part, @, host name with an ending; also spelled to escape machines: "namn (at) telia punkt se".
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "libmask/find/detectors.h"
#include "libmask/find/mailbox.h"
#include "libmask/find/signs.h"

namespace mask {
namespace {

std::string_view of(const Context& in, Span span) { return in.text().substr(span.start, span.size()); }

// "namn@exempel.se": how an address shall look, in a form.
bool is_placeholder(std::string_view local) {
  static constexpr std::array<std::string_view, 9> words = {
      "namn", "navn", "name", "fornamn.efternamn", "förnamn.efternamn", "fornavn.efternavn", "dittnamn", "ditnavn", "ditt.namn"};
  const char last = lower(local.back());
  return (last == 'n' || last == 'e') && one_of(local, words);
}

void add(const Context& in, Findings& out, Span local, std::uint32_t end, int score, Shape how) {
  if (is_placeholder(of(in, local)) && how == Shape::exact) score = 300;
  Finding& finding = out.add({local.start, end}, Type::email, Kind::none, score, {shape(how)});
  if (is_shared_mailbox(of(in, local))) finding.role = Role::authority;
}

// Blanks (few) and at most one line end, from `pos` on or, backwards, before it.
std::uint32_t over_blanks(std::string_view text, std::uint32_t pos) {
  int lines = 0;
  for (int steps = 0; steps < 6 && pos < text.size() && is_space_char(text[pos]); ++steps, ++pos) {
    if (text[pos] == '\n' && ++lines > 1) break;
  }
  return pos;
}
std::uint32_t back_over_blanks(std::string_view text, std::uint32_t pos) {
  int lines = 0;
  for (int steps = 0; steps < 6 && pos > 0 && is_space_char(text[pos - 1]); ++steps, --pos) {
    if (text[pos - 1] == '\n' && ++lines > 1) break;
  }
  return pos;
}

constexpr std::array<std::string_view, 4> dot_words = {"punkt", "dot", "prik", "punktum"};

// What may stand for a dot in a spelled address, with what stands around it: " punkt ", "(dot)", " . ", ".\n". Its end, if one is at `pos`.
std::optional<std::uint32_t> spelled_dot(std::string_view text, std::uint32_t pos) {
  std::uint32_t at = over_blanks(text, pos);
  const bool bracket = byte_at(text, at) == '(' || byte_at(text, at) == '[';
  if (bracket) at = over_blanks(text, at + 1);
  if (byte_at(text, at) == '.') {
    ++at;
  } else {
    Span word{at, at};
    while (word.size() < 8 && is_ascii_letter(byte_at(text, word.end))) ++word.end;
    if ((at == pos && !bracket) || !one_of(text.substr(word.start, word.size()), dot_words)) return std::nullopt;
    at = word.end;
  }
  if (bracket) {
    at = over_blanks(text, at);
    if (byte_at(text, at) != ')' && byte_at(text, at) != ']') return std::nullopt;
    ++at;
  }
  const std::uint32_t next = over_blanks(text, at);
  return is_word_byte(byte_at(text, next)) ? std::optional(next) : std::nullopt;
}

// A host name that goes on over blanks, line ends or spelled dots. It must end as host names commonly do.
std::optional<std::uint32_t> spelled_host(std::string_view text, std::uint32_t start) {
  HostName host = host_name(text, start);
  if (host.span.empty()) return std::nullopt;
  const auto complete = [&] { return host.dots > 0 && is_common_ending(text.substr(host.last.start, host.last.size())); };
  for (int more = 0; more < 3 && !complete(); ++more) {
    const auto next = spelled_dot(text, host.span.end);
    if (!next) break;
    const HostName rest = host_name(text, *next);
    host = {.span = {start, rest.span.end}, .last = rest.last, .dots = host.dots + rest.dots + 1};
  }
  if (complete()) return host.span.end;
  const std::uint32_t next = over_blanks(text, host.span.end);  // "kommu\nnen.se"
  if (host.dots > 0 || next == host.span.end || text.substr(host.span.end, next - host.span.end).find('\n') == std::string_view::npos)
    return std::nullopt;
  const HostName rest = host_name(text, byte_at(text, next) == '.' ? next + 1 : next);
  if ((rest.dots == 0 && byte_at(text, next) != '.') || !is_common_ending(text.substr(rest.last.start, rest.last.size())))
    return std::nullopt;
  return rest.span.end;
}

// Takes in "anna punkt " before a local part.
Span with_spelled_dots(std::string_view text, Span local) {
  for (int more = 0; more < 3; ++more) {
    std::uint32_t end = back_over_blanks(text, local.start);
    const bool bracket = end > 0 && (text[end - 1] == ')' || text[end - 1] == ']');
    if (bracket) --end;
    const char last = lower(byte_at(text, std::int64_t{end} - 1));
    if (last != 't' && last != 'k' && last != 'm') break;  // as the words for a dot end
    std::uint32_t start = end;
    while (start > 0 && end - start < 8 && is_ascii_letter(text[start - 1])) --start;
    if (!one_of(text.substr(start, end - start), dot_words)) break;
    if (bracket && start > 0) --start;
    const std::uint32_t before = back_over_blanks(text, start);
    const Span head = local_part(text, before);
    if (head.empty() || (before == start && !bracket)) break;
    local.start = head.start;
  }
  return local;
}

// An address whose @ is spelled, at `sign`.
void add_spelled(const Context& in, Span sign, Findings& out) {
  const std::string_view text = in.text();
  const Span local = local_part(text, back_over_blanks(text, sign.start));
  if (local.empty()) return;
  const std::uint32_t start = over_blanks(text, sign.end);
  const auto end = spelled_host(text, start);
  if (end) add(in, out, with_spelled_dots(text, local), *end, 850, Shape::loose);
}

// "(at)", "[a]", "( snabel-a )": the end, if what follows the bracket is that.
std::optional<std::uint32_t> bracketed_at(std::string_view text, std::uint32_t bracket) {
  std::uint32_t at = bracket + 1;
  while (byte_at(text, at) == ' ' && at < bracket + 3) ++at;
  const char first = lower(byte_at(text, at));
  if (first != 'a' && first != 's' && first != '@') return std::nullopt;
  std::uint32_t close = 0;
  while (byte_at(text, at + close) != ')' && byte_at(text, at + close) != ']') {
    if (++close == 12) return std::nullopt;
  }
  std::string_view word = text.substr(at, close);
  while (word.ends_with(' ')) word.remove_suffix(1);
  static constexpr std::array<std::string_view, 6> signs = {"at", "a", "@", "snabel-a", "snabela", "snabel a"};
  if (!one_of(word, signs)) return std::nullopt;
  return at + close + 1;
}

// "namn snabel-a telia.se": the sign, if the trigger begins one.
std::optional<Span> named_at(std::string_view text, Span word) {
  const std::string_view name = text.substr(word.start, word.size());
  if (same_word(name, "snabela")) return word;
  if (!same_word(name, "snabel")) return std::nullopt;
  const char sign = byte_at(text, word.end);
  const bool joined = (sign == '-' || sign == ' ') && lower(byte_at(text, std::int64_t{word.end} + 1)) == 'a';
  if (!joined || is_word_byte(byte_at(text, std::int64_t{word.end} + 2))) return std::nullopt;
  return Span{word.start, word.end + 2};
}

// "namn at telia punkt se": the sign, some words before a spelled dot.
std::optional<Span> at_before_dot(const Context& in, Span dot) {
  const Tokens& tokens = in.tokens;
  if (!one_of(tokens.of(dot), dot_words)) return std::nullopt;
  Span word = tokens.word_before(dot.start, 2);
  for (int words = 0; words < 3 && !word.empty(); ++words) {
    word = tokens.word_before(word.start, 3);
    if (same_word(tokens.of(word), "at")) return word;
  }
  return std::nullopt;
}

// "namn @ telia.com", "namn@\ntelia.se", "namn@telia .se".
void add_loose(const Context& in, std::uint32_t at, Findings& out) {
  const std::string_view text = in.text();
  const std::uint32_t start = over_blanks(text, at + 1);
  const auto end = spelled_host(text, start);
  if (!end) return;
  const std::uint32_t before = back_over_blanks(text, at);
  const Span local = local_part(text, before);
  if (local.size() < 2) return;
  constexpr Labels names = labels(Label::email, Label::handle, Label::username);
  if (before < at && start == at + 1 && in.lexicon.find(of(in, local)).labels.any(names)) return;  // "Instagram @foto.se"
  add(in, out, with_spelled_dots(text, local), *end, 800,
      text.substr(local.end, start - local.end).find('\n') == std::string_view::npos ? Shape::spaced : Shape::broken_line);
}

void add_at(const Context& in, std::uint32_t at, Findings& out) {
  const std::string_view text = in.text();
  const std::uint32_t sign = byte_at(text, std::int64_t{at} - 1) == '@' ? at - 1 : at;  // "anna@@telia.se"
  const char before = byte_at(text, std::int64_t{sign} - 1);
  const char after = byte_at(text, std::int64_t{at} + 1);
  if (before == '@' || after == '@' || before == '\0' || after == '\0') return;
  if (!is_word_byte(after) || is_space_char(before)) {
    if (is_space_char(after) || is_space_char(before)) add_loose(in, at, out);
    return;
  }
  Span local = local_part(text, sign);
  if (before == '"') {
    const std::size_t quote = text.substr(0, sign - 1).rfind('"');
    if (quote != std::string_view::npos && sign - quote <= longest_local) local.start = static_cast<std::uint32_t>(quote);
  }
  if (local.empty()) return;
  const HostName host = host_name(text, at + 1);
  if (host.span.empty()) return;
  if (has_ending(text, host)) {
    add(in, out, with_spelled_dots(text, local), host.span.end, is_common_ending(of(in, host.last)) ? 980 : 900, Shape::exact);
    return;
  }
  if (byte_at(text, host.span.end) != '@') {
    if (const auto end = spelled_host(text, at + 1)) {
      add(in, out, local, *end, 850, Shape::broken_line);
      return;
    }
  }
  // "a@b@c@d": of such a chain the ends will do.
  if (byte_at(text, std::int64_t{local.start} - 1) == '@' && byte_at(text, host.span.end) == '@') return;
  const Nearby near = nearby(in, {local.start, host.span.end}, 3, 0);
  const int distance = near.distance(Label::email);
  const bool by_number = host.dots == 3;  // anna@10.0.0.1
  if (distance != 0) {
    out.add({local.start, host.span.end}, Type::email, Kind::none, 700, {shape(Shape::loose), context(Label::email, distance)});
  } else {
    add(in, out, local, host.span.end, by_number ? 600 : 350, Shape::loose);
  }
}

void run(const Context& in, Findings& out) {
  const std::string_view text = in.text();
  for (const std::uint32_t at : in.ats) add_at(in, at, out);
  for (const char bracket : {'(', '['}) {
    each_sign(in, bracket, [&](std::uint32_t at) {
      const char next = lower(byte_at(text, std::int64_t{at} + 1));
      if (next != 'a' && next != 's' && next != ' ' && next != '@') return;
      if (const auto end = bracketed_at(text, at)) add_spelled(in, {at, *end}, out);
    });
  }
  for (const Trigger& trigger : in.triggers) {
    if (!trigger.labels.has(Label::email)) continue;
    if (const auto sign = named_at(text, trigger.span)) {
      add_spelled(in, *sign, out);
    } else if (const auto at = at_before_dot(in, trigger.span)) {
      add_spelled(in, *at, out);
    }
  }
}

}  // namespace

const Detector email{"email", run};

}  // namespace mask
