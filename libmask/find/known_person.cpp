// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/known_person.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "libmask/find/around.h"
#include "libmask/find/body_words.h"
#include "libmask/find/word_set.h"

namespace mask {
namespace {

using namespace around;

constexpr std::uint16_t sure_full = 500;  // a full name that its parts are taken from
constexpr std::uint16_t sure_bare = 600;  // a lone name that is looked for elsewhere
constexpr std::uint16_t masked_from = 350;
constexpr std::uint32_t longest = 40;   // bytes of a part
constexpr std::uint32_t long_name = 7;  // bytes from which one wrong letter is forgiven
constexpr std::size_t most_compared = 64;
constexpr std::uint32_t small_text = 1U << 18;  // bytes, in which names are looked for in small letters too

constexpr Labels no_name =
    labels(Label::title, Label::person_label, Label::birth, Label::meeting, Label::street, Label::law, Label::invoice, Label::money,
           Label::authority, Label::month, Label::national_id, Label::phone, Label::email, Label::address);
constexpr WordSet particles({"von", "van", "der", "den", "ter", "bin", "bint", "ben", "ibn", "abu", "del", "dos", "las", "los"});

// Does the word stand where any word has a capital: at the start of a text, line or sentence, after a colon, bullet or quote?
bool opens(const Tokens& tokens, std::uint32_t start) {
  std::int64_t p = std::int64_t{start} - 1;
  while (p >= 0 && (is_blank(at(tokens, p)) || at(tokens, p) == '"' || at(tokens, p) == '*' || at(tokens, p) == '\x06')) --p;
  if (p < 0) return true;
  const char c = at(tokens, p);
  return c == '\n' || c == '\r' || c == '.' || c == '!' || c == '?' || c == ':';
}

bool is_all_caps(std::string_view word) { return word.size() > 2 && all_capitals(word); }

// "i Lund", "fra Holm": there the place is meant.
bool after_place_preposition(const Tokens& tokens, std::uint32_t start) {
  const Span before = word_ending(tokens, back_over_blanks(tokens, start, 1));
  return before.size() > 0 && before.size() <= 6 && is_one_of(tokens.of(before), {"i", "på", "til", "till", "fra", "från", "ved", "vid"});
}

std::uint32_t bucket_of(std::string_view word) {
  return (static_cast<unsigned char>(word[0]) | 0x20U) << 8 | (static_cast<unsigned char>(word[word.size() - 1]) | 0x20U);
}

char lowered(char c) { return static_cast<char>(c | 0x20); }

// Do the words differ by one letter: another, one too many, one too few, two that changed places? The first and last are the same.
bool differ_by_one(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && lowered(a[i]) == lowered(b[i])) ++i;
  if (i == a.size()) return false;  // the same, or only longer
  const auto same_from = [&](std::size_t x, std::size_t y) { return std::ranges::equal(a.substr(x), b.substr(y), {}, lowered, lowered); };
  if (a.size() < b.size()) return same_from(i, i + 1);
  if (same_from(i + 1, i + 1)) return true;
  return i + 1 < a.size() && lowered(a[i]) == lowered(b[i + 1]) && lowered(a[i + 1]) == lowered(b[i]) && same_from(i + 2, i + 2);
}

// With one slip, the first or the last three letters are the same.
bool may_differ_by_one(std::string_view a, std::string_view b) {
  const auto three = [](const char* at) { return lowered(at[0]) | lowered(at[1]) << 8 | lowered(at[2]) << 16; };
  return a.size() + 1 >= b.size() && b.size() + 1 >= a.size() &&
         (three(a.data()) == three(b.data()) || three(a.data() + a.size() - 3) == three(b.data() + b.size() - 3));
}

std::size_t sketch_bit(std::string_view word) {
  const std::size_t second = word.size() > 1 ? static_cast<unsigned char>(word[1]) & 31U : 0U;
  return (static_cast<unsigned char>(word[0]) & 31U) << 5 | second;
}

// Is what stands in the finding no name of its own?
bool hides_names(const Finding& finding) {
  switch (finding.type) {
    case Type::address:
    case Type::property:
    case Type::email:
    case Type::url: return finding.score >= 500;
    default: return false;
  }
}

// The words of a name; eight count.
class NameWords {
 public:
  NameWords(const Tokens& tokens, Span name) {
    for (std::uint32_t at = name.start; at < name.end && count_ < words_.size();) {
      const Span word = tokens.word_after(at, 16);
      if (word.empty() || word.start >= name.end) break;
      words_[count_++] = {word.start, std::min(word.end, name.end)};
      at = word.end;
    }
  }
  [[nodiscard]] std::span<const Span> all() const { return std::span(words_).first(count_); }
  [[nodiscard]] bool is_full() const { return count_ >= 2; }
  [[nodiscard]] std::uint64_t key(const Tokens& tokens) const {
    std::uint64_t sum = 0;
    for (const Span word : all()) sum += word_key(tokens.of(word)) * 0x9E3779B97F4A7C15ULL;
    return sum;
  }

