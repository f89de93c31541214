// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "cli/tool.h"

namespace cli {
namespace {

using mask::Failure;
using mask::FieldKind;
using mask::Result;

// JSON pointer (RFC 6901): ~1 is a stroke, ~0 a tilde.
std::vector<std::string> path_of(std::string_view pointer) {
  std::vector<std::string> path;
  for (std::size_t at = 0; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    std::string token;
    for (std::size_t i = at + 1; i < end; ++i) {
      const bool is_escape = pointer[i] == '~' && i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
      token += !is_escape ? pointer[i] : pointer[++i] == '0' ? '~' : '/';
    }
    path.push_back(std::move(token));
    at = end;
  }
  return path;
}

bool read_content(std::string_view word, ColumnRule& rule) {
  if (word == "keep") {
    rule.keeps = true;
  } else if (word == "text") {
    rule.kind = FieldKind::title;
  } else if (word == "person") {
    rule.kind = FieldKind::person;
  } else if (word == "official") {
    rule.kind = FieldKind::official;
  } else if (word == "elected") {
    rule.kind = FieldKind::elected;
  } else if (const auto type = mask::type_named(word)) {
    rule.kind = FieldKind::typed;
    rule.type = *type;
  } else {
    return false;
  }
  return true;
}

// Splits "name=content", where the name may stand in quotes; advances past the comma behind it.
std::optional<std::pair<std::string, std::string>> next_pair(std::string_view& list) {
  std::string name;
  if (list.starts_with('"')) {
    const std::size_t quote = list.find('"', 1);
    if (quote == std::string_view::npos || !list.substr(quote + 1).starts_with('=')) return std::nullopt;
    name = list.substr(1, quote - 1);
    list.remove_prefix(quote + 1);
  } else {
    const std::size_t equals = list.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    name = list.substr(0, equals);
    list.remove_prefix(equals);
  }
  const std::size_t comma = std::min(list.find(','), list.size());
  std::string content(list.substr(1, comma - 1));
  list.remove_prefix(std::min(comma + 1, list.size()));
  return std::pair(std::move(name), std::move(content));
}

}  // namespace

std::string column_key(std::string_view name) {
  if (name.starts_with("\xEF\xBB\xBF")) name.remove_prefix(3);
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = name.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  std::string key(name.substr(first, name.find_last_not_of(blanks) - first + 1));
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto c = static_cast<unsigned char>(key[i]);
    const bool is_latin = i > 0 && key[i - 1] == '\xC3' && c >= 0x80 && c < 0x9F && c != 0x97;
    if ((c >= 'A' && c <= 'Z') || is_latin) key[i] = static_cast<char>(c | 0x20);
  }
  return key;
}

bool is_title_key(std::string_view key) {
  constexpr auto names = std::to_array<std::string_view>({"titel", "title", "rubrik", "ärendemening", "ärendetitel", "ärenderubrik",
                                                          "handlingstitel", "dokumenttitel", "ämne", "emne", "sagstitel", "overskrift",
                                                          "dokumentnavn", "sagsnavn", "ärende", "subject"});
  return std::ranges::find(names, key) != names.end();
}

Result<std::vector<ColumnRule>> read_columns(const std::vector<std::string>& lists) {
  constexpr int most_pointers = 64;
  int pointers = 0;
  std::vector<ColumnRule> rules;
  for (std::string_view list : lists) {
    if (list.empty()) return mask::fail(Failure::usage, "--columns takes NAME=CONTENT, with commas between");
    while (!list.empty()) {
      const auto pair = next_pair(list);
      if (!pair) return mask::fail(Failure::usage, "--columns takes NAME=CONTENT, with commas between");
      ColumnRule rule{.name = column_key(pair->first)};
      if (rule.name.empty()) return mask::fail(Failure::usage, "--columns: a name is missing");
      if (!read_content(column_key(pair->second), rule))
        return mask::fail(Failure::usage, "--columns: a column cannot hold \"" + shown(pair->second) + "\"");
      rule.is_pointer = rule.name.starts_with('/');
      if (rule.is_pointer) {
        if (pointers == most_pointers) return mask::fail(Failure::usage, "--columns takes at most 64 JSON pointers");
        rule.pointer_bit = std::uint64_t{1} << pointers++;
        rule.path = path_of(rule.name);
      }
      const char* const end = rule.name.data() + rule.name.size();
      const auto number = std::from_chars(rule.name.data(), end, rule.number);
      if (number.ec != std::errc{} || number.ptr != end) rule.number = 0;
      const auto same = [&](const ColumnRule& other) { return other.name == rule.name; };
      if (std::ranges::any_of(rules, same)) return mask::fail(Failure::usage, "--columns names \"" + shown(rule.name) + "\" twice");
      rules.push_back(std::move(rule));
    }
  }
  return rules;
}

}  // namespace cli
