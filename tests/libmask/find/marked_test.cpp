// Every marked file beside this one, line by line. MARKED=phone.txt in the environment runs one file.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/libmask/find/marked.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace mask::test {
namespace {

std::vector<std::string> marked_files() {
  std::vector<std::string> paths;
  const char* const only = std::getenv("MARKED");
  for (const auto& entry : std::filesystem::directory_iterator(MASKROS_TESTS "/find")) {
    if (entry.path().extension() != ".txt" || entry.path().filename() == "CMakeLists.txt") continue;
    if (only == nullptr || entry.path().filename() == only) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

class Marked : public testing::TestWithParam<std::string> {};

TEST_P(Marked, EachLineIsFoundAsMarked) {
  const MarkedFile file = read_marked(GetParam());
  ASSERT_FALSE(file.lines.empty());
  const Finder finder(lexicon(), file.with_model ? &shipped_model() : nullptr);
  for (const MarkedLine& line : file.lines) {
    std::vector<Mark> expected = line.marks;
    std::erase_if(expected, [&](const Mark& m) { return std::ranges::find(file.types, m.type) == file.types.end(); });
    const std::vector<Mark> actual = found(finder, line.text, file.types);
    if (line.known_failure) {
      EXPECT_NE(actual, expected) << file.name << ":" << line.line << " is marked as not right yet, but is right";
    } else {
      EXPECT_EQ(with_marks(line.text, actual), with_marks(line.text, expected)) << file.name << ":" << line.line;
    }
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& parameter) {
  std::string name = std::filesystem::path(parameter.param).stem();
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, Marked, testing::ValuesIn(marked_files()), test_name);

}  // namespace
}  // namespace mask::test
