// Bytes of a PDF or a picture, and what is to be covered in it -> a new PDF of pictures, with nothing of the old file in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/read/read.h"
#include "libmask/redact/plan.h"

namespace mask {

struct RedactOptions {
  std::vector<std::string> passwords = {};
  Limits limits = {};
  bool covers_unread = false;  // ink that nobody could read, too
  bool draws = true;           // else pages are empty, but for their words and labels: a quick look at what they would say
};

struct Redacted {
  std::string pdf = {};
  std::vector<PagePlan> pages = {};  // as it shows them
};

// Pages are drawn, covered and packed one after the other; over each lies what is left of its words as invisible text, and the labels.
// Only the document's own pages are there: no attachments, no annotations but their looks, no names, no history. The same bytes each time.
// Failures: usage where the document is neither PDF nor picture; damaged; exhausted.
[[nodiscard]] Result<Redacted> redact(std::string_view source, const Document& document, std::span<const Redaction> redactions,
                                      const RedactOptions& options);

}  // namespace mask
