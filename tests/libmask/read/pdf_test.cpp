// The PDF reader: one file for each trap, made here.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "libmask/read/readers.h"
#include "tests/libmask/read/pdf_maker.h"

namespace mask {
namespace {

struct Read {
  std::string failure;
  Document document;
  pdf::Glyphs glyphs;
  int pictures = 0;  // that were to be read
  Pixels last;       // of them

  [[nodiscard]] bool tells(std::string_view what) const {
    return std::ranges::any_of(document.review, [&](const std::string& review) { return review.contains(what); });
  }
};

struct Wishes {
  ReadOptions options = {};
  bool draws = true;
  std::vector<PlacedWord> finds = {};  // what each picture holds, in its pixels
};

Read read_it(std::string_view bytes, const Wishes& wishes = {}) {
  Read out;
  Services services;
  services.recognise = [&](const Services::Draw& draw) -> Result<std::optional<Recognised>> {
    ++out.pictures;
    if (wishes.draws) {
      auto pixels = draw();
      if (!pixels) return std::unexpected(pixels.error());
      out.last = std::move(*pixels);
    }
    Recognised recognised;
    recognised.words = wishes.finds;
    if (recognised.words.empty()) recognised.review.emplace_back("nothing read");
    return std::optional(std::move(recognised));
  };
  Walk walk(wishes.options, services);
  auto reading = read_pdf(bytes, walk);
  if (!reading) {
    out.failure = reading.error().message;
    return out;
  }
  out.document = std::move(reading->document);
  out.glyphs = std::move(reading->glyphs);
  std::uint32_t end = 0;
  for (const Page& page : out.document.pages) {
    EXPECT_GE(page.span.start, end);
    end = page.span.end;
    EXPECT_LE(end, out.document.text.size());
    std::uint32_t last = page.span.start;
    for (const Word& word : page.words) {
      EXPECT_GE(word.span.start, last);
      EXPECT_LE(word.span.end, page.span.end);
      last = word.span.end;
    }
  }
  return out;
}

std::string text_of(std::string_view content) { return read_it(pdf_of({std::string(content)})).document.text; }

TEST(Pdf, TextOfAPage) {
  const Read read = read_it(pdf_of({"BT /F1 12 Tf 72 720 Td (Hej Anna Berg) Tj ET", "BT /F1 12 Tf 72 720 Td (Sida tv\xE5) Tj ET"}));
  EXPECT_EQ(read.document.text, "Hej Anna Berg\n\fSida två\n");
  EXPECT_TRUE(read.document.review.empty());
  ASSERT_EQ(read.document.pages.size(), 2U);
  EXPECT_EQ(read.document.pages[0].words.size(), 3U);
  const Box& box = read.document.pages[0].words[0].box;
  EXPECT_NEAR(box.x0, 72, 0.5);
  EXPECT_NEAR(box.y1, 842 - 720 + 2.6, 1.5);
  EXPECT_NEAR(box.x1, 72 + 12 * (722 + 556 + 222) / 1000.0, 0.5);
  EXPECT_EQ(read.pictures, 0);
}

TEST(Pdf, KerningPartsWordsOnlyWhereItIsWide) {
  EXPECT_EQ(text_of("BT /F1 12 Tf 72 720 Td [(An) 20 (na) -300 (Be) -15 (rg)] TJ ET"), "Anna Berg\n");
  EXPECT_EQ(text_of("BT /F1 12 Tf 72 720 Td (An) Tj (na) Tj ET"), "Anna\n");
  EXPECT_EQ(text_of("BT /F1 12 Tf 5 Tc 72 720 Td (ANNA BERG) Tj ET"), "ANNA BERG\n");
}

TEST(Pdf, WordsInPiecesOutOfOrder) {
  // "Anna" is 12 * (667 + 3 * 556) / 1000 = 28 points long
  EXPECT_EQ(text_of("BT /F1 12 Tf 1 0 0 1 86.676 720 Tm (na) Tj 1 0 0 1 72 720 Tm (An) Tj ET"), "Anna\n");
}

TEST(Pdf, TextDrawnTwiceIsThereOnce) {
  Wishes wishes;
  wishes.options.wants_glyphs = true;
  const Read read = read_it(pdf_of({"BT /F1 12 Tf 72 720 Td (Anna Berg) Tj ET BT /F1 12 Tf 72.3 720 Td (Anna Berg) Tj ET"}), wishes);
  EXPECT_EQ(read.document.text, "Anna Berg\n");
  // Both are cut out when the word is.
  ASSERT_EQ(read.glyphs.size(), 18U);
  EXPECT_EQ(read.glyphs[0].span, (Span{0, 1}));
  EXPECT_EQ(read.glyphs[9].span, (Span{0, 1}));
  EXPECT_EQ(read.glyphs[9].string, 1U);
}

TEST(Pdf, GlyphsTellTheirBytes) {
  Wishes wishes;
  wishes.options.wants_glyphs = true;
  const Read read = read_it(pdf_of({"BT /F1 12 Tf 72 720 Td [(\xC5"
                                    "sa) -300 (B)] TJ ET"}),
                            wishes);
  EXPECT_EQ(read.document.text, "Åsa B\n");
  ASSERT_EQ(read.glyphs.size(), 4U);
  EXPECT_EQ(read.glyphs[0].span, (Span{0, 2}));
  EXPECT_EQ(read.glyphs[1].span, (Span{2, 3}));
  EXPECT_EQ(read.glyphs[1].offset, 1U);
  EXPECT_EQ(read.glyphs[3].span, (Span{5, 6}));
  EXPECT_EQ(read.glyphs[3].string, 1U);
}

TEST(Pdf, InvisibleTextCounts) { EXPECT_EQ(text_of("BT 3 Tr /F1 12 Tf 72 720 Td (Osynlig) Tj ET"), "Osynlig\n"); }

TEST(Pdf, TextOutsideThePageIsToldOf) {
  const Read read = read_it(pdf_of({"BT /F1 12 Tf 72 720 Td (Synlig) Tj 0 500 Td (Hemlig) Tj ET"}));
  EXPECT_EQ(read.document.text, "Synlig\n");
  EXPECT_TRUE(read.tells("page 1: text outside the page"));
}

TEST(Pdf, TurnedPagesCropsAndUnits) {
  const std::string content = "BT /F1 12 Tf 200 400 Td (Hej d\xE5) Tj ET";
  const Read cropped = read_it(pdf_of({content}, "/CropBox [100 100 500 700] /MediaBox [0 0 595 842]"));
  ASSERT_EQ(cropped.document.pages.at(0).words.size(), 2U);
  EXPECT_NEAR(cropped.document.pages[0].width, 400, 0.1);
  EXPECT_NEAR(cropped.document.pages[0].words[0].box.x0, 100, 0.5);
  const Read turned = read_it(pdf_of({content}, "/Rotate 90"));
  EXPECT_EQ(turned.document.text, "Hej då\n");
  EXPECT_NEAR(turned.document.pages[0].width, 842, 0.1);
  EXPECT_NEAR(turned.document.pages[0].words[0].box.y0, 200, 0.5);
  const Read large = read_it(pdf_of({content}, "/UserUnit 2"));
  EXPECT_NEAR(large.document.pages[0].width, 1190, 0.1);
  EXPECT_NEAR(large.document.pages[0].words[0].box.x0, 400, 0.5);
}

TEST(Pdf, TextFromBelowToAbove) {
  EXPECT_EQ(text_of("BT /F1 12 Tf 0 1 -1 0 100 300 Tm (Anna Berg) Tj ET"), "Anna Berg\n");
  EXPECT_EQ(text_of("BT /F1 12 Tf 0.7071 0.7071 -0.7071 0.7071 100 300 Tm (Anna Berg) Tj ET"), "Anna Berg\n");
}

TEST(Pdf, ColumnsAndTables) {
  std::string content = "BT /F1 10 Tf ";
  for (int i = 0; i < 6; ++i) {
    const std::string y = std::to_string(700 - i * 13);
    content += "1 0 0 1 72 " + y + " Tm (vi ser att det blir bra i v\xE5r) Tj 1 0 0 1 320 " + y + " Tm (och sedan kommer en sommar) Tj ";
  }
  content += "1 0 0 1 72 560 Tm (Namn) Tj 1 0 0 1 320 560 Tm (Belopp) Tj 1 0 0 1 72 547 Tm (Anna) Tj 1 0 0 1 320 547 Tm (1 200) Tj ET";
  std::string expected;
  for (int i = 0; i < 6; ++i) expected += "vi ser att det blir bra i vår\n";
  expected += "\n";
  for (int i = 0; i < 6; ++i) expected += "och sedan kommer en sommar\n";
  EXPECT_EQ(text_of(content), expected + "\nNamn\tBelopp\nAnna\t1 200\n");
}

TEST(Pdf, ReplacementTextCountsWhereGlyphsAreSilent) {
  const Read read = read_it(pdf_of({"BT /F1 12 Tf 72 720 Td /Span << /ActualText (Bo Ek) >> BDC (Anna) Tj EMC ET"}));
  EXPECT_EQ(read.document.text, "Anna\n");
  EXPECT_TRUE(read.tells("replacement text differs"));
}

std::string with_font(std::string_view font, std::string_view content, const std::vector<std::string>& more = {}) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R >>");
  maker.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  maker.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>");
  maker.add(std::string(font));
  maker.add_stream(content);
  for (const std::string& object : more) maker.add(object);
  return maker.finish(root);
}

TEST(Pdf, LigaturesAreLetters) {
  EXPECT_EQ(read_it(with_font("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /fi /ffl] >> >>",
                              "BT /F1 12 Tf 72 720 Td (Ana) Tj 30 0 Td (Ba) Tj ET"))
                .document.text,
            "fina ffla\n");
}

TEST(Pdf, TextFromRightToLeftIsToldOf) {
  const auto with = [](std::string_view second) {
    return with_font(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /uni05D0 " + std::string(second) + "] >> >>",
        "BT /F1 12 Tf 72 720 Td (BC) Tj ET");
  };
  EXPECT_TRUE(read_it(with("/uni05D1")).tells("page 1: text from right to left"));
  EXPECT_FALSE(read_it(with("/B")).tells("right to left"));
}

