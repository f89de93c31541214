// The name model: which words of a text name a person, an organisation or a place. A linear-chain CRF in small integers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/file.h"
#include "libmask/base/result.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/model/features.h"
#include "libmask/model/format.h"
#include "libmask/model/words.h"

namespace mask {

enum class NameLabel : std::uint8_t { none, person, organisation, place };
// A number for each label; reckoned with at once.
using NameScores [[gnu::vector_size(4 * name_model_format::labels)]] = std::int32_t;
using NameSums = std::array<std::int16_t, name_model_format::labels>;

// A name: words [begin, end) of the list, and how likely it is that they name something of that label, in thousandths.
struct NameSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NameLabel label = NameLabel::none;
  std::int32_t margin = 0;        // by how much the label beats every other way to read its weakest word; in units of `unit`
  std::uint16_t probability = 0;  // the same as thousandths
  friend constexpr bool operator==(const NameSpan&, const NameSpan&) = default;
};

class NameModel {
 public:
  // Maps and checks the file. Failure::data where it is missing, cut short, of another version, or fails its checksum.
  [[nodiscard]] static Result<NameModel> load(const std::string& path);

  // The sums of a word's own features for the five places it can be seen from, and what its neighbours need to know of it. Kept from word
  // to word: texts repeat themselves.
  struct alignas(64) Seen : name_features::Sight {
    std::uint64_t key = 0;  // 0: free
    std::array<NameSums, 5> sums{};
    // The sum for its own place and those for the places around are looked up where they are needed.
    [[nodiscard]] bool has_centre() const { return sums[2][0] != not_yet; }
    [[nodiscard]] bool has_around() const { return sums[1][0] != not_yet; }
    static constexpr std::int16_t not_yet = std::numeric_limits<std::int16_t>::min();
  };
  static_assert(sizeof(Seen) == 64);
  // Memory that is kept from one text to the next; for one model and one lexicon.
  struct Workspace {
    std::vector<Seen> seen;
    std::vector<Seen> line;                                       // of the words of a text
    Seen edge;                                                    // what stands before the first and after the last
    name_features::Genre edge_of = name_features::Genre::count_;  // the kind of text it was made for
    std::vector<NameScores> scores;
    std::vector<NameScores> forward;
    std::vector<NameScores> backward;
    std::vector<std::uint8_t> labels;
    std::vector<std::uint8_t> gate;
  };
  struct Options {
    name_features::Genre genre = name_features::Genre::prose_sv;
    std::int32_t lean = 0;         // taken from the score of no name at each word: more is found, and more in error; in units of `unit`
    std::int32_t person_lean = 0;  // given to the score of a person at each word
    // Words scored together are read no further where none of them speaks for a person, rather than no name, by as much as this, before
    // what they say beside each other: for those who look for persons only.
    std::int32_t least = std::numeric_limits<std::int32_t>::min();
  };
  static constexpr std::int32_t unit = 32;  // scores are natural logarithms times this

  // Is the word one that is usually written small, and no name?
  [[nodiscard]] bool is_ordinary(std::string_view word, const Lexicon& lexicon) const;
  // By how much a word speaks for a person and against no name, by itself and without its neighbours; in units of `unit`.
  [[nodiscard]] std::int32_t person_alone(std::string_view word, const Lexicon& lexicon, name_features::Genre genre, Workspace& work) const;
  // The names among `words` of the folded `text`, in order. Of neighbouring words that are scored together, one must be open.
  void find(std::string_view text, std::span<const ModelWord> words, const Lexicon& lexicon, Options options, Workspace& work,
            std::vector<NameSpan>& out) const;
  // Adds the weights of a feature to a sum: of one word, of words together. For explanations.
  void add_word_feature(std::uint64_t key, NameScores& sum) const;
  void add_pair_feature(std::uint64_t key, NameScores& sum) const;
  // Thousandths for a difference of scores.
  [[nodiscard]] std::uint16_t thousandths(std::int32_t difference) const;
  [[nodiscard]] std::uint64_t checksum() const { return checksum_; }
  [[nodiscard]] name_features::WordStatistics statistics_of(std::uint64_t word) const;
  // What the model knows of how a word is written; of one that it does not know, of its ending and parts.
  [[nodiscard]] name_features::WordStatistics statistics_of_word(std::string_view word, const Lexicon& lexicon) const;

