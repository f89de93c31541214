// What `transcribe` makes of documents, in the child that reads them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/transcribe_options.h"
#include "cli/work.h"

namespace cli {

// `sandbox` is the level that the child is in.
[[nodiscard]] Form make_transcribe_form(const TranscribeOptions& options, const std::string& sandbox, std::string_view source,
                                        std::span<const Descriptor> outputs);

// Notes for a person, each behind the name of its document where there are several.
void note_review(Status& status, const mask::Document& document);

}  // namespace cli
