// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/language.h"

#include <algorithm>
#include <array>

namespace mask {
namespace {

// Words that one of the languages uses all the time and the other hardly ever.
constexpr std::array<std::string_view, 24> swedish = {"och",    "att",   "är",  "inte", "på",  "för",  "som",    "ett",
                                                      "eller",  "från",  "jag", "mig",  "har", "till", "även",   "efter",
                                                      "enligt", "också", "när", "där",  "vid", "utan", "ärende", "hon"};
constexpr std::array<std::string_view, 24> danish = {"og",     "at",   "er",  "ikke", "på",  "for",  "af",    "et",
                                                     "eller",  "fra",  "jeg", "mig",  "har", "til",  "også",  "efter",
                                                     "ifølge", "hvor", "når", "der",  "ved", "uden", "sagen", "hun"};

constexpr std::uint32_t enough = 1U << 16;

bool is_one_of(std::span<const std::string_view> words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

}  // namespace

std::string_view code(Language language) {
  constexpr std::array<std::string_view, 3> codes = {"sv", "da", "en"};
  return codes[static_cast<std::size_t>(language)];
}

std::optional<Language> language_coded(std::string_view code) {
  if (code == "sv") return Language::sv;
  if (code == "da") return Language::da;
  if (code == "en") return Language::en;
  return std::nullopt;
}

Language language_of(const Tokens& tokens) {
  int balance = 0;  // above 0: Danish
  const std::uint32_t end = std::min(tokens.size(), enough);
  for (Span word = tokens.word_after(0, end); !word.empty() && word.start < end; word = tokens.word_after(word.end, end)) {
    const std::string_view text = tokens.of(word);
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] != '\xC3') continue;
      const char second = static_cast<char>(text[i + 1] | 0x20);
      if (second == '\xA4' || second == '\xB6') --balance;  // ä ö
      if (second == '\xA6' || second == '\xB8') ++balance;  // æ ø
    }
    if (text.size() > 8) continue;
    const bool in_swedish = is_one_of(swedish, text);
    const bool in_danish = is_one_of(danish, text);
    balance += in_danish == in_swedish ? 0 : in_danish ? 2 : -2;
  }
  return balance > 0 ? Language::da : Language::sv;
}

}  // namespace mask
