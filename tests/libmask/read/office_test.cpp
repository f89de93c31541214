// Office documents: Word, OpenDocument, workbooks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/libmask/read/samples.h"

namespace mask {
namespace {

using samples::docx;
using samples::paragraph;
using samples::read;

constexpr std::string_view rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relates(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(rel) + type + "\" Target=\"" + target + "\"/>";
}

TEST(Docx, TextInOrder) {
  const auto answer =
      read(docx(paragraph("Hej Åsa") + "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>" + "<w:tbl><w:tr><w:tc>" +
                paragraph("1") + "</w:tc><w:tc>" + paragraph("2") + paragraph("3") + "</w:tc></w:tr></w:tbl>"));
  EXPECT_EQ(answer.text(), "Hej Åsa\na\tb\nc\n1\t2\n3\n");
  EXPECT_EQ(answer.documents[0].kind, "docx");
  EXPECT_FALSE(answer.is_flagged());
}

TEST(Docx, DeletionsAreLeftOutAndCounted) {
  const auto answer = read(docx(
      "<w:p><w:r><w:t>Kvar</w:t></w:r><w:del><w:r><w:delText>HEMLIGT</w:delText></w:r></w:del><w:ins><w:r><w:t> insatt</w:t></w:r></w:ins>"
      "<w:moveFrom><w:r><w:t>FLYTTAT</w:t></w:r></w:moveFrom></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>ett</w:t></w:r></"
      "w:p>" +
      paragraph("två") + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("RAD") + "</w:tc></w:tr></w:tbl>"));
  EXPECT_EQ(answer.text(), "Kvar insatt\netttvå\n");
  EXPECT_EQ(answer.documents[0].deletions, 3U);
}

TEST(Docx, ATextBoxIsReadOnce) {
  const std::string box = "<w:txbxContent>" + paragraph("Ruta") + "</w:txbxContent>";
  const auto both = [&](const std::string& other) {
    return docx("<w:p><w:r><w:t>Före</w:t><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback><w:pict><v:textbox>" + other +
                "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t> efter</w:t></w:r></w:p>");
  };
  EXPECT_EQ(read(both(box)).text(), "Före efter\nRuta\n");
  const auto differ = read(both("<w:txbxContent>" + paragraph("Annat") + "</w:txbxContent>"));
  EXPECT_EQ(differ.text(), "Före efter\nRuta\nAnnat\n");
  EXPECT_TRUE(differ.says("two forms differ"));
}

TEST(Docx, HeadersNotesCommentsAndHiddenText) {
  const auto answer =
      read(docx("<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id=\"7\"/></w:r><w:r><w:commentReference w:id=\"0\"/></w:r>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gömt</w:t></w:r></w:p><w:sectPr><w:headerReference r:id=\"h\"/>"
                "<w:footerReference r:id=\"f\"/></w:sectPr>",
                {{"word/h.xml", "<w:hdr>" + paragraph("Huvud") + "</w:hdr>"},
                 {"word/f.xml", "<w:ftr>" + paragraph("Fot") + "</w:ftr>"},
                 {"word/n.xml", "<w:footnotes><w:footnote w:id=\"7\">" + paragraph("Not") + "</w:footnote></w:footnotes>"},
                 {"word/c.xml", "<w:comments><w:comment w:id=\"0\" w:author=\"Per\">" + paragraph("Fråga") + "</w:comment></w:comments>"}},
                relates("h", "header", "h.xml") + relates("f", "footer", "f.xml") + relates("n", "footnotes", "n.xml") +
                    relates("c", "comments", "c.xml")));
  EXPECT_EQ(answer.text(), "Huvud\nText[1][c1]gömt\nFot\n[1] Not\n[c1] Per: Fråga\n");
  EXPECT_EQ(answer.documents[0].review, std::vector<std::string>{"hidden text"});
}

TEST(Docx, NumbersOfLists) {
  const std::string item =
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Mål</w:t></w:r></w:p>";
  const auto answer = read(docx(
      item + item,
      {{"word/num.xml",
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"12\"/><w:numFmt w:val=\"decimal\"/>"
        "<w:lvlText w:val=\"§ %1\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"}},
      relates("n", "numbering", "num.xml")));
  EXPECT_EQ(answer.text(), "§ 12 Mål\n§ 13 Mål\n");
}

TEST(Docx, WhatIsEmbeddedIsAPart) {
  const auto answer = read(docx(paragraph("Yttre") + "<w:altChunk r:id=\"a\"/>", {{"word/in.docx", docx(paragraph("Inre"))}},
                                relates("a", "aFChunk", "in.docx")));
  EXPECT_EQ(answer.text(), "Yttre\n\fInre\n");
  ASSERT_EQ(answer.documents[0].parts.size(), 1U);
  EXPECT_EQ(answer.documents[0].parts[0].kind, "docx");
}

TEST(Docx, DisagreeingArchivesAreRefused) {
  const std::string good = docx(paragraph("Hej"));
  std::string bad = good;
  const std::size_t name = bad.find("word/document.xml");  // before the entry; the directory names it too
  bad[name + 5] = 'D';
  EXPECT_TRUE(read(bad).says("archive is damaged"));
  EXPECT_TRUE(read(docx("", {{"word/Document.xml", "<w:document/>"}})).says("two entries have one name"));
  for (std::size_t size = 4; size < good.size(); size += 7) EXPECT_TRUE(read(std::string_view(good).substr(0, size)).is_flagged()) << size;
}

TEST(Docx, EveryFlippedByteIsToldOrChangesNothing) {
  const std::string good = docx(paragraph("Hej Åsa Öberg, ärendet gäller 070-174 06 05"));
  const std::string text = read(good).text();
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    const auto answer = read(bad);
    EXPECT_TRUE(answer.is_flagged() || answer.text() == text) << at;
  }
}

TEST(Docx, DeepAndBrokenXmlIsRefused) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<w:ins>";
  deep += "<w:r><w:t>x</w:t></w:r>";
  for (int i = 0; i < 200'000; ++i) deep += "</w:ins>";
  ReadOptions options;
  options.limits.ratio = 100'000;
  EXPECT_TRUE(read(docx("<w:p>" + deep + "</w:p>"), options).says("nested deeper"));
  EXPECT_TRUE(read(docx("<w:p>")).says("XML is damaged"));
  // No entity of its own is looked up.
  const auto bomb = read(docx("", {}, ""), {});
  EXPECT_TRUE(bomb.says("no text found"));
}

std::string odt(const std::string& body, const std::string& kind = "text") {
  return samples::zip({{"mimetype", "application/vnd.oasis.opendocument." + kind},
                       {"content.xml", "<office:document-content><office:body><office:" + kind + ">" + body + "</office:" + kind +
                                           "></office:body></office:document-content>"}});
}

TEST(Odt, TextDeletionsNotesAndTables) {
  const auto answer = read(
      odt("<text:tracked-changes><text:changed-region><text:deletion><text:p>HEMLIGT</text:p></text:deletion></text:changed-region></"
          "text:tracked-changes>"
          "<text:p>Hej <text:span>Åsa</text:span><text:s text:c=\"2\"/>x<text:tab/>y<text:line-break/>z"
          "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Not</text:p></text:note-body></text:note></text:p>"
          "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell/>"
          "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>"));
  EXPECT_EQ(answer.text(), "Hej Åsa  x\ty\nz[1]\na\t\tc\n[1] Not\n");
  EXPECT_EQ(answer.documents[0].deletions, 1U);
  EXPECT_TRUE(read(samples::zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                 {"META-INF/manifest.xml", "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"},
                                 {"content.xml", "x"}}))
                  .says("encrypted"));
}