TEST(Pdf, FontsThatTellNoLettersAreReadAsPictures) {
  const std::string pdf =
      with_font("<< /Type /Font /Subtype /Type0 /BaseFont /Liberation /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
                "BT /F1 12 Tf 72 720 Td <002400510051004400030025> Tj ET",
                {"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Liberation /CIDSystemInfo << /Registry (Adobe) "
                 "/Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 600 >>",
                 "<< /Type /FontDescriptor /FontName /Liberation /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
                 "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"});
  const Read read = read_it(pdf, {.draws = false});
  EXPECT_EQ(read.pictures, 1);
  EXPECT_FALSE(read.document.review.empty());
  Wishes wishes;
  wishes.draws = false;
  wishes.finds = {{.text = "Anna", .place = {300, 500, 400, 530}, .box = {300, 500, 400, 530}, .confidence = 0.9F}};
  const Read found = read_it(pdf, wishes);
  EXPECT_EQ(found.document.text, "Anna\n");
  EXPECT_TRUE(found.document.pages[0].is_read_from_picture);
  EXPECT_NEAR(found.document.pages[0].words[0].box.x0, 72, 0.5);
  wishes.options.ocr = OcrUse::never;
  EXPECT_TRUE(read_it(pdf, wishes).tells("page 1"));
}

