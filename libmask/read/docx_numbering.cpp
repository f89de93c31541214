// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/docx_numbering.h"

#include <algorithm>
#include <charconv>

#include "libmask/read/list_number.h"
#include "libmask/read/xml.h"

namespace mask {
namespace {

using pugi::xml_node;

long whole_number(std::string_view text, long otherwise) {
  long out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return std::clamp(out, -1'000'000L, 1'000'000L);
}

std::string value_of(const xml_node& node, std::string_view name) { return std::string(attribute(child(node, name), "val")); }

}  // namespace

DocxNumbering::DocxNumbering(const pugi::xml_document& numbering, const pugi::xml_document& styles) {
  std::map<std::string, std::array<Level, levels>> abstract;
  const auto read_level = [](const xml_node& node, Level& level) {
    level.format = value_of(node, "numFmt");
    level.text = value_of(node, "lvlText");
    level.start = whole_number(value_of(node, "start"), 1);
  };
  const auto index_of = [](const xml_node& node) { return whole_number(attribute(node, "ilvl"), 0); };
  const xml_node top = child(numbering, "numbering");
  for (const xml_node& node : top.children()) {
    if (local_name(node) != "abstractNum") continue;
    auto& list = abstract[std::string(attribute(node, "abstractNumId"))];
    for (const xml_node& level : node.children()) {
      const long index = index_of(level);
      if (local_name(level) == "lvl" && index >= 0 && index < levels) read_level(level, list[static_cast<std::size_t>(index)]);
    }
  }
  for (const xml_node& node : top.children()) {
    if (local_name(node) != "num") continue;
    const std::string id(attribute(node, "numId"));
    const std::string root = value_of(node, "abstractNumId");
    auto list = abstract[root];
    bool counts_alone = false;
    for (const xml_node& change : node.children()) {
      const long index = index_of(change);
      if (local_name(change) != "lvlOverride" || index < 0 || index >= levels) continue;
      Level& level = list[static_cast<std::size_t>(index)];
      if (const xml_node other = child(change, "lvl"); !other.empty()) read_level(other, level);
      if (const xml_node start = child(change, "startOverride"); !start.empty()) {
        level.start = whole_number(attribute(start, "val"), 1);
        counts_alone = true;
      }
    }
    lists_[id] = std::move(list);
    roots_[id] = counts_alone ? "num " + id : "abstract " + root;
  }
  for (const xml_node& node : child(styles, "styles").children()) {
    if (local_name(node) != "style" || attribute(node, "type") != "paragraph") continue;
    const xml_node place = child(child(node, "pPr"), "numPr");
    const std::string id(attribute(node, "styleId"));
    styles_[id] = {.base = value_of(node, "basedOn"),
                   .place = {.list = value_of(place, "numId"), .level = static_cast<int>(whole_number(value_of(place, "ilvl"), 0))},
                   .has_level = !child(place, "ilvl").empty()};
    if (attribute(node, "default") == "1") default_style_ = id;
  }
}

DocxNumbering::Place DocxNumbering::place_of(const xml_node& properties) const {
  const xml_node own = child(properties, "numPr");
  Place out{.list = value_of(own, "numId"), .level = 0};
  bool has_level = !child(own, "ilvl").empty();
  if (has_level) out.level = static_cast<int>(whole_number(value_of(own, "ilvl"), 0));
  std::string style = value_of(properties, "pStyle");
  if (style.empty()) style = default_style_;
  for (int i = 0; i < 16 && (out.list.empty() || !has_level); ++i) {
    const auto found = styles_.find(style);
    if (found == styles_.end()) break;
    if (out.list.empty()) out.list = found->second.place.list;
    if (!has_level && found->second.has_level) {
      out.level = found->second.place.level;
      has_level = true;
    }
    style = found->second.base;
  }
  return out;
}

std::string DocxNumbering::next(const xml_node& properties) {
  if (lists_.empty()) return {};
  const Place place = place_of(properties);
  const auto list = lists_.find(place.list);
  if (list == lists_.end() || place.level < 0 || place.level >= levels) return {};
  const auto at = static_cast<std::size_t>(place.level);
  Count& count = counts_[roots_[place.list]];
  for (std::size_t i = 0; i <= at; ++i) {
    if (!count.has_begun[i]) {
      count.value[i] = list->second[i].start - (i == at ? 1 : 0);
      count.has_begun[i] = true;
    }
  }
  ++count.value[at];
  for (std::size_t i = at + 1; i < levels; ++i) count.has_begun[i] = false;
  const Level& level = list->second[at];
  if (level.format == "none") return {};
  if (level.format == "bullet") return level.text.empty() ? "" : "\xE2\x80\xA2";
  std::string out;
  for (std::size_t i = 0; i < level.text.size(); ++i) {
    if (level.text[i] == '%' && i + 1 < level.text.size() && level.text[i + 1] >= '1' && level.text[i + 1] <= '9') {
      const auto which = static_cast<std::size_t>(level.text[++i] - '1');
      out += list_number(count.value[which], list->second[which].format);
    } else {
      out += level.text[i];
    }
  }
  return out;
}

}  // namespace mask
