// User names and handles: @name, name_of_2, what stands after "användarnamn" or "bruger", speakers of a chat.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "libmask/find/detectors.h"
#include "libmask/find/mailbox.h"
#include "libmask/find/signs.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

constexpr Labels name_labels = labels(Label::username, Label::handle);
constexpr std::uint32_t longest_name = 40;

constexpr bool in_name(char c) { return is_word_byte(c) || c == '_' || c == '.' || c == '-'; }

// The user name around `pos`, without marks at its ends; empty where it is too long.
Span name_around(std::string_view text, std::uint32_t pos) {
  Span name{pos, pos};
  while (name.start > 0 && pos - name.start <= longest_name && in_name(text[name.start - 1])) --name.start;
  while (name.end < text.size() && name.end - pos <= longest_name && in_name(text[name.end])) ++name.end;
  if (name.size() > longest_name) return {pos, pos};
  const auto mark = [](char c) { return c == '.' || c == '-'; };
  while (!name.empty() && mark(text[name.end - 1])) --name.end;
  while (!name.empty() && mark(text[name.start])) ++name.start;
  return name;
}

// What a string is made of.
struct Form {
  int letters = 0;
  int capitals = 0;
  int digits = 0;
  int underscores = 0;
  int dots = 0;
  int hyphens = 0;
  bool starts_with_letter = false;
};
Form form_of(std::string_view word) {
  Form form;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    form.digits += is_digit_char(c) ? 1 : 0;
    form.underscores += c == '_' ? 1 : 0;
    form.dots += c == '.' ? 1 : 0;
    form.hyphens += c == '-' ? 1 : 0;
    form.letters += is_letter_byte(c) ? 1 : 0;
    if (c >= 'A' && c <= 'Z') {
      ++form.capitals;
    }
  }
  form.starts_with_letter = !word.empty() && is_letter_byte(word.front());
  return form;
}

// Does it look like a user name rather than a word: digits or signs among letters?
bool is_mixed(const Form& f) {
  if (f.letters < 2 || !f.starts_with_letter) return false;
  const bool all_capitals = f.capitals == f.letters;  // HM-4418, LT22190: a machine, a number
  return f.underscores > 0 || (f.digits > 0 && !all_capitals && f.letters >= 3) || (f.dots > 0 && f.capitals == 0);
}

// Letters in lower case with two digits or more behind, or an underscore: nothing but a user name, even some words from its label.
bool is_unmistakable(const Form& f) { return f.capitals == 0 && f.hyphens == 0 && f.letters >= 3 && (f.digits >= 2 || f.underscores > 0); }

constexpr std::array<std::string_view, 22> file_endings = {"pdf", "doc",  "docx", "xls", "xlsx", "jpg", "jpeg", "png", "txt", "csv", "zip",
                                                           "xml", "html", "json", "exe", "py",   "odt", "pptx", "mp4", "mov", "log", "tif"};

// Is it a host or file name?
bool is_host_or_file(std::string_view text, Span name) {
  const HostName host = host_name(text, name.start);
  if (host.dots == 0) {
    const std::size_t dot = text.substr(name.start, name.size()).rfind('.');
    return dot != std::string_view::npos && one_of(text.substr(name.start + dot + 1, name.size() - dot - 1), file_endings);
  }
  const std::string_view ending = text.substr(host.last.start, host.last.size());
  return host.span.end == name.end && (is_common_ending(ending) || one_of(ending, file_endings));
}

// Is a part between the marks an ordinary word or a label, and none a first name? Then it is rather a field: barn_1_namn.
bool has_known_word(const Context& in, Span name) {
  const std::string_view text = in.text();
  bool known = false;
  for (std::uint32_t at = name.start; at < name.end;) {
    Span part{at, at};
    while (part.end < name.end && is_letter_byte(text[part.end])) ++part.end;
    if (part.size() >= 3) {
      const WordInfo& info = in.lexicon.find(text.substr(part.start, part.size()));
      const bool is_name = info.first_name > 0 || info.last_name > 0;
      if (info.first_name >= 5 && info.common == 0 && info.labels.empty()) return false;  // bedste.kurt
      known |= (!info.labels.empty() || info.common > 0) && !is_name;
    }
    at = part.end + 1;
  }
  return known;
}

