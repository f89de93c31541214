// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/known_person.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <utility>

#include "libmask/find/around.h"
#include "libmask/find/body_words.h"
#include "libmask/text/word_set.h"

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

// The first three bytes of a word of three or more.
std::size_t opening(const char* word) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, word, 4);
  return ((bytes & 0xFFFFFFU) | 0x202020U) * 0x9E3779B1U >> 19;
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
  insert({.key = inside_key(text),
          .role = role,
          .is_bare = !is_full,
          .also_word = info.common > 0 || info.place > weight || !info.labels.empty()});
  openings_[opening(text.data()) / 64] |= std::uint64_t{1} << (opening(text.data()) % 64);
  if (word.size() < long_name || info.common > 0 || info.place > 0) return;
  long_parts_.push_back({inside_key(text), bucket_of(text), word, role});
  sketch_[sketch_bit(text) / 64] |= std::uint64_t{1} << (sketch_bit(text) % 64);
}

void KnownPersons::add_initials(char first, char last) {
  const auto a = static_cast<std::uint32_t>(first - 'A');
  const auto b = static_cast<std::uint32_t>(last - 'A');
  if (a >= 26 || b >= 26) return;
  initials_[a] |= 1U << b;
  has_initials_ = true;
}

void KnownPersons::learn_name(const Tokens& tokens, const Lexicon& lexicon, const Finding& finding, const Name& name) {
  if (finding.score < (name.is_full ? sure_full : sure_bare)) return;
  const bool shows_initials = name.is_full && finding.score >= sure_bare;
  // Names come again and again: what was taken in is the same when taken in twice.
  const std::uint64_t same = (name.order ^ (shows_initials ? 1U : 0U)) * 8 + static_cast<std::uint64_t>(finding.role) + 1;
  std::uint64_t& learnt = learnt_[(same ^ same >> 32) % learnt_.size()];
  if (learnt == same) return;
  learnt = same;
  const NameWords words(tokens, finding.span);
  for (const Span word : words.all()) add_part(tokens, lexicon, word, shares_roles_ ? finding.role : Role::none, name.is_full);
  if (shows_initials) add_initials(tokens.text[words.all().front().start], tokens.text[words.all().back().start]);
}

// Every mention of a full name gets the role that the first one with a role has.
void KnownPersons::share_roles(Findings& findings) {
  std::size_t with_role = 0;
  for (const Name& name : names_) with_role += name.is_full && findings.list[name.finding].role != Role::none ? 1U : 0U;
  if (with_role == 0) return;
  roles_.assign(std::bit_ceil(with_role * 2 + 1), {});
  const auto slot_of = [&](std::uint64_t key) -> NamedRole& {
    std::size_t slot = (key ^ key >> 32) % roles_.size();
    while (roles_[slot].key != 0 && roles_[slot].key != key) slot = (slot + 1) % roles_.size();
    return roles_[slot];
  };
  for (const Name& name : names_) {
    const Role role = findings.list[name.finding].role;
    if (!name.is_full || role == Role::none) continue;
    NamedRole& known = slot_of(name.key);
    if (known.key == 0) known = {name.key, role};
  }
  for (const Name& name : names_) {
    if (!name.is_full) continue;
    const NamedRole& known = slot_of(name.key);
    if (known.key != 0) findings.list[name.finding].role = known.role;
  }
}

