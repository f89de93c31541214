// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/json_cells.h"

#include <algorithm>
#include <array>
#include <functional>

#include "libmask/base/json_text.h"

namespace mask {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// Bytes of a string that stand for themselves.
constexpr std::array<bool, 256> is_plain = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0x20; c < 256; ++c) out[c] = c != '"' && c != '\\';
  return out;
}();

enum class Token : std::uint8_t { whole, unfinished, damaged };
struct StringRead {
  Token token = Token::whole;
  std::uint32_t end = 0;
  bool has_escapes = false;
};

StringRead read_string(std::string_view text, std::uint32_t at) {
  StringRead out;
  const auto size = static_cast<std::uint32_t>(text.size());
  for (++at;;) {
    while (at < size && is_plain[static_cast<unsigned char>(text[at])]) ++at;
    if (at >= size) return {.token = Token::unfinished};
    if (text[at] == '"') break;
    if (text[at] != '\\') return {.token = Token::damaged, .end = at};
    out.has_escapes = true;
    if (at + 1 >= size) return {.token = Token::unfinished};
    if (text[at + 1] == 'u') {
      for (std::uint32_t i = at + 2; i < at + 6; ++i) {
        if (i >= size) return {.token = Token::unfinished};
        if (!is_hex(text[i])) return {.token = Token::damaged, .end = i};
      }
      at += 6;
      continue;
    }
    if (!std::string_view("\"\\/bfnrt").contains(text[at + 1])) return {.token = Token::damaged, .end = at};
    at += 2;
  }
  out.end = at + 1;
  return out;
}

// Is it a number after RFC 8259?
bool is_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  const bool has_zero = at < text.size() && text[at] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (has_zero && whole > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

}  // namespace

void JsonReader::restart() {
  wants_ = Wants::value;
  open_.clear();
  frames_.clear();
  record_depth_ = 0;
}

void JsonReader::cut() {
  cells_.clear();
  std::vector<std::string> names;
  names.swap(names_);
  name_slots_.assign(64, 0);
  std::vector<Container> kept;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    Container container = containers_[open_[i]];
    container.parent = static_cast<std::uint32_t>(i == 0 ? 0 : i - 1);
    if (i > 0 && kept.back().is_object) container.place = frames_[i - 1].name = intern(names[frames_[i - 1].name]);
    kept.push_back(container);
    open_[i] = static_cast<std::uint32_t>(i);
  }
  if (!open_.empty() && kept.back().is_object && !names.empty()) frames_.back().name = intern(names[frames_.back().name]);
  containers_ = std::move(kept);
  row_base_ = records_ == 0 ? 0 : records_ - 1;
  for (const std::uint32_t container : open_) listener_.opened(*this, container);
}

std::uint32_t JsonReader::intern(std::string name) {
  if (names_.size() * 2 + 2 > name_slots_.size()) {
    name_slots_.assign(std::max<std::size_t>(64, name_slots_.size() * 2), 0);
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      std::size_t slot = std::hash<std::string>()(names_[i]) & (name_slots_.size() - 1);
      while (name_slots_[slot] != 0) slot = (slot + 1) & (name_slots_.size() - 1);
      name_slots_[slot] = i + 1;
    }
  }
  std::size_t slot = std::hash<std::string>()(name) & (name_slots_.size() - 1);
  for (; name_slots_[slot] != 0; slot = (slot + 1) & (name_slots_.size() - 1)) {
    if (names_[name_slots_[slot] - 1] == name) return name_slots_[slot] - 1;
  }
  names_.push_back(std::move(name));
  name_slots_[slot] = static_cast<std::uint32_t>(names_.size());
  return name_slots_[slot] - 1;
}

// Where in the innermost container what comes next stands.
std::uint32_t JsonReader::place() const {
  if (open_.empty()) return 0;
  return containers_[open_.back()].is_object ? frames_.back().name : static_cast<std::uint32_t>(frames_.back().elements);
}

void JsonReader::add(std::uint32_t start, std::uint32_t end, CellForm form, bool has_escapes) {
  Cell cell{.span = {start, end}, .place = place(), .form = form, .has_escapes = has_escapes};
  cell.row = static_cast<std::uint32_t>(records_ == 0 ? 0 : records_ - 1 - row_base_);
  cell.node = open_.empty() ? nowhere : open_.back();
  cell.column = listener_.column_of(*this, cell);
  cells_.push_back(cell);
}

bool JsonReader::push(bool is_object) {
  if (open_.size() == deepest_json) return false;
  const auto index = static_cast<std::uint32_t>(containers_.size());
  containers_.push_back({.parent = open_.empty() ? index : open_.back(), .place = place(), .serial = ++serial_, .is_object = is_object});
  open_.push_back(index);
  frames_.emplace_back();
  if (!is_object && record_depth_ == 0) record_depth_ = open_.size();
  listener_.opened(*this, index);
  wants_ = is_object ? Wants::first_key : Wants::first_value;
  return true;
}

JsonReader::State JsonReader::value_ended() {
  wants_ = open_.empty() ? Wants::nothing : Wants::separator;
  const bool ends_record = open_.size() == record_depth_;
  return ends_record ? State::record : State::unfinished;
}

