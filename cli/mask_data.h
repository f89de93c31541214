// What `mask` knows once its data are loaded: lexicon, model, and how to mask.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "cli/mask_options.h"
#include "cli/masker.h"
#include "libmask/find/find.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/model/names.h"

namespace cli {

class MaskData {
 public:
  // The folder of data must be known: options.data. Failure::data, usage, configuration.
  [[nodiscard]] static mask::Result<std::unique_ptr<MaskData>> load(const MaskOptions& options);
  MaskData(const MaskData&) = delete;
  MaskData& operator=(const MaskData&) = delete;

  [[nodiscard]] const mask::Lexicon& lexicon() const { return lexicon_; }
  [[nodiscard]] const mask::NameModel* model() const { return model_ ? &*model_ : nullptr; }
  // Made when first asked for: --version needs none. Failure::usage, configuration.
  [[nodiscard]] mask::Result<const Masking*> masking(const MaskOptions& options);

 private:
  explicit MaskData(mask::Lexicon lexicon) : lexicon_(std::move(lexicon)) {}
  mask::Lexicon lexicon_;
  std::optional<mask::NameModel> model_;
  std::optional<mask::Finder> finder_;
  std::optional<Masking> masking_;
};

}  // namespace cli
