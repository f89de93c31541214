// Which vector instructions the kernels use. The answer of a kernel never depends on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mask {

// Kernels are written once with Highway and compiled for each of these. They choose by simd(), not by Highway's own library, whose start
// takes milliseconds.
enum class Simd : std::uint8_t { scalar, ssse3, sse4, avx2, avx3, neon };
// The target in use: the best that this processor runs, unless another was forced.
[[nodiscard]] Simd simd();

// The targets that this processor runs, best first: of "avx3", "avx2", "sse4", "ssse3", "neon", and always "scalar".
[[nodiscard]] std::vector<std::string_view> simd_targets();
// From now on kernels run on this target. False, and nothing changed, where simd_targets() does not name it. For tests and benchmarks; call
// before any thread is started.
bool force_simd(std::string_view name);
[[nodiscard]] std::string_view simd_target();

}  // namespace mask
