// A program's line to maskros-worker, which it starts once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/descriptors.h"
#include "cli/job.h"

namespace cli {

class WorkerLink {
 public:
  // Starts the worker for `program`, with the options that this process was started with. Failures: data where there is no worker; whatever
  // the worker says when it cannot begin.
  [[nodiscard]] static mask::Result<WorkerLink> start(std::string_view program, int argc, char** argv);
  WorkerLink(WorkerLink&& other) noexcept;
  WorkerLink& operator=(WorkerLink&&) = delete;
  WorkerLink(const WorkerLink&) = delete;
  WorkerLink& operator=(const WorkerLink&) = delete;
  ~WorkerLink();  // ends the worker

  [[nodiscard]] mask::Result<void> give(const Job& job, std::span<const int> descriptors);
  // Waits for the next child that ended.
  [[nodiscard]] mask::Result<Ended> await();
  // "landlock 7, seccomp, limits"
  [[nodiscard]] const std::string& sandbox() const { return sandbox_; }

 private:
  explicit WorkerLink(Descriptor connection) : connection_(std::move(connection)) {}
  Descriptor connection_;
  int process_ = 0;
  std::string sandbox_;
};

// Runs the worker with these words, on the standard descriptors of this process, and gives its exit code. Failure::data where there is
// none.
[[nodiscard]] mask::Result<int> run_worker(std::vector<std::string> words);

// Where the worker lies, seen from a program's folder; empty if nowhere.
[[nodiscard]] std::string worker_path();

// The descriptors that the worker finds open when it starts: its end of the connection, and the words of the program's command line with a
// zero byte after each.
inline constexpr int worker_connection = 3;
inline constexpr int worker_arguments = 4;

}  // namespace cli
