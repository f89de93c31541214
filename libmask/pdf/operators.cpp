// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/operators.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace mask::pdf {
namespace {

constexpr int any = -1;

// ISO 32000-1, annex A.
constexpr std::array<std::pair<std::string_view, int>, 71> operators{
    {{"b", 0},  {"B", 0},  {"b*", 0}, {"B*", 0},   {"BDC", 2},  {"BI", 0},    {"BMC", 1},   {"BT", 0}, {"BX", 0},  {"c", 6},  {"cm", 6},
     {"CS", 1}, {"cs", 1}, {"d", 2},  {"d0", 2},   {"d1", 6},   {"Do", 1},    {"DP", 2},    {"EI", 0}, {"EMC", 0}, {"ET", 0}, {"EX", 0},
     {"f", 0},  {"F", 0},  {"f*", 0}, {"G", 1},    {"g", 1},    {"gs", 1},    {"h", 0},     {"i", 1},  {"j", 1},   {"J", 1},  {"K", 4},
     {"k", 4},  {"l", 2},  {"m", 2},  {"M", 1},    {"MP", 1},   {"n", 0},     {"q", 0},     {"Q", 0},  {"re", 4},  {"RG", 3}, {"rg", 3},
     {"ri", 1}, {"s", 0},  {"S", 0},  {"sc", any}, {"SC", any}, {"scn", any}, {"SCN", any}, {"sh", 1}, {"T*", 0},  {"Tc", 1}, {"Td", 2},
     {"TD", 2}, {"Tf", 2}, {"Tj", 1}, {"TJ", 1},   {"TL", 1},   {"Tm", 6},    {"Tr", 1},    {"Ts", 1}, {"Tw", 1},  {"Tz", 1}, {"v", 4},
     {"w", 1},  {"W", 0},  {"W*", 0}, {"y", 4},    {"'", 1}}};

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }
bool is_delimiter(char c) { return std::string_view("()<>[]{}/%").contains(c); }

bool is_number(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+'; });
}

// How many operands it takes; nothing: it is none.
const int* operands_of(std::string_view word) {
  static constexpr int of_quote = 3;
  if (word == "\"") return &of_quote;
  const auto* const at = std::ranges::find(operators, word, [](const auto& entry) { return entry.first; });
  return at == operators.end() ? nullptr : &at->second;
}

// Behind the string that begins at `at`.
std::size_t end_of_string(std::string_view bytes, std::size_t at) {
  int depth = 0;
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == '\\') {
      ++at;
    } else if (bytes[at] == '(') {
      ++depth;
    } else if (bytes[at] == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return bytes.size();
}

}  // namespace

bool is_sound_contents(std::string_view bytes) {
  int operands = 0;
  int depth = 0;  // of arrays and dictionaries: together one operand
  bool is_first = true;
  const auto add_operand = [&] { operands += depth == 0 ? 1 : 0; };
  for (std::size_t at = 0; at < bytes.size();) {
    const char c = bytes[at];
    if (is_white(c)) {
      ++at;
    } else if (c == '(') {
      add_operand();
      at = end_of_string(bytes, at);
    } else if (c == '[' || bytes.substr(at).starts_with("<<")) {
      add_operand();
      ++depth;
      at += c == '[' ? 1 : 2;
    } else if (c == ']' || bytes.substr(at).starts_with(">>")) {
      depth = std::max(0, depth - 1);
      at += c == ']' ? 1 : 2;
    } else if (c == '<') {
      add_operand();
      at = std::min(bytes.find('>', at), bytes.size() - 1) + 1;
    } else if (is_delimiter(c) && c != '/') {
      return false;
    } else {
      std::size_t end = at + 1;
      while (end < bytes.size() && !is_white(bytes[end]) && !is_delimiter(bytes[end])) ++end;
      const std::string_view word = bytes.substr(at, end - at);
      at = end;
      if (c == '/' || is_number(word) || word == "true" || word == "false" || word == "null") {
        add_operand();
        continue;
      }
      if (word == "BI") return true;  // a picture's bytes: anything
      const int* const takes = operands_of(word);
      if (takes == nullptr || depth > 0) return false;
      if (*takes != any && *takes != operands && !is_first) return false;
      operands = 0;
      is_first = false;
    }
  }
  return true;
}

}  // namespace mask::pdf
