// Names of every background to put in the place of others, and invented ones that no list holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/make/names/random.h"

namespace names {

class NamePool {
 public:
  // Reads the lists of a folder of gazetteers.
  [[nodiscard]] static std::optional<NamePool> load(const std::string& folder);

  struct Name {
    std::string text;
    bool is_known = true;  // false: made up
  };
  [[nodiscard]] Name first_name(Random& random) const { return pick(first_, random); }
  [[nodiscard]] Name last_name(Random& random) const { return pick(last_, random); }

 private:
  using Lists = std::vector<std::vector<std::string>>;  // one list a background
  [[nodiscard]] static Name pick(const Lists& lists, Random& random);
  Lists first_;
  Lists last_;
};

}  // namespace names
