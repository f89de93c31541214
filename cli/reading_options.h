// Options of every program that reads documents through the worker.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/options.h"
#include "libmask/base/result.h"

namespace cli {

struct ReadingOptions {
  std::string pages, ocr = "auto", languages, password_file, sandbox = "auto";
  std::vector<std::string> limits;
};

void describe_reading(OptionTable& table, ReadingOptions& options);

// What a document may cost; the first four of the process that reads it, the others of what it unpacks to.
struct CostLimits {
  std::uint64_t processor_seconds = 10;  // and half a second for each MiB of the document
  std::uint64_t ocr_seconds = 120;       // of the processor, for each picture
  std::uint64_t wall_seconds = 300;      // for each step; each picture has ten times its processor time
  std::uint64_t memory = std::uint64_t{1} << 30;
  std::uint64_t pages = 10'000;
  std::uint64_t pixels = 200'000'000;
  std::uint64_t unpacked = std::uint64_t{1} << 30;
  std::uint64_t ratio = 200;
  std::uint64_t depth = 8;
  std::uint64_t entries = 100'000;
};

// Failure::usage where the options are wrong; nothing is opened.
[[nodiscard]] mask::Result<CostLimits> limits_of(const ReadingOptions& options);
[[nodiscard]] mask::Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> pages_of(const ReadingOptions& options);
[[nodiscard]] mask::Result<void> check(const ReadingOptions& options);

}  // namespace cli
