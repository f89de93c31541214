// Mail, Outlook messages, winmail.dat.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "libmask/read/mail_body.h"
#include "libmask/read/mail_words.h"
#include "libmask/read/message.h"
#include "libmask/read/walk.h"
#include "tests/libmask/read/compound.h"
#include "tests/libmask/read/samples.h"

namespace mask {
namespace {

using samples::read;

TEST(MailWords, EncodedWords) {
  EXPECT_EQ(decode_header(" =?utf-8?Q?=C3=85sa_=C3=96berg?= <a@example.org>"), "Åsa Öberg <a@example.org>");
  EXPECT_EQ(decode_header("=?ISO-8859-1?B?xXNh?="), "Åsa");
  // A character cut between two words.
  EXPECT_EQ(decode_header("=?utf-8?Q?=C3?=\r\n =?utf-8?Q?=85sa?="), "Åsa");
  EXPECT_EQ(decode_header("\xC5sa"), "Åsa");
  EXPECT_EQ(decode_header("=?utf-8?Q?a=0D=0ABcc:_b?="), "a  Bcc: b");  // no line of its own
  EXPECT_EQ(decode_header("=?nonsense"), "=?nonsense");
}

TEST(MailWords, Parameters) {
  EXPECT_EQ(header_parameter("attachment; filename=\"a b.pdf\"; size=3", "filename"), "a b.pdf");
  EXPECT_EQ(header_parameter("attachment; filename*=utf-8''%C3%85sa.pdf", "filename"), "Åsa.pdf");
  EXPECT_EQ(header_parameter("attachment; filename*0*=iso-8859-1'sv'%C5s; filename*1=a.pdf", "filename"), "Åsa.pdf");
  EXPECT_EQ(header_parameter("text/plain; charset=utf-8", "filename"), std::nullopt);
}

TEST(MailBody, FlowedLines) {
  EXPECT_EQ(unflow("en rad \r\nsom går på\r\n> citat \r\n> går på\r\n-- \r\nÅsa\r\n", false),
            "en rad som går på\n> citat går på\n-- \nÅsa\n");
  EXPECT_EQ(unflow("sam \nman\n", true), "samman\n");
}

constexpr std::string_view head =
    "From: =?utf-8?Q?=C3=85sa?= <a@example.org>\r\nTo: b@example.org\r\nSubject: Hej\r\nMIME-Version: 1.0\r\n";

TEST(Mail, HeadAndText) {
  const auto answer =
      read(std::string(head) +
           "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHej =C5sa\r\n");
  EXPECT_EQ(answer.text(), "From: Åsa <a@example.org>\nTo: b@example.org\nSubject: Hej\n\nHej Åsa\n");
  EXPECT_FALSE(answer.is_flagged());
}

std::string alternative(const std::string& plain, const std::string& html) {
  return std::string(head) +
         "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + plain +
         "\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n--x--\r\n";
}

TEST(Mail, OfTwoFormsNothingIsLost) {
  EXPECT_TRUE(read(alternative("Hej Åsa", "<p>Hej <b>Åsa</b></p>")).text().ends_with("\n\nHej Åsa\n"));
  EXPECT_TRUE(read(alternative("Hej", "<p>Hej Åsa</p>")).text().ends_with("\n\nHej Åsa\n"));
  EXPECT_TRUE(read(alternative("Hej\r\nOla var här", "<p>Hej Åsa</p>")).text().ends_with("Hej Åsa\n\nOla var här\n"));
}

std::string mixed(const std::string& attachment) {
  return std::string(head) + "Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\nText\r\n--y\r\n" +
         attachment + "\r\n--y--\r\n";
}

TEST(Mail, AttachmentsAreParts) {
  const auto inner = read(mixed("Content-Type: message/rfc822\r\n\r\nFrom: inre@example.org\r\nSubject: Inre\r\n\r\nInre text\r\n"));
  EXPECT_TRUE(inner.text().ends_with("Text\n\fFrom: inre@example.org\nSubject: Inre\n\nInre text\n")) << inner.text();
  ASSERT_EQ(inner.documents[0].parts.size(), 1U);
  EXPECT_EQ(inner.documents[0].parts[0].kind, "eml");
  const auto binary =
      read(mixed("Content-Type: application/octet-stream; name=\"../a.bin\"\r\nContent-Transfer-Encoding: "
                 "base64\r\n\r\nAAECAwQFBgcIAAECAwQFBgcI\r\n"));
  ASSERT_EQ(binary.documents[0].parts.size(), 1U);
  EXPECT_EQ(binary.documents[0].parts[0].name, "a.bin");
  EXPECT_TRUE(binary.says("part 1: neither text"));
}

TEST(Mail, WhatIsCutShortIsTold) {
  const std::string bytes = mixed("Content-Type: text/plain; name=b.txt\r\nContent-Disposition: attachment\r\n\r\nBilagan");
  for (std::size_t size = head.size(); size + 4 < bytes.size(); ++size)
    EXPECT_TRUE(read(std::string_view(bytes).substr(0, size)).is_flagged()) << size;
}

TEST(Mail, EncryptedPartsAreTold) {
  EXPECT_TRUE(read(std::string(head) +
                   "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n")
                  .says("S/MIME"));
}

// "{\rtf1 Hej}" packed without any reference back.
std::string packed_rtf(const std::string& rtf) {
  std::string content;
  for (std::size_t at = 0; at < rtf.size(); at += 8) content += '\0' + rtf.substr(at, 8);
  std::uint32_t checksum = 0;
  for (const char c : content) {
    checksum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) checksum = (checksum & 1) != 0 ? checksum >> 1 ^ 0xEDB88320U : checksum >> 1;
  }
  return samples::number(content.size() + 12, 4) + samples::number(rtf.size(), 4) + "LZFu" + samples::number(checksum, 4) + content;
}

TEST(PackedRtf, ExampleOfTheSpecification) {
  const std::string packed(
      "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a"
      "\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0",
      49);
  const ReadOptions options;
  const Services services;
  Walk walk(options, services);
  EXPECT_EQ(unpack_rtf(packed, walk).value_or("?"), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  for (std::size_t size = 0; size < packed.size(); ++size) EXPECT_FALSE(unpack_rtf(std::string_view(packed).substr(0, size), walk)) << size;
  std::string bad = packed;
  bad[30] = static_cast<char>(bad[30] ^ 1);
  EXPECT_EQ(unpack_rtf(bad, walk).error().message, "the packed text is damaged: wrong checksum");
}

std::string wide(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) out += std::string(1, c) + '\0';
  return out;
}

samples::Storage message(const std::string& subject, const std::string& body) {
  return {.streams = {{"__properties_version1.0", std::string(32, '\0')},
                      {"__substg1.0_0037001F", wide(subject)},
                      {"__substg1.0_0C1A001F", wide("Ola")},
                      {"__substg1.0_0C1F001F", wide("ola@example.org")},
                      {"__substg1.0_1000001F", wide(body)}}};
}

TEST(Msg, TextAttachmentsAndMessagesInIt) {
  samples::Storage top = message("Hej", "Text av Ola");
  top.storages.push_back(
      {"__attach_version1.0_#00000000", {.streams = {{"__substg1.0_3707001F", wide("a.txt")}, {"__substg1.0_37010102", "Bilaga"}}}});
  samples::Storage holder;
  holder.storages.push_back({"__substg1.0_3701000D", message("Inre", "Inre text")});
  top.storages.push_back({"__attach_version1.0_#00000001", holder});
  const std::string bytes = samples::compound(top);
  const auto answer = read(bytes);
  EXPECT_EQ(answer.text(),
            "From: Ola <ola@example.org>\nSubject: Hej\n\nText av Ola\fBilaga\fFrom: Ola <ola@example.org>\nSubject: Inre\n\nInre text");
  EXPECT_EQ(answer.documents[0].kind, "msg");
  ASSERT_EQ(answer.documents[0].parts.size(), 2U);
  EXPECT_EQ(answer.documents[0].parts[0].name, "a.txt");
  EXPECT_FALSE(answer.is_flagged());
  for (std::size_t size = 8; size + 512 < bytes.size(); size += 64)
    EXPECT_TRUE(read(std::string_view(bytes).substr(0, size)).is_flagged()) << size;
}

TEST(Msg, PackedRtfAndThePageInIt) {
  samples::Storage top = message("Hej", "");
  top.streams.back() = {"__substg1.0_10090102", packed_rtf("{\\rtf1\\ansi Formaterad \\'c5sa\\par}")};
  EXPECT_TRUE(read(samples::compound(top)).text().ends_with("\n\nFormaterad Åsa\n"));
  top.streams.back().second = packed_rtf(
      "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag <p>}Hej \\htmlrtf NEJ\\htmlrtf0 {\\*\\htmltag <b>}\\'c5sa{\\*\\htmltag </b></p>}}");
  EXPECT_TRUE(read(samples::compound(top)).text().ends_with("\n\nHej Åsa\n"));
  top.streams.back().second.back() ^= 1;
  EXPECT_TRUE(read(samples::compound(top)).says("wrong checksum"));
}

TEST(Compound, WhatAnObjectHoldsIsRead) {
  const std::string file = std::string(4, '\0') + std::string(2, '\0') + std::string("a.txt\0C:\\a.txt\0", 15) + std::string(4, '\0') +
                           samples::number(2, 4) + std::string("x\0", 2) + samples::number(6, 4) + "Bilaga";
  const std::string object = samples::compound({.streams = {{"\x01Ole10Native", file}}});
  const auto answer = read(samples::docx(samples::paragraph("Yttre") + "<w:altChunk r:id=\"a\"/>", {{"word/o.bin", object}},
                                         "<Relationship Id=\"a\" Type=\"x/oleObject\" Target=\"o.bin\"/>"));
  EXPECT_EQ(answer.text(), "Yttre\n\fBilaga");
}

TEST(Compound, OtherKindsAreTold) {
  EXPECT_TRUE(read(samples::compound({.streams = {{"Workbook", "x"}}})).says("an old spreadsheet: not read"));
  EXPECT_TRUE(read(samples::compound({.streams = {{"EncryptedPackage", "x"}}})).says("encrypted"));
}

std::string old_word(std::uint32_t characters, std::uint32_t headers, std::uint16_t flags) {
  std::string fib(0x100, '\0');
  fib.replace(0, 2, "\xEC\xA5");
  fib.replace(0x0A, 2, samples::number(flags, 2));
  fib.replace(0x4C, 4, samples::number(characters, 4));
  fib.replace(0x54, 4, samples::number(headers, 4));
  return samples::compound({.streams = {{"WordDocument", fib}}});
}

TEST(Doc, TheTextIsHeldAgainstWhatTheDocumentSays) {
  Services services;
  services.convert_doc = [](std::string_view) -> Result<std::string> { return "Hej Åsa\n"; };
  EXPECT_EQ(read(old_word(9, 0, 0), {}, services).text(), "Hej Åsa\n");
  EXPECT_FALSE(read(old_word(9, 0, 0), {}, services).is_flagged());
  EXPECT_TRUE(read(old_word(100, 0, 0), {}, services).says("8 of 100 characters"));
  EXPECT_TRUE(read(old_word(9, 5, 0), {}, services).says("headers or footers"));
  EXPECT_TRUE(read(old_word(9, 0, 0x100), {}, services).says("encrypted"));
  EXPECT_TRUE(read(old_word(9, 0, 0)).says("not read here"));
}

std::string record(std::uint32_t id, const std::string& data) {
  std::uint64_t sum = 0;
  for (const char c : data) sum += static_cast<unsigned char>(c);
  return "\x01" + samples::number(id, 4) + samples::number(data.size(), 4) + data + samples::number(sum & 0xFFFF, 2);
}

TEST(Tnef, BodyAndAttachments) {
  const std::string bytes = std::string("\x78\x9F\x3E\x22", 4) + std::string(2, '\0') + record(0x0002800C, "Hej p\xE5 dig") +
                            record(0x00069002, "x") + record(0x00018010, std::string("a.txt\0", 6)) + record(0x0006800F, "Bilaga");
  EXPECT_EQ(read(bytes).text(), "Hej på dig\fBilaga");
  EXPECT_FALSE(read(bytes).is_flagged());
  for (std::size_t size = 7; size < bytes.size(); ++size) {
    const auto cut = read(std::string_view(bytes).substr(0, size));
    EXPECT_TRUE(cut.is_flagged() || size == 6 + 11 + 10 || size == 6 + 11 + 10 + 12) << size;  // between two records nothing tells
  }
}

}  // namespace
}  // namespace mask
