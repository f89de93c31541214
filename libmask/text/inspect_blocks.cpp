// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/inspect_blocks.h"

#include <array>

#include "libmask/text/inspect.h"

namespace mask {
namespace {

enum : std::uint8_t { is_odd = 1, is_digit = 2, is_letter = 4, is_hyphen = 8 };

constexpr std::array<std::uint8_t, 256> make_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c < 0x20; ++c) kinds[c] = is_odd;
  kinds['\t'] = kinds['\n'] = kinds['\r'] = 0;
  kinds[0x7F] = kinds['&'] = is_odd;
  for (std::size_t c = 0xC0; c < 256; ++c) kinds[c] = is_odd;
  kinds[0xC3] = 0;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = is_digit;
  kinds['O'] = kinds['o'] = kinds['l'] = kinds['I'] = is_letter;
  kinds['-'] = is_hyphen;
  return kinds;
}
constexpr std::array<std::uint8_t, 256> kinds = make_kinds();

// A machine over classes of bytes that ends in `wrong` where a text is not UTF-8. Each state is a row of twelve.
constexpr std::uint8_t ascii = 0, cont_80 = 1, cont_90 = 2, cont_a0 = 3, lead2 = 4, lead_e0 = 5, lead3 = 6, lead_ed = 7, lead_f0 = 8,
                       lead4 = 9, lead_f4 = 10, never = 11;
constexpr std::uint8_t start = 0, need1 = 12, need2 = 24, after_e0 = 36, after_ed = 48, after_f0 = 60, need3 = 72, after_f4 = 84,
                       wrong = 96;

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = 0x80; c < 0x90; ++c) classes[c] = cont_80;
  for (std::size_t c = 0x90; c < 0xA0; ++c) classes[c] = cont_90;
  for (std::size_t c = 0xA0; c < 0xC0; ++c) classes[c] = cont_a0;
  for (std::size_t c = 0xC0; c < 0xC2; ++c) classes[c] = never;
  for (std::size_t c = 0xC2; c < 0xE0; ++c) classes[c] = lead2;
  for (std::size_t c = 0xE0; c < 0xF0; ++c) classes[c] = lead3;
  classes[0xE0] = lead_e0;
  classes[0xED] = lead_ed;
  classes[0xF0] = lead_f0;
  for (std::size_t c = 0xF1; c < 0xF4; ++c) classes[c] = lead4;
  classes[0xF4] = lead_f4;
  for (std::size_t c = 0xF5; c < 256; ++c) classes[c] = never;
  return classes;
}
constexpr std::array<std::uint8_t, 256> classes = make_classes();

constexpr std::array<std::uint8_t, 108> make_steps() {
  std::array<std::uint8_t, 108> steps{};
  steps.fill(wrong);
  steps[std::size_t{start} + ascii] = start;
  steps[std::size_t{start} + lead2] = need1;
  steps[std::size_t{start} + lead_e0] = after_e0;
  steps[std::size_t{start} + lead3] = need2;
  steps[std::size_t{start} + lead_ed] = after_ed;
  steps[std::size_t{start} + lead_f0] = after_f0;
  steps[std::size_t{start} + lead4] = need3;
  steps[std::size_t{start} + lead_f4] = after_f4;
  for (const std::uint8_t c : {cont_80, cont_90, cont_a0}) {
    steps[std::size_t{need1} + c] = start;
    steps[std::size_t{need2} + c] = need1;
    steps[std::size_t{need3} + c] = need2;
  }
  steps[std::size_t{after_e0} + cont_a0] = need1;
  steps[std::size_t{after_ed} + cont_80] = need1;
  steps[std::size_t{after_ed} + cont_90] = need1;
  steps[std::size_t{after_f0} + cont_90] = need2;
  steps[std::size_t{after_f0} + cont_a0] = need2;
  steps[std::size_t{after_f4} + cont_80] = need2;
  return steps;
}
constexpr std::array<std::uint8_t, 108> steps = make_steps();

}  // namespace

bool inspect_by_table(std::string_view text, OddList& odd) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::uint8_t state = start;
  for (std::size_t at = 0; at < text.size() + 1; at += 64) {
    std::uint64_t odd_ones = 0;
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint8_t* const here = bytes + at + i;
      if (*here >= 0x80 || state != start) state = steps[std::size_t{state} + classes[*here]];
      const std::uint8_t kind = kinds[*here];
      if (kind == 0) continue;
      bool is = kind == is_odd;
      if (kind == is_letter) is = kinds[here[-1]] == is_digit || kinds[here[1]] == is_digit;
      if (kind == is_hyphen) is = here[1] == '\n' || here[1] == '\r';
      odd_ones |= std::uint64_t{is} << i;
      pairs |= std::uint64_t{kind == is_digit && here[1] == ' ' && kinds[here[2]] == is_digit && here[3] == ' '} << i;
    }
    odd.take(bytes + at, odd_ones, pairs, static_cast<std::uint32_t>(at));
  }
  odd.finish(static_cast<std::uint32_t>(text.size()));
  return state == start;
}

bool inspect_slowly(std::string_view text, Positions& odd) {
  odd.clear();
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0); };
  const auto digit = [&](std::size_t i) { return at(i) >= '0' && at(i) <= '9'; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = at(i);
    bool is = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || c == '&' || (c >= 0xC0 && c != 0xC3);
    is = is || (c == '-' && (at(i + 1) == '\n' || at(i + 1) == '\r'));
    is = is || ((c == 'O' || c == 'o' || c == 'l' || c == 'I') && ((i > 0 && digit(i - 1)) || digit(i + 1)));
    bool spaced = digit(i);
    for (std::size_t k = 1; k < 4; ++k) spaced = spaced && at(i + 2 * k - 1) == ' ' && digit(i + 2 * k);
    if (is || spaced) odd.push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = at(i);
    std::size_t size = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (size == 0) return false;
    unsigned long code = size == 1 ? c : c & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k) {
      if ((at(i + k) & 0xC0) != 0x80) return false;
      code = code << 6 | (at(i + k) & 0x3FU);
    }
    if ((size == 3 && code < 0x800) || (size == 4 && (code < 0x10000 || code > 0x10FFFF)) || (code >= 0xD800 && code < 0xE000))
      return false;
    i += size;
  }
  return true;
}

}  // namespace mask
