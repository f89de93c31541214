// What the model looks at: each word has traits; a place in the text is described by keys made of the traits of the words around it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libmask/lexicon/lexicon.h"
#include "libmask/model/format.h"
#include "libmask/model/words.h"

namespace mask::name_features {

// The kind of text: running text in one of the languages; or letters, forms, records, minutes of either. Some weights are shared by all
// kinds, some belong to one.
enum class Genre : std::uint8_t { prose_sv, prose_da, prose_no, office, count_ };

// What the word statistics of the model file say of a word.
struct WordStatistics {
  std::uint8_t capitals = 0;  // 0 unknown, 1 never with a capital inside sentences ... 5 always; 6 an ordinary word of conversation;
                              // 7 not known, but with an ending that hardly any name has, or put together of ordinary words
};

// May a word be a name?
enum class Candidate : std::uint8_t {
  no,
  inside,  // not where a sentence opens: a word that is usually written small
  yes,     // written with a capital, or known as a name and as nothing else
};

// What the words around need to know of a word.
struct Sight {
  std::uint64_t lower = 0;  // the word whatever its case
  std::uint32_t shape = 0;
  std::uint16_t lexicon = 0;  // what the lexicon says, in short
  Candidate candidate = Candidate::no;
  bool announces : 1 = false;  // "heter": a name follows, even in small letters
  bool ends : 1 = false;       // a sentence: . ! ? : and bullets
  bool is_short : 1 = false;   // a letter or two, a sign
};
static_assert(sizeof(Sight) == 16);

struct Traits : Sight {
  static constexpr std::size_t most = 40;
  std::array<std::uint64_t, most> attribute;  // as many as `count`
  std::uint8_t everywhere = 0;                // the first ones count for words up to two away,
  std::uint8_t near = 0;                      // these for words next to it too,
  std::uint8_t count = 0;                     // all of them for the word itself
};

// One round is enough: what is mixed is mixed already, or small and of few values.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t x = (a ^ b * 0x9E3779B97F4A7C15ULL) * 0xD6E8FEB86659FD93ULL;
  return x ^ x >> 32;
}
// The same for words beside each other, by how far the bits of each are turned.
[[nodiscard]] constexpr std::uint64_t mix_turned(std::uint64_t a, std::uint64_t b, int turn) {
  const std::uint64_t x = (a ^ std::rotl(b, turn)) * 0xD6E8FEB86659FD93ULL;
  return x ^ x >> 32;
}

// Usually written small?
[[nodiscard]] constexpr bool is_ordinary(WordStatistics statistics) {
  return statistics.capitals == 1 || statistics.capitals == 2 || statistics.capitals >= 6;
}

// The key under which the statistics of a word's ending stand.
[[nodiscard]] inline std::uint64_t ending_key(std::string_view word) {
  return mix(word_key(word.substr(word.size() - name_model_format::ending)), 98);
}

// Is the word put together of two ordinary words, and ends with one that is no name: Loftshøjde, Personaltoalett, EWC-kod?
template <typename OfKey>
[[nodiscard]] bool is_compound(std::string_view word, const Lexicon& lexicon, OfKey&& of_key) {
  constexpr std::size_t least = 4;  // bytes of each
  const auto is_plain = [&](std::string_view part) { return is_ordinary(of_key(word_key(part))) && !lexicon.may_be_name(word_key(part)); };
  if (const std::size_t hyphen = word.rfind('-'); hyphen != std::string_view::npos)
    return word.size() > hyphen + 3 && is_plain(word.substr(hyphen + 1));
  if (word.size() < 2 * least + 1) return false;
  for (std::size_t at = least; at + least <= word.size(); ++at) {
    if ((static_cast<unsigned char>(word[at]) & 0xC0) == 0x80 || !is_plain(word.substr(at))) continue;
    const std::string_view head = word.substr(0, at);
    if (is_ordinary(of_key(word_key(head)))) return true;
    if (head.back() == 's' && head.size() > least && is_ordinary(of_key(word_key(head.substr(0, head.size() - 1))))) return true;
  }
  return false;
}

