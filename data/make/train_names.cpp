// Trains the name model from marked text: train_names CORPORA DOCUMENTS -o MODEL [--lexicon FILE]. The same data gives the same bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CORPORA holds ner/*.train.iob2, text/*.txt and gazetteers/*.tsv; DOCUMENTS holds *.jsonl with marked documents.
// The lexicon is the compiled one, beside the program in ../share/maskros unless it is named: it must be the one the model is used with.
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "data/make/names/corpus.h"
#include "data/make/names/count_words.h"
#include "data/make/names/examples.h"
#include "data/make/names/learn.h"
#include "data/make/names/pool.h"
#include "data/make/names/vary.h"
#include "data/make/names/write.h"

namespace {

using names::Genre;
using names::Random;
using names::Sentence;

struct Arguments {
  std::string corpora;
  std::string documents;
  std::string output;
  std::string lexicon;
  names::LearnOptions learn;
  int copies = 6;           // of each document, with other names
  std::uint32_t least = 2;  // times that a feature must be met
  int learners = 3;         // that see the examples in different orders; their weights are averaged
  int fold = -1;            // 0 to 3: every fourth sentence and document, from this one on, is left out, to measure on
};

constexpr int folds = 4;

bool parse(int count, char** words, Arguments& out) {
  std::vector<std::string> paths;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool has_value = i + 1 < count;
    if (word == "-o" && has_value)
      out.output = words[++i];
    else if (word == "--lexicon" && has_value)
      out.lexicon = words[++i];
    else if (word == "--rounds" && has_value)
      out.learn.rounds = std::stoi(words[++i]);
    else if (word == "--averaged" && has_value)
      out.learn.averaged = std::stoi(words[++i]);
    else if (word == "--copies" && has_value)
      out.copies = std::stoi(words[++i]);
    else if (word == "--least" && has_value)
      out.least = static_cast<std::uint32_t>(std::stoul(words[++i]));
    else if (word == "--fold" && has_value)
      out.fold = std::stoi(words[++i]);
    else if (word == "--rate" && has_value)
      out.learn.rate = std::stof(words[++i]);
    else if (word == "--dropped" && has_value)
      out.learn.dropped = static_cast<unsigned>(std::stoul(words[++i]));
    else if (word == "--seed" && has_value)
      out.learn.seed = std::stoull(words[++i]);
    else if (word == "--learners" && has_value)
      out.learners = std::stoi(words[++i]);
    else if (word == "--shrink" && has_value)
      out.learn.shrink = std::stof(words[++i]);
    else if (word.starts_with("-"))
      return false;
    else
      paths.push_back(word);
  }
  if (paths.size() != 2 || out.output.empty()) return false;
  out.corpora = paths[0];
  out.documents = paths[1];
  if (out.lexicon.empty()) {
    const std::string self = words[0];
    const std::size_t slash = self.rfind('/');
    out.lexicon = (slash == std::string::npos ? "." : self.substr(0, slash)) + "/../share/maskros/lexicon.bin";
  }
  return true;
}

// Words of names that the lexicon is taken not to know, so that the model learns to do without.
void forget_names(Sentence& sentence, unsigned percent, Random& random) {
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    if (sentence.allowed[i] == names::person_bit && random.chance(percent)) sentence.known[i] = false;
  }
}

bool add_news(const std::string& path, Genre genre, int fold, const names::NamePool& pool, Random& random, names::WordCounts& counts,
              std::vector<Sentence>& out) {
  const auto sentences = names::read_iob2(path);
  if (!sentences) return false;
  const bool norwegian = genre == Genre::prose_no;
  for (int number = 0; const names::TokenSentence& sentence : *sentences) {
    if (number++ % folds == fold) continue;
    out.push_back(names::as_sentence(sentence, genre, random.chance(50)));
    out.back().weight = genre == Genre::prose_sv ? 1.5F : norwegian ? 0.7F : 1.0F;
    counts.add(out.back().text);
    bool has_person = false;
    for (const names::Token& token : sentence) has_person = has_person || token.label == names::person_bit;
    if (has_person && random.chance(norwegian ? 30 : 100)) {
      out.push_back(names::as_sentence(names::with_other_names(sentence, pool, random), genre, random.chance(50)));
      out.back().weight = 0.5F;
      forget_names(out.back(), 20, random);
    }
    if (random.chance(6)) {
      const auto noise = static_cast<names::Noise>(random.below(4));
      out.push_back(names::as_sentence(names::with_noise(sentence, noise, random), genre, true));
      out.back().weight = 0.5F;
    }
  }
  return true;
}

