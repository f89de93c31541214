// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/picture.h"

#include "libmask/read/bytes.h"

namespace mask {
namespace {

constexpr std::uint32_t smallest = 200;

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < size; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

// The frame of a JPEG stands behind segments of stated length.
std::optional<std::pair<std::uint32_t, std::uint32_t>> jpeg_size(std::string_view bytes) {
  for (std::size_t at = 2; at + 9 <= bytes.size();) {
    if (bytes[at] != '\xFF') return std::nullopt;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const bool is_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) return std::pair(big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2));
    at += marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8) ? 2 : 2 + big_endian(bytes, at + 2, 2);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::pair<std::uint32_t, std::uint32_t>> picture_size(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1A\n") && bytes.size() >= 24) return std::pair(big_endian(bytes, 16, 4), big_endian(bytes, 20, 4));
  if (bytes.starts_with("\xFF\xD8\xFF")) return jpeg_size(bytes);
  if (bytes.starts_with("GIF8") && bytes.size() >= 10) return std::pair(std::uint32_t{u16(bytes, 6)}, std::uint32_t{u16(bytes, 8)});
  if (bytes.starts_with("BM") && bytes.size() >= 26 && u32(bytes, 14) >= 40) {
    const std::uint32_t height = u32(bytes, 22);
    return std::pair(u32(bytes, 18), height > 0x7FFFFFFF ? 0 - height : height);  // one from the top down has a negative height
  }
  return std::nullopt;
}

Result<void> attach_picture(Document& whole, Walk& walk, const Result<std::string>& bytes, const std::string& name) {
  if (!bytes) return walk.attach(whole, bytes, name);
  const auto size = picture_size(*bytes);
  if (size && (size->first < smallest || size->second < smallest)) return {};
  if (kind_of(std::string_view(*bytes).substr(0, 4096)) == DocumentKind::image) return walk.attach(whole, std::string_view(*bytes), name);
  return walk.attach(whole, Result<std::string>(fail(Failure::damaged, "a picture of a kind that is not read")), name);
}

}  // namespace mask
