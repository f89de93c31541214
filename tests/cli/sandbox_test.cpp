// What a process in the sandbox may not do: each is tried, and must be denied by whichever wall this machine has.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <string_view>

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

// A process on a machine that lacks some system calls: they are unknown there.
template <typename Act>
int run_without(std::initializer_list<int> calls, const Act& act) {
  const pid_t process = fork();
  if (process == 0) {
    void* const filter = seccomp_init(SCMP_ACT_ALLOW);
    for (const int call : calls) seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    _exit(seccomp_load(filter) == 0 ? act() : 99);
  }
  int how = 0;
  waitpid(process, &how, 0);
  return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

// 0: as it must be; else the number of the first thing that is not.
int check_level(bool has_landlock, bool has_filter, std::initializer_list<std::string_view> may_come_off) {
  const auto walls = cli::Sandbox::make(cli::SandboxWish::automatic, {});
  if (!walls) return 1;
  if ((walls->level().landlock > 0) != has_landlock || walls->level().has_filter != has_filter) return 2;
  const auto required = cli::Sandbox::make(cli::SandboxWish::require, {});
  if (required.has_value() != (has_landlock && has_filter)) return 3;
  if (!required && required.error().failure != mask::Failure::sandbox) return 4;
  int number = 10;
  for (const cli::Attempt& attempt : cli::try_walls(*walls)) {
    if (!attempt.was_denied && std::ranges::find(may_come_off, attempt.what) == may_come_off.end()) return number;
    ++number;
  }
  return 0;
}

TEST(Sandbox, WithoutLandlockAttemptsAreDenied) {
  EXPECT_EQ(run_without({SCMP_SYS(landlock_create_ruleset), SCMP_SYS(landlock_restrict_self)}, [] { return check_level(false, true, {}); }),
            0);
}

// Landlock alone lets a process be made, which is no more free than its parent.
TEST(Sandbox, WithoutFilterAttemptsAreDenied) {
  EXPECT_EQ(run_without({SCMP_SYS(seccomp)}, [] { return check_level(true, false, {"make a process", "signal another process"}); }), 0);
}

TEST(Sandbox, IsNamed) {
  EXPECT_EQ(cli::name_of({.landlock = 7, .has_filter = true}), "landlock 7, seccomp, limits");
  EXPECT_EQ(cli::name_of({}), "limits");
}

}  // namespace
