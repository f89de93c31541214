// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/ocr.h"

namespace ocr {

struct Models::State {};

Models::Models(std::unique_ptr<State> state) : state_(std::move(state)) {}
Models::Models(Models&&) noexcept = default;
Models& Models::operator=(Models&&) noexcept = default;
Models::~Models() = default;

mask::Result<Models> Models::load(const std::string& /*data*/, const std::string& /*languages*/) {
  return mask::fail(mask::Failure::data, "no OCR yet");
}

std::string Models::names(const std::string& /*data*/) { return {}; }

mask::Result<mask::Recognised> Models::read(const mask::Pixels& /*pixels*/, std::optional<mask::Language> /*language*/) {
  return mask::fail(mask::Failure::data, "no OCR yet");
}

}  // namespace ocr
