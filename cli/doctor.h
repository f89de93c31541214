// What this machine gives to those who read documents: tried, not believed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/sandbox.h"

namespace cli {

// One thing that a process in the sandbox must not be able to do, and what came of the attempt.
struct Attempt {
  std::string what;  // "open a file"
  bool was_denied = false;
  std::string how;  // "denied", "ended by the filter of system calls", "no descriptor left"
};

// Tries everything, each in a process of its own.
[[nodiscard]] std::vector<Attempt> try_walls(const Sandbox& sandbox);

// A report for people, with its line ends. `is_well`: every wall stands and nothing is missing.
struct Report {
  std::string text;
  bool has_walls = false;
  bool has_data = false;
};
[[nodiscard]] Report examine(const Sandbox& sandbox, const std::string& data);

}  // namespace cli