TEST(Pdf, Type3FontsHaveLetters) {
  EXPECT_EQ(
      read_it(
          with_font("<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 800 800] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /A 6 0 R "
                    ">> /Encoding << /Type /Encoding /Differences [65 /A] >> /FirstChar 65 /LastChar 65 /Widths [700] /Resources << >> >>",
                    "BT /F1 12 Tf 72 720 Td (AAA) Tj ET", {"<< /Length 36 >>\nstream\n700 0 d0 0 0 m 700 0 l 350 700 l f  \nendstream"}))
          .document.text,
      "AAA\n");
}

// A grey picture of this many pixels, drawn over the whole page.
std::string picture(unsigned width, unsigned height, std::string_view matrix) {
  std::string out =
      "q " + std::string(matrix) + " cm BI /W " + std::to_string(width) + " /H " + std::to_string(height) + " /CS /G /BPC 8 ID ";
  for (unsigned i = 0; i < width * height; ++i) out += (i / 7) % 3 == 0 ? 'A' : 'z';
  return out + "\nEI Q ";
}

TEST(Pdf, ScansAreRead) {
  const Read read = read_it(pdf_of({picture(200, 282, "595 0 0 842 0 0")}));
  EXPECT_EQ(read.pictures, 1);
  EXPECT_TRUE(read.tells("page 1: nothing read"));
  EXPECT_GT(read.last.width, 1000U);
}