bool free_before(std::string_view text, std::uint32_t start) {
  const char c = byte_at(text, std::int64_t{start} - 1);
  return !is_word_byte(c) && c != '@' && c != '/' && c != '\\' && c != '.' && c != '=' && c != '&' && c != '%' && c != '$' && c != '+';
}
bool free_after(std::string_view text, std::uint32_t end) {
  const char c = byte_at(text, end);
  if (c == '.') return !is_word_byte(byte_at(text, std::int64_t{end} + 1));
  return !is_word_byte(c) && c != '@' && c != '/' && c != '\\' && c != '=' && c != '(' && c != '_';
}

void add(const Context& in, Span span, Kind kind, int score, Label label, Findings& out) {
  const Nearby near = nearby(in, span, 6, 1);
  const int distance = near.distance(label);
  if (distance != 0) {
    out.add(span, Type::username, kind, score, {shape(Shape::loose), context(label, distance)});
  } else {
    out.add(span, Type::username, kind, score, {shape(Shape::loose)});
  }
}

// --- @name

void add_handle(const Context& in, std::uint32_t at, Findings& out) {
  const std::string_view text = in.text();
  if (!is_word_byte(byte_at(text, std::int64_t{at} + 1)) && byte_at(text, std::int64_t{at} + 1) != '_') return;
  const char before = byte_at(text, std::int64_t{at} - 1);
  if (is_word_byte(before) || before == '.' || before == '_' || before == '-' || before == '+' || before == '@' || before == '"' ||
      before == '/')
    return;
  Span name{at + 1, at + 1};
  while (name.end < text.size() && name.size() <= longest_name && in_name(text[name.end])) ++name.end;
  while (!name.empty() && (text[name.end - 1] == '.' || text[name.end - 1] == '-')) --name.end;
  if (name.size() < 2 || name.size() > longest_name || form_of(text.substr(name.start, name.size())).letters == 0) return;
  if (byte_at(text, name.end) == '@') return;  // @anna@mastodon.se is an address as well
  out.add({at, name.end}, Type::username, Kind::handle, 900, {shape(Shape::prefix)});
}

// --- What follows a label.

// "är", "er", "på Snapchat", "under": may stand between a label and the name.
bool is_joining(std::string_view word, Labels said) {
  static constexpr std::array<std::string_view, 23> words = {"er",     "på", "til", "till",  "for", "för", "som", "under",
                                                             "med",    "av", "af",  "nu",    "hos", "i",   "med", "namnet",
                                                             "navnet", "är", "var", "heter", "sig", "mig", "dig"};
  return said.any(name_labels) || one_of(word, words);
}

struct Follower {
  Span name;
  bool marked = false;  // a colon, an equals sign or a quote stands before it
  int words = 0;        // between
};

// The first thing after a label that looks like a user name, no more than a few joining words away.
std::optional<Follower> follower(const Context& in, std::uint32_t from, bool far) {
  const std::string_view text = in.text();
  Follower found;
  std::uint32_t at = from;
  int lines = 0;
  int strangers = 0;
  for (int words = 0; words <= 6; ++words) {
    const std::uint32_t stop = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), at + std::size_t{24}));
    while (at < stop && !is_word_byte(text[at]) && text[at] != '_') {
      const char c = text[at++];
      found.marked |= c == ':' || c == '=' || c == '"' || c == '\'';
      if (c == '@' || c == folded_mark || (c == '.' && is_space_char(byte_at(text, at)) && byte_at(text, at) != '.') || c == '!' ||
          c == '?' || c == ';')
        return std::nullopt;
      if (c == ',' && !far) return std::nullopt;
      if (c == '\n' && (++lines > 1 || !found.marked || words > 0)) return std::nullopt;
    }
    if (at >= stop) return std::nullopt;
    found.name = name_around(text, at);
    if (found.name.empty() || found.name.start < from) return std::nullopt;
    found.words = words;
    const std::string_view word = text.substr(found.name.start, found.name.size());
    if (is_mixed(form_of(word)) && free_after(text, found.name.end)) {
      if (strangers > 0 && !is_unmistakable(form_of(word))) return std::nullopt;
      if (far && byte_at(text, std::int64_t{found.name.start} - 1) != '(') return std::nullopt;
      return found;
    }
    const Labels said = in.lexicon.find(word).labels;
    if (!far && !is_joining(word, said)) {
      if (found.marked && found.words == 0) return found;
      if (++strangers > 3) return std::nullopt;  // "Login til vores byggemappe er thorsager23"
    }
    at = found.name.end;
  }
  return std::nullopt;
}

