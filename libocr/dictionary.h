// hunspell's dictionary of a language, asked in UTF-8.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "libmask/base/result.h"
#include "libmask/text/language.h"

class Hunspell;

namespace ocr {

class Dictionary {
 public:
  // Failure::data where it is missing.
  [[nodiscard]] static mask::Result<Dictionary> load(mask::Language language);
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

  // Compounds count.
  [[nodiscard]] bool knows(const std::string& word) const;

 private:
  explicit Dictionary(std::unique_ptr<Hunspell> words);
  std::unique_ptr<Hunspell> words_;
  bool is_latin1_ = false;
};

}  // namespace ocr
