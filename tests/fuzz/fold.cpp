// Any bytes: UTF-8 is told from what is not, and what is folded leads back to whole characters of the original.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/fold.h"

#include "libmask/base/simd.h"
#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::require;

// RFC 3629 by arithmetic: decode, and look whether the shortest form was used.
std::optional<std::size_t> first_invalid_by_decoding(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (size == 0 || at + size > text.size()) return at;
    std::uint32_t code = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      if (byte >> 6 != 2) return at;
      code = code << 6 | (byte & 0x3FU);
    }
    const std::uint32_t least = size == 1 ? 0 : size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return at;
    at += size;
  }
  return std::nullopt;
}

void check_folded_text(std::string_view text) {
  require(!first_invalid_by_decoding(text), "folded text is UTF-8");
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    require(byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r' || (byte >= folded_section && byte <= folded_bullet),
            "folded text has no control characters but its own");
    require(byte != 0x7F, "folded text has no control characters but its own");
  }
}

void check_way_back(const Folded& folded, std::string_view original) {
  const std::string_view text = folded.text();
  std::uint32_t last = 0;
  for (std::uint32_t start = 0, end = 0; start < text.size(); start = end) {
    do ++end;
    while (!fuzz::on_boundary(text, end));
    const Span back = folded.original({start, end});
    require(back.start < back.end && back.end <= original.size(), "a span leads back inside the text");
    require(fuzz::on_boundary(original, back.start) && fuzz::on_boundary(original, back.end), "a span leads back to whole characters");
    require(back.start >= last, "spans lead back in order");
    require(folded.folded(back).contains({start, end}), "there and back again is at least the same");
    last = back.start;
  }
  const auto size = static_cast<std::uint32_t>(text.size());
  if (size == 0) return;
  // Wider spans hold the narrower ones.
  for (std::uint32_t middle = 0; middle < size; middle += 1 + size / 16) {
    if (!fuzz::on_boundary(text, middle) || middle == 0) continue;
    const Span whole = folded.original({0, size});
    require(whole.contains(folded.original({0, middle})) && whole.contains(folded.original({middle, size})),
            "a wider span leads back to more");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Padded padded(fuzz::as_text(data, size));
  const std::string_view text = padded.text();
  const std::optional<std::size_t> invalid = first_invalid_by_decoding(text);
  require(first_invalid(text) == invalid, "the first byte that is not UTF-8 is found");
  std::string first;
  for (const std::string_view target : simd_targets()) {
    force_simd(target);
    Folded folded;
    require(fold(text, folded) == invalid, "folding refuses what is not UTF-8");
    if (invalid) continue;
    if (first.empty()) first = folded.text();
    require(folded.text() == first, "folding gives the same with all vectors");
    require(folded.text().size() <= text.size(), "folding makes nothing longer");
    require(!folded.is_identity() || folded.text().size() == text.size(), "a view without edits is as long as the text");
    check_folded_text(folded.text());
    check_way_back(folded, text);
  }
  return 0;
}