// "hendes bruger er gehau", "med bruger conell.": a word that is no word, right behind a label that stands for a name.
bool add_plain(const Context& in, Span label, Findings& out) {
  static constexpr std::array<std::string_view, 7> labels = {"bruger",       "användare", "brugernavn", "brugernavnet",
                                                             "användarnamn", "login",     "inloggning"};
  static constexpr std::array<std::string_view, 9> owners = {"min", "mit", "mitt", "hans", "hennes", "hendes", "deres", "deras", "dit"};
  if (!one_of(in.tokens.of(label), labels)) return false;
  const std::string_view before = in.tokens.of(in.tokens.word_before(label.start, 1));
  Span name = in.tokens.word_after(label.end, 1);
  const std::string_view verb = in.tokens.of(name);
  if (one_of(before, owners) && (verb == "er" || verb == "är")) {
    name = in.tokens.word_after(name.end, 1);
  } else if (before != "med" && before != "som") {
    return false;
  }
  const std::string_view word = in.tokens.of(name);
  const WordInfo& info = in.lexicon.find(word);
  if (word.size() < 4 || word.size() > longest_name || !std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }))
    return false;
  const char next = byte_at(in.text(), name.end);
  if (info.common > 0 || info.place > 0 || !info.labels.empty() || (next != '\n' && next != '\0' && next != '.' && next != ','))
    return false;
  if (next != '\n' && is_word_byte(byte_at(in.text(), std::int64_t{name.end} + 1))) return false;
  add(in, name, Kind::user_name, 600, Label::username, out);
  return true;
}

void add_labelled(const Context& in, const Trigger& trigger, Findings& out) {
  const std::string_view text = in.text();
  static constexpr std::array<std::string_view, 12> signing = {"signerat",     "signerad",     "underskrift", "underskrevet",
                                                               "undertecknat", "undertecknad", "signeret",    "inskickat",
                                                               "indsendt",     "loggat",       "logget",      "godkänt"};
  const bool far = one_of(in.tokens.of(trigger.span), signing);
  const auto found = follower(in, trigger.span.end, far);
  if (add_plain(in, trigger.span, out) || !found) return;
  const Span name = found->name;
  const std::string_view word = text.substr(name.start, name.size());
  const Label label = trigger.labels.has(Label::username) ? Label::username : Label::handle;
  if (is_mixed(form_of(word))) {
    const Form form = form_of(word);
    if (is_host_or_file(text, name) || (form.dots > 0 && form.digits + form.underscores == 0 && has_known_word(in, name))) return;
    add(in, name, label == Label::username ? Kind::user_name : Kind::handle, found->marked || found->words <= 1 ? 900 : 700, label, out);
    return;
  }
  // A plain word is a name only right behind a label with a mark: "Brugernavn: conell".
  const bool plain = found->marked && found->words == 0 && word.size() >= 4 && form_of(word).capitals == 0 && form_of(word).letters > 0;
  const WordInfo& info = in.lexicon.find(word);
  static constexpr std::array<std::string_view, 4> exact = {"användarnamn", "brugernavn", "username", "användar-id"};
  if (!plain || !one_of(in.tokens.of(trigger.span), exact) || info.common > 0 || !info.labels.empty()) return;
  const char next = byte_at(text, name.end);
  const bool ends = next == '\n' || next == '\0' || next == '\r' || next == ',' || next == '.' || next == '"' || next == '\'' ||
                    next == ')' || (next == ' ' && byte_at(text, name.end + 1) == ' ');
  if (ends) add(in, name, Kind::user_name, 650, label, out);
}

// --- name_with_underscore: in running text, or as one who speaks in a chat.

