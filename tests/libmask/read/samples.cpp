// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/libmask/read/samples.h"

#include <gtest/gtest.h>

#include "libmask/text/fold.h"

namespace mask::samples {
namespace {

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

// The laws of every document.
void check(const Document& document) {
  EXPECT_FALSE(first_invalid(document.text));
  EXPECT_EQ(document.text.find('\0'), std::string::npos);
  std::size_t at = 0;
  std::uint32_t number = 0;
  for (const Page& page : document.pages) {
    EXPECT_GE(page.span.start, at);
    EXPECT_LE(page.span.end, document.text.size());
    EXPECT_TRUE(is_boundary(document.text, page.span.start) && is_boundary(document.text, page.span.end));
    EXPECT_GT(page.number, number);
    number = page.number;
    at = page.span.end;
    for (const Word& word : page.words) EXPECT_TRUE(page.span.contains(word.span));
  }
  for (const Part& part : document.parts) {
    EXPECT_LE(part.span.start, part.span.end);
    EXPECT_LE(part.span.end, document.text.size());
    EXPECT_TRUE(is_boundary(document.text, part.span.start) && is_boundary(document.text, part.span.end));
  }
}

}  // namespace

Answer read(std::string_view bytes, const ReadOptions& options, const Services& services) {
  Answer out;
  const auto done = mask::read(bytes, "akt", options, services, [&](Reading&& reading) -> Result<void> {
    check(reading.document);
    out.documents.push_back(std::move(reading.document));
    return {};
  });
  if (!done) {
    out.error = done.error().message;
    EXPECT_EQ(done.error().failure, Failure::damaged);
    EXPECT_FALSE(out.error.empty());
  }
  return out;
}

}  // namespace mask::samples
