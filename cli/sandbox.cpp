// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sandbox.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

namespace cli {
namespace {

using mask::Failure;
using mask::Result;

// Debian 12's header ends at the second ABI: the kernel's names for what came later, and the size of each ABI's structure.
struct RulesetAttributes {
  std::uint64_t handled_files = 0;
  std::uint64_t handled_net = 0;  // from ABI 4
  std::uint64_t scoped = 0;       // from ABI 6
};
constexpr std::uint64_t files_1 = (std::uint64_t{1} << 13) - 1;
constexpr std::uint64_t refer = std::uint64_t{1} << 13;
constexpr std::uint64_t truncate_2 = std::uint64_t{1} << 14;
constexpr std::uint64_t control_device = std::uint64_t{1} << 15;
constexpr std::uint64_t bind_and_connect = 3;
constexpr std::uint64_t sockets_and_signals = 3;

std::size_t size_of_attributes(int abi) { return abi < 4 ? 8 : abi < 6 ? 16 : 24; }

std::uint64_t files_of(int abi) { return files_1 | (abi >= 2 ? refer : 0) | (abi >= 3 ? truncate_2 : 0) | (abi >= 5 ? control_device : 0); }

int landlock_abi() {
  const long abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return abi < 0 ? 0 : static_cast<int>(abi);
}

void allow(int ruleset, const std::string& path, std::uint64_t access) {
  const int descriptor = open(path.c_str(), O_PATH | O_CLOEXEC);
  if (descriptor < 0) return;  // nothing there, nothing to read
  struct stat status {};
  constexpr std::uint64_t of_files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
  if (fstat(descriptor, &status) == 0 && !S_ISDIR(status.st_mode)) access &= of_files;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = descriptor;
  (void)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(descriptor);
}

int make_ruleset(int abi, const Sandbox::Openings& openings) {
  RulesetAttributes attributes;
  attributes.handled_files = files_of(abi);
  if (abi >= 4) attributes.handled_net = bind_and_connect;
  if (abi >= 6) attributes.scoped = sockets_and_signals;
  const long made = syscall(SYS_landlock_create_ruleset, &attributes, size_of_attributes(abi), 0);
  if (made < 0) return -1;
  const int ruleset = static_cast<int>(made);
  for (const std::string& path : openings.readable) allow(ruleset, path, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
  for (const std::string& path : openings.executable) allow(ruleset, path, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE);
  return ruleset;
}

// What reading a document needs, and what the C library does by itself.
constexpr std::array allowed_calls = {SCMP_SYS(read),
                                      SCMP_SYS(write),
                                      SCMP_SYS(readv),
                                      SCMP_SYS(writev),
                                      SCMP_SYS(pread64),
                                      SCMP_SYS(pwrite64),
                                      SCMP_SYS(lseek),
                                      SCMP_SYS(close),
                                      SCMP_SYS(fstat),
                                      SCMP_SYS(newfstatat),
                                      SCMP_SYS(stat),
                                      SCMP_SYS(lstat),
                                      SCMP_SYS(statx),
                                      SCMP_SYS(fcntl),
                                      SCMP_SYS(openat),
                                      SCMP_SYS(open),
                                      SCMP_SYS(access),
                                      SCMP_SYS(faccessat),
                                      SCMP_SYS(faccessat2),
                                      SCMP_SYS(readlink),
                                      SCMP_SYS(readlinkat),
                                      SCMP_SYS(getdents64),
                                      SCMP_SYS(getcwd),
                                      SCMP_SYS(ftruncate),
                                      SCMP_SYS(fadvise64),
                                      SCMP_SYS(statfs),
                                      SCMP_SYS(fstatfs),
                                      SCMP_SYS(mmap),
                                      SCMP_SYS(munmap),
                                      SCMP_SYS(mprotect),
                                      SCMP_SYS(mremap),
                                      SCMP_SYS(brk),
                                      SCMP_SYS(madvise),
                                      SCMP_SYS(msync),
                                      SCMP_SYS(futex),
                                      SCMP_SYS(rt_sigaction),
                                      SCMP_SYS(rt_sigprocmask),
                                      SCMP_SYS(rt_sigreturn),
                                      SCMP_SYS(sigaltstack),
                                      SCMP_SYS(sched_yield),
                                      SCMP_SYS(sched_getaffinity),
                                      SCMP_SYS(nanosleep),
                                      SCMP_SYS(clock_nanosleep),
                                      SCMP_SYS(clock_gettime),
                                      SCMP_SYS(clock_getres),
                                      SCMP_SYS(gettimeofday),
                                      SCMP_SYS(time),
                                      SCMP_SYS(times),
                                      SCMP_SYS(getrusage),
                                      SCMP_SYS(getrandom),
                                      SCMP_SYS(getpid),
                                      SCMP_SYS(gettid),
                                      SCMP_SYS(getppid),
                                      SCMP_SYS(getuid),
                                      SCMP_SYS(geteuid),
                                      SCMP_SYS(getgid),
                                      SCMP_SYS(getegid),
                                      SCMP_SYS(uname),
                                      SCMP_SYS(sysinfo),
                                      SCMP_SYS(getrlimit),
                                      SCMP_SYS(set_robust_list),
                                      SCMP_SYS(rseq),
                                      SCMP_SYS(set_tid_address),
                                      SCMP_SYS(arch_prctl),
                                      SCMP_SYS(restart_syscall),
                                      SCMP_SYS(exit),
                                      SCMP_SYS(exit_group),
                                      SCMP_SYS(poll),
                                      SCMP_SYS(ppoll),
                                      SCMP_SYS(dup),
                                      SCMP_SYS(eventfd2),
                                      SCMP_SYS(getpgrp)};

// What no reader of documents ever asks for: whoever does is no longer ours.
constexpr std::array deadly_calls = {SCMP_SYS(socket),
                                     SCMP_SYS(socketpair),
                                     SCMP_SYS(connect),
                                     SCMP_SYS(bind),
                                     SCMP_SYS(listen),
                                     SCMP_SYS(accept),
                                     SCMP_SYS(accept4),
                                     SCMP_SYS(execveat),
                                     SCMP_SYS(ptrace),
                                     SCMP_SYS(process_vm_readv),
                                     SCMP_SYS(process_vm_writev),
                                     SCMP_SYS(mount),
                                     SCMP_SYS(umount2),
                                     SCMP_SYS(pivot_root),
                                     SCMP_SYS(chroot),
                                     SCMP_SYS(bpf),
                                     SCMP_SYS(keyctl),
                                     SCMP_SYS(add_key),
                                     SCMP_SYS(request_key),
                                     SCMP_SYS(init_module),
                                     SCMP_SYS(finit_module),
                                     SCMP_SYS(kexec_load),
                                     SCMP_SYS(perf_event_open),
                                     SCMP_SYS(userfaultfd),
                                     SCMP_SYS(kill),
                                     SCMP_SYS(tkill),
                                     SCMP_SYS(setuid),
                                     SCMP_SYS(setgid),
                                     SCMP_SYS(unshare),
                                     SCMP_SYS(setns),
                                     SCMP_SYS(open_by_handle_at)};

// The filter as the kernel takes it; empty where there can be none.
std::vector<std::uint64_t> make_filter(bool may_execute) {
  struct Release {
    void operator()(void* context) const { seccomp_release(context); }
  };
  const std::unique_ptr<void, Release> context(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)));
  if (!context) return {};
  bool made = true;
  const auto rule = [&](std::uint32_t action, int call) { made = made && seccomp_rule_add(context.get(), action, call, 0) == 0; };
  for (const int call : allowed_calls) rule(SCMP_ACT_ALLOW, call);
  for (const int call : deadly_calls) rule(SCMP_ACT_KILL_PROCESS, call);
  // Of its own limits alone.
  const scmp_arg_cmp own{.arg = 0, .op = SCMP_CMP_EQ, .datum_a = 0, .datum_b = 0};
  made = made && seccomp_rule_add_array(context.get(), SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, &own) == 0;
  rule(may_execute ? SCMP_ACT_ALLOW : SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve));
  const int file = memfd_create("filter", MFD_CLOEXEC);
  if (file < 0) return {};
  std::vector<std::uint64_t> filter;
  if (made && seccomp_export_bpf(context.get(), file) == 0) {
    const off_t size = lseek(file, 0, SEEK_END);
    filter.resize(static_cast<std::size_t>(size) / sizeof(std::uint64_t));
    if (pread(file, filter.data(), static_cast<std::size_t>(size), 0) != size) filter.clear();
  }
  close(file);
  return filter;
}

