// Plain text in a mail, an archive or a document. Its line ends stay as they are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/read/decode.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"

namespace mask {
namespace {

// More control characters than text has: a program, a packed file.
bool is_binary(std::string_view text) {
  const std::string_view head = text.substr(0, std::size_t{64} << 10);
  const auto controls =
      std::ranges::count_if(head, [](char c) { return (c >= 0 && c < '\t') || (c > '\r' && c < ' ' && c != '\x1B' && c != '\x1A'); });
  return controls > 8 && static_cast<std::size_t>(controls) * 50 > head.size();
}

}  // namespace

Result<Reading> read_plain_text(std::string_view bytes, Walk& walk) {
  const Decoded decoded = decode_unnamed(bytes);
  if (is_binary(decoded.text)) return fail(Failure::damaged, "neither text nor of a kind that is read");
  Reading out;
  Document& document = out.document;
  document.kind = name_of(DocumentKind::text);
  std::uint64_t unsound = decoded.lost;
  std::uint64_t zeros = 0;
  append_sound(document.text, decoded.text, unsound, zeros);
  if (decoded.is_guess) document.review.emplace_back("encoding not told: read as windows-1252");
  note_unsound(document.review, unsound, zeros);
  // Form feeds divide pages.
  for (std::size_t at = 0; at <= document.text.size();) {
    if (auto counted = walk.count_page(); !counted) return std::unexpected(counted.error());
    const std::size_t end = std::min(document.text.find('\f', at), document.text.size());
    document.pages.push_back({.number = static_cast<std::uint32_t>(document.pages.size() + 1),
                              .span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
    at = end + 1;
  }
  return out;
}

}  // namespace mask
