// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/scan_blocks.h"

#include <array>

namespace mask {
namespace {

enum : std::uint8_t { is_word = 1, is_upper = 2, is_digit = 4, is_at = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = is_word | is_digit;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] = is_word | is_upper;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = is_word;
  for (std::size_t c = 0x80; c < 256; ++c) classes[c] = is_word | is_upper;
  classes['@'] = is_at;
  return classes;
}
constexpr std::array<std::uint8_t, 256> classes = make_classes();

}  // namespace

void scan_blocks_by_table(std::string_view text, ScanLists& lists) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  BlockCarry carry;
  for (std::size_t at = 0; at < text.size(); at += 64) {
    BlockMasks masks;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint8_t* const here = bytes + at + i;
      const std::uint64_t kind = classes[*here];
      masks.word |= (kind & 1) << i;
      masks.upper |= (kind >> 1 & 1) << i;
      masks.digit |= (kind >> 2 & 1) << i;
      masks.at |= (kind >> 3 & 1) << i;
      if (here[0] == 0xC3 && here[1] >= 0x9F) masks.upper &= ~(std::uint64_t{1} << i);
    }
    lists.take(masks, static_cast<std::uint32_t>(at), carry);
  }
  lists.finish(carry, static_cast<std::uint32_t>(text.size()));
}

}  // namespace mask
