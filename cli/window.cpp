// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/window.h"

#include <algorithm>

namespace cli {

mask::Result<void> Window::more() {
  constexpr std::size_t least = std::size_t{1} << 17;
  held_.erase(0, begin_);
  begin_ = 0;
  // A record that does not end is looked at again and again: what is read for it grows with it.
  const std::size_t had = held_.size();
  const std::size_t size = std::max(least, had / 2);
  held_.resize(had + size);
  const auto count = read_(held_.data() + had, size);
  if (!count) return std::unexpected(count.error());
  held_.resize(had + *count);
  at_end_ = *count < size;
  return {};
}

}  // namespace cli
