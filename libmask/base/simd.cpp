// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/base/simd.h"

#include <algorithm>
#include <array>

namespace mask {
namespace {

struct Named {
  std::string_view name;
  Simd target;
};
constexpr std::array<Named, 6> known = {{{"avx3", Simd::avx3},
                                         {"avx2", Simd::avx2},
                                         {"sse4", Simd::sse4},
                                         {"ssse3", Simd::ssse3},
                                         {"neon", Simd::neon},
                                         {"scalar", Simd::scalar}}};

// What Highway's targets of these names need.
bool can_run(Simd target) {
  switch (target) {
    case Simd::scalar: return true;
#if defined(__x86_64__)
    case Simd::ssse3: return __builtin_cpu_supports("ssse3") != 0;
    case Simd::sse4:
      return __builtin_cpu_supports("sse4.1") != 0 && __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0 &&
             __builtin_cpu_supports("aes") != 0;
    case Simd::avx2:
      return can_run(Simd::sse4) && __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
             __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("f16c") != 0 &&
             __builtin_cpu_supports("lzcnt") != 0;
    case Simd::avx3:
      return can_run(Simd::avx2) && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
             __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512cd") != 0;
    case Simd::neon: return false;
#elif defined(__aarch64__)
    case Simd::neon: return true;
    default: return false;
#else
    default: return false;
#endif
  }
  return false;
}

Simd best() {
  for (const Named& each : known) {
    if (can_run(each.target)) return each.target;
  }
  return Simd::scalar;
}

Simd chosen = best();

}  // namespace

Simd simd() { return chosen; }

std::vector<std::string_view> simd_targets() {
  std::vector<std::string_view> names;
  for (const Named& each : known) {
    if (can_run(each.target)) names.push_back(each.name);
  }
  return names;
}

bool force_simd(std::string_view name) {
  const auto* const found = std::ranges::find(known, name, &Named::name);
  if (found == known.end() || !can_run(found->target)) return false;
  chosen = found->target;
  return true;
}

std::string_view simd_target() { return std::ranges::find(known, chosen, &Named::target)->name; }

}  // namespace mask
