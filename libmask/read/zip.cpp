// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/zip.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "libmask/read/bytes.h"

namespace mask {
namespace {

constexpr std::uint64_t wide = 0xFFFFFFFF;  // a 32-bit number whose value stands in the field of 64-bit numbers

constexpr std::size_t end_size = 22;
constexpr std::size_t central_size = 46;
constexpr std::size_t local_size = 30;

// Sizes over 4 GiB stand in an extra field, those that are `wide`, in this order.
void widen(std::string_view extra, std::array<std::uint64_t*, 3> values) {
  for (std::size_t at = 0; at + 4 <= extra.size();) {
    const std::size_t size = u16(extra, at + 2);
    if (at + 4 + size > extra.size()) return;
    if (u16(extra, at) == 1) {
      std::size_t next = at + 4;
      for (std::uint64_t* value : values) {
        if (value == nullptr || *value != wide) continue;
        if (next + 8 > at + 4 + size) return;
        *value = u64(extra, next);
        next += 8;
      }
      return;
    }
    at += 4 + size;
  }
}

struct Central {
  std::string_view name;
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
  std::uint64_t crc = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  std::uint64_t begin = 0;
};

struct Directory {
  std::vector<Central> entries;
  std::uint64_t begin = 0;
};

// The directory at the end of the archive.
std::optional<Directory> directory(std::string_view bytes) {
  constexpr std::size_t longest_comment = 0xFFFF;
  if (bytes.size() < end_size) return std::nullopt;
  std::size_t end = bytes.size() - end_size;
  const std::size_t first = end > longest_comment ? end - longest_comment : 0;
  while (u32(bytes, end) != 0x06054B50) {
    if (end == first) return std::nullopt;
    --end;
  }
  if (u16(bytes, end + 20) > bytes.size() - end - end_size) return std::nullopt;  // stray bytes behind it are met with
  std::uint64_t count = u16(bytes, end + 10);
  std::uint64_t size = u32(bytes, end + 12);
  std::uint64_t begin = u32(bytes, end + 16);
  std::uint64_t limit = end;
  if (end >= 20 && u32(bytes, end - 20) == 0x07064B50) {
    const std::uint64_t wide_end = u64(bytes, end - 12);
    if (wide_end > end - 20 || end - 20 - wide_end < 56 || u32(bytes, wide_end) != 0x06064B50) return std::nullopt;
    count = u64(bytes, wide_end + 32);
    size = u64(bytes, wide_end + 40);
    begin = u64(bytes, wide_end + 48);
    limit = wide_end;
  }
  if (begin > limit || limit - begin != size) return std::nullopt;
  Directory out;
  out.begin = begin;
  std::size_t at = begin;
  while (at < limit) {
    if (limit - at < central_size || u32(bytes, at) != 0x02014B50) return std::nullopt;
    const std::size_t name = u16(bytes, at + 28);
    const std::size_t extra = u16(bytes, at + 30);
    const std::size_t comment = u16(bytes, at + 32);
    if (limit - at - central_size < name + extra + comment) return std::nullopt;
    Central entry{.name = bytes.substr(at + central_size, name),
                  .flags = u16(bytes, at + 8),
                  .method = u16(bytes, at + 10),
                  .crc = u32(bytes, at + 16),
                  .packed = u32(bytes, at + 20),
                  .size = u32(bytes, at + 24),
                  .begin = u32(bytes, at + 42)};
    widen(bytes.substr(at + central_size + name, extra), {&entry.size, &entry.packed, &entry.begin});
    out.entries.push_back(entry);
    at += central_size + name + extra + comment;
  }
  if (out.entries.size() != count) return std::nullopt;
  return out;
}

// Where what the entry holds ends, by what stands before it; nothing where that disagrees with the directory.
std::optional<std::uint64_t> local_end(std::string_view bytes, const Central& entry, std::uint64_t directory_begin) {
  if (entry.begin > directory_begin || directory_begin - entry.begin < local_size || u32(bytes, entry.begin) != 0x04034B50)
    return std::nullopt;
  const std::uint64_t flags = u16(bytes, entry.begin + 6);
  const std::size_t name = u16(bytes, entry.begin + 26);
  const std::size_t extra = u16(bytes, entry.begin + 28);
  const std::uint64_t content = entry.begin + local_size + name + extra;
  if (content > directory_begin || directory_begin - content < entry.packed) return std::nullopt;
  std::uint64_t size = u32(bytes, entry.begin + 22);
  std::uint64_t packed = u32(bytes, entry.begin + 18);
  widen(bytes.substr(entry.begin + local_size + name, extra), {&size, &packed, nullptr});
  // Bit 3: sizes and checksum stand behind the content, and are zero (or right) here.
  const bool is_told_later = (flags & 8) != 0;
  const auto same = [&](std::uint64_t here, std::uint64_t there) { return here == there || (is_told_later && here == 0); };
  if (((flags ^ entry.flags) & 1) != 0 || u16(bytes, entry.begin + 8) != entry.method ||
      bytes.substr(entry.begin + local_size, name) != entry.name || !same(size, entry.size) || !same(packed, entry.packed) ||
      !same(u32(bytes, entry.begin + 14), entry.crc))
    return std::nullopt;
  return content + entry.packed;
}

}  // namespace

struct Zip::State {
  zip_t* archive = nullptr;
  ~State() {
    if (archive != nullptr) zip_discard(archive);
  }
};

Zip::Zip(std::unique_ptr<State> state) : state_(std::move(state)) {}
Zip::~Zip() = default;
Zip::Zip(Zip&&) noexcept = default;

Result<Zip> Zip::open(std::string_view bytes, Walk& walk) {
  const auto found = directory(bytes);
  if (!found) return fail(Failure::damaged, "the archive is cut short, or has no sound directory");
  if (found->entries.size() > walk.options().limits.entries)
    return walk.over_limit("has more than the limit of " + std::to_string(walk.options().limits.entries) + " entries");

  Zip zip(std::make_unique<State>());
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) zip.state_->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip.state_->archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  zip_t* const archive = zip.state_->archive;
  if (archive == nullptr) return fail(Failure::damaged, "the archive's directory is damaged");
  if (zip_get_num_entries(archive, 0) != static_cast<zip_int64_t>(found->entries.size()))
    return fail(Failure::damaged, "the archive has two directories");

