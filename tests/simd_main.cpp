// Runs the tests on the vectors that MASKROS_TEST_SIMD names, so that the whole suite is seen once on each kind.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "libmask/base/simd.h"

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (const char* const name = std::getenv("MASKROS_TEST_SIMD"); name != nullptr && !mask::force_simd(name)) {
    std::cerr << "this processor has no " << name << ": run on " << mask::simd_target() << "\n";
  }
  return RUN_ALL_TESTS();
}
