// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/context.h"

#include <algorithm>
#include <chrono>

#include "libmask/text/fold.h"

namespace mask {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

Gap gap_of(char c) {
  switch (c) {
    case ' ':
    case '\t': return Gap::space;
    case '-': return Gap::hyphen;
    case '.': return Gap::dot;
    case '/': return Gap::slash;
    case '+': return Gap::plus;
    case ':': return Gap::colon;
    case ',': return Gap::comma;
    case '\n': return Gap::line;
    default: return Gap::wide;
  }
}

// The longest run of blanks, line ends and one mark that still joins two numbers.
constexpr std::size_t longest_gap = 8;

}  // namespace

Gap gap_after(const Tokens& tokens, std::size_t index) {
  if (index + 1 >= tokens.digits.size()) return Gap::wide;
  const std::uint32_t from = tokens.digits[index].end;
  const std::uint32_t to = tokens.digits[index + 1].start;
  if (to - from == 1) return gap_of(tokens.text[from]);
  if (to - from > longest_gap) return Gap::wide;
  bool line = false;
  char mark = 0;
  for (std::uint32_t i = from; i < to; ++i) {
    const char c = tokens.text[i];
    if (is_blank(c)) continue;
    if (is_line_end(c)) {
      if (line && c == '\n') return Gap::wide;  // a blank line
      line = c == '\n' || line;
      continue;
    }
    if (mark != 0) return Gap::wide;
    mark = c;
  }
  if (line) return mark == 0 || mark == '-' ? Gap::line : Gap::wide;
  if (mark == 0) return to - from <= 2 ? Gap::space : Gap::wide;
  if (mark == '-' || mark == '/') return Gap::spaced_hyphen;
  if (mark == ',') return Gap::comma;
  return Gap::wide;
}

Gap gap_before(const Tokens& tokens, std::size_t index) { return index == 0 ? Gap::wide : gap_after(tokens, index - 1); }

bool Number::grouped(std::initializer_list<int> sizes) const {
  return std::equal(sizes.begin(), sizes.end(), group.begin(), group.begin() + groups);
}

Number read_number(const Tokens& tokens, std::size_t index, Gaps allowed, std::size_t max_digits) {
  Number number;
  max_digits = std::min(max_digits, Number::max_digits);
  number.span = {tokens.digits[index].start, tokens.digits[index].start};
  for (; index < tokens.digits.size(); ++index) {
    const DigitRun run = tokens.digits[index];
    if (number.groups == Number::max_groups || number.count + run.size() > max_digits) break;
    for (std::uint32_t i = run.start; i < run.end; ++i) number.digit[number.count++] = static_cast<std::uint8_t>(tokens.text[i] - '0');
    number.group[number.groups] = static_cast<std::uint8_t>(run.size());
    number.span.end = run.end;
    const Gap gap = gap_after(tokens, index);
    number.gap[number.groups++] = gap;
    if (!allowed.has(gap)) break;
  }
  return number;
}

bool stands_alone(const Tokens& tokens, Span span) { return !tokens.in_word(std::int64_t{span.start} - 1) && !tokens.in_word(span.end); }

bool anchored(const Tokens& tokens, Span span) {
  if (!stands_alone(tokens, span)) return false;
  const auto joins = [](char c) { return c == '-' || c == '.' || c == '/' || c == ':' || c == '+' || c == ','; };
  const std::string_view text = tokens.text;
  if (span.start >= 2 && joins(text[span.start - 1]) && is_digit(text[span.start - 2])) return false;
  return !(span.end + 1 < text.size() && joins(text[span.end]) && is_digit(text[span.end + 1]));
}

bool Nearby::any(Labels set) const {
  return std::any_of(word.begin(), word.begin() + count, [&](const Word& w) { return w.labels.any(set); });
}

bool Nearby::any_on_line(Labels set) const {
  return std::any_of(word.begin(), word.begin() + count, [&](const Word& w) { return !w.is_above && w.labels.any(set); });
}

int Nearby::distance(Label label) const {
  int nearest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!word[i].labels.has(label)) continue;
    if (nearest == 0 || std::abs(word[i].distance) < std::abs(nearest)) nearest = word[i].distance;
  }
  return nearest;
}

int Nearby::distance_before(Label label) const {
  for (std::size_t i = 0; i < count; ++i) {
    if (word[i].distance < 0 && word[i].labels.has(label)) return word[i].distance;
  }
  return 0;
}

