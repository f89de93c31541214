// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/fold.h"

namespace mask {
Span Folded::original(Span folded) const { return folded; }
std::uint32_t Folded::folded(std::uint32_t position) const { return position; }
class Folder { public: static void set(Folded& o, std::string_view t) { o.text_ = t; } };
void fold(std::string_view text, Folded& out) { Folder::set(out, text); }
std::optional<std::size_t> first_invalid(std::string_view) { return std::nullopt; }
}
