// The words of a folded text as the model reads them: whole words with their hyphens, single signs, and what stands before each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/fold.h"

namespace mask {

// What stands between a word and the one before it.
enum class WordGap : std::uint8_t { none, blank, wide, line, paragraph };

struct ModelWord {
  Span span;
  WordGap gap = WordGap::blank;
  bool is_open = true;  // is the model asked what it is?
  friend constexpr bool operator==(const ModelWord&, const ModelWord&) = default;
};

// A word is a run of letters and digits, on over a single - ' . @ _ / between two of them ("Anna-Lena", "bl.a", "A/S"), over a colon before
// a small letter ("EU:s"), and with its full stop where it is one capital letter ("S."). Every other sign that is no blank stands alone, a
// mark of something masked as one. Only [from, to) of the text is looked at. `out` is reused.
void read_words(std::string_view folded, std::uint32_t from, std::uint32_t to, std::vector<ModelWord>& out);

// The same, one word after the other. `run_end` gives the end of the unbroken run of letters and digits that holds a byte.
template <typename RunEnd>
class WordReader {
 public:
  WordReader(std::string_view folded, std::uint32_t from, std::uint32_t to, RunEnd run_end)
      : text_(folded), at_(from), to_(to), run_end_(run_end) {}

  // False where there is none left.
  bool next(ModelWord& out) {
    int line_ends = 0;
    int blanks = 0;
    for (; at_ < to_ && is_blank(text_[at_]); ++at_) {
      line_ends += text_[at_] == '\n' ? 1 : 0;
      blanks += text_[at_] == '\t' ? 2 : 1;
    }
    if (at_ >= to_) return false;
    out.gap = is_first_ || line_ends > 1 ? WordGap::paragraph
              : line_ends == 1           ? WordGap::line
              : blanks > 1               ? WordGap::wide
              : blanks == 1              ? WordGap::blank
                                         : WordGap::none;
    is_first_ = false;
    const std::uint32_t end = end_of_word();
    out.span = {at_, end};
    at_ = end;
    return true;
  }

 private:
  static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v') || c == '\0'; }
  static bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  }
  static bool is_joint(char c) { return c == '-' || c == '\'' || c == '.' || c == '@' || c == '_' || c == '/'; }
  static bool is_small(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

  std::uint32_t end_of_word() const {
    const char c = text_[at_];
    std::uint32_t end = at_ + 1;
    if (!is_word_byte(c)) {
      while (c == folded_mark && end < to_ && text_[end] == folded_mark) ++end;
      return end;
    }
    for (;;) {
      end = run_end_(end - 1);
      if (end + 1 >= to_ || !is_word_byte(text_[end + 1])) break;
      if (!is_joint(text_[end]) && (text_[end] != ':' || !is_small(text_[end + 1]))) break;
      end += 2;
    }
    const bool is_capital =
        (c >= 'A' && c <= 'Z' && end == at_ + 1) || (c == '\xC3' && end == at_ + 2 && static_cast<unsigned char>(text_[at_ + 1]) < 0x9F);
    return is_capital && end < to_ && text_[end] == '.' ? end + 1 : end;
  }

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t to_;
  RunEnd run_end_;
  bool is_first_ = true;
};

}  // namespace mask
