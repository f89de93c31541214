// Words among which another is looked for, without regard to the case of Latin-1 letters.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace mask {

[[nodiscard]] constexpr bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  }
  return true;
}
// For a few words, or where it is seldom asked.
[[nodiscard]] constexpr bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view other) { return same_word(word, other); });
}

template <std::size_t N>
[[nodiscard]] constexpr bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view other) { return same_word(word, other); });
}

// Nearly all other words are told away by their size, first and last letter.
template <std::size_t N>
class WordSet {
 public:
  constexpr explicit WordSet(const std::string_view (&words)[N]) {
    static_assert(N < 255);
    for (std::size_t i = 0; i < N; ++i) {
      words_[i] = words[i];
      std::uint8_t& first = first_[sketch(words[i])];
      next_[i] = first;
      first = static_cast<std::uint8_t>(i + 1);
    }
  }
  [[nodiscard]] constexpr bool contains(std::string_view word) const {
    if (word.empty()) return false;
    for (std::size_t i = first_[sketch(word)]; i != 0; i = next_[i - 1]) {
      if (same_word(word, words_[i - 1])) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t sketch(std::string_view word) {
    const auto bits = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c) & 31U); };
    return (bits(word.front()) * 37 + bits(word.back()) * 11 + word.size()) % 1024;
  }
  std::array<std::string_view, N> words_{};
  std::array<std::uint8_t, 1024> first_{};  // of the words with one sketch, counted from 1
  std::array<std::uint8_t, N> next_{};
};

// Endings of words, of four bytes or more. Nearly all words that end otherwise are told away by their last four bytes.
template <std::size_t N>
class EndingSet {
 public:
  constexpr explicit EndingSet(const std::string_view (&endings)[N]) {
    static_assert(N < 255);
    for (std::size_t i = N; i-- > 0;) {
      endings_[i] = endings[i];
      std::uint8_t& first = first_[sketch(endings[i])];
      next_[i] = first;
      first = static_cast<std::uint8_t>(i + 1);
    }
  }
  // The first of the endings, as they were listed, that `word` has behind at least `before` other bytes; empty if none.
  [[nodiscard]] constexpr std::string_view find(std::string_view word, std::size_t before = 1) const {
    if (word.size() < 4 + before) return {};
    for (std::size_t i = first_[sketch(word)]; i != 0; i = next_[i - 1]) {
      const std::string_view ending = endings_[i - 1];
      if (word.size() >= ending.size() + before && same_word(word.substr(word.size() - ending.size()), ending)) return ending;
    }
    return {};
  }

 private:
  // Of at least four bytes.
  static constexpr std::size_t sketch(std::string_view word) {
    std::uint32_t last = 0;
    for (const char c : word.substr(word.size() - 4)) last = last << 8 | (static_cast<unsigned char>(c) | 0x20U);
    return last * 0x9E3779B1U >> 22;
  }
  std::array<std::string_view, N> endings_{};
  std::array<std::uint8_t, 1024> first_{};  // of the endings with one sketch, counted from 1
  std::array<std::uint8_t, N> next_{};
};

}  // namespace mask
