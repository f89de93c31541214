// What a process in the sandbox may not do: each is tried, and must be denied by whichever wall this machine has.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/doctor.h"

namespace {

cli::Sandbox sandbox(cli::SandboxWish wish = cli::SandboxWish::automatic) {
  auto made = cli::Sandbox::make(wish, {});
  EXPECT_TRUE(made);
  return std::move(*made);
}

// The exit code of a process that enters and does this, or 128 and the signal that ended it.
template <typename Act>
int run(const cli::Sandbox& walls, const cli::ProcessLimits& limits, const Act& act) {
  const pid_t process = fork();
  if (process == 0) {
    if (!walls.enter(limits)) _exit(99);
    _exit(act());
  }
  int how = 0;
  waitpid(process, &how, 0);
  return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

TEST(Sandbox, EveryAttemptIsDenied) {
  const auto attempts = cli::try_walls(sandbox());
  EXPECT_GE(attempts.size(), 9U);
  for (const cli::Attempt& attempt : attempts) EXPECT_TRUE(attempt.was_denied) << attempt.what << ": " << attempt.how;
}

// The trials themselves can come off: with no walls but limits, files open and sockets are made.
TEST(Sandbox, WithoutWallsAttemptsComeOff) {
  std::size_t denied = 0;
  const auto attempts = cli::try_walls(sandbox(cli::SandboxWish::off));
  for (const cli::Attempt& attempt : attempts) denied += attempt.was_denied ? 1 : 0;
  EXPECT_LT(denied, attempts.size() - 3);
}

TEST(Sandbox, OpenDescriptorsGoOn) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_EQ(run(sandbox(), {}, [&] { return write(ends[1], "x", 1) == 1 ? 0 : 1; }), 0);
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  close(ends[0]);
  close(ends[1]);
}

TEST(Sandbox, ProcessorTimeEnds) {
  EXPECT_EQ(run(sandbox(), {.processor_seconds = 1},
                [] {
                  while (getppid() != 0) {
                  }
                  return 0;
                }),
            128 + SIGXCPU);
}

TEST(Sandbox, IsNamed) {
  EXPECT_EQ(cli::name_of({.landlock = 7, .has_filter = true}), "landlock 7, seccomp, limits");
  EXPECT_EQ(cli::name_of({}), "limits");
}

}  // namespace