 private:
  std::array<Span, 8> words_{};
  std::size_t count_ = 0;
};

}  // namespace

const KnownPersons::Part* KnownPersons::part(std::uint64_t key) const {
  for (std::size_t slot = key & (parts_.size() - 1);; slot = (slot + 1) & (parts_.size() - 1)) {
    if (parts_[slot].key == key) return &parts_[slot];
    if (parts_[slot].key == 0) return nullptr;
  }
}

void KnownPersons::insert(const Part& part) {
  if ((count_ + 1) * 2 > parts_.size()) {
    std::vector<Part> old = std::move(parts_);
    parts_.assign(std::max<std::size_t>(256, old.size() * 2), {});
    count_ = 0;
    for (const Part& each : old) {
      if (each.key != 0) insert(each);
    }
  }
  for (std::size_t slot = part.key & (parts_.size() - 1);; slot = (slot + 1) & (parts_.size() - 1)) {
    Part& here = parts_[slot];
    if (here.key == 0) {
      here = part;
      ++count_;
      return;
    }
    if (here.key != part.key) continue;
    if (here.is_bare && !part.is_bare) {
      here.role = part.role;
    } else if (!part.is_bare && here.role != part.role) {
      here.role = Role::none;  // several have it
    }
    here.is_bare = here.is_bare && part.is_bare;
    here.also_word = here.also_word && part.also_word;
    return;
  }
}

void KnownPersons::add_part(const Tokens& tokens, const Lexicon& lexicon, Span word, Role role, bool is_full) {
  const std::string_view text = tokens.of(word);
  if (word.size() < 3 || word.size() > longest || particles.contains(text)) return;
  if (std::ranges::any_of(text, is_digit)) return;
  const WordInfo& info = lexicon.find(text);
  const int weight = std::max(info.first_name, info.last_name);
  if (info.labels.any(no_name) && weight < 9) return;
  if (!is_full && info.common > 0) return;
  insert({.key = word_key(text),
          .role = role,
          .is_bare = !is_full,
          .also_word = info.common > 0 || info.place > weight || !info.labels.empty()});
  sketch_[sketch_bit(text) / 64] |= std::uint64_t{1} << (sketch_bit(text) % 64);
  if (word.size() >= long_name && info.common == 0 && info.place == 0) long_parts_.push_back({word_key(text), bucket_of(text), word, role});
}

void KnownPersons::add_initials(char first, char last) {
  const auto a = static_cast<std::uint32_t>(first - 'A');
  const auto b = static_cast<std::uint32_t>(last - 'A');
  if (a >= 26 || b >= 26) return;
  initials_[a] |= 1U << b;
  has_initials_ = true;
}

