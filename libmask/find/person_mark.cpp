// Persons by a mark of theirs: initials under a note ("/bm", "Ref.: ljk") and nicknames in quotes ("kallad "Kniven"").
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/find/signs.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using namespace around;

bool ends_line(const Tokens& tokens, std::uint32_t end) {
  if (at(tokens, end) == '.') ++end;
  const std::uint32_t after = past_blanks(tokens, end, 8);
  const char c = at(tokens, after);
  return c == '\0' || c == '\n' || c == '\r';
}

// Two to four letters that are no word.
bool is_initials(const Context& in, Span word) {
  const std::string_view text = in.tokens.of(word);
  if (text.size() < 2 || text.size() > 4 || std::ranges::any_of(text, is_digit)) return false;
  const WordInfo& info = in.lexicon.find(text);
  static constexpr WordSet units({"st",  "kg", "km",  "tim", "mån", "md", "dag", "uge", "vk", "pers", "stk",
                                  "mdr", "kr", "sek", "dkk", "min", "ml", "mg",  "cm",  "mm", "ha"});
  return info.common == 0 && info.labels.empty() && !units.contains(text);
}

// "… till nämnden. /bm"
void look_at_slash(const Context& in, std::uint32_t slash, Findings& out) {
  const Tokens& tokens = in.tokens;
  const char before = at(tokens, std::int64_t{slash} - 1);
  if (before != ' ' && before != '\n') return;
  const Span word = word_at(tokens, slash + 1);
  if (!is_initials(in, word) || !ends_line(tokens, word.end)) return;
  // A line of nothing else is a path or an option.
  if (before == '\n' && at(tokens, std::int64_t{slash} - 2) == '\n') return;
  out.add(word, Type::person, Kind::bare_name, 500, {shape(Shape::prefix)}).role = Role::official;
}

// "Ref.: ljk", "sekr. hm", "Kontrol: abk": `end` is the end of the label.
void look_behind_label(const Context& in, std::uint32_t end, Findings& out) {
  const Tokens& tokens = in.tokens;
  std::uint32_t start = end;
  if (at(tokens, start) == '.') ++start;
  if (at(tokens, start) == ':') ++start;
  if (start == end || at(tokens, start) != ' ') return;
  const Span word = word_at(tokens, start + 1);
  if (!is_initials(in, word) || !ends_line(tokens, word.end)) return;
  out.add(word, Type::person, Kind::bare_name, 500, {context(Label::title, -1)}).role = Role::official;
}

// kallad "Kniven", vännen "Ryssen": `quote` is the opening one.
void look_at_nickname(const Context& in, std::uint32_t quote, Findings& out) {
  const Tokens& tokens = in.tokens;
  const Span word = word_at(tokens, quote + 1);
  if (word.size() < 3 || word.size() > 20 || at(tokens, word.end) != '"' || !capital_at(tokens, word.start)) return;
  if (at(tokens, std::int64_t{quote} - 1) != ' ') return;
  static constexpr WordSet leads({"kallad", "kallas", "kallade", "kallat", "alias", "kaldet", "kaldt", "kaldes", "kendt", "vännen",
                                  "vennen", "kompisen", "kammeraten", "grannen", "naboen", "hos", "mannen", "manden"});
  if (leads.contains(tokens.of(word_ending(tokens, quote - 1))))
    out.add(word, Type::person, Kind::bare_name, 550, {context(Label::name_phrase, -1)});
}

void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  each_sign(in, '/', [&](std::uint32_t slash) { look_at_slash(in, slash, out); });
  each_sign(in, '"', [&](std::uint32_t quote) { look_at_nickname(in, quote, out); });
  static constexpr WordSet labels({"ref", "referent", "sekr", "kontrol", "kontroll", "sign", "avskr", "afskr", "renskr", "handl", "utskr"});
  for (const CapitalWord& word : in.capital_words) {
    const auto [start, end] = word.span;
    const char after = at(tokens, end);
    if ((after == '.' || after == ':') && end - start < 10 && labels.contains(tokens.of({start, end}))) look_behind_label(in, end, out);
  }
}

}  // namespace

const Detector person_mark{"person.mark", run};

}  // namespace mask
