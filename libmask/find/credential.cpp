// Passwords, PINs, door codes and keys: the token behind their label, if it looks like a secret.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "libmask/find/detectors.h"
#include "libmask/find/signs.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

constexpr Labels secret_labels = labels(Label::password, Label::pin);
constexpr std::uint32_t longest_secret = 80;

std::string_view of(const Context& in, Span span) { return in.text().substr(span.start, span.size()); }

struct Form {
  std::uint32_t letters = 0;
  std::uint32_t capitals = 0;
  std::uint32_t digits = 0;
  std::uint32_t signs = 0;  // - and . are none
  std::uint32_t joins = 0;  // - . : /
  bool capital_inside = false;
};
// What each byte adds to a form, a byte for each kind: letters, capitals, digits, signs, joins. No word is longer than a byte can count.
constexpr auto counted = [] {
  std::array<std::uint64_t, 256> adds{};
  for (std::size_t i = 0; i < adds.size(); ++i) {
    const char c = static_cast<char>(i);
    const bool joins = c == '-' || c == '.' || c == ':' || c == '/';
    adds[i] = (is_letter_byte(c) ? 1ULL : 0) | (c >= 'A' && c <= 'Z' ? 1ULL << 8 : 0) | (is_digit_char(c) ? 1ULL << 16 : 0) |
              (!is_word_byte(c) && !joins ? 1ULL << 24 : 0) | (joins ? 1ULL << 32 : 0);
  }
  return adds;
}();
Form form_of(std::string_view word) {
  std::uint64_t sum = 0;
  for (const char c : word) sum += counted[static_cast<unsigned char>(c)];
  const auto count = [&](int at) { return static_cast<std::uint32_t>(sum >> at & 0xFF); };
  Form form{.letters = count(0), .capitals = count(8), .digits = count(16), .signs = count(24), .joins = count(32)};
  for (std::size_t i = 1; form.capitals > 0 && i < word.size(); ++i) {
    form.capital_inside |= word[i] >= 'A' && word[i] <= 'Z' && word[i - 1] >= 'a' && word[i - 1] <= 'z';
  }
  return form;
}

// How the value is set off from its label.
struct Value {
  Span span;
  bool colon = false;   // a colon or an equals sign before it
  bool verb = false;    // "är", "er", "bytt till" before it
  bool quoted = false;  // in quotes or brackets
  int words = 0;        // other words between
  int unknown = 0;      // of these, such as say nothing about a code
};

constexpr char closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : open; }

// The token that begins at `start`: up to a blank, without what belongs to the sentence around it.
Span token(std::string_view text, std::uint32_t start, char open) {
  Span span{start, start};
  const char close = open == '\0' ? '\0' : closing(open);
  while (span.end < text.size() && span.size() < longest_secret && !is_space_char(text[span.end])) {
    const char c = text[span.end];
    if (close != '\0' && c == close) break;
    if (c == ';' || c == ')' || c == '|' || c == '"' || c == '<') break;
    if (c == ',' && !is_word_byte(byte_at(text, std::int64_t{span.end} + 1))) break;
    ++span.end;
  }
  const auto trailing = [](char c) { return c == '.' || c == ',' || c == ':' || c == '\''; };
  while (!span.empty() && trailing(text[span.end - 1])) --span.end;
  if (!span.empty() && text[span.end - 1] == '?') --span.end;
  return span;
}

// Words that may stand between a label and its value: "koden är ändrad till 7350", "portkod nu: 1234".
bool is_verb(std::string_view word) {
  static constexpr WordSet verbs({"den",  "det",  "gamle",  "gamla",     "är",     "er",   "e",      "var",     "blir", "bliver",
                                  "till", "til",  "nu",     "lyder",     "ändrad", "bytt", "ændret", "skiftet", "ny",   "nya",
                                  "nye",  "btw",  "gäller", "igen",      "satt",   "sat",  "hennes", "hans",    "sin",  "givet",
                                  "blev", "stod", "blivit", "nuvarande", "=",      "ut",   "aktuell"});
  return verbs.contains(word);
}
bool is_place_word(std::string_view word) {
  static constexpr WordSet words({"på",       "i",        "till",      "til",     "ved",       "vid",          "för",       "for",
                                  "hos",      "porten",   "dören",     "dörren",  "døren",     "huvudentrén",  "entré",     "entrén",
                                  "källaren", "grinden",  "gården",    "bagdør",  "bagdøren",  "kontoret",     "kontor",    "wifi",
                                  "wi",       "fi",       "nätverket", "mobilen", "telefonen", "datorn",       "netværket", "ytterdörren",
                                  "trappan",  "opgangen", "skåpet",    "skabet",  "låset",     "hjemmeplejen", "oplyst"});
  return words.contains(word);
}

