// Tesseract: a prepared picture -> words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/text/document.h"
#include "libocr/pix.h"

namespace tesseract {
class TessBaseAPI;
}

namespace ocr {

// A word in pixels of the picture that was read.
struct ReadWord {
  std::string text;
  mask::Box box;
  float confidence = 0;  // 0 to 1
  int line = 0;          // lines are numbered as they are read
};

// The bytes of networks by the name of their language.
using Networks = std::map<std::string, std::vector<char>, std::less<>>;

// One or more languages read together.
class Engine {
 public:
  // `languages`: "swe+dan", all of them in `networks`. Failure::data where a network is damaged.
  [[nodiscard]] static mask::Result<Engine> load(const Networks& networks, const std::string& languages);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // Looks at the words of a page that is still being read, after 4, 8, 16 and 32 of its lines. False: what is left of it is not read.
  using Watch = std::function<bool(std::span<const ReadWord> words)>;

  // `dpi` is that of the picture. Words come in the order in which Tesseract reads them; with what was read so far when `watch` stopped it.
  [[nodiscard]] std::vector<ReadWord> read(PIX* grey, int dpi, const Watch& watch = {});

  // What stands in a picture of one line.
  [[nodiscard]] std::string read_line(PIX* line, int dpi);

 private:
  explicit Engine(std::unique_ptr<tesseract::TessBaseAPI> api);
  std::unique_ptr<tesseract::TessBaseAPI> api_;
};

}  // namespace ocr
