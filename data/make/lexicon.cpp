// Compiles the word tables into the lexicon file that the programs map: make_lexicon OUT TABLE...
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a table holds is told by the name of its file:
//   protected.tsv  a cue a line: words with blanks between (see Cue in libmask/lexicon/lexicon.h)
//   streets.tsv    an ending of street names a line
//   names.tsv      word, weight as first name, weight as surname, weight as place, weight as common word (0 to 15)
//   all others     word, labels with commas between, and optionally: `look` (the scanner looks for the word by itself), `=N` (its value)
// {a,b,c} in a word stands for one word with each: "lung{cancer,sjukdom}{,en}".
// Lines that begin with # and empty lines are comments. A word that stands in several tables has what all of them say.
#include "libmask/lexicon/lexicon.h"

#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "libmask/lexicon/format.h"
#include "libmask/model/features.h"

namespace {

using mask::WordInfo;
namespace format = mask::lexicon_format;

struct Collected {
  std::map<std::uint64_t, WordInfo> words;
  std::map<std::uint64_t, std::string> spelling;  // to find two words with one key
  std::set<std::string> cues;
  std::set<std::uint64_t> suffixes;
  std::set<std::string> triggers;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string::npos) return parts;
    start = end + 1;
  }
}

std::optional<unsigned> number(const std::string& text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The words that a word with braces stands for; a brace is closed.
std::vector<std::string> spelled_out(const std::string& word) {
  const std::size_t open = word.find('{');
  const std::size_t close = word.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {word};
  std::vector<std::string> all;
  for (const std::string& part : split(word.substr(open + 1, close - open - 1), ',')) {
    for (std::string& one : spelled_out(word.substr(0, open) + part + word.substr(close + 1))) all.push_back(std::move(one));
  }
  return all;
}

// False where the line cannot be read.
char lower_bits(char c) { return static_cast<char>(c | 0x20); }

bool read_line(const std::string& table, const std::string& line, Collected& out) {
  if (table == "protected.tsv") {
    out.cues.insert(line);
    return true;
  }
  if (table == "streets.tsv") {
    out.suffixes.insert(mask::word_key(line));
    return true;
  }
  const std::vector<std::string> columns = split(line, '\t');
  if (columns.size() < 2 || columns[0].empty()) return false;
  const std::uint64_t key = mask::word_key(columns[0]);
  const std::string& known = out.spelling.try_emplace(key, columns[0]).first->second;
  if (!std::ranges::equal(known, columns[0], {}, lower_bits, lower_bits)) return false;
  WordInfo& info = out.words[key];
  if (table == "names.tsv") {
    if (columns.size() != 5) return false;
    std::array<std::uint8_t*, 4> weights = {&info.first_name, &info.last_name, &info.place, &info.common};
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const auto weight = number(columns[i + 1]);
      if (!weight || *weight > 15) return false;
      *weights[i] = std::max(*weights[i], static_cast<std::uint8_t>(*weight));
    }
    return true;
  }
  for (const std::string& name : split(columns[1], ',')) {
    const auto label = mask::label_named(name);
    if (!label) return false;
    info.labels = info.labels | mask::labels(*label);
  }
  for (std::size_t i = 2; i < columns.size(); ++i) {
    if (columns[i] == "look") {
      out.triggers.insert(columns[0]);
    } else if (columns[i].starts_with('=')) {
      const auto value = number(columns[i].substr(1));
      if (!value) return false;
      info.value = *value;
    } else if (!columns[i].empty()) {
      return false;
    }
  }
  return true;
}

// The first word of every cue is looked for by itself.
void trigger_cues(Collected& out) {
  for (const std::string& cue : out.cues) {
    std::string first = split(cue, ' ').front();
    if (first.ends_with('*')) continue;  // its forms stand in a label table, with the label protected_cue
    const std::uint64_t key = mask::word_key(first);
    WordInfo& info = out.words[key];
    info.labels = info.labels | mask::labels(mask::Label::protected_cue);
    out.triggers.insert(first);
  }
}

template <typename T>
std::uint64_t append(std::string& file, const T* data, std::size_t count) {
  file.resize((file.size() + 15) / 16 * 16);
  const std::uint64_t at = file.size();
  file.append(reinterpret_cast<const char*>(data), count * sizeof(T));
  return at;
}

std::string lines(const std::set<std::string>& all) {
  std::string text;
  for (const std::string& line : all) text += line + '\n';
  return text;
}

