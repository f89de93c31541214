// Bytes of another encoding -> UTF-8, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "libmask/base/result.h"

namespace mask {

// An encoding as its name or its byte order mark tells it.
struct Encoding {
  std::string name = "UTF-8";  // as ICU knows it
  std::string mark;            // the bytes of the mark that stood at the start, to be written again
  [[nodiscard]] bool is_utf8() const { return name == "UTF-8"; }
};

// By the byte order mark at the start of `bytes`; UTF-8 where there is none.
[[nodiscard]] Encoding encoding_of(std::string_view bytes);
// Failure::usage where there is no such encoding.
[[nodiscard]] Result<std::string> encoding_named(std::string_view name);

// Reads bytes and gives UTF-8. Lossy: what cannot be decoded becomes U+FFFD and is counted.
class Decoder {
 public:
  using Read = std::function<Result<std::size_t>(char*, std::size_t)>;
  // `name` is one that encoding_named() gave.
  Decoder(const std::string& name, bool is_lossy, Read read);
  ~Decoder();
  Decoder(Decoder&&) noexcept;

  // Up to `size` bytes of UTF-8, whole characters; fewer only at the end. Failure::damaged with the offset of what cannot be decoded.
  [[nodiscard]] Result<std::size_t> read(char* into, std::size_t size);
  [[nodiscard]] std::uint64_t lost() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// UTF-8 -> bytes of an encoding.
class Encoder {
 public:
  explicit Encoder(const std::string& name);
  ~Encoder();
  Encoder(Encoder&&) noexcept;
  // Appends `text` encoded. What the encoding lacks (the bar of a mask) is written as '#'.
  void append(std::string& out, std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mask
