// Any bytes as a document of every kind but PDF and pictures: the text is sound, spans lie in it, and nothing is empty without a word.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "libmask/read/read.h"
#include "libmask/text/fold.h"
#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::on_boundary;
using fuzz::require;

void check(const Document& document) {
  const std::string& text = document.text;
  require(!first_invalid(text), "the text is UTF-8");
  require(!text.contains('\0'), "the text has no zero byte");
  std::size_t at = 0;
  std::uint32_t number = 0;
  for (const Page& page : document.pages) {
    require(page.span.start >= at && page.span.end >= page.span.start && page.span.end <= text.size(), "pages lie in order");
    require(on_boundary(text, page.span.start) && on_boundary(text, page.span.end), "pages begin and end between characters");
    require(page.number > number, "pages are numbered");
    number = page.number;
    at = page.span.end;
    for (const Word& word : page.words) require(page.span.contains(word.span), "words lie on their page");
  }
  for (const Part& part : document.parts) {
    require(part.span.start <= part.span.end && part.span.end <= text.size(), "parts lie in the text");
    require(on_boundary(text, part.span.start) && on_boundary(text, part.span.end), "parts begin and end between characters");
  }
  const bool is_empty = text.find_first_not_of(" \t\r\n\f") == std::string::npos;
  const bool tells_itself =
      document.kind == "pdf" || document.kind == "image" || (text.empty() && document.kind == "text");  // an empty file
  require(!is_empty || tells_itself || !document.review.empty(), "nothing is empty without a word");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool is_prepared = (prepare_readers(), true);
  if (!is_prepared || size < 2) return 0;
  constexpr std::array kinds = {DocumentKind::text, DocumentKind::html, DocumentKind::rtf, DocumentKind::mail, DocumentKind::msg,
                                DocumentKind::tnef, DocumentKind::docx, DocumentKind::odt, DocumentKind::xlsx, DocumentKind::ods,
                                DocumentKind::doc,  DocumentKind::vtt,  DocumentKind::srt, DocumentKind::zip};
  ReadOptions options;
  options.limits.unpacked = std::uint64_t{16} << 20;
  options.limits.pages = 100;
  // The first byte says as what it is read; an odd one: as what it is.
  if (data[0] % 2 == 0) options.kind = kinds[data[0] / 2 % kinds.size()];
  Services services;
  services.recognise = [](const Services::Draw&) -> Result<std::optional<Recognised>> { return std::optional<Recognised>(); };
  services.convert_doc = [](std::string_view bytes) -> Result<std::string> { return std::string(bytes.substr(0, 100)); };
  const std::string_view bytes = fuzz::as_text(data + 1, size - 1);
  const auto done = read(bytes, "a", options, services, [](Reading&& reading) -> Result<void> {
    check(reading.document);
    return {};
  });
  require(done || (done.error().failure == Failure::damaged && !done.error().message.empty()),
          "what is not read is damaged, and is told why");
  return 0;
}
