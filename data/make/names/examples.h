// Sentences as the learner sees them: for every scored word the numbers of its features, and the labels it may have.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "data/make/names/corpus.h"
#include "libmask/lexicon/lexicon.h"

namespace names {

struct Place {
  std::uint32_t features_end = 0;  // in Examples::features; begins where the place before ends
  std::uint8_t transition = 0;     // kind of the step to this place
  std::uint8_t allowed = none_bit;
};
struct Run {  // of neighbouring scored words
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // places
  std::uint8_t last_transition = 0;
  float weight = 1;
};
struct Feature {
  std::uint64_t key = 0;
  std::uint32_t count = 0;
  bool is_pair = false;
};
struct Examples {
  std::vector<Feature> features;
  std::vector<std::uint32_t> used;  // indexes of features, place by place
  std::vector<Place> places;
  std::vector<Run> runs;
};

using StatisticsOf = std::function<mask::name_features::WordStatistics(std::uint64_t lower)>;

// Features met fewer than `least` times are left out.
[[nodiscard]] Examples make_examples(const std::vector<Sentence>& sentences, const mask::Lexicon& lexicon, const StatisticsOf& statistics,
                                     std::uint32_t least);

}  // namespace names
