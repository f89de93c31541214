// Compound files made for the tests: all streams in small sectors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mask::samples {

// A number in so many bytes, little-endian.
inline std::string number(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
  return out;
}

struct Storage {
  std::vector<std::pair<std::string, std::string>> streams = {};  // each under 4096 bytes
  std::vector<std::pair<std::string, Storage>> storages = {};
};

inline std::string compound(const Storage& top) {
  struct Item {
    std::string name;
    unsigned char type;
    std::uint32_t right = 0xFFFFFFFF;
    std::uint32_t child = 0xFFFFFFFF;
    std::uint32_t first = 0;
    std::uint64_t size = 0;
  };
  std::vector<Item> items = {{.name = "Root Entry", .type = 5}};
  std::string mini;
  std::vector<std::uint32_t> mini_table;
  const auto add = [&](const auto& self, const Storage& storage, std::size_t at) -> void {
    std::uint32_t last = 0xFFFFFFFF;
    const auto link = [&] {
      const auto index = static_cast<std::uint32_t>(items.size() - 1);
      (last == 0xFFFFFFFF ? items[at].child : items[last].right) = index;
      last = index;
    };
    for (const auto& [name, content] : storage.streams) {
      const auto first = static_cast<std::uint32_t>(mini_table.size());
      items.push_back({.name = name, .type = 2, .first = first, .size = content.size()});
      link();
      for (std::size_t begin = 0; begin < content.size(); begin += 64) {
        std::string sector = content.substr(begin, 64);
        sector.resize(64, '\0');
        mini += sector;
        mini_table.push_back(begin + 64 < content.size() ? static_cast<std::uint32_t>(mini_table.size() + 1) : 0xFFFFFFFE);
      }
    }
    for (const auto& [name, inner] : storage.storages) {
      items.push_back({.name = name, .type = 1});
      link();
      self(self, inner, last);
    }
  };
  add(add, top, 0);
  const auto padded = [](std::string bytes) {
    bytes.resize((bytes.size() + 511) / 512 * 512, '\0');
    return bytes;
  };
  std::string table_of_mini;
  for (const std::uint32_t next : mini_table) table_of_mini += number(next, 4);
  table_of_mini = padded(table_of_mini);
  mini = padded(mini);
  items[0].size = mini.size();
  std::string directory;
  const auto sectors = [](const std::string& bytes) { return static_cast<std::uint32_t>(bytes.size() / 512); };
  const std::uint32_t directory_sectors = static_cast<std::uint32_t>((items.size() * 128 + 511) / 512);
  // Sector 0: the table; then the directory, the table of small sectors, and these.
  items[0].first = 1 + directory_sectors + sectors(table_of_mini);
  for (const Item& item : items) {
    std::string entry;
    for (const char c : item.name) entry += std::string(1, c) + '\0';
    entry.resize(64, '\0');
    entry += number(2 * item.name.size() + 2, 2) + std::string(1, static_cast<char>(item.type)) + '\x01' + number(0xFFFFFFFF, 4) +
             number(item.right, 4) + number(item.child, 4) + std::string(36, '\0') + number(item.first, 4) + number(item.size, 8);
    directory += entry;
  }
  directory = padded(directory);
  std::string table = number(0xFFFFFFFD, 4);
  const auto chain = [&](std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) table += number(i + 1 < count ? table.size() / 4 + 1 : 0xFFFFFFFE, 4);
  };
  chain(sectors(directory));
  chain(sectors(table_of_mini));
  chain(sectors(mini));
  table.resize(512, '\xFF');  // 127 sectors at most
  std::string head = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(16, '\0') + number(0x3E, 2) + number(3, 2) +
                     number(0xFFFE, 2) + number(9, 2) + number(6, 2) + std::string(10, '\0') + number(1, 4) + number(1, 4) + number(0, 4) +
                     number(4096, 4) + number(table_of_mini.empty() ? 0xFFFFFFFE : 1 + directory_sectors, 4) +
                     number(sectors(table_of_mini), 4) + number(0xFFFFFFFE, 4) + number(0, 4) + number(0, 4);
  head.resize(512, '\xFF');
  return head + table + directory + table_of_mini + mini;
}

}  // namespace mask::samples
