// Pages with invisible text, read again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/searchable_pdf.h"

#include <gtest/gtest.h>

#include <string>

#include "libmask/read/readers.h"
#include "libmask/render/hocr.h"
#include "tests/libmask/read/pdf_maker.h"

namespace mask {
namespace {

// A document of one page that a picture gave, with two words.
Document read_page(std::string_view kind, float width, float height) {
  Document document;
  document.kind = kind;
  document.text = "Åsa \u0141ódź\n";
  Page page{.number = 1, .span = {0, static_cast<std::uint32_t>(document.text.size())}, .width = width, .height = height};
  page.is_read_from_picture = true;
  page.words = {{{0, 4}, {72, 100, 92, 112}, 0.9F}, {{5, 12}, {100, 100, 140, 112}, 0.9F}};
  document.pages.push_back(page);
  return document;
}

Document read_again(std::string_view bytes) {
  const ReadOptions options;
  const Services services;
  Walk walk(options, services);
  auto reading = read_pdf(bytes, walk);
  EXPECT_TRUE(reading) << reading.error().message;
  return reading ? std::move(reading->document) : Document{};
}

void expect_same(const Document& document, const Document& again) {
  EXPECT_EQ(again.text, document.text);
  ASSERT_EQ(again.pages.size(), 1U);
  ASSERT_EQ(again.pages[0].words.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const Box& box = again.pages[0].words[i].box;
    const Box& expected = document.pages[0].words[i].box;
    EXPECT_NEAR(box.x0, expected.x0, 0.5) << i;
    EXPECT_NEAR(box.x1, expected.x1, 0.5) << i;
    EXPECT_NEAR(box.y0, expected.y0, 0.5) << i;
    EXPECT_NEAR(box.y1, expected.y1, 0.5) << i;
  }
}

TEST(SearchablePdf, TextOverPagesOfEveryTurn) {
  for (const std::string entries : {"", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [50 60 500 700] /MediaBox [0 0 595 842]",
                                    "/Rotate 90 /CropBox [50 60 500 700] /MediaBox [0 0 595 842] /UserUnit 2"}) {
    const std::string source = pdf_of({"0 0 m 100 100 l S"}, entries);
    const Document before = read_again(source);
    const Document document = read_page("pdf", before.pages.at(0).width, before.pages.at(0).height);
    const auto pdf = render_searchable_pdf(source, document);
    ASSERT_TRUE(pdf) << entries;
    SCOPED_TRACE(entries);
    const Document again = read_again(*pdf);
    EXPECT_EQ(again.pages.at(0).width, before.pages.at(0).width);
    expect_same(document, again);
    EXPECT_EQ(*render_searchable_pdf(source, document), *pdf);
  }
}

// A scan that lies on its side, or its head: words of a line follow each other that way.
TEST(SearchablePdf, TextThatIsTurnedOnThePage) {
  const std::string source = pdf_of({"0 0 m 100 100 l S"});
  const Box sideways[] = {{300, 100, 312, 120}, {300, 126, 312, 166}};
  const Box upwards[] = {{300, 400, 312, 420}, {300, 354, 312, 394}};
  const Box upside_down[] = {{300, 100, 320, 112}, {254, 100, 294, 112}};
  for (const Box* boxes : {sideways, upwards, upside_down}) {
    Document document = read_page("pdf", 595, 842);
    for (std::size_t i = 0; i < 2; ++i) document.pages[0].words[i].box = boxes[i];
    const auto pdf = render_searchable_pdf(source, document);
    ASSERT_TRUE(pdf);
    expect_same(document, read_again(*pdf));
  }
}

// More letters than one font holds, from all of Unicode.
TEST(SearchablePdf, AnyNumberOfLetters) {
  Document document = read_page("pdf", 595, 842);
  document.text.clear();
  Page& page = document.pages[0];
  page.words.clear();
  constexpr std::string_view words[] = {"\u00E6\u00F8\u00E5\u00E4\u00F6\u00C6\u00D8\u00C5\u00C4\u00D6",
                                        "\u0416\u0443\u043A\u043E\u0432",
                                        "\u03A9\u03BC\u03AD\u03B3\u03B1",
                                        "\u4E2D\u6587",
                                        "\U0001F600",
                                        "\u20AC100"};
  const auto add = [&](std::string_view word) {
    const auto start = static_cast<std::uint32_t>(document.text.size());
    document.text += word;
    const float y = 20 + 14 * static_cast<float>(page.words.size());
    page.words.push_back({{start, static_cast<std::uint32_t>(document.text.size())}, {72, y, 272, y + 12}, 0.9F});
    document.text += '\n';
  };
  for (const std::string_view word : words) add(word);
  for (unsigned row = 0; row < 30; ++row) {
    std::string word;
    for (unsigned i = 0; i < 20; ++i) {
      const unsigned letter = 0x1400 + row * 20 + i;  // Canadian syllables: two bytes of three change
      word += static_cast<char>(0xE0 | letter >> 12);
      word += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
      word += static_cast<char>(0x80 | (letter & 0x3F));
    }
    add(word);
  }
  page.span.end = static_cast<std::uint32_t>(document.text.size());
  const auto pdf = render_searchable_pdf(pdf_of({"0 0 m 100 100 l S"}), document);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(read_again(*pdf).text, document.text);
}

// The page of an attached picture has the number of another page, of which nobody asked.
TEST(SearchablePdf, PagesOfAttachmentsAreNotWritten) {
  const std::string source = pdf_of({"0 0 m 100 100 l S"});
  Document document = read_page("pdf", 595, 842);
  document.parts.push_back({.span = document.pages[0].span});
  const auto pdf = render_searchable_pdf(source, document);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(read_again(*pdf).text, "");
}

TEST(SearchablePdf, WhatWasTextStaysAsItIs) {
  const std::string source = pdf_of({"BT /F1 12 Tf 72 720 Td (Text) Tj ET"});
  Document document = read_again(source);
  const auto pdf = render_searchable_pdf(source, document);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(read_again(*pdf).text, "Text\n");
}

TEST(SearchablePdf, APictureBecomesAPage) {
  // A bitmap of 8 x 8 pixels, 24 bits each.
  std::string bitmap = "BM";
  const auto number = [&](std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) bitmap += static_cast<char>(value >> 8 * i);
  };
  number(54 + 192, 4), number(0, 4), number(54, 4), number(40, 4), number(8, 4), number(8, 4), number(1, 2), number(24, 2), number(0, 4);
  number(192, 4), number(2835, 4), number(2835, 4), number(0, 8);
  bitmap += std::string(192, '\x7F');
  const Document document = read_page("image", 595, 842);
  const auto pdf = render_searchable_pdf(bitmap, document);
  ASSERT_TRUE(pdf) << pdf.error().message;
  expect_same(document, read_again(*pdf));
}

TEST(SearchablePdf, OtherKindsHaveNoPages) {
  const auto pdf = render_searchable_pdf("hej", read_page("text", 0, 0));
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().failure, Failure::usage);
}

TEST(Hocr, WordsWithBoxes) {
  Document document = read_page("pdf", 595, 842);
  document.text[10] = '<';  // a byte of a letter: what counts is that it is escaped
  document.text.replace(0, 4, "A&<b");
  const std::string hocr = render_hocr(document);
  EXPECT_NE(hocr.find("<span class=\"ocrx_word\" id=\"word_1_1\" title=\"bbox 300 417 383 467; x_wconf 90\">A&amp;&lt;b</span>"),
            std::string::npos)
      << hocr;
  EXPECT_NE(hocr.find("class=\"ocr_page\" id=\"page_1\" title=\"bbox 0 0 2479 3508; ppageno 0"), std::string::npos);
  EXPECT_NE(hocr.find("class=\"ocr_line\""), std::string::npos);
}

}  // namespace
}  // namespace mask
