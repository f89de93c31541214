// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/entities.h"

#include <algorithm>

#include "libmask/lexicon/lexicon.h"

namespace mask {
namespace {

constexpr std::uint64_t spread(std::uint64_t value) {
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
      keys.all += spread(key);
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
  return spread(key);
}

constexpr std::uint64_t of_type(std::uint64_t key, Type type, std::uint64_t part) {
  const std::uint64_t mixed = spread(key + (static_cast<std::uint64_t>(type) << 8 | part) * 0x9E3779B97F4A7C15ULL);
  return mixed == 0 ? 1 : mixed;
}

}  // namespace

void Entities::grow(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    std::size_t at = slot.key & (slots - 1);
    while (slots_[at].key != 0) at = (at + 1) & (slots - 1);
    slots_[at] = slot;
  }
}

Entities::Slot& Entities::slot(std::uint64_t key) {
  if ((used_ + 1) * 4 > slots_.size() * 3) grow(slots_.empty() ? 256 : slots_.size() * 2);
  std::size_t at = key & (slots_.size() - 1);
  while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  if (slots_[at].key == 0) ++used_;
  Slot& found = slots_[at];
  found.met = clock_;
  return found;
}

Entities::Answer Entities::meet(Type type, std::string_view words) {
  ++clock_;
  std::uint32_t& last = last_[static_cast<std::size_t>(type)];
  if (type != Type::person) {
    const std::uint64_t key = of_type(key_of_value(words), type, 0);
    Slot& found = slot(key);
    if (found.key == 0) {
      found.key = key;
      found.entity = ++last;
    }
    return {.entity = found.entity};
  }
  const NameKeys name = keys_of(words);
  if (name.count == 1) {
    const std::uint64_t key = of_type(name.key[0], type, 1);
    Slot& part = slot(key);
    if (part.key == 0) {
      part.key = key;
      part.entity = ++last;
    }
    return {.entity = part.entity, .ambiguous = part.entity == 0};
  }
  const std::uint64_t key = of_type(name.all, type, 2);
  Slot& whole = slot(key);
  if (whole.key != 0) return {.entity = whole.entity};
  whole.key = key;
  const std::uint32_t entity = ++last;
  whole.entity = entity;
  for (std::size_t i = 0; i < name.count; ++i) {
    const std::uint64_t part_key = of_type(name.key[i], type, 1);
    Slot& part = slot(part_key);
    const bool is_new = part.key == 0;
    part.key = part_key;
    part.entity = is_new || part.entity == entity ? entity : 0;
  }
  return {.entity = entity};
}

void Entities::reserve_to(Type type, std::uint32_t number) {
  std::uint32_t& last = last_[static_cast<std::size_t>(type)];
  last = std::max(last, number);
}

void Entities::trim() {
  if (used_ <= kept) return;
  std::vector<std::uint32_t> times;
  times.reserve(used_);
  for (const Slot& slot : slots_) {
    if (slot.key != 0) times.push_back(slot.met);
  }
  const auto oldest_kept = times.end() - static_cast<std::ptrdiff_t>(kept);
  std::ranges::nth_element(times, oldest_kept);
  const std::uint32_t limit = *oldest_kept;
  for (Slot& slot : slots_) {
    if (slot.key != 0 && slot.met < limit) slot = {};
  }
  used_ = static_cast<std::size_t>(std::ranges::count_if(slots_, [](const Slot& slot) { return slot.key != 0; }));
  std::size_t slots = 256;
  while (slots * 3 < (used_ + 1) * 4 * 2) slots *= 2;
  grow(slots);
}

}  // namespace mask
