// Registration plates (Swedish LLL NNN and LLL NNL, Danish LL NN NNN, foreign ones by their label) and chassis numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"

namespace mask {
namespace {

using namespace around;

constexpr Labels vehicle_labels = labels(Label::vehicle, Label::chassis);
constexpr Labels against_labels =
    labels(Label::invoice, Label::law, Label::report, Label::case_number, Label::court, Label::floor, Label::measure, Label::money);

struct Surroundings {
  int vehicle = 0;  // words to the nearest word about vehicles; 0 none
  bool against = false;
};

Surroundings look_around(const Context& in, Span span) {
  const Nearby near = nearby(in, span, 6, 2);
  Surroundings out;
  for (std::size_t i = 0; i < near.count; ++i) {
    const Nearby::Word& word = near.word[i];
    if (word.labels.any(vehicle_labels) && (out.vehicle == 0 || std::abs(word.distance) < std::abs(out.vehicle)))
      out.vehicle = word.distance;
    if (word.labels.any(against_labels) && std::abs(word.distance) <= 2) out.against = true;
  }
  return out;
}

// `letters` letters of one case that stand alone before `pos`, over at most one blank or hyphen; empty if there are none such.
struct Letters {
  Span span;
  bool upper = false;
  char joint = 0;  // what stands between them and the digits
};
Letters letters_before(const Tokens& tokens, std::uint32_t pos, std::uint32_t most, std::uint32_t least) {
  Letters out{{pos, pos}, false, at(tokens, std::int64_t{pos} - 1)};
  std::uint32_t end = pos;
  if (out.joint == ' ' || out.joint == '-') {
    --end;
  } else {
    out.joint = 0;
  }
  std::uint32_t start = end;
  while (end - start <= most && (is_upper(at(tokens, std::int64_t{start} - 1)) || is_lower(at(tokens, std::int64_t{start} - 1)))) --start;
  if (end - start > most || end - start < least || tokens.in_word(std::int64_t{start} - 1)) return out;
  const std::string_view word = tokens.text.substr(start, end - start);
  out.upper = all_capitals(word);
  if (!out.upper && std::ranges::any_of(word, is_upper)) return out;
  out.span = {start, end};
  return out;
}

bool has_letter(std::string_view word, std::string_view unwanted) {
  return std::ranges::any_of(word, [&](char c) { return unwanted.contains(static_cast<char>(c & ~0x20)); });
}

// Three capitals that head other codes than plates.
bool is_acronym(std::string_view word) {
  return is_one_of(word, {"sfs", "sou", "iso", "lbk", "bek", "lov", "din", "eur", "sek", "dkk", "nok", "usd", "gbp", "pbl", "lss", "hsl",
                          "cpr", "bfe", "ean", "tel", "tfn", "fax", "lgh", "kap", "dnr", "ksn", "sol", "osl", "brb", "abc", "dss", "kle",
                          "afs", "bfs", "hsa", "kfm", "afa", "kpa", "pdf", "usb", "cat", "rum", "sal", "nja", "hfd", "ufr", "eks", "lok",
                          "kod", "art", "ref", "nrs", "aes", "dok", "cas", "rcr", "bmw", "kia", "max", "min", "dag", "och"});
}

bool shouts(const Tokens& tokens, Span plate) {
  const auto loud = [&](Span word) { return word.size() >= 3 && all_capitals(tokens.of(word)) && !is_digit(tokens.text[word.start]); };
  return loud(word_before(tokens, plate.start, 1)) || loud(word_after(tokens, plate.end, 1));
}

bool money_after(const Context& in, std::uint32_t pos) {
  const Span word = word_after(in.tokens, pos, 2);
  return word.size() > 0 && word.size() < 16 && in.lexicon.find_inside(in.tokens.of(word)).labels.any(labels(Label::money, Label::measure));
}

// Is the number the head or tail of a longer one: "123 45", "123-4"?
bool goes_on(const Tokens& tokens, std::size_t last) {
  const Gap gap = gap_after(tokens, last);
  if (gap == Gap::comma) return is_digit(at(tokens, tokens.digits[last].end + 1));
  return gap == Gap::space || gap == Gap::hyphen || gap == Gap::dot || gap == Gap::slash || gap == Gap::colon;
}

void swedish_plate(const Context& in, std::size_t index, bool final_letter, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const char before = at(tokens, std::int64_t{run.start} - 1);
  if (before != ' ' && before != '-' && !is_letter(before)) return;
  std::uint32_t end = run.end;
  if (final_letter) {
    const char last = at(tokens, end);
    if (!is_upper(last) && !is_lower(last)) return;
    ++end;
  }
  if (tokens.in_word(end)) return;
  const Letters letters = letters_before(tokens, run.start, 3, 3);
  if (letters.span.size() != 3) return;
  const std::string_view word = tokens.of(letters.span);
  if (has_letter(word, "IQV") || (final_letter && has_letter(tokens.text.substr(run.end, 1), "IQVO"))) return;
  if (final_letter && letters.upper != is_upper(tokens.text[run.end])) return;
  const Span plate{letters.span.start, end};
  if (at(tokens, std::int64_t{plate.start} - 1) == '-' || (!final_letter && goes_on(tokens, index)) || at(tokens, end) == '-' ||
      money_after(in, end))
    return;
  const WordInfo& info = in.lexicon.find(word);
  const Surroundings around = look_around(in, plate);
  int score = 0;
  if (around.vehicle != 0 && !around.against) {
    score = letters.upper ? 950 : 800;
    if (info.labels.has(Label::vehicle) || (!letters.upper && info.common > 8)) score = 450;
  } else if (around.vehicle != 0) {
    score = 700;
  } else if (letters.upper && letters.joint != '-') {
    score = final_letter ? 650 : letters.joint == ' ' ? 550 : 400;
    if (around.against || is_acronym(word) || info.common > 0 || !info.labels.empty() || shouts(tokens, plate)) score = 250;
  }
  if (score == 0) return;
  if (around.vehicle != 0) {
    out.add(plate, Type::vehicle, Kind::se_plate, score, {shape(Shape::exact), context(Label::vehicle, around.vehicle)});
  } else {
    out.add(plate, Type::vehicle, Kind::se_plate, score, {shape(Shape::exact)});
  }
}

// LL NN NNN: `index` is the run of two.
void danish_plate(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (at(tokens, std::int64_t{run.start} - 1) != ' ' || index + 1 >= tokens.digits.size()) return;
  const DigitRun next = tokens.digits[index + 1];
  const char joint = at(tokens, run.end);
  if (next.size() != 3 || next.start != run.end + 1 || (joint != ' ' && joint != '.' && joint != '-') || tokens.text[run.start] == '0')
    return;
  const Letters letters = letters_before(tokens, run.start, 2, 1);
  const Span plate{letters.span.start, next.end};
  if (letters.span.size() == 0 || tokens.in_word(plate.end) || goes_on(tokens, index + 1) || money_after(in, plate.end)) return;
  const std::string_view word = tokens.of(letters.span);
  if (has_letter(word, "IOQ")) return;
  const Surroundings around = look_around(in, plate);
  if (around.vehicle != 0) {
    const bool loose = joint != ' ' || word.size() == 1;
    if (loose && std::abs(around.vehicle) > 4) return;
    out.add(plate, Type::vehicle, Kind::dk_plate, letters.upper && !loose ? 950 : 800,
            {shape(loose ? Shape::loose : Shape::exact), context(Label::vehicle, around.vehicle)});
    return;
  }
  if (!letters.upper || word.size() != 2 || joint != ' ' || around.against) return;
  if (is_one_of(word, {"nr", "kr", "dk",  "se", "og", "er", "pr", "ca", "ab", "kb",
                       "hb", "as", "aps", "tf", "tl", "at", "en", "et", "de", "ul"}) ||
      shouts(tokens, plate))
    return;
  out.add(plate, Type::vehicle, Kind::dk_plate, 700, {shape(Shape::exact)});
}

// AB12345, AB 12345, DX 4471, ABC1: forms that are plates only beside a word about vehicles.
void labelled_plate(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  const bool five = run.size() >= 4;
  const char before = at(tokens, std::int64_t{run.start} - 1);
  if (before != ' ' && !(five && is_letter(before))) return;
  const Letters letters = letters_before(tokens, run.start, five ? 2 : 3, five ? 2 : 3);
  if (letters.span.size() == 0 || (!five && !letters.upper) || tokens.in_word(run.end) || goes_on(tokens, index)) return;
  const std::string_view word = tokens.of(letters.span);
  const bool tight = run.size() == 5 && letters.joint == 0 && letters.upper;  // "DL55881", though dl is a measure
  if (has_letter(word, five ? "IOQ" : "IQV") || (!tight && !in.lexicon.find(word).labels.empty()) || money_after(in, run.end)) return;
  const Span plate{letters.span.start, run.end};
  const Surroundings around = look_around(in, plate);
  if (around.vehicle == 0 || (around.against && std::abs(around.vehicle) > 1) || (!five && around.vehicle > 0)) return;
  if (run.size() == 4 && (!letters.upper || std::abs(around.vehicle) > 2 || tokens.text[run.start] == '0')) return;
  out.add(plate, Type::vehicle, five ? Kind::dk_plate : Kind::se_plate, five ? 850 : 600,
          {shape(Shape::loose), context(Label::vehicle, around.vehicle)});
}

// A plate of another country, right after a word for plates: WA 1234K, B-MW 1234.
void foreign_plate(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  Letters head = letters_before(tokens, run.start, 3, 1);
  if (head.span.size() == 0 || !head.upper) return;
  Span plate{head.span.start, run.end};
  const Letters more = letters_before(tokens, head.span.start, 3, 1);
  if (more.span.size() != 0 && more.upper && more.joint != 0) plate.start = more.span.start;
  std::uint32_t tail = tokens.in_word(run.end) || at(tokens, run.end) == '-' || at(tokens, run.end) == ' ' ? run.end : 0;
  if (tail != 0) {
    if (!tokens.in_word(tail)) ++tail;
    const Span last = word_at(tokens, tail);
    if (last.size() > 0 && last.size() <= 3 && all_capitals(tokens.of(last)) && in.lexicon.find_inside(tokens.of(last)).labels.empty()) {
      plate.end = last.end;
    } else if (last.size() > 0 && tail == run.end) {
      return;
    }
  }
  std::uint32_t capitals = 0;
  for (std::uint32_t i = plate.start; i < plate.end; ++i) capitals += is_upper(tokens.text[i]) ? 1U : 0U;
  if (capitals < 2 || goes_on(tokens, index) || !in.lexicon.find_inside(tokens.of(head.span)).labels.empty()) return;
  const Nearby near = nearby(in, plate, 2, 0);
  if (near.count == 0 || !near.word[0].labels.has(Label::vehicle)) return;
  const std::string_view label = tokens.of(near.word[0].span);
  if (label.size() < 4 || ((label[0] | 0x20) != 'r' && (label[0] | 0x20) != 'n')) return;  // reg.nr, nummerplade: not "bil"
  out.add(plate, Type::vehicle, Kind::foreign_plate, 750, {shape(Shape::loose), context(Label::vehicle, -1)});
}

// Seventeen letters and digits that end in the run, no I, O or Q.
void chassis_number(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (!is_letter(at(tokens, std::int64_t{run.start} - 1)) || tokens.in_word(run.end)) return;
  const Span word = word_ending(tokens, run.end);
  if (word.size() != 17) return;
  const std::string_view text = tokens.of(word);
  const auto upper = static_cast<std::size_t>(std::ranges::count_if(text, is_upper));
  const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
  const int label = nearby(in, word, 4, 0).distance_before(Label::chassis);
  if (upper + digits != 17 || digits < 4) {
    if (label == 0 || std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return;
  }
  if (label != 0) {
    out.add(word, Type::vehicle, Kind::chassis_number, 980, {shape(Shape::exact), context(Label::chassis, label)});
  } else if (!has_letter(text, "IOQ")) {
    out.add(word, Type::vehicle, Kind::chassis_number, 750, {shape(Shape::exact)});
  }
}

// A frame number of any form right after its label: "stelnr. WBK 88412 P".
void frame_number(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  Span word{word_start(tokens, run.start), word_end(tokens, run.end)};
  if (word.size() > 20) return;
  const std::uint32_t head = back_over_blanks(tokens, word.start, 1);
  if (head != word.start) {
    const Span letters = word_ending(tokens, head);
    if (letters.size() > 0 && letters.size() <= 4 && all_capitals(tokens.of(letters)) &&
        in.lexicon.find_inside(tokens.of(letters)).labels.empty())
      word.start = letters.start;
  }
  if (word.size() == 17) return;
  const Span label = word_before(tokens, word.start, 3);
  if (label.size() < 2 || !(in.lexicon.find_inside(tokens.of(label)).labels.has(Label::chassis) || same_word(tokens.of(label), "nr")))
    return;
  const Nearby near = nearby(in, word, 2, 0);
  if (!near.before(Label::chassis)) return;
  const std::uint32_t next = past_blanks(tokens, word.end, 1);
  if (next != word.end && is_upper(at(tokens, next)) && !tokens.in_word(next + 1)) word.end = next + 1;
  if (word.size() < 5) return;
  out.add(word, Type::vehicle, Kind::chassis_number, 850,
          {shape(Shape::loose), context(Label::chassis, near.distance_before(Label::chassis))});
}

// The looks below tell by the bytes that touch a run; some can be read before the text and after it.

bool ascii_letter(char c) { return is_upper(c) || is_lower(c); }
bool word_byte(char c) { return is_letter(c) || around::is_digit(c); }

// Three letters that stand alone, then the run, over at most one blank or hyphen.
bool after_three_letters(const char* run) {
  const char* const end = run - (run[-1] == ' ' || run[-1] == '-' ? 1 : 0);
  return ascii_letter(end[-1]) && !word_byte(end[-4]) && ascii_letter(end[-2]) && ascii_letter(end[-3]);
}
// The same with one or two letters and a blank.
bool after_two_letters(const char* run) {
  return run[-1] == ' ' && ascii_letter(run[-2]) && (!word_byte(run[-3]) || (ascii_letter(run[-3]) && !word_byte(run[-4])));
}

void run(const Context& in, Findings& out) {
  const Tokens& tokens = in.tokens;
  const auto start_of = [&](std::uint32_t index) { return tokens.text.data() + tokens.digits[index].start; };
  for (const std::uint32_t index : in.runs_of(3)) {
    if (after_three_letters(start_of(index))) swedish_plate(in, index, false, out);
  }
  for (const std::uint32_t index : in.runs_of(2)) {
    const char* const start = start_of(index);
    if (after_three_letters(start)) {
      if (ascii_letter(start[2])) swedish_plate(in, index, true, out);
      if (start[-1] == ' ') labelled_plate(in, index, out);
    } else if (after_two_letters(start) && is_digit(start[3]) && is_digit(start[5])) {
      danish_plate(in, index, out);
    }
  }
  for (const std::uint32_t index : in.runs_of(1)) {
    const char* const start = start_of(index);
    if (start[-1] == ' ' && after_three_letters(start)) labelled_plate(in, index, out);
  }
  for (const std::uint32_t index : in.runs_of(4)) {
    const char* const start = start_of(index);
    if (start[-1] == ' ' && is_upper(start[-2]) && after_two_letters(start)) labelled_plate(in, index, out);
  }
  for (const std::uint32_t index : in.runs_of(5)) labelled_plate(in, index, out);
  for (std::size_t size = 3; size <= 12; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) {
      const char* const start = start_of(index);
      const char before = start[-1] == ' ' || start[-1] == '-' ? start[-2] : start[-1];
      if (!is_letter(before)) continue;
      if (size <= 5 && is_upper(before)) foreign_plate(in, index, out);
      if (is_letter(start[-1])) chassis_number(in, index, out);
    }
  }
  for (std::size_t size = 5; size <= 9; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) frame_number(in, index, out);
  }
}

}  // namespace

const Detector vehicle{"vehicle", run};

}  // namespace mask
