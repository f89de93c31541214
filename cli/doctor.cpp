// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <functional>

#include "libocr/ocr.h"

namespace cli {
namespace {

// What is tried: true where it came off.
struct Trial {
  const char* what;
  bool (*succeeds)();
};

bool opens_a_file() { return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0; }
bool makes_a_file() { return open("/tmp/maskros-trial", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0; }
bool makes_a_socket() { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
bool makes_a_datagram_socket() { return socket(AF_INET, SOCK_DGRAM, 0) >= 0; }
bool starts_a_program() {
  const char* const words[] = {"/bin/true", nullptr};
  execve(words[0], const_cast<char* const*>(words), nullptr);
  return false;  // it came back: it was denied
}
bool traces_its_parent() { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr) == 0; }
bool ends_its_parent() { return kill(getppid(), SIGUSR1) == 0; }
bool makes_a_process() { return fork() >= 0; }
bool takes_all_memory() {
  for (int i = 0; i < 64; ++i) {
    void* const block = mmap(nullptr, std::size_t{1} << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return false;
    static_cast<volatile char*>(block)[0] = 1;
  }
  return true;
}

constexpr std::array trials = {Trial{"open a file", opens_a_file},
                               Trial{"make a file", makes_a_file},
                               Trial{"make a network connection", makes_a_socket},
                               Trial{"send a datagram", makes_a_datagram_socket},
                               Trial{"start a program", starts_a_program},
                               Trial{"look into another process", traces_its_parent},
                               Trial{"signal another process", ends_its_parent},
                               Trial{"make a process", makes_a_process},
                               Trial{"take all memory", takes_all_memory}};

constexpr int came_off = 10;
constexpr int was_denied = 11;
constexpr int no_sandbox = 12;

Attempt attempt(const Sandbox& sandbox, const Trial& trial) {
  Attempt made;
  made.what = trial.what;
  const auto old = std::signal(SIGUSR1, SIG_IGN);
  const pid_t process = fork();
  if (process == 0) {
    if (!sandbox.enter({.processor_seconds = 5})) _exit(no_sandbox);
    _exit(trial.succeeds() ? came_off : was_denied);
  }
  int how = 0;
  while (process > 0 && waitpid(process, &how, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGUSR1, old);
  if (process < 0) {
    made.how = "could not be tried";
  } else if (WIFSIGNALED(how)) {
    made.was_denied = true;
    made.how = WTERMSIG(how) == SIGSYS ? "denied: ended by the filter of system calls"
                                       : "denied: ended by signal " + std::to_string(WTERMSIG(how));
  } else if (WEXITSTATUS(how) == was_denied) {
    made.was_denied = true;
    made.how = "denied";
  } else if (WEXITSTATUS(how) == no_sandbox) {
    made.how = "the sandbox could not be entered";
  } else {
    made.how = "NOT denied";
  }
  return made;
}

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

void append_row(std::string& out, std::string name, const std::string& value) {
  name.resize(std::max<std::size_t>(name.size(), 28), ' ');
  out += "  " + name + value + "\n";
}

}  // namespace

std::vector<Attempt> try_walls(const Sandbox& sandbox) {
  std::vector<Attempt> attempts;
  for (const Trial& trial : trials) attempts.push_back(attempt(sandbox, trial));
  return attempts;
}

Report examine(const Sandbox& sandbox, const std::string& data) {
  Report report;
  std::string& out = report.text;
  const SandboxLevel& level = sandbox.level();
  out += "sandbox\n";
  append_row(out, "Landlock", level.landlock > 0 ? "ABI " + std::to_string(level.landlock) : "missing");
  append_row(out, "seccomp filter", level.has_filter ? "there" : "missing");
  report.has_walls = true;
  for (const Attempt& made : try_walls(sandbox)) {
    append_row(out, made.what, made.how);
    report.has_walls = report.has_walls && made.was_denied;
  }
  out += "reading\n";
  const std::string networks = ocr::Models::names(data);
  append_row(out, "OCR", networks.empty() ? "missing: tesseract-ocr-swe, tesseract-ocr-dan" : networks);
  report.has_data = !networks.empty();
  const std::array<std::pair<const char*, const char*>, 6> files = {{{"dictionary sv", "/usr/share/hunspell/sv_SE.dic"},
                                                                     {"dictionary da", "/usr/share/hunspell/da_DK.dic"},
                                                                     {"antiword", "/usr/bin/antiword"},
                                                                     {"catdoc", "/usr/bin/catdoc"},
                                                                     {"character sets (Poppler)", "/usr/share/poppler/cMap"},
                                                                     {"fonts", "/usr/share/fonts/truetype"}}};
  for (const auto& [name, path] : files) append_row(out, name, exists(path) ? "there" : "missing");
  return report;
}

}  // namespace cli
