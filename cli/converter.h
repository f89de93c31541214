// Old Word documents: antiword and catdoc, each in a process that can do nothing but run it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/descriptors.h"
#include "cli/sandbox.h"
#include "libmask/base/result.h"

namespace cli {

// A process beside the one that reads a document. It is made before that one is shut in, since what is shut in starts no program; it waits
// for a document in a file that both share, runs the programs on it in a sandbox of their own, and leaves what they say in another.
class Converter {
 public:
  // Nothing where no process can be had.
  [[nodiscard]] static std::optional<Converter> start(SandboxWish wish);
  Converter(Converter&&) noexcept = default;
  Converter& operator=(Converter&&) noexcept = default;
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() = default;  // it ends when the pipe to it is closed

  // UTF-8. Failure::damaged where neither program reads it, Failure::exhausted.
  [[nodiscard]] mask::Result<std::string> convert(std::string_view document);

  // Could a document of these bytes hold an old Word document?
  [[nodiscard]] static bool is_wanted_for(std::string_view document);

 private:
  Converter() = default;
  Descriptor document_;
  Descriptor text_;
  Descriptor asking_;
  Descriptor answering_;
};

}  // namespace cli
