// Reading order from boxes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mask {
namespace {

// A page drawn with a typewriter: letters of 5 points, lines of 12 points with letters 10 points high.
std::vector<PlacedWord> drawn(std::string_view picture, float x = 50, float y = 50, float slant = 0) {
  std::vector<PlacedWord> out;
  float row = 0;
  while (!picture.empty()) {
    const std::string_view line = picture.substr(0, picture.find('\n'));
    picture.remove_prefix(std::min(picture.size(), line.size() + 1));
    float column = 0;
    for (std::size_t i = 0; i < line.size();) {
      std::string word;
      const float start = column;
      while (i < line.size() && line[i] != ' ') {
        word += line[i];
        if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) ++column;
        ++i;
      }
      if (!word.empty()) {
        const Box box{x + start * 5, y + row * 12 + slant * start, x + column * 5, y + row * 12 + slant * start + 10};
        out.push_back({.text = word, .place = box, .box = box});
      }
      while (i < line.size() && line[i] == ' ') {
        ++column;
        ++i;
      }
    }
    ++row;
  }
  return out;
}

std::string text_of(const std::vector<PlacedWord>& words, bool keeps_lines = false) {
  std::string text;
  const auto placed = lay_out(words, {.keeps_lines = keeps_lines}, text);
  EXPECT_EQ(placed.size(), words.size());
  return text;
}

TEST(Layout, NothingGivesNothing) { EXPECT_EQ(text_of({}), ""); }

TEST(Layout, LinesAndParagraphs) {
  EXPECT_EQ(text_of(drawn("Protokoll\n\nNämnden beslutar att\nbevilja ansökan om bidrag.\nBeslutet gäller nu.\n\nVid protokollet")),
            "Protokoll\n\nNämnden beslutar att\nbevilja ansökan om bidrag.\nBeslutet gäller nu.\n\nVid protokollet\n");
}

TEST(Layout, IndentedParagraphs) {
  EXPECT_EQ(text_of(drawn("Nämnden beslutar att bevilja\nansökan om bidrag i år.\n   Beslutet gäller från och\nmed nästa år och framåt.")),
            "Nämnden beslutar att bevilja\nansökan om bidrag i år.\n\nBeslutet gäller från och\nmed nästa år och framåt.\n");
}

constexpr std::string_view two_columns =
    "Socialnämnden i Exempelby               Barnen i förskolan leker\n"
    "har behandlat ärendet som               ute varje dag när det går\n"
    "gäller bidrag till föreningar           och vädret inte är alltför\n"
    "som arbetar med barn och                kallt eller blött för dem.\n"
    "unga i hela kommunen under              De äter lunch klockan elva\n"
    "de kommande två åren.                   och sover sedan en stund.\n";

constexpr std::string_view read_columns =
    "Socialnämnden i Exempelby\nhar behandlat ärendet som\ngäller bidrag till föreningar\nsom arbetar med barn och\nunga i hela kommunen "
    "under\n"
    "de kommande två åren.\n\n"
    "Barnen i förskolan leker\nute varje dag när det går\noch vädret inte är alltför\nkallt eller blött för dem.\nDe äter lunch klockan "
    "elva\n"
    "och sover sedan en stund.\n";

TEST(Layout, ColumnsOneAfterTheOther) { EXPECT_EQ(text_of(drawn(two_columns)), read_columns); }

TEST(Layout, ColumnsWhoseLinesDoNotMeet) {
  std::vector<PlacedWord> words = drawn(two_columns);
  for (PlacedWord& word : words) {
    if (word.place.x0 > 240) word.place.y0 += 5, word.place.y1 += 5;
  }
  EXPECT_EQ(text_of(words), read_columns);
}

TEST(Layout, ColumnsBetweenHeaderAndFooter) {
  std::vector<PlacedWord> words = drawn("Exempelby kommun", 50, 10);
  std::vector<PlacedWord> footer = drawn("                    Sida 1 av 3 sidor i detta dokument", 50, 180);
  const auto body = drawn(two_columns);
  words.insert(words.end(), body.begin(), body.end());
  words.insert(words.end(), footer.begin(), footer.end());
  EXPECT_EQ(text_of(words), "Exempelby kommun\n\n" + std::string(read_columns) + "\nSida 1 av 3 sidor i detta dokument\n");
}

