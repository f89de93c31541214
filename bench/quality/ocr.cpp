// How well pictures of pages are read: character and word errors and exact numbers, per page, per kind of picture, and over all.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ocr [--data DIR] [--lang sv|da] [--write] FOLDER
//
// Reads every picture in FOLDER that has its text beside it (page.jpg, page.gt.txt) and prints a JSON object a line. The kind of a picture
// is the fifth part of its name: 01-sv-serif-300-skew.jpg. Runs of white space count as one blank, curly quotes as straight ones, dashes as
// hyphens. `ids` are tokens with at least six digits that come back exactly. --write: the text goes to page.ocr.txt,
// boxes of unread ink to page.unread.txt.
#include "libocr/ocr.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "libmask/read/readers.h"

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::u32string characters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size && i + k < text.size(); ++k) c = c << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    out += c;
    i += size;
  }
  return out;
}

// The text as it is compared.
std::u32string folded(std::string_view text) {
  std::u32string out;
  for (char32_t c : characters_of(text)) {
    if (c == U' ' || (c >= 9 && c <= 13) || c == 0xA0) {
      if (!out.empty() && out.back() != U' ') out += U' ';
      continue;
    }
    if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B) c = U'\'';
    if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F) c = U'"';
    if (c >= 0x2010 && c <= 0x2015) c = U'-';
    if (c == 0x2212) c = U'-';
    out += c;
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

std::vector<std::u32string> words_of(const std::u32string& text) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : text) {
    if (c == U' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

template <typename Sequence>
std::size_t distance(const Sequence& a, const Sequence& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j < row.size(); ++j) {
      const std::size_t best = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = row[j];
      row[j] = best;
    }
  }
  return row.back();
}

struct Score {
  std::size_t pages = 0, characters = 0, character_errors = 0, words = 0, word_errors = 0, ids = 0, exact_ids = 0;
  double seconds = 0;

  void operator+=(const Score& other) {
    pages += other.pages, characters += other.characters, character_errors += other.character_errors;
    words += other.words, word_errors += other.word_errors, ids += other.ids, exact_ids += other.exact_ids, seconds += other.seconds;
  }
};

Score score_of(std::string_view truth, std::string_view read) {
  const std::u32string wanted = folded(truth);
  const std::u32string got = folded(read);
  const auto wanted_words = words_of(wanted);
  auto got_words = words_of(got);
  Score score{.pages = 1,
              .characters = wanted.size(),
              .character_errors = distance(wanted, got),
              .words = wanted_words.size(),
              .word_errors = distance(wanted_words, got_words)};
  for (const std::u32string& word : wanted_words) {
    if (std::ranges::count_if(word, [](char32_t c) { return c >= U'0' && c <= U'9'; }) < 6) continue;
    ++score.ids;
    const auto found = std::ranges::find(got_words, word);
    if (found == got_words.end()) continue;
    ++score.exact_ids;
    found->clear();  // each counts once
  }
  return score;
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : std::round(1e4 * static_cast<double>(part) / static_cast<double>(whole)) / 100;
}

nlohmann::ordered_json json_of(const std::string& what, const std::string& name, const Score& score) {
  return {{"bench", "ocr"},
          {what, name},
          {"pages", score.pages},
          {"cer_percent", percent(score.character_errors, score.characters)},
          {"wer_percent", percent(score.word_errors, score.words)},
          {"ids", score.ids},
          {"ids_exact", score.exact_ids},
          {"ids_percent", percent(score.exact_ids, score.ids)},
          {"cpu_seconds", std::round(score.seconds * 100) / 100}};
}

}  // namespace

int main(int count, char** arguments) {
  std::string data = MASKROS_DATA;
  std::string folder;
  std::optional<mask::Language> language;
  bool writes = false;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--data" && i + 1 < count) {
      data = arguments[++i];
    } else if (argument == "--lang" && i + 1 < count) {
      language = mask::language_coded(arguments[++i]);
    } else if (argument == "--write") {
      writes = true;
    } else {
      folder = argument;
    }
  }
  if (folder.empty()) return std::cerr << "ocr [--data DIR] [--lang sv|da] [--write] FOLDER\n", 64;
  auto models = ocr::Models::load(data, "");
  if (!models) return std::cerr << "ocr: " << models.error().message << '\n', 69;
  std::cout << nlohmann::ordered_json{{"bench", "ocr"}, {"networks", ocr::Models::names(data)}}.dump() << '\n';

  mask::Services services;
  std::optional<mask::Recognised> last;
  services.recognise = [&](const mask::Services::Draw& draw) -> mask::Result<std::optional<mask::Recognised>> {
    auto pixels = draw();
    if (!pixels) return std::unexpected(pixels.error());
    auto read = models->read(*pixels, language);
    if (!read) return std::unexpected(read.error());
    last = std::move(*read);
    return last;
  };
  mask::ReadOptions options;
  options.keeps_lines = true;

  std::vector<fs::path> pictures;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    fs::path truth = entry.path();
    truth.replace_extension(".gt.txt");
    if (entry.path().extension() != ".txt" && fs::exists(truth)) pictures.push_back(entry.path());
  }
  std::ranges::sort(pictures);
  std::map<std::string, Score> kinds;
  Score all;
  for (const fs::path& path : pictures) {
    fs::path truth = path;
    truth.replace_extension(".gt.txt");
    const std::clock_t start = std::clock();
    mask::Walk walk(options, services);
    const std::string bytes = bytes_of(path);
    auto reading = mask::read_image(bytes, walk);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (!reading) {
      std::cerr << path.string() << ": " << reading.error().message << '\n';
      continue;
    }
    Score score = score_of(bytes_of(truth), reading->document.text);
    score.seconds = seconds;
    auto line = json_of("page", path.filename().string(), score);
    line["language"] = reading->document.language ? std::string(mask::code(*reading->document.language)) : "";
    line["unread"] = reading->document.pages.empty() ? 0 : reading->document.pages[0].unread.size();
    line["review"] = reading->document.review;
    std::cout << line.dump() << std::endl;
    if (writes) {
      std::ofstream boxes(fs::path(path).replace_extension(".unread.txt"));
      for (const mask::Page& page : reading->document.pages) {
        for (const mask::Box& box : page.unread) boxes << box.x0 << ' ' << box.y0 << ' ' << box.x1 << ' ' << box.y1 << '\n';
      }
      fs::path out = path;
      out.replace_extension(".ocr.txt");
      std::ofstream(out, std::ios::binary) << reading->document.text;
    }
    std::string kind = path.stem().string();
    for (int part = 0; part < 4 && kind.contains('-'); ++part) kind.erase(0, kind.find('-') + 1);
    kinds[kind] += score;
    all += score;
  }
  for (const auto& [kind, score] : kinds) std::cout << json_of("kind", kind, score).dump() << '\n';
  std::cout << json_of("all", folder, all).dump() << '\n';
  return pictures.empty() ? 66 : 0;
}
