// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/lexicon/lexicon.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "libmask/lexicon/format.h"

namespace mask {
namespace {

using lexicon_format::Header;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

Result<Lexicon> Lexicon::load(const std::string& path) {
  auto mapping = Mapping::open(path);
  if (!mapping) return std::unexpected(mapping.error());
  const std::string_view bytes = mapping->bytes();
  const auto bad = [&](std::string why) {
    return std::unexpected(Error{.failure = Failure::data, .message = std::move(why), .path = path});
  };
  Header header{};
  if (bytes.size() < sizeof header) return bad("is cut short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != lexicon_format::magic) return bad("is not a lexicon of this version");
  if (header.size != bytes.size()) return bad("is cut short");
  if (XXH3_64bits(bytes.data() + lexicon_format::checked_from, bytes.size() - lexicon_format::checked_from) != header.checksum)
    return bad("is damaged: its checksum is wrong");

  Lexicon lexicon;
  const char* const base = bytes.data();
  lexicon.keys_ = {reinterpret_cast<const std::uint64_t*>(base + header.keys_at), header.slots};
  lexicon.payloads_ = {reinterpret_cast<const std::uint16_t*>(base + header.payloads_at), header.slots};
  lexicon.infos_ = {reinterpret_cast<const WordInfo*>(base + header.infos_at), header.infos};
  lexicon.bloom_ = {reinterpret_cast<const std::uint64_t*>(base + header.bloom_at), header.bloom_words};
  lexicon.names_bloom_ = {reinterpret_cast<const std::uint64_t*>(base + header.names_bloom_at), header.names_bloom_words};
  lexicon.suffixes_ = {reinterpret_cast<const std::uint64_t*>(base + header.suffixes_at), header.suffixes};
  for (const std::uint64_t key : lexicon.suffixes_) lexicon.suffix_bits_[key / 64 % 256] |= std::uint64_t{1} << (key % 64);
  for (const std::string_view line : split(bytes.substr(header.cues_at, header.cues_size), '\n')) {
    Cue& cue = lexicon.cues_.emplace_back();
    for (const std::string_view word : split(line, ' ')) cue.words.emplace_back(word);
  }
  lexicon.triggers_ = split(bytes.substr(header.triggers_at, header.triggers_size), '\n');
  lexicon.small_words_ = {reinterpret_cast<const std::uint64_t*>(base + header.small_words_at), lexicon_format::small_words};
  lexicon.checksum_ = header.checksum;
  lexicon.file_ = std::move(*mapping);
  return lexicon;
}

const WordInfo& Lexicon::look_up(std::uint64_t key) const {
  const std::size_t mask = keys_.size() - 1;
  for (std::size_t slot = lexicon_format::first_slot(key, keys_.size());; slot = (slot + 1) & mask) {
    if (keys_[slot] == key) return infos_[payloads_[slot]];
    if (keys_[slot] == 0) return unknown_word;
  }
}

std::size_t Lexicon::street_suffix(std::string_view word) const {
  constexpr std::size_t longest = 12;
  constexpr std::size_t shortest = 3;
  for (std::size_t size = std::min(longest, word.size()); size >= shortest; --size) {
    const std::uint64_t key = word_key(word.substr(word.size() - size));
    if ((suffix_bits_[key / 64 % 256] >> (key % 64) & 1) != 0 && std::ranges::binary_search(suffixes_, key)) return size;
  }
  return 0;
}

}  // namespace mask
