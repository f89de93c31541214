// Archives and what lies in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "libmask/read/walk.h"
#include "tests/libmask/read/samples.h"

namespace mask {
namespace {

using samples::read;

TEST(Archive, EntriesAreDocumentsOfTheirOwn) {
  const auto answer =
      read(samples::zip({{"a.txt", "Hej"}, {"mapp/", ""}, {"mapp/b.txt", "på dig"}, {"inre.zip", samples::zip({{"c.txt", "c"}})}}));
  ASSERT_EQ(answer.documents.size(), 3U);
  EXPECT_EQ(answer.documents[0].id, "akt/a.txt");
  EXPECT_EQ(answer.documents[1].id, "akt/mapp/b.txt");
  EXPECT_EQ(answer.documents[1].text, "på dig");
  EXPECT_EQ(answer.documents[2].id, "akt/inre.zip/c.txt");
  EXPECT_FALSE(answer.is_flagged());
}

TEST(Archive, NamesAreMadeHarmless) {
  EXPECT_EQ(harmless_name("../../etc/passwd"), "etc/passwd");
  EXPECT_EQ(harmless_name("/a/./b//c"), "a/b/c");
  EXPECT_EQ(harmless_name("a\\..\\b"), "a/b");
  EXPECT_EQ(harmless_name("a\nb\x1B[2Jc\xE2\x80\xAE"
                          "d"),
            "ab[2Jcd");
  EXPECT_EQ(harmless_name(".."), "");
  EXPECT_LE(harmless_name(std::string(5000, 'x')).size(), 1024U);
  const auto answer = read(samples::zip({{"../../x.txt", "x"}}));
  ASSERT_EQ(answer.documents.size(), 1U);
  EXPECT_EQ(answer.documents[0].id, "akt/x.txt");
}

TEST(Archive, ABadEntryIsToldAndTheOthersGoOn) {
  std::string bytes = samples::zip({{"a.txt", "aaaa"}, {"b.txt", "bbbb"}, {"c.txt", "cccc"}}, true);
  bytes[bytes.find("bbbb")] = 'X';  // its checksum is wrong now
  const auto answer = read(bytes);
  ASSERT_EQ(answer.documents.size(), 3U);
  EXPECT_EQ(answer.documents[1].text, "");
  EXPECT_EQ(answer.documents[1].review, std::vector<std::string>{"entry 2: damaged"});
  EXPECT_EQ(answer.documents[2].text, "cccc");
}

TEST(Archive, BombsMeetALimit) {
  const std::string zeros(10U << 20, '\0');
  EXPECT_TRUE(read(samples::zip({{"a.txt", zeros}})).says("over the limit"));
  // In the limit of the ratio, but too much altogether.
  ReadOptions options;
  options.limits.unpacked = 1000;
  EXPECT_TRUE(read(samples::zip({{"a", std::string(600, 'a')}, {"b", std::string(600, 'b')}}, true), options).says("limit of 1000 bytes"));
  std::string nested = samples::zip({{"a.txt", "a"}});
  for (int i = 0; i < 12; ++i) nested = samples::zip({{"a.zip", nested}}, true);
  EXPECT_TRUE(read(nested).says("deeper"));
  options = {};
  options.limits.entries = 2;
  EXPECT_TRUE(read(samples::zip({{"a", "a"}, {"b", "b"}, {"c", "c"}}), options).says("limit of 2 entries"));
}

TEST(Archive, WhatIsCutShortIsRefused) {
  const std::string bytes = samples::zip({{"a.txt", "Hej på dig, Åsa"}, {"b.txt", "Ola"}});
  for (std::size_t size = 4; size < bytes.size(); ++size) EXPECT_TRUE(read(std::string_view(bytes).substr(0, size)).is_flagged()) << size;
}

TEST(Archive, EncryptedEntriesAreTold) {
  std::string bytes = samples::zip({{"a.txt", "aaaa"}}, true);
  bytes[6] |= 1;                             // before the entry
  bytes[bytes.find("PK\x01\x02") + 8] |= 1;  // and in the directory
  EXPECT_EQ(read(bytes).error, "entry 1: encrypted");  // nothing of it can be read
}

TEST(Archive, BinaryFilesAreTold) {
  std::string program;
  for (int i = 0; i < 4096; ++i) program += static_cast<char>(i * 7 % 256);
  const auto answer = read(samples::zip({{"a.exe", program}, {"b.txt", "b"}}));
  ASSERT_EQ(answer.documents.size(), 2U);
  EXPECT_TRUE(answer.says("entry 1: neither text"));
}

TEST(PlainText, Encodings) {
  EXPECT_EQ(read("\xEF\xBB\xBFÅsa").text(), "Åsa");
  EXPECT_EQ(read(std::string("\xFF\xFE\xC5\0s\0a\0", 8)).text(), "Åsa");
  EXPECT_EQ(read(std::string("A\0s\0a\0 \0B\0", 10)).text(), "Asa B");
  const auto guessed = read("\xC5sa");
  EXPECT_EQ(guessed.text(), "Åsa");
  EXPECT_TRUE(guessed.says("windows-1252"));
  EXPECT_EQ(read("A\xCC\x8Asa").text(), "A\xCC\x8Asa");  // decomposed stays
  const auto zero = read(std::string("19850412\0-9803 och mer text", 27));
  EXPECT_EQ(zero.text(), "19850412-9803 och mer text");
  EXPECT_TRUE(zero.says("1 zero byte left out"));
}

TEST(AppendPart, PagesRunOnAndSpansMove) {
  Document whole{.text = "ett", .pages = {{.number = 1, .span = {0, 3}}}};
  Document part{.kind = "pdf",
                .text = "två tre",
                .pages = {{.number = 1, .span = {0, 4}, .words = {{.span = {0, 4}}}}, {.number = 2, .span = {4, 8}}},
                .parts = {{.span = {4, 8}, .name = "inre"}},
                .review = {"page 1: nothing read", "part 1: damaged"},
                .doubtful = {{.span = {0, 2}}},
                .repairs = {{.page = 2}},
                .deletions = 2};
  append_part(whole, std::move(part), "../a.pdf");
  EXPECT_EQ(whole.text, "ett\ftvå tre");
  ASSERT_EQ(whole.pages.size(), 3U);
  EXPECT_EQ(whole.pages[2].number, 3U);
  EXPECT_EQ(whole.pages[1].words[0].span, (Span{4, 8}));
  ASSERT_EQ(whole.parts.size(), 2U);
  EXPECT_EQ(whole.parts[0], (Part{.span = {4, 12}, .name = "a.pdf", .kind = "pdf"}));
  EXPECT_EQ(whole.parts[1].span, (Span{8, 12}));
  EXPECT_EQ(whole.review, (std::vector<std::string>{"part 1: page 1: nothing read", "part 2: damaged"}));
  EXPECT_EQ(whole.doubtful[0].span, (Span{4, 6}));
  EXPECT_EQ(whole.repairs[0].page, 3U);
  EXPECT_EQ(whole.deletions, 2U);
}

}  // namespace
}  // namespace mask
