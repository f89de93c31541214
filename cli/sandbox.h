// What a process may still do when it reads a document that nobody vouches for.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libmask/base/result.h"

namespace cli {

// automatic: whatever this machine gives; require: Landlock and the filter of system calls, or Failure::sandbox; off: limits alone.
enum class SandboxWish : unsigned char { automatic, require, off };

// What stands between a process and the machine.
struct SandboxLevel {
  int landlock = 0;         // its ABI; 0: none
  bool has_filter = false;  // of system calls
  friend bool operator==(const SandboxLevel&, const SandboxLevel&) = default;
};
// "landlock 7, seccomp, limits"
[[nodiscard]] std::string name_of(const SandboxLevel& level);

// What a process may use up. Beyond memory, allocation fails; beyond processor time, the process is ended.
struct ProcessLimits {
  std::uint64_t processor_seconds = 20;
  std::uint64_t memory = std::uint64_t{1} << 30;   // bytes, on top of what it has when it enters
  std::uint64_t written = std::uint64_t{4} << 30;  // bytes of one file
};

// The walls, made once by a process that is still free, so that its children enter fast.
class Sandbox {
 public:
  // `readable`: folders whose files may still be read (fonts); `executable`: the one program that may be started, with `libraries`; most
  // sandboxes have none. Failure::sandbox where `require` cannot be met.
  struct Openings {
    std::vector<std::string> readable = {};
    std::vector<std::string> executable = {};
  };
  [[nodiscard]] static mask::Result<Sandbox> make(SandboxWish wish, const Openings& openings);
  Sandbox(Sandbox&& other) noexcept;
  Sandbox& operator=(Sandbox&&) = delete;
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox();

  [[nodiscard]] const SandboxLevel& level() const { return level_; }
  // Shuts the calling process in, for good. False where a wall that level() promises did not stand: the caller must end.
  [[nodiscard]] bool enter(const ProcessLimits& limits) const;

 private:
  Sandbox() = default;
  SandboxLevel level_;
  bool is_off_ = false;
  bool may_execute_ = false;
  int ruleset_ = -1;
  std::vector<std::uint64_t> filter_;  // instructions of the kernel's packet filter
};

}  // namespace cli
