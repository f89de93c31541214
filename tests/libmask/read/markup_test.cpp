// HTML, RTF, transcripts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/libmask/read/samples.h"

namespace mask {
namespace {

using samples::read;

samples::Answer page(const std::string& body) { return read("<!DOCTYPE html><meta charset=utf-8>" + body); }

TEST(Html, WhatIsSeen) {
  EXPECT_EQ(page("<title>T</title><style>p{}</style><script>x='<p>NEJ'</script><p>Hej   <b>Åsa</b>-Lena</p><div>a<br>b</div>").text(),
            "T\n\nHej Åsa-Lena\n\na\nb\n");
  EXPECT_EQ(page("<ul><li>ett<li><p>två</p></ul><ol start=3><li>tre</ol>").text(), "• ett\n• två\n\n3. tre\n");
  EXPECT_EQ(page("<table><tr><td><p>a</p><td>b<tr><td>c</table>").text(), "a\tb\nc\n");
  EXPECT_EQ(page("<input value='Ola'><input type=checkbox checked><select><option>a<option selected>b</select><img alt=Bild>&aring;&#229;")
                .text(),
            "Ola \xE2\x98\x92"
            "b Bildåå\n");
  const auto hidden = page("<p>a<span style='display: none'>gömt ord</span></p>");
  EXPECT_EQ(hidden.text(), "agömt ord\n");
  EXPECT_EQ(hidden.documents[0].review, std::vector<std::string>{"hidden text"});
}

TEST(Html, Encodings) {
  EXPECT_EQ(read("<html><meta charset='iso-8859-1'><p>\xC5sa").text(), "Åsa\n");
  EXPECT_EQ(read("<html><meta http-equiv=a content='text/html; charset=windows-1250'><p>\xE8").text(), "č\n");
  EXPECT_TRUE(read("<html><p>\xC5sa").says("windows-1252"));
}

TEST(Html, DeepPagesAreRefused) {
  std::string deep = "<html>";
  for (int i = 0; i < 400'000; ++i) deep += "<div>";
  EXPECT_TRUE(read(deep).says("nested deeper"));
  // What closes by itself is not deep.
  std::string flat = "<html>";
  for (int i = 0; i < 20'000; ++i) flat += "<p>x";
  EXPECT_FALSE(read(flat).is_flagged());
}

TEST(Rtf, TextSignsAndCodePages) {
  EXPECT_EQ(read("{\\rtf1\\ansi\\ansicpg1252 Hej \\'c5sa\\par n\\u229?sta\\tab x\\line y\\~z}").text(), "Hej Åsa\nnåsta\tx\ny\xC2\xA0z");
  EXPECT_EQ(read("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f1 \\'c4\\f0 \\'c4}").text(), "ДÄ");
  EXPECT_EQ(read("{\\rtf1\\uc2 \\u197 xxsa{\\uc0 \\u8364 }\\u-10179 xx\\u-8704 xx}").text(), "Åsa€\xF0\x9F\x98\x80");
  EXPECT_EQ(read("{\\rtf1 a{\\*\\unknown NEJ}{\\info NEJ}{\\v g\\'f6mt}b}").text(), "agömtb");
  EXPECT_EQ(read("{\\rtf1 \\trowd a\\cell b\\cell\\row c\\par}").text(), "a\tb\nc\n");
  EXPECT_EQ(read("{\\rtf1 {\\header H\\par}Text{\\footnote Not}{\\footer F}}").text(), "H\nText[1]\nF\n[1] Not\n");
}

TEST(Rtf, DeletedIsCountedHiddenIsTold) {
  const auto answer = read("{\\rtf1 a{\\deleted NEJ}b{\\v g}}");
  EXPECT_EQ(answer.text(), "abg");
  EXPECT_EQ(answer.documents[0].deletions, 1U);
  EXPECT_TRUE(answer.says("hidden text"));
}

TEST(Rtf, DamageIsTold) {
  const std::string good = "{\\rtf1\\ansi Hej \\'c5sa, {\\b vi} ses\\par}";
  for (std::size_t size = 6; size < good.size(); ++size) EXPECT_TRUE(read(good.substr(0, size)).is_flagged()) << size;
  EXPECT_TRUE(read("{\\rtf1 a}b").says("behind its end"));
  EXPECT_EQ(read(std::string("{\\rtf1 a{\\*\\x\\bin3 }}{}b}")).text(), "ab");  // braces in binary are none
  EXPECT_TRUE(read("{\\rtf1" + std::string(2'000'000, '{')).says("nested deeper"));
}

TEST(Subtitles, TimesAndSpeakersStay) {
  const auto vtt = read(
      "WEBVTT\n\nNOTE en\n\n1\n00:01.500 --> 00:03.000 align:start\n<v Åsa Öberg>Hej &amp; <i>välkommen</i>\ntill oss\n\n"
      "00:00:04.000 --> 00:00:05.000\n<v Ola>Tack.</v><v Åsa>Så.</v>\n");
  EXPECT_EQ(vtt.text(), "NOTE en\n[00:00:01] Åsa Öberg: Hej & välkommen till oss\n[00:00:04] Ola: Tack.\n[00:00:04] Åsa: Så.\n");
  const auto srt =
      read("1\r\n00:00:01,000 --> 00:00:02,000\r\n<font color=red>Hej</font>\r\n- Du\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nOla\r\n");
  EXPECT_EQ(srt.text(), "[00:00:01] Hej\n[00:00:01] - Du\n[00:00:03] Ola\n");
  EXPECT_EQ(srt.documents[0].kind, "srt");
}

}  // namespace
}  // namespace mask
