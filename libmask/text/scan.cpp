// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/scan.h"

namespace mask {
void scan(std::string_view text, const TriggerFilter& filter, Tokens& out) { scan_slowly(text, filter, out); }
}