JsonReader::State JsonReader::read(std::string_view text, std::uint32_t& at, bool at_end) {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (name_slots_.empty()) name_slots_.assign(64, 0);
  const auto unfinished = [&] { return at_end ? fail("it ends too early") : State::unfinished; };
  for (;;) {
    while (at < size && is_space(text[at])) ++at;
    if (wants_ == Wants::nothing) {
      if (at < size) return fail("something follows the value; a value to a line needs --from ndjson");
      return at_end ? State::done : State::unfinished;
    }
    if (at == size) return unfinished();
    const char c = text[at];
    switch (wants_) {
      case Wants::colon:
        if (c != ':') return fail("a colon is missing");
        ++at;
        wants_ = Wants::value;
        continue;
      case Wants::separator: {
        const bool is_object = containers_[open_.back()].is_object;
        if (c == ',') {
          ++at;
          wants_ = is_object ? Wants::key : Wants::value;
          ++frames_.back().elements;
          continue;
        }
        break;
      }
      case Wants::key:
      case Wants::first_key: {
        if (c == '}' && wants_ == Wants::first_key) break;
        if (c != '"') return fail("a key is missing");
        const StringRead key = read_string(text, at);
        if (key.token == Token::damaged) return fail("a string is damaged");
        if (key.token == Token::unfinished) return at_end ? fail("a string is not closed") : State::unfinished;
        const std::string_view token = text.substr(at, key.end - at);
        frames_.back().name = intern(key.has_escapes ? json_unescape(token) : std::string(token.substr(1, token.size() - 2)));
        add(at, key.end, CellForm::key, key.has_escapes);
        at = key.end;
        wants_ = Wants::colon;
        continue;
      }
      default: break;
    }
    if (c == '}' || c == ']') {
      const bool may_end = wants_ == Wants::separator || wants_ == Wants::first_key || wants_ == Wants::first_value;
      if (!may_end || open_.empty() || containers_[open_.back()].is_object != (c == '}')) return fail("a bracket has no partner");
      ++at;
      if (open_.size() == record_depth_) record_depth_ = 0;
      open_.pop_back();
      frames_.pop_back();
      if (value_ended() == State::record) return State::record;
      continue;
    }
    if (wants_ != Wants::value && wants_ != Wants::first_value) return fail("a comma or bracket is missing");
    // An element of an outermost array is a record, and so is a value that stands in none.
    const bool begins_record = open_.empty() ? c != '[' : open_.size() == record_depth_;
    if (c == '{' || c == '[') {
      if (begins_record) ++records_;
      if (!push(c == '{')) return fail("nested too deep");
      ++at;
      continue;
    }
    if (c == '"') {
      const StringRead string = read_string(text, at);
      if (string.token == Token::damaged) return fail("a string is damaged");
      if (string.token == Token::unfinished) return at_end ? fail("a string is not closed") : State::unfinished;
      if (begins_record) ++records_;
      add(at, string.end, CellForm::string, string.has_escapes);
      at = string.end;
    } else {
      std::uint32_t end = at;
      while (end < size && !is_space(text[end]) && text[end] != ',' && text[end] != ']' && text[end] != '}') ++end;
      if (end == size && !at_end) return State::unfinished;
      const std::string_view token = text.substr(at, end - at);
      if (begins_record) ++records_;
      if (is_digit(c) || c == '-') {
        if (!is_number(token)) return fail("a number is damaged");
        add(at, end, CellForm::number, false);
      } else if (token != "true" && token != "false" && token != "null") {
        return fail("no value");
      }
      at = end;
    }
    if (value_ended() == State::record) return State::record;
  }
}

std::string_view JsonReader::nearest_name(const Cell& cell) const {
  if (cell.node == nowhere) return {};
  std::uint32_t node = cell.node;
  std::uint32_t place = cell.place;
  while (!containers_[node].is_object) {
    if (containers_[node].parent == node) return {};
    place = containers_[node].place;
    node = containers_[node].parent;
  }
  return names_[place];
}

std::string JsonReader::pointer(const Cell& cell, const std::vector<std::string>& names) const {
  std::vector<std::string> tokens;
  if (cell.node == nowhere) return {};
  std::uint32_t node = cell.node;
  std::uint32_t place = cell.place;
  for (;;) {
    tokens.push_back(containers_[node].is_object ? names[place] : std::to_string(place));
    if (containers_[node].parent == node) break;
    place = containers_[node].place;
    node = containers_[node].parent;
  }
  std::string out;
  for (std::size_t i = tokens.size(); i-- > 0;) {
    out += '/';
    for (const char c : tokens[i]) {
      if (c == '~') {
        out += "~0";
      } else if (c == '/') {
        out += "~1";
      } else {
        out += c;
      }
    }
  }
  return out;
}

JsonLook look_for_json(std::string_view head, bool is_whole) {
  struct Nobody : JsonReader::Listener {
    std::uint32_t column_of(const JsonReader&, const Cell&) override { return 0; }
    void opened(const JsonReader&, std::uint32_t) override {}
  };
  const std::size_t start = json_skip_space(head, 0);
  if (start >= head.size() || (head[start] != '{' && head[start] != '[' && head[start] != '"')) return {};
  Nobody nobody;
  const auto reads = [&](std::string_view text, bool at_end) {
    JsonReader reader(nobody);
    std::uint32_t at = 0;
    JsonReader::State state = JsonReader::State::record;
    while (state == JsonReader::State::record) state = reader.read(text, at, at_end);
    return state;
  };
  const JsonReader::State all = reads(head, is_whole);
  if (all != JsonReader::State::damaged) return {.is_json = is_whole ? all == JsonReader::State::done : head[start] != '"'};
  // One value to a line: the first two lines that are not blank, objects both.
  std::size_t lines = 0;
  for (std::size_t at = start; at < head.size() && lines < 2;) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view line = head.substr(at, end - at);
    at = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (line[json_skip_space(line, 0)] != '{') return {};
    // A second object that is damaged is a damaged record.
    if (lines == 0 && reads(line, true) != JsonReader::State::done) return {};
    ++lines;
  }
  return {.is_lines = lines >= 2};
}

}  // namespace mask
