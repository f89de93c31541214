// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/mail_words.h"

#include <algorithm>
#include <map>

#include "libmask/read/base64.h"
#include "libmask/read/decode.h"

namespace mask {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
  return -1;
}

// "=E5" with '=' as the sign, "%E5" with '%'.
std::string decode_hex(std::string_view text, char sign, bool has_underscores) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == sign && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
      out += static_cast<char>(static_cast<unsigned char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2])));
      at += 2;
    } else {
      out += has_underscores && text[at] == '_' ? ' ' : text[at];
    }
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t end = 0;
};

// The encoded word at text[at], if there is one.
std::optional<EncodedWord> encoded_word(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("=?")) return std::nullopt;
  const std::size_t charset = text.find('?', at + 2);
  if (charset == std::string_view::npos || charset + 2 >= text.size() || text[charset + 2] != '?') return std::nullopt;
  const char form = lower(text[charset + 1]);
  const std::size_t begin = charset + 3;
  const std::size_t end = text.find("?=", begin);
  if ((form != 'q' && form != 'b') || end == std::string_view::npos) return std::nullopt;
  const std::string_view content = text.substr(begin, end - begin);
  std::string name = lowered(text.substr(at + 2, charset - at - 2));
  name.resize(std::min(name.find('*'), name.size()));  // a language
  return EncodedWord{
      .charset = std::move(name), .bytes = form == 'q' ? decode_hex(content, '=', true) : decode_base64(content), .end = end + 2};
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  std::uint64_t lost = 0;
  if (auto text = decode(bytes, charset, lost)) return std::move(*text);
  return decode_unnamed(bytes).text;
}

}  // namespace

std::string decode_header(std::string_view raw) {
  // Line ends belong to the folding.
  std::string line;
  for (const char c : raw) {
    if (c != '\r' && c != '\n') line += c == '\t' ? ' ' : c;
  }
  const std::string text = decode_unnamed(line).text;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto word = encoded_word(text, at);
    if (!word) {
      out += text[at++];
      continue;
    }
    // Words that follow each other are one text, and a character may be cut between two of the same charset.
    std::string bytes = std::move(word->bytes);
    std::size_t end = word->end;
    while (true) {
      std::size_t next = end;
      while (next < text.size() && is_blank(text[next])) ++next;
      auto more = encoded_word(text, next);
      if (!more) break;
      if (more->charset != word->charset) {
        out += to_utf8(bytes, word->charset);
        bytes.clear();
        word->charset = more->charset;
      }
      bytes += more->bytes;
      end = more->end;
    }
    out += to_utf8(bytes, word->charset);
    at = end;
  }
  // What a decoded word brings along must not begin a line of its own.
  std::ranges::replace_if(
      out, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  const std::size_t first = std::min(out.find_first_not_of(' '), out.size());
  out.erase(0, first);
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::optional<std::string> header_parameter(std::string_view raw, std::string_view name) {
  struct Piece {
    std::string value;
    bool is_escaped = false;
  };
  std::map<int, Piece> pieces;
  std::optional<std::string> plain;
  std::size_t at = raw.find(';');
  while (at < raw.size()) {
    ++at;
    while (at < raw.size() && (is_blank(raw[at]) || raw[at] == ';')) ++at;
    const std::size_t equals = raw.find('=', at);
    if (equals == std::string_view::npos) break;
    std::string key = lowered(raw.substr(at, equals - at));
    std::erase_if(key, is_blank);
    at = equals + 1;
    while (at < raw.size() && is_blank(raw[at])) ++at;
    std::string value;
    if (at < raw.size() && raw[at] == '"') {
      for (++at; at < raw.size() && raw[at] != '"'; ++at) {
        if (raw[at] == '\\' && at + 1 < raw.size()) ++at;
        value += raw[at];
      }
      at = raw.find(';', at);
    } else {
      const std::size_t end = std::min(raw.find(';', at), raw.size());
      value = raw.substr(at, end - at);
      while (!value.empty() && is_blank(value.back())) value.pop_back();
      at = end;
    }
    if (!key.starts_with(name)) continue;
    std::string_view rest = std::string_view(key).substr(name.size());
    if (rest.empty()) {
      plain = decode_header(value);
      continue;
    }
    if (!rest.starts_with('*')) continue;
    rest.remove_prefix(1);
    const bool is_escaped = rest.empty() || rest.ends_with('*');
    int number = 0;
    for (const char c : rest) {
      if (c >= '0' && c <= '9' && number < 1000) number = number * 10 + (c - '0');
    }
    pieces[number] = {.value = std::move(value), .is_escaped = is_escaped};
  }
  if (pieces.empty()) return plain;
  std::string charset = "utf-8";
  std::string bytes;
  for (auto& [number, piece] : pieces) {
    std::string_view value = piece.value;
    if (number == pieces.begin()->first && piece.is_escaped) {
      const std::size_t first = value.find('\'');
      const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
      if (second != std::string_view::npos) {
        charset = value.substr(0, first);
        value.remove_prefix(second + 1);
      }
    }
    bytes += piece.is_escaped ? decode_hex(value, '%', false) : std::string(value);
  }
  return to_utf8(bytes, charset);
}

}  // namespace mask
