// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/write.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "data/make/names/random.h"
#include "libmask/model/names.h"

namespace names {
namespace {

namespace format = mask::name_model_format;
constexpr double unit = mask::NameModel::unit;

std::int32_t rounded(double value) { return static_cast<std::int32_t>(value < 0 ? value - 0.5 : value + 0.5); }

struct Candidate {
  format::Slot slot;
  std::uint64_t key = 0;
  std::uint64_t worth = 0;
};

std::vector<format::Slot> fill(std::vector<Candidate> candidates, std::size_t size, const char* name) {
  std::ranges::sort(candidates,
                    [](const Candidate& a, const Candidate& b) { return a.worth != b.worth ? a.worth > b.worth : a.key < b.key; });
  std::vector<format::Slot> slots(size);
  std::size_t placed = 0;
  for (const Candidate& candidate : candidates) {
    const std::size_t at = format::bucket(candidate.key, size);
    for (std::size_t i = at; i < at + format::bucket_size; ++i) {
      if (slots[i].tag == candidate.slot.tag) break;  // a bucket has no tag twice
      if (slots[i].tag != 0) continue;
      slots[i] = candidate.slot;
      ++placed;
      break;
    }
  }
  std::fprintf(stderr, "%s: %zu of %zu features in %zu slots\n", name, placed, candidates.size(), size);
  return slots;
}

template <typename T>
std::uint64_t append(std::string& file, const T* data, std::size_t count) {
  file.resize((file.size() + 63) / 64 * 64);
  const std::uint64_t at = file.size();
  file.append(reinterpret_cast<const char*>(data), count * sizeof(T));
  return at;
}

}  // namespace

std::string model_file(const Examples& examples, const Weights& weights, const Statistics& statistics, const TableSizes& sizes) {
  std::vector<Candidate> words;
  std::vector<Candidate> pairs;
  for (std::size_t f = 0; f < examples.features.size(); ++f) {
    const Feature& feature = examples.features[f];
    Candidate candidate{.slot = {.tag = format::tag(feature.key)}, .key = feature.key};
    if (candidate.slot.tag == 0) continue;
    // Only differences between labels count: the middle is taken away.
    float low = weights.features[f][0];
    float high = low;
    for (const float weight : weights.features[f]) {
      low = std::min(low, weight);
      high = std::max(high, weight);
    }
    const double middle = (static_cast<double>(low) + static_cast<double>(high)) / 2;
    std::int32_t most = 0;
    for (std::size_t y = 0; y < format::labels; ++y) {
      const std::int32_t value = std::clamp(rounded((static_cast<double>(weights.features[f][y]) - middle) * unit), -127, 127);
      candidate.slot.weight[y] = static_cast<std::int8_t>(value);
      most = std::max(most, std::abs(value));
    }
    if (most < 2) continue;
    candidate.worth = static_cast<std::uint64_t>(most) * std::min(feature.count, 1000U);
    (feature.is_pair ? pairs : words).push_back(candidate);
  }
  const std::vector<format::Slot> word_slots = fill(std::move(words), sizes.word_slots, "words");
  const std::vector<format::Slot> pair_slots = fill(std::move(pairs), sizes.pair_slots, "pairs");

  std::vector<format::WordSlot> known(sizes.statistics);
  for (const auto& [lower, says] : statistics) {
    const std::uint64_t key = mask::name_features::mix(lower, 99);
    const std::size_t at = format::bucket(key, known.size());
    for (std::size_t i = at; i < at + format::bucket_size; ++i) {
      if (known[i].tag() != 0 || format::word_tag(key) == 0) continue;
      known[i] = {static_cast<std::uint16_t>(format::word_tag(key) << 4 | says.capitals)};
      break;
    }
  }
  std::vector<std::int32_t> transitions;
  for (const auto& kind : weights.transitions) {
    for (const auto& from : kind) {
      for (const float to : from) transitions.push_back(rounded(static_cast<double>(to) * unit));
    }
  }
  std::vector<std::uint16_t> odds;
  for (std::size_t i = 0; i < format::odds; ++i) {
    const double p = 1 / (1 + exponential(-static_cast<double>(i) / unit));
    odds.push_back(static_cast<std::uint16_t>(rounded(p * 1000)));
  }
  format::Header header{};
  header.magic = format::magic;
  header.word_slots = word_slots.size();
  header.pair_slots = pair_slots.size();
  header.statistics = known.size();
  std::string file(sizeof header, '\0');
  header.word_slots_at = append(file, word_slots.data(), word_slots.size());
  header.pair_slots_at = append(file, pair_slots.data(), pair_slots.size());
  header.statistics_at = append(file, known.data(), known.size());
  header.transitions_at = append(file, transitions.data(), transitions.size());
  header.odds_at = append(file, odds.data(), odds.size());
  header.size = file.size();
  std::memcpy(file.data(), &header, sizeof header);
  header.checksum = XXH3_64bits(file.data() + format::checked_from, file.size() - format::checked_from);
  std::memcpy(file.data(), &header, sizeof header);
  return file;
}

}  // namespace names