// What is known of a word, or of its ending or its parts; `of_key` is asked.
template <typename OfKey>
[[nodiscard]] WordStatistics statistics_of_word(std::string_view word, const Lexicon& lexicon, OfKey&& of_key) {
  word = word.substr(0, 64);
  WordStatistics says = of_key(word_key(word));
  if (says.capitals != 0 || word.size() <= name_model_format::ending) return says;
  if (is_ordinary(of_key(ending_key(word))) || is_compound(word, lexicon, of_key)) says.capitals = 7;
  return says;
}

// May the word be a name though it is written small? It is well known as one, and as nothing else.
[[nodiscard]] inline bool names_in_small(std::string_view word, const WordInfo& info) {
  return word.size() > 2 && info.common == 0 && info.labels.empty() && (info.first_name >= 4 || info.last_name >= 4);
}

// Greetings that end a letter, in small letters.
inline constexpr std::array<std::string_view, 9> greetings = {"vh", "kh", "mh", "mvh", "hej", "hilsen", "hilsner", "hälsar", "hälsningar"};
// "heter", "min bror", "mvh": a name may follow in small letters.
[[nodiscard]] bool announces_name(std::string_view word, Labels says);

struct TraitOptions {
  bool is_known = true;     // false: as if the lexicon did not know the word, for training
  bool with_centre = true;  // false: without what only the word's own place needs
};
[[nodiscard]] Traits traits_of(std::string_view word, const Lexicon& lexicon, WordStatistics statistics, TraitOptions options = {});
// The traits of what stands before the first word and after the last.
[[nodiscard]] const Traits& edge();

// The keys that a word `offset` places away (-2 to 2) adds to a place. They depend on that word alone, so their sum can be kept.
template <typename Emit>
void emit_word(const Traits& word, int offset, Genre genre, Emit&& emit) {
  const std::size_t count = offset == 0 ? word.count : offset == 1 || offset == -1 ? word.near : word.everywhere;
  const auto place = static_cast<std::uint64_t>(offset + 3);
  for (std::size_t i = 0; i < count; ++i) emit(mix(word.attribute[i], place));
  const std::uint64_t kind = 16 + static_cast<std::uint64_t>(genre) * 8 + place;
  if (offset < -1 || offset > 1) return;
  emit(mix(word.lexicon, kind + 0x200));
  if (offset != 0) return;
  emit(mix(word.lower, kind));
  emit(mix(word.shape, kind + 0x100));
  emit(mix(7, kind + 0x400));
}

// The keys that words next to each other make together. `before` is what stands between `left` and `here`, `after` between `here` and
// `right`.
template <typename Emit>
void emit_pairs(const Sight& left2, const Sight& left, const Sight& here, const Sight& right, WordGap before, WordGap after, Emit&& emit) {
  const std::uint64_t gaps = static_cast<std::uint64_t>(before) * 8 + static_cast<std::uint64_t>(after);
  // Each part has its own turns, so that the same words in another part give another key.
  const auto two = [&](std::uint64_t a, std::uint64_t b, int turn) { emit(mix_turned(a, b, turn)); };
  const auto three = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c, int turn) { two(a ^ std::rotl(b, turn), c, 2 * turn); };
  two(left.lower, here.lower, 5);
  two(here.lower, right.lower, 9);
  three(left.shape, here.shape, right.shape, 21);
  three(gaps, here.shape, here.lexicon, 24);
  three(left.lexicon, here.lexicon, right.lexicon, 18);
  two(left.lexicon, here.lexicon, 25);
  two(here.lexicon, right.lexicon, 34);
  three(gaps, here.shape, left.lower, 13);
  two(here.shape, right.lower, 17);
  two(here.lexicon, left.lower, 29);
  two(here.lexicon, right.lower, 37);
  two(left2.lower, left.lower, 43);
}

}  // namespace mask::name_features
