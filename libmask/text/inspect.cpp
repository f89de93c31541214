// SPDX-License-Identifier: GPL-3.0-or-later
//
// Validation is the method of Keiser and Lemire ("Validating UTF-8 in less than one instruction per byte", 2021): three nibble lookups on
// each pair of bytes name the errors that the pair may be part of; a fourth condition says where continuation bytes must stand.
#include "libmask/text/inspect.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libmask/text/inspect.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "libmask/base/simd.h"
#include "libmask/text/inspect_blocks.h"

HWY_BEFORE_NAMESPACE();
namespace mask::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

bool inspect_all(std::string_view text, OddList& odd) { return inspect_by_table(text, odd); }

#else

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<std::uint8_t, 64>;
using V = hn::Vec<D>;

enum : std::uint8_t {
  too_short = 1 << 0,  // a first byte without its continuation
  too_long = 1 << 1,   // a continuation after ASCII
  overlong3 = 1 << 2,
  too_large = 1 << 3,
  surrogate = 1 << 4,
  overlong2 = 1 << 5,
  too_large_or_overlong4 = 1 << 6,
  two_continuations = 1 << 7,
  carry = too_short | too_long | two_continuations,
};

alignas(16) constexpr std::uint8_t first_high[16] = {too_long,
                                                     too_long,
                                                     too_long,
                                                     too_long,
                                                     too_long,
                                                     too_long,
                                                     too_long,
                                                     too_long,
                                                     two_continuations,
                                                     two_continuations,
                                                     two_continuations,
                                                     two_continuations,
                                                     too_short | overlong2,
                                                     too_short,
                                                     too_short | overlong3 | surrogate,
                                                     too_short | too_large | too_large_or_overlong4};
alignas(16) constexpr std::uint8_t first_low[16] = {carry | overlong3 | overlong2 | too_large_or_overlong4,
                                                    carry | overlong2,
                                                    carry,
                                                    carry,
                                                    carry | too_large,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4 | surrogate,
                                                    carry | too_large | too_large_or_overlong4,
                                                    carry | too_large | too_large_or_overlong4};
alignas(16) constexpr std::uint8_t second_high[16] = {too_short,
                                                      too_short,
                                                      too_short,
                                                      too_short,
                                                      too_short,
                                                      too_short,
                                                      too_short,
                                                      too_short,
                                                      too_long | overlong2 | two_continuations | overlong3 | too_large_or_overlong4,
                                                      too_long | overlong2 | two_continuations | overlong3 | too_large,
                                                      too_long | overlong2 | two_continuations | surrogate | too_large,
                                                      too_long | overlong2 | two_continuations | surrogate | too_large,
                                                      too_short,
                                                      too_short,
                                                      too_short,
                                                      too_short};

HWY_INLINE V look(const std::uint8_t* table, V nibbles) { return hn::TableLookupBytes(hn::LoadDup128(D(), table), nibbles); }
HWY_INLINE hn::Mask<D> below(V values, std::uint8_t limit) {
  return hn::Eq(hn::Min(values, hn::Set(D(), static_cast<std::uint8_t>(limit - 1))), values);
}
HWY_INLINE hn::Mask<D> at_least(V values, std::uint8_t limit) { return hn::Eq(hn::Max(values, hn::Set(D(), limit)), values); }

HWY_INLINE V errors(const std::uint8_t* at, V bytes) {
  const D d;
  const V nibble = hn::Set(d, 15);
  const V one = hn::LoadU(d, at - 1);
  const V special = hn::And(hn::And(look(first_high, hn::ShiftRight<4>(one)), look(first_low, hn::And(one, nibble))),
                            look(second_high, hn::ShiftRight<4>(bytes)));
  // A third or fourth byte must be a continuation after two others: the top bit of both must agree.
  const V third = hn::SaturatedSub(hn::LoadU(d, at - 2), hn::Set(d, 0xE0 - 0x80));
  const V fourth = hn::SaturatedSub(hn::LoadU(d, at - 3), hn::Set(d, 0xF0 - 0x80));
  const V must = hn::And(hn::Or(third, fourth), hn::Set(d, 0x80));
  return hn::Xor(must, special);
}