TEST(Pdf, ScansAreDrawnWithThePixelsTheyHave) {
  const Read read = read_it(pdf_of({picture(1190, 1684, "595 0 0 842 0 0")}));
  ASSERT_EQ(read.last.width, 1190U);
  ASSERT_EQ(read.last.height, 1684U);
  ASSERT_EQ(read.last.channels, 1U);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < read.last.samples.size(); ++i) wrong += read.last.samples[i] == ((i / 7) % 3 == 0 ? 'A' : 'z') ? 0U : 1U;
  EXPECT_EQ(wrong, 0U);
}

TEST(Pdf, PicturesBesideTextAreReadToo) {
  Wishes wishes;
  wishes.finds = {{.text = "Bild", .place = {30, 30, 90, 60}, .box = {30, 30, 90, 60}, .confidence = 0.9F}};
  const Read read = read_it(pdf_of({"BT /F1 12 Tf 72 720 Td (Text) Tj ET " + picture(150, 150, "200 0 0 200 72 300")}), wishes);
  EXPECT_EQ(read.pictures, 1);
  EXPECT_EQ(read.document.text, "Text\n\nBild\n");
}

TEST(Pdf, TheLayerOfAScanIsUsed) {
  const Read read = read_it(pdf_of({picture(200, 282, "595 0 0 842 0 0") + "BT 3 Tr /F1 12 Tf 72 720 Td (Hej Anna) Tj ET"}));
  EXPECT_EQ(read.pictures, 0);
  EXPECT_EQ(read.document.text, "Hej Anna\n");
}

TEST(Pdf, PagesThatAreTooLargeAreRefused) {
  Wishes wishes;
  wishes.options.limits.pixels = 1000;
  EXPECT_TRUE(read_it(pdf_of({picture(200, 282, "595 0 0 842 0 0")}), wishes).failure.contains("pixels"));
}

TEST(Pdf, EmptyPagesAreBlank) {
  const Read read = read_it(pdf_of({""}));
  EXPECT_EQ(read.document.text, "");
  EXPECT_TRUE(read.document.review.empty());
  EXPECT_EQ(read.document.pages.size(), 1U);
}

TEST(Pdf, PagesAreChosen) {
  Wishes wishes;
  wishes.options.pages = {{2, 2}};
  const Read read =
      read_it(pdf_of({"BT /F1 12 Tf 72 720 Td (ett) Tj ET", "BT /F1 12 Tf 72 720 Td (tv\xE5) Tj ET", "BT /F1 12 Tf 72 720 Td (tre) Tj ET"}),
              wishes);
  EXPECT_EQ(read.document.text, "två\n");
  EXPECT_EQ(read.document.pages.at(0).number, 2U);
}

