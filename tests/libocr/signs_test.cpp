// Signs that are read by another network.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/signs.h"

#include <gtest/gtest.h>

namespace ocr {
namespace {

// The words of a line after the English network said this of each that it was asked for.
std::string read(const std::vector<std::string>& texts, const std::string& seen, int* asked = nullptr) {
  std::vector<ReadWord> words;
  for (const std::string& text : texts) words.push_back({.text = text, .box = {}, .confidence = 0.9F, .line = 1});
  read_signs(words, [&](const mask::Box&) {
    if (asked != nullptr) ++*asked;
    return seen;
  });
  std::string out;
  for (const ReadWord& word : words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

TEST(Signs, Addresses) {
  EXPECT_EQ(read({"zebulonia.qQWexample.org."}, "zebulonia.q@example.org.\n"), "zebulonia.q@example.org.");
  EXPECT_EQ(read({"(kim.holmØexample.dk),"}, "(kim. holm@example.dk),\n"), "(kim.holm@example.dk),");
  EXPECT_EQ(read({"bØmin-doman.se"}, "| b@min-doman.se"), "b@min-doman.se");
}

TEST(Signs, NoAddressesWhereNoneIsRead) {
  EXPECT_EQ(read({"blåbär.se"}, "blabar.se"), "blåbär.se");
  EXPECT_EQ(read({"example.se"}, "a@b@example.se"), "example.se");
  EXPECT_EQ(read({"exempel.se"}, "@exempel.se"), "exempel.se");
  int asked = 0;
  EXPECT_EQ(read({"www.example.se", "https://example.se/a.pdf", "kap.", "bra.Det", "kim@example.se"}, "x@example.se", &asked),
            "www.example.se https://example.se/a.pdf kap. bra.Det kim@example.se");
  EXPECT_EQ(asked, 0);
}

TEST(Signs, Sections) {
  EXPECT_EQ(read({"4", "kap.", "1", "$", "lagen"}, "§\n"), "4 kap. 1 § lagen");
  EXPECT_EQ(read({"Se", "8", "12"}, "§"), "Se § 12");
  EXPECT_EQ(read({"och", "5", "8."}, "§."), "och 5 §.");
  EXPECT_EQ(read({"1", "8", "barn"}, "8"), "1 8 barn");
  int asked = 0;
  EXPECT_EQ(read({"S", "och", "M", "har", "8", "barn"}, "§", &asked), "S och M har 8 barn");
  EXPECT_EQ(asked, 0);
}

}  // namespace
}  // namespace ocr
