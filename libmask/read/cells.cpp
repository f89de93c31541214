// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/cells.h"

#include <algorithm>
#include <charconv>

#include "libmask/base/json_text.h"

namespace mask {
namespace {

// `unit` bytes at raw[at] say the text that `write` appends.
template <typename Write>
void append_edit(std::string& out, std::size_t base, std::size_t at, std::size_t unit, std::vector<CellEdit>& edits, Write write) {
  const std::size_t from = out.size();
  write();
  edits.push_back({.text = static_cast<std::uint32_t>(from - base),
                   .size = static_cast<std::uint32_t>(out.size() - from),
                   .raw = static_cast<std::uint32_t>(at),
                   .length = static_cast<std::uint32_t>(unit)});
}

void append_quoted(std::string& out, std::string_view raw, std::vector<CellEdit>& edits) {
  const std::size_t base = out.size();
  const std::size_t end = raw.size() - 1;
  for (std::size_t at = 1; at < end;) {
    const std::size_t quote = std::min(raw.find('"', at), end);
    out.append(raw, at, quote - at);
    if (quote == end) break;
    append_edit(out, base, quote, 2, edits, [&] { out += '"'; });
    at = quote + 2;
  }
}

// Bytes of the escape at raw[at]: \n, \u00e5, or a pair of \u that make one character.
std::size_t escape_size(std::string_view raw, std::size_t at) {
  if (raw[at + 1] != 'u') return 2;
  const auto is_unit = [&](std::size_t i, char second_low, char second_high) {
    return i + 6 <= raw.size() && raw[i] == '\\' && raw[i + 1] == 'u' && (raw[i + 2] | 0x20) == 'd' && (raw[i + 3] | 0x20) >= second_low &&
           (raw[i + 3] | 0x20) <= second_high;
  };
  const bool is_high = (raw[at + 2] | 0x20) == 'd' &&
                       (raw[at + 3] == '8' || raw[at + 3] == '9' || (raw[at + 3] | 0x20) == 'a' || (raw[at + 3] | 0x20) == 'b');
  return is_high && is_unit(at + 6, 'c', 'f') ? 12 : 6;
}

void append_string(std::string& out, std::string_view raw, std::vector<CellEdit>& edits) {
  const std::size_t base = out.size();
  const std::size_t end = raw.size() - 1;
  for (std::size_t at = 1; at < end;) {
    const std::size_t escape = std::min(raw.find('\\', at), end);
    out.append(raw, at, escape - at);
    if (escape == end) break;
    const std::size_t unit = escape_size(raw, escape);
    append_edit(out, base, escape, unit, edits, [&] {
      std::string token = "\"";
      out += json_unescape(token.append(raw, escape, unit) += '"');
    });
    at = escape + unit;
  }
}

// A whole number in plain digits, whatever way it is written (8504129803.0, 8.504129803e9); else as it is. A mask takes all of it.
void append_number(std::string& out, std::string_view raw, std::vector<CellEdit>& edits) {
  constexpr int longest = 40;
  std::string digits;
  int point = -1;  // digits before it
  std::size_t at = raw.starts_with('-') ? 1 : 0;
  for (; at < raw.size() && (raw[at] | 0x20) != 'e'; ++at) {
    if (raw[at] == '.') {
      point = static_cast<int>(digits.size());
    } else {
      digits += raw[at];
    }
  }
  int exponent = 0;
  const bool has_exponent = at < raw.size();
  if (has_exponent) {
    ++at;
    if (raw[at] == '+') ++at;
    if (std::from_chars(raw.data() + at, raw.data() + raw.size(), exponent).ec != std::errc{}) exponent = longest;
  }
  const int whole = (point < 0 ? static_cast<int>(digits.size()) : point) + std::clamp(exponent, -longest, longest);
  const bool is_whole = digits.size() <= longest && whole > 0 && whole <= longest &&
                        (static_cast<std::size_t>(whole) >= digits.size() ||
                         digits.find_first_not_of('0', static_cast<std::size_t>(whole)) == std::string::npos);
  append_edit(out, out.size(), 0, raw.size(), edits, [&] {
    if (is_whole && (point >= 0 || has_exponent)) {
      digits.resize(static_cast<std::size_t>(whole), '0');
      out += digits;
    } else {
      out += raw;
    }
  });
}

}  // namespace

void append_cell_text(std::string& out, std::string_view raw, CellForm form, bool has_escapes, std::vector<CellEdit>& edits) {
  if (form == CellForm::number) return append_number(out, raw, edits);
  if (form == CellForm::bare) {
    out += raw;
  } else if (!has_escapes) {
    out += raw.substr(1, raw.size() - 2);
  } else if (form == CellForm::quoted) {
    append_quoted(out, raw, edits);
  } else {
    append_string(out, raw, edits);
  }
}

Span raw_of(Span text, std::size_t first_raw, const CellEdit* begin, const CellEdit* end) {
  const auto raw_at = [&](std::uint32_t position, bool is_end) {
    // The last edit that begins before the position (a start on an edit's own beginning is that edit's).
    const CellEdit* const next = std::upper_bound(begin, end, position, [](std::uint32_t p, const CellEdit& e) { return p < e.text; });
    if (next == begin) return static_cast<std::uint32_t>(position + first_raw);
    const CellEdit& edit = *(next - 1);
    if (position >= edit.text + edit.size) return edit.raw + edit.length + (position - edit.text - edit.size);
    if (position == edit.text || !is_end) return edit.raw;
    return edit.raw + edit.length;
  };
  return {raw_at(text.start, false), raw_at(text.end, true)};
}

}  // namespace mask
