// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/detectors.h"

namespace mask {
namespace {

void run(const Context& in, Findings& out) {
  (void)in;
  (void)out;
}

}  // namespace

const Detector address{"address", run};

}  // namespace mask
