// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/stream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "libmask/base/json.h"
#include "libmask/base/json_text.h"
#include "libmask/text/language.h"

namespace mask {
namespace {

constexpr int deepest = 64;
constexpr std::string_view protected_review = "protected identity: a person must look";

// [start,end,x0,y0,x1,y1,confidence]
struct Word {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  std::array<double, 5> rest{};
  std::size_t count = 0;  // numbers that were there
};

// A position in a text; what is none goes to its start or far beyond its end.
std::uint64_t position_of(double value) { return static_cast<std::uint64_t>(std::clamp(value, 0.0, 1e15)); }

std::optional<Word> read_word(std::string_view token) {
  if (!token.starts_with('[')) return std::nullopt;
  Word word;
  bool readable = true;
  for_each_element(token, [&](std::string_view number) {
    double value = 0;
    readable = readable && word.count < 7 && std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc{};
    if (!readable) return;
    if (word.count == 0) word.start = position_of(value);
    if (word.count == 1) word.end = position_of(value);
    if (word.count >= 2) word.rest[word.count - 2] = value;
    ++word.count;
  });
  if (!readable || word.count < 2) return std::nullopt;
  return word;
}

void append_number(std::string& out, double value) {
  char digits[64];
  const auto result = std::to_chars(digits, digits + sizeof digits, std::round(value * 1000) / 1000);
  out.append(digits, result.ptr);
}

void append_word(std::string& out, const Word& word) {
  out += '[' + std::to_string(word.start) + ',' + std::to_string(word.end);
  for (std::size_t i = 2; i < word.count; ++i) {
    out += ',';
    append_number(out, word.rest[i - 2]);
  }
  out += ']';
}

// Makes `box` hold `word` too.
void unite(Word& box, const Word& word) {
  box.count = std::max(box.count, word.count);
  box.rest[0] = std::min(box.rest[0], word.rest[0]);
  box.rest[1] = std::min(box.rest[1], word.rest[1]);
  box.rest[2] = std::max(box.rest[2], word.rest[2]);
  box.rest[3] = std::max(box.rest[3], word.rest[3]);
  box.rest[4] = std::min(box.rest[4], word.rest[4]);
}

// As wide as a whole number of eight line heights: it tells where something was, not how long it was.
void widen(Word& box) {
  const double step = std::max(1.0, 8 * (box.rest[3] - box.rest[1]));
  box.rest[2] = box.rest[0] + std::ceil((box.rest[2] - box.rest[0]) / step) * step;
}

class Writer {
 public:
  Writer(std::string& out, const StreamChange& change) : out_(out), change_(change) {}

