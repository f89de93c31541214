// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/cfb.h"

#include <algorithm>

#include "libmask/read/bytes.h"

namespace mask {
namespace {

constexpr std::size_t header_size = 512;
constexpr std::size_t item_size = 128;
constexpr std::size_t mini_sector = 64;
constexpr std::uint32_t last_sector = 0xFFFFFFFA;  // what is above is no sector: end of chain, free
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
constexpr std::uint32_t nothing = 0xFFFFFFFF;

std::unexpected<Error> damaged() { return fail(Failure::damaged, "the compound file is cut short or damaged"); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::optional<std::vector<std::uint32_t>> Cfb::chain(const std::vector<std::uint32_t>& table, std::uint32_t first) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t sector = first; sector != end_of_chain; sector = table[sector]) {
    if (sector >= table.size() || out.size() == table.size()) return std::nullopt;  // beyond the end, or in a ring
    out.push_back(sector);
  }
  return out;
}

std::optional<std::string> Cfb::sectors(std::uint32_t first, std::uint64_t size) const {
  const auto sequence = chain(table_, first);
  if (!sequence || sequence->size() * sector_ < size) return std::nullopt;
  std::string out;
  for (const std::uint32_t sector : *sequence) {
    if (out.size() >= size) break;
    const std::size_t want = std::min<std::uint64_t>(sector_, size - out.size());
    const std::uint64_t begin = (std::uint64_t{sector} + 1) * sector_;
    if (begin > bytes_.size() || bytes_.size() - begin < want) return std::nullopt;
    out += bytes_.substr(begin, want);
  }
  return out;
}

Result<Cfb> Cfb::open(std::string_view bytes, Walk& walk) {
  Cfb out;
  out.bytes_ = bytes;
  if (bytes.size() < header_size) return damaged();
  const std::uint16_t shift = u16(bytes, 30);
  if ((shift != 9 && shift != 12) || u16(bytes, 32) != 6) return damaged();
  out.sector_ = std::size_t{1} << shift;
  out.mini_from_ = u32(bytes, 56);
  const std::size_t sectors = (bytes.size() + out.sector_ - 1) / out.sector_ - 1;

  // The table of sectors lies in sectors, whose numbers stand in the header and in sectors that follow each other.
  const std::size_t numbers = out.sector_ / 4;
  const auto sector_at = [&](std::uint32_t sector) -> std::optional<std::string_view> {
    const std::uint64_t begin = (std::uint64_t{sector} + 1) * out.sector_;
    if (sector > last_sector || begin > bytes.size() || bytes.size() - begin < out.sector_) return std::nullopt;
    return bytes.substr(begin, out.sector_);
  };
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i < 109; ++i) places.push_back(u32(bytes, 76 + 4 * i));
  std::uint32_t more = u32(bytes, 68);
  for (std::size_t i = 0; more < last_sector; ++i) {
    const auto sector = sector_at(more);
    if (!sector || i > sectors) return damaged();
    for (std::size_t j = 0; j + 1 < numbers; ++j) places.push_back(u32(*sector, 4 * j));
    more = u32(*sector, 4 * (numbers - 1));
  }
  const std::uint32_t table_sectors = u32(bytes, 44);
  if (table_sectors > places.size() || table_sectors > sectors) return damaged();
  for (std::size_t i = 0; i < table_sectors; ++i) {
    const auto sector = sector_at(places[i]);
    if (!sector) return damaged();
    for (std::size_t j = 0; j < numbers; ++j) out.table_.push_back(u32(*sector, 4 * j));
  }
  if (out.table_.size() > sectors) out.table_.resize(sectors);

