// Streets with their numbers: Karin Boyes gata 4, Sct. Mogens Gade 41, lyngvej 4 a.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "libmask/find/context.h"

namespace mask {

struct Street {
  Span span;  // name, number and what unit_end() reads after it
  std::uint32_t number_end = 0;
  bool plain = false;  // its name can be nothing but a street's
  bool capital = false;
  bool has_unit = false;
  bool whole = false;  // the ending stands as a word of its own with nothing before it
};

// The street whose number is digit run `index`, judged by its own words alone.
[[nodiscard]] std::optional<Street> read_street(const Context& in, std::size_t index);

// What read_street() said, kept for those who ask again.
class Streets {
 public:
  explicit Streets(const Context& in) : in_(in) {}
  // The street whose number is digit run `index`; null where none is.
  [[nodiscard]] const Street* at(std::size_t index) {
    return follows_street(in_.tokens, in_.tokens.digits[index].start) ? look_up(index) : nullptr;
  }

  // Does a word that may be a street's stand before the number that starts at `pos`?
  [[nodiscard]] static bool follows_street(const Tokens& tokens, std::uint32_t pos);

 private:
  static constexpr std::size_t room = 256;
  [[nodiscard]] const Street* look_up(std::size_t index);

  const Context& in_;
  std::array<std::uint32_t, room> keys_{};  // the index, and one
  std::array<std::optional<Street>, room> streets_;
};

// Where a street with its number ends within some forty bytes before `pos`, before which stands no digit run but those under `index`; 0
// where none does.
[[nodiscard]] std::uint32_t street_before(const Context& in, Streets& streets, std::uint32_t pos, std::size_t index);

// The number of a house in digit run `index` with its letter or range: 17 B, 21A, 12-14; 0 where the run is part of something else.
[[nodiscard]] std::uint32_t house_number_end(const Tokens& tokens, std::size_t index);

// One bit for each mix of the last three bytes of an ending in data/*/streets.tsv.
extern const std::array<std::uint64_t, 32> street_tails;
[[nodiscard]] constexpr unsigned mix_tail(char a, char b, char c) {
  const auto low = [](char x) { return static_cast<unsigned>(static_cast<unsigned char>(x) | 0x20U); };
  return (low(a) * 0x1F3U ^ low(b) * 0x3DU ^ low(c) * 0x9U) & 2047U;
}
// Can a word that ends in these three bytes be a street? Lets through a few others; tells apart nearly all words at once.
[[nodiscard]] inline bool may_end_street(std::string_view tail) {
  const unsigned bit = mix_tail(tail[0], tail[1], tail[2]);
  return (street_tails[bit / 64] >> (bit % 64) & 1) != 0;
}

inline bool Streets::follows_street(const Tokens& tokens, std::uint32_t pos) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  const char* end = tokens.text.data() + pos;  // a margin can be read before the text
  if (blank(end[-1])) {
    end -= blank(end[-2]) ? 2 : 1;
  } else if (end[-1] == '\n') {
    --end;  // a line break in the midst
  }
  return may_end_street({end - 3, 3});
}

}  // namespace mask
