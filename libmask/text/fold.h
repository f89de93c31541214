// The folded view: what a reader sees, in one plain spelling, with a way back to the bytes as they were written.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"

namespace mask {

// Bytes of folded text that stand for signs outside ASCII. (Real control characters are folded away.)
inline constexpr char folded_section = '\x01';  // §
inline constexpr char folded_degree = '\x02';   // degree sign, masculine ordinal
inline constexpr char folded_money = '\x03';    // euro, pound, yen
inline constexpr char folded_sign = '\x04';     // any other sign that is no letter
inline constexpr char folded_prime = '\x05';    // minutes of arc; two of them: seconds
inline constexpr char folded_bullet = '\x06';   // bullet, middle dot

// Folding
// - takes away soft hyphens, zero-width and direction marks, combining marks that compose with nothing, control characters, terminal escapes;
// - composes letters (a + ring -> å), and writes ligatures, full-width, mathematical and circled forms, other scripts' digits and look-alike
//   letters (Cyrillic о, Greek Α) with the plain letter or digit they look like;
// - writes every blank (no-break, thin, ideographic) as a space, every dash as '-', every quote as ' or ", the ideographic full stop as '.';
// - joins a word or number broken over a line end with a hyphen ("Niel-\nsen" -> "Nielsen", "20150612-\n2389" -> "20150612-2389");
// - reads character references (&aring; &#229; &nbsp;);
// - writes the letters O, o, l and I as digits inside numbers ("17O528-1l44"), and joins digits set apart by single blanks (form boxes).
class Folded {
 public:
  // The folded text, with 64 zero bytes before and after (so that it can be scanned).
  [[nodiscard]] std::string_view text() const { return text_; }
  // The span of the original that a span of the folded text was written with.
  [[nodiscard]] Span original(Span folded) const;
  // The folded position where the original byte `position` went.
  [[nodiscard]] std::uint32_t folded(std::uint32_t position) const;
  [[nodiscard]] bool is_identity() const { return edits_.empty(); }

 private:
  friend class Folder;
  // From `folded` on, original = folded + shift, until the next edit. `size` folded bytes at `folded` were written with the original bytes up to
  // the next shift's start: an edit owns [folded, folded + size) as a whole.
  struct Edit {
    std::uint32_t folded = 0;    // where the replacement begins in the folded text
    std::uint32_t size = 0;      // of the replacement
    std::uint32_t original = 0;  // where what it replaces begins
    std::uint32_t length = 0;    // of what it replaces
  };
  std::string_view text_;
  std::vector<Edit> edits_;
  std::vector<char> storage_;
};

// Folds `text`, which must be valid UTF-8, with scan_margin readable zero bytes on both sides. Where nothing needs folding the view is the text itself.
// `out` is reused.
void fold(std::string_view text, Folded& out);

// The offset of the first byte that is not UTF-8 (RFC 3629), if any.
[[nodiscard]] std::optional<std::size_t> first_invalid(std::string_view text);

}  // namespace mask
