// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/stream.h"

#include <charconv>

namespace mask {
namespace {

std::unexpected<Error> damaged(std::string what) { return fail(Failure::damaged, std::move(what)); }

bool is_empty_array(std::string_view token) { return token.starts_with('[') && json_skip_space(token, 1) + 1 == token.size(); }

}  // namespace

Result<StreamLine> read_stream_line(std::string_view line) {
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
