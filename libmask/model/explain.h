// Why the name model holds words for a person: what each word around them, and each two of them, adds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/model/names.h"

namespace mask {

// One reason. It holds words of the text.
struct NameReason {
  std::string what;         // "the word before: handläggare"
  std::int32_t weight = 0;  // for a person and against no name, in thousandths of a natural logarithm
};

// The heaviest reasons, for and against, that speak on the words of `name` in `text` (as written), at most `most`. Empty where the text
// cannot be read.
[[nodiscard]] std::vector<NameReason> reasons_of(const NameModel& model, const Lexicon& lexicon, std::string_view text, Span name,
                                                 name_features::Genre genre, std::size_t most);
// "+2.4 the word before: handläggare"
[[nodiscard]] std::string in_words(const NameReason& reason);

}  // namespace mask
