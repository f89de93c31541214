// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/networks.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace ocr {
namespace {

namespace fs = std::filesystem;

// Debian keeps them by the major version of Tesseract: the newest is taken.
const std::string debian_folder = "/usr/share/tesseract-ocr";

}  // namespace

NetworkFile find_network(const std::string& data, const std::string& language) {
  std::error_code error;
  const std::string name = "tessdata/" + language + ".traineddata";
  if (!data.empty() && fs::is_regular_file(data + "/" + name, error)) return {.path = data + "/" + name, .is_ours = true};
  NetworkFile found;
  for (const fs::directory_entry& version : fs::directory_iterator(debian_folder, error)) {
    const std::string path = version.path().string() + "/" + name;
    std::error_code none;
    if (fs::is_regular_file(path, none)) found.path = std::max(found.path, path);
  }
  return found;
}

std::vector<std::string> split_languages(const std::string& languages) {
  std::vector<std::string> parts(1);
  for (const char c : languages) {
    const bool is_name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!is_name && c != '+') return {};
    if (c == '+') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  if (std::ranges::any_of(parts, [](const std::string& part) { return part.empty(); })) return {};
  return parts;
}

mask::Result<Networks> load_networks(const std::string& data, const std::string& languages) {
  Networks networks;
  for (const std::string& language : split_languages(languages)) {
    const NetworkFile file = find_network(data, language);
    if (file.path.empty())
      return mask::fail(mask::Failure::data, "no network to read " + language + " with: is tesseract-ocr-" + language + " installed?");
    std::ifstream in(file.path, std::ios::binary);
    std::vector<char> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in.good() && !in.eof()) return mask::fail(mask::Failure::data, "cannot read " + file.path);
    // Tesseract takes any bytes for a network of the first version of its files, and may then ask for much memory.
    if (bytes.size() < 1000) return mask::fail(mask::Failure::data, file.path + " is damaged");
    networks.emplace(language, std::move(bytes));
  }
  return networks;
}

}  // namespace ocr