// Where a line begins that may hold a time of day first: "[10:02:11] name:", "17:09 name:", "> name:".
bool begins_line(std::string_view text, std::uint32_t start) {
  std::uint32_t at = start;
  const auto stamp = [](char c) {
    return is_digit_char(c) || c == ':' || c == '.' || c == '[' || c == ']' || c == ' ' || c == '\t' || c == '>' || c == '~' || c == '-' ||
           c == '*';
  };
  while (at > 0 && start - at < 24 && stamp(text[at - 1])) --at;
  return at == 0 || text[at - 1] == '\n';
}
bool has_time_before(std::string_view text, std::uint32_t start) {
  std::uint32_t at = start;
  while (at > 0 && start - at < 4 && (is_blank_char(text[at - 1]) || text[at - 1] == ']')) --at;
  return at < start && is_digit_char(byte_at(text, std::int64_t{at} - 1)) && is_digit_char(byte_at(text, std::int64_t{at} - 2)) &&
         (byte_at(text, std::int64_t{at} - 3) == ':' || byte_at(text, std::int64_t{at} - 3) == '.');
}

// Does the name stand at the beginning of another line near, with a colon behind it?
bool speaks_again(std::string_view text, Span name) {
  constexpr std::uint32_t reach = 2500;
  const std::uint32_t from = name.start > reach ? name.start - reach : 0;
  const std::string_view word = text.substr(name.start, name.size());
  const std::string_view around = text.substr(from, std::size_t{2} * reach);
  for (std::size_t at = around.find(word); at != std::string_view::npos; at = around.find(word, at + word.size())) {
    const auto start = static_cast<std::uint32_t>(from + at);
    if (start == name.start) continue;
    if (byte_at(text, std::int64_t{start} + name.size()) == ':' && begins_line(text, start)) return true;
    if (word.contains('_') && free_before(text, start) && free_after(text, start + name.size())) return true;
  }
  return false;
}

// "name: words" at the beginning of a line. `colon` stands behind the name.
void add_speaker(const Context& in, std::uint32_t colon, Findings& out) {
  const std::string_view text = in.text();
  if (!is_space_char(byte_at(text, std::int64_t{colon} + 1))) return;
  Span name{colon, colon};
  bool mixed = false;
  while (name.start > 0 && name.size() < longest_name && in_name(text[name.start - 1])) mixed |= !is_letter_byte(text[--name.start]);
  if (!mixed || name.size() < 4 || !is_letter_byte(text[name.start]) || !begins_line(text, name.start)) return;
  const Form form = form_of(text.substr(name.start, name.size()));
  if (!is_mixed(form) || form.capitals > 0 || form.hyphens > 0 || is_host_or_file(text, name)) return;
  const bool timed = has_time_before(text, name.start);
  if (!timed && (has_known_word(in, name) || !speaks_again(text, name))) return;
  out.add(name, Type::username, Kind::user_name, timed ? 800 : 700, {shape(Shape::loose)});
}

// Does the line begin with a time in brackets? "[10:02:11] system: gæst_5519 er tilsluttet"
bool in_chat(std::string_view text, std::uint32_t pos) {
  const std::uint32_t stop = pos > 120 ? pos - 120 : 0;
  while (pos > stop && text[pos - 1] != '\n') --pos;
  return byte_at(text, pos) == '[' && is_digit_char(byte_at(text, pos + 1)) && is_digit_char(byte_at(text, pos + 2)) &&
         byte_at(text, pos + 3) == ':';
}

void add_underscored(const Context& in, std::uint32_t at, std::uint32_t& done, Findings& out) {
  const std::string_view text = in.text();
  if (at < done || !is_word_byte(byte_at(text, std::int64_t{at} - 1)) || !is_word_byte(byte_at(text, std::int64_t{at} + 1))) return;
  const Span name = name_around(text, at);
  done = std::max(name.end, at + 1);
  if (name.size() < 4 || !free_before(text, name.start) || !free_after(text, name.end)) return;
  const Form form = form_of(text.substr(name.start, name.size()));
  if (!is_mixed(form) || form.capitals > 0 || form.underscores > 2 || is_host_or_file(text, name)) return;
  const char next = byte_at(text, name.end);
  if (next == ':' || next == '"') return;  // a field, a speaker, a name in quotes
  const char before = byte_at(text, std::int64_t{name.start} - 1);
  if (next == ';' || next == '|' || before == ';' || before == '|') return;  // the head of a table of data
  const Nearby near = nearby(in, name, 6, 2);
  const bool named = near.any(name_labels | labels(Label::name_phrase));
  const int distance = near.distance(Label::handle) != 0 ? near.distance(Label::handle) : near.distance(Label::username);
  if (distance != 0) {
    out.add(name, Type::username, Kind::user_name, 850,
            {shape(Shape::loose), context(near.distance(Label::handle) != 0 ? Label::handle : Label::username, distance)});
  } else {
    const bool field = has_known_word(in, name) && !(form.digits >= 2 && is_digit_char(text[name.end - 1]) && in_chat(text, name.start));
    out.add(name, Type::username, Kind::user_name, named ? 700 : field ? 350 : 550, {shape(Shape::loose)});
  }
}

