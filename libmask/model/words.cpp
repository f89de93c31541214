// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/words.h"

namespace mask {

void read_words(std::string_view folded, std::uint32_t from, std::uint32_t to, std::vector<ModelWord>& out) {
  out.clear();
  const auto run_end = [&](std::uint32_t at) {
    const auto goes_on = [](char c) {
      return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    };
    while (at < to && goes_on(folded[at])) ++at;
    return at;
  };
  WordReader reader(folded, from, to, run_end);
  for (ModelWord word; reader.next(word);) out.push_back(word);
}

}  // namespace mask
