// The words of stand-ins: PERSON, PERSONNUMMER, ADRESSE.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/find/finding.h"
#include "libmask/text/language.h"

namespace mask {

// What a mask of each type is called.
class LabelTable {
 public:
  // The words of a language.
  [[nodiscard]] static LabelTable of(Language language);
  // The same with the rows of a file on top: `TYPE<TAB>WORD` a line, where TYPE may be a kind, `national_id` or `dk.cpr`.
  // Failure::configuration where a row cannot be read.
  [[nodiscard]] Result<LabelTable> with_file(const std::string& path) const;

  void set(Type type, std::string word);
  [[nodiscard]] std::string_view word(Type type, Kind kind) const;

  // Every word that any language's labels have, and those of this table: what find_placeholders looks for.
  [[nodiscard]] std::vector<std::string_view> all_words() const;
  // Masks of this type are written without brackets; without a number.
  void set_bare(Type type) { bare_[static_cast<std::size_t>(type)] = true; }
  void set_unnumbered(Type type) { unnumbered_[static_cast<std::size_t>(type)] = true; }
  [[nodiscard]] bool is_bare(Type type) const { return bare_[static_cast<std::size_t>(type)]; }
  [[nodiscard]] bool is_unnumbered(Type type) const { return unnumbered_[static_cast<std::size_t>(type)]; }

  // Are masks of this type numbered?
  [[nodiscard]] static bool is_numbered(Type type) { return type == Type::person || type == Type::organisation || type == Type::place; }

 private:
  std::array<bool, type_count> bare_{};
  std::array<bool, type_count> unnumbered_{};
  std::array<std::string, type_count> types_;
  std::array<std::string, kind_count> kinds_;  // empty: as the type
};

}  // namespace mask
