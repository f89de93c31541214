// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/personal_number.h"

#include <algorithm>
#include <cstring>

namespace mask {
namespace {

// The farthest that two runs of one number lie apart.
constexpr std::uint32_t longest_gap = 8;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint32_t size_at(const Tokens& tokens, std::size_t index) { return index < tokens.digits.size() ? tokens.digits[index].size() : 0; }

bool is_next(const Tokens& tokens, std::size_t index, std::uint32_t size) {
  return size_at(tokens, index + 1) == size && tokens.digits[index + 1].start - tokens.digits[index].end <= longest_gap;
}

// The values of eight digits; of what is no digit, anything.
void append_eight(const char* from, std::uint8_t* to) {
  std::uint64_t digits = 0;
  std::memcpy(&digits, from, sizeof digits);
  digits ^= 0x3030303030303030ULL;
  std::memcpy(to, &digits, sizeof digits);
}

// At most twelve digits, in groups of which none but a lone one has more than eight.
void take(const Tokens& tokens, std::size_t index, std::size_t runs, PersonalNumber& out) {
  out.count = 0;
  out.joint = Joint::none;
  out.grouped = out.split = out.chained = out.coded = out.glued = out.crowded = false;
  for (std::size_t i = index; i < index + runs; ++i) {
    const DigitRun run = tokens.digits[i];
    const char* const from = tokens.text.data() + run.start;  // the text can be read on for more than eight bytes
    append_eight(from, out.digit.data() + out.count);
    if (run.size() > 8) append_eight(from + 8, out.digit.data() + out.count + 8);
    out.count = static_cast<std::uint8_t>(out.count + run.size());
  }
  out.span = {tokens.digits[index].start, tokens.digits[index + runs - 1].end};
}

// The one byte between a run and the next, if it may stand between the parts of a date; else 0.
char date_gap(const Tokens& tokens, std::size_t index) {
  if (tokens.digits[index + 1].start - tokens.digits[index].end != 1) return 0;
  const char c = tokens.text[tokens.digits[index].end];
  return c == ' ' || c == '-' || c == '.' || c == '/' ? c : '\0';
}

// Reads runs `index` .. `last` with the serial in the last one, or in the last two where it is broken.
bool read_parts(const Tokens& tokens, std::size_t index, std::size_t last, PersonalNumber& out) {
  Joint joint{};
  if (!read_joint(tokens, last - 1, joint)) return false;
  std::size_t runs = last - index + 1;
  const bool split = tokens.digits[last].size() < 4;
  if (split) ++runs;
  take(tokens, index, runs, out);
  out.joint = joint;
  out.split = split;
  return true;
}

bool serial_follows(const Tokens& tokens, std::size_t index) {
  if (is_next(tokens, index, 4)) return true;
  const std::uint32_t head = size_at(tokens, index + 1);
  if (head == 0 || head > 3 || !is_next(tokens, index, head) || !is_next(tokens, index + 1, 4 - head)) return false;
  const DigitRun run = tokens.digits[index];
  return tokens.digits[index + 1].start - run.end <= 3 && tokens.text[tokens.digits[index + 1].start - 1] == '-' &&
         gap_after(tokens, index + 1) == Gap::space;
}

// 84 05 17-2381, 840517 written as 17.05.84-2381, 19 84 05 17-2381
bool read_pairs(const Tokens& tokens, std::size_t index, PersonalNumber& out) {
  if (!is_next(tokens, index, 2) || !is_next(tokens, index + 1, 2) || !is_next(tokens, index + 2, 4)) return false;
  const char gap = date_gap(tokens, index);
  if (gap == 0 || date_gap(tokens, index + 1) != gap) return false;
  std::size_t first = index;
  if (index > 0 && size_at(tokens, index - 1) == 2 && date_gap(tokens, index - 1) == gap) {
    const int century = (tokens.text[tokens.digits[index - 1].start] - '0') * 10 + tokens.text[tokens.digits[index - 1].start + 1] - '0';
    if (century == 19 || century == 20) --first;
  }
  return read_parts(tokens, first, index + 3, out);
}

// 1984-05-17-2381, 1705 84 2381, 1984 0517-2381
bool read_from_four(const Tokens& tokens, std::size_t index, PersonalNumber& out) {
  if (is_next(tokens, index, 4)) {
    if (!is_next(tokens, index + 1, 4) || date_gap(tokens, index) != ' ') return false;
    return read_parts(tokens, index, index + 2, out) && out.joint == Joint::hyphen;
  }
  if (!is_next(tokens, index, 2)) return false;
  const char gap = date_gap(tokens, index);
  if (gap == 0) return false;
  if (is_next(tokens, index + 1, 4)) return gap == ' ' && read_parts(tokens, index, index + 2, out);
  if (!is_next(tokens, index + 1, 2) || date_gap(tokens, index + 1) != gap || !is_next(tokens, index + 2, 4)) return false;
  return read_parts(tokens, index, index + 3, out);
}

// Does a word of at most four capitals and digits end here, or a digit?
bool is_code(const Tokens& tokens, std::uint32_t end) {
  const std::string_view word = tokens.of({tokens.word_start(end), end});
  return word.size() <= 4 && std::ranges::none_of(word, [](char c) { return c >= 'a'; });
}

// A word in small letters runs into the number: "Personnummer8405172381", as columns do when they are taken out of a PDF.
bool is_glued(const Tokens& tokens, Span span) {
  if (span.start < 3 || is_letter(tokens.text[span.end])) return false;
  return std::ranges::all_of(tokens.text.substr(span.start - 3, 3), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Is the number free on both sides? It may be chained by a letter or hyphen, which then speaks against it.
bool is_free(const Tokens& tokens, PersonalNumber& out) {
  const std::string_view text = tokens.text;
  const char before = out.span.start > 0 ? text[out.span.start - 1] : ' ';
  const char after = out.span.end < text.size() ? text[out.span.end] : ' ';
  const char before2 = out.span.start > 1 ? text[out.span.start - 2] : ' ';
  const char after2 = out.span.end + 1 < text.size() ? text[out.span.end + 1] : ' ';
  const bool bare = out.joint == Joint::none;
  if (is_letter(before) || is_letter(after)) {
    if (!out.is_strong() && !(bare && is_glued(tokens, out.span))) return false;
    out.chained = !bare;
    out.glued = bare;
  }
  const auto joins = [](char c) { return c == '-' || c == '+'; };
  if (joins(before) && (is_digit(before2) || is_letter(before2) || before == '+')) {
    if (is_digit(before2) && bare) return false;
    out.chained = true;
    out.coded = is_code(tokens, out.span.start - 1);
  }
  if (joins(after) && (is_digit(after2) || is_letter(after2))) out.chained = true;
  if ((bare || out.grouped) && before == '.' && is_digit(before2)) return false;
  if (bare && (after == '.' || after == ',') && is_digit(after2)) {
    const char after4 = out.span.end + 3 < text.size() ? text[out.span.end + 3] : ' ';
    if (after == '.' || !is_digit(after4)) return false;  // a decimal fraction; after a longer one a new field begins
  }
  out.crowded = (before == ' ' && is_digit(before2)) || (after == ' ' && is_digit(after2));
  return true;
}

}  // namespace

bool read_joint(const Tokens& tokens, std::size_t index, Joint& joint) {
  const std::uint32_t from = tokens.digits[index].end;
  if (tokens.text[from] == '-' && index + 1 < tokens.digits.size() && tokens.digits[index + 1].start == from + 1) {
    joint = Joint::hyphen;
    return true;
  }
  switch (gap_after(tokens, index)) {
    case Gap::hyphen: joint = Joint::hyphen; return true;
    case Gap::plus: joint = Joint::plus; return true;
    case Gap::space:
    case Gap::dot:
    case Gap::slash: joint = Joint::loose; return true;
    case Gap::line:
    case Gap::spaced_hyphen: {
      const std::string_view between = tokens.text.substr(from, tokens.digits[index + 1].start - from);
      const bool line = between.contains('\n');
      joint = between.contains('-') ? Joint::hyphen : Joint::line;
      return joint == Joint::hyphen || line;
    }
    default: return false;
  }
}

bool read_personal(const Tokens& tokens, std::size_t index, PersonalNumber& out) {
  const std::uint32_t size = tokens.digits[index].size();
  switch (size) {
    case 6:
    case 8:
      if (!serial_follows(tokens, index) || !read_parts(tokens, index, index + 1, out)) return false;
      break;
    case 10:
    case 12: take(tokens, index, 1, out); break;
    case 2:
      if (!read_pairs(tokens, index, out)) return false;
      out.grouped = true;
      break;
    case 4:
      if (!read_from_four(tokens, index, out)) return false;
      out.grouped = true;
      break;
    default: return false;
  }
  return (out.count == 10 || out.count == 12) && is_free(tokens, out);
}

bool is_production_label(std::string_view word) { return word.size() > 3 && (word[0] | 0x20) == 'p' && !is_letter(word[1]); }

namespace {

constexpr Labels of_a_person = labels(Label::national_id, Label::birth);
constexpr Labels of_an_organisation = labels(Label::organisation_id, Label::vat, Label::p_number);
constexpr Labels of_other_things = labels(Label::invoice, Label::report, Label::law, Label::measure, Label::phone, Label::bank,
                                          Label::bankgiro, Label::plusgiro, Label::case_number, Label::chassis, Label::coordinates);

bool starts_with_cpr(std::string_view word) {
  return word.size() >= 3 && (word[0] | 0x20) == 'c' && (word[1] | 0x20) == 'p' && (word[2] | 0x20) == 'r';
}

// A capital, and no digit or other capital after it: Khadija, not CPR.
bool is_name_like(std::string_view word) {
  if (word.size() < 3 || !((word[0] >= 'A' && word[0] <= 'Z') || static_cast<unsigned char>(word[0]) == 0xC3)) return false;
  const char last = word.back();
  return (last >= 'a' && last <= 'z') || static_cast<unsigned char>(last) >= 0x80;
}

// Two capitalised words with nothing but a blank between, the nearer one no more than three bytes from the number.
bool name_beside(const Tokens& tokens, Span span, bool before) {
  constexpr std::uint32_t reach = 3;
  const Span near = before ? tokens.word_before(span.start, reach) : tokens.word_after(span.end, reach);
  if (near.size() == 0 || !is_name_like(tokens.of(near))) return false;
  const Span far = before ? tokens.word_before(near.start, 2) : tokens.word_after(near.end, 2);
  return far.size() != 0 && is_name_like(tokens.of(far));
}

// The word right before the number, with no more than a colon, full stop or blank between, is one for a personal number and for nothing
// else: nothing nearer can be said.
bool is_named_right_before(const Context& in, Span span, Surroundings& out) {
  const std::string_view text = in.tokens.text;
  std::uint32_t end = span.start;
  for (int steps = 0; steps < 3 && end > 0 && (text[end - 1] == ' ' || text[end - 1] == ':' || text[end - 1] == '.'); ++steps) --end;
  if (end == span.start || !in.tokens.in_word(std::int64_t{end} - 1)) return false;
  const std::string_view word = text.substr(in.tokens.word_start(end), end - in.tokens.word_start(end));
  const Labels said = in.lexicon.find(word).labels;
  out.says_cpr = starts_with_cpr(word);
  if (said.has(Label::number)) {  // "CPR-nr."
    const Nearby near = nearby(in, span, 1, 0);
    if (near.count != 1 || !near.word[0].labels.has(Label::national_id) || near.word[0].labels.has(Label::p_number)) return false;
    out.says_cpr = starts_with_cpr(in.tokens.of(near.word[0].span));
  } else if (!said.has(Label::national_id) || said.has(Label::p_number)) {
    return false;
  }
  out.label = -1;
  out.kind = Label::national_id;
  return true;
}

}  // namespace

Surroundings look_around(const Context& in, Span span) {
  Surroundings out;
  if (is_named_right_before(in, span, out)) return out;
  out = {};
  const Nearby near = nearby(in, span, 6, 2);
  int other = 0;
  const auto is_nearer = [](int distance, int than) { return than == 0 || std::abs(distance) < std::abs(than); };
  for (std::size_t i = 0; i < near.count; ++i) {
    const Nearby::Word& word = near.word[i];
    const std::string_view text = in.tokens.of(word.span);
    const bool production = word.labels.has(Label::p_number) && is_production_label(text);
    if (word.labels.any(of_a_person) && !production && is_nearer(word.distance, out.label)) {
      // A birth is told right before its number; "f." also begins "f.eks.".
      if (!word.labels.has(Label::national_id) && word.distance < (word.span.size() <= 2 ? -1 : -2)) continue;
      out.label = word.distance;
      out.kind = word.labels.has(Label::national_id) ? Label::national_id : Label::birth;
      out.says_cpr = starts_with_cpr(text);
    } else if (word.is_above && word.labels.any(labels(Label::measure, Label::money))) {
      continue;  // "11 dagar." on the line above belongs to its own number
    } else if (word.distance < 0 && word.distance >= -2 && word.labels.any(of_an_organisation | of_other_things) &&
               is_nearer(word.distance, other)) {
      other = word.distance;
      out.organisation = word.labels.any(of_an_organisation);
    }
  }
  if (other != 0 && is_nearer(other, out.label)) {
    out.against = !out.organisation;
    if (out.label < -1) out.label = 0;
  } else {
    out.organisation = false;
  }
  out.named = out.label == 0 && (name_beside(in.tokens, span, true) || name_beside(in.tokens, span, false));
  return out;
}

}  // namespace mask
