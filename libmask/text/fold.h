// The folded view: what a reader sees, in one plain spelling, with a way back to the bytes as they were written.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/positions.h"

namespace mask {

// Bytes of folded text that stand for signs outside ASCII. (Real control characters are folded away.)
inline constexpr char folded_section = '\x01';  // §
inline constexpr char folded_degree = '\x02';   // degree sign, masculine ordinal
inline constexpr char folded_money = '\x03';    // euro, pound, yen
inline constexpr char folded_sign = '\x04';     // any other sign that is no letter
inline constexpr char folded_prime = '\x05';    // minutes of arc; two of them: seconds
inline constexpr char folded_bullet = '\x06';   // bullet, middle dot
inline constexpr char folded_mark = '\x07';     // what stands for something masked: [PERSON 1]

// Folding
// - takes away soft hyphens, zero-width and direction marks, combining marks that compose with nothing, control characters, terminal
// escapes;
// - composes letters (a + ring -> å), and writes ligatures, full-width, mathematical and circled forms, other scripts' digits and
// look-alike
//   letters (Cyrillic о, Greek Α) with the plain letter or digit they look like;
// - writes every blank (no-break, thin, ideographic) as a space, every dash as '-', every quote as ' or ", the ideographic full stop as
// '.';
// - joins a word or number broken over a line end with a hyphen ("Niel-\nsen" -> "Nielsen", "20150612-\n2389" -> "20150612-2389");
// - reads character references (&aring; &#229; &nbsp;);
// - writes the letters O, o, l and I as digits inside numbers ("17O528-1l44"), and joins digits set apart by single blanks (form boxes).
// What folding writes is never longer than what it read.
class Folded {
 public:
  // A replacement: `size` folded bytes at `folded` stand for `length` bytes of the original at `original`. They belong together: a span
  // that touches one folded byte of it takes in all of the original.
  struct Edit {
    std::uint32_t folded = 0;
    std::uint32_t size = 0;
    std::uint32_t original = 0;
    std::uint32_t length = 0;
    friend constexpr bool operator==(const Edit&, const Edit&) = default;
  };

  // The folded text, with scan_margin zero bytes before and after.
  [[nodiscard]] std::string_view text() const { return text_; }
  // The span of the original that a span of the folded text was written with.
  [[nodiscard]] Span original(Span folded) const;
  // The same for spans that come in order of their starts, without a search for each.
  class WayBack {
   public:
    explicit WayBack(const Folded& folded) : edits_(folded.edits_) {}
    [[nodiscard]] Span original(Span folded);

   private:
    std::span<const Edit> edits_;
    std::size_t next_ = 0;  // the first edit that begins after the last start
  };
  // The span of the folded text that holds what the original span was folded to.
  [[nodiscard]] Span folded(Span original) const;
  // Writes folded_mark over what these spans of the original were folded to, so that it says nothing. Spans are sorted and apart.
  void hide(std::span<const Span> originals);
  [[nodiscard]] bool is_identity() const { return edits_.empty(); }
  [[nodiscard]] const std::vector<Edit>& edits() const { return edits_; }

 private:
  friend class Folder;
  std::string_view text_;
  std::vector<Edit> edits_;  // sorted, apart from each other
  Positions odd_;
  std::vector<char> storage_;
};

// Folds `text`, which must have scan_margin readable zero bytes on both sides, into `out`, which is reused. Where nothing needs folding the
// view is the text itself. Gives the offset of the first byte that is not UTF-8 (RFC 3629), if there is one; `out` is then of no use.
[[nodiscard]] std::optional<std::size_t> fold(std::string_view text, Folded& out);

// The offset of the first byte that is not UTF-8, byte by byte.
[[nodiscard]] std::optional<std::size_t> first_invalid(std::string_view text);

}  // namespace mask
