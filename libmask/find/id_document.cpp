// Numbers of passports, residence cards, driving licences, LMA cards and personal certificates: their forms vary, so their labels decide.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/find/reference.h"

namespace mask {
namespace {

using namespace around;

constexpr Labels document_labels = labels(Label::passport, Label::driving_licence, Label::residence, Label::certificate);
constexpr Labels other_labels =
    labels(Label::national_id, Label::organisation_id, Label::vat, Label::p_number, Label::phone, Label::bank, Label::bankgiro,
           Label::plusgiro, Label::iban, Label::payment_card, Label::vehicle, Label::chassis, Label::property, Label::bfe,
           Label::case_number, Label::court, Label::birth, Label::password, Label::pin, Label::username, Label::postcode, Label::invoice,
           Label::report, Label::money, Label::law, Label::address, Label::email);
constexpr Labels numeric_labels = labels(Label::payment_card, Label::bank, Label::postcode, Label::phone);  // whose numbers have no letters

struct Said {
  int distance = 0;  // to the label, negative; 0 none
  Label label = Label::passport;
  bool numbered = false;  // "nr" stands right before the number
};

Said words_before(const Context& in, Span span, bool lettered, int reach) {
  const Nearby near = nearby(in, span, reach, 0);
  Said said;
  for (std::size_t i = 0; i < near.count; ++i) {
    const Nearby::Word& word = near.word[i];
    if (word.distance == -1 && word.labels.has(Label::number)) said.numbered = true;
    if (lettered && same_word(in.tokens.of(word.span), "id") && at(in.tokens, std::int64_t{word.span.start} - 1) == ' ')
      return {word.distance, Label::passport, true};
    // "ID-kort nr", "Id-handling", "UT-kort nr"
    if (at(in.tokens, word.span.end) == '-' && is_one_of(in.tokens.of(word.span), {"id", "ut"}) &&
        is_one_of(in.tokens.of(word_at(in.tokens, word.span.end + 1)), {"kort", "kortet", "handling", "handlingen"}))
      return {word.distance, Label::passport, true};
    if (same_word(in.tokens.of(word.span), "id") && at(in.tokens, std::int64_t{word.span.start} - 1) == '-' &&
        is_one_of(in.tokens.of(word_ending(in.tokens, word.span.start - 1)), {"person", "udlændinge", "asyl", "lma"}))
      return {word.distance, Label::residence, true};
    for (const Label label : {Label::passport, Label::driving_licence, Label::residence, Label::certificate}) {
      if (word.labels.has(label)) return {word.distance, label, said.numbered};
    }
    if (is_one_of(in.tokens.of(word.span), {"kort", "kortet", "kortnr", "kort nr", "kortnummer"}))
      continue;  // "LMA-kort", "uppehållskort, kort nr"
    if (word.labels.any(other_labels) && !(lettered && word.labels.any(numeric_labels))) break;
  }
  return said;
}

Kind kind_of(Label label) {
  switch (label) {
    case Label::driving_licence: return Kind::driving_licence;
    case Label::residence: return Kind::residence_card;
    case Label::certificate: return Kind::certificate;
    default: return Kind::passport;
  }
}

// LMA cards: 50-182734/2.
bool is_lma(const Tokens& tokens, const Reference& r) {
  return r.parts == 3 && r.letters == 0 && r.part[0].size == 2 && r.part[1].joint == '-' && (r.part[1].size == 6 || r.part[1].size == 7) &&
         r.part[2].joint == '/' && r.part[2].size == 1 && tokens.text[r.part[0].start] >= '1';
}

// SWE and eight digits: the Swedish residence card.
bool is_swedish_card(const Tokens& tokens, const Reference& r) {
  return r.parts == 2 && !r.part[0].digits && tokens.text.substr(r.part[0].start, 3) == "SWE" && r.part[0].size == 3 &&
         r.part[1].size == 8 && r.part[1].joint == 0;
}

// Further groups over single blanks, while there are few digits: "41 208 773", "IDK 4471 902 8", "54-031 9-22". Gives the digits in all.
std::size_t take_groups(const Tokens& tokens, std::size_t digits, std::uint32_t& end) {
  const std::size_t enough = digits == 6 ? 10 : 8;  // 530127 44 18
  constexpr std::size_t most = 10;
  for (int groups = 0; groups < 3 && digits < enough; ++groups) {
    if (at(tokens, end) != ' ' || !is_digit(at(tokens, end + 1))) break;
    const std::uint32_t next = word_end(tokens, end + 1);
    const std::uint32_t size = next - end - 1;
    if (size > 4 || (digits == 7 && size > 1) || digits + size > most || !std::ranges::all_of(tokens.text.substr(end + 1, size), is_digit))
      break;
    const char after = at(tokens, next);
    if ((after == '.' || after == ':' || after == '/') && is_digit(at(tokens, next + 1))) break;
    digits += size;
    end = next;
    if (after == '-' && is_digit(at(tokens, next + 1)) && word_end(tokens, next + 1) <= next + 3) {
      digits += word_end(tokens, next + 1) - next - 1;
      end = word_end(tokens, next + 1);
    }
  }
  return digits;
}

bool is_packed_date(std::string_view digits) {
  if (digits.size() != 8 || (!digits.starts_with("19") && !digits.starts_with("20"))) return false;
  return digits.substr(4, 2) <= "12" && digits.substr(6, 2) <= "31" && digits.substr(4, 2) >= "01" && digits.substr(6, 2) >= "01";
}

// Does the head of its column, some lines above, name a document? Asked of numbers with letters that begin a cell.
bool under_head(const Context& in, std::uint32_t pos) {
  const Tokens& tokens = in.tokens;
  constexpr std::uint32_t longest_line = 240;
  constexpr int most_lines = 10;
  const auto line_start = [&](std::uint32_t from) {
    std::uint32_t start = from;
    while (start > 0 && from - start < longest_line && tokens.text[start - 1] != '\n') --start;
    return start;
  };
  std::uint32_t start = line_start(pos);
  const char before = at(tokens, std::int64_t{pos} - 1);
  const char sign = before == ' ' && pos > 1 && tokens.text[pos - 2] != ' ' ? tokens.text[pos - 2] : before;
  const bool marked = sign == ';' || sign == '|' || sign == '\t';
  if (!marked && (before != ' ' || sign != ' ')) return false;
  const auto is_inner = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };  // of a letter outside ASCII
  std::uint32_t column = 0;                                                                     // cells or characters before this one
  for (std::uint32_t i = start; i < pos; ++i) column += (marked ? tokens.text[i] == sign : !is_inner(tokens.text[i])) ? 1U : 0U;
  for (int lines = 0; lines < most_lines && start > 1; ++lines) {
    const std::uint32_t end = start - 1;
    start = line_start(end);
    if (start == end) return false;
    std::uint32_t cell = start;
    for (std::uint32_t left = column + (marked ? 0 : 2); cell < end && left > 0; ++cell) {
      if (marked ? tokens.text[cell] == sign : !is_inner(tokens.text[cell])) --left;
    }
    if (!marked) cell = word_start(tokens, cell);
    for (int words = 0; words < 3; ++words) {
      const Span word = word_after(tokens, cell, 2);
      if (word.size() == 0 || word.start >= end) break;
      if (in.lexicon.find_inside(tokens.of(word)).labels.any(document_labels)) return true;
      cell = word.end;
      if (at(tokens, cell) == sign && marked) break;
    }
  }
  return false;
}

void look_at(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const Reference r = read_reference(tokens, index);
  if (r.parts == 0 || is_whole_date(tokens, r)) return;
  Span span = r.span;
  std::size_t digits = r.digits;
  if (digits < 8) digits = take_groups(tokens, digits, span.end);
  const char before = at(tokens, std::int64_t{span.start} - 1);
  const char after = at(tokens, span.end);
  if (digits < 5 || digits > 14 || before == '+' || before == '@' || after == '@' || after == '%' || r.letters > 6) return;
  if (is_lma(tokens, r)) {
    const Said said = words_before(in, span, false, 8);
    out.add(span, Type::id_document, Kind::lma, said.distance != 0 ? 980 : 800, {shape(Shape::exact)});
    return;
  }
  if (is_swedish_card(tokens, r)) {
    out.add(span, Type::id_document, Kind::residence_card, 800, {shape(Shape::exact)});
    return;
  }
  const Span prefix = prefix_before(tokens, span.start);
  const bool prefixed = prefix.size() > 0 && prefix.size() <= 3 && !same_word(tokens.of(prefix), "id");
  const bool lettered = r.letters > 0 || prefixed;
  if (!lettered && digits < 6) return;
  if (!lettered && r.parts > 1 && tokens.text[r.span.start] == '0' && r.part[1].joint == '-') return;  // a telephone number
  if (!lettered && r.parts > 1 && r.part[0].size < 6 && !r.all_digits({3, 3}) && is_other_number(tokens, r)) return;
  const Said said = words_before(in, prefixed ? Span{prefix.start, span.end} : span, lettered, r.letters > 0 ? 8 : 5);
  if (said.distance == 0) {
    const std::uint32_t start = prefixed ? prefix.start : span.start;
    if (lettered && under_head(in, start)) out.add({start, span.end}, Type::id_document, Kind::passport, 650, {shape(Shape::loose)});
    return;
  }
  const int reach = r.letters > 0 ? -8 : prefixed || said.numbered ? -5 : -3;
  if (said.distance < reach) return;
  if (!lettered && said.distance < -1 && is_packed_date(tokens.of(span))) return;
  const bool dotted = r.all_digits({3, 3}) && said.distance == -1;  // 214.773, of old licences
  if (!lettered && !dotted && r.parts > 1 && is_other_number(tokens, r) && (said.label != Label::driving_licence || r.part[0].size < 6))
    return;
  if (r.parts == 2 && r.letters == 0 && r.part[1].size <= 2 && r.part[1].joint != '-') return;
  constexpr Labels no_prefix = document_labels | numeric_labels | labels(Label::number, Label::national_id);
  if (prefixed && (!in.lexicon.find_inside(tokens.of(prefix)).labels.any(no_prefix) || tokens.of(prefix) == "LMA"))
    span.start = prefix.start;
  out.add(span, Type::id_document, kind_of(said.label), said.distance >= -2 ? 930 : 750,
          {shape(Shape::loose), context(said.label, said.distance)});
}

// May a document's number begin with these few digits? Told from what touches them.
bool may_begin(const Tokens& tokens, DigitRun run) {
  const char* const start = tokens.text.data() + run.start;  // a margin can be read before the text and after it
  const char* const end = tokens.text.data() + run.end;
  const bool hangs_on = start[-1] == '-' && is_upper(start[-2]);
  switch (*end) {
    case ' ': {
      if (!is_digit(end[1])) return hangs_on;
      // Five digits in all, as of a postcode, are too few without letters before them.
      const bool five = run.size() == 3 && start[-1] == ' ' && !is_digit(end[3]) && !((end[3] == ' ' || end[3] == '-') && is_digit(end[4]));
      if (!five && run.size() != 4) return true;
      return hangs_on || ((is_letter(start[-2]) || run.size() == 4) && prefix_before(tokens, run.start).size() > 0);
    }
    case '-': return hangs_on || is_digit(end[1]);
    case '.': return hangs_on || (run.size() == 3 && start[-1] == ' ' && start[-2] == '.');  // nr. 214.773
    default: return hangs_on || is_upper(*end);
  }
}

void run(const Context& in, Findings& out) {
  for (std::size_t size = 1; size <= 4; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) {
      if (may_begin(in.tokens, in.tokens.digits[index])) look_at(in, index, out);
    }
  }
  for (std::size_t size = 5; size <= 10; ++size) {
    for (const std::uint32_t index : in.runs_of(size)) look_at(in, index, out);
  }
}

}  // namespace

const Detector id_document{"id_document", run};

}  // namespace mask
