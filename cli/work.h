// What a child of the worker does with a document: it walks the whole road.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/converter.h"
#include "cli/descriptors.h"
#include "cli/job.h"
#include "cli/reading_options.h"
#include "cli/sandbox.h"
#include "libmask/read/read.h"
#include "libocr/ocr.h"

namespace cli {

// How documents are read, as the options say.
struct ReadingPlan {
  mask::ReadOptions read;
  CostLimits costs;
  SandboxWish wish = SandboxWish::automatic;
  std::string languages;                   // of pictures, if somebody chose them
  std::optional<mask::Language> language;  // of all documents, if somebody says so
};
// Failure::usage; Failure::no_input or permission of the password file, which is read here.
[[nodiscard]] mask::Result<ReadingPlan> plan_reading(const ReadingOptions& options);

// What a program makes of the documents of one input. Both may fail.
struct Form {
  std::function<mask::Result<void>(mask::Reading&&, Status&)> take;
  std::function<mask::Result<void>(Status&)> finish;
};
// `outputs` as OutputIndex numbers them.
using MakeForm = std::function<Form(std::string_view source, std::span<const Descriptor> outputs)>;

struct Work {
  const ReadingPlan* plan = nullptr;
  ocr::Models* models = nullptr;   // of `pictures`
  Converter* converter = nullptr;  // may be missing
  MakeForm make_form;
};

[[nodiscard]] Status do_work(const Work& work, const Job& job, std::string_view document, std::span<const Descriptor> others);

}  // namespace cli
