// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/picture_lines.h"

#include <simdjson.h>

#include <array>
#include <charconv>
#include <cmath>

#include "libmask/base/json.h"

namespace cli {
namespace {

using mask::Box;
using mask::Failure;
using mask::Recognised;
using mask::Result;
namespace dom = simdjson::dom;

void append_number(std::string& out, float value) {
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), std::isfinite(value) ? value : 0.0F);
  out.append(digits.data(), result.ptr);
}

void append_box(std::string& out, const Box& box) {
  for (const float value : {box.x0, box.y0, box.x1, box.y1}) {
    out += ',';
    append_number(out, value);
  }
}

void append_texts(std::string& out, const std::vector<std::string>& texts) {
  out += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ',';
    mask::append_json_string(out, texts[i]);
  }
  out += ']';
}

// Reads from arrays of mixed values; the first thing that is not as it should be spoils all.
class Values {
 public:
  explicit Values(dom::element element) {
    dom::array array;
    is_good_ = element.get_array().get(array) == simdjson::SUCCESS;
    if (is_good_) at_ = array.begin(), end_ = array.end();
  }
  [[nodiscard]] bool is_good() const { return is_good_; }
  [[nodiscard]] bool has_more() const { return is_good_ && at_ != end_; }
  dom::element next() {
    if (!has_more()) {
      is_good_ = false;
      return {};
    }
    const dom::element element = *at_;
    ++at_;
    return element;
  }
  std::string text() {
    std::string_view value;
    if (!has_more() || next_is_not(value)) return {};
    return std::string(value);
  }
  float number() {
    double value = 0;
    if (!has_more() || next_is_not(value)) return 0;
    return static_cast<float>(value);
  }
  Box box() {
    const float x0 = number();
    const float y0 = number();
    const float x1 = number();
    const float y1 = number();
    return {.x0 = x0, .y0 = y0, .x1 = x1, .y1 = y1};
  }
  void spoil() { is_good_ = false; }

 private:
  template <typename T>
  bool next_is_not(T& value) {
    const dom::element element = next();
    if (element.get(value) == simdjson::SUCCESS) return false;
    is_good_ = false;
    return true;
  }
  dom::array::iterator at_;
  dom::array::iterator end_;
  bool is_good_ = false;
};

std::vector<std::string> texts_of(Values values) {
  std::vector<std::string> texts;
  while (values.has_more()) texts.push_back(values.text());
  return texts;
}

template <typename Take>
bool each(dom::object object, std::string_view key, const Take& take) {
  dom::element element;
  if (object[key].get(element) != simdjson::SUCCESS) return false;
  Values list(element);
  while (list.has_more()) {
    Values values(list.next());
    take(values);
    if (!values.is_good()) return false;
  }
  return list.is_good();
}

std::optional<PictureResult> read_picture(dom::element element) {
  dom::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return std::nullopt;
  std::string_view message;
  if (object["error"].get(message) == simdjson::SUCCESS) {
    std::uint64_t failure = 0;
    if (object["failure"].get(failure) != simdjson::SUCCESS || failure > static_cast<std::uint64_t>(Failure::sandbox)) return std::nullopt;
    return mask::fail(static_cast<Failure>(failure), std::string(message));
  }
  Recognised read;
  const bool is_good = each(object, "words",
                            [&](Values& values) {
                              mask::PlacedWord word;
                              word.text = values.text();
                              word.place = values.box();
                              word.box = values.box();
                              word.confidence = values.number();
                              word.follows = values.number() != 0;
                              if (word.text.empty()) values.spoil();
                              read.words.push_back(std::move(word));
                            }) &&
                       each(object, "unread", [&](Values& values) { read.unread.push_back(values.box()); }) &&
                       each(object, "repairs",
                            [&](Values& values) {
                              mask::Repair repair;
                              repair.read = values.text();
                              repair.given = values.text();
                              read.repairs.push_back(std::move(repair));
                            }) &&
                       each(object, "doubtful", [&](Values& values) {
                         const float index = values.number();
                         read.doubtful.emplace_back(static_cast<std::size_t>(std::max(index, 0.0F)), texts_of(Values(values.next())));
                         if (read.doubtful.back().first >= read.words.size()) values.spoil();
                       });
  dom::element review;
  if (!is_good || object["review"].get(review) != simdjson::SUCCESS) return std::nullopt;
  read.review = texts_of(Values(review));
  bool is_blank = false;
  if (object["is_blank"].get(is_blank) == simdjson::SUCCESS) read.is_blank = is_blank;
  std::string_view language;
  if (object["language"].get(language) == simdjson::SUCCESS) read.language = mask::language_coded(language);
  return read;
}

}  // namespace

void append_picture(std::string& out, const PictureResult& picture) {
  if (!picture) {
    out += "{\"failure\":" + std::to_string(static_cast<int>(picture.error().failure)) + ",\"error\":";
    mask::append_json_string(out, picture.error().message);
    out += "}\n";
    return;
  }
  out += "{\"words\":[";
  for (const mask::PlacedWord& word : picture->words) {
    if (out.back() == ']') out += ',';
    out += '[';
    mask::append_json_string(out, word.text);
    append_box(out, word.place);
    append_box(out, word.box);
    out += ',';
    append_number(out, word.confidence);
    out += word.follows ? ",1]" : ",0]";
  }
  out += "],\"unread\":[";
  for (std::size_t i = 0; i < picture->unread.size(); ++i) {
    std::string box;
    append_box(box, picture->unread[i]);
    out += i > 0 ? ",[" : "[";
    out.append(box, 1).append("]");
  }
  out += "],\"repairs\":[";
  for (std::size_t i = 0; i < picture->repairs.size(); ++i) {
    if (i > 0) out += ',';
    append_texts(out, {picture->repairs[i].read, picture->repairs[i].given});
  }
  out += "],\"doubtful\":[";
  for (std::size_t i = 0; i < picture->doubtful.size(); ++i) {
    out += (i > 0 ? ",[" : "[") + std::to_string(picture->doubtful[i].first) + ",";
    append_texts(out, picture->doubtful[i].second);
    out += ']';
  }
  out += "],\"review\":";
  append_texts(out, picture->review);
  if (picture->is_blank) out += ",\"is_blank\":true";
  if (picture->language) {
    out += ",\"language\":";
    mask::append_json_string(out, mask::code(*picture->language));
  }
  out += "}\n";
}

Result<std::vector<PictureResult>> read_pictures(std::string_view lines) {
  std::vector<PictureResult> pictures;
  dom::parser parser;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    dom::element element;
    std::optional<PictureResult> picture;
    if (parser.parse(lines.data(), end).get(element) == simdjson::SUCCESS) picture = read_picture(element);
    if (!picture) return mask::fail(Failure::internal, "what was read in a picture was not understood");
    pictures.push_back(std::move(*picture));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return pictures;
}

}  // namespace cli
