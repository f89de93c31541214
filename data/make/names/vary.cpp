// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/vary.h"

#include <algorithm>
#include <map>

#include "data/make/names/letters.h"

namespace names {
namespace {

bool is_word_byte(char c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0xC3 ||
         (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t letters_in(std::string_view word) {
  return static_cast<std::size_t>(std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// What became of each word of a name.
class Renaming {
 public:
  Renaming(const NamePool& pool, Random& random) : pool_(pool), random_(random) {}

  // Of a name's words, the last is a surname and the others are first names; a word seen so once is so from then on.
  std::string rename(const std::string& name) {
    std::vector<std::pair<std::size_t, std::size_t>> words;
    for (std::size_t at = 0; at < name.size();) {
      while (at < name.size() && !is_word_byte(name[at])) ++at;
      std::size_t end = at;
      while (end < name.size() && is_word_byte(name[end])) ++end;
      if (end > at) words.emplace_back(at, end);
      at = end;
    }
    std::string out;
    std::size_t from = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto [start, end] = words[i];
      const bool is_last = i + 1 == words.size() && words.size() > 1;
      out += name.substr(from, start - from);
      const bool is_hyphened = start > 0 && name[start - 1] == '-' && i > 0;
      out += other(name.substr(start, end - start), is_last || (is_hyphened && last_was_surname_), words.size() > 1);
      from = end;
    }
    return out + name.substr(from);
  }

 private:
  std::string other(const std::string& word, bool is_surname, bool is_sure) {
    const std::string key = to_lower(word);
    if (!begins_upper(word) && key.size() <= 3) return word;  // von, af
    last_was_surname_ = is_surname;
    const bool capitals = is_upper_case(word) && letters_in(word) > 1;
    if (letters_in(word) == 1) {
      static constexpr std::string_view initials = "ABCDEFGHIJKLMNOPRSTUVWYZ";
      return std::string(1, initials[random_.below(initials.size())]);
    }
    auto found = others_.find(key);
    if (found == others_.end()) {
      if (!is_sure) is_surname = random_.chance(35);
      std::string name = is_surname ? pool_.last_name(random_).text : pool_.first_name(random_).text;
      found = others_.emplace(key, std::move(name)).first;
    }
    if (capitals) return to_upper(found->second);
    return begins_upper(word) ? found->second : to_lower(found->second);
  }

  const NamePool& pool_;
  Random& random_;
  std::map<std::string, std::string> others_;
  bool last_was_surname_ = false;
};

std::string other_digits(std::string text, Random& random) {
  for (char& c : text) {
    if (c >= '0' && c <= '9') c = static_cast<char>('0' + random.below(10));
  }
  return text;
}

// Words with a letter lost, doubled or changed with the next.
std::string with_slips(const std::string& text, Random& random) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool inside = i > 0 && i + 1 < text.size() && static_cast<unsigned char>(text[i]) < 0x80 && is_word_byte(text[i]) &&
                        static_cast<unsigned char>(text[i + 1]) < 0x80 && is_word_byte(text[i + 1]) && is_word_byte(text[i - 1]);
    if (!inside || !random.chance(2)) {
      out += text[i];
      continue;
    }
    switch (random.below(3)) {
      case 0: break;
      case 1: out.append(2, text[i]); break;
      default:
        out += text[i + 1];
        out += text[i];
        ++i;
    }
  }
  return out;
}

std::string noisy(const std::string& text, Noise noise, Random& random) {
  switch (noise) {
    case Noise::capitals: return to_upper(text);
    case Noise::small: return to_lower(text);
    case Noise::plain: return to_plain(text);
    case Noise::slips: return with_slips(text, random);
    default: return text;
  }
}

}  // namespace

MarkedDocument with_other_names(const MarkedDocument& document, const NamePool& pool, Random& random) {
  MarkedDocument out = document;
  Renaming renaming(pool, random);
  // Names of several words first: they tell which words are surnames.
  for (const bool several : {true, false}) {
    for (std::size_t i = 0; i < document.pieces.size(); ++i) {
      const Piece& piece = document.pieces[i];
      if (piece.type == "person" && (piece.text.find_first_of(" \n") != std::string::npos) == several)
        out.pieces[i].text = renaming.rename(piece.text);
    }
  }
  for (Piece& piece : out.pieces) {
    if (!piece.type.empty() && piece.type != "person") piece.text = other_digits(piece.text, random);
  }
  return out;
}

TokenSentence with_other_names(const TokenSentence& sentence, const NamePool& pool, Random& random) {
  TokenSentence out = sentence;
  for (std::size_t begin = 0; begin < out.size();) {
    std::size_t end = begin;
    std::string name;
    for (; end < out.size() && out[end].label == person_bit; ++end) name += (name.empty() ? "" : " ") + out[end].text;
    if (end == begin) {
      ++begin;
      continue;
    }
    Renaming renaming(pool, random);
    const std::string renamed = renaming.rename(name);
    std::size_t at = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t blank = std::min(renamed.find(' ', at), renamed.size());
      out[i].text = renamed.substr(at, blank - at);
      at = std::min(blank + 1, renamed.size());
    }
    begin = end;
  }
  return out;
}

MarkedDocument with_noise(MarkedDocument document, Noise noise, Random& random) {
  for (Piece& piece : document.pieces) {
    piece.text = noisy(piece.text, noise, random);
    if (noise != Noise::broken_lines) continue;
    for (char& c : piece.text) {
      if (c == ' ' && random.chance(8)) c = '\n';
    }
  }
  return document;
}

TokenSentence with_noise(TokenSentence sentence, Noise noise, Random& random) {
  for (Token& token : sentence) token.text = noisy(token.text, noise, random);
  return sentence;
}

}  // namespace names
