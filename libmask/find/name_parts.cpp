// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/name_parts.h"

#include <algorithm>
#include <string_view>

#include "libmask/find/heading_words.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

constexpr std::array<std::string_view, 26> particles = {"von",  "af",  "av",  "de",  "da",  "al", "el", "bin", "van",
                                                        "der",  "di",  "í",   "ben", "abu", "du", "la", "le",  "ibn",
                                                        "bint", "dos", "del", "zu",  "ul",  "ud", "ap", "os"};

// Small words that open sentences and fill headings in capitals, though a few people bear them as names.
constexpr WordSet small_words({"til", "till", "hun", "hon", "den", "det", "er", "ur", "og", "och", "som", "för", "for", "ett", "tir", "att",
                               "med", "efter"});

bool is_upper(std::string_view text, std::size_t i) {
  if (i >= text.size()) return false;
  const auto c = static_cast<unsigned char>(text[i]);
  if (c >= 'A' && c <= 'Z') return true;
  if (c == 0xC3) return i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0x9F;
  return c >= 0xC4;  // letters outside Latin-1: not known
}

// The surname on the next line: a first name inside a long line, and below it a word that is a surname or unknown.
std::uint32_t below(const Context& in, const NamePart& part) {
  const std::string_view text = in.tokens.text;
  const std::uint32_t start = part.span.end + 1;
  if (part.info->first_name < 6 || part.info->common > 0 || part.info->last_name >= 8 || !is_upper(text, start)) return 0;
  const WordInfo& info = in.lexicon.find_inside(in.tokens.of({start, in.tokens.word_end(start)}));
  if (info.common > 0 || info.place > 0 || !info.labels.empty() || info.first_name > info.last_name) return 0;
  if (info.last_name >= 7) return start;
  constexpr std::uint32_t long_line = 40;
  if (part.span.start < long_line) return 0;
  return text.substr(part.span.start - long_line, long_line).contains('\n') ? 0 : start;
}

// Where the next part begins, seen from the end of one: 0 where there is none.
std::uint32_t next_start(const Context& in, const NamePart& part) {
  const std::string_view text = in.tokens.text;
  std::uint32_t at = part.span.end;
  if (at + 1 >= text.size()) return 0;
  if (text[at] == '.' && part.is_initial) ++at;
  if (at + 1 >= text.size()) return 0;
  if (text[at] == '-' || text[at] == '\'') return is_upper(text, at + 1) ? at + 1 : 0;
  if (text[at] == '\n') return below(in, part);
  if (text[at] != ' ') return 0;
  ++at;
  if (text[at] == '"' && in.tokens.in_word(std::int64_t{at} + 1)) {  // Sigvard "Sigge" Ström
    const std::uint32_t quote = in.tokens.word_end(at + 1);
    if (quote - at > 16 || quote + 2 >= text.size() || text[quote] != '"' || text[quote + 1] != ' ' || part.info->first_name < 2) return 0;
    at = quote + 2;
  }
  for (int i = 0; i < 2 && at < text.size() && !is_upper(text, at); ++i) {  // von der, al-
    if (!in.tokens.in_word(at)) return 0;
    const std::uint32_t end = in.tokens.word_end(at);
    if (end - at > longest_particle || end + 1 >= text.size() || (text[end] != ' ' && text[end] != '-')) return 0;
    if (!is_upper(text, end + 1) && (i == 1 || (text[at] | 0x20) != 'v')) return 0;  // only "von der", "van der" are two words
    if (std::ranges::find(particles, in.tokens.of({at, end})) == particles.end()) return 0;
    at = end + 1;
  }
  return is_upper(text, at) ? at : 0;
}

}  // namespace

