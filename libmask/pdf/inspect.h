// Where a PDF may say more than its pages show.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/text/document.h"

namespace mask::pdf {

// A place that carries words. `carrier`: text-under-box, invisible-text, hidden-layer, annotation, form-field, metadata, bookmark,
// attachment, script, thumbnail, earlier-version. `kind` says more: the key of the metadata, the subtype of the annotation; never words of
// the document.
struct Carrier {
  std::uint32_t page = 0;  // from 1; 0: the document's
  std::optional<Box> box = {};
  std::string carrier = {};
  std::string kind = {};

  friend bool operator==(const Carrier&, const Carrier&) = default;
};

// Pages first, in order, then the document. Failure::damaged where it cannot be opened.
[[nodiscard]] Result<std::vector<Carrier>> inspect(std::string_view bytes, const std::vector<std::string>& passwords);

}  // namespace mask::pdf
