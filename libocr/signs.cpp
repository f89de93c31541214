// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/signs.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace ocr {
namespace {

using namespace std::string_view_literals;

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_address(char c) { return is_small(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '-' || c == '_' || c == '+'; }

// Without signs around it.
std::string_view core(std::string_view text) {
  constexpr auto signs = ".,;:!?()[]<>\"' \n"sv;
  const std::size_t first = text.find_first_not_of(signs);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(signs) + 1 - first);
}

// "…example.se", without an @ and without a path.
bool may_be_address(std::string_view text) {
  const std::string_view word = core(text);
  const std::size_t dot = word.rfind('.');
  if (word.size() < 7 || dot == std::string_view::npos || dot < 4 || word.contains('@') || word.contains('/') || word.starts_with("www."))
    return false;
  const std::string_view end = word.substr(dot + 1);
  return end.size() >= 2 && end.size() <= 6 && std::ranges::all_of(end, is_small);
}

bool is_address(std::string_view word) {
  const std::size_t at = word.find('@');
  if (at == std::string_view::npos || at == 0 || word.find('@', at + 1) != std::string_view::npos) return false;
  const std::string_view host = word.substr(at + 1);
  const std::size_t dot = host.rfind('.');
  return dot != std::string_view::npos && dot > 0 && host.size() - dot >= 3 && std::ranges::all_of(word.substr(0, at), is_of_address) &&
         std::ranges::all_of(host, is_of_address);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 4 && is_digit(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || is_small(c); });
}

// Beside a number: "4 kap. 1 8", "$ 12".
bool may_be_section(const std::vector<ReadWord>& words, std::size_t i) {
  constexpr std::array looks_like_it{"$"sv, "$$"sv, "&"sv, "8"sv, "88"sv, "S"sv, "SS"sv, "s"sv};
  if (std::ranges::find(looks_like_it, core(words[i].text)) == looks_like_it.end()) return false;
  const auto is_number_of_line = [&](std::size_t k) {
    return k < words.size() && words[k].line == words[i].line && is_number(core(words[k].text));
  };
  return (i > 0 && is_number_of_line(i - 1)) || is_number_of_line(i + 1);
}

// All of it, blanks left out, where that is an address about as long as what stood there; else the first part between blanks that is one.
std::string address_in(std::string_view seen, std::size_t length) {
  std::string joined;
  std::ranges::copy_if(seen, std::back_inserter(joined), [](char c) { return c != ' ' && c != '\n'; });
  if (const std::string_view word = core(joined); is_address(word) && word.size() <= length + 2) return std::string(word);
  while (!seen.empty()) {
    const std::size_t end = std::min(seen.find_first_of(" \n"), seen.size());
    if (const std::string_view word = core(seen.substr(0, end)); is_address(word)) return std::string(word);
    seen.remove_prefix(std::min(end + 1, seen.size()));
  }
  return {};
}

std::string sign_in(std::string_view seen) {
  const std::string_view sign = core(seen);
  return sign == "§" || sign == "§§" ? std::string(sign) : std::string();
}

}  // namespace

void read_signs(std::vector<ReadWord>& words, const ReadSigns& read) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool may_be_one = may_be_address(words[i].text);
    if (!may_be_one && !may_be_section(words, i)) continue;
    std::string& text = words[i].text;
    const std::string_view old = core(text);
    const std::string seen = read(words[i].box);
    const std::string now = may_be_one ? address_in(seen, old.size()) : sign_in(seen);
    if (!now.empty())
      text = text.substr(0, static_cast<std::size_t>(old.data() - text.data())) + now +
             text.substr(static_cast<std::size_t>(old.data() - text.data()) + old.size());
  }
}

}  // namespace ocr
