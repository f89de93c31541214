// A number as people write it: digits in groups, with the signs between them, read straight from the text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "libmask/find/context.h"

namespace mask {

// What stands between two groups, each a bit so that sets can be given.
namespace joint {
inline constexpr unsigned space = 1;  // one or two blanks
inline constexpr unsigned hyphen = 2;
inline constexpr unsigned dot = 4;
inline constexpr unsigned slash = 8;
inline constexpr unsigned wide_hyphen = 16;  // a hyphen with blanks beside it
inline constexpr unsigned wide_slash = 32;
inline constexpr unsigned comma = 64;     // with or without a blank
inline constexpr unsigned bracket = 128;  // ")" or "(", with or without blanks: (031) 12 34 56
inline constexpr unsigned line = 256;     // a line end
inline constexpr unsigned plain = space | hyphen | dot | slash | wide_hyphen | wide_slash;
}  // namespace joint

// Digits in groups. Groups count from 0; ends are cumulative, so that any first groups are a number by themselves.
struct WrittenNumber {
  static constexpr std::size_t max_digits = 24;
  static constexpr std::size_t max_groups = 10;
  std::array<std::uint8_t, max_digits> digit{};    // values 0 to 9
  std::array<std::uint8_t, max_groups> size{};     // digits in each group
  std::array<std::uint8_t, max_groups> total{};    // digits up to the end of each group
  std::array<std::uint16_t, max_groups> before{};  // the joint before each group; 0 for the first
  std::array<std::uint32_t, max_groups> end{};     // where each group ends in the text
  std::uint32_t start = 0;
  std::uint8_t groups = 0;

  [[nodiscard]] std::size_t count() const { return groups == 0 ? 0 : total[groups - 1U]; }
  [[nodiscard]] std::span<const std::uint8_t> digits(std::size_t from, std::size_t to) const { return {digit.data() + from, to - from}; }
  [[nodiscard]] std::uint32_t value(std::size_t from, std::size_t size_) const {
    std::uint32_t sum = 0;
    for (std::size_t i = from; i < from + size_; ++i) sum = sum * 10 + digit[i];
    return sum;
  }
  // Do the groups [from, ...) begin with exactly these sizes?
  [[nodiscard]] bool sizes(std::size_t from, std::initializer_list<int> expected) const {
    if (from + expected.size() > groups) return false;
    for (const int each : expected) {
      if (size[from++] != each) return false;
    }
    return true;
  }
  // All joints inside groups [from, to), as a set.
  [[nodiscard]] unsigned joints(std::size_t from, std::size_t to) const {
    unsigned set = 0;
    for (std::size_t i = from + 1; i < to; ++i) set |= before[i];
    return set;
  }
};

// Reads the number whose first digit stands at `start`, over joints in `allowed`, at most one line end, at most `max_digits` digits.
// A group that would go beyond is left out whole. With `letters`, O o l I are read as the digits that they look like.
[[nodiscard]] WrittenNumber read_written(const Tokens& tokens, std::uint32_t start, unsigned allowed, std::size_t max_digits,
                                         bool letters = false);

// Bytes that a joint can begin with.
inline constexpr auto begins_joint = [] {
  std::array<bool, 256> table{};
  for (const char c : {' ', '-', '.', '/', ',', '(', ')', '\n', '\r'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();
// Bytes that words are made of.
inline constexpr auto word_byte = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    table[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
  }
  return table;
}();
[[nodiscard]] constexpr bool is_word(char c) { return word_byte[static_cast<unsigned char>(c)]; }

// How many digits a number that begins with run `index` may have at most; counting stops at `enough`. Cheap, to be asked before
// anything is read: joints are looked at by their first byte and size only.
[[nodiscard]] inline std::uint32_t digits_ahead(const Tokens& tokens, std::size_t index, std::uint32_t enough) {
  constexpr std::uint32_t longest_joint = 20;
  const DigitRun* run = tokens.digits.data() + index;
  const DigitRun* const last = tokens.digits.data() + tokens.digits.size() - 1;
  const char* const text = tokens.text.data();
  std::uint32_t count = run->size();
  for (; count < enough && run != last; ++run) {
    if (run[1].start - run->end > longest_joint || !begins_joint[static_cast<unsigned char>(text[run->end])]) break;
    count += run[1].size();
  }
  return count;
}

// 010190-1234 and no more: a personnummer or CPR.
[[nodiscard]] inline bool is_six_and_four(const Tokens& tokens, std::size_t index) {
  const DigitRun run = tokens.digits[index];
  return run.size() == 6 && tokens.text[run.end] == '-' && index + 1 < tokens.digits.size() &&
         tokens.digits[index + 1].start == run.end + 1 && tokens.digits[index + 1].size() == 4 && digits_ahead(tokens, index, 11) == 10;
}

// The words ahead of a place, looked up as far as they are asked for. Cheaper than nearby(), and never deafer.
class WordsBefore {
 public:
  WordsBefore(const Context& in, std::uint32_t start) : in_(in), edge_(start), stop_(start > reach ? start - reach : 0) {}

  // May one of the nearest `words` words have one of these meanings?
  [[nodiscard]] bool may_say(int words, Labels meanings) {
    for (int i = 0; i < words; ++i) {
      if (i == known_) read_next();
      if (label_[static_cast<std::size_t>(i)].any(meanings)) return true;
    }
    return false;
  }

 private:
  static constexpr std::uint32_t reach = 80;
  static constexpr std::size_t most = 6;

  void read_next() {
    Labels& label = label_[static_cast<std::size_t>(known_++)];
    const char* const text = in_.text().data();
    std::uint32_t end = edge_;
    while (end > stop_ && !is_word(text[end - 1])) --end;
    if (edge_ <= stop_ || end == 0 || !is_word(text[end - 1])) {
      edge_ = stop_;
      return;
    }
    edge_ = in_.tokens.word_start(end);
    label = in_.word({edge_, end}).labels;
    if (label.has(Label::number)) label.bits = ~std::uint64_t{0};  // "reg.nr": said by two words together
  }

  const Context& in_;
  std::uint32_t edge_;
  std::uint32_t stop_;
  int known_ = 0;
  std::array<Labels, most> label_{};
};

// What stands right before a place where a number may start.
enum class Ahead : std::uint8_t {
  clear,   // nothing that belongs to it
  number,  // another number, one or two blanks away
  joined,  // a letter or digit, at most a sign between: no start
};
[[nodiscard]] Ahead ahead_of(const Tokens& tokens, std::uint32_t start);

// Does the number that ends at `end` end there? False where a letter follows, or a sign with a digit: "12-3", "1.5", "7:30".
[[nodiscard]] bool ends_number(const Tokens& tokens, std::uint32_t end);

// How near a word before the span speaks of one of these meanings: words away (1, 2, ...), 0 if none does. A meaning whose
// word is followed by another number of five digits and more, before this one, is used up by that number.
[[nodiscard]] int named_before(const Context& in, const Nearby& near, Span span, Labels meanings);

// Does it fill a field of a table by itself: ; | tab, several blanks, quotes or line ends on both sides?
[[nodiscard]] bool fills_field(const Tokens& tokens, Span span);

}  // namespace mask
