// Where the networks lie, and which there are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "libocr/recognise.h"

namespace ocr {

// A network on disk. `path` is empty where there is none.
struct NetworkFile {
  std::string path;
  bool is_ours = false;  // from the folder of installed data, not Debian's
};
[[nodiscard]] NetworkFile find_network(const std::string& data, const std::string& language);

// Reads the networks of "swe+dan". Failure::data where one is missing or cannot be read.
[[nodiscard]] mask::Result<Networks> load_networks(const std::string& data, const std::string& languages);

// The parts of "swe+dan"; empty where it is not so written.
[[nodiscard]] std::vector<std::string> split_languages(const std::string& languages);

}  // namespace ocr
