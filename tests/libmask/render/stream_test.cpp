// Lines of the document stream, read and written again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/stream.h"

#include <gtest/gtest.h>

#include <string>

#include "libmask/read/stream.h"

namespace mask {
namespace {

std::string padded(std::string line) { return line.append(json_margin, '\0'); }

Result<StreamLine> read(const std::string& line) {
  const std::string with_margin = padded(line);
  return read_stream_line({with_margin.data(), line.size()});
}

std::string rewritten(const std::string& line, const StreamChange& change) {
  const std::string with_margin = padded(line);
  std::string out;
  const auto done = append_stream_line(out, {with_margin.data(), line.size()}, change);
  return done ? out : "failed: " + done.error().message;
}

TEST(Stream, ReadsADocumentAndTheEnd) {
  const auto line = read(R"( {"maskros":1,"id":"a\u00e5\ud83d\ude00\n","lang":"da","text":"xy","meta":{"review":["p"]}} )");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->id, "a\u00E5\U0001F600\n");
  EXPECT_EQ(line->text, "xy");
  EXPECT_EQ(line->language, Language::da);
  EXPECT_TRUE(line->has_review);
  const auto end = read(R"({"maskros":1,"end":true,"documents":3})");
  ASSERT_TRUE(end);
  EXPECT_TRUE(end->is_end);
  EXPECT_EQ(end->documents, 3U);
}

TEST(Stream, RefusesWhatIsNoRecord) {
  for (const char* line : {"{}", "{\"maskros\":1,\"text\":\"\\ud800\"}", "[1]", "{\"maskros\":2,\"text\":\"\"}", "{\"maskros\":1}",
                           "{\"maskros\":1,\"end\":true}", "{\"maskros\":1,\"text\":\"a\"", "{\"maskros\":1,\"text\":\"a\",\"text\":\"b\"}",
                           "\"maskros\"", "{\"maskros\":1,\"text\":\"a\",\"text\":[]}", "{\"maskros\":1,\"text\":[]}",
                           "{\"maskros\":1,\"text\":1,\"text\":\"b\"}", "{\"maskros\":1,\"text\":\"\x80\"}"}) {
    EXPECT_FALSE(read(line)) << line;
  }
}

TEST(Stream, WritesWhatIsNotMaskedAsItStood) {
  const PositionMap positions({});
  const std::vector<std::string> pass = {"keep"};
  const StreamChange change{
      .text = "new",
      .positions = &positions,
      .mask_string = [](std::string_view words) -> Result<std::string> { return words == "Anna" ? "[PERSON 1]" : std::string(words); },
      .pass = &pass};
  EXPECT_EQ(
      rewritten(
          R"({ "maskros":1, "id":"Anna", "n":-0.10e+5, "b":[true,null,1E400,{"x":"\u00e5","y":"Anna"}], "keep":"Anna", "text":"old", "big":12345678901234567890 })",
          change),
      R"({"maskros":1,"id":"[PERSON 1]","n":-0.10e+5,"b":[true,null,1E400,{"x":"\u00e5","y":"[PERSON 1]"}],"keep":"Anna","text":"new","big":12345678901234567890})"
      "\n");
}

TEST(Stream, MovesPagesAndWordsToTheNewText) {
  // "Hej Anna Berg, kom": Anna Berg at 4-13 becomes [PERSON 1] at 4-14.
  const PositionMap positions({{4, 13, 4, 14}});
  const std::vector<std::string> pass;
  const StreamChange change{.text = "Hej [PERSON 1], kom",
                            .positions = &positions,
                            .mask_string = [](std::string_view w) -> Result<std::string> { return std::string(w); },
                            .pass = &pass};
  EXPECT_EQ(
      rewritten(
          R"({"maskros":1,"text":"Hej Anna Berg, kom","pages":[{"number":1,"start":0,"end":18,"words":[[0,3,10,10,30,20,0.9],[4,8,35,10,60,20,0.8],[9,14,62,10,90,20,0.7],[15,18,95,10,120,20,1]]}]})",
          change),
      R"({"maskros":1,"text":"Hej [PERSON 1], kom","pages":[{"number":1,"start":0,"end":19,"words":[[0,3,10,10,30,20,0.9],[4,14,35,10,115,20,0.7],[16,19,95,10,120,20,1]]}]})"
      "\n");
}

TEST(Stream, NotesAProtectedIdentityInTheReview) {
  const PositionMap positions({});
  const std::vector<std::string> pass;
  StreamChange change{.text = "t",
                      .positions = &positions,
                      .mask_string = [](std::string_view w) -> Result<std::string> { return std::string(w); },
                      .pass = &pass,
                      .adds_protected_review = true};
  const std::string note = "\"protected identity: a person must look\"";
  EXPECT_EQ(rewritten(R"({"maskros":1,"text":""})", change), "{\"maskros\":1,\"text\":\"t\",\"meta\":{\"review\":[" + note + "]}}\n");
  EXPECT_EQ(rewritten(R"({"maskros":1,"text":"","meta":{}})", change),
            "{\"maskros\":1,\"text\":\"t\",\"meta\":{\"review\":[" + note + "]}}\n");
  EXPECT_EQ(rewritten(R"({"maskros":1,"text":"","meta":{"review":["p"],"a":1}})", change),
            "{\"maskros\":1,\"text\":\"t\",\"meta\":{\"review\":[\"p\"," + note + "],\"a\":1}}\n");
}

TEST(Stream, RefusesDepth) {
  const PositionMap positions({});
  const std::vector<std::string> pass;
  const StreamChange change{.text = "t",
                            .positions = &positions,
                            .mask_string = [](std::string_view w) -> Result<std::string> { return std::string(w); },
                            .pass = &pass};
  const std::string deep = "{\"maskros\":1,\"text\":\"\",\"x\":" + std::string(100, '[') + std::string(100, ']') + "}";
  EXPECT_EQ(rewritten(deep, change), "failed: nested deeper than 64");
}

}  // namespace
}  // namespace mask
