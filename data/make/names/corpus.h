// What is learnt from: sentences of words, each with the labels that it may have.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/model/features.h"
#include "libmask/model/words.h"

namespace names {

using mask::name_features::Genre;

inline constexpr std::uint8_t none_bit = 1;
inline constexpr std::uint8_t person_bit = 2;
inline constexpr std::uint8_t organisation_bit = 4;
inline constexpr std::uint8_t place_bit = 8;

struct Sentence {
  std::string text;  // folded
  std::vector<mask::ModelWord> words;
  std::vector<std::uint8_t> allowed;  // of each word: a set of labels
  std::vector<bool> known;            // of each word: may the lexicon be asked?
  Genre genre = Genre::prose_sv;
  float weight = 1;
};

// A token with its label bit.
struct Token {
  std::string text;
  std::uint8_t label = none_bit;
};
using TokenSentence = std::vector<Token>;

// A document of marked text, in pieces; type is empty for what is not marked.
struct Piece {
  std::string text;
  std::string type;
};
struct MarkedDocument {
  std::string lang;
  std::vector<Piece> pieces;
};

// Lines of `token<TAB>tag`, an empty line after each sentence. Types but PER, ORG, LOC, GPE_LOC, GPE_ORG are none.
[[nodiscard]] std::optional<std::vector<TokenSentence>> read_iob2(const std::string& path);
[[nodiscard]] std::optional<std::vector<MarkedDocument>> read_documents(const std::string& path);

// `close`: signs are written close to the words, as in running text; else there is a blank between all tokens.
[[nodiscard]] Sentence as_sentence(const TokenSentence& tokens, Genre genre, bool close);
// What is marked as a person is one; what is not marked may be anything but a person: companies and places are marked only where they tell
// of somebody.
[[nodiscard]] Sentence as_sentence(const MarkedDocument& document);

}  // namespace names
