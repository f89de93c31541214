// Any folded text: the scanner finds with every kind of vectors what its slow twin finds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/scan.h"

#include <algorithm>

#include "libmask/base/simd.h"
#include "libmask/text/fold.h"
#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::require;

void compare(const Tokens& fast, const Tokens& slow) {
  require(fast.text == slow.text, "text");
  // What lies behind the last word's bits is of no account, but one zero word is there.
  const std::size_t blocks = (slow.text.size() + 63) / 64;
  require(fast.word_bits.size() > blocks && fast.word_bits[blocks] == 0, "a zero word follows the last");
  require(std::equal(slow.word_bits.begin(), slow.word_bits.begin() + static_cast<std::ptrdiff_t>(blocks), fast.word_bits.begin()),
          "word bits");
  require(std::ranges::equal(fast.digits, slow.digits), "digit runs");
  require(fast.capitals == slow.capitals, "capitals");
  require(fast.ats == slow.ats, "@");
}

void walk(const Tokens& tokens) {
  for (std::uint32_t at = 0; at < tokens.size(); ++at) {
    if (!tokens.in_word(at)) continue;
    const Span word{tokens.word_start(at + 1), tokens.word_end(at)};
    require(word.start <= at && word.end > at && word.end <= tokens.size(), "a word holds its bytes");
    require(!tokens.in_word(std::int64_t{word.start} - 1) && !tokens.in_word(word.end), "a word is whole");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Padded padded(fuzz::as_text(data, size));
  Folded folded;
  if (fold(padded.text(), folded)) return 0;
  Tokens slow;
  scan_slowly(folded.text(), slow);
  walk(slow);
  Tokens fast;  // reused, as in the program
  for (const std::string_view target : simd_targets()) {
    force_simd(target);
    scan(folded.text(), fast);
    compare(fast, slow);
  }
  return 0;
}
