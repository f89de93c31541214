// Who is who: the same person, number or address gets the same entity wherever it is met.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libmask/find/finding.h"

namespace mask {

// Numbers entities of each type in the order they are first met: 1, 2, 3 ... Numbers are never used again. Of the names and parts of names
// met, the `kept` met last are carried from segment to segment.
class Entities {
 public:
  static constexpr std::size_t kept = 65536;

  struct Answer {
    std::uint32_t entity = 0;
    bool ambiguous = false;  // a part of a name that several have: no entity
  };
  // The entity that `words` names. Case, blanks, separators and the order of the words of a name do not matter. A single word of a name
  // already met is that person, unless two have it; so are several words that all are that person's.
  [[nodiscard]] Answer meet(Type type, std::string_view words);
  // New numbers of the type begin above this.
  void reserve_to(Type type, std::uint32_t number);
  // Forgets all but the `kept` met last. Called between segments.
  void trim();

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  // Chains by key in one pool.
  struct Entry {
    std::uint64_t key = 0;
    std::uint64_t met = 0;      // when it was met last
    std::uint32_t entity = 0;   // 0: a part of several names
    std::uint32_t next = none;  // in its chain
  };
  struct Met {
    Entry& entry;
    bool is_new = false;
  };
  Met look(std::uint64_t key);
  // The person all of whose parts these are; 0 for none.
  [[nodiscard]] std::uint32_t of_all_parts(const std::uint64_t* keys, std::size_t count) const;
  void link(std::size_t chains);

  std::vector<Entry> pool_;
  std::vector<std::uint32_t> chains_;  // a power of two
  std::uint64_t now_ = 0;
  std::array<std::uint32_t, type_count> last_{};
};

}  // namespace mask