TEST(Pdf, WhatAnnotationsSay) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R >>");
  maker.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  maker.add(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R] >>");
  maker.add_stream("BT /F1 12 Tf 72 720 Td (Brev) Tj ET");
  maker.add(std::string(helvetica));
  maker.add("<< /Type /Annot /Subtype /Text /Rect [400 700 420 720] /Contents (Ring Anna Berg) >>");
  EXPECT_EQ(read_it(maker.finish(root)).document.text, "Brev\n\nRing Anna Berg\n");
}

// Damage.

std::string prose(unsigned seed, unsigned words) {
  constexpr std::string_view vocabulary[] = {"n\xE4mnden",     "beslutar", "att",      "bevilja", "bidrag", "till",       "f\xF6reningen",
                                             "f\xF6r",         "barn",     "och",      "unga",    "enligt", "f\xF6rslag", "fr\xE5n",
                                             "ordf\xF6randen", "i",        "kommunen", "under",   "\xE5ret"};
  std::mt19937 random(seed);
  std::string out = "BT /F1 11 Tf 14 TL 72 770 Td ";
  std::string line;
  for (unsigned i = 0; i < words; ++i) {
    line += std::string(vocabulary[random() % std::size(vocabulary)]) + std::to_string(random() % 10) + " ";
    if (line.size() > 60 || i + 1 == words) {
      out += "(" + line + ") Tj T* ";
      line.clear();
    }
  }
  return out + "ET";
}

TEST(Pdf, EncryptedAndDamagedFilesAreRefused) {
  const std::string good = pdf_of({"BT /F1 12 Tf 72 720 Td (Hej) Tj ET"});
  EXPECT_FALSE(read_it("%PDF-1.7\nnothing").failure.empty());
  EXPECT_FALSE(read_it("").failure.empty());
  for (std::size_t size = 20; size + 10 < good.size(); size += 37) {
    const Read read = read_it(good.substr(0, size));
    EXPECT_TRUE(!read.failure.empty() || !read.document.review.empty()) << size;
  }
}

TEST(Pdf, APageTreeWithoutAnEnd) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R >>");
  maker.add("<< /Type /Pages /Kids [2 0 R] /Count 1 >>");
  const Read read = read_it(maker.finish(root));
  EXPECT_TRUE(!read.failure.empty() || !read.document.review.empty());
}

TEST(Pdf, PagesThatAreNotInTheTree) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R >>");
  maker.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  maker.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << >> >>");
  maker.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << >> >>");
  maker.add_stream("");
  EXPECT_TRUE(read_it(maker.finish(root)).tells("damaged"));
}

TEST(Pdf, FormFieldsWithoutAnEnd) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 5 0 R] >> >>");
  maker.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  maker.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots [5 0 R] >>");
  maker.add_stream("");
  for (int i = 6; i < 40; ++i) {
    const std::string next = reference(i);
    maker.add("<< /FT /Tx /T (a" + next + ") /Subtype /Widget /Rect [0 0 10 10] /Kids [" + next + " " + next + " " + next + "] >>");
  }
  maker.add("<< /FT /Tx /T (end) >>");
  EXPECT_TRUE(read_it(maker.finish(root)).failure.contains("form fields"));
}

TEST(Pdf, ContentsThatClaimToBeAPicture) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R >>");
  maker.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  maker.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>");
  maker.add_stream("no picture", "/Filter /JBIG2Decode");
  EXPECT_TRUE(read_it(maker.finish(root)).tells("page 1: damaged"));
}

TEST(Pdf, TwoMillionBrackets) {
  const Read read = read_it(pdf_of({std::string(2'000'000, '[')}, "", true));
  EXPECT_TRUE(!read.failure.empty() || !read.document.review.empty());
}

