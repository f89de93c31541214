// The packages of office documents: a zip archive, its parts, and what relates them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/read/walk.h"
#include "libmask/read/zip.h"

namespace mask {

// An archive that is a document. Failure::damaged where its entries and its directory disagree, or two entries have one name: programs
// would read it differently.
[[nodiscard]] Result<Zip> open_package(std::string_view bytes, Walk& walk);

struct Relation {
  std::string id;
  std::string type;    // the last step of its address: "header"
  std::string target;  // the name of an entry, or what stands there of one outside
  bool is_outside = false;
};

// What a part relates to, in the order of its file; none where there is no such file.
[[nodiscard]] Result<std::vector<Relation>> relations_of(const Zip& zip, std::string_view part, Walk& walk);
[[nodiscard]] const Relation* relation(const std::vector<Relation>& relations, std::string_view id);

// Reads and parses a part. Failure::damaged where it is missing.
[[nodiscard]] Result<void> load_part(pugi::xml_document& document, const Zip& zip, std::string_view part, Walk& walk);

}  // namespace mask
