// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/features.h"

#include <algorithm>

namespace mask::name_features {
namespace {

constexpr bool is_upper(std::string_view word, std::size_t i) {
  const auto c = static_cast<unsigned char>(word[i]);
  if (c >= 'A' && c <= 'Z') return true;
  if (c == 0xC3) return i + 1 < word.size() && static_cast<unsigned char>(word[i + 1]) < 0x9F;
  return false;
}

// What a byte is in a shape: X a capital, x a small letter, d a digit, y a letter outside Latin-1 of either case, else itself; 0 where it
// goes on a letter.
constexpr std::array<char, 256> kinds = [] {
  std::array<char, 256> kind{};
  for (std::size_t c = 0; c < kind.size(); ++c) {
    kind[c] = static_cast<char>(c);
    if (c >= 'A' && c <= 'Z') kind[c] = 'X';
    if (c >= 'a' && c <= 'z') kind[c] = 'x';
    if (c >= '0' && c <= '9') kind[c] = 'd';
    if (c >= 0x80) kind[c] = (c & 0xC0) == 0x80 ? '\0' : c == 0xC3 ? 'x' : 'y';
  }
  return kind;
}();

// "Anna-Lena" -> Xx-Xx; runs are written once, two at most for digits and three for capitals; the first ten signs count.
std::uint32_t shape_of(std::string_view word) {
  std::uint64_t shape = 0;
  char last = 0;
  int run = 0;
  int signs = 0;
  for (std::size_t i = 0; i < word.size() && signs < 10; ++i) {
    char kind = kinds[static_cast<unsigned char>(word[i])];
    if (kind == '\0' || (kind == last && kind == 'x' && word[i] != '\xC3')) continue;
    if (word[i] == '\xC3' && is_upper(word, i)) kind = 'X';
    run = kind == last ? run + 1 : 1;
    const int most = kind == 'X' ? 3 : kind == 'd' ? 2 : 1;
    last = kind;
    if (run > most) continue;
    shape = shape * 131 + static_cast<unsigned char>(kind);
    ++signs;
  }
  return static_cast<std::uint32_t>(mix(shape, 77));
}

// Not where a letter of several bytes goes on.
constexpr bool is_letter_start(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }
constexpr bool ends_sentence(char c) { return c == '.' || c == '!' || c == '?' || c == ':' || c == '-' || c == '"' || c == '\x06'; }

unsigned bucket(unsigned weight) { return weight == 0 ? 0 : weight <= 3 ? 1 : weight <= 6 ? 2 : weight <= 9 ? 3 : 4; }

constexpr unsigned label_groups = 13;
unsigned label_group(Labels says) {
  if (says.any(labels(Label::official, Label::elected))) return 1;
  if (says.has(Label::title)) return 2;
  if (says.has(Label::name_phrase)) return 3;
  if (says.has(Label::person_label)) return 4;
  if (says.has(Label::authority)) return 5;
  if (says.any(labels(Label::month, Label::number_word, Label::measure, Label::money, Label::law, Label::report))) return 6;
  if (says.any(labels(Label::street, Label::address))) return 7;
  if (!says.empty()) return 8;
  if (says.has(Label::organisation_name)) return 9;
  if (says.has(Label::company_form)) return 10;
  if (says.has(Label::organisation_head)) return 11;
  return says.has(Label::organisation_tail) ? 12 : 0;
}

void strengthen(WordInfo& info, const WordInfo& other) {
  info.first_name = std::max(info.first_name, other.first_name);
  info.last_name = std::max(info.last_name, other.last_name);
  info.place = std::max(info.place, other.place);
}

struct Known {
  WordInfo info;
  bool is_genitive = false;
};

Known look_up(std::string_view word, std::uint64_t key, const Lexicon& lexicon) {
  Known known;
  known.info = lexicon.at(key);
  const bool nothing = known.info.first_name == 0 && known.info.last_name == 0 && known.info.place == 0 && known.info.common == 0;
  if (!nothing || !known.info.labels.empty()) return known;
  if (const std::size_t hyphen = word.find('-'); hyphen != std::string_view::npos) {
    strengthen(known.info, lexicon.find(word.substr(0, hyphen)));
    strengthen(known.info, lexicon.find(word.substr(word.rfind('-') + 1)));
    return known;
  }
  if (word.size() > 3 && (word.back() | 0x20) == 's') {
    word.remove_suffix(word[word.size() - 2] == ':' || word[word.size() - 2] == '\'' ? 2 : 1);
    const WordInfo& bare = lexicon.find(word);
    if (bare.first_name + bare.last_name + bare.place + bare.common > 0) known = {bare, true};
  }
  return known;
}

std::uint64_t exact_key(std::string_view word) {
  std::uint64_t key = 0xCBF29CE484222325ULL;
  for (const char c : word) key = (key ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return key;
}

}  // namespace

bool announces_name(std::string_view word, Labels says) {
  if (says.has(Label::name_phrase) || (says.has(Label::person_label) && says.has(Label::age))) return true;
  return std::ranges::find(greetings, word) != greetings.end();
}

Traits traits_of(std::string_view word, const Lexicon& lexicon, WordStatistics statistics, TraitOptions options) {
  Traits t;
  word = word.substr(0, 64);
  t.lower = word_key(word);
  const Known known = options.is_known ? look_up(word, t.lower, lexicon) : Known{};
  const WordInfo& info = known.info;
  t.shape = shape_of(word);
  const unsigned first = bucket(info.first_name);
  const unsigned last = bucket(info.last_name);
  const unsigned place = info.place == 0 ? 0 : info.place <= 7 ? 1 : 2;
  const unsigned common = info.common == 0 ? 0 : info.common <= 8 ? 1 : 2;
  const unsigned group = label_group(info.labels);
  t.lexicon = static_cast<std::uint16_t>((((first * 5 + last) * 3 + place) * 3 + common) * label_groups + group);
  t.lexicon = static_cast<std::uint16_t>(t.lexicon * 2 + (known.is_genitive ? 1 : 0));
  t.announces = announces_name(word, info.labels);
  const auto lead = static_cast<unsigned char>(word.empty() ? ' ' : word[0]);
  const bool is_capital = !word.empty() && (is_upper(word, 0) || lead >= 0xC4);
  const bool is_letter = (lead | 0x20) >= 'a' && (lead | 0x20) <= 'z';
  const bool is_small_name = (is_letter || lead >= 0x80) && names_in_small(word, info) && word.find('.') == std::string_view::npos &&
                             word.find('@') == std::string_view::npos;
  const bool opens_only = is_ordinary(statistics) && info.first_name + info.last_name == 0;
  t.candidate = is_capital ? (opens_only ? Candidate::inside : Candidate::yes) : is_small_name ? Candidate::yes : Candidate::no;
  t.ends = word.size() == 1 && ends_sentence(word[0]);

  const auto add = [&](std::uint64_t value, std::uint64_t group_of) { t.attribute[t.count++] = mix(value, group_of << 8); };
  add(t.lower, 1);
  t.everywhere = t.count;
  add(t.shape, 3);
  add(t.lexicon, 4);
  add(statistics.capitals * 2U + (is_capital ? 1U : 0U), 9);
  // Affixes by whole letters.
  std::size_t third = word.size();  // where the last three letters begin
  int behind = 0;
  while (third > 0 && behind < 3) behind += is_letter_start(word[--third]) ? 1 : 0;
  if (third > 0) add(word_key(word.substr(third)), 10);
  t.near = t.count;
  t.is_short = behind <= 2;
  if (!options.with_centre) return t;
  std::array<std::uint8_t, 65> letter;  // where letters start, as many as there are, and the end
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    letter[letters] = static_cast<std::uint8_t>(i);
    letters += is_letter_start(word[i]) ? 1U : 0U;
  }
  letter[letters] = static_cast<std::uint8_t>(word.size());
  add(first * 8U + (info.common > 0 ? 1U : 0U), 5);
  add(last * 8U + (info.common > 0 ? 1U : 0U), 6);
  add(place * 8U + (info.common > 0 ? 1U : 0U), 7);
  add(group, 8);
  add(exact_key(word), 12);
  add(std::min<std::size_t>(letters, 12) * 2 + (is_capital ? 1 : 0), 13);
  for (std::size_t size = 1; size <= 6 && size < letters; ++size) {
    if (size != 3) add(mix(word_key(word.substr(letter[letters - size])), size), 14);
    if (size > 1 && size < 6) add(mix(word_key(word.substr(0, letter[size])), size), 15);
  }
  if (const std::size_t hyphen = word.find('-'); hyphen != std::string_view::npos && hyphen > 0 && hyphen + 1 < word.size()) {
    add(word_key(word.substr(0, hyphen)), 16);
    add(word_key(word.substr(word.rfind('-') + 1)), 17);
  }
  add(mix(t.lexicon, t.shape), 18);
  if (third > 0) add(mix(word_key(word.substr(third)), t.shape), 20);
  return t;
}

const Traits& edge() {
  static const Traits traits = [] {
    Traits t;
    t.lower = 1;
    t.attribute[t.count++] = mix(t.lower, 21);
    t.everywhere = t.near = t.count;
    return t;
  }();
  return traits;
}

}  // namespace mask::name_features
