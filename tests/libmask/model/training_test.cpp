// Training on a small made-up corpus: the same bytes twice, and names are learnt from it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "data/make/names/corpus.h"
#include "data/make/names/examples.h"
#include "data/make/names/learn.h"
#include "data/make/names/random.h"
#include "data/make/names/vary.h"
#include "data/make/names/write.h"
#include "libmask/model/names.h"
#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

using names::TokenSentence;

std::vector<names::Sentence> corpus() {
  names::Random random(5);
  const std::vector<std::string> people = {"Qvixa", "Zorpa", "Wexla", "Pluxo"};
  const std::vector<std::string> places = {"Grönlösa", "Hufvaby", "Tranköpa"};
  std::vector<names::Sentence> sentences;
  for (int i = 0; i < 200; ++i) {
    const TokenSentence sentence = {{"Igår", names::none_bit},
                                    {"sade", names::none_bit},
                                    {people[random.below(people.size())], names::person_bit},
                                    {"i", names::none_bit},
                                    {places[random.below(places.size())], names::place_bit},
                                    {".", names::none_bit}};
    sentences.push_back(names::as_sentence(sentence, names::Genre::prose_sv, i % 2 == 0));
  }
  return sentences;
}

std::string train() {
  const auto nothing = [](std::uint64_t) { return name_features::WordStatistics{}; };
  const names::Examples examples = names::make_examples(corpus(), lexicon(), nothing, 2);
  const names::Weights weights = names::learn(examples, {.rounds = 4, .averaged = 2, .is_quiet = true});
  return names::model_file(examples, weights, {}, {.word_slots = 4096, .pair_slots = 4096, .statistics = 64});
}

TEST(Training, TheSameDataGivesTheSameBytes) {
  const std::string bytes = train();
  EXPECT_EQ(bytes, train());
}

TEST(Training, LearnsWhatStandsInTheCorpus) {
  const std::string path = testing::TempDir() + std::to_string(getpid()) + ".training_test.model";
  std::ofstream(path, std::ios::binary) << train();
  const auto model = NameModel::load(path);
  ASSERT_TRUE(model);
  const std::string text = "Igår sade Brylka i Hufvaby .";
  std::vector<ModelWord> words;
  read_words(text, 0, static_cast<std::uint32_t>(text.size()), words);
  NameModel::Workspace work;
  std::vector<NameSpan> found;
  model->find(text, words, lexicon(), {.genre = name_features::Genre::prose_sv}, work, found);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].label, NameLabel::person);
  EXPECT_EQ(found[0].begin, 2U);
  EXPECT_EQ(found[1].label, NameLabel::place);
  EXPECT_GT(found[1].probability, 500);
}

TEST(Training, OwnFunctionsAreRight) {
  EXPECT_NEAR(names::exponential(1), 2.718281828459045, 1e-12);
  EXPECT_NEAR(names::exponential(-20.5) * 1e9, 1.2501528663867426, 1e-11);
  EXPECT_NEAR(names::exponential(0), 1, 1e-15);
  EXPECT_NEAR(names::logarithm(10), 2.302585092994046, 1e-12);
  EXPECT_NEAR(names::logarithm(0.3), -1.2039728043259361, 1e-12);
}

TEST(Training, NoiseKeepsPiecesAndTypes) {
  const names::MarkedDocument document{"sv", {{"Hej ", ""}, {"Åsa Öberg", "person"}, {" på gatan\n", ""}}};
  names::Random random(3);
  const names::MarkedDocument loud = names::with_noise(document, names::Noise::capitals, random);
  EXPECT_EQ(loud.pieces[1].text, "ÅSA ÖBERG");
  EXPECT_EQ(loud.pieces[1].type, "person");
  EXPECT_EQ(names::with_noise(document, names::Noise::plain, random).pieces[1].text, "Asa Oberg");
  EXPECT_EQ(names::with_noise(document, names::Noise::small, random).pieces[1].text, "åsa öberg");
  const names::Sentence sentence = names::as_sentence(document);
  ASSERT_EQ(sentence.words.size(), 5U);
  EXPECT_EQ(sentence.allowed[1], names::person_bit);
  EXPECT_EQ(sentence.allowed[2], names::person_bit);
  EXPECT_EQ(sentence.allowed[3], names::none_bit | names::organisation_bit | names::place_bit);
}

}  // namespace
}  // namespace mask::test