void KnownPersons::learn_name(const Tokens& tokens, const Lexicon& lexicon, const Finding& finding) {
  const NameWords words(tokens, finding.span);
  if (finding.score < (words.is_full() ? sure_full : sure_bare)) return;
  for (const Span word : words.all()) add_part(tokens, lexicon, word, shares_roles_ ? finding.role : Role::none, words.is_full());
  if (words.is_full() && finding.score >= sure_bare)
    add_initials(tokens.text[words.all().front().start], tokens.text[words.all().back().start]);
}

void KnownPersons::learn(const Tokens& tokens, const Lexicon& lexicon, Findings& findings, bool shares_roles) {
  names_.clear();
  shares_roles_ = shares_roles;
  for (std::uint32_t i = 0; shares_roles && i < findings.list.size(); ++i) {
    if (findings.list[i].type != Type::person) continue;
    const NameWords words(tokens, findings.list[i].span);
    if (words.is_full()) names_.push_back({words.key(tokens), i});
  }
  std::ranges::stable_sort(names_, {}, &Name::key);
  for (std::size_t begin = 0, end = 0; begin < names_.size(); begin = end) {
    Role role = Role::none;
    for (end = begin; end < names_.size() && names_[end].key == names_[begin].key; ++end) {
      if (role == Role::none) role = findings.list[names_[end].finding].role;
    }
    for (std::size_t i = begin; i < end; ++i) findings.list[names_[i].finding].role = role;
  }
  parts_.assign(parts_.empty() ? 256 : parts_.size(), {});
  count_ = 0;
  long_parts_.clear();
  sketch_.assign(1024 / 64, 0);
  std::ranges::fill(initials_, 0U);
  has_initials_ = false;
  std::uint32_t covered = 0;  // up to here by something that is no person: the town of an address is nobody's name
  for (const Finding& finding : findings.list) {
    if (finding.type == Type::person) {
      if (finding.span.start >= covered) learn_name(tokens, lexicon, finding);
    } else if (hides_names(finding)) {
      covered = std::max(covered, finding.span.end);
    }
  }
  // Every spelling once, the first one met.
  std::ranges::stable_sort(long_parts_, {}, &LongPart::key);
  const auto again = std::ranges::unique(long_parts_, {}, &LongPart::key);
  long_parts_.erase(again.begin(), again.end());
  std::ranges::sort(long_parts_, {}, [](const LongPart& p) { return std::pair(p.bucket, p.key); });
}

const KnownPersons::LongPart* KnownPersons::one_letter_off(const Tokens& tokens, Span word) const {
  const std::string_view text = tokens.of(word);
  const auto range = std::ranges::equal_range(long_parts_, bucket_of(text), {}, &LongPart::bucket);
  std::size_t compared = 0;
  for (const LongPart& known : range) {
    if (++compared > most_compared) return nullptr;
    if (!may_differ_by_one(text, tokens.of(known.span))) continue;
    if (differ_by_one(text, tokens.of(known.span))) return &known;
  }
  return nullptr;
}

void KnownPersons::look_at(const Tokens& tokens, const Lexicon& lexicon, Span word, Findings& findings) const {
  std::string_view text = tokens.of(word);
  const Part* known = part(word_key(text));
  if (known == nullptr && text.size() > 3 && lowered(text.back()) == 's') {  // Haddads
    text.remove_suffix(1);
    known = part(word_key(text));
    word.end -= 1;
  }
  if (known != nullptr) {
    if (body_follows(tokens, tokens.word_end(word.start))) return;
    if (known->also_word && (opens(tokens, word.start) || is_all_caps(text) || after_place_preposition(tokens, word.start))) return;
    findings.add(word, Type::person, Kind::bare_name, known->also_word ? 450 : 650, {mask::lexicon(Source::document)}).role = known->role;
    return;
  }
  word.end = tokens.word_end(word.start);
  text = tokens.of(word);
  if (text.size() < long_name || long_parts_.empty()) return;
  const WordInfo& info = lexicon.find(text);
  if (info.common > 0 || info.place > 0 || !info.labels.empty()) return;
  if (const LongPart* near = one_letter_off(tokens, word))
    findings.add(word, Type::person, Kind::bare_name, 500, {mask::lexicon(Source::document), shape(Shape::loose)}).role = near->role;
}

