// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/spelled_date.h"

#include <algorithm>
#include <array>

namespace mask {
namespace {

constexpr std::uint32_t apart = 2;  // bytes between two words of a date

// "tolfte", "tjugoförsta", "femogtyvende": by their endings.
bool is_ordinal(std::string_view word) {
  static constexpr std::array<std::string_view, 23> endings = {
      "onde",   "första", "andra",   "tredje", "fjärde", "femte", "sjätte",  "sjunde", "elfte",   "tolfte",  "første",  "anden",
      "fjerde", "sjette", "ottende", "niende", "tiende", "tende", "syvende", "tolvte", "ellevte", "tyvende", "tredivte"};
  return word.size() <= 24 && std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

// A part of a year: "nittonhundraåttiotvå", "två", "tusen", "nittenhundrede".
bool is_year_word(const Context& in, std::string_view word) {
  static constexpr std::array<std::string_view, 4> powers = {"hundra", "hundred", "tusen", "tusind"};
  if (std::ranges::any_of(powers, [&](std::string_view power) { return word.contains(power); })) return true;
  return in.lexicon.find(word).labels.has(Label::number_word);
}
bool is_joint(std::string_view word) { return word == "och" || word == "og"; }

// The words of a year from `from` on: the end of the last, or `from`.
std::uint32_t year_end(const Context& in, std::uint32_t from) {
  std::uint32_t end = from;
  std::uint32_t at = from;
  for (int words = 0; words < 6; ++words) {
    const Span next = in.tokens.word_after(at, apart);
    if (next.empty() || in.text().substr(at, next.start - at).contains('.')) break;
    const std::string_view word = in.tokens.of(next);
    if (is_year_word(in, word)) {
      end = next.end;
    } else if (words == 0 && word.size() == 4 && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) {
      return next.end;
    } else if (!is_joint(word)) {
      break;
    }
    at = next.end;
  }
  return end;
}

}  // namespace

Span spelled_date(const Context& in, std::uint32_t from) {
  std::uint32_t at = from;
  for (int skipped = 0; skipped < 4; ++skipped) {
    const Span day = in.tokens.word_after(at, 3);
    if (day.empty() || in.text().substr(at, day.start - at).contains('\n')) return {};
    at = day.end;
    if (!is_ordinal(in.tokens.of(day))) continue;
    Span month = in.tokens.word_after(day.end, apart);
    const std::string_view joint = in.tokens.of(month);
    if (joint == "i" || joint == "dagen") month = in.tokens.word_after(month.end, apart);
    const bool numbered = is_ordinal(in.tokens.of(month));
    if (month.empty() || (!numbered && !in.lexicon.find_inside(in.tokens.of(month)).labels.has(Label::month))) return {};
    const std::uint32_t end = year_end(in, month.end);
    if (numbered && end == month.end) return {};
    const Span article = in.tokens.word_before(day.start, 1);
    const bool has_article = article.start >= from && in.tokens.of(article) == "den";
    return {has_article ? article.start : day.start, end};
  }
  return {};
}

}  // namespace mask