TEST(Layout, TablesAreRows) {
  EXPECT_EQ(
      text_of(drawn("Namn              Född         Belopp\nAnna Berg         1980-01-01    1 200\nBo Ek             1975-12-24      900\n"
                    "Cecilia Dahl      1990-06-06   10 000\n")),
      "Namn\tFödd\tBelopp\nAnna Berg\t1980-01-01\t1 200\nBo Ek\t1975-12-24\t900\nCecilia Dahl\t1990-06-06\t10 000\n");
}

TEST(Layout, ATableBelowTwoColumnsStaysWhole) {
  std::vector<PlacedWord> words = drawn(two_columns);
  const auto table = drawn(
      "Namn                                    Belopp\nAnna Berg                               1 200\nBo Ek                                "
      "   900\n",
      50, 160);
  words.insert(words.end(), table.begin(), table.end());
  EXPECT_EQ(text_of(words), std::string(read_columns) + "\nNamn\tBelopp\nAnna Berg\t1 200\nBo Ek\t900\n");
}

TEST(Layout, AFormOfTwoColumnsIsRows) {
  EXPECT_EQ(text_of(drawn("Namn:           Anna Berg\nAdress:         Storgatan 1\nPostort:        123 45 Exempelby\n")),
            "Namn:\tAnna Berg\nAdress:\tStorgatan 1\nPostort:\t123 45 Exempelby\n");
}

TEST(Layout, ListsAreNoTables) {
  EXPECT_EQ(text_of(drawn("1.    Mötet öppnas av ordföranden\n2.    Val av justerare\n3.    Dagordningen fastställs")),
            "1. Mötet öppnas av ordföranden\n2. Val av justerare\n3. Dagordningen fastställs\n");
}

TEST(Layout, WideBlanksInProseAreNoGutter) {
  EXPECT_EQ(text_of(drawn("Den som  vill ansöka om bidrag ska\nlämna in  en ansökan i tid till oss\nsom sedan prövar den på nytt igen")),
            "Den som vill ansöka om bidrag ska\nlämna in en ansökan i tid till oss\nsom sedan prövar den på nytt igen\n");
}

TEST(Layout, SuperscriptsStayInTheirLine) {
  std::vector<PlacedWord> words = drawn("Ytan är 12 m  stor\noch marken är ren");
  const Box box{50 + 12 * 5, 48, 50 + 12 * 5 + 4, 54};
  words.push_back({.text = "2", .place = box, .box = box});
  EXPECT_EQ(text_of(words), "Ytan är 12 m 2 stor\noch marken är ren\n");
}

TEST(Layout, SlantedLinesStayWhole) {
  EXPECT_EQ(
      text_of(drawn(
          "Den som vill ansöka om bidrag ska lämna in\nen ansökan i god tid till nämnden som då\nprövar den så snart det går och kan ske",
          50, 50, 0.04F)),
      "Den som vill ansöka om bidrag ska lämna in\nen ansökan i god tid till nämnden som då\nprövar den så snart det går och kan ske\n");
}

TEST(Layout, FragmentsWithoutABlank) {
  std::vector<PlacedWord> words = drawn("Anna");
  const Box box{70, 50, 90, 60};
  words.push_back({.text = "Berg", .place = box, .box = box, .follows = true});
  EXPECT_EQ(text_of(words), "AnnaBerg\n");
}

struct Hyphen {
  std::string_view above;
  std::string_view below;
  std::string_view joined;
};

