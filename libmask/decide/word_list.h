// Words that somebody listed, to be masked always or never.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/base/span.h"
#include "libmask/text/tokens.h"

namespace mask {

// One word or phrase a line; case and the blanks between words do not matter. Lines that begin with # are comments.
class WordList {
 public:
  // Failure::configuration where a file cannot be read.
  [[nodiscard]] static Result<WordList> load(const std::vector<std::string>& paths);
  void add(std::string_view phrase);

  [[nodiscard]] bool empty() const { return phrases_.empty(); }
  // Is all of `words` one entry of the list?
  [[nodiscard]] bool holds(std::string_view words) const;
  // The entries that stand in a text, longest first where several begin together, sorted by start.
  [[nodiscard]] std::vector<Span> find_in(const Tokens& tokens) const;

 private:
  struct Phrase {
    std::uint64_t first = 0;  // key of its first word
    std::uint64_t all = 0;    // of all its words in order
    std::uint32_t words = 0;
    friend auto operator<=>(const Phrase&, const Phrase&) = default;
  };
  std::vector<Phrase> phrases_;  // sorted
};

}  // namespace mask