// mehgeb96: six letters or so, and two digits.
bool is_account(std::string_view word, const Form& form) {
  return form.capitals == 0 && form.letters >= 4 && form.letters <= 9 && form.digits >= 2 && form.digits <= 4 &&
         static_cast<std::size_t>(form.letters + form.digits) == word.size() &&
         !is_digit_char(word[static_cast<std::size_t>(form.letters) - 1]);
}

// name.name12 in running text; mehgeb96 in brackets.
void add_dotted(const Context& in, std::uint32_t index, std::uint32_t& done, Findings& out) {
  const std::string_view text = in.text();
  const DigitRun run = in.tokens.digits[index];
  const char before = byte_at(text, std::int64_t{run.start} - 1);
  if (before < 'a' || before > 'z' || run.start < done) return;
  const Span name = name_around(text, run.start);
  done = std::max(name.end, run.end);
  const std::string_view word = text.substr(name.start, name.size());
  const Form form = form_of(word);
  const char ahead = byte_at(text, std::int64_t{name.start} - 2);
  const bool listed = byte_at(text, std::int64_t{name.start} - 1) == ' ' && (ahead == ',' || ahead == ' ') &&
                      byte_at(text, name.end) == ',' && form.letters == 6 && form.digits == 2 &&
                      is_account(word, form);  // "Petra Söderholm, petsod01, Kundtjänst"
  const bool bracketed = byte_at(text, std::int64_t{name.start} - 1) == '(' && byte_at(text, name.end) == ')';
  if ((listed || (bracketed && is_account(word, form))) && !has_known_word(in, name)) {  // "Mehret Gebre (mehgeb96)"
    add(in, name, Kind::user_name, 550, Label::username, out);
    return;
  }
  if (form.dots == 0 && form.capitals == 0 && (form.letters > 3 || form.digits > 1) && is_mixed(form) && free_before(text, name.start) &&
      free_after(text, name.end)) {
    if (nearby(in, name, 3, 0).any(name_labels)) add(in, name, Kind::user_name, 700, Label::username, out);  // "kalder sig r4sm0nster"
    return;
  }
  if (form.dots != 1 || form.capitals > 0 || form.hyphens > 0 || form.letters < 6 || !form.starts_with_letter || form.underscores > 0)
    return;
  const std::size_t dot = word.find('.');
  if (dot < 3 || !is_letter_byte(word[dot + 1]) || word.size() - dot < 4) return;
  if (!free_before(text, name.start) || !free_after(text, name.end) || byte_at(text, name.end) == ':') return;
  if (is_host_or_file(text, name) || has_known_word(in, name)) return;
  add(in, name, Kind::user_name, 550, Label::handle, out);
}

void run(const Context& in, Findings& out) {
  std::uint32_t dotted = 0;
  for (std::size_t size = 1; size <= 4; ++size) {
    dotted = 0;
    for (const std::uint32_t index : in.runs_of(size)) add_dotted(in, index, dotted, out);
  }
  for (const std::uint32_t at : in.ats) add_handle(in, at, out);
  for (const Trigger& trigger : in.triggers) {
    if (trigger.labels.any(name_labels)) add_labelled(in, trigger, out);
  }
  std::uint32_t done = 0;
  each_sign(in, '_', [&](std::uint32_t at) { add_underscored(in, at, done, out); });
  each_sign(in, ':', [&](std::uint32_t at) { add_speaker(in, at, out); });
}

}  // namespace

const Detector username{"username", run};

}  // namespace mask
