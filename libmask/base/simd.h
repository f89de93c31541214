// Which vector instructions the kernels use. The answer of a kernel never depends on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace mask {

// The targets built in that this processor can run, best first: of "avx3", "avx2", "sse4", "ssse3", "neon", and always "scalar".
[[nodiscard]] std::vector<std::string_view> simd_targets();
// From now on kernels run on this target. False, and nothing changed, where simd_targets() does not name it. For tests and benchmarks; call
// before any thread is started.
bool force_simd(std::string_view name);
// The target in use.
[[nodiscard]] std::string_view simd_target();
// Has "scalar" been forced? Kernels ask this before they dispatch.
[[nodiscard]] bool simd_is_scalar();

}  // namespace mask