// May this process be filtered at all? Asked without a filter: the kernel then says that it cannot read none.
bool has_filters() { return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, nullptr) == -1 && errno == EFAULT; }

// `grace` is what lies between the first signal and the last.
bool limit(__rlimit_resource_t what, std::uint64_t value, std::uint64_t grace = 0) {
  rlimit old{};
  if (getrlimit(what, &old) != 0) return false;
  const rlimit wanted{std::min<rlim_t>(value, old.rlim_max), std::min<rlim_t>(value + grace, old.rlim_max)};
  return setrlimit(what, &wanted) == 0;
}

// Bytes of address space that this process has.
std::uint64_t address_space() {
  std::array<char, 64> text{};
  const int descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return 0;
  (void)!read(descriptor, text.data(), text.size() - 1);
  close(descriptor);
  return std::strtoull(text.data(), nullptr, 10) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// Leaves no number below `highest` free for a new descriptor.
void fill_holes(std::uint64_t highest) {
  int copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
  while (copy >= 0 && static_cast<std::uint64_t>(copy) < highest) copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
  if (copy >= 0) close(copy);
}

// One more than the highest open descriptor.
std::uint64_t open_descriptors() {
  const int next = fcntl(0, F_DUPFD_CLOEXEC, 0);
  if (next < 0) return 64;
  close(next);
  std::uint64_t highest = static_cast<std::uint64_t>(next);
  for (int descriptor = next; descriptor < 1024; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1) highest = static_cast<std::uint64_t>(descriptor) + 1;
  }
  return highest;
}

}  // namespace