constexpr std::array<std::string_view, 6> prepositions = {"till", "til", "på", "i", "ved", "vid"};

// Walks on from a label to what may be its value. Stops at the end of the sentence, except that a value may begin the next line.
std::optional<Value> value_after(const Context& in, std::uint32_t from, bool strong) {
  const std::string_view text = in.text();
  Value value;
  std::uint32_t at = from;
  int lines = 0;
  int labels_passed = 0;
  for (int words = 0; words < 7; ++words) {
    char open = '\0';
    for (std::uint32_t steps = 0;; ++at, ++steps) {
      const char c = byte_at(text, at);
      if (c == '\0' || c == folded_mark || steps > 28) return std::nullopt;
      if (is_word_byte(c)) break;
      if (c == '\n' && (++lines > 1 || !(value.colon || words == 0))) return std::nullopt;
      if (c == ':' || c == '=') value.colon = true;
      if (c == '|' && words == 0 && steps < 24 && byte_at(text, std::int64_t{at} + 1) == ' ' && !value.colon) {  // "| Portkod | 4471 |"
        value.colon = true;
        continue;
      }
      if (c == '(' || c == '[' || c == '"' || c == '\'') open = c;
      if (c == '#' || c == '*' || c == '!' || c == '$') {
        if (is_word_byte(byte_at(text, std::int64_t{at} + 1))) break;
      }
      if (c == ';' && words == 0 && is_verb(in.tokens.of(in.tokens.word_after(at, 2)))) continue;  // "sin kode; den gamle var selin2011"
      if ((c == '.' && is_space_char(byte_at(text, std::int64_t{at} + 1)) && steps < 2) || c == '?' || c == '|' || c == ';')
        return std::nullopt;
      if (c == ')' && steps < 2) return std::nullopt;
      if (c == ',' && words > 0 && !value.colon) return std::nullopt;
    }
    value.span = token(text, at, open);
    value.quoted = open != '\0';
    value.words = words;
    if (value.span.empty()) return std::nullopt;
    if (lines > 0 && !value.colon && byte_at(text, value.span.end) != '\n' && value.span.end < text.size())
      return std::nullopt;  // the head of a table
    const std::string_view word = of(in, value.span);
    const Form form = form_of(word);
    if (form.digits > 0 || form.signs > 0 || value.quoted) return value;
    const auto says_nothing_new = [&] {
      if (is_place_word(word)) return true;
      const Labels said = in.lexicon.find(word).labels;
      labels_passed += said.any(secret_labels) ? 1 : 0;
      return said.any(secret_labels | labels(Label::number));
    };
    if (is_verb(word)) {
      value.verb = true;
    } else if (!says_nothing_new()) {
      const bool to_place = !value.colon && form.capitals == 0 && value.unknown == 0 &&  // "kod till soprummet 8812"
                            one_of(in.tokens.of(in.tokens.word_before(value.span.start, 1)), prepositions);
      if (value.colon || (value.verb && !to_place) || form.capital_inside) return value;
      const bool capital = form.capitals > 0 || word.front() == '\xC3';
      if (++value.unknown > (strong ? 3 : capital || to_place ? 1 : 0))
        return std::nullopt;  // "Larmkod Tallåsskolan: 6604#", "ny kode ved Jósup: 9182*"
    }
    if (labels_passed > 2) return std::nullopt;  // the value is another label's
    at = value.span.end;
  }
  return std::nullopt;
}

bool has_equal_groups(std::string_view word) {
  const std::size_t size = std::min(word.find_first_not_of("0123456789"), word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((i % (size + 1) != size) != is_digit_char(word[i])) return false;
  }
  return word.size() % (size + 1) == size;
}

bool is_door_code(std::string_view word) {
  const Form form = form_of(word);
  return form.digits >= 4 && form.digits <= 6 && form.letters <= 1 && form.joins == 0 && word.size() <= 8;
}

