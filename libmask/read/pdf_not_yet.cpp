// Stands in for readers of PDF and pictures until they are there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/readers.h"

namespace mask {

__attribute__((weak)) Result<Reading> read_pdf(std::string_view /*bytes*/, Walk& /*walk*/) {
  return fail(Failure::damaged, "is of a kind that is not read yet");
}
__attribute__((weak)) Result<Reading> read_image(std::string_view /*bytes*/, Walk& /*walk*/) {
  return fail(Failure::damaged, "is of a kind that is not read yet");
}

}  // namespace mask
