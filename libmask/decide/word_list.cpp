// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/word_list.h"

#include <algorithm>
#include <fstream>

#include "libmask/lexicon/lexicon.h"

namespace mask {
namespace {

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::uint64_t chain(std::uint64_t all, std::uint64_t key) { return (all ^ key) * 0x9E3779B97F4A7C15ULL + 1; }

}  // namespace

void WordList::add(std::string_view phrase) {
  Phrase entry;
  for (std::size_t at = 0; at < phrase.size();) {
    while (at < phrase.size() && !is_word_byte(phrase[at])) ++at;
    std::size_t end = at;
    while (end < phrase.size() && is_word_byte(phrase[end])) ++end;
    if (end == at) break;
    const std::uint64_t key = word_key(phrase.substr(at, end - at));
    if (entry.words++ == 0) entry.first = key;
    entry.all = chain(entry.all, key);
    at = end;
  }
  if (entry.words == 0) return;
  const auto place = std::ranges::lower_bound(phrases_, entry);
  if (place == phrases_.end() || *place != entry) phrases_.insert(place, entry);
}

Result<WordList> WordList::load(const std::vector<std::string>& paths) {
  WordList list;
  for (const std::string& path : paths) {
    std::ifstream in(path);
    if (!in) return std::unexpected(Error{.failure = Failure::configuration, .message = "cannot be read", .path = path});
    for (std::string line; std::getline(in, line);) {
      if (!line.starts_with('#')) list.add(line);
    }
    if (!in.eof()) return std::unexpected(Error{.failure = Failure::configuration, .message = "cannot be read", .path = path});
  }
  return list;
}

bool WordList::holds(std::string_view words) const {
  WordList one;
  one.add(words);
  return !one.phrases_.empty() && std::ranges::binary_search(phrases_, one.phrases_.front());
}

std::vector<Span> WordList::find_in(const Tokens& tokens) const {
  std::vector<Span> spans;
  if (phrases_.empty()) return spans;
  constexpr std::uint32_t reach = 8;  // bytes between the words of a phrase
  for (Span word = tokens.word_after(0, tokens.size()); !word.empty(); word = tokens.word_after(word.end, tokens.size())) {
    const std::uint64_t first = word_key(tokens.of(word));
    auto candidate = std::ranges::lower_bound(phrases_, first, {}, &Phrase::first);
    Span best{word.start, word.start};
    for (; candidate != phrases_.end() && candidate->first == first; ++candidate) {
      std::uint64_t all = chain(0, first);
      Span end = word;
      for (std::uint32_t i = 1; i < candidate->words && !end.empty(); ++i) {
        end = tokens.word_after(end.end, reach);
        all = chain(all, word_key(tokens.of(end)));
      }
      if (!end.empty() && all == candidate->all && end.end > best.end) best.end = end.end;
    }
    if (!best.empty()) spans.push_back(best);
  }
  return spans;
}

}  // namespace mask
