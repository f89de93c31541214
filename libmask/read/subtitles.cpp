// Transcripts with times: WebVTT and SubRip. Each cue is a line: "[00:01:07] Name: what was said".
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "libmask/read/bytes.h"
#include "libmask/read/decode.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"

namespace mask {
namespace {

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  return line;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "00:01:07" of "01:07.250" or "00:01:07,250"; nothing where it is no time.
std::optional<std::string> time_of(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  text = text.substr(0, end);
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos || point < 5) return std::nullopt;
  const std::string_view clock = text.substr(0, point);
  if (!std::ranges::all_of(clock, [](char c) { return is_digit(c) || c == ':'; })) return std::nullopt;
  const auto colons = std::ranges::count(clock, ':');
  if (colons == 1) return "00:" + std::string(clock);
  return colons == 2 ? std::optional(std::string(clock)) : std::nullopt;
}

std::optional<std::string> cue_time(std::string_view line) {
  const std::size_t arrow = line.find("-->");
  if (arrow == std::string_view::npos || !time_of(line.substr(arrow + 3))) return std::nullopt;
  return time_of(line.substr(0, arrow));
}

// Numbers and the digits of machines say nothing; a name does.
bool says_something(std::string_view id) {
  return !std::ranges::all_of(
      id, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-' || c == '/' || c == ' '; });
}

void append_entity(std::string& out, std::string_view name) {
  if (name == "amp") {
    out += '&';
  } else if (name == "lt") {
    out += '<';
  } else if (name == "gt") {
    out += '>';
  } else if (name == "nbsp") {
    out += "\xC2\xA0";
  } else if (name == "quot") {
    out += '"';
  } else if (name.starts_with('#')) {
    const bool is_hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    std::uint32_t code = 0;
    for (const char c : name.substr(is_hex ? 2 : 1)) {
      const std::uint32_t digit = is_digit(c) ? static_cast<std::uint32_t>(c - '0') : (static_cast<std::uint32_t>(c) | 0x20U) - 'a' + 10;
      if (code < 0x110000) code = code * (is_hex ? 16 : 10) + digit;
    }
    append_utf8(out, code);
  } else if (name != "lrm" && name != "rlm") {
    out += '&';
    out += name;
    out += ';';
  }
}

// What a cue says: voices become "Name: ", each on a line of its own; other tags go.
std::string spoken(std::string_view cue) {
  std::string out;
  while (!cue.empty()) {
    const std::size_t next = std::min(cue.find_first_of("<&{"), cue.size());
    out += cue.substr(0, next);
    cue.remove_prefix(next);
    if (cue.empty()) break;
    if (cue.front() == '&') {
      const std::size_t end = cue.find(';');
      if (end != std::string_view::npos && end > 1 && end < 12) {
        append_entity(out, cue.substr(1, end - 1));
        cue.remove_prefix(end + 1);
        continue;
      }
    } else if (cue.front() == '{') {  // {\an8}: where SubRip puts it
      const std::size_t end = cue.find('}');
      if (cue.starts_with("{\\") && end != std::string_view::npos) {
        cue.remove_prefix(end + 1);
        continue;
      }
    } else {
      const std::size_t end = cue.find('>');
      const bool is_tag = cue.size() > 1 && (cue[1] == '/' || is_digit(cue[1]) || ((cue[1] | 0x20) >= 'a' && (cue[1] | 0x20) <= 'z'));
      if (is_tag && end != std::string_view::npos) {
        const std::string_view tag = cue.substr(1, end - 1);
        if (tag.starts_with("v ") || tag.starts_with("v.")) {
          const std::size_t name = tag.find(' ');
          if (name != std::string_view::npos) {
            while (out.ends_with(' ')) out.pop_back();
            if (!out.empty() && !out.ends_with('\n')) out += '\n';
            out += tag.substr(name + 1);
            out += ": ";
          }
        }
        cue.remove_prefix(end + 1);
        continue;
      }
    }
    out += cue.front();
    cue.remove_prefix(1);
  }
  return out;
}

}  // namespace

Result<Reading> read_subtitles(std::string_view bytes, Walk& walk) {
  const Decoded decoded = decode_unnamed(bytes);
  std::string_view rest = decoded.text;
  const bool is_vtt = rest.starts_with("WEBVTT");
  TextWriter writer;
  if (decoded.is_guess) writer.note("encoding not told: read as windows-1252");
  if (is_vtt) {  // a title may stand behind the name
    std::string_view title = next_line(rest).substr(6);
    title.remove_prefix(std::min(title.find_first_not_of(" \t-"), title.size()));
    writer.text(title);
    writer.fresh_line();
  }
  std::string_view before;  // the line before the times: the name of the cue
  const auto put_before = [&] {
    if (before.empty() || !says_something(before)) return;
    writer.text(spoken(before));
    writer.line_end();
  };
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    const auto time = cue_time(line);
    if (is_vtt && !time && (line.starts_with("STYLE") || line.starts_with("REGION")) && before.empty()) {
      while (!rest.empty() && !next_line(rest).empty()) {
      }
      continue;
    }
    if (!time) {
      put_before();
      before = line;
      continue;
    }
    put_before();
    before = {};
    std::string cue;
    while (!rest.empty()) {
      std::string_view after = rest;
      const std::string_view said = next_line(after);
      if (is_white(said) || cue_time(said)) break;
      rest = after;
      // Lines are broken for the screen; one that begins with a dash is somebody else's.
      if (!cue.empty()) cue += said.starts_with('-') ? '\n' : ' ';
      cue += said;
    }
    const std::string text = spoken(cue);
    std::string_view left = text;
    do {
      const std::size_t end = std::min(left.find('\n'), left.size());
      writer.text("[" + *time + "] ");
      writer.text(left.substr(0, end));
      writer.line_end();
      left.remove_prefix(std::min(end + 1, left.size()));
    } while (!left.empty());
  }
  put_before();
  Reading out;
  auto document = std::move(writer).finish(is_vtt ? DocumentKind::vtt : DocumentKind::srt, walk);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  note_unsound(out.document.review, decoded.lost, 0);
  return out;
}

}  // namespace mask
