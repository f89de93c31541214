// Documents that are no text, on their way through the worker to the outputs of `mask`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "cli/conveyor.h"
#include "cli/io.h"
#include "cli/mask_options.h"
#include "cli/record_masker.h"
#include "cli/sinks.h"
#include "cli/worker_link.h"

namespace cli {

// What becomes of several inputs on their way into one output.
struct Total {
  Outcome outcome;
  std::uint64_t documents = 0;  // made into records
};

// Documents at a time.
[[nodiscard]] std::size_t jobs_of(const MaskOptions& options);

// The worker is started with the first document.
class ThroughWorker {
 public:
  ThroughWorker(const MaskOptions& options, Sinks& sinks, int argc, char** argv)
      : options_(options), sinks_(sinks), argc_(argc), argv_(argv) {}

  [[nodiscard]] mask::Result<void> carry(const Conveyor::Next& next, const Conveyor::Deliver& deliver);
  // Writes what came of a document; `output` may be missing.
  [[nodiscard]] mask::Result<Total> write(const Delivery& delivery, Output* output);

 private:
  const MaskOptions& options_;
  Sinks& sinks_;
  int argc_;
  char** argv_;
  std::optional<WorkerLink> link_;
};

}  // namespace cli
