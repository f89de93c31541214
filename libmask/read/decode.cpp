// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/decode.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "libmask/read/decoder.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

std::string lower(std::string_view name) {
  std::string out(name);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string decode_known(std::string_view bytes, const std::string& name, std::uint64_t& lost) {
  Decoder decoder(name, true, [bytes](char* into, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(size, bytes.size());
    std::memcpy(into, bytes.data(), count);
    bytes.remove_prefix(count);
    return count;
  });
  std::string out;
  std::array<char, 65536> part{};
  while (true) {
    const auto count = decoder.read(part.data(), part.size());
    if (!count) {
      ++lost;
      break;
    }
    out.append(part.data(), *count);
    if (*count < part.size()) break;
  }
  lost += decoder.lost();
  return out;
}

// Text of the Latin alphabet in UTF-16 without a mark: zeros at every second place only.
std::string_view unmarked_utf16(std::string_view bytes) {
  std::array<std::size_t, 2> zeros{};
  const std::size_t looked = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
  for (std::size_t i = 0; i < looked; ++i) zeros[i % 2] += bytes[i] == '\0' ? 1U : 0U;
  if (looked < 4 || bytes.size() % 2 != 0) return {};
  if (zeros[0] == 0 && zeros[1] * 2 * 10 >= looked * 7) return "UTF-16LE";
  if (zeros[1] == 0 && zeros[0] * 2 * 10 >= looked * 7) return "UTF-16BE";
  return {};
}

}  // namespace

std::optional<std::string> decode(std::string_view bytes, std::string_view encoding, std::uint64_t& lost) {
  std::string name = lower(encoding);
  if (name == "iso-8859-1" || name == "latin1" || name == "iso8859-1" || name == "iso_8859-1" || name == "us-ascii" || name == "ascii" ||
      name == "ansi_x3.4-1968" || name == "windows-1252")
    name = "windows-1252";
  if (name == "utf-8" || name == "utf8" || name == "unicode-1-1-utf-8") {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (!first_invalid(bytes)) return std::string(bytes);
    name = "utf-8";
  }
  if (name == "windows-1252") {  // five of its bytes are no characters, which the decoder would let through as controls
    std::string out = decode_known(bytes, "windows-1252", lost);
    lost += static_cast<std::uint64_t>(
        std::ranges::count_if(bytes, [](char c) { return c == '\x81' || c == '\x8D' || c == '\x8F' || c == '\x90' || c == '\x9D'; }));
    return out;
  }
  const auto known = encoding_named(name);
  if (!known) return std::nullopt;
  std::string out = decode_known(bytes, *known, lost);
  if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
  return out;
}

Decoded decode_unnamed(std::string_view bytes) {
  Decoded out;
  const Encoding marked = encoding_of(bytes);
  bytes.remove_prefix(marked.mark.size());
  std::string_view name = marked.name;
  if (marked.mark.empty()) {
    const std::string_view utf16 = unmarked_utf16(bytes);
    if (!utf16.empty()) {
      name = utf16;
    } else if (first_invalid(bytes)) {
      name = "windows-1252";
      out.is_guess = true;
    }
  }
  out.text = decode(bytes, name, out.lost).value_or(std::string());
  return out;
}

}  // namespace mask
