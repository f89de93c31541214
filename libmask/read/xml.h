// XML in documents: no DTD, no entities but the five, and no deeper than the limit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "libmask/read/walk.h"

namespace mask {

// Failure::damaged where it is not well formed, not valid UTF, or nested deeper than the limit.
[[nodiscard]] Result<void> load_xml(pugi::xml_document& document, std::string_view bytes, Walk& walk);

// The name behind the prefix: "p" of "w:p". Prefixes are free to choose, so only this part is compared.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
// The value of an attribute by its local name; empty where there is none.
[[nodiscard]] std::string_view attribute(const pugi::xml_node& node, std::string_view name);
// The first child of that local name.
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
// The first element of that local name anywhere below.
[[nodiscard]] pugi::xml_node find_below(const pugi::xml_node& node, std::string_view name);

}  // namespace mask
