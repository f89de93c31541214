// Any line of a document stream: what is read can be written again as one line that reads the same, or is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/stream.h"

#include "libmask/read/stream.h"
#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::require;

constexpr std::string_view masked = "masked \" \\ \n \xC3\xA5";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Padded padded(fuzz::as_text(data, size));
  const std::string_view line = padded.text();
  if (line.contains('\n')) return 0;
  static_cast<void>(begins_stream(line));
  const Result<StreamLine> read = read_stream_line(line);
  if (!read) {
    require(read.error().failure == Failure::damaged, "a line that cannot be read is damaged");
    return 0;
  }
  if (read->is_end) return 0;
  // The first half of the text is masked.
  const auto half = static_cast<std::uint64_t>(read->text.size() / 2);
  const PositionMap positions({Moved{.start = 0, .end = half, .new_start = 0, .new_end = 6}});
  const std::vector<std::string> pass = {"kept"};
  StreamChange change;
  change.text = masked;
  change.positions = &positions;
  change.mask_string = [](std::string_view) { return Result<std::string>(std::string("X")); };
  change.pass = &pass;
  change.adds_protected_review = size % 2 == 0;
  std::string out;
  if (!append_stream_line(out, line, change)) return 0;  // too deep
  require(out.ends_with('\n') && out.find('\n') + 1 == out.size(), "a document is one line");
  const fuzz::Padded written(std::string_view(out).substr(0, out.size() - 1));
  const Result<StreamLine> again = read_stream_line(written.text());
  require(again && !again->is_end, "what was written can be read");
  require(again->text == masked, "the text is the masked one");
  require(read->id.empty() || again->id == "X", "the id is masked");
  require(!change.adds_protected_review || again->has_review, "a review that was asked for is there");
  return 0;
}