void KnownPersons::learn(const Tokens& tokens, const Lexicon& lexicon, Findings& findings, bool shares_roles) {
  names_.clear();
  shares_roles_ = shares_roles;
  for (std::uint32_t i = 0; i < findings.list.size(); ++i) {
    if (findings.list[i].type != Type::person) continue;
    const NameWords words(tokens, findings.list[i].span);
    Name& name = names_.emplace_back(Name{.finding = i, .is_full = words.is_full()});
    for (const Span word : words.all()) {
      const std::uint64_t key = inside_key(tokens.of(word)) * 0x9E3779B97F4A7C15ULL;
      if (name.first_key == 0) name.first_key = inside_key(tokens.of(word));
      name.key += key;
      name.order = (std::rotl(name.order, 7) ^ key ^ static_cast<unsigned char>(tokens.text[word.start])) * 0xBF58476D1CE4E5B9ULL;
    }
    if (name.key == 0) name.key = 1;
  }
  if (shares_roles) share_roles(findings);
  parts_.assign(parts_.empty() ? 256 : parts_.size(), {});
  count_ = 0;
  long_parts_.clear();
  learnt_.fill(0);
  sketch_.fill(0);
  openings_.fill(0);
  std::ranges::fill(initials_, 0U);
  has_initials_ = false;
  std::uint32_t covered = 0;  // up to here by something that is no person: the town of an address is nobody's name
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < findings.list.size(); ++i) {
    const Finding& finding = findings.list[i];
    if (finding.type == Type::person) {
      const Name& name = names_[next++];
      if (finding.span.start >= covered) learn_name(tokens, lexicon, finding, name);
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

// Is the word a part of a name taken in, or its genitive? Then it is found, unless it means something else here.
bool KnownPersons::look_at(const Tokens& tokens, Span word, Findings& findings) const {
  const std::uint32_t end = word.end;
  const std::string_view text = tokens.of(word);
  const Part* known = part(inside_key(text));
  if (known == nullptr && text.size() > 3 && lowered(text.back()) == 's') {  // Haddads
    word.end -= 1;
    known = part(inside_key(tokens.of(word)));
  }
  if (known == nullptr) return false;
  if (body_follows(tokens, end)) return true;
  if (known->also_word && (opens(tokens, word.start) || is_all_caps(tokens.of(word)) || after_place_preposition(tokens, word.start)))
    return true;
  findings.add(word, Type::person, Kind::bare_name, known->also_word ? 450 : 650, {mask::lexicon(Source::document)}).role = known->role;
  return true;
}

void KnownPersons::look_for_slip(const Tokens& tokens, const Lexicon& lexicon, WordMemo& memo, Span word, Findings& findings) const {
  const WordInfo& info = memo.find(lexicon, inside_key(tokens.of(word)));
  if (info.common > 0 || info.place > 0 || !info.labels.empty()) return;
  if (const LongPart* near = one_letter_off(tokens, word))
    findings.add(word, Type::person, Kind::bare_name, 500, {mask::lexicon(Source::document), shape(Shape::loose)}).role = near->role;
}

// "sally säger": in chats names are written small. Words that are anything else are left.
void KnownPersons::look_at_small(const Tokens& tokens, const Lexicon& lexicon, Span word, Findings& findings) const {
  const auto known_as = [&](Span span) -> const Part* {
    const std::string_view text = tokens.of(span);
    if (text.size() < 4) return nullptr;
    const Part* known = part(inside_key(text));
    if (known == nullptr || known->also_word) return nullptr;
    const WordInfo& info = lexicon.find(text);
    return info.common == 0 && info.place == 0 && info.labels.empty() ? known : nullptr;
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

void KnownPersons::find(const Tokens& tokens, const Lexicon& lexicon, WordMemo& memo, Findings& findings) const {
  if (count_ == 0) return;
  findings.rule = known_person_rule;
  for (const Name& name : names_) {
    Finding& finding = findings.list[name.finding];
    if (name.is_full || name.first_key == 0 || finding.role != Role::none) continue;
    if (const Part* known = part(name.first_key)) finding.role = known->role;
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
    const char* const text = tokens.text.data() + start;
    if (has_initials_ && text[1] == '.' && is_upper(text[0])) return look_at_initials(tokens, start, findings);
    const std::size_t opens_with = opening(text);
    const std::size_t sketch = sketch_bit({text, 2});
    const bool may_be_part = (openings_[opens_with / 64] >> (opens_with % 64) & 1) != 0;
    const bool may_be_slip = (sketch_[sketch / 64] >> (sketch % 64) & 1) != 0;
    if (!may_be_part && !may_be_slip) return;
    const Span word{start, tokens.word_end(start)};
    if (word.size() < 3 || word.size() > longest) return;
    if (!capital_at(tokens, start)) {
      if (may_be_part) look_at_small(tokens, lexicon, word, findings);
      return;
    }
    if (may_be_part && look_at(tokens, word, findings)) return;
    if (may_be_slip && word.size() >= long_name) look_for_slip(tokens, lexicon, memo, word, findings);
  };
  if (tokens.size() > small_text) {
    for (const std::uint32_t start : tokens.capitals) look(start);
    return;
  }
  for (Span word = tokens.word_after(0, tokens.size()); !word.empty(); word = tokens.word_after(word.end, tokens.size())) look(word.start);
}

}  // namespace mask
