// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/base/toml_text.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace mask {
namespace {

// What may come next. `bare`: inside a number, date or word, or behind a value that is complete: no string begins there.
enum class State : std::uint8_t { key, value, bare };

// Follows the text from byte to byte, as far as it must be known where a string may begin.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<std::size_t> first_outside() {
    for (std::size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      if (c == '#') {
        at = std::min(text_.find('\n', at), text_.size());
      } else if ((c == '"' || c == '\'') && may_open()) {
        at = past_string(at);
        before_ = c;
        if (state_ == State::value) state_ = State::bare;
      } else {
        if (static_cast<unsigned char>(c) >= 0x80) return at;
        take(c);
        ++at;
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool may_open() const {
    if (state_ == State::key) return std::string_view("\n[{,.").contains(before_);
    return state_ == State::value;
  }
  [[nodiscard]] bool is_in(char bracket) const { return !open_.empty() && open_.back() == bracket; }

  void take(char c) {
    if (c == ' ' || c == '\t' || c == '\r') return;
    before_ = c;
    if (c == '\n') {
      if (is_in('[')) return;  // arrays go on over lines
      open_.clear();
      state_ = State::key;
    } else if (state_ == State::key) {
      if (c == '=') state_ = State::value;
      if (c == '}' && is_in('{')) close();
    } else if (c == '[' && state_ == State::value) {
      open_ += c;
    } else if (c == '{' && state_ == State::value) {
      open_ += c;
      state_ = State::key;
    } else if ((c == ']' || c == '}') && !open_.empty()) {
      close();
    } else if (c == ',' && !open_.empty()) {
      state_ = is_in('[') ? State::value : State::key;
    } else {
      state_ = State::bare;
    }
  }

  void close() {
    open_.pop_back();
    state_ = State::bare;
  }

  [[nodiscard]] std::size_t past_string(std::size_t at) const {
    const char c = text_[at];
    const std::string_view three = c == '"' ? "\"\"\"" : "'''";
    const bool is_long = text_.substr(at, 3) == three;
    std::size_t end = at + (is_long ? 3 : 1);
    while (end < text_.size()) {
      if (c == '"' && text_[end] == '\\') {
        const std::size_t next = std::min(text_.find_first_not_of(" \t\r\n", end + 1), text_.size());
        if (next < text_.size() && static_cast<unsigned char>(text_[next]) >= 0x80) return next;  // nothing to escape
        end = next == end + 1 ? end + 2 : next;
      } else if (is_long ? text_.substr(end, 3) == three : text_[end] == c) {
        return end + (is_long ? 3 : 1);
      } else if (!is_long && text_[end] == '\n') {
        return end;  // never closed: what follows is outside
      } else {
        ++end;
      }
    }
    return text_.size();
  }

  std::string_view text_;
  State state_ = State::key;
  char before_ = '\n';  // the last byte that is no blank
  std::string open_;    // brackets
};

}  // namespace

std::optional<std::size_t> first_untomly(std::string_view text) { return Reader(text).first_outside(); }

}  // namespace mask