bool add_documents(const std::string& path, int copies, int fold, const names::NamePool& pool, Random& random, names::WordCounts& counts,
                   std::vector<Sentence>& out) {
  const auto documents = names::read_documents(path);
  if (!documents) return false;
  for (int number = 0; const names::MarkedDocument& document : *documents) {
    if (number++ % folds == fold) continue;
    out.push_back(names::as_sentence(document));
    counts.add(out.back().text);
    for (int copy = 1; copy < copies; ++copy) {
      names::MarkedDocument other = names::with_other_names(document, pool, random);
      if (copy % 2 == 0)
        other = names::with_noise(std::move(other), static_cast<names::Noise>(random.below(static_cast<std::size_t>(names::Noise::count_))),
                                  random);
      out.push_back(names::as_sentence(other));
      out.back().weight = 0.5F;
      forget_names(out.back(), 15, random);
    }
  }
  return true;
}

int fail(const std::string& what) {
  std::fprintf(stderr, "train_names: %s\n", what.c_str());
  return 66;
}

}  // namespace

int main(int count, char** words) {
  Arguments arguments;
  if (!parse(count, words, arguments)) {
    std::fprintf(stderr, "usage: train_names CORPORA DOCUMENTS -o MODEL [--lexicon FILE]\n");
    return 64;
  }
  const auto lexicon = mask::Lexicon::load(arguments.lexicon);
  if (!lexicon) return fail(arguments.lexicon + " " + lexicon.error().message);
  const auto pool = names::NamePool::load(arguments.corpora + "/gazetteers");
  if (!pool) return fail("a gazetteer cannot be read");
  Random random(7);
  std::vector<Sentence> sentences;
  names::WordCounts counts;
  const std::string ner = arguments.corpora + "/ner/";
  for (const auto& [file, genre] : {std::pair{"da-ddt-uner", Genre::prose_da},
                                    {"sv-talbanken-uner", Genre::prose_sv},
                                    {"sv-klintan", Genre::prose_sv},
                                    {"nb-norne", Genre::prose_no},
                                    {"nn-norne", Genre::prose_no}}) {
    if (!add_news(ner + file + ".train.iob2", genre, arguments.fold, *pool, random, counts, sentences))
      return fail(std::string(file) + " cannot be read");
  }
  for (const char* set : {"sv-a", "sv-b", "sv-c", "sv-d", "da-a", "da-b", "da-c", "da-d"}) {
    if (!add_documents(arguments.documents + "/" + set + ".jsonl", arguments.copies, arguments.fold, *pool, random, counts, sentences))
      return fail(std::string(set) + " cannot be read");
  }
  for (const char* text : {"sv-sfs-sample", "sv-gov", "sv-libreoffice-help", "da-libreoffice-help", "sv-debian-handbook", "da-debian-edu",
                           "sv-flores-dev", "da-flores-dev"}) {
    if (!counts.add_file(arguments.corpora + "/text/" + text + ".txt")) return fail(std::string(text) + " cannot be read");
  }
  if (!counts.add_old_file(arguments.corpora + "/text/da-adl-sample.txt")) return fail("da-adl-sample cannot be read");
  for (const char* list : {"sv-opensubtitles-50k", "da-opensubtitles-50k"}) {
    if (!counts.add_list(arguments.corpora + "/gazetteers/" + list + ".tsv", *lexicon)) return fail(std::string(list) + " cannot be read");
  }
  const names::Statistics statistics = counts.statistics(3, *lexicon);
  const auto statistics_of = [&](std::uint64_t lower) {
    const auto found = statistics.find(lower);
    return found == statistics.end() ? mask::name_features::WordStatistics{} : found->second;
  };
  const names::Examples examples = names::make_examples(sentences, *lexicon, statistics_of, arguments.least);
  std::fprintf(stderr, "%zu sentences, %zu places, %zu features, %zu uses, %zu words known\n", sentences.size(), examples.places.size(),
               examples.features.size(), examples.used.size(), statistics.size());
  const names::Weights weights = names::learn_together(examples, arguments.learn, arguments.learners);
  const std::string file = names::model_file(examples, weights, statistics, {});
  std::ofstream out(arguments.output, std::ios::binary);
  out << file << std::flush;
  return out ? 0 : fail(arguments.output + " cannot be written");
}
