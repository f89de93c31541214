// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/make/names/pool.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>

#include "data/make/names/letters.h"

namespace names {
namespace {

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns(1);
  for (const char c : line) {
    if (c == '\t') {
      columns.emplace_back();
    } else {
      columns.back() += c;
    }
  }
  return columns;
}

bool for_each_row(const std::string& path, const std::function<void(const std::vector<std::string>&)>& take) {
  std::ifstream in(path);
  std::string line;
  if (!in || !std::getline(in, line)) return false;
  while (std::getline(in, line)) take(columns_of(line));
  return true;
}

bool is_name(const std::string& text) {
  return text.size() > 1 && text.size() < 30 && static_cast<unsigned char>(text[0]) < 0xC6 &&
         text.find_first_of(" .,()0123456789") == std::string::npos;
}

std::size_t cut_near(const std::string& text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

}  // namespace

std::optional<NamePool> NamePool::load(const std::string& folder) {
  NamePool pool;
  const auto list = [&](const char* file, std::size_t most, Lists& into) {
    std::vector<std::string> names;
    const bool done = for_each_row(folder + "/" + file, [&](const std::vector<std::string>& row) {
      if (names.size() < most && is_name(row[0])) names.push_back(to_title(row[0]));
    });
    into.push_back(std::move(names));
    return done;
  };
  if (!list("sv-first-names.tsv", 4000, pool.first_) || !list("da-first-names-2021.tsv", 4000, pool.first_) ||
      !list("sv-surnames-top1000.tsv", 1000, pool.last_) || !list("da-last-names-2005.tsv", 4000, pool.last_))
    return std::nullopt;
  const auto by_country = [&](const char* file, Lists& into) {
    std::vector<std::string> names;
    const bool done = for_each_row(folder + "/" + file, [&](const std::vector<std::string>& row) {
      const std::string& name = row.size() > 2 && !row[2].empty() ? row[2] : row[1];
      if (is_name(name)) names.push_back(to_title(name));
    });
    into.push_back(std::move(names));
    return done;
  };
  if (!by_country("intl-popular-forenames.tsv", pool.first_) || !by_country("intl-popular-surnames.tsv", pool.last_)) return std::nullopt;
  std::vector<std::string> first;
  std::vector<std::string> last;
  if (!for_each_row(folder + "/faker-all-locales.tsv", [&](const std::vector<std::string>& row) {
        if (row.size() < 2 || !is_name(row[1])) return;
        if (row[0] == "first_name") first.push_back(row[1]);
        if (row[0] == "last_name") last.push_back(row[1]);
      }))
    return std::nullopt;
  pool.first_.push_back(std::move(first));
  pool.last_.push_back(std::move(last));
  return pool;
}

NamePool::Name NamePool::pick(const Lists& lists, Random& random) {
  const auto any = [&] {
    const std::vector<std::string>& list = lists[random.below(lists.size())];
    return list[random.below(list.size())];
  };
  Name name{any(), true};
  if (random.chance(20)) {  // the front of one and the end of another
    const std::string other = any();
    const std::size_t front = cut_near(name.text, name.text.size() / 2);
    const std::size_t back = cut_near(other, other.size() / 2);
    const std::string made = name.text.substr(0, front) + to_lower(other.substr(back));
    if (is_name(made)) name = {made, false};
  }
  return name;
}

}  // namespace names
