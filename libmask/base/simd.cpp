// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/base/simd.h"

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace mask {
namespace {

struct Target {
  std::string_view name;
  std::int64_t bit;
};
constexpr std::array<Target, 5> known = {
    {{"avx3", HWY_AVX3}, {"avx2", HWY_AVX2}, {"sse4", HWY_SSE4}, {"ssse3", HWY_SSSE3}, {"neon", HWY_NEON}}};

bool scalar_forced = false;

}  // namespace

std::vector<std::string_view> simd_targets() {
  std::vector<std::string_view> names;
  hwy::SetSupportedTargetsForTest(0);
  const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
  for (const Target& target : known) {
    if ((supported & target.bit) != 0) names.push_back(target.name);
  }
  names.emplace_back("scalar");
  return names;
}

bool force_simd(std::string_view name) {
  const std::vector<std::string_view> possible = simd_targets();
  if (std::ranges::find(possible, name) == possible.end()) return false;
  scalar_forced = name == "scalar";
  for (const Target& target : known) {
    if (target.name == name) hwy::SetSupportedTargetsForTest(target.bit);
  }
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return true;
}

bool simd_is_scalar() { return scalar_forced; }

std::string_view simd_target() {
  if (scalar_forced) return "scalar";
  const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
  for (const Target& target : known) {
    if ((supported & target.bit) != 0) return target.name;
  }
  return "scalar";
}

}  // namespace mask
