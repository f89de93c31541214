// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/count_words.h"

#include <fstream>

#include "data/make/names/letters.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/model/features.h"
#include "libmask/model/words.h"

namespace names {

void WordCounts::add(const std::string& text, bool counts_capitals) {
  std::vector<mask::ModelWord> words;
  mask::read_words(text, 0, static_cast<std::uint32_t>(text.size()), words);
  bool opens = true;
  for (const mask::ModelWord& word : words) {
    const std::string_view spelling = std::string_view(text).substr(word.span.start, word.span.size());
    const char first = spelling[0];
    const bool is_letter = ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') || static_cast<unsigned char>(first) >= 0xC3;
    if (is_letter && !opens && spelling.size() < 40 && (counts_capitals || !begins_upper(spelling))) {
      Count& count = counts_[mask::word_key(spelling)];
      if (count.word.empty()) count.word = spelling;
      ++(begins_upper(spelling) ? count.capital : count.small);
    }
    opens = !is_letter && first != ',' && first != '-' && first != '(' && !(first >= '0' && first <= '9');
  }
}

bool WordCounts::add_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) return false;
  std::string line;
  while (std::getline(in, line)) add(line);
  return true;
}

bool WordCounts::add_old_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) return false;
  std::string line;
  while (std::getline(in, line)) add(line, false);
  return true;
}

bool WordCounts::add_list(const std::string& path, const mask::Lexicon& lexicon) {
  std::ifstream in(path);
  std::string line;
  if (!in || !std::getline(in, line)) return false;
  while (std::getline(in, line)) {
    const std::string word = line.substr(0, line.find('\t'));
    const mask::WordInfo& info = lexicon.find(word);
    if (word.size() > 2 && info.first_name + info.last_name + info.place == 0) ordinary_.emplace(mask::word_key(word), word);
  }
  return true;
}

Statistics WordCounts::statistics(std::uint32_t least, const mask::Lexicon& lexicon) const {
  Statistics out;
  for (const auto& [key, word] : ordinary_) out[key].capitals = 6;
  for (const auto& [key, count] : counts_) {
    const std::uint32_t all = count.capital + count.small;
    if (all < least) continue;
    const std::uint32_t percent = count.capital * 100 / all;
    out[key].capitals = static_cast<std::uint8_t>(percent == 0 ? 1 : percent < 20 ? 2 : percent < 70 ? 3 : percent < 98 ? 4 : 5);
  }
  // Endings by how many words have them, not by how often these are used.
  std::map<std::uint64_t, Count> endings;
  const auto note = [&](const std::string& word, bool is_name) {
    if (word.size() <= mask::name_model_format::ending || word.find_first_of("-.@'") != std::string::npos) return;
    Count& count = endings[mask::name_features::ending_key(word)];
    ++(is_name ? count.capital : count.small);
  };
  for (const auto& [key, word] : ordinary_) note(word, false);
  for (const auto& [key, count] : counts_) {
    const mask::WordInfo& info = lexicon.at(key);
    const bool is_name = info.first_name + info.last_name + info.place > 0 || count.capital * 5 > count.small;
    if (!ordinary_.contains(key)) note(count.word, is_name);
  }
  for (const auto& [key, count] : endings) {
    if (count.small >= 15 && count.capital * 100 <= count.small * 2) out[key].capitals = 2;
  }
  return out;
}

}  // namespace names