NamePart read_part(const Context& in, std::uint32_t start) {
  const Tokens& tokens = in.tokens;
  const std::string_view text = tokens.text;
  NamePart part;
  if (start >= text.size() || !tokens.in_word(start)) {
    part.info = &in.lexicon.at(0);
    return part;
  }
  part.span = {start, tokens.word_end(start)};
  part.is_capital = is_upper(text, start);
  const std::string_view word = tokens.of(part.span);
  part.info = &in.word(part.span);
  const std::size_t letter = static_cast<unsigned char>(word[0]) >= 0xC3 ? 2 : 1;
  part.is_initial = word.size() == letter && part.span.end < text.size() && text[part.span.end] == '.';
  part.is_caps = word.size() > letter && is_upper(text, part.span.start + letter);
  if (word.size() == letter && !part.is_initial) part.is_capital = false;  // a lone letter
  const bool has_digit = word.back() >= '0' && word.back() <= '9';
  const int weight = std::max(part.info->first_name, part.info->last_name);
  if (has_digit || word.size() > 32 || ((weight > 0 || part.is_unknown()) && word.size() <= 5 && small_words.contains(word)))
    part.is_capital = false;
  if (word.size() > 3 && (word.back() | 0x20) == 's' && weight <= 7 && part.info->common == 0 && part.info->labels.empty()) {  // genitive
    const WordInfo& bare = in.lexicon.find_inside(word.substr(0, word.size() - 1));
    const bool stronger = std::max(bare.first_name, bare.last_name) >= weight + 5;
    if (stronger ||
        (part.is_unknown() && (bare.place > 0 || bare.common > 0 || weight + bare.first_name + bare.last_name > 0 || !bare.labels.empty())))
      part.info = &bare;
  }
  if (heads_line(tokens, part.span)) part.is_capital = false;
  // Titles and labels are no names unless many bear them; a place that is no name is none.
  const Labels against = labels(Label::title, Label::person_label, Label::birth, Label::meeting, Label::street, Label::law, Label::invoice,
                                Label::money, Label::authority);
  if (!part.is_initial && part.info->labels.any(against) && std::max(part.info->first_name, part.info->last_name) < 9)
    part.is_capital = false;
  return part;
}

NameChain read_chain(const Context& in, const NamePart& first) {
  NameChain chain;
  chain.part[chain.count++] = first;
  while (chain.count < NameChain::max_parts) {
    const std::uint32_t start = next_start(in, chain.part[chain.count - 1]);
    if (start == 0) break;
    NamePart part = read_part(in, start);
    const NamePart& before = chain.part[chain.count - 1];
    const bool after_first = before.info->first_name >= 6 && before.info->common == 0 && !before.is_caps;
    const std::uint32_t letter = part.span.size();
    if (!part.is_initial && letter == (static_cast<unsigned char>(in.tokens.text[start]) >= 0xC3 ? 2U : 1U)) {  // Ingela W
      if (after_first) chain.part[chain.count++] = part;
      break;
    }
    const bool odd_surname = chain.count == 1 && after_first && !part.is_caps &&
                             !part.info->labels.any(labels(Label::title, Label::meeting, Label::month)) && in.tokens.text[start - 1] == ' ';
    if (!part.fits() && !odd_surname) break;
    chain.part[chain.count++] = part;
  }
  return chain;
}

bool continues_name(const Context& in, std::uint32_t start) {
  const Tokens& tokens = in.tokens;
  if (start < 2) return false;
  const char mark = tokens.text[start - 1];
  if (mark != ' ' && mark != '-' && mark != '\'' && mark != '\n') return false;
  std::uint32_t edge = start - 1;
  if (tokens.text[edge - 1] == '.' && mark == ' ' && edge >= 2 && tokens.in_word(std::int64_t{edge} - 2)) {  // after an initial
    const std::uint32_t head = tokens.word_start(edge - 1);
    if (edge - 1 - head > 2) return false;
    const NamePart before = read_part(in, head);
    return before.fits() && before.is_initial && next_start(in, before) == start;
  }
  for (int i = 0; i < 3; ++i) {
    if (!tokens.in_word(std::int64_t{edge} - 1)) return false;
    const std::uint32_t head = tokens.word_start(edge);
    if (is_upper(tokens.text, head)) {
      const NamePart before = read_part(in, head);
      return before.fits() && next_start(in, before) == start;
    }
    if (edge - head > longest_particle || head < 2 || tokens.text[head - 1] != ' ') return false;
    edge = head - 1;
  }
  return false;
}

}  // namespace mask
