// Code pages by their numbers, as Windows programs write them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mask {

class CodePages {
 public:
  // One byte of a code page that has one byte a character.
  [[nodiscard]] std::string_view character(unsigned char byte, int page);
  // Bytes of any; U+FFFD for what is no character, windows-1252 where the page is not known.
  [[nodiscard]] std::string decode(std::string_view bytes, int page) const;

  // Do its characters take several bytes?
  [[nodiscard]] static bool is_wide(int page);
  // The page of a Windows charset (\fcharset); nothing: the document's own; 0: signs.
  [[nodiscard]] static std::optional<int> of_charset(int charset);
  // "windows-1252", as encodings are named.
  [[nodiscard]] static std::string name_of(int page);

 private:
  std::map<int, std::array<std::string, 256>> tables_;
};

}  // namespace mask
