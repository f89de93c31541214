// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/entities.h"

#include <algorithm>
#include <functional>

#include "libmask/lexicon/lexicon.h"

namespace mask {
namespace {

constexpr std::uint64_t scatter(std::uint64_t value) {
  value ^= value >> 29;
  value *= 0xBF58476D1CE4E5B9ULL;
  return value ^ value >> 32;
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// The words of a name, each a key; at most eight count.
struct NameKeys {
  std::array<std::uint64_t, 8> key{};
  std::size_t count = 0;
  std::uint64_t all = 0;  // whatever their order
};

NameKeys keys_of(std::string_view words) {
  NameKeys keys;
  for (std::size_t at = 0; at < words.size() && keys.count < keys.key.size();) {
    while (at < words.size() && !is_word_byte(words[at])) ++at;
    std::size_t end = at;
    while (end < words.size() && is_word_byte(words[end])) ++end;
    if (end > at) {
      const std::uint64_t key = word_key(words.substr(at, end - at));
      keys.key[keys.count++] = key;
      keys.all += scatter(key);
    }
    at = end;
  }
  return keys;
}

// Letters and digits alone, whatever stands between them.
std::uint64_t key_of_value(std::string_view words) {
  std::uint64_t key = 0x9E3779B97F4A7C15ULL;
  for (const char c : words) {
    if (is_word_byte(c)) key = (key ^ static_cast<unsigned char>(c | 0x20)) * 0x100000001B3ULL;
  }
  return scatter(key);
}

constexpr std::uint64_t of_type(std::uint64_t key, Type type, std::uint64_t part) {
  const std::uint64_t mixed = scatter(key + (static_cast<std::uint64_t>(type) << 8 | part) * 0x9E3779B97F4A7C15ULL);
  return mixed == 0 ? 1 : mixed;
}

}  // namespace

// Makes the chains anew.
void Entities::link(std::size_t chains) {
  chains_.assign(chains, none);
  for (std::uint32_t at = 0; at < pool_.size(); ++at) {
    std::uint32_t& chain = chains_[pool_[at].key & (chains - 1)];
    pool_[at].next = chain;
    chain = at;
  }
}

Entities::Met Entities::look(std::uint64_t key) {
  if (pool_.size() >= chains_.size()) link(chains_.empty() ? 256 : chains_.size() * 2);
  std::uint32_t& chain = chains_[key & (chains_.size() - 1)];
  ++now_;
  for (std::uint32_t at = chain; at != none; at = pool_[at].next) {
    if (pool_[at].key != key) continue;
    pool_[at].met = now_;
    return {pool_[at], false};
  }
  const std::uint32_t next = chain;
  chain = static_cast<std::uint32_t>(pool_.size());
  return {pool_.emplace_back(Entry{.key = key, .met = now_, .next = next}), true};
}

std::uint32_t Entities::of_all_parts(const std::uint64_t* keys, std::size_t count) const {
  std::uint32_t entity = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t key = of_type(keys[i], Type::person, 1);
    std::uint32_t at = chains_[key & (chains_.size() - 1)];
    while (at != none && pool_[at].key != key) at = pool_[at].next;
    if (at == none || pool_[at].entity == 0 || (i > 0 && pool_[at].entity != entity)) return 0;
    entity = pool_[at].entity;
  }
  return entity;
}

Entities::Answer Entities::meet(Type type, std::string_view words) {
  std::uint32_t& last = last_[static_cast<std::size_t>(type)];
  if (type != Type::person) {
    const Met met = look(of_type(key_of_value(words), type, 0));
    if (met.is_new) met.entry.entity = ++last;
    return {.entity = met.entry.entity};
  }
  const NameKeys name = keys_of(words);
  if (name.count == 1) {
    const Met part = look(of_type(name.key[0], type, 1));
    if (part.is_new) part.entry.entity = ++last;
    return {.entity = part.entry.entity, .ambiguous = part.entry.entity == 0};
  }
  const Met whole = look(of_type(name.all, type, 2));
  if (!whole.is_new) return {.entity = whole.entry.entity};
  if (const std::uint32_t known = of_all_parts(name.key.data(), name.count); known != 0) {
    whole.entry.entity = known;  // "Daneshvar-Holm" behind "Sara Daneshvar-Holm"
    return {.entity = known};
  }
  const std::uint32_t entity = ++last;
  whole.entry.entity = entity;
  for (std::size_t i = 0; i < name.count; ++i) {
    const Met part = look(of_type(name.key[i], type, 1));
    part.entry.entity = part.is_new || part.entry.entity == entity ? entity : 0;
  }
  return {.entity = entity};
}

void Entities::reserve_to(Type type, std::uint32_t number) {
  std::uint32_t& last = last_[static_cast<std::size_t>(type)];
  last = std::max(last, number);
}

void Entities::trim() {
  if (pool_.size() <= kept) return;
  const auto end_of_kept = pool_.begin() + kept;
  std::ranges::nth_element(pool_, end_of_kept, std::ranges::greater(), &Entry::met);
  pool_.erase(end_of_kept, pool_.end());
  link(chains_.size());
}

}  // namespace mask
