// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/person_extent.h"

#include "libmask/find/around.h"
#include "libmask/find/person_role.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using namespace around;

constexpr std::uint16_t sure = 350;

// Known to neither, and no word in capitals.
bool is_unknown(const Lexicon& lexicon, const NameModel& model, std::string_view word) {
  if (word.size() < 3 || word.size() > 24 || all_capitals(word)) return false;
  for (const char c : word) {
    if (is_digit(c)) return false;
  }
  const WordInfo& info = lexicon.find(word);
  return info.first_name + info.last_name + info.place + info.common == 0 && info.labels.bits == 0 &&
         model.statistics_of_word(word, lexicon).capitals == 0;
}

// II to XIX
bool is_numeral(std::string_view word) {
  static constexpr WordSet numerals(
      {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII"});
  return word.size() > 1 && all_capitals(word) && numerals.contains(word);
}

std::uint32_t reach_back(const Tokens& tokens, const Lexicon& lexicon, const NameModel* model, std::uint32_t start) {
  for (int i = 0; i < 3 && start > 1 && tokens.text[start - 1] == ' '; ++i) {
    std::uint32_t end = start - 1;
    const bool has_stop = tokens.text[end - 1] == '.';
    if (has_stop) --end;
    const Span word = word_ending(tokens, end);
    if (word.empty()) return start;
    const std::string_view text = tokens.of(word);
    if (has_stop) {
      if (!capital_at(tokens, word.start) || !is_one_of(text, {"chr", "joh", "kr", "th", "fr", "jul", "alb", "gust"})) return start;
    } else if (capital_at(tokens, word.start)) {
      if (model == nullptr || i > 0 || !is_unknown(lexicon, *model, text) || text.back() == 's' || is_office(text)) return start;
    } else {
      const bool is_second = is_one_of(text, {"der", "den"});
      if (is_second && !is_one_of(tokens.of(word_ending(tokens, word.start == 0 ? 0 : word.start - 1)), {"von", "van"})) return start;
      if (!is_second && !is_one_of(text, {"von", "van"})) return start;
    }
    start = word.start;
  }
  return start;
}

std::uint32_t reach_on(const Tokens& tokens, const Lexicon& lexicon, const NameModel* model, Span name) {
  if (at(tokens, name.end) != ' ' || !capital_at(tokens, name.end + 1) || all_capitals(tokens.of(name))) return name.end;
  const Span word = word_at(tokens, name.end + 1);
  if (word.empty() || at(tokens, word.end) == '-') return name.end;
  const std::string_view text = tokens.of(word);
  if (is_numeral(text) || (model != nullptr && is_unknown(lexicon, *model, text))) return word.end;
  return name.end;
}

}  // namespace

void reach_out(const Tokens& tokens, const Lexicon& lexicon, const NameModel* model, Findings& findings) {
  for (Finding& finding : findings.list) {
    if (finding.type != Type::person || finding.score < sure) continue;
    if (!capital_at(tokens, finding.span.start) && tokens.text[finding.span.start] != 'l') continue;
    const std::uint32_t end = reach_on(tokens, lexicon, model, finding.span);
    const std::uint32_t start = reach_back(tokens, lexicon, model, finding.span.start);
    if (end == finding.span.end && start == finding.span.start) continue;
    finding.span = {start, end};
    if (finding.kind == Kind::bare_name) finding.kind = Kind::full_name;
  }
}

}  // namespace mask
