// What the fuzz targets share. A target is a function of bytes that ends the program when a law is broken.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "libmask/text/scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace mask::fuzz {

// Unlike assert, in every build.
inline void require(bool claim, const char* law) {
  if (claim) return;
  std::fprintf(stderr, "law broken: %s\n", law);
  std::abort();
}

// A text with the zero bytes that scanning needs on both sides; the sanitizer sees a read beyond them.
class Padded {
 public:
  explicit Padded(std::string_view text) : bytes_(std::string(scan_margin, '\0').append(text).append(scan_margin, '\0')) {}
  [[nodiscard]] std::string_view text() const { return std::string_view(bytes_).substr(scan_margin, bytes_.size() - 2 * scan_margin); }

 private:
  std::string bytes_;
};

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

inline bool on_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

}  // namespace mask::fuzz
