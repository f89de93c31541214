// Walking over JSON that a parser has already found valid, so that what is not changed stays byte for byte.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "libmask/base/result.h"

namespace mask {

// Behind JSON that is validated, this many bytes must be readable.
inline constexpr std::size_t json_margin = 64;

// Is `text` one JSON value, valid in all its parts? (simdjson)
[[nodiscard]] bool is_valid_json(std::string_view text);

// The end of the string token that begins at `at` (on its quote), just past its closing quote.
[[nodiscard]] std::size_t json_string_end(std::string_view text, std::size_t at);
// The end of any value that begins at `at`.
[[nodiscard]] std::size_t json_value_end(std::string_view text, std::size_t at);
// Past white space.
[[nodiscard]] std::size_t json_skip_space(std::string_view text, std::size_t at);
// What a string token (with its quotes) says. A surrogate without its other half becomes U+FFFD.
[[nodiscard]] std::string json_unescape(std::string_view token);

// Calls visit(key, value_token) for each member of the object token, in order; stops where it gives false. The key is unescaped.
template <typename Visit>
void for_each_member(std::string_view object, Visit visit) {
  std::size_t at = json_skip_space(object, 1);
  while (at < object.size() && object[at] == '"') {
    const std::size_t key_end = json_string_end(object, at);
    const std::string key = json_unescape(object.substr(at, key_end - at));
    at = json_skip_space(object, json_skip_space(object, key_end) + 1);
    const std::size_t end = json_value_end(object, at);
    if (!visit(std::string_view(key), object.substr(at, end - at))) return;
    at = json_skip_space(object, end);
    if (object[at] != ',') return;
    at = json_skip_space(object, at + 1);
  }
}

// Calls visit(value_token) for each element of the array token.
template <typename Visit>
void for_each_element(std::string_view array, Visit visit) {
  std::size_t at = json_skip_space(array, 1);
  while (at < array.size() && array[at] != ']') {
    const std::size_t end = json_value_end(array, at);
    visit(array.substr(at, end - at));
    at = json_skip_space(array, end);
    if (array[at] != ',') return;
    at = json_skip_space(array, at + 1);
  }
}

}  // namespace mask
