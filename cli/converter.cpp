// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/converter.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "libmask/read/kind.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Result;

constexpr std::string_view antiword = "/usr/bin/antiword";
constexpr std::string_view catdoc = "/usr/bin/catdoc";
constexpr ProcessLimits costs{.processor_seconds = 20, .memory = std::uint64_t{512} << 20, .written = std::uint64_t{256} << 20};

Sandbox::Openings openings() {
  return {.readable = {"/usr/share/antiword", "/usr/share/catdoc", "/etc/ld.so.cache", "/usr/lib", "/lib"},
          .executable = {std::string(antiword), std::string(catdoc), "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1",
                         "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1"}};
}

// Becomes the program. Both read a file with a name: that of the shared one, which has none, goes through /proc.
[[noreturn]] void become(bool is_first, const Sandbox& sandbox, int document, int text) {
  dup2(document, STDIN_FILENO);
  dup2(text, STDOUT_FILENO);
  close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  prctl(PR_SET_DUMPABLE, 1);  // else /proc is shut to it
  if (!sandbox.enter(costs)) _exit(1);
  const char* const environment[] = {"LC_ALL=C.UTF-8", "HOME=/nowhere", nullptr};
  if (is_first) {
    const char* const words[] = {"antiword", "-m", "UTF-8.txt", "-w", "0", "-r", "/proc/self/fd/0", nullptr};
    execve(antiword.data(), const_cast<char* const*>(words), const_cast<char* const*>(environment));
  } else {
    const char* const words[] = {"catdoc", "-d", "utf-8", "-w", "/proc/self/fd/0", nullptr};
    execve(catdoc.data(), const_cast<char* const*>(words), const_cast<char* const*>(environment));
  }
  _exit(1);
}

bool run(bool is_first, const Sandbox& sandbox, int document, int text) {
  if (ftruncate(text, 0) != 0 || lseek(text, 0, SEEK_SET) != 0 || lseek(document, 0, SEEK_SET) != 0) return false;
  const pid_t process = fork();
  if (process < 0) return false;
  if (process == 0) become(is_first, sandbox, document, text);
  int how = 0;
  while (waitpid(process, &how, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(how) && WEXITSTATUS(how) == 0 && lseek(text, 0, SEEK_END) > 0;
}

// A byte asks, a byte answers: 1 where there is a text.
[[noreturn]] void serve_conversions(SandboxWish wish, int document, int text, int asked, int answer) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const auto sandbox = Sandbox::make(wish, openings());
  char byte = 0;
  while (read(asked, &byte, 1) == 1) {
    byte = sandbox && (run(true, *sandbox, document, text) || run(false, *sandbox, document, text)) ? 1 : 0;
    if (write(answer, &byte, 1) != 1) break;
  }
  _exit(0);
}

}  // namespace

bool Converter::is_wanted_for(std::string_view document) {
  switch (mask::kind_of(document.substr(0, 1U << 16))) {
    case mask::DocumentKind::doc:
    case mask::DocumentKind::msg:
    case mask::DocumentKind::zip:
    case mask::DocumentKind::mail:
    case mask::DocumentKind::tnef: return true;
    case mask::DocumentKind::pdf: return document.contains("/EmbeddedFile");
    default: return false;
  }
}

std::optional<Converter> Converter::start(SandboxWish wish) {
  auto document = memory_file();
  auto text = memory_file();
  std::array<int, 2> ask{};
  std::array<int, 2> answer{};
  if (!document || !text || pipe2(ask.data(), O_CLOEXEC) != 0) return std::nullopt;
  Descriptor asked(ask[0]);
  Descriptor asking(ask[1]);
  if (pipe2(answer.data(), O_CLOEXEC) != 0) return std::nullopt;
  Descriptor answering(answer[0]);
  Descriptor answered(answer[1]);
  const pid_t process = fork();
  if (process < 0) return std::nullopt;
  if (process == 0) {
    asking.close();
    answering.close();
    serve_conversions(wish, document->number(), text->number(), asked.number(), answered.number());
  }
  Converter converter;
  converter.document_ = std::move(*document);
  converter.text_ = std::move(*text);
  converter.asking_ = std::move(asking);
  converter.answering_ = std::move(answering);
  return converter;
}

Result<std::string> Converter::convert(std::string_view document) {
  const auto broken = [] { return mask::fail(Failure::exhausted, "the converter of old Word documents is gone"); };
  if (ftruncate(document_.number(), 0) != 0 || lseek(document_.number(), 0, SEEK_SET) != 0) return broken();
  if (const auto written = write_all(document_.number(), document); !written) return std::unexpected(written.error());
  char byte = 1;
  if (write(asking_.number(), &byte, 1) != 1 || read(answering_.number(), &byte, 1) != 1) return broken();
  if (byte != 1) return mask::fail(Failure::damaged, "no old Word document that can be read");
  const auto view = FileView::of(text_.number());
  if (!view) return std::unexpected(view.error());
  return std::string(view->bytes());
}

}  // namespace cli
