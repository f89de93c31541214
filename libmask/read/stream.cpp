// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/stream.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mask {
namespace {

std::unexpected<Error> damaged(std::string what) { return fail(Failure::damaged, std::move(what)); }

bool is_empty_array(std::string_view token) { return token.starts_with('[') && json_skip_space(token, 1) + 1 == token.size(); }

// A number of the stream; 0 where it is none.
double number_of(std::string_view token) {
  double value = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  return error == std::errc{} ? value : 0;
}

std::uint32_t position_of(std::string_view token) { return static_cast<std::uint32_t>(std::clamp(number_of(token), 0.0, 4e9)); }

Word read_word(std::string_view token) {
  Word word;
  std::size_t index = 0;
  const std::array<float*, 5> places = {&word.box.x0, &word.box.y0, &word.box.x1, &word.box.y1, &word.confidence};
  for_each_element(token, [&](std::string_view number) {
    if (index == 0) word.span.start = position_of(number);
    if (index == 1) word.span.end = position_of(number);
    if (index >= 2 && index < 7) *places.at(index - 2) = static_cast<float>(number_of(number));
    ++index;
  });
  return word;
}

Page read_page(std::string_view token) {
  Page page;
  for_each_member(token, [&](std::string_view key, std::string_view value) {
    if (key == "number") page.number = position_of(value);
    if (key == "start") page.span.start = position_of(value);
    if (key == "end") page.span.end = position_of(value);
    if (key == "words" && value.starts_with('[')) {
      for_each_element(value, [&](std::string_view word) {
        if (word.starts_with('[')) page.words.push_back(read_word(word));
      });
    }
    return true;
  });
  return page;
}

// Pages as a person may have written them are of use only where they come in order.
bool are_in_order(const std::vector<Page>& pages) {
  const auto by_start = [](const auto& one, const auto& other) { return one.span.start < other.span.start; };
  return std::ranges::is_sorted(pages, by_start) &&
         std::ranges::all_of(pages, [&](const Page& page) { return std::ranges::is_sorted(page.words, by_start); });
}

}  // namespace

Result<StreamLine> read_stream_line(std::string_view line, bool wants_pages) {
  if (line.size() > longest_record) return damaged("a record longer than 16 MiB");
  if (!is_valid_json(line)) return damaged("not JSON");
  const std::string_view object = line.substr(json_skip_space(line, 0));
  if (!object.starts_with('{')) return damaged("not a JSON object");
  StreamLine out;
  bool has_version = false;
  bool has_text = false;
  bool has_count = false;
  bool has_key = false;
  bool twice = false;
  for_each_member(object, [&](std::string_view key, std::string_view token) {
    if (key == "maskros") {
      has_version = token == "1";
    } else if (key == "end") {
      out.is_end = token == "true";
    } else if (key == "documents") {
      has_count = std::from_chars(token.data(), token.data() + token.size(), out.documents).ec == std::errc{};
    } else if (key == "text") {
      twice = twice || has_key;
      has_key = true;
      has_text = token.starts_with('"');
      if (has_text) out.text = json_unescape(token);
    } else if (key == "id" && token.starts_with('"')) {
      out.id = json_unescape(token);
    } else if (key == "lang" && token.starts_with('"')) {
      out.language = language_coded(json_unescape(token));
    } else if (key == "pages" && wants_pages && token.starts_with('[')) {
      out.pages.clear();
      for_each_element(token, [&](std::string_view page) {
        if (page.starts_with('{')) out.pages.push_back(read_page(page));
      });
      if (!are_in_order(out.pages)) out.pages.clear();
    } else if (key == "meta" && token.starts_with('{')) {
      for_each_member(token, [&](std::string_view name, std::string_view value) {
        if (name == "review") out.has_review = value.starts_with('[') && !is_empty_array(value);
        return true;
      });
    }
    return true;
  });
  if (!has_version) return damaged("not a record of the document stream, version 1");
  if (out.is_end) return has_count ? Result<StreamLine>(std::move(out)) : damaged("an end line without its count");
  if (twice) return damaged("a document with two texts");
  if (!has_text) return damaged("a document without its text");
  return out;
}

bool begins_stream(std::string_view line) {
  const std::size_t start = json_skip_space(line, 0);
  if (start >= line.size() || line[start] != '{') return false;
  const std::size_t key = json_skip_space(line, start + 1);
  constexpr std::string_view name = "\"maskros\"";
  if (line.substr(key, name.size()) != name) return false;
  const std::size_t colon = json_skip_space(line, key + name.size());
  return colon < line.size() && line[colon] == ':';
}

}  // namespace mask
