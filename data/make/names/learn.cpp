// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/learn.h"

#include <cmath>
#include <cstdio>
#include <numeric>

#include "data/make/names/random.h"

namespace names {
namespace {

constexpr std::size_t labels = Weights::labels;
using Values = std::array<double, labels>;

// Probabilities of labels and of steps over one run, where only some labels are allowed.
struct Lattice {
  std::vector<Values> label;                     // of each place
  std::vector<std::array<Values, labels>> step;  // into each place, and out of the last
  std::vector<Values> forward;
  std::vector<Values> backward;

  template <typename Score, typename Step, typename Allowed>
  void sum(std::size_t count, Score&& score, Step&& step_of, Allowed&& allowed) {
    label.assign(count, {});
    step.assign(count + 1, {});
    forward.assign(count, {});
    backward.assign(count, {});
    const auto may = [&](std::size_t i, std::size_t y) { return (allowed(i) >> y & 1) != 0; };
    for (std::size_t i = 0; i < count; ++i) {
      double total = 0;
      for (std::size_t y = 0; y < labels; ++y) {
        if (!may(i, y)) continue;
        double in = 0;
        if (i == 0) {
          in = step_of(0, 0, y);
        } else {
          for (std::size_t x = 0; x < labels; ++x) in += forward[i - 1][x] * step_of(i, x, y);
        }
        forward[i][y] = in * score(i)[y];
        total += forward[i][y];
      }
      for (double& value : forward[i]) value /= total;
    }
    for (std::size_t i = count; i-- > 0;) {
      double total = 0;
      for (std::size_t x = 0; x < labels; ++x) {
        if (!may(i, x)) continue;
        double out = 0;
        if (i + 1 == count) {
          out = step_of(count, x, 0);
        } else {
          for (std::size_t y = 0; y < labels; ++y) out += step_of(i + 1, x, y) * score(i + 1)[y] * backward[i + 1][y];
        }
        backward[i][x] = out;
        total += out;
      }
      for (double& value : backward[i]) value /= total;
    }
    for (std::size_t i = 0; i < count; ++i) {
      double total = 0;
      for (std::size_t y = 0; y < labels; ++y) total += label[i][y] = forward[i][y] * backward[i][y];
      for (double& value : label[i]) value /= total;
    }
    for (std::size_t i = 0; i <= count; ++i) {
      double total = 0;
      for (std::size_t x = 0; x < labels; ++x) {
        if (i == 0 && x != 0) continue;
        for (std::size_t y = 0; y < labels; ++y) {
          if (i == count && y != 0) continue;
          double value = step_of(i, x, y) * (i == 0 ? 1 : forward[i - 1][x]);
          if (i < count) value *= score(i)[y] * backward[i][y];
          if (i < count && !may(i, y)) value = 0;
          step[i][x][y] = value;
          total += value;
        }
      }
      for (Values& row : step[i]) {
        for (double& value : row) value /= total;
      }
    }
  }
};

// Adds a part of the weights to a sum.
void add_part(Weights& sum, const Weights& more, float part) {
  for (std::size_t f = 0; f < sum.features.size(); ++f) {
    for (std::size_t y = 0; y < labels; ++y) sum.features[f][y] += more.features[f][y] * part;
  }
  for (std::size_t k = 0; k < Weights::kinds; ++k) {
    for (std::size_t x = 0; x < labels; ++x) {
      for (std::size_t y = 0; y < labels; ++y) sum.transitions[k][x][y] += more.transitions[k][x][y] * part;
    }
  }
}

}  // namespace

Weights learn(const Examples& examples, const LearnOptions& options) {
  Weights weights;
  weights.features.resize(examples.features.size());
  Weights sum;
  sum.features.resize(examples.features.size());
  std::vector<std::array<float, labels>> squares(examples.features.size());
  decltype(weights.transitions) transition_squares{};
  std::vector<std::uint32_t> order(examples.runs.size());
  std::iota(order.begin(), order.end(), 0U);
  Random random(options.seed);
  Lattice all;
  Lattice gold;
  std::vector<Values> scores;
  std::vector<std::uint32_t> kept;
  std::vector<std::size_t> kept_end;
  const float keep_scale = 1.0F / (1.0F - static_cast<float>(options.dropped) / 100.0F);
  std::array<std::array<std::array<double, labels>, labels>, Weights::kinds> steps{};

  for (int round = 0; round < options.rounds; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    double certainty = 0;
    std::size_t places = 0;
    for (const std::uint32_t number : order) {
      const Run& run = examples.runs[number];
      const std::size_t count = run.end - run.begin;
      const auto kind = [&](std::size_t i) { return i < count ? examples.places[run.begin + i].transition : run.last_transition; };
      const auto allowed = [&](std::size_t i) { return examples.places[run.begin + i].allowed; };
      kept.clear();
      kept_end.clear();
      scores.assign(count, {});
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = run.begin + i == 0 ? 0 : examples.places[run.begin + i - 1].features_end;
        const std::size_t to = examples.places[run.begin + i].features_end;
        std::array<float, labels> total{};
        std::uint64_t bits = 0;
        for (std::size_t f = from; f < to; ++f) {
          if ((f - from) % 8 == 0) bits = random.next();
          const bool drops = (bits & 0xFF) * 100 < options.dropped * 256U;
          bits >>= 8;
          if (drops) continue;
          const std::uint32_t feature = examples.used[f];
          kept.push_back(feature);
          for (std::size_t y = 0; y < labels; ++y) total[y] += weights.features[feature][y];
        }
        kept_end.push_back(kept.size());
        double most = -1e30;
        for (std::size_t y = 0; y < labels; ++y) most = std::max(most, static_cast<double>(total[y] * keep_scale));
        for (std::size_t y = 0; y < labels; ++y) scores[i][y] = exponential(static_cast<double>(total[y] * keep_scale) - most) + 1e-30;
      }
      for (std::size_t i = 0; i <= count; ++i) {
        for (std::size_t x = 0; x < labels; ++x) {
          for (std::size_t y = 0; y < labels; ++y)
            steps[kind(i)][x][y] = exponential(static_cast<double>(weights.transitions[kind(i)][x][y]));
        }
      }
      const auto score = [&](std::size_t i) -> const Values& { return scores[i]; };
      const auto step = [&](std::size_t i, std::size_t x, std::size_t y) { return steps[kind(i)][x][y]; };
      all.sum(count, score, step, [](std::size_t) { return 15; });
      gold.sum(count, score, step, allowed);
      std::size_t at = 0;
      for (std::size_t i = 0; i < count; ++i) {
        std::array<float, labels> gradient{};
        bool matters = false;
        for (std::size_t y = 0; y < labels; ++y) {
          gradient[y] = static_cast<float>(gold.label[i][y] - all.label[i][y]) * run.weight;
          matters = matters || gradient[y] > 1e-3F || gradient[y] < -1e-3F;
          if ((allowed(i) >> y & 1) != 0) certainty += all.label[i][y];
        }
        ++places;
        if (!matters) {
          at = kept_end[i];
          continue;
        }
        for (; at < kept_end[i]; ++at) {
          std::array<float, labels>& weight = weights.features[kept[at]];
          std::array<float, labels>& square = squares[kept[at]];
          for (std::size_t y = 0; y < labels; ++y) {
            const float g = gradient[y] - options.shrink * weight[y];
            square[y] += g * g;
            weight[y] += options.rate * g / std::sqrt(square[y] + 0.01F);
          }
        }
      }
      for (std::size_t i = 0; i <= count; ++i) {
        for (std::size_t x = 0; x < labels; ++x) {
          for (std::size_t y = 0; y < labels; ++y) {
            const float g = static_cast<float>(gold.step[i][x][y] - all.step[i][x][y]) * run.weight;
            if (g == 0) continue;
            float& square = transition_squares[kind(i)][x][y];
            square += g * g;
            weights.transitions[kind(i)][x][y] += options.rate * g / std::sqrt(square + 1.0F);
          }
        }
      }
    }
    if (!options.is_quiet)
      std::fprintf(stderr, "round %d: %.4f of the probability is right\n", round + 1, certainty / static_cast<double>(places));
    if (round + options.averaged < options.rounds) continue;
    add_part(sum, weights, 1.0F / static_cast<float>(std::min(options.averaged, options.rounds)));
  }
  return sum;
}

Weights learn_together(const Examples& examples, LearnOptions options, int learners) {
  Weights sum = learn(examples, options);
  if (learners < 2) return sum;
  const float part = 1.0F / static_cast<float>(learners);
  Weights middle;
  middle.features.resize(examples.features.size());
  add_part(middle, sum, part);
  for (int learner = 1; learner < learners; ++learner) {
    ++options.seed;
    add_part(middle, learn(examples, options), part);
  }
  return middle;
}

}  // namespace names
