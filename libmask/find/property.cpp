// Property designations: Swedish Skoby Berga 1:2, quarters Axel 27, joint s:1; Danish matr.nr. 14bq, Tranbjerg By, Tranbjerg; BFE numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"

namespace mask {
namespace {

using namespace around;

constexpr std::uint32_t longest_word = 48;
constexpr std::uint32_t widest_cell = 24;  // blanks between a label and its number in a form

// The capitalised words of a district's name that end at `end`: Flen Skjulsta, Tuna-Berga. Words with a label are no part of it.
struct District {
  std::uint32_t start = 0;
  int words = 0;
  bool hyphen = false;
  Span last;
};
District district_before(const Context& in, std::uint32_t end) {
  const Tokens& tokens = in.tokens;
  District out{end, 0, false, {end, end}};
  while (out.words < 4) {
    Span word = word_ending(tokens, end);
    if (word.size() == 0 || word.size() > longest_word || is_digit(tokens.text[word.start])) break;
    std::uint32_t start = word.start;
    bool hyphen = false;
    while (at(tokens, std::int64_t{start} - 1) == '-' && is_letter(at(tokens, std::int64_t{start} - 2)) && end - start < longest_word) {
      start = word_start(tokens, start - 1);
      hyphen = true;
    }
    if (!capital_at(tokens, start)) break;
    const WordInfo& info = in.lexicon.find_inside(tokens.of(word));
    if ((info.labels.bits & ~labels(Label::street).bits) != 0) break;
    if (is_one_of(tokens.of(word), {"på", "vid", "av", "från", "till", "del", "i", "för", "mot", "och", "kv", "jag", "den", "det"})) break;
    if (out.words == 0) out.last = {start, word.end};
    out.start = start;
    out.hyphen = out.hyphen || hyphen;
    ++out.words;
    if (at(tokens, std::int64_t{start} - 1) != ' ') break;
    end = start - 1;
  }
  return out;
}

bool is_law_or_book(std::string_view word) {
  return word.size() <= 3 ||
         is_one_of(word, {"matt",    "mark",      "luk",        "joh",      "apg",      "psalm",   "rom",      "skala",     "scale",
                          "tabell",  "tabel",     "figur",      "bild",     "bilaga",   "kapitel", "avsnitt",  "kung",      "måndag",
                          "tisdag",  "onsdag",    "torsdag",    "fredag",   "lördag",   "söndag",  "mandag",   "tirsdag",   "lørdag",
                          "søndag",  "klockan",   "kungörelse", "januari",  "februari", "mars",    "april",    "juni",      "juli",
                          "augusti", "september", "oktober",    "november", "december", "genesis", "resultat", "resultatet"});
}

// Berga 1:2. `index` is the block's run, before the colon.
void block_and_unit(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  if (index + 1 >= tokens.digits.size()) return;
  const DigitRun block = tokens.digits[index];
  const DigitRun unit = tokens.digits[index + 1];
  const std::uint32_t gap = unit.start - block.end;
  if (gap > 3 || unit.size() > 4 || at(tokens, past_blanks(tokens, block.end, 1)) != ':' || tokens.text[block.start] == '0' ||
      tokens.text[unit.start] == '0')
    return;
  const std::uint32_t name_end = back_over_blanks(tokens, block.start, 2);
  if (name_end == block.start || !is_letter(at(tokens, std::int64_t{name_end} - 1)) || tokens.in_word(unit.end)) return;
  const char after = at(tokens, unit.end);
  if ((after == ':' || after == '-' || after == '.' || after == ',' || after == '/') && is_digit(at(tokens, unit.end + 1))) return;
  if (after == ' ' && is_digit(at(tokens, unit.end + 1)) && word_end(tokens, unit.end + 1) == unit.end + 4) return;  // scale 1:2 000
  const District district = district_before(in, name_end);
  if (district.words == 0) return;
  const Span span{district.start, unit.end};
  const bool spaced = gap != 1;
  const bool time =
      !spaced && unit.size() == 2 && tokens.text[unit.start] <= '5' && (block.size() == 1 || tokens.of({block.start, block.end}) < "24");
  const bool short_word = is_law_or_book(tokens.of(district.last));
  const Nearby near = nearby(in, span, 8, 3);
  const int label = near.distance(Label::property);
  const bool against = near.any_on_line(labels(Label::law, Label::report));
  int score = label != 0 ? 950 : 750;
  if (label == 0 && (short_word || spaced || against)) score = 250;
  if (label == 0 && time) {
    const Span ahead = word_before(tokens, span.start, 2);
    const bool preposition = is_one_of(tokens.of(ahead), {"på"});
    const bool field = district.start > 0 && field_begins(tokens, district.start) && field_ends(tokens, unit.end) &&
                       in.lexicon.find_inside(tokens.of(district.last)).first_name == 0;
    const bool round = (tokens.text[unit.end - 1] == '0' || tokens.text[unit.end - 1] == '5');  // as times mostly are
    score = score > 300 && (district.hyphen || preposition || ((district.words >= 2 || field) && !round)) ? 650 : 300;
  }
  if (label != 0 && short_word && std::abs(label) > 2) score = 300;
  if (label != 0) {
    out.add(span, Type::property, Kind::se_property, score, {shape(Shape::exact), context(Label::property, label)});
  } else {
    out.add(span, Type::property, Kind::se_property, score, {shape(Shape::exact)});
  }
}

// Berga s:1, Tuna ga:4: a joint property, before whose number stands a colon.
void joint_property(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (at(tokens, std::int64_t{run.start} - 1) != ':' || !is_letter(at(tokens, std::int64_t{run.start} - 2)) || tokens.in_word(run.end))
    return;
  const Span code = word_ending(tokens, run.start - 1);
  if (!is_one_of(tokens.of(code), {"s", "ga", "fs", "sf", "vf"}) || at(tokens, std::int64_t{code.start} - 1) != ' ') return;
  const District district = district_before(in, code.start - 1);
  const Nearby near = nearby(in, {district.start, run.end}, 6, 0);
  const int label = near.distance(Label::property);
  if (district.words == 0 && label == 0) return;
  const Span span{district.words == 0 ? code.start : district.start, run.end};
  out.add(span, Type::property, Kind::se_property, label != 0 ? 700 : same_word(tokens.of(code), "ga") ? 400 : 600, {shape(Shape::prefix)});
}

constexpr WordSet quarter_labels({"fastighet", "fastigheten", "fastigheterna", "fastighetsbeteckning", "fastighetsbeteckningen", "kv",
                                  "kvarteret", "kvarter", "registerbeteckning", "tomträtten", "tomträtt", "grannfastigheten",
                                  "grannfastighet"});

// Is one of those words among the five before `pos`, over blanks and the mark that ends it?
bool quarter_labelled(const Tokens& tokens, std::uint32_t pos) {
  Span word = word_ending(tokens, pos);
  for (int words = 0; words < 5; ++words) {
    // Right before it the district ends, or goes on over one blank or hyphens.
    const char mark = at(tokens, std::int64_t{word.start} - 2);
    if (mark == ',' || mark == ';') return false;
    word = word_before(tokens, word.start, 3);
    if (word.size() == 0) return false;
    if (quarter_labels.contains(tokens.of(word))) return true;
    if (!capital_at(tokens, word.start) && at(tokens, word.end) != '-') return false;
  }
  return true;
}

// Axel 27 right after "fastighet", "kvarteret": capitalised words and a number.
void quarter(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const char last = at(tokens, std::int64_t{run.start} - 2);
  if (at(tokens, std::int64_t{run.start} - 1) != ' ' || !is_letter(last) || tokens.in_word(run.end) ||
      (at(tokens, run.end) == ':' && is_digit(at(tokens, run.end + 1))))
    return;
  if (!capital_at(tokens, word_start(tokens, run.start - 1)) || !quarter_labelled(tokens, run.start - 1)) return;
  const District district = district_before(in, run.start - 1);
  if (district.words == 0) return;
  const Span label = word_before(tokens, district.start, 3);
  if (label.size() == 0 || !quarter_labels.contains(tokens.of(label))) {
    return;
  }
  for (std::uint32_t i = label.end; i < district.start; ++i) {
    if (tokens.text[i] == ',' || tokens.text[i] == ';') return;
  }
  out.add({district.start, run.end}, Type::property, Kind::se_property, 850, {shape(Shape::loose), context(Label::property, -1)});
}

// The district after a Danish cadastre number: ", Tranbjerg By, Tranbjerg", " Føvling By, Tyrsted", " Assens Markjorder".
std::uint32_t district_end(const Context& in, std::uint32_t pos) {
  const Tokens& tokens = in.tokens;
  std::uint32_t end = pos;
  int commas = at(tokens, pos) == ',' ? 2 : 1;  // one before the district, one before the parish
  for (int words = 0; words < 7; ++words) {
    std::uint32_t next = end;
    if (at(tokens, next) == ',' && commas-- > 0) ++next;
    next = past_blanks(tokens, next, 2);
    const bool line = at(tokens, next) == '\n';
    if (line) next = past_blanks(tokens, next + 1, 2);
    const Span word = word_at(tokens, next);
    if (next == end || word.size() < 2 || word.size() > longest_word || is_digit(tokens.text[word.start])) break;
    const std::string_view text = tokens.of(word);
    const bool division = is_one_of(text, {"by", "sogn", "ejerlav", "markjorder", "jorder", "købstad", "mark", "bygrunde", "hgd",
                                           "overdrev", "grund", "enge", "kvarter"});
    if (!division && (line || !capital_at(tokens, word.start) || (in.lexicon.find(text).labels.bits & ~labels(Label::street).bits) != 0))
      break;
    const std::uint32_t after = past_blanks(tokens, word.end, 1);
    if (after != word.end && is_digit(at(tokens, after))) break;  // a street
    end = word.end;
    while (at(tokens, end) == '-' && is_letter(at(tokens, end + 1))) end = word_end(tokens, end + 1);
  }
  return end;
}

// matr.nr. 14bq, matr. nr. 7 f, matrikel 12ab: `index` is the number.
void danish_cadastre(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  std::uint32_t end = back_over_blanks(tokens, run.start, widest_cell);
  if (end == run.start && at(tokens, std::int64_t{end} - 1) != '\n') return;
  if (at(tokens, std::int64_t{end} - 1) == '\n' || at(tokens, std::int64_t{end} - 1) == '|') --end;
  end = back_over_blanks(tokens, end, 1);
  if (at(tokens, std::int64_t{end} - 1) == ':') --end;
  if (at(tokens, std::int64_t{end} - 1) == '.') --end;
  const char last = static_cast<char>(at(tokens, std::int64_t{end} - 1) | 0x20);
  if (last != 'r' && last != 'l' && last != 't') return;  // nr, matr, matrikel, matrikelnummeret
  Span word = word_ending(tokens, end);
  std::uint32_t start = word.start;
  if (is_one_of(tokens.of(word), {"nr", "nummer"})) {
    std::uint32_t before = back_over_blanks(tokens, word.start, 1);
    if (at(tokens, std::int64_t{before} - 1) == '.' || at(tokens, std::int64_t{before} - 1) == '-') --before;
    const Span head = word_ending(tokens, before);
    if (!is_one_of(tokens.of(head), {"matr", "matrikel", "ejerlejlighed"})) return;
    start = head.start;
  } else if (!is_one_of(tokens.of(word), {"matr", "matrnr", "matrikel", "matrikelnr", "matrikelnummer", "matrikelnummeret"})) {
    return;
  }
  // In a form or table the label stands apart, and stays.
  if (run.start - word.end > 4 || at(tokens, std::int64_t{run.start} - 1) == '\t' || at(tokens, std::int64_t{run.start} - 2) == '|')
    start = run.start;
  std::uint32_t number = word_end(tokens, run.end);
  if (number - run.end > 3) return;
  if (number == run.end) {  // "7 f", "22 h", "212 c"
    const Span litra = word_at(tokens, past_blanks(tokens, number, 1));
    if (litra.start != number && litra.size() > 0 && litra.size() <= 3 && !is_digit(tokens.text[litra.start]) &&
        !is_one_of(tokens.of(litra), {"af", "og", "i", "på", "er", "til", "by", "har", "ved"})) {
      number = litra.end;
    }
  }
  const Evidence label = context(Label::property, -1);
  std::uint32_t whole = district_end(in, number);
  out.add({start, whole}, Type::property, Kind::dk_matrikel, 950, {shape(Shape::exact), label});
  for (int more = 0; more < 6; ++more) {  // "matr.nr. 12ac Viby By, Viby og 7a Viby By, Viby"
    std::uint32_t next = whole + (at(tokens, whole) == ',' || at(tokens, whole) == ';' ? 1 : 0);
    next = past_blanks(tokens, next, 1);
    if (const Span joint = word_at(tokens, next); is_one_of(tokens.of(joint), {"og", "samt"})) next = past_blanks(tokens, joint.end, 1);
    const Span other = word_at(tokens, next);
    std::uint32_t digits = next;
    while (digits < other.end && is_digit(tokens.text[digits])) ++digits;
    const std::uint32_t litra = other.end - digits;
    if (next == whole || digits == next || digits - next > 4 || litra == 0 || litra > 3) return;
    whole = district_end(in, other.end);
    out.add({next, whole}, Type::property, Kind::dk_matrikel, 800, {shape(Shape::loose), label});
  }
}

// BFE-nr. 5719204, BFE 5 774 281: 6 to 9 digits right after the label. The label alone may stand inside the span.
void bfe_number(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const Number number = read_number(tokens, index, gaps(Gap::space, Gap::dot), 10);
  if (number.count < 6 || number.count > 10 || (run.size() < 4 && number.groups < 2) || !anchored(tokens, number.span)) return;
  if (index > 0 && tokens.digits[index - 1].end + 1 == run.start) return;
  const Nearby near = nearby(in, number.span, 2, 0);
  const int label = near.distance_before(Label::bfe);
  if (label == 0) return;
  // Like "matr.nr.", the label belongs to the designation where it stands right before it.
  Span span = number.span;
  for (std::uint32_t i = span.start; i > 2 && span.start - i < 14; --i) {
    const char c = tokens.text[i - 1];
    if (is_digit(c) || c == '\n' || c == ':') break;
    if (tokens.in_word(std::int64_t{i} - 4)) continue;
    if (same_word(tokens.text.substr(i - 3, 3), "bfe")) {
      span.start = i - 3;
      break;
    }
  }
  out.add(span, Type::property, Kind::dk_bfe, 950, {shape(Shape::exact), context(Label::bfe, label)});
}

// Is BFE somewhere right ahead? Tells quickly, so that few numbers are looked at closely.
bool bfe_ahead(const Tokens& tokens, std::uint32_t pos) {
  const std::uint32_t stop = pos > 20 ? pos - 20 : 0;
  const std::string_view ahead = tokens.text.substr(stop, pos - stop);
  for (std::size_t i = ahead.size(); i >= 3; --i) {
    if (ahead[i - 1] == '\n') return false;
    if ((ahead[i - 1] | 0x20) == 'e' && (ahead[i - 2] | 0x20) == 'f' && (ahead[i - 3] | 0x20) == 'b') return true;
  }
  return false;
}

// The looks below tell by the bytes that touch a run; some can be read before the text and after it.

bool may_be_block(const char* end) {
  if (is_blank(*end)) ++end;
  return *end == ':';
}

// A letter over a blank before the run, no letter after it: "Axel 27".
bool may_be_quarter(const char* start, const char* end) {
  return start[-1] == ' ' && is_letter(start[-2]) && !is_letter(*end) && !(*end == ':' && is_digit(end[1]));
}

// "nr", "matr", "matrikel", "matrikelnummeret" and a mark and blanks before the run?
bool may_be_cadastre(const char* start) {
  std::uint32_t blanks = 0;
  while (blanks < widest_cell && is_blank(start[-1])) {
    --start;
    ++blanks;
  }
  if (blanks == 0 && start[-1] != '\n') return false;
  if (start[-1] == '\n' || start[-1] == '|') --start;
  if (start[-1] == ' ') --start;
  if (start[-1] == ':') --start;
  if (start[-1] == '.') --start;
  const auto last = static_cast<char>(start[-1] | 0x20);
  return last == 'r' || last == 'l' || last == 't';
}

void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  for (std::size_t size = 1; size <= 4; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) {
      const DigitRun run = tokens.digits[index];
      const char* const start = tokens.text.data() + run.start;
      const char* const end = tokens.text.data() + run.end;
      const char before = start[-1];
      if (before != ' ' && before != ':' && before != '\n' && before != '\t') continue;
      if (size <= 3) {
        if (may_be_block(end)) block_and_unit(in, index, out);
        if (before == ':') joint_property(in, index, out);
        if (may_be_quarter(start, end)) quarter(in, index, out);
      }
      if (may_be_cadastre(start)) danish_cadastre(in, index, out);
      if (size <= 3 && is_blank(*end) && (is_digit(end[1]) || is_blank(end[1])) && bfe_ahead(tokens, run.start) &&
          gap_after(tokens, index) == Gap::space)
        bfe_number(in, index, out);
    }
  }
  for (std::size_t size = 6; size <= 9; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) {
      const char* const end = tokens.text.data() + tokens.digits[index].end;
      const bool part = (*end == '-' || *end == '/' || *end == ':' || *end == '+' || *end == ',') && is_digit(end[1]);
      if (!part && bfe_ahead(tokens, tokens.digits[index].start)) bfe_number(in, index, out);
    }
  }
}

}  // namespace

const Detector property{"property", run};

}  // namespace mask
