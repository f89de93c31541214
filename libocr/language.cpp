// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/language.h"

#include <algorithm>
#include <array>

namespace ocr {
namespace {

using namespace std::string_view_literals;

// Words that one language uses all the time and the other does not have.
constexpr auto swedish_words = std::to_array({"att"sv, "där"sv, "ett"sv, "från"sv, "för"sv, "här"sv, "inte"sv, "jag"sv, "när"sv, "och"sv,
                                              "också"sv, "till"sv, "utan"sv, "vid"sv, "är"sv, "över"sv});
constexpr auto danish_words = std::to_array(
    {"af"sv, "at"sv, "der"sv, "er"sv, "et"sv, "fra"sv, "hvor"sv, "ikke"sv, "jeg"sv, "når"sv, "og"sv, "også"sv, "til"sv, "uden"sv, "ved"sv});

constexpr float sure = 0.6F;

int count(std::string_view text, std::string_view what) {
  int found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

}  // namespace

LanguageSigns language_signs(std::span<const ReadWord> words, bool knows_both) {
  LanguageSigns signs;
  for (const ReadWord& word : words) {
    if (word.confidence < sure) continue;
    const std::string_view text = word.text;
    signs.swedish += std::ranges::binary_search(swedish_words, text) ? 1 : 0;
    signs.danish += std::ranges::binary_search(danish_words, text) ? 1 : 0;
    if (!knows_both) continue;
    signs.swedish += count(text, "ä"sv) + count(text, "ö"sv) + count(text, "Ä"sv) + count(text, "Ö"sv);
    signs.danish += count(text, "æ"sv) + count(text, "ø"sv) + count(text, "Æ"sv) + count(text, "Ø"sv);
  }
  return signs;
}

std::optional<mask::Language> LanguageSigns::told() const {
  if (swedish >= 3 && swedish > 3 * danish) return mask::Language::sv;
  if (danish >= 3 && danish > 3 * swedish) return mask::Language::da;
  return {};
}

}  // namespace ocr
