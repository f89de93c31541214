// Learns the weights of a linear-chain CRF from examples: AdaGrad over one run of words after the other, features dropped at random,
// weights averaged over the last rounds. SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include "data/make/names/examples.h"
#include "libmask/model/format.h"

namespace names {

struct Weights {
  static constexpr std::size_t labels = mask::name_model_format::labels;
  static constexpr std::size_t kinds = mask::name_model_format::transition_kinds;
  std::vector<std::array<float, labels>> features;
  std::array<std::array<std::array<float, labels>, labels>, kinds> transitions{};
};

struct LearnOptions {
  int rounds = 10;
  int averaged = 6;  // of the last rounds
  float rate = 0.1F;
  unsigned dropped = 15;  // percent of features left out at a place
  float shrink = 1e-5F;   // pull towards zero at each touch, as part of the weight
  std::uint64_t seed = 1;
  bool is_quiet = false;
};

[[nodiscard]] Weights learn(const Examples& examples, const LearnOptions& options);
// The middle of what several learners make of the same examples, each with a seed of its own.
[[nodiscard]] Weights learn_together(const Examples& examples, LearnOptions options, int learners);

}  // namespace names
