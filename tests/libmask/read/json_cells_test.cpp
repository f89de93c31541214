// Where the cells of JSON stand: rows, pointers, names; and stretches that begin in the middle.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/json_cells.h"

#include <gtest/gtest.h>

#include <string>

namespace mask {
namespace {

class Nobody : public JsonReader::Listener {
 public:
  std::uint32_t column_of(const JsonReader&, const Cell&) override { return 0; }
  void opened(const JsonReader&, std::uint32_t) override {}
};

// "row pointer nearest-name" of each cell, stretches cut wherever they may be, or not at all.
std::vector<std::string> places(std::string text, bool cuts) {
  Nobody nobody;
  JsonReader reader(nobody);
  std::vector<std::string> out;
  std::uint32_t at = 0;
  for (;;) {
    const JsonReader::State state = reader.read(text, at, true);
    if (state == JsonReader::State::damaged) return {reader.error()};
    if (state == JsonReader::State::record && !cuts) continue;
    for (const Cell& cell : reader.cells()) {
      out.push_back(std::to_string(reader.first_record() + cell.row) + " " + reader.pointer(cell, reader.names()) + " " +
                    std::string(reader.nearest_name(cell)));
    }
    if (state == JsonReader::State::done) return out;
    reader.cut();
    text.erase(0, at);
    at = 0;
  }
}

TEST(JsonCells, StandSomewhere) {
  const std::string text = R"({"a":1,"b~/":[{"c":"x","d":[2,"y"]},{"c":3}],"e":{"f":["z"]}})";
  const std::vector<std::string> wanted = {"1 /a a",         "1 /a a",           "1 /b~0~1 b~/",     "2 /b~0~1/0/c c", "2 /b~0~1/0/c c",
                                           "2 /b~0~1/0/d d", "2 /b~0~1/0/d/0 d", "2 /b~0~1/0/d/1 d", "3 /b~0~1/1/c c", "3 /b~0~1/1/c c",
                                           "3 /e e",         "3 /e/f f",         "4 /e/f/0 f"};
  EXPECT_EQ(places(text, false), wanted);
  EXPECT_EQ(places(text, true), wanted);
  EXPECT_EQ(places(R"(["x",["y"]])", true), (std::vector<std::string>{"1 /0 ", "2 /1/0 "}));
  EXPECT_EQ(places(R"("x")", true), (std::vector<std::string>{"1  "}));
}

TEST(JsonCells, AreToldByContent) {
  const auto look = [](std::string_view text, bool is_whole) {
    const JsonLook seen = look_for_json(text, is_whole);
    return seen.is_json ? "json" : seen.is_lines ? "lines" : "text";
  };
  for (const std::string_view json : {"{}", " [1]\n", "\"x\"", "{\"a\":[1,{\"b\":null}]}"}) EXPECT_STREQ(look(json, true), "json") << json;
  for (const std::string_view text : {"", "1", "[1] x", "[PERSON 1] x", "{x}", "\"x\" y", "{\"a\":1} x", "[1]\n[2]\n"})
    EXPECT_STREQ(look(text, true), "text") << text;
  EXPECT_STREQ(look("{\"a\":1}\n\n{\"a\":2}\n", true), "lines");
  EXPECT_STREQ(look("{\"a\":1}\n{\"a\":\n", true), "lines");
  EXPECT_STREQ(look("{\"a\":[1,", false), "json");
  EXPECT_STREQ(look("{\"a\":[1,", true), "text");
}

}  // namespace
}  // namespace mask