// The bits of one condition for 64 bytes are gathered vector by vector.
template <typename M>
HWY_INLINE std::uint64_t bits_of(M mask, std::size_t from) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(D(), mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits << from;
}

HWY_INLINE hn::Mask<D> is_digit(V bytes) { return below(hn::Sub(bytes, hn::Set(D(), '0')), 10); }

bool inspect_all(std::string_view text, OddList& odd) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  V wrong = hn::Zero(d);
  // One block more than the text has, so that a character cut off by its end is seen.
  for (std::size_t at = 0; at < text.size() + 1; at += 64) {
    std::uint64_t odd_ones = 0;
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < 64; i += lanes) {
      const std::uint8_t* const from = bytes + at + i;
      const V here = hn::LoadU(d, from);
      const V before = hn::LoadU(d, from - 1);
      const V next = hn::LoadU(d, from + 1);
      wrong = hn::Or(wrong, errors(from, here));
      // Control characters but tab (9), line feed (10) and carriage return (13).
      const auto blank = hn::Or(hn::Eq(hn::Or(hn::Sub(here, hn::Set(d, 9)), hn::Set(d, 1)), hn::Set(d, 1)), hn::Eq(here, hn::Set(d, 13)));
      const auto control = hn::Or(hn::AndNot(blank, below(here, 0x20)), hn::Eq(here, hn::Set(d, 0x7F)));
      const auto lead = hn::AndNot(hn::Eq(here, hn::Set(d, 0xC3)), at_least(here, 0xC0));
      // O, o, l, I beside a digit.
      const auto letter = hn::Or(hn::Eq(hn::Or(here, hn::Set(d, 0x20)), hn::Set(d, 'o')),
                                 hn::Or(hn::Eq(here, hn::Set(d, 'l')), hn::Eq(here, hn::Set(d, 'I'))));
      const auto like_digit = hn::And(letter, hn::Or(is_digit(before), is_digit(next)));
      const auto line_end = hn::Or(hn::Eq(next, hn::Set(d, '\n')), hn::Eq(next, hn::Set(d, '\r')));
      const auto broken = hn::And(hn::Eq(here, hn::Set(d, '-')), line_end);
      odd_ones |= bits_of(hn::Or(hn::Or(hn::Or(control, lead), hn::Eq(here, hn::Set(d, '&'))), hn::Or(like_digit, broken)), i);
      // A digit, a blank, a digit, a blank.
      const auto pair = hn::And(hn::And(is_digit(here), hn::Eq(next, hn::Set(d, ' '))),
                                hn::And(is_digit(hn::LoadU(d, from + 2)), hn::Eq(hn::LoadU(d, from + 3), hn::Set(d, ' '))));
      pairs |= bits_of(pair, i);
    }
    odd.take(bytes + at, odd_ones, pairs, static_cast<std::uint32_t>(at));
  }
  odd.finish(static_cast<std::uint32_t>(text.size()));
  return hn::AllTrue(d, hn::Eq(wrong, hn::Zero(d)));
}

#endif

}  // namespace mask::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mask {

bool inspect(std::string_view text, Positions& odd) {
  OddList list(odd);
  switch (simd()) {
#if HWY_ARCH_X86
    case Simd::avx3: return N_AVX3::inspect_all(text, list);
    case Simd::avx2: return N_AVX2::inspect_all(text, list);
    case Simd::sse4: return N_SSE4::inspect_all(text, list);
    case Simd::ssse3: return N_SSSE3::inspect_all(text, list);
#elif HWY_ARCH_ARM
    case Simd::neon: return N_NEON::inspect_all(text, list);
#endif
    default: return inspect_by_table(text, list);
  }
}

}  // namespace mask
#endif
