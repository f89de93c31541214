// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/sure.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace ocr {
namespace {

// Print is of one height but for headings, and those are read well by everybody.
constexpr float tall = 1.3F;
constexpr float heading_confidence = 0.90F;
constexpr double heading_likeness = 0.96;

// What is usual on a page.
struct Usual {
  float height = 0;
  float least = 0;  // a word of less confidence is unsure; a faint scan is read with less throughout
  float low = 0;    // print is read alike all over a page: a line below this is written in another way, by hand or as a stamp
};

float middle(std::vector<float> values) {
  if (values.empty()) return 0;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

float height_of(std::span<const ReadWord> words) {
  std::vector<float> heights;
  for (const ReadWord& word : words) heights.push_back(word.box.height());
  return middle(std::move(heights));
}

Usual usual_of(std::span<const ReadWord> words) {
  std::vector<float> confidences;
  for (const ReadWord& word : words) confidences.push_back(word.confidence);
  std::ranges::sort(confidences);
  return {.height = height_of(words),
          .least = std::clamp(confidences[confidences.size() * 2 / 3] - 0.35F, 0.40F, 0.62F),
          .low = confidences[confidences.size() / 8] - 0.05F};
}

// A line, and how it is read.
struct Line {
  std::span<const ReadWord> words;
  float confidence = 0;
  bool is_foreign = false;  // worse than print is on this page
  bool is_tall = false;
};

Line line_of(std::span<const ReadWord> words, const Usual& usual) {
  float sum = 0;
  float weight = 0;
  for (const ReadWord& word : words) {
    const auto length = static_cast<float>(word.text.size());
    sum += word.confidence * length;
    weight += length;
  }
  const auto worse = std::ranges::count_if(words, [&](const ReadWord& word) { return word.confidence < usual.low; });
  const float confidence = weight > 0 ? sum / weight : 0;
  return {.words = words,
          .confidence = confidence,
          .is_foreign = confidence < usual.low && worse * 3 >= std::ssize(words),
          .is_tall = height_of(words) > tall * usual.height};
}

bool is_sure(const ReadWord& word, const Line& line, const Usual& usual, const Witnesses& witnesses) {
  if (line.is_foreign) return false;
  const std::size_t length = word.text.size();
  float wanted = usual.least;
  if (line.confidence < 0.7F) {
    wanted = 0.90F;
  } else if (length < 3 && line.confidence < 0.8F) {
    wanted = 0.80F;
  } else if (line.confidence > 0.85F && length > 6) {
    // A word is as sure as its least sure letter, and a long one has many. Scribbles are not read as long words.
    wanted = std::max(0.2F, usual.least - 0.04F * static_cast<float>(length - 6));
  }
  if (word.confidence >= wanted) return true;
  // A word of the language in a line that is read well.
  return line.confidence > 0.8F && word.confidence > 0.15F && witnesses.knows(word.text);
}

// Stands for a letter that the other networks may not know.
constexpr char any_letter = 1;

// One byte a letter, without blanks. What the page's own network read has any_letter for those that it alone may know.
std::string plain(std::string_view text, bool of_reader) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= ' ' || byte >= 0xC0) continue;  // blanks; what begins a letter of several bytes, whose last one stands for it
    const bool is_last = i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0U) != 0x80;
    if (!is_last) continue;
    const std::string_view pair = i > 0 ? text.substr(i - 1, 2) : text.substr(i, 1);
    const bool is_own =
        of_reader && (pair == "ä" || pair == "æ" || pair == "ö" || pair == "ø" || pair == "Ä" || pair == "Æ" || pair == "Ö" || pair == "Ø");
    out += is_own ? any_letter : text[i];
  }
  return out;
}

bool are_alike(char a, char b) { return a == b || a == any_letter; }

// 1: the same; 0: nothing alike. By the fewest letters put in, left out and changed.
double likeness(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = i;
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = corner + (are_alike(a[i], b[j]) ? 0 : 1);
      corner = row[j + 1];
      row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, changed});
    }
  }
  return 1 - static_cast<double>(row.back()) / static_cast<double>(std::max(a.size(), b.size()));
}

mask::Box box_around(std::span<const ReadWord> words) {
  mask::Box box = words.front().box;
  for (const ReadWord& word : words) {
    box.x0 = std::min(box.x0, word.box.x0), box.x1 = std::max(box.x1, word.box.x1);
    box.y0 = std::min(box.y0, word.box.y0), box.y1 = std::max(box.y1, word.box.y1);
  }
  return box;
}

// What all others read of a line, put plainly.
class Rereading {
 public:
  Rereading(const Line& line, const Witnesses& witnesses) {
    for (const std::string& text : witnesses.reread(box_around(line.words))) texts_.push_back(plain(text, false));
    for (const ReadWord& word : line.words) words_.push_back(plain(word.text, true));
  }
  // A sign or two are found anywhere, but hardly beside what stands beside them.
  [[nodiscard]] bool tells(std::size_t index) const {
    const std::string& word = words_[index];
    if (word.size() >= 3) return all_hold(word);
    return (index > 0 && word.size() + words_[index - 1].size() >= 4 && all_hold(words_[index - 1] + word)) ||
           (index + 1 < words_.size() && word.size() + words_[index + 1].size() >= 4 && all_hold(word + words_[index + 1]));
  }
  [[nodiscard]] bool is_like(double wanted) const {
    std::string text;
    for (const std::string& word : words_) text += word;
    return std::ranges::all_of(texts_, [&](const std::string& other) { return likeness(text, other) >= wanted; });
  }

 private:
  [[nodiscard]] bool all_hold(std::string_view text) const {
    return !texts_.empty() && std::ranges::all_of(texts_, [&](const std::string& other) {
      return !std::ranges::search(other, text, [](char b, char a) { return are_alike(a, b); }).empty();
    });
  }

  std::vector<std::string> texts_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<bool> sure_words(std::span<const ReadWord> words, const Witnesses& witnesses) {
  std::vector<bool> sure(words.size());
  if (words.empty()) return sure;
  const Usual usual = usual_of(words);
  for (std::size_t first = 0; first < words.size();) {
    std::size_t end = first + 1;
    while (end < words.size() && words[end].line == words[first].line) ++end;
    const Line line = line_of(words.subspan(first, end - first), usual);
    bool all_sure = true;
    for (std::size_t i = first; i < end; ++i) {
      sure[i] = is_sure(words[i], line, usual, witnesses);
      all_sure = all_sure && sure[i];
    }
    if (line.is_tall) {
      const bool is_heading = line.confidence >= heading_confidence && Rereading(line, witnesses).is_like(heading_likeness);
      for (std::size_t i = first; i < end; ++i) sure[i] = sure[i] && is_heading;
    } else if (!all_sure) {
      const Rereading others(line, witnesses);
      for (std::size_t i = first; i < end; ++i) sure[i] = sure[i] || others.tells(i - first);
    }
    first = end;
  }
  return sure;
}

}  // namespace ocr