  const auto directory_chain = out.chain(out.table_, u32(bytes, 48));
  if (!directory_chain || directory_chain->empty()) return damaged();
  const auto directory = out.sectors(directory_chain->front(), directory_chain->size() * out.sector_);
  if (!directory) return damaged();
  const std::size_t count = directory->size() / item_size;
  if (count > walk.options().limits.entries)
    return walk.over_limit("has more than the limit of " + std::to_string(walk.options().limits.entries) + " entries");
  struct Links {
    std::uint32_t left;
    std::uint32_t right;
    std::uint32_t child;
  };
  std::vector<Links> links;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view entry = std::string_view(*directory).substr(i * item_size, item_size);
    const auto type = static_cast<unsigned char>(entry[66]);
    const std::size_t name = std::min<std::size_t>(u16(entry, 64), 64);
    CfbItem item{.name = utf8_of_utf16(entry.substr(0, name >= 2 ? name - 2 : 0)),
                 .is_storage = type == 1 || type == 5,
                 .first_sector = u32(entry, 116),
                 .size = shift == 9 ? u32(entry, 120) : u64(entry, 120)};
    if (item.size > bytes.size() && !item.is_storage && type == 2) return damaged();
    out.items_.push_back(std::move(item));
    links.push_back({.left = u32(entry, 68), .right = u32(entry, 72), .child = u32(entry, 76)});
  }
  // Each storage has its items in a tree; all are reached from the root, each once.
  std::vector<bool> is_met(count);
  is_met[root] = true;
  std::vector<std::size_t> storages = {root};
  while (!storages.empty()) {
    const std::size_t storage = storages.back();
    storages.pop_back();
    std::vector<std::uint32_t> nodes = {links[storage].child};
    while (!nodes.empty()) {
      const std::uint32_t node = nodes.back();
      nodes.pop_back();
      if (node == nothing) continue;
      if (node >= count || is_met[node]) return damaged();
      is_met[node] = true;
      out.items_[storage].children.push_back(node);
      if (out.items_[node].is_storage) storages.push_back(node);
      nodes.push_back(links[node].left);
      nodes.push_back(links[node].right);
    }
    std::ranges::sort(out.items_[storage].children);
  }

  const CfbItem& whole = out.items_[root];
  if (const std::uint32_t first = u32(bytes, 60); first < last_sector) {
    const auto table = out.chain(out.table_, first);
    if (!table) return damaged();
    const auto content = out.sectors(first, table->size() * out.sector_);
    if (!content) return damaged();
    for (std::size_t at = 0; at + 4 <= content->size(); at += 4) out.mini_table_.push_back(u32(*content, at));
    auto mini = whole.size == 0 ? std::string() : out.sectors(whole.first_sector, whole.size);
    if (!mini) return damaged();
    out.mini_ = std::move(*mini);
  }
  return out;
}

std::optional<std::size_t> Cfb::find(std::size_t storage, std::string_view name) const {
  for (const std::size_t child : items_[storage].children) {
    if (std::ranges::equal(items_[child].name, name, [](char a, char b) { return lower(a) == lower(b); })) return child;
  }
  return std::nullopt;
}

Result<std::string> Cfb::read(std::size_t index, Walk& walk) const {
  const CfbItem& item = items_[index];
  if (item.size == 0) return std::string();
  if (item.size > bytes_.size()) return damaged();
  if (auto counted = walk.unpack(item.size, item.size); !counted) return std::unexpected(counted.error());
  if (item.size >= mini_from_) {
    auto out = sectors(item.first_sector, item.size);
    if (!out) return damaged();
    return std::move(*out);
  }
  const auto sequence = chain(mini_table_, item.first_sector);
  if (!sequence || sequence->size() * mini_sector < item.size) return damaged();
  std::string out;
  for (const std::uint32_t sector : *sequence) {
    if (out.size() >= item.size) break;
    const std::size_t begin = std::size_t{sector} * mini_sector;
    const std::size_t want = std::min<std::uint64_t>(mini_sector, item.size - out.size());
    if (begin > mini_.size() || mini_.size() - begin < want) return damaged();
    out.append(mini_, begin, want);
  }
  return out;
}

Result<DocumentKind> kind_in(const Cfb& cfb) {
  const auto has = [&](std::string_view name) { return cfb.find(Cfb::root, name).has_value(); };
  if (has("__properties_version1.0")) return DocumentKind::msg;
  if (has("EncryptedPackage")) return fail(Failure::damaged, "encrypted");
  if (has("WordDocument")) return DocumentKind::doc;
  if (has("Workbook") || has("Book")) return fail(Failure::damaged, "an old spreadsheet: not read");
  if (has("PowerPoint Document")) return fail(Failure::damaged, "an old presentation: not read");
  return fail(Failure::damaged, "a compound file of a kind that is not read");
}

}  // namespace mask
