// Whole-document sense: once somebody's name is found, its parts are found wherever else they stand, before and after.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libmask/find/finding.h"
#include "libmask/find/word_memo.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/text/tokens.h"

namespace mask {

// The rule of what is found here, as Finding::rule.
inline constexpr std::uint8_t known_person_rule = 254;

// The parts of the names found in one text. Its memory is kept from text to text.
class KnownPersons {
 public:
  // Takes in the names among `findings`: sorted, their spans over tokens.text. `shares_roles`: every mention of a full name gets the role
  // that one has, and so do its parts.
  void learn(const Tokens& tokens, const Lexicon& lexicon, Findings& findings, bool shares_roles = true);
  // Gives bare mentions the role of the one whose name they are part of, and adds bare surnames, first names, genitives, slips of one
  // letter in long names, and initials of the names taken in, where no finding of a person stands yet. `findings` must be the same; what is
  // added stands behind them, in order.
  void find(const Tokens& tokens, const Lexicon& lexicon, WordMemo& memo, Findings& findings) const;

 private:
  struct Part {
    std::uint64_t key = 0;  // of the word; 0: free
    Role role = Role::none;
    bool is_bare = false;    // met alone only
    bool also_word = false;  // an ordinary word or place too: found only where nothing else is likely
  };
  struct LongPart {  // where slips are looked for
    std::uint64_t key = 0;
    std::uint32_t bucket = 0;
    Span span;
    Role role = Role::none;
  };

  struct Name {  // as a finding has it
    std::uint32_t finding = 0;
    bool is_full = false;
    std::uint64_t first_key = 0;  // of its first word; 0: it has none
    std::uint64_t key = 0;        // of all its words, whatever their order
    std::uint64_t order = 0;      // the same, but not the same in another order
  };
  struct NamedRole {
    std::uint64_t key = 0;  // of a full name; 0: free
    Role role = Role::none;
  };

  void share_roles(Findings& findings);
  void learn_name(const Tokens& tokens, const Lexicon& lexicon, const Finding& finding, const Name& name);
  void add_part(const Tokens& tokens, const Lexicon& lexicon, Span word, Role role, bool is_full);
  void add_initials(char first, char last);
  [[nodiscard]] const Part* part(std::uint64_t key) const;
  void insert(const Part& part);
  [[nodiscard]] const LongPart* one_letter_off(const Tokens& tokens, Span word) const;
  [[nodiscard]] bool look_at(const Tokens& tokens, Span word, Findings& findings) const;
  void look_for_slip(const Tokens& tokens, const Lexicon& lexicon, WordMemo& memo, Span word, Findings& findings) const;
  void look_at_small(const Tokens& tokens, const Lexicon& lexicon, Span word, Findings& findings) const;
  void look_at_initials(const Tokens& tokens, std::uint32_t start, Findings& findings) const;

  std::vector<Part> parts_;  // open addressing; a power of two
  std::size_t count_ = 0;
  std::vector<LongPart> long_parts_;  // sorted by bucket
  std::vector<Name> names_;           // all that were found, in their order
  std::vector<NamedRole> roles_;
  std::array<std::uint64_t, 1024> learnt_{};   // names taken in lately
  std::array<std::uint64_t, 16> sketch_{};     // a bit for each first two letters of a long part
  std::array<std::uint64_t, 128> openings_{};  // a bit for each first three bytes, hashed
  std::uint32_t initials_[26] = {};            // by first initial: a bit for each last
  bool has_initials_ = false;
  bool shares_roles_ = true;
};

}  // namespace mask