TEST(Pdf, WhatUnpacksWithoutAnEndIsRefused) {
  const Read read = read_it(pdf_of({std::string(50'000'000, ' ')}, "", true));
  EXPECT_TRUE(read.failure.contains("over the limit")) << read.failure;
}

TEST(Pdf, WrongChecksumsAreSeen) {
  std::string pdf = pdf_of({prose(1, 100)}, "", true);
  const std::size_t end = pdf.find("\nendstream");
  pdf[end - 1] = static_cast<char>(pdf[end - 1] ^ 1);  // the last byte of the checksum
  EXPECT_TRUE(read_it(pdf).tells("page 1: damaged"));
}

TEST(Pdf, AKeyThatNobodyKnowsMayHaveBeenTheContents) {
  PdfMaker maker;
  const int root = maker.add("<< /Type /Catalog /Pages 2 0 R >>");
  maker.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  maker.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contentz 4 0 R /Resources << >> >>");
  EXPECT_TRUE(read_it(maker.finish(root)).tells("page 1: damaged"));
}

TEST(Pdf, BareContentsThatNobodyWroteSo) {
  const std::string sound = "q 1 0 0 1 0 0 cm BT /F1 12 Tf 72 720 Td [(a \\) b) -20 <61>] TJ /P << /MCID 0 >> BDC T* (c) ' EMC ET Q";
  EXPECT_FALSE(read_it(pdf_of({sound})).tells("damaged"));
  for (const std::string_view odd : {"BT /F1 12 Tf 72 720 Td (a) 1j (b) Tj ET", "BT /F1 12 Tf 72 720 Td (a) Tj 1* (b) Tj ET",
                                     "BT /F1 12 Tf 72 720 Td (a) (b) Tj ET", "BT /F1 12 Tf 72 720 Td % (a) Tj ET"}) {
    EXPECT_TRUE(read_it(pdf_of({std::string(odd)})).tells("page 1: damaged")) << odd;
  }
}

std::multiset<std::string> words_of(const Document& document, std::size_t page) {
  std::multiset<std::string> out;
  if (page >= document.pages.size()) return out;
  for (const Word& word : document.pages[page].words) out.insert(document.text.substr(word.span.start, word.span.size()));
  return out;
}

// Three bytes changed at random: where words are lost, somebody is told.
void flip(const std::string& good, std::string_view name) {
  Wishes wishes;
  wishes.draws = false;
  const Read clean = read_it(good, wishes);
  ASSERT_TRUE(clean.failure.empty() && clean.document.review.empty()) << clean.failure;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    std::string bad = good;
    for (int i = 0; i < 3; ++i) bad[random() % bad.size()] = static_cast<char>(random() % 256);
    const Read read = read_it(bad, wishes);
    if (!read.failure.empty()) continue;
    const bool is_told = std::ranges::any_of(read.document.review, [](const std::string& r) { return !r.starts_with("page "); });
    for (std::size_t page = 0; page < clean.document.pages.size() && !is_told; ++page) {
      const auto before = words_of(clean.document, page);
      const auto now = words_of(read.document, page);
      std::vector<std::string> kept;
      std::ranges::set_intersection(before, now, std::back_inserter(kept));
      if (kept.size() * 100 >= before.size() * 98) continue;
      EXPECT_TRUE(read.tells("page " + std::to_string(page + 1) + ":"))
          << name << ": seed " << seed << ", page " << page + 1 << ": " << kept.size() << " of " << before.size() << " words";
    }
  }
}

TEST(PdfFlips, PackedContents) { flip(pdf_of({prose(1, 300), prose(2, 300), prose(3, 300)}, "", true), "packed"); }
TEST(PdfFlips, BareContents) { flip(pdf_of({prose(4, 300), prose(5, 300)}), "bare"); }
TEST(PdfFlips, SmallPackedFile) { flip(pdf_of({prose(6, 60)}, "", true), "small"); }

}  // namespace
}  // namespace mask