  std::vector<std::pair<std::uint64_t, std::uint64_t>> taken;
  for (std::size_t i = 0; i < found->entries.size(); ++i) {
    const Central& central = found->entries[i];
    zip_stat_t stat;
    const char* const name = zip_get_name(archive, i, ZIP_FL_ENC_RAW);
    if (zip_stat_index(archive, i, 0, &stat) != 0 || name == nullptr || stat.size != central.size || stat.comp_size != central.packed)
      return fail(Failure::damaged, "the archive has two directories");
    const auto end = local_end(bytes, central, found->begin);
    if (end) taken.emplace_back(central.begin, *end);
    zip.entries_.push_back({.name = std::string(central.name),
                            .size = central.size,
                            .packed = central.packed,
                            .begin = central.begin,
                            .is_folder = central.name.ends_with('/') && central.size == 0,
                            .is_encrypted = (central.flags & 1) != 0,
                            .agrees = end.has_value()});
  }
  std::ranges::sort(taken);
  for (std::size_t i = 1; i < taken.size(); ++i) {
    if (taken[i].first < taken[i - 1].second) return fail(Failure::damaged, "entries of the archive share their bytes");
  }
  return zip;
}

std::optional<std::size_t> Zip::find(std::string_view name) const {
  const auto entry = std::ranges::find(entries_, name, &ZipEntry::name);
  if (entry == entries_.end()) return std::nullopt;
  return static_cast<std::size_t>(entry - entries_.begin());
}

bool Zip::agrees() const { return std::ranges::all_of(entries_, &ZipEntry::agrees); }

Result<std::string> Zip::read(std::size_t index, Walk& walk) const {
  const ZipEntry& entry = entries_[index];
  if (!entry.agrees) return fail(Failure::damaged, "damaged: the archive's directory says otherwise");
  if (auto counted = walk.count_entry(); !counted) return std::unexpected(counted.error());
  if (auto counted = walk.unpack(entry.size, entry.packed); !counted) return std::unexpected(counted.error());
  std::vector<std::string> passwords = walk.options().passwords;
  if (!entry.is_encrypted) passwords = {std::string()};
  bool opened = false;
  for (const std::string& password : passwords) {
    zip_file_t* const file = entry.is_encrypted ? zip_fopen_index_encrypted(state_->archive, index, 0, password.c_str())
                                                : zip_fopen_index(state_->archive, index, 0);
    if (file == nullptr) continue;
    opened = true;
    std::string out;
    std::uint64_t have = 0;
    zip_int64_t count = 0;
    // One byte more than it should have is asked for: so its end is met, and its checksum compared.
    out.resize(entry.size + 1);
    while (have < out.size()) {
      count = zip_fread(file, out.data() + have, out.size() - have);
      if (count <= 0) break;
      have += static_cast<std::uint64_t>(count);
    }
    const bool is_sound = zip_fclose(file) == 0 && count == 0 && have == entry.size;
    if (!is_sound) continue;
    out.resize(entry.size);
    return out;
  }
  if (entry.is_encrypted) return fail(Failure::damaged, passwords.empty() ? "encrypted" : "encrypted, and no password fits");
  return fail(Failure::damaged, opened ? "damaged" : "packed in a way that is not read");
}

std::string Zip::head(std::size_t index) const {
  constexpr std::size_t most = 4096;
  const ZipEntry& entry = entries_[index];
  std::string out(std::min<std::uint64_t>(entry.size, most), '\0');
  zip_file_t* const file = entry.agrees && !entry.is_encrypted ? zip_fopen_index(state_->archive, index, 0) : nullptr;
  const zip_int64_t count = file != nullptr ? zip_fread(file, out.data(), out.size()) : 0;
  if (file != nullptr) zip_fclose(file);
  out.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return out;
}

Result<DocumentKind> kind_in(const Zip& zip) {
  if (const auto mimetype = zip.find("mimetype")) {
    constexpr std::string_view family = "application/vnd.oasis.opendocument.";
    const std::string type = zip.head(*mimetype);
    if (type.starts_with(family)) {
      const std::string_view form = std::string_view(type).substr(family.size());
      if (form.starts_with("text")) return DocumentKind::odt;
      if (form.starts_with("spreadsheet")) return DocumentKind::ods;
      return fail(Failure::damaged, "a presentation or drawing: not read");
    }
  }
  if (!zip.find("[Content_Types].xml")) return DocumentKind::zip;
  const auto holds = [&](std::string_view folder) {
    return std::ranges::any_of(zip.entries(), [&](const ZipEntry& entry) { return entry.name.starts_with(folder); });
  };
  if (holds("word/")) return DocumentKind::docx;
  if (holds("xl/workbook.xml")) return DocumentKind::xlsx;
  if (holds("xl/")) return fail(Failure::damaged, "a binary spreadsheet: not read");
  if (holds("ppt/")) return fail(Failure::damaged, "a presentation: not read");
  if (zip.find("_rels/.rels")) return DocumentKind::docx;
  return DocumentKind::zip;
}

}  // namespace mask
