// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/rtf_tokens.h"

#include <algorithm>

#include "libmask/read/bytes.h"

namespace mask {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<RtfToken> RtfTokens::next() {
  while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n')) ++at_;
  if (at_ >= bytes_.size()) return std::nullopt;
  const char c = bytes_[at_++];
  if (c == '{') return RtfToken{.kind = RtfToken::Kind::open, .word = {}};
  if (c == '}') return RtfToken{.kind = RtfToken::Kind::close, .word = {}};
  if (c != '\\') return RtfToken{.kind = RtfToken::Kind::byte, .word = {}, .byte = static_cast<unsigned char>(c)};
  if (at_ >= bytes_.size()) {
    is_cut_short_ = true;
    return std::nullopt;
  }
  const char d = bytes_[at_];
  if (!is_letter(d)) {
    ++at_;
    const auto sign = [](std::string_view utf8) { return RtfToken{.kind = RtfToken::Kind::sign, .word = {}, .sign = utf8}; };
    switch (d) {
      case '\'': {
        if (at_ + 2 > bytes_.size()) {
          is_cut_short_ = true;
          at_ = bytes_.size();
          return std::nullopt;
        }
        const int high = hex_digit(bytes_[at_]);
        const int low = hex_digit(bytes_[at_ + 1]);
        if (high < 0 || low < 0) return sign("\xEF\xBF\xBD");
        at_ += 2;
        return RtfToken{.kind = RtfToken::Kind::byte, .word = {}, .byte = static_cast<unsigned char>(high * 16 + low)};
      }
      case '*': return RtfToken{.kind = RtfToken::Kind::star, .word = {}};
      case '~': return sign("\xC2\xA0");
      case '_': return sign("-");
      case '\r':
      case '\n': return RtfToken{.kind = RtfToken::Kind::word, .word = "par"};
      case '\t': return RtfToken{.kind = RtfToken::Kind::word, .word = "tab"};
      case '\\':
      case '{':
      case '}': return RtfToken{.kind = RtfToken::Kind::byte, .word = {}, .byte = static_cast<unsigned char>(d)};
      default: return sign("");  // a hyphen that is optional, entries of indexes
    }
  }
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && is_letter(bytes_[at_])) ++at_;
  RtfToken out{.kind = RtfToken::Kind::word, .word = bytes_.substr(begin, at_ - begin)};
  const bool is_negative = at_ + 1 < bytes_.size() && bytes_[at_] == '-' && is_digit(bytes_[at_ + 1]);
  if (is_negative) ++at_;
  if (at_ < bytes_.size() && is_digit(bytes_[at_])) {
    long value = 0;
    for (; at_ < bytes_.size() && is_digit(bytes_[at_]); ++at_) value = std::min(value * 10 + (bytes_[at_] - '0'), 2'000'000'000L);
    out.value = static_cast<int>(is_negative ? -value : value);
  }
  if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  if (out.word == "bin") {
    const auto wanted = static_cast<std::size_t>(std::max(out.value.value_or(0), 0));
    const std::size_t size = std::min(wanted, bytes_.size() - at_);
    is_cut_short_ = is_cut_short_ || size < wanted;
    out.kind = RtfToken::Kind::binary;
    out.binary = bytes_.substr(at_, size);
    at_ += size;
  }
  return out;
}

std::string hex_bytes(std::string_view digits) {
  std::string out;
  int high = -1;
  for (const char c : digits) {
    const int value = hex_digit(c);
    if (value < 0) continue;
    if (high < 0) {
      high = value;
    } else {
      out += static_cast<char>(static_cast<unsigned char>(high * 16 + value));
      high = -1;
    }
  }
  return out;
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string object_in_ole1(std::string_view bytes) {
  std::size_t at = 8;
  for (int i = 0; i < 3; ++i) {  // names of class, topic and item
    if (at + 4 > bytes.size()) return std::string(bytes);
    const std::size_t size = u32(bytes, at);
    if (size > bytes.size() - at - 4) return std::string(bytes);
    at += 4 + size;
  }
  if (at + 4 > bytes.size()) return std::string(bytes);
  const std::size_t size = u32(bytes, at);
  return std::string(bytes.substr(at + 4, size));
}

std::optional<std::string> file_in_ole10(std::string_view bytes) {
  std::size_t at = 6;  // sizes, a type
  for (int i = 0; i < 2; ++i) {
    const std::size_t end = at < bytes.size() ? bytes.find('\0', at) : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    at = end + 1;
  }
  at += 4;
  if (at > bytes.size() || bytes.size() - at < 4) return std::nullopt;
  const std::size_t path = u32(bytes, at);
  at += 4;
  if (bytes.size() - at < path || bytes.size() - at - path < 4) return std::nullopt;
  at += path;
  const std::size_t size = u32(bytes, at);
  at += 4;
  if (bytes.size() - at < size) return std::nullopt;
  return std::string(bytes.substr(at, size));
}

}  // namespace mask
