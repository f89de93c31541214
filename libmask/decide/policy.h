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
  friend bool operator==(const TypeRule&, const TypeRule&) = default;
};

struct Policy {
  std::string name;
  bool masks_officials = true;
  bool masks_elected = true;
  Style style = Style::label;
  std::array<TypeRule, type_count> types;
  std::vector<std::string> allow;  // paths of files of words that are never masked
  std::vector<std::string> deny;   // paths of files of words that always are

  [[nodiscard]] const TypeRule& of(Type type) const { return types[static_cast<std::size_t>(type)]; }
  [[nodiscard]] TypeRule& of(Type type) { return types[static_cast<std::size_t>(type)]; }
};

// Reads a policy file. Failure::configuration with line and column where it is no TOML, or has a key, type, style or value that is not
// known. Relative paths in it are seen from its folder.
[[nodiscard]] Result<Policy> load_policy(const std::string& path);

}  // namespace mask
