// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/tool.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>

namespace cli {
namespace {

std::array<bool, 3> closed_at_start{};

// A descriptor that nobody opened must not be given to the next file that is opened.
void fill_closed_descriptors() {
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    closed_at_start[static_cast<std::size_t>(descriptor)] = true;
    (void)!open("/dev/null", O_RDWR);
  }
}

std::string folder;

// Before the process is made undumpable, which shuts this door.
void find_folder() {
  std::array<char, 4096> path{};
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  if (size > 0) folder.assign(path.data(), static_cast<std::size_t>(size));
  folder.resize(std::min(folder.size(), folder.rfind('/')));
}

// No core file and no tracing: the memory holds what nobody may see.
void hide_memory() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

void write_message(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// A library that promised to throw nothing did (toml++, when memory ends): still an exit code of ours.
[[noreturn]] void end_at_once() {
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    _exit(static_cast<int>(Exit::exhausted));
  } catch (...) {
  }
  _exit(static_cast<int>(Exit::internal));
}

}  // namespace

Exit exit_of(mask::Failure failure) {
  switch (failure) {
    case mask::Failure::usage: return Exit::usage;
    case mask::Failure::damaged: return Exit::damaged;
    case mask::Failure::no_input: return Exit::no_input;
    case mask::Failure::data: return Exit::data;
    case mask::Failure::internal: return Exit::internal;
    case mask::Failure::cannot_create: return Exit::cannot_create;
    case mask::Failure::io: return Exit::io;
    case mask::Failure::exhausted: return Exit::exhausted;
    case mask::Failure::refused: return Exit::refused;
    case mask::Failure::permission: return Exit::permission;
    case mask::Failure::configuration: return Exit::configuration;
    case mask::Failure::sandbox: return Exit::sandbox;
  }
  return Exit::internal;
}

std::string shown(std::string_view name) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const auto next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0U;
    const bool control = byte < 0x20 || byte == 0x7F || (byte == 0xC2 && next < 0xA0) || (byte == 0xE2 && (next == 0x80 || next == 0x81));
    if (control) {
      out += "\\x";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += name[i];
    }
  }
  return out;
}

void say(std::string_view program, const mask::Error& error) {
  std::string text(program);
  text += ": ";
  if (!error.path.empty()) text += shown(error.path) + ": ";
  text += error.message;
  if (error.offset) text += " (byte " + std::to_string(*error.offset) + ")";
  text += '\n';
  write_message(text);
}

void say(std::string_view program, std::string_view message) {
  write_message(std::string(program).append(": ").append(message).append("\n"));
}

bool stdout_was_closed() { return closed_at_start[STDOUT_FILENO]; }
bool stdin_was_closed() { return closed_at_start[STDIN_FILENO]; }

const std::string& program_folder() { return folder; }

int frame(std::string_view program, int argc, char** argv, Exit (*run)(int, char**)) {
  fill_closed_descriptors();
  std::set_terminate(end_at_once);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grew too large is an answer of write, not the end
  try {
    find_folder();
    hide_memory();
    return static_cast<int>(run(argc, argv));
  } catch (const std::bad_alloc&) {
    write_message("out of memory\n");
    return static_cast<int>(Exit::exhausted);
  } catch (const std::exception&) {  // its text might quote the input
    say(program, "internal error");
    return static_cast<int>(Exit::internal);
  }
}

}  // namespace cli
