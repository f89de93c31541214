// Laws of masking whole documents, tried on text shuffled from the marked lines of the detectors' tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/masker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>

#include "libmask/base/simd.h"
#include "libmask/render/render.h"
#include "libmask/text/segment.h"
#include "tests/libmask/find/marked.h"

namespace cli {
namespace {

using mask::Result;

// Every line of every marked file.
const std::vector<std::string>& lines() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(MASKROS_TESTS "/find")) {
      if (entry.path().extension() != ".txt" || entry.path().filename() == "CMakeLists.txt") continue;
      for (const mask::test::MarkedLine& line : mask::test::read_marked(entry.path()).lines) texts.push_back(line.text);
    }
    std::ranges::sort(texts);
    return texts;
  }();
  return all;
}

std::string shuffled(std::uint32_t seed, std::size_t size, std::string_view between = "\n") {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) {
    text += lines()[random() % lines().size()];
    text += random() % 7 == 0 ? std::string("\n\n") : std::string(between);
  }
  return text;
}

struct Fixture {
  Fixture() : finder(mask::test::lexicon()) {
    auto policy = mask::load_policy(MASKROS_POLICIES "/all.toml");
    if (!policy) throw std::runtime_error(policy.error().message);
    masking.lexicon = &mask::test::lexicon();
    masking.finder = &finder;
    masking.rules.policy = *policy;
    if (!masking.prepare()) throw std::runtime_error("labels");
  }
  mask::Finder finder;
  Masking masking;
};

struct Masked {
  std::string text;
  std::string same;  // what stood outside the masks, as written
  std::string kept;  // the same, cut from the original
  std::size_t masks = 0;
};

// Masks what comes in pieces of `piece` bytes.
Masked masked(const Masking& masking, std::string_view text, std::size_t piece = mask::segment_size) {
  Masked out;
  DocumentMasker masker(masking);
  std::string_view left = text;
  const auto read = [&](char* into, std::size_t size) -> Result<std::size_t> {
    std::size_t sum = 0;
    while (sum < size && !left.empty()) {  // as a read of a pipe that gives little at a time
      const std::size_t count = std::min({piece, size - sum, left.size()});
      std::memcpy(into + sum, left.data(), count);
      left.remove_prefix(count);
      sum += count;
    }
    return sum;
  };
  std::uint64_t done = 0;
  const auto walked = masker.walk(read, [&](const Checked& segment) -> Result<void> {
    EXPECT_EQ(segment.offset + segment.from, done);
    done = segment.offset + segment.to;
    mask::render_text(segment.text, segment.from, segment.to, segment.decisions, segment.labels, out.text);
    std::uint32_t at = segment.from;
    for (const mask::Decision& decision : segment.decisions.list) {
      out.kept.append(text, segment.offset + at, decision.span.start - at);
      out.same.append(segment.text, at, decision.span.start - at);
      at = decision.span.end;
    }
    out.kept.append(text, segment.offset + at, segment.to - at);
    out.same.append(segment.text, at, segment.to - at);
    out.masks += segment.decisions.list.size();
    return {};
  });
  EXPECT_TRUE(walked);
  EXPECT_EQ(done, text.size());
  return out;
}

TEST(Masker, GivesTheSameBytesHoweverTheyArrive) {
  const Fixture fixture;
  for (std::uint32_t seed = 0; seed < 4; ++seed) {
    const std::string text = shuffled(seed, 20000);
    const Masked whole = masked(fixture.masking, text);
    EXPECT_GT(whole.masks, 50U);
    for (const std::size_t piece : std::initializer_list<std::size_t>{1, 7, 64, 4095, 4096, 4097})
      EXPECT_EQ(masked(fixture.masking, text, piece).text, whole.text) << "seed " << seed << " piece " << piece;
  }
}

TEST(Masker, GivesTheSameBytesOnEveryKindOfVectors) {
  const Fixture fixture;
  const std::string text = shuffled(11, 100000);
  const std::string best = masked(fixture.masking, text).text;
  const std::string_view before = mask::simd_target();
  for (const std::string_view target : mask::simd_targets()) {
    ASSERT_TRUE(mask::force_simd(target));
    EXPECT_EQ(masked(fixture.masking, text).text, best) << target;
  }
  ASSERT_TRUE(mask::force_simd(before));
}

TEST(Masker, LeavesWhatIsOutsideMasksByteForByte) {
  const Fixture fixture;
  for (std::uint32_t seed = 20; seed < 24; ++seed) {
    const Masked result = masked(fixture.masking, shuffled(seed, 30000));
    EXPECT_EQ(result.same, result.kept);
  }
}

TEST(Masker, ChangesNothingTheSecondTime) {
  const Fixture fixture;
  for (std::uint32_t seed = 30; seed < 60; ++seed) {
    const Masked once = masked(fixture.masking, shuffled(seed, 2000));
    EXPECT_EQ(masked(fixture.masking, once.text).text, once.text) << "seed " << seed;
  }
}

TEST(Masker, AMarkIsNoLabelForItsNeighbours) {
  const Fixture fixture;
  for (const std::string_view text :
       {"IP [IP-ADRESS] och version 10.2.14.3.", "Bankgiro [BANKKONTO], OCR 44180217.", "Konto [BANKKONTO] och 628114",
        "[PERSON 2], født [FØDSELSDATO], blev ansat i 2011.", "på værksted hos Brødrene [PERSON 5] i fem uger",
        "Artikelnummer 850412-2271\nPersonnummer[PERSONNUMMER]"}) {
    EXPECT_EQ(masked(fixture.masking, text).text, text);
  }
}

TEST(Masker, CutsLongTextsWithoutALeak) {
  const Fixture fixture;
  // A number every 40 bytes, on lines and then on one line: wherever the cuts fall, each is masked whole.
  for (const char end : {'\n', ' '}) {
    std::string text;
    std::size_t count = 0;
    for (; text.size() < 2 * mask::segment_size + 100000; ++count) text.append("mobil 070-174 06 05 och pnr 640823-9819,").append(1, end);
    const Masked result = masked(fixture.masking, text, 99991);
    EXPECT_EQ(result.masks, 2 * count);
    EXPECT_EQ(result.text.find("98"), std::string::npos);
    EXPECT_EQ(result.text.find("06"), std::string::npos);
  }
}

TEST(Masker, CutsNoCharacter) {
  const Fixture fixture;
  for (std::size_t shift = 0; shift < 4; ++shift) {
    for (const std::string_view word : {"\u00E5", "\u20AC", "\U0001F600", "\u00E5\u00E4 "}) {
      std::string text(shift, 'x');
      while (text.size() < mask::segment_size + 20000) text += word;
      EXPECT_EQ(masked(fixture.masking, text, 65536).text, text) << shift;
    }
  }
}

TEST(Masker, RefusesBadBytesWithTheirPlaceAndGivesNothing) {
  const Fixture fixture;
  DocumentMasker masker(fixture.masking);
  bool was_called = false;
  const auto walked = masker.walk("abc\xFF", [&](const Checked&) -> Result<void> {
    was_called = true;
    return {};
  });
  ASSERT_FALSE(walked);
  EXPECT_EQ(walked.error().offset, 3U);
  EXPECT_FALSE(was_called);
}

TEST(Masker, AMarkInTheTextKeepsItsNumber) {
  const Fixture fixture;
  const std::string out = masked(fixture.masking, "Se [PERSON 4]. Handläggare Anna Berg.").text;
  EXPECT_NE(out.find("[PERSON 4]"), std::string::npos);
  EXPECT_EQ(out.find("[PERSON 1]"), std::string::npos);
}

}  // namespace
}  // namespace cli
