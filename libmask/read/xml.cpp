// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/xml.h"

namespace mask {

Result<void> load_xml(pugi::xml_document& document, std::string_view bytes, Walk& walk) {
  if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_full | pugi::parse_ws_pcdata))
    return fail(Failure::damaged, "its XML is damaged");
  // Down, then aside, then up: without recursion, since nothing tells yet how deep it is.
  std::uint64_t depth = 0;
  for (pugi::xml_node node = document; !node.empty();) {
    if (const pugi::xml_node first = node.first_child(); !first.empty()) {
      if (++depth > walk.element_depth())
        return walk.over_limit("its XML is nested deeper than the limit of " + std::to_string(walk.element_depth()));
      node = first;
      continue;
    }
    while (!node.empty() && node.next_sibling().empty()) {
      node = node.parent();
      --depth;
    }
    node = node.next_sibling();
  }
  return {};
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& a : node.attributes()) {
    const std::string_view whole = a.name();
    const std::size_t colon = whole.find(':');
    if ((colon == std::string_view::npos ? whole : whole.substr(colon + 1)) == name) return a.value();
  }
  return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& c : node.children()) {
    if (local_name(c) == name) return c;
  }
  return {};
}

pugi::xml_node find_below(const pugi::xml_node& node, std::string_view name) {
  return node.find_node([name](const pugi::xml_node& n) { return local_name(n) == name; });
}

}  // namespace mask