bool is_year(std::string_view word) { return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")); }

// Dates, times, amounts, years with words behind: what digits behind a code word often are instead.
bool is_other_number(const Context& in, const Value& value, const Form& form) {
  const std::string_view word = of(in, value.span);
  if (form.letters == 0 && form.joins > 0 && form.digits <= 4 && form.signs == 0) return true;  // 3.12, 14:30, 12/4
  if (form.letters == 0 && form.joins >= 2 && word.find_first_of("./:") != std::string_view::npos) return true;
  if (form.letters == 0 && form.digits > 10) return true;
  if (form.letters == 0 && form.joins > 0 && !value.colon && !value.verb && !has_equal_groups(word)) return true;  // 1106-72
  if (form.letters > 0 && form.digits > 0 && form.joins > 0 && is_digit_char(word.front()) && form.digits <= 2 && form.signs == 0)
    return true;  // 4-siffrig
  const Nearby near = nearby(in, value.span, 0, 1);
  return near.any(labels(Label::money, Label::measure, Label::age_unit, Label::month)) && form.letters == 0;
}

// "83 41 07", "382 114 906": groups of one size that belong together.
Span with_groups(std::string_view text, Span span) {
  const std::uint32_t size = span.size();
  if (size < 2 || size > 4) return span;
  const auto all_digits = [&](Span s) { return std::ranges::all_of(text.substr(s.start, s.size()), is_digit_char); };
  if (!all_digits(span)) return span;
  Span out = span;
  for (int more = 0; more < 3; ++more) {
    const Span next{out.end + 1, out.end + 1 + size};
    if (byte_at(text, out.end) != ' ' || next.end > text.size() || !all_digits(next) || is_word_byte(byte_at(text, next.end))) break;
    out.end = next.end;
  }
  return out;
}

// Points for what the token looks like: 0 is no secret. `pin` labels expect digits.
int secret_score(const Context& in, const Value& value, Labels said, bool strong) {
  const std::string_view word = of(in, value.span);
  const Form form = form_of(word);
  if (word.size() < 3 || word.size() >= longest_secret || word.starts_with("http") || is_other_number(in, value, form)) return 0;
  if (value.unknown > 0 && !value.colon && !value.quoted) return said.has(Label::pin) && is_door_code(word) && !is_year(word) ? 550 : 0;
  const bool direct = value.words == 0 || value.colon || value.verb;
  const bool digits_only = form.letters == 0 && form.digits >= 3;
  const bool both = form.letters > 0 && form.digits > 0;
  if (said.has(Label::password)) {
    if (both || (form.signs > 0 && form.letters > 0)) return direct ? 930 : 700;
    if (form.capital_inside && form.letters >= 5) return direct ? 850 : 600;
    if (digits_only && form.digits >= 4) return direct ? 850 : 550;
    if (form.letters >= 4 && form.letters == form.capitals + (form.letters - form.capitals) && form.joins >= 2 &&
        (value.colon || value.words == 0))
      return 650;
    const WordInfo& info = in.lexicon.find(word);
    if (value.quoted && form.letters >= 4 && info.labels.empty()) return value.words <= 1 ? 700 : 400;
    if (form.capitals >= 5 && form.letters >= form.capitals && (value.colon || value.words <= 2) && info.labels.empty())
      return value.colon || value.verb ? 650 : 350;
    return 0;
  }
  if (digits_only && form.digits >= 4 && form.digits <= 10) {
    if (form.signs > 0) return 930;
    if (strong) return direct || value.quoted ? 900 : 650;
    return direct || value.quoted ? (form.digits == 4 || form.digits == 6 || value.colon || value.verb ? 700 : 450) : 350;
  }
  const bool ends_in_key = form.signs > 0 && (word.back() == '#' || word.back() == '*');
  if (digits_only && (ends_in_key || strong)) return 700;
  if (both && (form.letters == 1 || ends_in_key) && form.digits >= 3) return strong || direct ? 850 : 400;
  if (both && form.digits >= 2 && form.letters >= 3) return direct ? (form.signs > 0 || strong || form.letters >= 5 ? 800 : 550) : 450;
  if (form.signs > 0 && form.letters >= 5 && value.quoted) return 650;
  return 0;
}

// Words beside "kod" that make it a number of a register: EWC, ICD, KVÅ, postal, cost centre.
bool is_register_code(const Context& in, Span label) {
  const std::string_view text = in.text();
  const char before = byte_at(text, std::int64_t{label.start} - 1);
  if (before == '-' && is_word_byte(byte_at(text, std::int64_t{label.start} - 2))) {
    const Span head{in.tokens.word_start(label.start - 1), label.start - 1};
    static constexpr WordSet secret({"wifi", "fi", "pin", "dør", "port", "dörr", "larm", "alarm", "wlan", "sms", "bankid", "mitid"});
    if (!secret.contains(of(in, head))) return true;
  }
  const Span word = in.tokens.word_before(label.start, 2);
  static constexpr WordSet registers({"ewc",    "icd",     "kvå",      "sks",    "kle",     "sni",   "dsm",
                                      "atc",    "diagnos", "diagnose", "åtgärd", "produkt", "konto", "moms",
                                      "status", "land",    "post",     "kommun", "kommune", "fejl",  "felkod"});
  return registers.contains(of(in, word));
}

// --- Tables: a column whose head is "Portkod".

constexpr std::uint32_t longest_row = 240;
constexpr std::size_t most_columns = 24;

std::uint32_t line_end(std::string_view text, std::uint32_t pos) {
  const std::size_t end = text.substr(pos, longest_row).find('\n');
  return end == std::string_view::npos ? static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), pos + std::size_t{longest_row}))
                                       : pos + static_cast<std::uint32_t>(end);
}