// "sally säger": in chats names are written small. Words that are anything else are left.
void KnownPersons::look_at_small(const Tokens& tokens, const Lexicon& lexicon, Span word, Findings& findings) const {
  const auto known_as = [&](Span span) -> const Part* {
    const std::string_view text = tokens.of(span);
    const WordInfo& info = lexicon.find(text);
    if (text.size() < 4 || info.common > 0 || info.place > 0 || !info.labels.empty()) return nullptr;
    const Part* known = part(word_key(text));
    return known != nullptr && !known->also_word ? known : nullptr;
  };
  const Part* known = known_as(word);
  if (known == nullptr && lowered(tokens.text[word.end - 1]) == 's') {
    word.end -= 1;
    known = known_as(word);
  }
  if (known != nullptr) findings.add(word, Type::person, Kind::bare_name, 550, {mask::lexicon(Source::document)}).role = known->role;
}

// "S.L.", "S. L." of Sara Lind.
void KnownPersons::look_at_initials(const Tokens& tokens, std::uint32_t start, Findings& findings) const {
  if (at(tokens, start + 1) != '.') return;
  std::uint32_t second = start + 2;
  if (at(tokens, second) == ' ') ++second;
  const char first = tokens.text[start];
  const char last = at(tokens, second);
  if (!is_upper(first) || !is_upper(last) || tokens.in_word(second + 1) || at(tokens, second + 1) != '.') return;
  if ((initials_[first - 'A'] >> (last - 'A') & 1) == 0 || tokens.in_word(std::int64_t{start} - 1)) return;
  if (at(tokens, std::int64_t{start} - 1) == '.' || tokens.in_word(second + 2)) return;
  if (at(tokens, second + 2) == ' ' && is_upper(at(tokens, second + 3)) && at(tokens, second + 4) == '.') return;  // three of them
  findings.add({start, second + 2}, Type::person, Kind::bare_name, 500, {mask::lexicon(Source::document), shape(Shape::loose)});
}

void KnownPersons::find(const Tokens& tokens, const Lexicon& lexicon, Findings& findings) const {
  if (count_ == 0) return;
  findings.rule = known_person_rule;
  for (Finding& finding : findings.list) {
    if (finding.type != Type::person || finding.role != Role::none) continue;
    const NameWords words(tokens, finding.span);
    if (words.is_full() || words.all().empty()) continue;
    if (const Part* known = part(word_key(tokens.of(words.all().front())))) finding.role = known->role;
  }
  const std::size_t before = findings.list.size();
  std::size_t next = 0;
  std::uint32_t covered = 0;  // up to here by a person that is masked
  const auto look = [&](std::uint32_t start) {
    for (; next < before && findings.list[next].span.start <= start; ++next) {
      const Finding& finding = findings.list[next];
      if ((finding.type == Type::person && finding.score >= masked_from) || hides_names(finding))
        covered = std::max(covered, finding.span.end);
    }
    if (start < covered) return;
    const char c = tokens.text[start];
    if (has_initials_ && is_upper(c) && at(tokens, start + 1) == '.') return look_at_initials(tokens, start, findings);
    const std::size_t sketch = sketch_bit(tokens.text.substr(start, 2));
    if ((sketch_[sketch / 64] >> (sketch % 64) & 1) == 0) return;
    const Span word{start, tokens.word_end(start)};
    if (word.size() < 3 || word.size() > longest) return;
    if (capital_at(tokens, start)) {
      look_at(tokens, lexicon, word, findings);
    } else {
      look_at_small(tokens, lexicon, word, findings);
    }
  };
  if (tokens.size() > small_text) {
    for (const std::uint32_t start : tokens.capitals) look(start);
    return;
  }
  for (Span word = tokens.word_after(0, tokens.size()); !word.empty(); word = tokens.word_after(word.end, tokens.size())) look(word.start);
}

}  // namespace mask
