// Where results go: one place for all, or a file for each input in a folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "libmask/base/result.h"

namespace cli {

[[nodiscard]] bool is_folder(const std::string& path);
// Are they one file? ("-" is standard input.)
[[nodiscard]] bool is_one_file(const std::string& input, const std::string& other);

// The file of each input in `folder`: its name, with `suffix` behind it. Failure::usage where two would get one name, or one has none.
[[nodiscard]] mask::Result<std::vector<std::string>> targets_in(const std::string& folder, const std::vector<std::string>& files,
                                                                const std::string& suffix);

}  // namespace cli
