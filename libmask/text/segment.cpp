// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/segment.h"

#include <string.h>  // memrchr

#include <algorithm>

namespace mask {
namespace {

// std::string_view::rfind looks at one byte at a time.
std::size_t last_of(std::string_view text, char c) {
  const void* const found = memrchr(text.data(), c, text.size());
  return found == nullptr ? std::string_view::npos : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// The end of the last blank line (a line of blanks, or none, between two line ends); 0 if none.
std::size_t after_blank_line(std::string_view text) {
  std::size_t end = last_of(text, '\n');
  while (end != std::string_view::npos && end > 0) {
    std::size_t before = end;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t' || text[before - 1] == '\r')) --before;
    if (before > 0 && text[before - 1] == '\n') return end + 1;
    if (before == 0) return 0;
    end = last_of(text.substr(0, before), '\n');
  }
  return 0;
}

// 0 if there is none.
std::size_t after_last(std::string_view text, char c) {
  const std::size_t at = last_of(text, c);
  return at == std::string_view::npos ? 0 : at + 1;
}

}  // namespace

Cut cut_segment(std::string_view window, bool more_follows) {
  if (!more_follows) return {.size = window.size()};
  if (const std::size_t size = after_blank_line(window); size > 0) return {.size = size};
  const std::string_view inner = window.substr(0, window.size() - std::min(window.size() - 1, segment_context));
  std::size_t size = after_last(inner, '\n');
  if (size == 0) size = after_last(inner, ' ');
  if (size == 0) {
    size = inner.size();
    for (int i = 0; i < 3 && size > 1 && (static_cast<unsigned char>(window[size]) & 0xC0) == 0x80; ++i) --size;
  }
  return {.size = size, .ahead = std::min(segment_context, window.size() - size), .is_clean = false};
}

}  // namespace mask