int Nearby::distance_after(Label label) const {
  for (std::size_t i = 0; i < count; ++i) {
    if (word[i].distance > 0 && word[i].labels.has(label)) return word[i].distance;
  }
  return 0;
}

namespace {

constexpr std::uint32_t nearby_reach = 80;  // bytes

// Walks from `from` over what stands between words; false where a sentence or paragraph ends there.
struct Border {
  int line_ends = 0;
  // Looks at text[begin, end), the stretch between two words, seen from the side of the span.
  bool crosses(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (text[i] == '\n' && ++line_ends > 1) return false;
    }
    return true;
  }
};

// What stands for something masked: its label is not a label for its neighbours, and they must not come nearer by its being masked.
bool has_mark(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return text.substr(begin, end - begin).contains(folded_mark);
}

// A number of the line above has taken the label that stands there.
bool is_number(std::string_view text, Span word) {
  return word.size() >= 3 && std::all_of(text.begin() + word.start, text.begin() + word.end, is_digit);
}

bool ends_sentence(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  // A mark, a blank, and a capital: but "tlf. 20", "kl. Anna" after a short word is an abbreviation.
  const std::string_view text = tokens.text;
  const char mark = text[begin];
  if (mark != '.' && mark != '!' && mark != '?') return false;
  if (end <= begin + 1 || end >= text.size()) return false;
  const char next = text[end];
  const bool capital = (next >= 'A' && next <= 'Z') || next == '\xC3';
  return capital && begin - tokens.word_start(begin) > 4;
}

}  // namespace

Nearby nearby(const Context& in, Span span, int before, int after) {
  Nearby out;
  const Tokens& tokens = in.tokens;
  const std::string_view text = tokens.text;
  Border border;
  std::uint32_t edge = span.start;
  const std::uint32_t stop = span.start > nearby_reach ? span.start - nearby_reach : 0;
  for (int distance = -1; distance >= -before && edge > stop; --distance) {
    const std::uint32_t end = tokens.last_word_end(edge, stop);
    if (end == stop && !tokens.in_word(std::int64_t{end} - 1)) break;
    if (border.line_ends > 0 && is_number(text, {tokens.word_start(edge), tokens.word_end(edge)}) && distance < -1) break;
    if (!border.crosses(text, end, edge) || has_mark(text, end, edge) || (distance < -1 && ends_sentence(tokens, end, edge))) break;
    Span word{tokens.word_start(end), end};
    const WordInfo* info = &in.word(word);
    if (info->labels.has(Label::number) && word.start > 1 &&
        (text[word.start - 1] == '.' || text[word.start - 1] == '-' || text[word.start - 1] == ' ')) {
      // "reg.nr", "CPR-nr.", "kund nr": the word before with "nr" on it.
      std::uint32_t joint = word.start - 1;
      if (text[joint] == ' ' && joint > 0 && text[joint - 1] == '.') --joint;
      const std::uint32_t head = tokens.word_start(joint);
      if (head < joint && joint - head + word.size() <= 40) {
        std::array<char, 40> joined{};
        std::copy(text.begin() + head, text.begin() + joint, joined.begin());
        std::copy(text.begin() + word.start, text.begin() + word.end, joined.begin() + (joint - head));
        const WordInfo& both = in.lexicon.find({joined.data(), joint - head + word.size()});
        if (!both.labels.empty()) {
          info = &both;
          word.start = head;
        }
      }
    }
    out.word[out.count++] = {info->labels, static_cast<std::int8_t>(distance), border.line_ends > 0, word};
    edge = word.start;
  }
  border = {};
  edge = span.end;
  const std::uint32_t limit = std::min(tokens.size(), span.end + nearby_reach);
  for (int distance = 1; distance <= after && edge < limit; ++distance) {
    std::uint32_t start = edge;
    while (start < limit && !tokens.in_word(start)) ++start;
    if (start >= limit) break;
    if (!border.crosses(text, edge, start) || has_mark(text, edge, start) || ends_sentence(tokens, edge, start)) break;
    const Span word{start, tokens.word_end(start)};
    if (text[word.end] == folded_mark) break;  // "Personnummer[PERSONNUMMER]" was one word
    out.word[out.count++] = {in.word(word).labels, static_cast<std::int8_t>(distance), false, word};
    edge = word.end;
  }
  return out;
}

bool is_date(int year, int month, int day) {
  using namespace std::chrono;
  if (month < 1 || day < 1) return false;
  return year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                        std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

}  // namespace mask
