// The texts of a Word 97-2003 document, as its pieces tell ([MS-DOC]).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libmask/read/cfb.h"

namespace mask {

// Each UTF-8: paragraphs as lines, rows of tables with tabs, pages divided by form feeds; deletions left out.
struct DocText {
  std::string body;
  std::string footnotes;
  std::string margins;  // headers and footers
  std::string comments;
  std::string endnotes;
  std::string boxes;  // text boxes, those of headers too
  std::uint64_t deletions = 0;
  std::uint64_t hidden = 0;  // stretches that are hidden; they are in the text
  bool has_pictures = false;
};

// `head`: the stream WordDocument. Nothing where the tables that tell its pieces are not sound.
[[nodiscard]] std::optional<DocText> text_of_doc(const Cfb& cfb, std::string_view head, Walk& walk);

}  // namespace mask
