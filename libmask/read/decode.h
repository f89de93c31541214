// A whole text in another encoding -> UTF-8.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mask {

// What cannot be decoded becomes U+FFFD and is counted in `lost`. Nothing where there is no such encoding. Names that stand for a subset of
// a Windows code page ("iso-8859-1", "us-ascii") mean the code page, as in mail and on web pages.
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes, std::string_view encoding, std::uint64_t& lost);

// By its mark, else UTF-8 if it is that, else UTF-16 if every second byte is mostly zero, else windows-1252; `is_guess` where only the last
// was left. The mark itself is left out.
struct Decoded {
  std::string text;
  std::uint64_t lost = 0;
  bool is_guess = false;
};
[[nodiscard]] Decoded decode_unnamed(std::string_view bytes);

}  // namespace mask