  Result<void> write_document(std::string_view object) {
    bool has_meta = false;
    write_object(object, 1, [&](std::string_view key, std::string_view token) {
      if (key == "text") {
        append_json_string(out_, change_.text);
      } else if (key == "lang" && token.starts_with('"') && language_coded(json_unescape(token))) {
        out_ += token;
      } else if (key == "pages" && token.starts_with('[')) {
        write_array(token, 2, [&](std::string_view page) { write_page(page); });
      } else if (key == "meta" && token.starts_with('{')) {
        has_meta = true;
        write_meta(token);
      } else {
        write_field(key, token, 1);
      }
    });
    if (change_.adds_protected_review && !has_meta) {
      out_.pop_back();
      out_ += ",\"meta\":{\"review\":[";
      append_json_string(out_, protected_review);
      out_ += "]}}";
    }
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  void report(Error error) {
    if (!error_) error_ = std::move(error);
  }

  // Copies an object, with `write` for each value.
  template <typename Write>
  void write_object(std::string_view object, int depth, Write write) {
    if (depth > deepest) return report({.failure = Failure::damaged, .message = "nested deeper than 64"});
    out_ += '{';
    bool first = true;
    for_each_member(object, [&](std::string_view key, std::string_view token) {
      if (!first) out_ += ',';
      first = false;
      append_json_string(out_, key);
      out_ += ':';
      write(key, token);
      return !error_;
    });
    out_ += '}';
  }

  template <typename Write>
  void write_array(std::string_view array, int depth, Write write) {
    if (depth > deepest) return report({.failure = Failure::damaged, .message = "nested deeper than 64"});
    out_ += '[';
    bool first = true;
    for_each_element(array, [&](std::string_view token) {
      if (error_) return;
      if (!first) out_ += ',';
      first = false;
      write(token);
    });
    out_ += ']';
  }

  void write_field(std::string_view key, std::string_view token, int depth) {
    if (std::ranges::find(*change_.pass, key) != change_.pass->end()) {
      out_ += token;
    } else {
      write_value(token, depth + 1);
    }
  }

  void write_value(std::string_view token, int depth) {
    if (token.starts_with('"')) {
      write_string(token);
    } else if (token.starts_with('{')) {
      write_object(token, depth, [&](std::string_view key, std::string_view value) { write_field(key, value, depth); });
    } else if (token.starts_with('[')) {
      write_array(token, depth, [&](std::string_view value) { write_value(value, depth + 1); });
    } else {
      out_ += token;
    }
  }

  void write_string(std::string_view token) {
    const std::string words = json_unescape(token);
    const auto masked = change_.mask_string(words);
    if (!masked) return report(masked.error());
    if (*masked == words) {
      out_ += token;
    } else {
      append_json_string(out_, *masked);
    }
  }

  void write_meta(std::string_view token) {
    bool has_review = false;
    write_object(token, 2, [&](std::string_view key, std::string_view value) {
      write_field(key, value, 2);
      if (key != "review" || !value.starts_with('[') || !change_.adds_protected_review) return;
      has_review = true;
      const bool was_empty = out_.ends_with("[]");
      out_.pop_back();
      if (!was_empty) out_ += ',';
      append_json_string(out_, protected_review);
      out_ += ']';
    });
    if (!change_.adds_protected_review || has_review) return;
    out_.pop_back();
    out_ += out_.ends_with('{') ? "\"review\":[" : ",\"review\":[";
    append_json_string(out_, protected_review);
    out_ += "]}";
  }

  void write_page(std::string_view token) {
    if (!token.starts_with('{')) return write_value(token, 3);
    write_object(token, 3, [&](std::string_view key, std::string_view value) {
      std::uint64_t position = 0;
      const bool is_number = std::from_chars(value.data(), value.data() + value.size(), position).ec == std::errc{};
      if (key == "start" && is_number) {
        out_ += std::to_string(change_.positions->start(position));
      } else if (key == "end" && is_number) {
        out_ += std::to_string(change_.positions->end(position));
      } else if (key == "words" && value.starts_with('[')) {
        write_words(value);
      } else {
        write_field(key, value, 3);
      }
    });
  }

  void write_words(std::string_view token) {
    bool first = true;
    const Moved* mask = nullptr;  // whose words are being gathered in `box`
    Word box;
    const auto append = [&](const Word& word) {
      if (!first) out_ += ',';
      first = false;
      append_word(out_, word);
    };
    const auto append_box = [&] {
      if (mask == nullptr) return;
      widen(box);
      append(box);
      mask = nullptr;
    };
    out_ += '[';
    for_each_element(token, [&](std::string_view element) {
      auto word = read_word(element);
      if (!word) return report({.failure = Failure::damaged, .message = "a word of a page is not a list of numbers"});
      const Moved* const hit = change_.positions->mask_at(word->start, word->end);
      if (hit != nullptr && hit == mask) return unite(box, *word);
      append_box();
      word->start = hit == nullptr ? change_.positions->start(word->start) : hit->new_start;
      word->end = hit == nullptr ? change_.positions->end(word->end) : hit->new_end;
      if (hit == nullptr) return append(*word);
      mask = hit;
      box = *word;
    });
    append_box();
    out_ += ']';
  }

  std::string& out_;
  const StreamChange& change_;
  std::optional<Error> error_;
};

}  // namespace

std::uint64_t PositionMap::start(std::uint64_t position) const {
  const auto next = std::ranges::upper_bound(moves_, position, {}, &Moved::start);
  if (next == moves_.begin()) return position;
  const Moved& move = *std::prev(next);
  return position < move.end ? move.new_start : position - move.end + move.new_end;
}

std::uint64_t PositionMap::end(std::uint64_t position) const {
  const auto next = std::ranges::lower_bound(moves_, position, {}, &Moved::start);
  if (next == moves_.begin()) return position;
  const Moved& move = *std::prev(next);
  return position <= move.end ? move.new_end : position - move.end + move.new_end;
}

const Moved* PositionMap::mask_at(std::uint64_t start, std::uint64_t end) const {
  const auto next = std::ranges::lower_bound(moves_, end, {}, &Moved::start);
  if (next == moves_.begin()) return nullptr;
  const Moved& move = *std::prev(next);
  return move.end > start ? &move : nullptr;
}

Result<void> append_stream_line(std::string& out, std::string_view line, const StreamChange& change) {
  const std::size_t start = json_skip_space(line, 0);
  Writer writer(out, change);
  const auto written = writer.write_document(line.substr(start, json_value_end(line, start) - start));
  if (!written) return written;
  out += '\n';
  return {};
}

}  // namespace mask
