// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/street.h"

#include <array>

#include "libmask/find/around.h"
#include "libmask/find/unit.h"

namespace mask {
namespace {

using namespace around;

constexpr int most_words = 5;               // in a street's name
constexpr std::uint32_t longest_word = 40;  // bytes; longer ones are no streets

consteval std::array<std::uint64_t, 32> bits_of(std::initializer_list<std::string_view> list) {
  std::array<std::uint64_t, 32> bits{};
  for (const std::string_view t : list) bits[mix_tail(t[0], t[1], t[2]) / 64] |= std::uint64_t{1} << (mix_tail(t[0], t[1], t[2]) % 64);
  return bits;
}

bool is_year(const Tokens& tokens, DigitRun run) {
  const std::string_view text = tokens.text.substr(run.start, run.size());
  return run.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
}

// The word before `pos` over one blank, or over ". " after an abbreviation; empty if none.
Span previous_word(const Tokens& tokens, std::uint32_t pos) {
  std::uint32_t end = pos;
  if (at(tokens, std::int64_t{end} - 1) != ' ') return {pos, pos};
  --end;
  if (at(tokens, std::int64_t{end} - 1) == '.') --end;
  const Span word = word_ending(tokens, end);
  return word.size() > longest_word ? Span{pos, pos} : word;
}

// "Maria-gatan", "Skib-husvej": the parts before hyphens belong to the word.
std::uint32_t hyphenated_start(const Tokens& tokens, std::uint32_t start) {
  for (int part = 0; part < 3; ++part) {
    if (at(tokens, std::int64_t{start} - 1) != '-' || !is_letter(at(tokens, std::int64_t{start} - 2))) break;
    start = word_start(tokens, start - 1);
  }
  return start;
}

// "S:t Eriksgatan": S before :t.
std::uint32_t with_saint(const Tokens& tokens, Span word) {
  return is_one_of(tokens.of(word), {"t", "ta"}) && at(tokens, std::int64_t{word.start} - 1) == ':' &&
                 (at(tokens, std::int64_t{word.start} - 2) | 0x20) == 's'
             ? word.start - 2
             : word.start;
}

// Two words that OCR has split: "Strandve jen". The ending of the words joined, 0 if none.
std::size_t ending_of_joined(const Context& in, Span first, Span second) {
  std::array<char, 2 * longest_word> joined{};
  if (first.size() + second.size() > joined.size()) return 0;
  std::ranges::copy(in.tokens.of(first), joined.begin());
  std::ranges::copy(in.tokens.of(second), joined.begin() + first.size());
  return in.lexicon.street_suffix({joined.data(), first.size() + second.size()});
}

struct Name {
  std::uint32_t start = 0;
  bool plain = false;
  bool whole = false;
  bool takes_place = false;  // "Hovedgade", "Landevej": a town's name may stand before it
};

// Takes in the words ahead of the last word of a name.
void take_words_before(const Context& in, bool capital, Name& name) {
  const Tokens& tokens = in.tokens;
  const bool ending_alone = name.whole;
  bool person = false;  // "Karin Boyes gata": a genitive may have more names before it
  for (int words = 1; words < most_words; ++words) {
    Span word = previous_word(tokens, name.start);
    if (word.size() == 0 || is_digit(tokens.text[word.start])) break;
    const bool dotted = word.end + 1 < name.start;
    const std::uint32_t saint = with_saint(tokens, word);
    const bool big = capital_at(tokens, saint);
    const Labels labels = in.lexicon.find_inside(tokens.of(word)).labels;
    static constexpr WordSet prepositions({"på", "ved", "bag", "bagved", "over", "under", "mellem", "langs"});
    const bool preposition = prepositions.contains(tokens.of(word));  // "Ved Banen 20", not "ved Banen 20"
    const bool modifier = (labels.has(Label::street) || saint != word.start || preposition) && (big || (!capital && name.plain)) &&
                          (!preposition || (big && capital_at(tokens, name.start)));
    const bool abbreviation = dotted && big && word.size() <= 4;
    const bool genitive = tokens.text[word.end - 1] == 's' && word.size() > 4;
    const bool name_word = big ? labels.empty() : !capital && genitive;
    if (dotted && !abbreviation) break;
    const bool first_of_ending = words == 1 && ((ending_alone && name_word) || (name.takes_place && big && labels.empty()));
    if (!modifier && !abbreviation && !first_of_ending && !(person && big && labels.empty())) break;
    if (modifier || (first_of_ending && genitive)) name.plain = true;
    person = person || (ending_alone && big && (genitive || abbreviation));
    name.start = hyphenated_start(tokens, saint);
    name.whole = false;
  }
  // "H.C. Andersens Boulevard": the initials right before one.
  while (at(tokens, std::int64_t{name.start} + 1) == '.' && at(tokens, std::int64_t{name.start} - 1) == '.' &&
         is_upper(at(tokens, std::int64_t{name.start} - 2)) && !tokens.in_word(std::int64_t{name.start} - 3))
    name.start -= 2;
}

// "14", "14 B" of a street written on: the ending of the word before the number, and where that word starts.
struct LastWord {
  Span span;
  std::size_t ending = 0;
};
LastWord last_word(const Context& in, std::uint32_t number_start) {
  const Tokens& tokens = in.tokens;
  std::uint32_t end = back_over_blanks(tokens, number_start, 2);
  if (end == number_start && at(tokens, std::int64_t{end} - 1) == '\n') --end;  // a line break in the midst
  if (end < 3 || !may_end_street(tokens.text.substr(end - 3, 3))) return {};
  Span word = word_ending(tokens, end);
  if (is_digit(at(tokens, word.start)) || word.size() < 3 || word.size() > longest_word) return {};

  LastWord out{word, in.lexicon.street_suffix(tokens.of(word))};
  if (out.ending == 0 && word.size() <= 5 && !capital_at(tokens, word.start)) {
    const Span first = previous_word(tokens, word.start);
    if (first.size() >= 4 && capital_at(tokens, first.start)) {
      out.ending = ending_of_joined(in, first, word);
      out.span.start = first.start;
      if (out.ending <= word.size()) out.ending = 0;
    }
  }
  return out;
}

}  // namespace

// The last three bytes of all endings in data/*/streets.tsv.
constinit const std::array<std::uint64_t, 32> street_tails = bits_of({"ade",
                                                                      "ads",
                                                                      "aga",
                                                                      "age",
                                                                      "all",
                                                                      "amn",
                                                                      "and",
                                                                      "ang",
                                                                      "ard",
                                                                      "ark",
                                                                      "ata",
                                                                      "ats",
                                                                      "ave",
                                                                      "avn",
                                                                      "bel",
                                                                      "bro",
                                                                      "bue",
                                                                      "byn",
                                                                      "cke",
                                                                      "dam",
                                                                      "dan",
                                                                      "dde",
                                                                      "den",
                                                                      "det",
                                                                      "ede",
                                                                      "een",
                                                                      "egn",
                                                                      "eng",
                                                                      "erg",
                                                                      "ern",
                                                                      "fte",
                                                                      "gan",
                                                                      "gby",
                                                                      "gen",
                                                                      "ger",
                                                                      "get",
                                                                      "gre",
                                                                      "hed",
                                                                      "hus",
                                                                      "ien",
                                                                      "ile",
                                                                      "ing",
                                                                      "ink",
                                                                      "jen",
                                                                      "kaj",
                                                                      "kan",
                                                                      "ken",
                                                                      "ker",
                                                                      "ket",
                                                                      "kke",
                                                                      "kov",
                                                                      "lan",
                                                                      "led",
                                                                      "len",
                                                                      "let",
                                                                      "lid",
                                                                      "lit",
                                                                      "lla",
                                                                      "lle",
                                                                      "lme",
                                                                      "l\xE3\xA9",
                                                                      "men",
                                                                      "mon",
                                                                      "mta",
                                                                      "nad",
                                                                      "nan",
                                                                      "nen",
                                                                      "net",
                                                                      "nge",
                                                                      "nke",
                                                                      "oen",
                                                                      "oft",
                                                                      "old",
                                                                      "org",
                                                                      "orp",
                                                                      "ort",
                                                                      "orv",
                                                                      "ose",
                                                                      "pan",
                                                                      "pet",
                                                                      "por",
                                                                      "rde",
                                                                      "ren",
                                                                      "ret",
                                                                      "rne",
                                                                      "ron",
                                                                      "ruk",
                                                                      "ryn",
                                                                      "sen",
                                                                      "set",
                                                                      "sti",
                                                                      "tan",
                                                                      "ten",
                                                                      "ter",
                                                                      "tet",
                                                                      "tig",
                                                                      "tte",
                                                                      "t\xE3\xA5",
                                                                      "uen",
                                                                      "ule",
                                                                      "und",
                                                                      "use",
                                                                      "vej",
                                                                      "ven",
                                                                      "vet",
                                                                      "vig",
                                                                      "vik",
                                                                      "vne",
                                                                      "yen",
                                                                      "yng",
                                                                      "\xA4"
                                                                      "ck",
                                                                      "\xA4nd",
                                                                      "\xA4ng",
                                                                      "\xA5"
                                                                      "en",
                                                                      "\xA5rd",
                                                                      "\xA6"
                                                                      "de",
                                                                      "\xA9"
                                                                      "en",
                                                                      "\xB6jd",
                                                                      "\xB8"
                                                                      "en",
                                                                      "\xB8je",
                                                                      "\xE3\xA4g",
                                                                      "\xE3\xA4s",
                                                                      "\xE3\xA5n",
                                                                      "\xE3\xA5s",
                                                                      "\xE3\xA6r",
                                                                      "\xE3\xA6s",
                                                                      "\xE3\xA9n",
                                                                      "\xE3\xB6n",
                                                                      "\xE3\xB8j"});

const Street* Streets::look_up(std::size_t index) {
  const std::size_t place = index % room;
  if (keys_[place] != index + 1) {
    keys_[place] = static_cast<std::uint32_t>(index + 1);
    streets_[place] = read_street(in_, index);
  }
  return streets_[place] ? &*streets_[place] : nullptr;
}

std::uint32_t house_number_end(const Tokens& tokens, std::size_t index) {
  const DigitRun run = tokens.digits[index];
  std::uint32_t end = run.end;
  if (run.size() > 4 || is_year(tokens, run)) return 0;
  if (tokens.in_word(end)) {
    if (!is_letter(tokens.text[end]) || word_end(tokens, end) != end + 1) return 0;
    const char scanned = tokens.text[end];  // "5l B"
    if ((scanned == 'l' || scanned == 'I' || scanned == 'O') && at(tokens, end + 1) == ' ' && is_upper(at(tokens, end + 2)) &&
        !tokens.in_word(end + 3))
      return end + 3;
    return end + 1;
  }
  const char mark = tokens.text[end];
  if ((mark == '.' || mark == ':' || mark == ',' || mark == '/') && is_digit(at(tokens, end + 1))) return 0;
  if (mark == '-' && is_digit(at(tokens, end + 1))) {
    const std::uint32_t other = word_end(tokens, end + 1);
    if (other - end > 5 || at(tokens, other) == '-') return 0;
    end = other;
  }
  const std::uint32_t next = past_blanks(tokens, end, 1);
  const Span word = word_at(tokens, next);
  if (next == end || word.size() != 1) return end;
  const char letter = tokens.text[next];
  if (is_digit(letter)) return field_ends(tokens, word.end) && run.size() < 3 ? word.end : end;  // "Nygatan 1 4,": a blank in the number
  if (is_upper(letter)) return letter == 'I' ? end : word.end;
  return letter >= 'a' && letter <= 'h' && letter != 'e' && at(tokens, word.end) != '.' ? word.end : end;
}

std::optional<Street> read_street(const Context& in, std::size_t index) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const LastWord last = last_word(in, run.start);
  if (last.ending == 0) return std::nullopt;
  const std::uint32_t number_end = house_number_end(tokens, index);
  if (number_end == 0) return std::nullopt;
  const std::string_view word = tokens.of(last.span);
  Name name{.start = hyphenated_start(tokens, last.span.start), .plain = false, .whole = last.ending == word.size()};
  if (name.start < last.span.start) name.whole = false;
  const bool capital = capital_at(tokens, name.start);
  const bool plain_ending = in.lexicon.find(word.substr(word.size() - std::min(last.ending, word.size()))).labels.has(Label::street);
  const bool ending_alone = name.whole;
  name.plain = !name.whole && plain_ending;
  name.takes_place = name.plain && is_one_of(word, {"hovedgade", "hovedvej", "landevej", "strandvej", "møllevej", "kirkevej", "skolevej",
                                                    "bygade", "søvej", "ringvej", "skovvej"});
  take_words_before(in, capital || capital_at(tokens, last.span.start), name);
  if (ending_alone && !name.whole && plain_ending) name.plain = true;
  Street street{.span = {name.start, unit_end(in, number_end)},
                .number_end = number_end,
                .plain = name.plain,
                .capital = capital_at(tokens, name.start),
                .has_unit = false,
                .whole = name.whole};
  street.has_unit = street.span.end > number_end;
  return street;
}

std::uint32_t street_before(const Context& in, Streets& streets, std::uint32_t pos, std::size_t index) {
  constexpr std::uint32_t reach = 40;
  constexpr std::size_t most_runs = 4;
  for (std::size_t back = 1; back <= most_runs && back <= index; ++back) {
    const DigitRun run = in.tokens.digits[index - back];
    if (run.end + reach < pos) return 0;
    if (run.size() > 4) continue;
    const Street* const street = streets.at(index - back);
    if (street == nullptr || street->span.end > pos) continue;
    // After it nothing with digits, and no label.
    for (std::uint32_t i = street->span.end; i < pos; ++i) {
      if (is_digit(in.tokens.text[i]) || in.tokens.text[i] == ':') return 0;
    }
    return street->plain || street->capital ? street->span.end : 0;
  }
  return 0;
}

}  // namespace mask
