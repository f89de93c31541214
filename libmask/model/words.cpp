// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/words.h"

#include "libmask/text/fold.h"

namespace mask {
namespace {

constexpr bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_joint(char c) { return c == '-' || c == '\'' || c == '.' || c == '@' || c == '_' || c == '/'; }
constexpr bool is_small(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

void read_words(std::string_view folded, std::uint32_t from, std::uint32_t to, std::vector<ModelWord>& out) {
  out.clear();
  WordGap gap = WordGap::paragraph;
  int line_ends = 0;
  int blanks = 0;
  for (std::uint32_t at = from; at < to;) {
    const char c = folded[at];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\0') {
      if (c == '\n') ++line_ends;
      blanks += c == '\t' ? 2 : 1;
      ++at;
      continue;
    }
    if (!out.empty()) {
      gap = line_ends > 1    ? WordGap::paragraph
            : line_ends == 1 ? WordGap::line
            : blanks > 1     ? WordGap::wide
            : blanks == 1    ? WordGap::blank
                             : WordGap::none;
    }
    line_ends = 0;
    blanks = 0;
    std::uint32_t end = at + 1;
    if (c == folded_mark) {
      while (end < to && folded[end] == folded_mark) ++end;
    }
    if (is_word_byte(c)) {
      for (;;) {
        while (end < to && is_word_byte(folded[end])) ++end;
        if (end + 1 >= to || !is_word_byte(folded[end + 1])) break;
        if (is_joint(folded[end]) || (folded[end] == ':' && is_small(folded[end + 1]))) {
          ++end;
          continue;
        }
        break;
      }
      const bool is_capital =
          (c >= 'A' && c <= 'Z' && end == at + 1) || (c == '\xC3' && end == at + 2 && static_cast<unsigned char>(folded[at + 1]) < 0x9F);
      if (is_capital && end < to && folded[end] == '.') ++end;
    }
    out.push_back({{at, end}, gap});
    at = end;
  }
}

}  // namespace mask