// The bits of the words that the name model asks about though they are written small.
std::vector<std::uint64_t> small_words(const Collected& collected) {
  std::vector<std::uint64_t> bits(format::small_words);
  const auto add = [&](std::string_view word) {
    if (word.size() > 63) return;
    std::array<char, 8> start{};
    std::memcpy(start.data(), word.data(), std::min(word.size(), start.size()));
    const std::uint64_t hash = format::start_hash(mask::lexicon_key::load8(start.data()), static_cast<std::uint32_t>(word.size()));
    bits[format::small_word(hash) / 64] |= std::uint64_t{1} << (format::small_word(hash) % 64);
  };
  for (const auto& [key, word] : collected.spelling) {
    const WordInfo& info = collected.words.at(key);
    if (mask::name_features::names_in_small(word, info) || mask::name_features::announces_name(word, info.labels)) add(word);
  }
  for (const std::string_view word : mask::name_features::greetings) add(word);
  return bits;
}

std::optional<std::string> compile(const Collected& collected) {
  std::uint64_t slots = 1024;
  while (slots < collected.words.size() * 3 / 2) slots *= 2;
  std::uint64_t bloom_words = 1024;
  while (bloom_words * 8 < collected.words.size()) bloom_words *= 2;
  std::vector<std::uint64_t> keys(slots);
  std::vector<std::uint16_t> payloads(slots);
  std::vector<std::uint64_t> bloom(bloom_words);
  std::vector<std::uint64_t> names_bloom(bloom_words);
  std::vector<WordInfo> infos(1);
  std::map<std::string, std::uint16_t> index;
  for (const auto& [key, info] : collected.words) {
    const std::string bytes(reinterpret_cast<const char*>(&info), sizeof info);
    const auto [place, is_new] = index.try_emplace(bytes, static_cast<std::uint16_t>(infos.size()));
    if (is_new) infos.push_back(info);
    if (infos.size() > 65535) return std::nullopt;
    std::uint64_t slot = format::first_slot(key, slots);
    while (keys[slot] != 0) slot = (slot + 1) & (slots - 1);
    keys[slot] = key;
    payloads[slot] = place->second;
    bloom[format::bloom_word(key, bloom_words)] |= format::bloom_bits(key);
    if (info.first_name > 0 || info.last_name > 0) names_bloom[format::bloom_word(key, bloom_words)] |= format::bloom_bits(key);
  }
  const std::vector<std::uint64_t> suffixes(collected.suffixes.begin(), collected.suffixes.end());
  const std::string cues = lines(collected.cues);
  const std::string triggers = lines(collected.triggers);
  format::Header header{};
  header.magic = format::magic;
  header.slots = slots;
  header.infos = infos.size();
  header.bloom_words = bloom_words;
  header.names_bloom_words = bloom_words;
  header.suffixes = suffixes.size();
  header.cues_size = cues.size();
  header.triggers_size = triggers.size();
  std::string file(sizeof header, '\0');
  header.keys_at = append(file, keys.data(), keys.size());
  header.payloads_at = append(file, payloads.data(), payloads.size());
  header.infos_at = append(file, infos.data(), infos.size());
  header.bloom_at = append(file, bloom.data(), bloom.size());
  header.names_bloom_at = append(file, names_bloom.data(), names_bloom.size());
  header.suffixes_at = append(file, suffixes.data(), suffixes.size());
  header.cues_at = append(file, cues.data(), cues.size());
  header.triggers_at = append(file, triggers.data(), triggers.size());
  const std::vector<std::uint64_t> small = small_words(collected);
  header.small_words_at = append(file, small.data(), small.size());
  header.size = file.size();
  std::memcpy(file.data(), &header, sizeof header);
  header.checksum = XXH3_64bits(file.data() + mask::lexicon_format::checked_from, file.size() - mask::lexicon_format::checked_from);
  std::memcpy(file.data(), &header, sizeof header);
  return file;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) {
    std::cerr << "usage: make_lexicon OUT TABLE...\n";
    return 64;
  }
  Collected collected;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::ifstream in(arguments[i]);
    const std::string table = arguments[i].substr(arguments[i].rfind('/') + 1);
    std::string line;
    for (std::size_t row = 1; std::getline(in, line); ++row) {
      if (line.empty() || line.starts_with('#')) continue;
      const std::size_t word_end = std::min(line.find('\t'), line.size());
      for (const std::string& word : spelled_out(line.substr(0, word_end))) {
        if (read_line(table, word + line.substr(word_end), collected)) continue;
        std::cerr << arguments[i] << ": line " << row << ": cannot be read\n";
        return 65;
      }
    }
    if (!in.eof()) {
      std::cerr << arguments[i] << ": cannot be read\n";
      return 74;
    }
  }
  trigger_cues(collected);
  const auto file = compile(collected);
  if (!file) {
    std::cerr << "too many different kinds of words\n";
    return 70;
  }
  std::ofstream out(arguments[0], std::ios::binary);
  out << *file << std::flush;
  if (!out) {
    std::cerr << arguments[0] << ": cannot be written\n";
    return 74;
  }
  return 0;
}
