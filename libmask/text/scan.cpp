// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/scan.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libmask/text/scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "libmask/base/simd.h"
#include "libmask/text/scan_blocks.h"

HWY_BEFORE_NAMESPACE();
namespace mask::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

void scan_all(std::string_view text, ScanLists& lists) { scan_blocks_by_table(text, lists); }

#else

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<std::uint8_t, 64>;
using V = hn::Vec<D>;

// The masks of 64 bytes from vectors of 16, 32 or 64.
class Vectors {
 public:
  HWY_INLINE BlockMasks of(const std::uint8_t* HWY_RESTRICT at) const {
    const D d;
    BlockMasks masks{};
    const std::size_t lanes = hn::Lanes(d);
    const V bit5 = hn::Set(d, 0x20);
    for (std::size_t i = 0; i < 64; i += lanes) {
      const V bytes = hn::LoadU(d, at + i);
      const V second = hn::LoadU(d, at + i + 1);
      const V folded = hn::Or(bytes, bit5);
      const auto letter = below(hn::Sub(folded, hn::Set(d, 'a')), 26);
      const auto digit = below(hn::Sub(bytes, hn::Set(d, '0')), 10);
      const auto beyond = hn::MaskFromVec(hn::BitCast(d, hn::BroadcastSignBit(hn::BitCast(hn::RebindToSigned<D>(), bytes))));
      // C3 and a second byte of 9F or more is a small letter of Latin-1; all other bytes from 80 on may begin a capital.
      const auto small = hn::And(hn::Eq(bytes, hn::Set(d, 0xC3)), hn::Eq(hn::Max(second, hn::Set(d, 0x9F)), second));
      const auto upper = hn::Or(hn::AndNot(hn::TestBit(bytes, bit5), letter), hn::AndNot(small, beyond));
      store(digit, i, masks.digit);
      store(hn::Or(hn::Or(letter, digit), beyond), i, masks.word);
      store(upper, i, masks.upper);
      store(hn::Eq(bytes, hn::Set(d, '@')), i, masks.at);
    }
    return masks;
  }

 private:
  static HWY_INLINE hn::Mask<D> below(V values, std::uint8_t limit) {
    return hn::Eq(hn::Min(values, hn::Set(D(), static_cast<std::uint8_t>(limit - 1))), values);
  }
  template <typename M>
  static HWY_INLINE void store(M mask, std::size_t from, std::uint64_t& out) {
    std::uint64_t bits = 0;
    hn::StoreMaskBits(D(), mask, reinterpret_cast<std::uint8_t*>(&bits));
    out |= bits << from;
  }
};

void scan_all(std::string_view text, ScanLists& lists) {
  const Vectors vectors;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  BlockCarry carry;
  for (std::size_t at = 0; at < text.size(); at += 64) lists.take(vectors.of(bytes + at), static_cast<std::uint32_t>(at), carry);
  lists.finish(carry, static_cast<std::uint32_t>(text.size()));
}

#endif

}  // namespace mask::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mask {

void scan(std::string_view text, Tokens& out) {
  ScanLists lists(text, out);
  switch (simd()) {
#if HWY_ARCH_X86
    case Simd::avx3: return N_AVX3::scan_all(text, lists);
    case Simd::avx2: return N_AVX2::scan_all(text, lists);
    case Simd::sse4: return N_SSE4::scan_all(text, lists);
    case Simd::ssse3: return N_SSSE3::scan_all(text, lists);
#elif HWY_ARCH_ARM
    case Simd::neon: return N_NEON::scan_all(text, lists);
#endif
    default: return scan_blocks_by_table(text, lists);
  }
}

}  // namespace mask
#endif