 private:
  struct Around;
  [[nodiscard]] static NameScores word_by_word(std::span<const ModelWord> words, std::uint32_t i, const Workspace& work);
  [[nodiscard]] NameScores together(std::span<const ModelWord> words, std::uint32_t i, const Workspace& work) const;
  [[nodiscard]] Seen& see(std::string_view word, name_features::Genre genre, Workspace& work) const;
  void look_around(std::string_view word, const Lexicon& lexicon, name_features::Genre genre, Seen& seen) const;
  void look_closer(std::string_view word, const Lexicon& lexicon, name_features::Genre genre, Seen& seen) const;
  void decode(std::span<const ModelWord> words, std::uint32_t begin, std::uint32_t end, Options options, Workspace& work,
              std::vector<NameSpan>& out) const;

  Mapping file_;
  std::span<const name_model_format::Slot> word_slots_;
  std::span<const name_model_format::Slot> pair_slots_;
  std::span<const name_model_format::WordSlot> statistics_;
  std::array<std::array<NameScores, name_model_format::labels>, name_model_format::transition_kinds> to_{};    // by the label before
  std::array<std::array<NameScores, name_model_format::labels>, name_model_format::transition_kinds> from_{};  // by the label after
  std::span<const std::uint16_t> odds_;
  std::uint64_t checksum_ = 0;
};

// Which of the tables of transitions holds between two words.
[[nodiscard]] constexpr std::size_t transition_kind(WordGap gap, name_features::Candidate candidate) {
  return static_cast<std::size_t>(gap) * 2 + (candidate != name_features::Candidate::no ? 1 : 0);
}
// The same for the step out of scored words, to word `next`: what begins another paragraph is not seen.
template <typename Word>
[[nodiscard]] std::size_t closing_kind(std::span<const ModelWord> gaps, std::span<const Word> words, std::size_t next) {
  if (next >= gaps.size() || gaps[next].gap == WordGap::paragraph) return transition_kind(WordGap::paragraph, name_features::Candidate::no);
  return transition_kind(gaps[next].gap, words[next].candidate);
}
// Which words are scored; all others are no names. In running text: candidates, what follows an announcement, and the neighbours of both.
// Elsewhere, where more must be read faster: not the words that are usually small and open a sentence; of neighbours, one or two words
// between two that are scored (von der), and a letter or two behind one (lena p). Paragraphs do not see each other.
template <typename Word, typename Gate>
void gate_words(std::span<const Word> words, std::span<const ModelWord> gaps, name_features::Genre genre, std::vector<Gate>& gate) {
  using name_features::Candidate;
  gate.assign(words.size(), false);
  const bool is_prose = genre != name_features::Genre::office;
  constexpr std::size_t none = ~std::size_t{0};
  std::size_t last = none;  // scored, in this paragraph
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_first = i == 0 || gaps[i].gap == WordGap::paragraph;
    if (is_first) last = none;
    const bool opens = is_first || gaps[i].gap == WordGap::line || words[i - 1].ends;
    const bool is_announced = !is_first && words[i - 1].announces;
    const bool counts =
        words[i].candidate == Candidate::yes || (words[i].candidate == Candidate::inside && (is_prose || !opens)) || is_announced;
    const bool is_behind = last != none && i == last + 1;
    if (!counts) {
      if (is_behind && (is_prose || words[i].is_short)) gate[i] = true;
      continue;
    }
    gate[i] = true;
    if (is_prose && !is_first) gate[i - 1] = true;
    if (last != none && i - last <= 3) {
      for (std::size_t between = last + 1; between < i; ++between) gate[between] = true;
    }
    last = i;
  }
}

}  // namespace mask