TEST(Layout, WordsGoOnOverHyphens) {
  constexpr Hyphen cases[] = {
      {"en ansök-", "ning om bidrag", "en ansökning\nom bidrag\n"},
      {"en ansök\u00AD", "ning om bidrag", "en ansökning\nom bidrag\n"},
      {"en ansök\u2010", "ning", "en ansökning\n"},
      {"mark-", "och vatten", "mark-\noch vatten\n"},
      {"mark-", "og vand", "mark-\nog vand\n"},
      {"inom EU-", "länderna är", "inom EU-länderna\när\n"},
      {"skicka e-", "post till", "skicka e-post\ntill\n"},
      {"nr 850709-", "9805 gäller", "nr 850709-9805\ngäller\n"},
      {"den 8-", "åriga flickan", "den 8-åriga\nflickan\n"},
      {"hej Karl-", "Erik Berg", "hej Karl-Erik\nBerg\n"},
      {"detta -", "och inget annat", "detta -\noch inget annat\n"},
      {"se bilaga", "ett", "se bilaga\nett\n"},
  };
  for (const Hyphen& c : cases) {
    const std::string picture = std::string(c.above) + "\n" + std::string(c.below);
    EXPECT_EQ(text_of(drawn(picture)), c.joined);
    EXPECT_EQ(text_of(drawn(picture), true), picture + "\n");
  }
}

TEST(Layout, WordsGoOnInTheNextColumn) {
  std::string picture(two_columns);
  const std::size_t at = picture.find("åren. ");
  picture.replace(at, 6, "år- ");  // å is two bytes, so is the blank less
  picture.replace(picture.find("Barnen"), 6, "barnen");
  const std::string text = text_of(drawn(picture));
  EXPECT_NE(text.find("årbarnen"), std::string::npos) << text;
}

// Laws, for pages of words anywhere.
TEST(Layout, EveryWordOnceInOrderWhateverTheOrder) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&](unsigned n) { return static_cast<float>(random() % n); };
    std::vector<PlacedWord> words;
    for (unsigned i = 0; i < 20 + seed * 10; ++i) {
      Box box{pick(500), pick(60) * (seed % 2 == 0 ? 12 : 11.3F), 0, 0};
      box.x1 = box.x0 + 5 + pick(60);
      box.y1 = box.y0 + 4 + pick(9);
      words.push_back({.text = "w" + std::to_string(i) + (i % 7 == 0 ? "-" : ""), .place = box, .box = box});
    }
    std::string text;
    std::vector<std::uint32_t> order;
    const auto placed = lay_out(words, {.keeps_lines = true}, text, &order);
    ASSERT_EQ(placed.size(), words.size()) << seed;
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const PlacedWord& word = words[order[i]];
      ASSERT_GE(placed[i].span.start, end) << seed;
      end = placed[i].span.end;
      ASSERT_EQ(std::string_view(text).substr(placed[i].span.start, placed[i].span.size()), word.text) << seed;
      ASSERT_EQ(placed[i].box, word.box) << seed;
    }
    std::vector<std::uint32_t> sorted = order;
    std::ranges::sort(sorted);
    for (std::uint32_t i = 0; i < sorted.size(); ++i) ASSERT_EQ(sorted[i], i) << seed;
    std::vector<PlacedWord> shuffled = words;
    std::ranges::shuffle(shuffled, random);
    EXPECT_EQ(text_of(shuffled, true), text) << seed;
  }
}

TEST(Layout, ManyWordsTakeNoLongTime) {
  std::vector<PlacedWord> one_line;
  std::vector<PlacedWord> one_column;
  std::vector<PlacedWord> one_place;
  for (unsigned i = 0; i < 100'000; ++i) {
    const auto f = static_cast<float>(i);
    one_line.push_back({.text = "a", .place = {f * 8, 0, f * 8 + 5, 10}, .box = {}});
    one_column.push_back({.text = "a", .place = {0, f * 12, 5, f * 12 + 10}, .box = {}});
    one_place.push_back({.text = "a", .place = {0, 0, 5, 10}, .box = {}});
  }
  EXPECT_EQ(text_of(one_line).size(), 200'000U);
  EXPECT_EQ(text_of(one_column).size(), 200'000U);
  EXPECT_EQ(text_of(one_place).size(), 200'000U);
}

}  // namespace
}  // namespace mask
