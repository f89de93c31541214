// The name model: the quick way to the answer gives what the slow and obvious one gives, whatever was seen before; damage is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/names.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <random>

#include "tests/libmask/find/marked.h"

namespace mask::test {
namespace {

namespace format = name_model_format;
using name_features::Genre;
using name_features::Traits;

constexpr unsigned seed = 20250611;

std::string file_bytes() {
  std::ifstream in(MASKROS_NAMES, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const NameModel& model() {
  static const Result<NameModel> loaded = NameModel::load(MASKROS_NAMES);
  return *loaded;
}

std::string temporary(const std::string& bytes) {
  const std::string path = testing::TempDir() + std::to_string(getpid()) + ".names_test.model";
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

// Sentences of invented words, names and signs, some in odd cases, over lines and paragraphs.
class Texts {
 public:
  explicit Texts(unsigned start) : random_(start) {}
  std::string next(std::size_t words) {
    static const std::vector<std::string> list = {
        "Anna",   "Berg",           "anna",        "och",   "med", "heter", "Handläggare", "Malmö",    "AB",    "S.",   "von",
        "Öberg",  "Ödegård",        "Xiu",         "Çelik", "i",   "den",   "Stockholms",  "stad",     "mvh",   "lena", "p",
        "070-12", "Socialtjänsten", "Vurderingen", "hej",   "min", "bror",  "NILSSON",     "Ali-Reza", "Volvo", "EU:s", "2024"};
    static const std::vector<std::string> signs = {
        " ", " ", " ", " ", " ", " ", ", ", ". ", ": ", "\n", "\n\n", "  ", " - ", "-", " (", ") ", " \x07\x07\x07 "};
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += list[random_() % list.size()] + signs[random_() % signs.size()];
    return text;
  }

 private:
  std::mt19937 random_;
};

// The same answer, written to be obviously right: every feature is looked up in a map by its whole bucket, every label of every word is
// judged by the best of all paths that give it that label.
class SlowModel {
 public:
  SlowModel() : bytes_(file_bytes()) {
    std::memcpy(&header_, bytes_.data(), sizeof header_);
    read(header_.word_slots_at, header_.word_slots, words_);
    read(header_.pair_slots_at, header_.pair_slots, pairs_);
    transitions_.resize(format::transition_kinds * 16);
    std::memcpy(transitions_.data(), bytes_.data() + header_.transitions_at, transitions_.size() * 4);
  }

  struct Answer {
    std::vector<int> labels;
    std::vector<std::vector<std::int32_t>> best;  // of each word, by label, without its own leans
  };
  Answer label(const std::string& text, const std::vector<ModelWord>& words, NameModel::Options options) {
    std::vector<Traits> traits;
    for (const ModelWord& word : words) {
      const std::string spelling = text.substr(word.span.start, word.span.size());
      traits.push_back(name_features::traits_of(spelling, lexicon(), model().statistics_of_word(spelling, lexicon())));
    }
    std::vector<std::uint8_t> gate;
    gate_words(std::span<const Traits>(traits), words, options.genre, gate);
    Answer answer{std::vector<int>(words.size()), std::vector<std::vector<std::int32_t>>(words.size())};
    for (std::size_t i = 0; i < words.size();) {
      if (!gate[i]) {
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      while (end < words.size() && gate[end] && words[end].gap != WordGap::paragraph) ++end;
      label_run(traits, words, i, end, options, answer);
      i = end;
    }
    return answer;
  }

 private:
  using Table = std::map<std::pair<std::uint64_t, std::uint32_t>, std::array<std::int8_t, 4>>;
  void read(std::uint64_t at, std::uint64_t count, Table& into) {
    for (std::uint64_t i = 0; i < count; ++i) {
      format::Slot slot;
      std::memcpy(&slot, bytes_.data() + at + i * sizeof slot, sizeof slot);
      if (slot.tag != 0) into.try_emplace({i / format::bucket_size, slot.tag}, slot.weight);
    }
  }
  static void add(const Table& table, std::uint64_t slots, std::uint64_t key, std::array<std::int32_t, 4>& sum) {
    const auto found = table.find({format::bucket(key, slots) / format::bucket_size, format::tag(key)});
    if (found == table.end()) return;
    for (std::size_t y = 0; y < 4; ++y) sum[y] += found->second[y];
  }

  void label_run(const std::vector<Traits>& traits, const std::vector<ModelWord>& words, std::size_t begin, std::size_t end,
                 NameModel::Options options, Answer& answer) {
    // Where the paragraph begins and ends.
    std::size_t first = begin;
    while (first > 0 && words[first].gap != WordGap::paragraph) --first;
    std::size_t last = end;
    while (last < words.size() && words[last].gap != WordGap::paragraph) ++last;
    const auto at = [&](std::size_t i, int offset) -> const Traits& {
      const auto place = static_cast<std::int64_t>(i) + offset;
      return place >= static_cast<std::int64_t>(first) && place < static_cast<std::int64_t>(last) ? traits[static_cast<std::size_t>(place)]
                                                                                                  : name_features::edge();
    };
    std::vector<std::array<std::int32_t, 4>> scores;
    for (std::size_t i = begin; i < end; ++i) {
      std::array<std::int32_t, 4> sum{};
      for (int offset = -2; offset <= 2; ++offset)
        name_features::emit_word(at(i, offset), offset, options.genre,
                                 [&](std::uint64_t key) { add(words_, header_.word_slots, key, sum); });
      const WordGap after = i + 1 < words.size() ? words[i + 1].gap : WordGap::paragraph;
      name_features::emit_pairs(at(i, -2), at(i, -1), at(i, 0), at(i, 1), words[i].gap, after,
                                [&](std::uint64_t key) { add(pairs_, header_.pair_slots, key, sum); });
      scores.push_back(sum);
    }
    const auto transition = [&](std::size_t i, std::size_t from, std::size_t to) {
      return transitions_[(transition_kind(words[i].gap, traits[i].candidate) * 4 + from) * 4 + to];
    };
    const auto closing = [&](std::size_t from) {
      const bool is_last = end >= words.size() || words[end].gap == WordGap::paragraph;
      const std::size_t kind = is_last ? transition_kind(WordGap::paragraph, name_features::Candidate::no)
                                       : transition_kind(words[end].gap, traits[end].candidate);
      return transitions_[(kind * 4 + from) * 4];
    };
    // The best path that is held to one label at one word.
    const std::array<std::int32_t, 4> leans = {-options.lean, options.person_lean, 0, 0};
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t held = 0; held < 4; ++held) {
        std::array<std::int64_t, 4> best{};
        for (std::size_t j = begin; j < end; ++j) {
          std::array<std::int64_t, 4> next{};
          for (std::size_t to = 0; to < 4; ++to) {
            next[to] = std::int64_t{-1} << 40;
            for (std::size_t from = 0; from < 4; ++from) {
              if (j == begin && from != 0) continue;
              next[to] = std::max(next[to], best[from] + transition(j, from, to) + scores[j - begin][to] + (i == j ? 0 : leans[to]));
            }
            if (i == j && to != held) next[to] = std::int64_t{-1} << 40;
          }
          best = next;
        }
        std::int64_t whole = std::int64_t{-1} << 40;
        for (std::size_t from = 0; from < 4; ++from) whole = std::max(whole, best[from] + closing(from));
        answer.best[i].push_back(static_cast<std::int32_t>(whole));
      }
      std::vector<std::int32_t> leaning = answer.best[i];
      for (std::size_t y = 0; y < 4; ++y) leaning[y] += leans[y];
      answer.labels[i] = static_cast<int>(std::ranges::max_element(leaning) - leaning.begin());
    }
  }

  std::string bytes_;
  format::Header header_{};
  Table words_;
  Table pairs_;
  std::vector<std::int32_t> transitions_;
};

TEST(Names, TheQuickWayGivesWhatTheSlowOneGives) {
  SlowModel slow;
  Texts texts(seed);
  NameModel::Workspace work;
  std::vector<ModelWord> words;
  std::vector<NameSpan> found;
  std::size_t names = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string text = texts.next(30);
    read_words(text, 0, static_cast<std::uint32_t>(text.size()), words);
    const NameModel::Options options{
        .genre = round % 2 == 0 ? Genre::office : Genre::prose_da, .lean = round % 5 * 16, .person_lean = round % 3 * 32};
    if (round % 2 == 0) work = {};
    NameModel::Workspace& used = work;
    model().find(text, words, lexicon(), options, used, found);
    const SlowModel::Answer wanted = slow.label(text, words, options);
    std::vector<int> labels(words.size());
    for (const NameSpan& name : found) {
      std::int32_t margin = 1 << 30;
      for (std::uint32_t i = name.begin; i < name.end; ++i) {
        labels[i] = static_cast<int>(name.label);
        std::int32_t other = -(1 << 30);
        for (std::size_t y = 0; y < 4; ++y) {
          if (static_cast<int>(y) != labels[i]) other = std::max(other, wanted.best[i][y]);
        }
        margin = std::min(margin, wanted.best[i][static_cast<std::size_t>(labels[i])] - other);
      }
      EXPECT_EQ(name.margin, margin) << "seed " << seed << " round " << round;
      EXPECT_EQ(name.probability, model().thousandths(margin));
      ++names;
    }
    // Where two labels are as good as each other, either may stand.
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (wanted.best[i].empty()) {
        EXPECT_EQ(labels[i], 0);
      } else if (labels[i] != wanted.labels[i]) {
        const std::array<std::int32_t, 4> leans = {-options.lean, options.person_lean, 0, 0};
        const auto score = [&](int y) { return wanted.best[i][static_cast<std::size_t>(y)] + leans[static_cast<std::size_t>(y)]; };
        EXPECT_EQ(score(labels[i]), score(wanted.labels[i])) << "seed " << seed << " round " << round << " word " << i;
      }
    }
  }
  EXPECT_GT(names, 300U);
}

TEST(Names, ParagraphsDoNotSeeEachOther) {
  Texts texts(seed + 1);
  NameModel::Workspace work;
  std::vector<ModelWord> words;
  std::vector<NameSpan> whole;
  std::vector<NameSpan> part;
  for (int round = 0; round < 100; ++round) {
    std::string text;
    std::vector<std::array<std::uint32_t, 3>> wanted;
    for (int paragraph = 0; paragraph < 4; ++paragraph) {
      const std::string one = texts.next(8);
      read_words(one, 0, static_cast<std::uint32_t>(one.size()), words);
      model().find(one, words, lexicon(), {.genre = Genre::office}, work, part);
      for (const NameSpan& name : part) {
        const auto shift = static_cast<std::uint32_t>(text.size());
        wanted.push_back({words[name.begin].span.start + shift, words[name.end - 1].span.end + shift, name.probability});
      }
      text += one + "\n\n";
    }
    read_words(text, 0, static_cast<std::uint32_t>(text.size()), words);
    model().find(text, words, lexicon(), {.genre = Genre::office}, work, whole);
    std::vector<std::array<std::uint32_t, 3>> got;
    for (const NameSpan& name : whole) got.push_back({words[name.begin].span.start, words[name.end - 1].span.end, name.probability});
    EXPECT_EQ(got, wanted) << "seed " << seed << " round " << round << "\n" << text;
  }
}

TEST(Names, ADamagedFileIsRefused) {
  const std::string good = file_bytes();
  ASSERT_TRUE(NameModel::load(temporary(good)));
  std::mt19937 random(seed);
  for (int i = 0; i < 40; ++i) {
    std::string bad = good;
    const std::size_t at = i < 20 ? static_cast<std::size_t>(i) * 5 : random() % bad.size();
    bad[at] = static_cast<char>(bad[at] ^ (1 << (random() % 8)));
    const auto loaded = NameModel::load(temporary(bad));
    ASSERT_FALSE(loaded) << at;
    EXPECT_EQ(loaded.error().failure, Failure::data);
  }
  for (const std::size_t size : {std::size_t{1}, std::size_t{8}, sizeof(format::Header), good.size() / 2, good.size() - 1}) {
    EXPECT_FALSE(NameModel::load(temporary(good.substr(0, size)))) << size;
  }
  EXPECT_FALSE(NameModel::load(temporary(good + '\0')));
  EXPECT_FALSE(NameModel::load(testing::TempDir() + "nowhere.model"));
}

TEST(Names, TheModelIsSmall) {
  const std::string bytes = file_bytes();
  format::Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  EXPECT_LE(header.pair_slots * sizeof(format::Slot), std::size_t{1} << 20);
  EXPECT_LE(bytes.size(), std::size_t{4} << 20);
}

}  // namespace
}  // namespace mask::test
