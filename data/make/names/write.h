// Weights to the bytes of a model file: rounded to int8, the telling ones first, until the tables are full.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "data/make/names/examples.h"
#include "data/make/names/learn.h"

namespace names {

struct TableSizes {
  std::size_t word_slots = std::size_t{1} << 18;
  std::size_t pair_slots = std::size_t{1} << 17;
  std::size_t statistics = std::size_t{1} << 18;
};

using Statistics = std::map<std::uint64_t, mask::name_features::WordStatistics>;  // by word_key

[[nodiscard]] std::string model_file(const Examples& examples, const Weights& weights, const Statistics& statistics,
                                     const TableSizes& sizes);

}  // namespace names
