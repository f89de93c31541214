// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/corpus.h"

#include <simdjson.h>

#include <algorithm>
#include <fstream>

#include "libmask/text/fold.h"
#include "libmask/text/scan.h"

namespace names {
namespace {

// Folds a text that has no margins.
bool fold_text(std::string_view text, std::string& padded, mask::Folded& out) {
  padded.assign(mask::scan_margin, '\0');
  padded += text;
  padded.append(mask::scan_margin, '\0');
  return !mask::fold(std::string_view(padded).substr(mask::scan_margin, text.size()), out);
}

std::uint8_t bit_of(std::string_view tag) {
  if (tag.size() < 3) return none_bit;
  tag.remove_prefix(2);
  if (tag == "PER") return person_bit;
  if (tag == "ORG") return organisation_bit;
  if (tag == "LOC" || tag == "GPE_LOC" || tag == "GPE_ORG") return place_bit;
  return none_bit;
}

bool is_closing(std::string_view token) {
  return token.size() == 1 && std::string_view(",.:;!?)").find(token[0]) != std::string_view::npos;
}

}  // namespace

std::optional<std::vector<TokenSentence>> read_iob2(const std::string& path) {
  std::ifstream in(path);
  if (!in) return std::nullopt;
  std::vector<TokenSentence> sentences(1);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) {
      if (!sentences.back().empty()) sentences.emplace_back();
      continue;
    }
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) return std::nullopt;
    sentences.back().push_back({line.substr(0, tab), bit_of(std::string_view(line).substr(tab + 1))});
  }
  if (sentences.back().empty()) sentences.pop_back();
  return sentences;
}

std::optional<std::vector<MarkedDocument>> read_documents(const std::string& path) {
  std::ifstream in(path);
  if (!in) return std::nullopt;
  std::vector<MarkedDocument> documents;
  simdjson::dom::parser parser;
  std::string line;
  while (std::getline(in, line)) {
    simdjson::dom::element root;
    std::string_view lang;
    std::string_view text;
    simdjson::dom::array spans;
    if (parser.parse(line).get(root) != simdjson::SUCCESS || root["lang"].get(lang) != simdjson::SUCCESS ||
        root["text"].get(text) != simdjson::SUCCESS || root["spans"].get(spans) != simdjson::SUCCESS)
      return std::nullopt;
    std::vector<std::size_t> starts;  // of characters
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
    }
    starts.push_back(text.size());
    MarkedDocument& document = documents.emplace_back();
    document.lang = lang;
    std::size_t at = 0;
    for (const auto span : spans) {
      std::uint64_t start = 0;
      std::uint64_t end = 0;
      std::string_view type;
      if (span["start"].get(start) != simdjson::SUCCESS || span["end"].get(end) != simdjson::SUCCESS ||
          span["type"].get(type) != simdjson::SUCCESS || end >= starts.size() || starts[start] < at)
        return std::nullopt;
      document.pieces.push_back({std::string(text.substr(at, starts[start] - at)), ""});
      document.pieces.push_back({std::string(text.substr(starts[start], starts[end] - starts[start])), std::string(type)});
      at = starts[end];
    }
    document.pieces.push_back({std::string(text.substr(at)), ""});
  }
  return documents;
}

Sentence as_sentence(const TokenSentence& tokens, Genre genre, bool close) {
  Sentence sentence;
  sentence.genre = genre;
  std::string padded;
  mask::Folded folded;
  std::vector<std::uint8_t> label_at;  // of each byte
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!fold_text(tokens[i].text, padded, folded)) continue;
    const bool joins = close && (is_closing(tokens[i].text) || (i > 0 && tokens[i - 1].text == "("));
    if (!sentence.text.empty() && !joins) sentence.text += ' ';
    sentence.text += folded.text();
    label_at.resize(sentence.text.size(), tokens[i].label);
  }
  mask::read_words(sentence.text, 0, static_cast<std::uint32_t>(sentence.text.size()), sentence.words);
  for (const mask::ModelWord& word : sentence.words) {
    // A sign drawn into a word that is no name ("S.") does not make it one; the word itself counts.
    sentence.allowed.push_back(label_at[word.span.start]);
  }
  sentence.known.assign(sentence.words.size(), true);
  return sentence;
}

Sentence as_sentence(const MarkedDocument& document) {
  Sentence sentence;
  sentence.genre = Genre::office;
  std::string text;
  std::vector<std::pair<mask::Span, std::uint8_t>> spans;
  for (const Piece& piece : document.pieces) {
    const auto start = static_cast<std::uint32_t>(text.size());
    text += piece.text;
    if (piece.type.empty()) continue;
    std::uint8_t allowed = none_bit;
    if (piece.type == "person") allowed = person_bit;
    if (piece.type == "organisation") allowed = organisation_bit;
    if (piece.type == "place") allowed = place_bit;
    if (piece.type == "address") allowed = none_bit | place_bit;
    spans.emplace_back(mask::Span{start, static_cast<std::uint32_t>(text.size())}, allowed);
  }
  std::string padded;
  mask::Folded folded;
  if (!fold_text(text, padded, folded)) return sentence;
  sentence.text = folded.text();
  std::vector<std::uint8_t> allowed_at(sentence.text.size(), none_bit | organisation_bit | place_bit);
  for (const auto& [span, allowed] : spans) {
    const mask::Span at = folded.folded(span);
    std::fill(allowed_at.begin() + at.start, allowed_at.begin() + at.end, allowed);
  }
  mask::read_words(sentence.text, 0, static_cast<std::uint32_t>(sentence.text.size()), sentence.words);
  for (const mask::ModelWord& word : sentence.words) {
    const bool is_person = std::any_of(allowed_at.begin() + word.span.start, allowed_at.begin() + word.span.end,
                                       [](std::uint8_t a) { return a == person_bit; });
    const bool is_mail = sentence.text.substr(word.span.start, word.span.size()).find('@') != std::string::npos;
    sentence.allowed.push_back(is_person && !is_mail ? person_bit : allowed_at[word.span.start]);
  }
  sentence.known.assign(sentence.words.size(), true);
  return sentence;
}

}  // namespace names
