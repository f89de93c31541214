// How words are written in running text: with a capital inside sentences or not.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "data/make/names/write.h"

namespace names {

class WordCounts {
 public:
  void add(const std::string& folded_or_plain_text);
  bool add_file(const std::string& path);
  // Of words met at least `least` times inside sentences.
  [[nodiscard]] Statistics statistics(std::uint32_t least) const;

 private:
  struct Count {
    std::uint32_t capital = 0;
    std::uint32_t small = 0;
  };
  std::map<std::uint64_t, Count> counts_;
};

}  // namespace names
