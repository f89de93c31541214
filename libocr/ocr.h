// Pixels -> words with their places: libocr in one header.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "libmask/base/pixels.h"
#include "libmask/base/result.h"
#include "libmask/read/read.h"
#include "libmask/text/language.h"

namespace ocr {

// The networks and dictionaries, loaded once; forked processes share them.
class Models {
 public:
  // Loads what reads Swedish and Danish together, and each alone. `data` is the folder of installed data; what it lacks is taken from where
  // Debian keeps it. `languages` (as Tesseract names them, "swe+dan+eng") fixes the choice; empty: Swedish and Danish, told by the pages.
  // Failure::data where a network is missing or damaged, Failure::usage where a language is not known.
  [[nodiscard]] static mask::Result<Models> load(const std::string& data, const std::string& languages);
  Models(Models&&) noexcept;
  Models& operator=(Models&&) noexcept;
  ~Models();

  // "swe 4.1.0 (Debian), dan best_int": for --version.
  [[nodiscard]] static std::string names(const std::string& data);

  // Reads a picture. `language` is what the document's first pages told; nothing: both together. Deterministic; opens no file, starts no
  // thread.
  [[nodiscard]] mask::Result<mask::Recognised> read(const mask::Pixels& pixels, std::optional<mask::Language> language);

 private:
  struct State;
  explicit Models(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ocr
