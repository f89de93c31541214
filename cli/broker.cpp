// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/broker.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <exception>
#include <new>
#include <utility>
#include <vector>

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;
using mask::Failure;
using mask::Result;

struct Child {
  std::uint64_t number = 0;
  pid_t process = 0;
  Descriptor watch;   // readable when it has ended
  Descriptor status;  // what it says
  Clock::time_point deadline;
  bool was_late = false;
};

// What the child's status pipe holds. It has ended, so nothing more comes.
std::string read_status(const Descriptor& pipe) {
  std::string bytes(longest_message, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t count = read(pipe.number(), bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  bytes.resize(size);
  return bytes;
}

Status failed(mask::Error error) {
  Status status;
  status.error = std::move(error);
  return status;
}

std::string fitting_message(Status status) {
  std::string message = to_message(status);
  while (message.size() > longest_message && !status.review.empty()) {
    status.review.resize(status.review.size() / 2);
    message = to_message(status);
  }
  return message;
}

// The child's life. Everything it throws ends here.
[[noreturn]] void live(const BrokerPlan& plan, const Job& job, std::vector<Descriptor> descriptors, const Descriptor& pipe) {
  Status status;
  try {
    const auto document = FileView::of(descriptors.front().number());
    if (!document) {
      status = failed(document.error());
    } else {
      plan.before(job, document->bytes());
      const JobLimits limits = plan.limits(job, document->bytes().size());
      if (plan.sandbox->enter(limits.process)) {
        status = plan.work(job, document->bytes(), std::span(descriptors).subspan(1));
      } else {
        status = failed({.failure = Failure::sandbox, .message = "the sandbox could not be entered"});
      }
    }
  } catch (const std::bad_alloc&) {
    status = failed({.failure = Failure::exhausted, .message = "ran out of memory"});
  } catch (const std::exception&) {  // its text might quote the document
    status = failed({.failure = Failure::damaged, .message = "cannot be read"});
  }
  (void)write_all(pipe.number(), fitting_message(std::move(status)));
  _exit(0);
}

class Broker {
 public:
  Broker(int connection, const BrokerPlan& plan) : connection_(connection), plan_(plan) {}

  int run() {
    while (true) {
      std::vector<pollfd> watched{{.fd = connection_, .events = POLLIN, .revents = 0}};
      for (const Child& child : children_) watched.push_back({.fd = child.watch.number(), .events = POLLIN, .revents = 0});
      if (poll(watched.data(), watched.size(), until_deadline()) < 0 && errno != EINTR) return 1;
      const Clock::time_point now = Clock::now();
      for (std::size_t i = children_.size(); i-- > 0;) {
        Child& child = children_[i];
        if (watched[i + 1].revents != 0) {
          if (!reap(child)) return 1;
          children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(i));
        } else if (now >= child.deadline && !child.was_late) {
          child.was_late = true;
          ::kill(child.process, SIGKILL);
        }
      }
      if (watched.front().revents == 0) continue;
      auto message = receive(connection_);
      if (!message) return end();
      if (!begin(std::move(*message))) return end();
    }
  }

 private:
  int until_deadline() const {
    auto nearest = Clock::time_point::max();
    for (const Child& child : children_) nearest = std::min(nearest, child.was_late ? nearest : child.deadline);
    if (nearest == Clock::time_point::max()) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(nearest - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left + 1, 0, 60'000));
  }

  // The program is gone: so is all work for it.
  int end() {
    for (const Child& child : children_) ::kill(child.process, SIGKILL);
    for (const Child& child : children_) waitpid(child.process, nullptr, 0);
    return 0;
  }

  bool answer(const Ended& ended) { return send(connection_, to_message(ended), {}).has_value(); }

  bool refuse(std::uint64_t number, mask::Error error) {
    Ended ended;
    ended.number = number;
    ended.code = 0;
    ended.status = to_message(failed(std::move(error)));
    return answer(ended);
  }

  bool begin(Message message) {
    const auto job = to_job(message.bytes);
    if (!job || message.descriptors.empty()) return false;
    if (const auto prepared = plan_.prepare(*job); !prepared) return refuse(job->number, prepared.error());
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) return refuse(job->number, {.failure = Failure::exhausted, .message = "no descriptor left"});
    Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    struct stat status {};
    (void)fstat(message.descriptors.front().number(), &status);
    const JobLimits limits = plan_.limits(*job, static_cast<std::uint64_t>(status.st_size));
    const pid_t process = fork();
    if (process < 0) return refuse(job->number, {.failure = Failure::exhausted, .message = "no process left"});
    if (process == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::close(connection_);
      reading.close();
      children_.clear();  // their descriptors are not this one's business
      live(plan_, *job, std::move(message.descriptors), writing);
    }
    Child child;
    child.number = job->number;
    child.process = process;
    child.status = std::move(reading);
    child.watch = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
    child.deadline = Clock::now() + std::chrono::seconds(limits.wall_seconds);
    if (!child.watch.is_open()) {
      ::kill(process, SIGKILL);
      waitpid(process, nullptr, 0);
      return refuse(job->number, {.failure = Failure::exhausted, .message = "no descriptor left"});
    }
    children_.push_back(std::move(child));
    return true;
  }

  bool reap(const Child& child) {
    Ended ended;
    ended.number = child.number;
    ended.was_late = child.was_late;
    int how = 0;
    rusage used{};
    while (wait4(child.process, &how, 0, &used) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(how)) ended.code = WEXITSTATUS(how);
    if (WIFSIGNALED(how)) ended.signal = WTERMSIG(how);
    ended.memory = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
    ended.status = read_status(child.status);
    return answer(ended);
  }

  int connection_;
  const BrokerPlan& plan_;
  std::vector<Child> children_;
};

}  // namespace

int serve(int connection, const BrokerPlan& plan) { return Broker(connection, plan).run(); }

}  // namespace cli
