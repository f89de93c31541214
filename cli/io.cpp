// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/io.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "cli/tool.h"

namespace cli {
namespace {

using mask::Error;
using mask::Failure;
using mask::Result;

std::unexpected<Error> failed(Failure failure, std::string message, const std::string& path) {
  return std::unexpected(Error{.failure = failure, .message = std::move(message), .path = path});
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A name beside `path` that a signal can take away again.
char pending_name[4096];

void take_away_pending(int signal) {
  if (pending_name[0] != 0) unlink(pending_name);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

void mind_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction old {};
    if (sigaction(signal, nullptr, &old) == 0 && old.sa_handler == SIG_DFL) std::signal(signal, take_away_pending);
  }
}

mode_t mode_of(bool is_private) { return is_private ? 0600 : 0666; }

}  // namespace

Result<Input> Input::open(const std::string& path) {
  if (path == "-") {
    if (stdin_was_closed()) return failed(Failure::io, "standard input is closed", "");
    return Input(STDIN_FILENO, path);
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    if (errno == EACCES || errno == EPERM) return failed(Failure::permission, "may not be read", path);
    return failed(Failure::no_input, "cannot be opened", path);
  }
  Input input(descriptor, path);
  struct stat status {};
  if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) return failed(Failure::no_input, "is a folder", path);
  return input;
}

Input::Input(Input&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

Input::~Input() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

Result<std::size_t> Input::read(char* into, std::size_t size) {
  std::size_t sum = 0;
  while (sum < size) {
    const ssize_t count = ::read(descriptor_, into + sum, size - sum);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed(Failure::io, "cannot be read", is_stdin() ? "standard input" : path_);
    if (count == 0) break;
    sum += static_cast<std::size_t>(count);
  }
  return sum;
}

std::optional<std::uint64_t> Input::size() const {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

Result<Descriptor> Input::duplicate() const {
  Descriptor copy(fcntl(descriptor_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!copy.is_open()) return mask::fail(Failure::exhausted, "no descriptor left");
  return copy;
}

bool Input::is_same_file(const std::string& path) const {
  struct stat mine {};
  struct stat other {};
  return fstat(descriptor_, &mine) == 0 && stat(path.c_str(), &other) == 0 && mine.st_dev == other.st_dev && mine.st_ino == other.st_ino;
}

Result<Output> Output::to_stdout() {
  if (stdout_was_closed()) return failed(Failure::io, "standard output is closed", "");
  Output output;
  output.descriptor_ = STDOUT_FILENO;
  return output;
}

Result<Output> Output::to_file(const std::string& path, bool is_private) {
  struct stat status {};
  if (lstat(path.c_str(), &status) == 0) {
    if (S_ISLNK(status.st_mode)) return failed(Failure::cannot_create, "is a symbolic link", path);
    if (!S_ISREG(status.st_mode)) {
      if (!S_ISCHR(status.st_mode) && !S_ISFIFO(status.st_mode)) return failed(Failure::cannot_create, "is no file", path);
      Output output;  // a device or a named pipe: written as it comes
      output.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
      if (output.descriptor_ < 0) return failed(Failure::cannot_create, "cannot be opened", path);
      output.path_ = path;
      return output;
    }
  }
  Output output;
  output.is_file_ = true;
  output.path_ = path;
  const std::string folder = folder_of(path);
  output.descriptor_ = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode_of(is_private));
  if (output.descriptor_ < 0) {
    // Not every file system has files without a name.
    std::string name = path + ".XXXXXX";
    output.descriptor_ = mkostemp(name.data(), O_CLOEXEC);
    if (output.descriptor_ < 0) {
      return failed(errno == EACCES || errno == EPERM ? Failure::permission : Failure::cannot_create, "cannot be created", path);
    }
    output.temporary_ = name;
    if (name.size() < sizeof pending_name) {
      std::copy(name.begin(), name.end(), pending_name);
      mind_signals();
    }
    if (!is_private) {
      const mode_t mask = umask(0);
      umask(mask);
      (void)!fchmod(output.descriptor_, 0666 & ~mask);
    }
  }
  return output;
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      is_file_(other.is_file_),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
  if (!temporary_.empty()) {
    unlink(temporary_.c_str());
    pending_name[0] = 0;
  }
}

Result<void> Output::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EPIPE) std::exit(static_cast<int>(Exit::reader_gone));
    if (count < 0)
      return failed(Failure::io, errno == ENOSPC ? "no space left" : "cannot be written", path_.empty() ? "standard output" : path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<void> Output::commit() {
  const std::string name = path_.empty() ? "standard output" : path_;
  if (!is_file_) {
    // A pipe or terminal has nothing to say at close; a file behind standard output may.
    if (descriptor_ != STDOUT_FILENO) return {};
    const int copy = dup(descriptor_);
    if (copy < 0 || close(copy) != 0) return failed(Failure::io, "cannot be written", name);
    return {};
  }
  if (fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) return failed(Failure::io, "cannot be written", name);
  if (temporary_.empty()) {
    // The way to the file goes through /proc, which is shut to an undumpable process that is not root's.
    prctl(PR_SET_DUMPABLE, 1);
    const Result<void> linked = link_to_name();
    prctl(PR_SET_DUMPABLE, 0);
    return linked;
  }
  if (rename(temporary_.c_str(), path_.c_str()) != 0) return failed(Failure::cannot_create, "cannot be created", name);
  temporary_.clear();
  pending_name[0] = 0;
  return {};
}

Result<void> Output::link_to_name() const {
  const std::string self = "/proc/self/fd/" + std::to_string(descriptor_);
  if (linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path_.c_str(), AT_SYMLINK_FOLLOW) == 0) return {};
  if (errno != EEXIST) return failed(Failure::cannot_create, "cannot be created", path_);
  // A file of that name is replaced in one step.
  for (int attempt = 0; attempt < 100; ++attempt) {
    const std::string beside = path_ + "." + std::to_string(getpid()) + "-" + std::to_string(attempt);
    if (linkat(AT_FDCWD, self.c_str(), AT_FDCWD, beside.c_str(), AT_SYMLINK_FOLLOW) != 0) {
      if (errno == EEXIST) continue;
      break;
    }
    if (rename(beside.c_str(), path_.c_str()) == 0) return {};
    unlink(beside.c_str());
    break;
  }
  return failed(Failure::cannot_create, "cannot be created", path_);
}

}  // namespace cli
