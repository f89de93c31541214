// Is a text Swedish or Danish?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "libmask/text/tokens.h"

namespace mask {

enum class Language : unsigned char { sv, da, en };
[[nodiscard]] std::string_view code(Language language);  // "sv"
[[nodiscard]] std::optional<Language> language_coded(std::string_view code);

// Swedish or Danish, by the commonest words and letters of the first 64 KiB; Swedish where nothing tells.
[[nodiscard]] Language language_of(const Tokens& tokens);
// The same of a text that nobody has looked at yet; it is UTF-8.
[[nodiscard]] Language language_of_text(std::string_view text);

}  // namespace mask
