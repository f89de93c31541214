// A PDF of covered pages: what is in it, and what is not.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/redact.h"

#include <gtest/gtest.h>

#include "libmask/pdf/contents.h"
#include "tests/libmask/read/pdf_maker.h"

namespace mask {
namespace {

Document read_back(std::string_view pdf) {
  Document out;
  Services services;
  services.recognise = [](const Services::Draw&) -> Result<std::optional<Recognised>> { return std::nullopt; };
  ReadOptions options;
  options.ocr = OcrUse::never;
  const auto done = read(pdf, "", options, services, [&](Reading&& reading) -> Result<void> {
    out = std::move(reading.document);
    return {};
  });
  EXPECT_TRUE(done);
  return out;
}

const std::string& source() {
  static const std::string pdf =
      pdf_of({"BT /F1 12 Tf 72 720 Td (Beslut om Kanarie Fagel och annat) Tj ET", "BT /F1 12 Tf 72 720 Td (Ingen alls) Tj ET"});
  return pdf;
}

Result<Redacted> masked(const RedactOptions& options = {}) {
  const Document document = read_back(source());
  const auto at = static_cast<std::uint32_t>(document.text.find("Kanarie"));
  const std::vector<Redaction> redactions{{.span = {at, at + 13}, .by = "[PERSON 1]"}};
  return redact(source(), document, redactions, options);
}

TEST(Redact, OtherWordsAndTheLabelAreThere) {
  const auto made = masked();
  ASSERT_TRUE(made);
  const Document again = read_back(made->pdf);
  EXPECT_EQ(again.pages.size(), 2U);
  EXPECT_TRUE(again.text.contains("Beslut om"));
  EXPECT_TRUE(again.text.contains("och annat"));
  EXPECT_TRUE(again.text.contains("[PERSON 1]"));
  EXPECT_TRUE(again.text.contains("Ingen alls"));
  EXPECT_EQ(made->pages.size(), 2U);
}

TEST(Redact, WhatIsCoveredIsNowhere) {
  const auto made = masked();
  ASSERT_TRUE(made);
  EXPECT_FALSE(read_back(made->pdf).text.contains("Kanarie"));
  const auto contents = pdf::contents_of(made->pdf);
  ASSERT_TRUE(contents);
  EXPECT_FALSE(contents->contains("Kanarie"));
  EXPECT_FALSE(contents->contains("Fagel"));
  // What it would look like if it were there.
  EXPECT_TRUE(pdf::contents_of(source())->contains("Kanarie"));
}

TEST(Redact, TheSameBytesEachTime) { EXPECT_EQ(masked()->pdf, masked()->pdf); }

TEST(Redact, UnreadInkIsCoveredIfWanted) {
  Document document = read_back(source());
  document.pages[1].unread.push_back({.x0 = 100, .y0 = 200, .x1 = 200, .y1 = 300});
  const auto kept = redact(source(), document, {}, {});
  const auto covered = redact(source(), document, {}, {.covers_unread = true});
  ASSERT_TRUE(kept && covered);
  EXPECT_TRUE(kept->pages[1].covers.empty());
  EXPECT_EQ(covered->pages[1].covers.size(), 1U);
  EXPECT_NE(kept->pdf, covered->pdf);
}

TEST(Redact, OtherKindsAreRefused) {
  Document document;
  document.kind = "docx";
  EXPECT_EQ(redact("PK", document, {}, {}).error().failure, Failure::usage);
  document.kind = "pdf";
  EXPECT_FALSE(redact("%PDF-1.7\n", document, {}, {}));
}

}  // namespace
}  // namespace mask
