// The tokens of RTF.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mask {

struct RtfToken {
  enum class Kind : unsigned char { open, close, star, word, byte, sign, binary };
  Kind kind = Kind::byte;
  std::string_view word;          // of \word12
  std::optional<int> value = {};  // its number
  unsigned char byte = 0;         // a character of the code page, written plainly or as \'e5
  std::string_view sign = {};     // UTF-8, of \~ and its like; may be empty
  std::string_view binary = {};   // what stands behind \bin
};

class RtfTokens {
 public:
  explicit RtfTokens(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::optional<RtfToken> next();
  // The bytes ended inside a token.
  [[nodiscard]] bool is_cut_short() const { return is_cut_short_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool is_cut_short_ = false;
};

// Hexadecimal digits -> bytes; all else between them is passed over.
[[nodiscard]] std::string hex_bytes(std::string_view digits);
[[nodiscard]] std::string hex_of(std::string_view bytes);

// What an embedded object holds ([MS-OLEDS] 2.2.5); all of it where it has no such form.
[[nodiscard]] std::string object_in_ole1(std::string_view bytes);

// The file in a stream "Ole10Native": names and a path, then its bytes. Nothing where it has no such form.
[[nodiscard]] std::optional<std::string> file_in_ole10(std::string_view bytes);

}  // namespace mask
