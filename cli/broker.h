// The worker's own process: small, single-threaded, with one sandboxed child per job. It never looks into a document.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cli/descriptors.h"
#include "cli/job.h"
#include "cli/sandbox.h"

namespace cli {

// What a child may cost, by its job and the size of its document in bytes.
struct JobLimits {
  ProcessLimits process;
  std::uint64_t wall_seconds = 120;
};

struct BrokerPlan {
  const Sandbox* sandbox = nullptr;
  // Called in the broker before a child is made for a job: loads what the job needs and is not there yet. Failure: no child is made.
  std::function<mask::Result<void>(const Job&)> prepare;
  std::function<JobLimits(const Job&, std::uint64_t size)> limits;
  // Called in the child before it is shut in.
  std::function<void(const Job&, std::string_view document)> before;
  // The child's whole work, once shut in. Gives what it says last.
  std::function<Status(const Job&, std::string_view document, std::span<const Descriptor> others)> work;
};

// Serves the program at the other end of `connection` until that is gone. Gives the exit code.
[[nodiscard]] int serve(int connection, const BrokerPlan& plan);

}  // namespace cli
