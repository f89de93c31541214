// What is masked, how, and from which score: a TOML file that an agency can read and change (man 5 maskros-policy).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/decide/style.h"
#include "libmask/find/finding.h"

namespace mask {

// Scores from which a type is masked unless the policy says otherwise.
inline constexpr std::uint16_t usual_threshold = 500;
inline constexpr std::uint16_t person_threshold = 350;

struct TypeRule {
  bool masked = false;
  std::uint16_t from = usual_threshold;  // thousandths
  std::optional<Style> style;            // else the policy's
  std::string label;                     // else the language's word
  bool is_bare = false;                  // the label stands without brackets
  bool is_numbered = true;               // where masks of this type are at all
  std::uint16_t review = 1001;           // from this score up to `from`, a person is asked before something is published; above 1000: never
  friend bool operator==(const TypeRule&, const TypeRule&) = default;
};

// A value of a table or of JSON that is replaced whole, because another of its row or object says so.
struct Replacement {
  std::vector<std::string> when;    // names of columns ...
  std::vector<std::string> is;      // ... that hold one of these (nothing: any row) ...
  std::vector<std::string> column;  // ... have the cells of these columns replaced ...
  std::string with;                 // ... by this
  friend bool operator==(const Replacement&, const Replacement&) = default;
};

struct Policy {
  std::string name;
  bool masks_officials = true;
  bool masks_elected = true;
  Style style = Style::label;
  bool protects_records = false;  // a cue of protected identity counts for its row or record, not for all of a table
  std::array<TypeRule, type_count> types;
  std::vector<Replacement> replacements;
  std::vector<std::string> allow;  // paths of files of words that are never masked
  std::vector<std::string> deny;   // paths of files of words that always are

  [[nodiscard]] const TypeRule& of(Type type) const { return types[static_cast<std::size_t>(type)]; }
  [[nodiscard]] TypeRule& of(Type type) { return types[static_cast<std::size_t>(type)]; }
};

// Reads a policy file. Failure::configuration with line and column where it is no TOML, or has a key, type, style or value that is not
// known. Relative paths in it are seen from its folder.
[[nodiscard]] Result<Policy> load_policy(const std::string& path);

}  // namespace mask
