// Addresses: street with number, flat and floor; postcode with town; c/o lines; boxes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/find/postcode.h"
#include "libmask/find/street.h"
#include "libmask/find/unit.h"

namespace mask {
namespace {

using namespace around;

constexpr Labels place_labels = labels(Label::address, Label::postcode);
constexpr Labels amounts = labels(Label::money, Label::measure, Label::age_unit);

// Nearest word of the address labels before the span; 0 if none.
int address_label(const Context& in, Span span, int words) {
  int best = 0;
  const Nearby near = nearby(in, span, words, 0);
  for (std::size_t i = 0; i < near.count && best == 0; ++i) {
    if (near.word[i].labels.any(place_labels)) best = near.word[i].distance;
  }
  return best;
}

bool place_preposition(std::string_view word) {
  return is_one_of(word, {"på", "paa", "vid", "ved", "i", "till", "til", "från", "fra", "hos", "mod", "mot", "adr", "adresse", "adress"});
}

Span word_ahead(const Tokens& tokens, std::uint32_t pos) { return word_ending(tokens, back_over_blanks(tokens, pos, 2)); }

// Does a word right after the number make it an amount: "Vägen 3 km"?
bool is_amount(const Context& in, std::uint32_t number_end) {
  const std::uint32_t next = past_blanks(in.tokens, number_end, 2);
  if (at(in.tokens, next) == '%') return true;
  const Span word = word_at(in.tokens, next);
  return next != number_end && word.size() > 0 && word.size() < 16 && in.lexicon.find_inside(in.tokens.of(word)).labels.any(amounts);
}

// Does a postcode come right after `pos`, blanks, one comma or line end between?
bool postcode_follows(const Context& in, std::uint32_t pos, std::size_t index) {
  const Tokens& tokens = in.tokens;
  while (index < tokens.digits.size() && tokens.digits[index].start < pos) ++index;
  if (index >= tokens.digits.size() || tokens.digits[index].start - pos > 24) return false;
  const auto code = read_postcode(in, index);
  if (!code || !code->town || (code->year && !code->known_town)) return false;
  for (std::uint32_t i = pos; i < code->span.start; ++i) {
    const char c = tokens.text[i];
    if (!is_blank(c) && c != ',' && c != ';' && c != '\n' && c != '\r' && c != '|' && c != '.') return false;
  }
  return true;
}

// "Bymarken 12, Dybbøl, 6400 Sønderborg": past the locality between a street, which ends at `end`, and its postcode.
std::uint32_t with_locality(const Context& in, std::uint32_t end, std::size_t index) {
  const Tokens& tokens = in.tokens;
  if (at(tokens, end) != ',' || at(tokens, end + 1) != ' ' || !is_letter(at(tokens, end + 2)) || !capital_at(tokens, end + 2)) return end;
  std::uint32_t pos = end + 1;
  for (int words = 0; words < 3 && at(tokens, pos) == ' '; ++words) {
    const Span word = word_at(tokens, pos + 1);
    if (word.size() < 2 || is_digit(tokens.text[word.start]) || !capital_at(tokens, word.start)) break;
    if ((in.lexicon.find_inside(tokens.of(word)).labels.bits & ~labels(Label::street).bits) != 0) return end;
    pos = word.end;
  }
  const char mark = at(tokens, pos);
  return (mark == ',' || mark == '\n') && postcode_follows(in, pos, index + 1) ? pos : end;
}

// A village before a farm: "Adress: Viby Prästgård 3", "på Hällinge Norrgård 4".
std::uint32_t with_village(const Context& in, std::uint32_t start) {
  const Tokens& tokens = in.tokens;
  const Span word = word_ending(tokens, start > 0 ? start - 1 : 0);
  if (at(tokens, std::int64_t{start} - 1) != ' ' || word.size() < 3 || word.size() > 40 || !capital_at(tokens, word.start)) return start;
  const WordInfo& info = in.lexicon.find_inside(tokens.of(word));
  if (!info.labels.empty() || info.common > 0 || (info.first_name > info.place && info.first_name >= 6)) return start;
  return field_begins(tokens, word.start) || place_preposition(tokens.of(word_ahead(tokens, word.start))) ? word.start : start;
}

// "33l 42 Värnamo", "561O Assens" right after a street: letters that a scan shows for digits.
void add_scanned_postcode(const Tokens& tokens, std::uint32_t pos, Findings& out) {
  const std::uint32_t stop = pos + 24;
  while (pos < stop && (is_blank(at(tokens, pos)) || at(tokens, pos) == ',' || at(tokens, pos) == '\n' || at(tokens, pos) == '\r')) ++pos;
  std::uint32_t size = 0;
  std::uint32_t letters = 0;
  std::uint32_t end = pos;
  for (; size < 6; ++end) {
    const char c = at(tokens, end);
    const bool letter = c == 'l' || c == 'I' || c == 'O' || c == 'o';
    if (!letter && !is_digit(c) && !(c == ' ' && size == 3)) break;
    letters += letter ? 1 : 0;
    size += c == ' ' ? 0 : 1;
  }
  if ((size != 4 && size != 5) || letters == 0 || letters == size || at(tokens, end) != ' ') return;
  const Span town = word_at(tokens, past_blanks(tokens, end, 2));
  if (town.size() < 2 || is_digit(tokens.text[town.start]) || !capital_at(tokens, town.start)) return;
  out.add({pos, town.end}, Type::address, Kind::postcode, 700, {shape(Shape::ocr)});
}

// "ved Vesterbro 42", not "på Plan 3".
bool run_is_house(const Tokens& tokens, const Street& street) {
  const Span name = word_at(tokens, street.span.start);
  return name.size() >= 5 && !is_one_of(tokens.of(name), {"plats", "platsen", "pladsen", "banen", "banken", "huset", "porten", "gangen"});
}

// What speaks for a street whose name could also be another word.
int weak_street_score(const Context& in, const Street& street, std::size_t index) {
  const Tokens& tokens = in.tokens;
  if (street.has_unit && street.capital) return 800;
  if (postcode_follows(in, street.span.end, index + 1)) return 850;
  const Span ahead = word_ahead(tokens, street.span.start);
  const bool after_preposition = ahead.size() > 0 && place_preposition(tokens.of(ahead));
  if (street.whole && street.capital && after_preposition && tokens.of(ahead) != "i" && run_is_house(tokens, street)) return 550;
  if (!street.whole && after_preposition && (street.capital || !is_one_of(tokens.of(ahead), {"i", "till", "til"})))
    return street.capital ? 700 : 600;
  if (street.capital && field_begins(tokens, street.span.start) && field_ends(tokens, street.span.end)) return street.whole ? 550 : 600;
  const int label = address_label(in, street.span, 3);
  if (label != 0 && (street.capital || street.has_unit || label == -1 || after_preposition))
    return street.whole && !street.capital ? 450 : 700;
  if (street.has_unit) return 600;
  return street.capital && !street.whole ? 400 : 200;
}

bool is_no_street(std::string_view name) {
  return is_one_of(name, {"riksväg", "länsväg", "europaväg", "motorväg", "stamväg", "landsväg", "cykelväg", "motorvej", "landevej",
                          "primærrute", "hovedvej", "cykelvej"});
}

// A building before the street, after a label: "Adress: Klostergården, Nunnestigen 2".
std::uint32_t with_building(const Context& in, std::uint32_t start) {
  const Tokens& tokens = in.tokens;
  if (at(tokens, std::int64_t{start} - 2) != ',' || at(tokens, std::int64_t{start} - 1) != ' ') return start;
  std::uint32_t end = start - 2;
  for (int words = 0; words < 3; ++words) {
    const Span word = word_ending(tokens, end);
    if (word.size() < 3 || word.size() > 40 || !capital_at(tokens, word.start)) return start;
    std::uint32_t before = back_over_blanks(tokens, word.start, 8);
    if (before == word.start) return start;
    if (at(tokens, std::int64_t{before} - 1) == ':') --before;
    const Span label = word_ending(tokens, before);
    if (label.size() > 0 && in.lexicon.find_inside(tokens.of(label)).labels.has(Label::address)) return word.start;
    if (before + 1 != word.start) return start;
    end = before;
  }
  return start;
}

// A c/o line of lower-case words right before a street; capitalised ones are found by themselves.
void add_care_of_before(const Tokens& tokens, std::uint32_t start, Findings& out) {
  constexpr std::uint32_t reach = 48;
  const std::uint32_t stop = start > reach ? start - reach : 0;
  if (std::memchr(tokens.text.data() + stop, '/', start - stop) == nullptr) return;
  for (std::uint32_t i = start; i > stop + 1; --i) {
    if (tokens.text[i - 1] != '/' || (at(tokens, std::int64_t{i} - 2) | 0x20) != 'c' || (at(tokens, i) | 0x20) != 'o') continue;
    if (tokens.in_word(std::int64_t{i} - 3) || tokens.in_word(i + 1)) return;
    if (capital_at(tokens, past_blanks(tokens, i + 1, 2))) return;
    std::uint32_t end = start;
    while (end > i && !tokens.in_word(std::int64_t{end} - 1)) --end;
    if (end > i + 2) out.add({i - 2, end}, Type::address, Kind::care_of, 700, {shape(Shape::prefix), lexicon(Source::street)});
    return;
  }
}

void look_at_street(const Context& in, Streets& streets, std::size_t index, Findings& out) {
  const Street* const street = streets.at(index);
  if (street == nullptr) return;
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const std::string_view name = tokens.of({street->span.start, back_over_blanks(tokens, run.start, 2)});
  if (!street->has_unit && is_amount(in, street->number_end)) return;
  if (run.size() == 4 && !street->plain) return;
  int score = 0;
  const bool road = name.ends_with(" väg") && name[name.size() - 6] != 's';  // "Olycka väg 40", not "Karl Gustavs väg 40"
  if (road || is_no_street(name)) {
    score = 200;
  } else if (!street->plain || (street->whole && !street->has_unit)) {
    score = weak_street_score(in, *street, index);
  } else {
    score = street->capital ? 900 : street->has_unit ? 800 : 650;
  }
  if (tokens.text[run.start - 1] == '\n' && (!street->plain || read_postcode(in, index))) return;
  if (score < 100) return;
  Span span = street->span;
  if (score >= 500) {
    span.start = with_building(in, span.start);
    if (!street->plain) span.start = with_village(in, span.start);
    add_scanned_postcode(tokens, span.end, out);
    span.end = with_locality(in, span.end, index);
  }
  out.add(span, Type::address, Kind::street, score, {lexicon(Source::street), shape(street->has_unit ? Shape::exact : Shape::loose)});
  if (score >= 500) add_care_of_before(tokens, span.start, out);
}

// A village or farm and a number, known for an address by the postcode after it: "Fors 118;774 97 Fors". `pos` is the postcode's start.
void look_at_village(const Context& in, Streets& streets, std::size_t index, std::uint32_t pos, Findings& out) {
  const Tokens& tokens = in.tokens;
  std::uint32_t end = pos;
  while (end > 0 && pos - end < 12 && !tokens.in_word(std::int64_t{end} - 1)) --end;
  for (std::size_t back = 1; back <= 2 && back <= index; ++back) {
    const DigitRun run = tokens.digits[index - back];
    if (run.end > end || end - run.end > 12 || run.size() > 3) continue;
    if (streets.at(index - back) != nullptr) continue;
    const std::uint32_t number = house_number_end(tokens, index - back);
    if (number == 0 || unit_end(in, number) != end) continue;
    std::uint32_t start = back_over_blanks(tokens, run.start, 1);
    if (start == run.start) return;
    for (int words = 0; words < 3; ++words) {
      const Span word = word_ending(tokens, start);
      if (word.size() < 2 || word.size() > 40 || !capital_at(tokens, word.start) || !in.lexicon.find_inside(tokens.of(word)).labels.empty())
        return;
      if (field_begins(tokens, word.start) || at(tokens, std::int64_t{word.start} - 1) == '\n') {
        out.add({word.start, end}, Type::address, Kind::street, 750, {shape(Shape::loose), context(Label::postcode, 1)});
        return;
      }
      if (at(tokens, std::int64_t{word.start} - 1) != ' ' && at(tokens, std::int64_t{word.start} - 1) != '-') return;
      start = word.start - 1;
    }
    return;
  }
}

// A village and a number under a label: "Adress: Fors 118".
void look_at_labelled_village(const Context& in, Streets& streets, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (at(tokens, std::int64_t{run.start} - 1) != ' ') return;
  Span word = word_ending(tokens, run.start - 1);
  if (word.size() < 3 || !capital_at(tokens, word.start)) return;
  if (const Span village = word_ending(tokens, word.start - 1);
      at(tokens, std::int64_t{word.start} - 1) == ' ' && village.size() > 2 && capital_at(tokens, village.start))
    word.start = village.start;
  const std::uint32_t before = back_over_blanks(tokens, word.start, 4);
  if (at(tokens, std::int64_t{before} - 1) != ':') return;
  const Span label = word_ending(tokens, before - 1);
  if (label.size() == 0 || !in.lexicon.find_inside(tokens.of(label)).labels.has(Label::address) ||
      !in.lexicon.find_inside(tokens.of(word)).labels.empty())
    return;
  const std::uint32_t number = house_number_end(tokens, index);
  if (number == 0 || streets.at(index) != nullptr) return;
  out.add({word.start, unit_end(in, number)}, Type::address, Kind::street, 700, {context(Label::address, -1)});
}

// "hämtas på Åglimt 15": any capitalised word and a number, where somebody may be. Too weak to count but where an identity is protected.
void look_at_named_house(const Context& in, Streets& streets, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (at(tokens, std::int64_t{run.start} - 1) != ' ') return;
  const Span word = word_ending(tokens, run.start - 1);
  if (word.size() < 4 || word.size() > 40 || !capital_at(tokens, word.start) || at(tokens, std::int64_t{word.start} - 1) != ' ') return;
  const Span ahead = word_ending(tokens, word.start - 1);
  if (ahead.size() == 0 || ahead.size() > 4 || !is_one_of(tokens.of(ahead), {"på", "paa", "vid", "ved"})) return;
  const WordInfo& info = in.lexicon.find_inside(tokens.of(word));
  if (info.common > 0 || !info.labels.empty()) return;
  const std::uint32_t number = house_number_end(tokens, index);
  if (number == 0 || streets.at(index) != nullptr || is_amount(in, number)) return;
  out.add({word.start, unit_end(in, number)}, Type::address, Kind::street, 300, {shape(Shape::loose)});
}

int postcode_score(const Context& in, Streets& streets, std::size_t index, const Postcode& code) {
  const Tokens& tokens = in.tokens;
  const std::uint32_t street = street_before(in, streets, code.span.start, index);
  if (street != 0) return code.town || code.swedish || code.span.start - street <= 2 ? 900 : 450;
  const bool after_number = is_digit(at(tokens, std::int64_t{back_over_blanks(tokens, code.span.start, 2)} - 1));
  if (after_number) return 200;
  if (code.prefixed && code.town) return 850;
  const int label = address_label(in, code.span, 3);
  if (label != 0 && (code.town || code.known_town)) return 850;
  if (code.spaced) return code.known_town ? 850 : code.town ? 700 : label != 0 ? 600 : 200;
  if (code.year) return 200;
  if (code.known_town && code.town) {
    const bool field = field_begins(tokens, code.span.start) || field_ends(tokens, code.span.end);
    return field ? 700 : code.swedish ? 650 : 400;
  }
  if (!code.swedish && code.town && field_begins(tokens, code.span.start) && field_ends(tokens, code.span.end)) return 550;
  return 200;
}

void look_at_postcode(const Context& in, Streets& streets, std::size_t index, Findings& out) {
  const auto code = read_postcode(in, index);
  if (!code || (!code->town && !code->known_town && !code->spaced)) {
    // A town in small letters, or none: only where a street comes before it.
    if (!code || code->year || street_before(in, streets, code->span.start, index) == 0) return;
  }
  Span span = code->span;
  int score = postcode_score(in, streets, index, *code);
  if (score < 300) return;
  if (!code->town && !code->known_town) {
    // "168 54 bromma" after a street: the next word is the town if it ends the field.
    const std::uint32_t next = past_blanks(in.tokens, span.end, 2);
    const Span word = word_at(in.tokens, next);
    if (word.size() > 2 && next != span.end && in.lexicon.find_inside(in.tokens.of(word)).labels.empty())
      span.end = town_end(in, word.start);
  }
  out.add(span, Type::address, Kind::postcode, score, {shape(code->prefixed ? Shape::prefix : Shape::grouped)});
  if (score >= 700) look_at_village(in, streets, index, span.start, out);
}

// "lgh 1002" without its street.
void look_at_flat(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (at(tokens, std::int64_t{run.start} - 1) != ' ' || (at(tokens, std::int64_t{run.start} - 2) | 0x20) != 'h') return;
  const Span word = word_ending(tokens, run.start - 1);
  if (!same_word(tokens.of(word), "lgh") || tokens.in_word(run.end)) return;
  const bool storey = tokens.text[run.start] <= '3' && tokens.text[run.start] != '2';  // 0 under ground, 1 on
  out.add({word.start, run.end}, Type::address, Kind::unit, storey ? 650 : 400, {shape(Shape::prefix)});
}

// "Grannen i nr 6", "bor på nummer 14": a house of the street spoken of.
void look_at_neighbour(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const Span word = word_before(tokens, run.start, 2);
  if (!is_one_of(tokens.of(word), {"nr", "nummer"}) || tokens.in_word(run.end) || at(tokens, run.end) == '-') return;
  Span before = word_before(tokens, word.start, 1);
  if (!is_one_of(tokens.of(before), {"i", "på", "paa"})) return;
  before = word_before(tokens, before.start, 1);
  for (int words = 0; words < 3 && before.size() > 0; ++words, before = word_before(tokens, before.start, 1)) {
    if (is_one_of(tokens.of(before), {"granne", "grannen", "grannarna", "nabo", "naboen", "naboerne", "bor", "bodde", "boede"})) {
      out.add({run.start, run.end}, Type::address, Kind::street, 550, {shape(Shape::loose)});
      return;
    }
  }
}

// Box 2214, Postboks 12.
void look_at_box(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const char before = at(tokens, std::int64_t{run.start} - 1);
  const char last = at(tokens, std::int64_t{run.start} - 2);
  if (before != ' ' || ((last | 0x20) != 'x' && (last | 0x20) != 's' && (last | 0x20) != 'l' && (last | 0x20) != 'b') ||
      tokens.in_word(run.end))
    return;
  Span word = word_ending(tokens, run.start - 1);
  const std::string_view name = tokens.of(word);
  const bool full = is_one_of(name, {"postbox", "postboks", "boxadress", "postlåda"});
  if (!full && !is_one_of(name, {"box", "boks", "pb", "pl"})) return;
  if (!capital_at(tokens, word.start) && !full) return;
  if (at(tokens, run.end) == ':' || at(tokens, run.end) == '/' || (at(tokens, run.end) == '.' && is_digit(at(tokens, run.end + 1)))) return;
  int score = full ? 850 : 300;
  if (!full && postcode_follows(in, run.end, index + 1)) score = 850;
  if (score < 500 && same_word(name, "box") && run.size() >= 2 && field_begins(tokens, word.start) && field_ends(tokens, run.end))
    score = 700;
  if (score < 500 && address_label(in, word, 2) != 0) score = 800;
  out.add({word.start, run.end}, Type::address, Kind::box, score, {shape(Shape::prefix)});
}

// c/o Bergqvist, c/o Café Aroma: `pos` is the start of the capitalised word after it.
void look_at_care_of(const Context& in, std::uint32_t pos, Findings& out) {
  const Tokens& tokens = in.tokens;
  if (pos < 4 || tokens.text[pos - 1] != ' ' || ((tokens.text[pos - 2] | 0x20) != 'o' && tokens.text[pos - 2] != ' ')) return;
  const std::uint32_t mark = back_over_blanks(tokens, pos, 2);
  if (mark < 3 || (tokens.text[mark - 1] | 0x20) != 'o') return;
  std::uint32_t slash = mark - 1;
  slash = back_over_blanks(tokens, slash, 1);
  if (slash < 2 || tokens.text[slash - 1] != '/') return;
  const std::uint32_t letter = back_over_blanks(tokens, slash - 1, 1);
  if (letter < 1 || (tokens.text[letter - 1] | 0x20) != 'c' || tokens.in_word(std::int64_t{letter} - 2)) return;
  std::uint32_t end = word_end(tokens, pos);
  for (int words = 1; words < 5; ++words) {
    std::uint32_t next = end;
    if (at(tokens, next) == '.' && end - word_start(tokens, end) <= 3) ++next;
    const bool hyphen = at(tokens, next) == '-' || at(tokens, next) == '\'';
    if (!hyphen && at(tokens, next) != ' ' && at(tokens, next) != '&') break;
    ++next;
    Span word = word_at(tokens, next);
    if (word.size() > 0 && is_one_of(tokens.of(word), {"af", "av", "von", "van", "de", "el", "al", "bin", "ben"}))
      word = word_at(tokens, word.end + 1);
    if (word.size() == 0 || is_digit(tokens.text[word.start]) || (!hyphen && !capital_at(tokens, word.start))) break;
    // A street written on without a comma.
    if (!hyphen && in.lexicon.street_suffix(tokens.of(word)) != 0 && is_digit(at(tokens, past_blanks(tokens, word.end, 1)))) break;
    end = word.end;
  }
  out.add({letter - 1, end}, Type::address, Kind::care_of, 900, {shape(Shape::prefix)});
}

// The looks below tell nearly all candidates apart by the bytes that touch them. Of these some can be read before and after any text.

// "box ", "boks ", "pb ", "pl ", "boxadress " before a number?
bool may_be_box(const char* number) {
  if (number[-1] != ' ') return false;
  const auto last = static_cast<char>(number[-2] | 0x20);
  const auto other = static_cast<char>(number[-3] | 0x20);
  return (last == 'x' && other == 'o') || (last == 's' && (other == 'k' || other == 's')) || ((last == 'l' || last == 'b') && other == 'p');
}

// "nr ", "nr. ", "nummer " before a number?
bool follows_number_word(const char* number) {
  return number[-1] == ' ' && (number[-2] == 'r' || (number[-2] == '.' && number[-3] == 'r'));
}

// A capitalised word right before the number, and a colon before it?
bool may_be_labelled_village(const Tokens& tokens, std::uint32_t number) {
  const char* const text = tokens.text.data();
  if (text[std::int64_t{number} - 1] != ' ') return false;
  const char* const word = text + word_start(tokens, number - 1);
  if (is_lower(*word)) return false;
  if (word[-1] == ' ' && is_letter(word[-2])) {  // "Adress: Viby Fors 3"
    const char* const village = text + word_start(tokens, static_cast<std::uint32_t>(word - text) - 1);
    return !is_lower(*village) && village[-1] == ' ' && village[-2] == ':';
  }
  return word[-1] == ':' || (is_blank(word[-1]) && (word[-2] == ':' || is_blank(word[-2])));
}

bool may_be_postcode(const char* digits, std::size_t size) {
  const char before = digits[-1];
  if (around::is_digit(before) || is_letter(before) || before == '+') return false;
  if (before == '-') {
    const auto country = static_cast<char>(digits[-2] | 0x20);
    if (country != 'e' && country != 's' && country != 'k') return false;
  }
  if (is_letter(digits[size])) return false;
  if (size == 4) return true;
  if (digits[0] == '0') return false;
  return size == 5 || (is_blank(digits[3]) && (is_digit(digits[4]) || is_blank(digits[4])));
}

// "o " or two blanks before the word? Other bytes may pass that differ in bit 0x20 alone.
bool may_be_care_of(const char* word) {
  using Pair = std::array<char, 2>;
  constexpr auto blanks = std::bit_cast<std::uint16_t>(Pair{' ', ' '});
  constexpr auto ending = std::bit_cast<std::uint16_t>(Pair{'o', ' '});
  std::uint16_t before = 0;
  std::memcpy(&before, word - 2, 2);
  const auto lower = static_cast<std::uint16_t>(before | blanks);
  return lower == ending || lower == blanks;
}

void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  const char* const text = tokens.text.data();
  Streets streets(in);
  for (std::size_t size = 1; size <= 4; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) {
      const std::uint32_t start = tokens.digits[index].start;
      if (Streets::follows_street(tokens, start)) look_at_street(in, streets, index, out);
      if (may_be_box(text + start)) look_at_box(in, index, out);
      if (size < 4 && follows_number_word(text + start)) look_at_neighbour(in, index, out);
      if (size < 4 && may_be_labelled_village(tokens, start)) look_at_labelled_village(in, streets, index, out);
      if (size < 4) look_at_named_house(in, streets, index, out);
    }
  }
  for (const std::uint32_t index : in.runs_of(4)) look_at_flat(in, index, out);
  for (const std::uint32_t index : in.runs_of(5)) {
    if (may_be_box(text + tokens.digits[index].start)) look_at_box(in, index, out);
  }
  for (std::size_t size = 3; size <= 5; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) {
      if (may_be_postcode(text + tokens.digits[index].start, size)) look_at_postcode(in, streets, index, out);
    }
  }
  for (const std::uint32_t start : in.capitals) {
    if (may_be_care_of(text + start)) look_at_care_of(in, start, out);
  }
}

}  // namespace

const Detector address{"address", run};

}  // namespace mask
