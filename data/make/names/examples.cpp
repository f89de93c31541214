// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/examples.h"

#include <algorithm>

#include "libmask/model/names.h"

namespace names {
namespace {

using mask::WordGap;
using mask::name_features::Traits;

// Features by key, with a number each.
class FeatureTable {
 public:
  std::uint32_t* find(std::uint64_t key, bool may_add) {
    if (may_add && filled_ * 2 >= slots_.size()) grow();
    for (std::size_t at = key & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].key == key && slots_[at].number != none) return &slots_[at].number;
      if (slots_[at].number != none) continue;
      if (!may_add) return nullptr;
      ++filled_;
      slots_[at] = {key, 0};
      return &slots_[at].number;
    }
  }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = none;
  };
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == none) continue;
      std::size_t at = slot.key & (slots_.size() - 1);
      while (slots_[at].number != none) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }
  std::vector<Slot> slots_ = std::vector<Slot>(1 << 16);
  std::size_t filled_ = 0;
};

// Walks over all scored words; the calls mirror NameModel::find.
template <typename Emit, typename Close, typename End>
void walk(const Sentence& sentence, const mask::Lexicon& lexicon, const StatisticsOf& statistics, Emit&& emit, Close&& close,
          End&& end_run) {
  std::vector<Traits> traits;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const mask::Span span = sentence.words[i].span;
    const std::string_view word = std::string_view(sentence.text).substr(span.start, span.size());
    traits.push_back(mask::name_features::traits_of(word, lexicon, mask::name_features::statistics_of_word(word, lexicon, statistics),
                                                    {.is_known = sentence.known[i]}));
  }
  std::vector<std::uint8_t> gate;
  mask::gate_words(std::span<const Traits>(traits), sentence.words, sentence.genre, gate);
  const std::span<const mask::ModelWord> words = sentence.words;
  const auto size = static_cast<std::int64_t>(words.size());
  const auto gap_at = [&](std::int64_t i) { return words[static_cast<std::size_t>(i)].gap; };
  const auto kind_at = [&](std::int64_t i) { return mask::transition_kind(gap_at(i), traits[static_cast<std::size_t>(i)].candidate); };
  for (std::int64_t i = 0; i < size;) {
    if (!gate[static_cast<std::size_t>(i)]) {
      ++i;
      continue;
    }
    const std::int64_t begin = i;
    for (; i < size && gate[static_cast<std::size_t>(i)] && (i == begin || gap_at(i) != WordGap::paragraph); ++i) {
      std::int64_t low = i;
      while (low > i - 2 && low > 0 && gap_at(low) != WordGap::paragraph) --low;
      std::int64_t high = i + 1;
      while (high < i + 3 && high < size && gap_at(high) != WordGap::paragraph) ++high;
      const auto at = [&](std::int64_t place) -> const Traits& {
        return place >= low && place < high ? traits[static_cast<std::size_t>(place)] : mask::name_features::edge();
      };
      for (int offset = -2; offset <= 2; ++offset)
        mask::name_features::emit_word(at(i + offset), offset, sentence.genre, [&](std::uint64_t key) { emit(key, false); });
      const WordGap after = i + 1 < size ? gap_at(i + 1) : WordGap::paragraph;
      mask::name_features::emit_pairs(at(i - 2), at(i - 1), at(i), at(i + 1), gap_at(i), after,
                                      [&](std::uint64_t key) { emit(key, true); });
      close(static_cast<std::uint8_t>(kind_at(i)), sentence.allowed[static_cast<std::size_t>(i)]);
    }
    end_run(static_cast<std::uint8_t>(mask::closing_kind(words, std::span<const Traits>(traits), static_cast<std::size_t>(i))));
  }
}

}  // namespace

Examples make_examples(const std::vector<Sentence>& sentences, const mask::Lexicon& lexicon, const StatisticsOf& statistics,
                       std::uint32_t least) {
  // Rough counts first, so that the many rare features cost little memory.
  std::vector<std::uint8_t> rough(std::size_t{1} << 26);
  const auto rough_at = [&](std::uint64_t key) -> std::uint8_t& { return rough[key >> 20 & (rough.size() - 1)]; };
  const auto nothing = [](auto...) {};
  for (const Sentence& sentence : sentences) {
    walk(
        sentence, lexicon, statistics,
        [&](std::uint64_t key, bool) {
          std::uint8_t& count = rough_at(key);
          if (count < 255) ++count;
        },
        nothing, nothing);
  }
  Examples out;
  FeatureTable table;
  for (const Sentence& sentence : sentences) {
    const auto first = static_cast<std::uint32_t>(out.places.size());
    std::uint32_t begin = first;
    walk(
        sentence, lexicon, statistics,
        [&](std::uint64_t key, bool is_pair) {
          if (rough_at(key) < least) return;
          std::uint32_t* const number = table.find(key, true);
          if (*number == 0) {
            out.features.push_back({key, 0, is_pair});
            *number = static_cast<std::uint32_t>(out.features.size());
          }
          ++out.features[*number - 1].count;
          out.used.push_back(*number - 1);
        },
        [&](std::uint8_t kind, std::uint8_t allowed) {
          out.places.push_back({static_cast<std::uint32_t>(out.used.size()), kind, allowed});
        },
        [&](std::uint8_t kind) {
          const auto end = static_cast<std::uint32_t>(out.places.size());
          out.runs.push_back({begin, end, kind, sentence.weight});
          begin = end;
        });
  }
  return out;
}

}  // namespace names