// The line that a label stands in, as the head of a table. Kept from one label to the next, so that a line full of labels is read once.
class Head {
 public:
  explicit Head(std::string_view text) : text_(text) {}

  // Reads on to a label that stands after the one before. False where its line is too long, or has digits, for a head.
  bool read_to(Span label) {
    if (label.start - to_ > longest_row) {
      start_line(label.start - longest_row);
      whole_ = from_ == 0;
    }
    for (; to_ < label.start; ++to_) {
      const char c = text_[to_];
      if (c == '\n') {
        start_line(to_);
        whole_ = true;
        ++from_;
      } else {
        tabs_ += c == '\t' ? 1U : 0U;
        bars_ += c == '|' ? 1U : 0U;
        semicolons_ += c == ';' ? 1U : 0U;
      }
    }
    if (!whole_ || label.start - from_ >= longest_row) return false;
    if (end_ < label.end) {
      end_ = line_end(text_, label.end);
      const std::string_view line = text_.substr(from_, end_ - from_);
      plain_ = (end_ == text_.size() || text_[end_] == '\n') && std::ranges::none_of(line, is_digit_char);
    }
    return plain_;
  }

  [[nodiscard]] std::uint32_t end() const { return end_; }
  // What divides the columns, and how many times it stands before the label.
  struct Division {
    char sign = '\0';
    std::size_t count = 0;
  };
  [[nodiscard]] Division division(Span label) const {
    if (tabs_ > 0 || byte_at(text_, label.end) == '\t') return {'\t', tabs_};
    if (bars_ > 0) return {'|', bars_};
    if (semicolons_ > 0) return {';', semicolons_};
    return {text_.substr(from_, label.start - from_).ends_with("...") ? '.' : '\0', 0};
  }

 private:
  void start_line(std::uint32_t at) {
    from_ = to_ = at;
    tabs_ = bars_ = semicolons_ = 0;
    end_ = 0;
  }

  std::string_view text_;
  std::uint32_t from_ = 0;  // the line's start, or where reading began
  std::uint32_t to_ = 0;    // read so far
  std::uint32_t end_ = 0;   // the line's end, if it has been looked for
  std::uint32_t tabs_ = 0;
  std::uint32_t bars_ = 0;
  std::uint32_t semicolons_ = 0;
  bool whole_ = true;  // from_ is the line's start
  bool plain_ = false;
};

// The cell with this number, cells divided by `sign`; in rows led by dots, the last cell.
std::optional<Span> cell(std::string_view text, Span row, char sign, std::size_t number) {
  if (sign == '.') {
    const std::size_t dots = text.substr(row.start, row.size()).rfind("...");
    if (dots == std::string_view::npos) return std::nullopt;
    return Span{row.start + static_cast<std::uint32_t>(dots) + 3, row.end};
  }
  std::uint32_t start = row.start;
  for (; number > 0; --number) {
    const std::size_t next = text.substr(start, row.end - start).find(sign);
    if (next == std::string_view::npos) return std::nullopt;
    start += static_cast<std::uint32_t>(next) + 1;
  }
  const std::size_t end = text.substr(start, row.end - start).find(sign);
  return Span{start, end == std::string_view::npos ? row.end : start + static_cast<std::uint32_t>(end)};
}

