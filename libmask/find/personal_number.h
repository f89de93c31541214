// Numbers of ten or twelve digits that may be somebody's personal number: how they are written, and what stands around them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "libmask/find/context.h"

namespace mask {

// What stands between the date and the serial. Loose: a blank, full stop or slash, which stand between many other numbers too.
enum class Joint : std::uint8_t { none, hyphen, plus, loose, line };

struct PersonalNumber {
  std::array<std::uint8_t, 20> digit{};  // the first 12; what is copied eight bytes at a time may run over
  std::uint8_t count = 0;                // 10 or 12
  Joint joint = Joint::none;
  bool grouped = false;  // the date stands in groups: 84 05 17-2381
  bool split = false;    // the serial is broken: 840517-23 81
  bool chained = false;  // a letter or a hyphen stands directly beside it
  bool coded = false;    // chained to a few capitals, as in an article's number: NT-100918-0207
  bool glued = false;    // a word runs into it
  bool crowded = false;  // another number stands one blank away, as in a row of numbers
  Span span;

  // The last ten digits, which carry the check digits of both countries.
  [[nodiscard]] std::span<const std::uint8_t, 10> ten() const { return std::span<const std::uint8_t, 10>(digit.data() + count - 10, 10); }
  [[nodiscard]] int two(std::size_t at) const { return digit[at] * 10 + digit[at + 1]; }
  // 000000-0000, as in forms yet to be filled in
  [[nodiscard]] bool is_blank() const {
    return std::ranges::all_of(ten(), [](std::uint8_t d) { return d == 0; });
  }
  // Only a hyphen or a plus sign makes the form a personal number's own.
  [[nodiscard]] bool is_strong() const { return joint == Joint::hyphen || joint == Joint::plus; }
};

// The joint between run `index` and the next; false where nothing joins them.
[[nodiscard]] bool read_joint(const Tokens& tokens, std::size_t index, Joint& joint);
// Reads `runs` runs from `index` on as one number of ten or twelve digits; false where they are no such number.
[[nodiscard]] bool read_personal(const Tokens& tokens, std::size_t index, PersonalNumber& out);

// What is said near a number.
struct Surroundings {
  int label = 0;  // words to the nearest word for a personal number or a birth; 0: none
  Label kind = Label::national_id;
  bool says_cpr = false;      // that word is cpr or a compound of it
  bool organisation = false;  // a word for an organisation's number stands nearer
  bool against = false;       // a word for another thing's number stands nearer
  bool named = false;         // no such label, but two capitalised words, as a name, stand beside it
};
[[nodiscard]] Surroundings look_around(const Context& in, Span span);
// Is the word "P-nr", which is a place of production, and not "pnr"?
[[nodiscard]] bool is_production_label(std::string_view word);

// A first look, a few nanoseconds: can run `index` of `size` digits begin a number of ten or twelve digits?
[[nodiscard]] inline bool may_begin_personal(const Tokens& tokens, std::size_t index, std::size_t size) {
  const DigitRun* const run = tokens.digits.data() + index;
  const std::size_t left = tokens.digits.size() - index;  // runs from this one on
  switch (size) {
    case 6:
    case 8:
      if (left < 2 || run[1].start - run[0].end > 8) return false;
      // A serial of four digits, or the head of one behind a hyphen.
      return run[1].size() == 4 || (run[1].size() < 4 && tokens.text[run[1].start - 1] == '-');
    case 2:
      // Two digits, a sign, two digits, a sign, two digits, at most eight bytes, four digits.
      if (left < 4 || run[3].end - run[0].start > 20 || run[3].size() != 4) return false;
      return run[1].size() == 2 && run[2].size() == 2 && run[1].start - run[0].end == 1;
    case 4: {
      if (left < 3 || run[1].start - run[0].end != 1) return false;
      const std::uint32_t next = run[1].size();
      // 1984 0517-2381: a blank, and a hyphen (or a hyphen and blanks); not the groups of an account.
      if (next == 4)
        return run[2].size() == 4 && tokens.text[run[0].end] == ' ' && (run[2].start - run[1].end != 1 || tokens.text[run[1].end] == '-');
      return next == 2 && (run[2].size() == 4 || (left > 3 && run[2].size() == 2 && run[3].size() == 4));
    }
    default: return true;
  }
}

// Calls visit(number) for every number of ten or twelve digits of the stretch that is written as a personal number may be.
template <typename Visit>
void each_personal_number(const Context& in, Visit visit) {
  PersonalNumber number;
  for (const std::size_t size : {std::size_t{6}, std::size_t{8}, std::size_t{10}, std::size_t{12}, std::size_t{2}, std::size_t{4}}) {
    for (const std::uint32_t index : in.runs_of(size)) {
      if (may_begin_personal(in.tokens, index, size) && read_personal(in.tokens, index, number)) visit(number);
    }
  }
}

}  // namespace mask
