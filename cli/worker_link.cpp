// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/worker_link.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "cli/tool.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Result;

std::unexpected<mask::Error> gone() { return mask::fail(Failure::internal, "the worker ended before its time"); }

}  // namespace

std::string worker_path() {
  for (const std::string& path : {program_folder() + "/../libexec/maskros-worker", program_folder() + "/../libexec/maskros/maskros-worker",
                                  program_folder() + "/maskros-worker"}) {
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

Result<WorkerLink> WorkerLink::start(std::string_view program, int argc, char** argv) {
  const std::string path = worker_path();
  if (path.empty()) return mask::fail(Failure::data, "maskros-worker is not there: without it only text is read");
  auto ends = connection();
  if (!ends) return std::unexpected(ends.error());
  auto arguments = memory_file();
  if (!arguments) return std::unexpected(arguments.error());
  std::string words(program);
  words += '\0';
  for (int i = 1; i < argc; ++i) words.append(argv[i]).push_back('\0');
  if (const auto written = write_all(arguments->number(), words); !written) return std::unexpected(written.error());

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // In two steps: neither may lie where the other is to go. Both copies lose the mark that would close them at the start of the worker.
  const Descriptor high_connection(fcntl(ends->second.number(), F_DUPFD_CLOEXEC, 16));
  const Descriptor high_arguments(fcntl(arguments->number(), F_DUPFD_CLOEXEC, 16));
  posix_spawn_file_actions_adddup2(&actions, high_connection.number(), worker_connection);
  posix_spawn_file_actions_adddup2(&actions, high_arguments.number(), worker_arguments);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string name = "maskros-worker";
  std::string mode = "--serve";
  std::array<char*, 3> words_of_worker = {name.data(), mode.data(), nullptr};
  // The environment is not handed on: nothing in it may change what is read. One thread is all that the worker's libraries may use.
  std::string locale = "LC_ALL=C.UTF-8";
  std::string threads = "OMP_THREAD_LIMIT=1";
  std::array<char*, 3> environment = {locale.data(), threads.data(), nullptr};
  pid_t process = 0;
  const int failure = posix_spawn(&process, path.c_str(), &actions, nullptr, words_of_worker.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return mask::fail(Failure::exhausted, "the worker cannot be started");

  ends->second.close();
  WorkerLink link(std::move(ends->first));
  link.process_ = process;
  const auto hello = receive(link.connection_.number());
  if (!hello) return gone();
  const auto status = to_status(hello->bytes);
  if (!status) return std::unexpected(status.error());
  if (status->error) return std::unexpected(*status->error);
  if (!status->review.empty()) link.sandbox_ = status->review.front();
  return link;
}

Result<int> run_worker(std::vector<std::string> words) {
  const std::string path = worker_path();
  if (path.empty()) return mask::fail(Failure::data, "maskros-worker is not there: without it only text is read");
  words.insert(words.begin(), "maskros-worker");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::string locale = "LC_ALL=C.UTF-8";
  std::array<char*, 2> environment = {locale.data(), nullptr};
  pid_t process = 0;
  if (posix_spawn(&process, path.c_str(), nullptr, nullptr, pointers.data(), environment.data()) != 0)
    return mask::fail(Failure::exhausted, "the worker cannot be started");
  int how = 0;
  while (waitpid(process, &how, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(how) ? WEXITSTATUS(how) : static_cast<int>(Exit::internal);
}

WorkerLink::WorkerLink(WorkerLink&& other) noexcept
    : connection_(std::move(other.connection_)), process_(std::exchange(other.process_, 0)), sandbox_(std::move(other.sandbox_)) {}

WorkerLink::~WorkerLink() {
  if (process_ == 0) return;
  connection_.close();
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<void> WorkerLink::give(const Job& job, std::span<const int> descriptors) {
  return send(connection_.number(), to_message(job), descriptors);
}

Result<Ended> WorkerLink::await() {
  const auto message = receive(connection_.number());
  if (!message) return gone();
  return to_ended(message->bytes);
}

}  // namespace cli