void add_column(const Context& in, Head& head, Span label, Findings& out) {
  const std::string_view text = in.text();
  if (!head.read_to(label)) return;
  const auto [sign, number] = head.division(label);
  if (sign == '\0' || number >= most_columns) return;
  std::uint32_t next = head.end() + 1;
  int misses = 0;
  for (int rows = 0; rows < 40 && misses < 4 && next < text.size(); ++rows) {
    const Span row{next, line_end(text, next)};
    next = row.end + 1;
    if (row.empty()) return;
    auto value = cell(text, row, sign, number);
    if (!value) {
      ++misses;
      continue;
    }
    while (!value->empty() && is_space_char(text[value->end - 1])) --value->end;
    while (!value->empty() && (is_space_char(text[value->start]) || text[value->start] == '.')) ++value->start;
    if (is_door_code(of(in, *value))) {
      misses = 0;
      out.add(*value, Type::credential, Kind::door_code, 850, {context(Label::pin, -1), shape(Shape::grouped)});
    } else {
      if (in.lexicon.find(of(in, *value)).labels.any(secret_labels)) return;  // the head of another table
      ++misses;
    }
  }
}

// --- A label.

Kind kind_of(std::string_view word, Labels said) {
  const auto has = [&](std::string_view part) { return word.contains(part); };
  if (has("port") || has("dør") || has("dörr") || has("Port") || has("Dør") || has("Dörr") || has("larm") || has("Larm") || has("nyckel") ||
      has("gle"))
    return Kind::door_code;
  if (has("token") || has("nyckel") || has("nøgle") || has("key")) return Kind::key;
  return said.has(Label::password) ? Kind::password : Kind::pin;
}

// Labels that may be anything: kod, kode. All others (portkod, pinkode) name a secret by themselves.
bool is_plain_code(std::string_view word) {
  static constexpr std::array<std::string_view, 7> plain = {"kod", "koden", "kode", "koder", "koderna", "koderne", "code"};
  return one_of(word, plain);
}

void add_labelled(const Context& in, const Trigger& trigger, Head& head, Findings& out) {
  const std::string_view word = in.tokens.of(trigger.span);
  static constexpr std::array<std::string_view, 6> keys = {"nyckel", "nyckeln", "nycklar", "nøgle", "nøglen", "nøgler"};
  const bool of_machine = trigger.span.start >= 4 && same_word(in.text().substr(trigger.span.start - 4, 4), "api-");
  if (one_of(word, keys) && !of_machine) return;  // "nyckel 214" is a key with a number
  const bool plain = is_plain_code(word);
  if (plain && is_register_code(in, trigger.span)) return;
  const char before = byte_at(in.text(), std::int64_t{trigger.span.start} - 1);
  if (!trigger.labels.has(Label::password) && (before == '\t' || before == '|' || before == ';' || before == '.' || before == '/'))
    add_column(in, head, trigger.span, out);
  auto value = value_after(in, trigger.span.end, !plain);
  if (!value) return;
  value->span = with_groups(in.text(), value->span);
  const int score = secret_score(in, *value, trigger.labels, !plain);
  if (score == 0) return;
  const Label label = trigger.labels.has(Label::password) ? Label::password : Label::pin;
  const int distance = -1 - value->words;
  if (value->colon || value->quoted || value->verb) {
    out.add(value->span, Type::credential, kind_of(word, trigger.labels), score, {context(label, distance), shape(Shape::exact)});
  } else {
    out.add(value->span, Type::credential, kind_of(word, trigger.labels), score, {context(label, distance), shape(Shape::loose)});
  }
}

// "4471*", "8816#": four digits and the key that ends the entry, with a word on codes or keys near.
void add_keyed(const Context& in, std::uint32_t index, Findings& out) {
  const DigitRun run = in.tokens.digits[index];
  const char key = in.text()[run.end];
  const char before = byte_at(in.text(), std::int64_t{run.start} - 1);
  const Span span{run.start, run.end + 1};
  if (!is_space_char(before) || is_word_byte(byte_at(in.text(), span.end)) || byte_at(in.text(), span.end) == key) return;
  const Nearby near = nearby(in, span, 6, 4);
  const int distance = near.distance(Label::pin);
  if (distance != 0) {
    out.add(span, Type::credential, Kind::door_code, 700, {shape(Shape::exact), context(Label::pin, distance)});
  } else {
    out.add(span, Type::credential, Kind::door_code, key == '#' ? 550 : 300, {shape(Shape::exact)});
  }
}

