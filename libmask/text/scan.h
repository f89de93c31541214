// Finds the words, digit runs and candidates of a text, 64 bytes at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "libmask/text/tokens.h"

namespace mask {

// Before and after a text that is scanned, this many bytes must be readable, and zero.
inline constexpr std::size_t scan_margin = 128;

// `text` must be folded (text/fold.h), at most 4 GiB, with scan_margin readable zero bytes on both sides. `out` is reused: its old
// contents are dropped, its memory kept. Chooses the widest vectors the processor has (base/simd.h); the answer does not depend on them.
void scan(std::string_view text, Tokens& out);

// The same, byte by byte, written to be obviously right: for tests.
void scan_slowly(std::string_view text, Tokens& out);

}  // namespace mask
