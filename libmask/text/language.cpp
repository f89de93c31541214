// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/language.h"

#include <algorithm>
#include <array>

#include "libmask/text/fold.h"
#include "libmask/text/scan.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

// Words of at most eight bytes that one of the languages uses all the time and the other hardly ever.
constexpr WordSet swedish({"och", "att", "är", "inte", "för", "som", "ett", "från", "jag", "till", "även", "enligt", "också", "när", "där",
                           "vid", "utan", "ärende", "hon"});
constexpr WordSet danish({"og", "at", "er", "ikke", "for", "af", "et", "fra", "jeg", "til", "også", "ifølge", "hvor", "når", "der", "ved",
                          "uden", "sagen", "hun"});
constexpr std::uint32_t longest = 8;

constexpr std::uint32_t enough = 1U << 16;

// The letters æ and ø less the letters ä and ö, small and capital.
int danish_letters(std::string_view text) {
  int balance = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char second = static_cast<char>(text[i + 1] | 0x20);
    const int of_danish = (second == '\xA6' ? 1 : 0) + (second == '\xB8' ? 1 : 0);
    const int of_swedish = (second == '\xA4' ? 1 : 0) + (second == '\xB6' ? 1 : 0);
    balance += text[i] == '\xC3' ? of_danish - of_swedish : 0;
  }
  return balance;
}

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
  const std::uint32_t end = std::min(tokens.size(), enough);
  int balance = danish_letters(tokens.text.substr(0, end));  // above 0: Danish
  for (Span word = tokens.word_after(0, end); !word.empty() && word.start < end; word = tokens.word_after(word.end, end)) {
    if (word.size() > longest) continue;
    const std::string_view text = tokens.of(word);
    if (swedish.contains(text)) {
      balance -= 2;
    } else if (danish.contains(text)) {
      balance += 2;
    }
  }
  return balance > 0 ? Language::da : Language::sv;
}

Language language_of_text(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), enough);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  std::string padded(2 * scan_margin + size, '\0');
  text.copy(padded.data() + scan_margin, size);
  Folded folded;
  Tokens tokens;
  if (fold(std::string_view(padded).substr(scan_margin, size), folded)) return Language::sv;
  scan(folded.text(), tokens);
  return language_of(tokens);
}

}  // namespace mask
