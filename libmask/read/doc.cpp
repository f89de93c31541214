// Old Word documents. Those of Word 97 and later are read here; the text of older ones is made elsewhere, and held against what the
// document says of itself. SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "libmask/read/bytes.h"
#include "libmask/read/cfb.h"
#include "libmask/read/doc_text.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"

namespace mask {
namespace {

void write_pages(std::string_view text, TextWriter& out) {
  while (true) {
    const std::size_t end = text.find('\f');
    out.text(text.substr(0, end));
    if (end == std::string_view::npos) return;
    out.page();
    text.remove_prefix(end + 1);
  }
}

// Without the empty headers of pages that have none, and each line once: first pages and others mostly say the same.
void write_margins(std::string_view text, TextWriter& out) {
  std::set<std::string_view> said;
  out.fresh_line();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    const std::string_view line = text.substr(0, end);
    if (!is_white(line) && said.insert(line).second) {
      out.text(line);
      out.line_end();
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void write_stories(const DocText& text, TextWriter& out) {
  write_margins(text.margins, out);
  write_pages(text.body, out);
  for (const std::string* story : {&text.boxes, &text.footnotes, &text.endnotes, &text.comments}) {
    out.fresh_line();
    write_pages(*story, out);
  }
  for (std::uint64_t i = 0; i < text.deletions; ++i) out.count_deletion();
  for (std::uint64_t i = 0; i < text.hidden; ++i) out.note("hidden text");
  if (text.has_pictures) out.note("pictures or embedded objects that are not read");
}

Result<Reading> finish(TextWriter&& writer, Walk& walk) {
  Reading out;
  auto document = std::move(writer).finish(DocumentKind::doc, walk);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  return out;
}

}  // namespace

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

  TextWriter writer;
  if (is_new) {
    if (const auto own = text_of_doc(*cfb, *head, walk)) {
      write_stories(*own, writer);
      return finish(std::move(writer), walk);
    }
    if (walk.is_over_limit()) return walk.over_limit("larger than a limit");
  }
  if (!walk.services().convert_doc) return fail(Failure::damaged, "old Word documents are not read here");
  const auto text = walk.services().convert_doc(bytes);
  if (!text) return std::unexpected(text.error());
  write_pages(*text, writer);
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
  return finish(std::move(writer), walk);
}

}  // namespace mask
