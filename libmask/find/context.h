// What a detector sees: the tokens of one text, the candidates of the stretch it shall look at, and the lexicon.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/find/capital_words.h"
#include "libmask/find/finding.h"
#include "libmask/find/trigger_words.h"
#include "libmask/find/word_memo.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/model/names.h"
#include "libmask/text/tokens.h"

namespace mask {

// A word that may be a name, or stands beside one. Is the model asked what it is: yes, no, or where another stands beside it?
struct Asked {
  enum class State : std::uint8_t { closed, half_open, open };
  Span word;
  State state = State::closed;
  [[nodiscard]] bool is_open() const { return state == State::open; }
};

// What asking the name model needs.
struct NameMemory {
  std::vector<ModelWord> words;
  std::vector<NameSpan> found;
  NameModel::Workspace work;
  std::vector<Asked> asked;
  std::vector<std::uint32_t> small;     // starts of words before and behind the stretch, as Context::small_words
  std::vector<std::uint64_t> covered;   // one bit a byte, from the first that is looked at
  std::vector<std::uint64_t> verdicts;  // what was said of words lately: a key, and in its low bits the verdict
};

// Digit runs that belong to what an earlier detector was sure of are not in the lists.
// Detectors are called once for each stretch of a text, with the candidates that start in it, but may look at the whole text around
// them; what they find must not depend on where a stretch begins or ends.
struct Context {
  const Tokens& tokens;
  const Lexicon& lexicon;
  WordMemo* memo = nullptr;
  const NameModel* model = nullptr;  // nullptr: none is asked
  NameMemory* names = nullptr;       // of the model
  Span stretch;
  std::span<const std::uint32_t> capitals;     // of this stretch
  std::span<const CapitalWord> capital_words;  // the same but for those that merely open a sentence
  std::span<const std::uint32_t> ats;
  std::span<const Trigger> triggers;
  std::span<const std::uint32_t> small_words;                   // starts of words that the name model may ask about though they are small
  std::span<const std::uint32_t> runs;                          // indexes into tokens.digits, all runs of this stretch
  std::array<std::span<const std::uint32_t>, 13> runs_by_size;  // the same by number of digits; 12 holds 12; 0 holds all longer

  [[nodiscard]] std::string_view text() const { return tokens.text; }
  // What the lexicon knows of a whole word of the text.
  [[nodiscard]] const WordInfo& word(Span span) const { return memo->find(lexicon, tokens, span); }
  // The digit runs of this stretch with `size` digits (1 to 12).
  [[nodiscard]] std::span<const std::uint32_t> runs_of(std::size_t size) const { return runs_by_size[size]; }
  [[nodiscard]] std::span<const std::uint32_t> long_runs() const { return runs_by_size[0]; }
};

// A detector: its name, which is the rule's name in findings, and a pure function.
struct Detector {
  std::string_view name;
  void (*run)(const Context&, Findings&);
};

// What stands between two digit runs.
enum class Gap : std::uint8_t { wide, space, hyphen, dot, slash, plus, colon, comma, spaced_hyphen, line };
// The gap between digit run `index` and the next; wide where there is no next.
// spaced_hyphen: hyphen (or slash) with blanks beside it; line: a line end, with blanks.
[[nodiscard]] Gap gap_after(const Tokens& tokens, std::size_t index);
// The gap between digit run `index` and the one before; wide where there is none.
[[nodiscard]] Gap gap_before(const Tokens& tokens, std::size_t index);

// A set of gaps.
struct Gaps {
  std::uint32_t bits = 0;
  [[nodiscard]] constexpr bool has(Gap gap) const { return (bits >> static_cast<unsigned>(gap) & 1) != 0; }
};
template <typename... G>
[[nodiscard]] constexpr Gaps gaps(G... gap) {
  return {((std::uint32_t{1} << static_cast<unsigned>(gap)) | ...)};
}

// Digits read across neighbouring runs: 070-174 06 05 gives count 10, groups {3,3,2,2}.
struct Number {
  static constexpr std::size_t max_digits = 32;
  static constexpr std::size_t max_groups = 12;
  std::array<std::uint8_t, max_digits> digit{};  // values 0 to 9
  std::array<std::uint8_t, max_groups> group{};  // digits in each group
  std::array<Gap, max_groups> gap{};             // after each group, as read (the last one: what follows the number)
  std::uint8_t count = 0;
  std::uint8_t groups = 0;
  Span span;

  [[nodiscard]] std::uint32_t value(std::size_t from, std::size_t size) const {
    std::uint32_t sum = 0;
    for (std::size_t i = from; i < from + size; ++i) sum = sum * 10 + digit[i];
    return sum;
  }
  // Do the groups have exactly these sizes?
  [[nodiscard]] bool grouped(std::initializer_list<int> sizes) const;
};
// Reads run `index` and on while gaps are in `allowed` and at most `max_digits` digits come together; a run that would go
// beyond is left out whole.
[[nodiscard]] Number read_number(const Tokens& tokens, std::size_t index, Gaps allowed, std::size_t max_digits);

// Is the span free of letters and digits on both sides? (a word boundary)
[[nodiscard]] bool stands_alone(const Tokens& tokens, Span span);
// Is it also no part of a longer chain of digits: no digit next to it over one of - . / : + , (blanks do not count)?
[[nodiscard]] bool anchored(const Tokens& tokens, Span span);

// The words around a span and what they say. Nearest first. "reg.nr" and "CPR-nr." count as one word.
struct Nearby {
  struct Word {
    Labels labels;
    std::int8_t distance = 0;
    bool is_above = false;  // on the line above
    Span span;
  };
  std::array<Word, 12> word{};
  std::uint8_t count = 0;

  [[nodiscard]] bool has(Label label) const { return distance(label) != 0; }
  [[nodiscard]] bool any(Labels set) const;
  // The same of words on the span's own line and after it: what speaks against a finding should stand there.
  [[nodiscard]] bool any_on_line(Labels set) const;
  // Words from the span to the nearest with this label: negative before, positive after, 0 none.
  [[nodiscard]] int distance(Label label) const;
  [[nodiscard]] bool before(Label label) const { return distance_before(label) != 0; }
  [[nodiscard]] int distance_before(Label label) const;  // negative, or 0
  [[nodiscard]] int distance_after(Label label) const;   // positive, or 0
};
// Up to `before` words (at most 8) ahead of the span and `after` (at most 4) behind it. Stops at a sentence's end (. ! ? and a capital), at
// a blank line, at what stands for something masked, and after 80 bytes; one line end may be passed (a label may stand on the line above).
[[nodiscard]] Nearby nearby(const Context& in, Span span, int before, int after);

// Is year-month-day a date of the calendar? (month 1-12)
[[nodiscard]] bool is_date(int year, int month, int day);

}  // namespace mask