std::string name_of(const SandboxLevel& level) {
  std::string name;
  if (level.landlock > 0) name += "landlock " + std::to_string(level.landlock) + ", ";
  if (level.has_filter) name += "seccomp, ";
  return name + "limits";
}

Result<Sandbox> Sandbox::make(SandboxWish wish, const Openings& openings) {
  Sandbox sandbox;
  sandbox.is_off_ = wish == SandboxWish::off;
  sandbox.may_execute_ = !openings.executable.empty();
  if (sandbox.is_off_) return sandbox;
  sandbox.level_.landlock = landlock_abi();
  if (sandbox.level_.landlock > 0) {
    sandbox.ruleset_ = make_ruleset(sandbox.level_.landlock, openings);
    if (sandbox.ruleset_ < 0) sandbox.level_.landlock = 0;
  }
  if (has_filters()) sandbox.filter_ = make_filter(sandbox.may_execute_);
  sandbox.level_.has_filter = !sandbox.filter_.empty();
  if (wish == SandboxWish::require && (sandbox.level_.landlock == 0 || !sandbox.level_.has_filter)) {
    return mask::fail(Failure::sandbox, std::string("the sandbox is required, and this machine has no ") +
                                            (sandbox.level_.landlock == 0 ? "Landlock" : "seccomp filter"));
  }
  return sandbox;
}

Sandbox::Sandbox(Sandbox&& other) noexcept
    : level_(other.level_),
      is_off_(other.is_off_),
      may_execute_(other.may_execute_),
      ruleset_(std::exchange(other.ruleset_, -1)),
      filter_(std::move(other.filter_)) {}

Sandbox::~Sandbox() {
  if (ruleset_ >= 0) close(ruleset_);
}

bool Sandbox::enter(const ProcessLimits& limits) const {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  const std::uint64_t space = address_space();
  // Where a wall is missing, no new descriptor can be had at all: no file, no socket.
  const std::uint64_t spare = (level_.landlock > 0 && level_.has_filter) || is_off_ ? 64 : 0;
  const std::uint64_t descriptors = open_descriptors();
  if (spare == 0) fill_holes(descriptors);
  bool stands = space > 0 && limit(RLIMIT_CORE, 0) && limit(RLIMIT_AS, space + limits.memory) &&
                limit(RLIMIT_CPU, limits.processor_seconds, 1) && limit(RLIMIT_FSIZE, limits.written) &&
                limit(RLIMIT_NOFILE, descriptors + spare);
  stands = stands && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  // Memory that was written is never executed: where the kernel knows this (6.3), one wall more.
  constexpr int set_write_or_execute = 65;
  if (!is_off_ && !may_execute_) prctl(set_write_or_execute, 1, 0, 0, 0);
  if (is_off_) return stands;
  if (level_.landlock > 0) stands = stands && syscall(SYS_landlock_restrict_self, ruleset_, 0) == 0;
  if (level_.has_filter) {
    sock_fprog program{};
    program.len = static_cast<unsigned short>(filter_.size());
    static_assert(sizeof(sock_filter) == sizeof(std::uint64_t));
    std::vector<sock_filter> instructions(filter_.size());
    std::memcpy(instructions.data(), filter_.data(), filter_.size() * sizeof(sock_filter));
    program.filter = instructions.data();
    stands = stands && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
  }
  return stands;
}

}  // namespace cli