// Is a code spoken of in the 200 bytes before? The distance in words to it, negative; 0 if not. `none_before`: a place before which none
// is, so that no word is looked at for each number after it.
int code_spoken_of(const Context& in, std::uint32_t pos, std::uint32_t& none_before) {
  constexpr std::uint32_t reach = 200;
  std::uint32_t at = pos;
  for (int distance = 1; distance <= 40; ++distance) {
    const Span word = in.tokens.word_before(at, 8);
    if (word.empty() || pos - word.start > reach || at <= none_before) break;
    if (in.lexicon.find_inside(in.tokens.of(word)).labels.has(Label::pin)) return -distance;
    at = word.start;
  }
  none_before = pos;
  return 0;
}

constexpr bool may_end_answer(char c) { return c == '\n' || c == '\0' || c == '\r' || c == '.' || c == ','; }

// "[18:05] Mille: 4417": the first word of a message, a colon and a name of one or two words before it and a time before that.
bool begins_message(std::string_view text, std::uint32_t start) {
  std::int64_t p = std::int64_t{start} - 2;
  if (byte_at(text, p) != ':') return false;
  for (int steps = 0; steps < 24; ++steps) {
    const char c = byte_at(text, --p);
    if (c == ']') --p;
    if (c == ']' || is_digit_char(c)) return is_digit_char(byte_at(text, p)) && is_digit_char(byte_at(text, p - 1));
    if (!is_letter_byte(c) && c != ' ' && c != '.') return false;
  }
  return false;
}

// The answer to a question about a code: "Farhiya 07:03\n6611\n", "Prøv 2209."
void add_answer(const Context& in, std::uint32_t index, std::uint32_t& none_before, Findings& out) {
  const std::string_view text = in.text();
  const DigitRun run = in.tokens.digits[index];
  const char before = byte_at(text, std::int64_t{run.start} - 1);
  const char after = byte_at(text, run.end);
  const bool ends = after == '\n' || after == '\0' || after == '\r';
  if (before == '\n') {
    std::int64_t p = std::int64_t{run.start} - 2;
    if (byte_at(text, p) == '\r') --p;
    const bool stamped = is_digit_char(byte_at(text, p)) && is_digit_char(byte_at(text, p - 1)) &&
                         (byte_at(text, p - 2) == ':' || byte_at(text, p - 2) == '.') && is_digit_char(byte_at(text, p - 3));
    if (!ends || !stamped) return;
  } else if (before == ' ' && is_letter_byte(byte_at(text, std::int64_t{run.start} - 2))) {
    static constexpr std::array<std::string_view, 9> tries = {"prøv", "prova", "testa",  "pröva",  "slå",
                                                              "tast", "tasta", "knappa", "testade"};
    if (!ends && after != ' ' && ((after != '.' && after != ',') || is_word_byte(byte_at(text, std::int64_t{run.end} + 1)))) return;
    if (!one_of(in.tokens.of(in.tokens.word_before(run.start, 1)), tries)) return;
  } else if (before != ' ' || !begins_message(text, run.start)) {
    return;
  }
  const Span span{run.start, run.end};
  const int distance = code_spoken_of(in, run.start, none_before);
  if (distance != 0) out.add(span, Type::credential, Kind::door_code, 700, {shape(Shape::loose), context(Label::pin, distance)});
}

void run(const Context& in, Findings& out) {
  const char* const text = in.text().data();
  for (const std::uint32_t index : in.runs_of(4)) {
    const char key = text[in.tokens.digits[index].end];
    if (key == '#' || key == '*') add_keyed(in, index, out);
  }
  for (const std::size_t size : {4U, 5U, 6U}) {
    std::uint32_t none_before = 0;
    for (const std::uint32_t index : in.runs_of(size)) {
      const DigitRun run = in.tokens.digits[index];
      const char before = text[std::int64_t{run.start} - 1];  // zeros stand around the text
      const char after = text[run.end];
      const char two = text[std::int64_t{run.start} - 2];
      const bool told = before == ' ' && after == ' ' && (two == ':' || two == 'a' || two == 'v');  // "testa 7420 då"
      if (told || ((before == ' ' || before == '\n') && may_end_answer(after))) add_answer(in, index, none_before, out);
    }
  }
  Head head(in.text());
  for (const Trigger& trigger : in.triggers) {
    if (trigger.labels.any(secret_labels)) add_labelled(in, trigger, head, out);
  }
}

}  // namespace

const Detector credential{"credential", run};

}  // namespace mask