TEST(Ods, RepeatedCellsAreBounded) {
  const auto sheet = [](const std::string& rows) {
    return odt("<table:table table:name=\"Blad\">" + rows + "</table:table>", "spreadsheet");
  };
  const std::string twice =
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\"><text:p>x</text:p>"
      "</table:table-cell><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>";
  EXPECT_EQ(read(sheet(twice)).text(), "Blad\nx\tx\nx\tx\n");
  const std::string bomb =
      "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p>"
      "</table:table-cell></table:table-row>";
  EXPECT_TRUE(read(sheet(bomb)).says("repeat cells"));
}

std::string xlsx(const std::string& rows, const std::string& strings = "") {
  const std::string relations = relates("1", "worksheet", "worksheets/sheet1.xml") + relates("2", "sharedStrings", "strings.xml") +
                                relates("3", "styles", "styles.xml");
  return samples::zip({{"[Content_Types].xml", "<Types/>"},
                       {"_rels/.rels", "<Relationships>" + relates("1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
                       {"xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>"},
                       {"xl/workbook.xml", "<workbook><sheets><sheet name=\"Blad1\" r:id=\"1\" state=\"hidden\"/></sheets></workbook>"},
                       {"xl/strings.xml", "<sst>" + strings + "</sst>"},
                       {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
                       {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
}

TEST(Xlsx, CellsAsShown) {
  const auto answer = read(
      xlsx("<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>inne</t></is></c><c r=\"D1\" s=\"1\"><v>45352</v></c>"
           "<c r=\"E1\"><v>1.98504129803E11</v></c></row>",
           "<si><r><t>Å</t></r><r><t>sa</t></r><rPh><t>NEJ</t></rPh></si>"));
  EXPECT_EQ(answer.text(), "Blad1\nÅsa\t\tinne\t2024-03-01\t198504129803\n");
  EXPECT_TRUE(answer.says("a hidden sheet"));
}

TEST(Xlsx, OneStringInManyCellsIsBounded) {
  std::string rows;
  for (int i = 0; i < 4000; ++i) rows += "<row><c t=\"s\"><v>0</v></c></row>";
  EXPECT_TRUE(read(xlsx(rows, "<si><t>" + std::string(30'000, 'x') + "</t></si>")).says("over the limit"));
}

}  // namespace
}  // namespace mask
