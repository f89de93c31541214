// Old Word documents: the text is made elsewhere; here it is held against what the document says of itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/read/bytes.h"
#include "libmask/read/cfb.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"

namespace mask {

Result<Reading> read_doc(std::string_view bytes, Walk& walk) {
  const auto cfb = Cfb::open(bytes, walk);
  if (!cfb) return std::unexpected(cfb.error());
  const auto stream = cfb->find(Cfb::root, "WordDocument");
  if (!stream) return fail(Failure::damaged, "no Word document");
  const auto head = cfb->read(*stream, walk);
  if (!head) return std::unexpected(head.error());
  // The file information block ([MS-DOC] 2.5); before Word 97 it has other places.
  const bool is_new = head->size() >= 0x6C && u16(*head, 0) == 0xA5EC;
  const bool is_older = !is_new && head->size() >= 0x50 && u16(*head, 0) == 0xA5DC;
  if (!is_new && !is_older) return fail(Failure::damaged, "the head of the document is damaged");
  if ((u16(*head, 0x0A) & 0x0100) != 0) return fail(Failure::damaged, "encrypted");
  const std::size_t counts = is_new ? 0x4C : 0x34;  // characters: text, footnotes, headers, macros, comments, endnotes, text boxes
  const auto promised = [&](std::size_t index) { return std::uint64_t{std::min(u32(*head, counts + 4 * index), 0x7FFFFFFFU)}; };

  if (!walk.services().convert_doc) return fail(Failure::damaged, "old Word documents are not read here");
  const auto text = walk.services().convert_doc(bytes);
  if (!text) return std::unexpected(text.error());
  TextWriter writer;
  std::string_view left = *text;
  while (true) {
    const std::size_t end = left.find('\f');
    writer.text(left.substr(0, end));
    if (end == std::string_view::npos) break;
    writer.page();
    left.remove_prefix(end + 1);
  }
  // Marks of paragraphs and cells, and the codes of fields, are counted there too: a quarter may be missing.
  const auto given =
      static_cast<std::uint64_t>(std::ranges::count_if(*text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  if (given * 4 < promised(0) * 3 && promised(0) > 8)
    writer.note("the text is shorter than the document says: " + std::to_string(given) + " of " + std::to_string(promised(0)) +
                " characters");
  if (promised(2) > 0) writer.note("headers or footers that may not be read");
  if (promised(4) > 0) writer.note("comments that may not be read");
  if (is_new && (promised(6) > 0 || promised(7) > 0)) writer.note("text boxes that may not be read");
  if (cfb->find(Cfb::root, "ObjectPool")) writer.note("embedded objects that are not read");
  constexpr std::uint64_t form_data = 4096;  // what fields of forms alone take
  if (const auto data = cfb->find(Cfb::root, "Data"); data && cfb->item(*data).size > form_data) writer.note("pictures that are not read");
  Reading out;
  auto document = std::move(writer).finish(DocumentKind::doc, walk);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  return out;
}

}  // namespace mask
