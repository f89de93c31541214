// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/package.h"

#include <algorithm>
#include <set>

#include "libmask/read/xml.h"

namespace mask {
namespace {

// "word/" + "../media/a.png" -> "media/a.png"
std::string resolved(std::string_view folder, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, end);
      if (step == "..") {
        if (!steps.empty()) steps.pop_back();
      } else if (!step.empty() && step != ".") {
        steps.push_back(step);
      }
      path.remove_prefix(std::min(end + 1, path.size()));
    }
  };
  if (!target.starts_with('/')) walk(folder);
  walk(target);
  std::string out;
  for (const std::string_view step : steps) {
    if (!out.empty()) out += '/';
    out += step;
  }
  return out;
}

}  // namespace

Result<Zip> open_package(std::string_view bytes, Walk& walk) {
  auto zip = Zip::open(bytes, walk);
  if (!zip) return zip;
  if (!zip->agrees()) return fail(Failure::damaged, "its archive is damaged: what stands before an entry is not what the directory says");
  std::set<std::string> names;
  for (const ZipEntry& entry : zip->entries()) {
    std::string name = entry.name;
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!names.insert(std::move(name)).second) return fail(Failure::damaged, "its archive is damaged: two entries have one name");
  }
  return zip;
}

Result<std::vector<Relation>> relations_of(const Zip& zip, std::string_view part, Walk& walk) {
  const std::size_t slash = part.rfind('/');
  const std::string folder(slash == std::string_view::npos ? std::string_view() : part.substr(0, slash));
  const std::string_view file = slash == std::string_view::npos ? part : part.substr(slash + 1);
  const std::string name = (folder.empty() ? "" : folder + "/") + "_rels/" + std::string(file) + ".rels";
  std::vector<Relation> out;
  if (!zip.find(name)) return out;
  pugi::xml_document document;
  if (auto loaded = load_part(document, zip, name, walk); !loaded) return std::unexpected(loaded.error());
  for (const pugi::xml_node& node : child(document, "Relationships").children()) {
    if (local_name(node) != "Relationship") continue;
    const std::string_view type = attribute(node, "Type");
    const std::string_view target = attribute(node, "Target");
    const bool is_outside = attribute(node, "TargetMode") == "External";
    out.push_back({.id = std::string(attribute(node, "Id")),
                   .type = std::string(type.substr(type.rfind('/') + 1)),
                   .target = is_outside ? std::string(target) : resolved(folder, target),
                   .is_outside = is_outside});
  }
  return out;
}

const Relation* relation(const std::vector<Relation>& relations, std::string_view id) {
  const auto found = std::ranges::find(relations, id, &Relation::id);
  return found == relations.end() ? nullptr : &*found;
}

Result<void> load_part(pugi::xml_document& document, const Zip& zip, std::string_view part, Walk& walk) {
  const auto entry = zip.find(part);
  if (!entry) return fail(Failure::damaged, "a part of it is missing");
  const auto bytes = zip.read(*entry, walk);
  if (!bytes) return std::unexpected(bytes.error());
  return load_xml(document, *bytes, walk);
}

}  // namespace mask
