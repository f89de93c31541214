// Runs a fuzz target on the files of its corpus, in builds without libFuzzer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/fuzz/target.h"

namespace {

void run(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::cerr << path.filename().string() << "\n";  // the last one named is the one that fails
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** words) {
  std::size_t files = 0;
  for (int i = 1; i < count; ++i) {
    if (!std::filesystem::is_directory(words[i])) {
      run(words[i]);
      ++files;
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(words[i])) {
      run(entry.path());
      ++files;
    }
  }
  std::cerr << files << " files\n";
  return files > 0 ? 0 : 1;
}
