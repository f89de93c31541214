// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/conveyor.h"

#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <csignal>
#include <utility>

namespace cli {

using mask::Error;
using mask::Failure;
using mask::Result;

namespace {

// What the first pictures tell of their language is what the rest are thought to be in.
constexpr std::uint64_t pictures_that_tell = 2;
// The last child of a document gets the parts as descriptors, and no message carries more.
constexpr std::uint64_t most_parts = 200;
// The count itself comes from the child.
constexpr std::uint64_t most_pictures = 1'000'000;

// Why a child ended without a word of its own, if so.
std::optional<Error> early_end(const Ended& ended) {
  if (ended.was_late) return Error{.failure = Failure::exhausted, .message = "ran out of its time"};
  switch (ended.signal) {
    case 0: break;
    case SIGXCPU: return Error{.failure = Failure::exhausted, .message = "ran out of its processor time"};
    case SIGKILL: return Error{.failure = Failure::exhausted, .message = "ran out of memory"};
    case SIGXFSZ: return Error{.failure = Failure::exhausted, .message = "its result is too large"};
    case SIGSYS: return Error{.failure = Failure::refused, .message = "its reader did what no reader does, and was stopped"};
    case SIGBUS: return Error{.failure = Failure::io, .message = "changed while it was read"};
    default: return Error{.failure = Failure::damaged, .message = "cannot be read: its reader broke down"};
  }
  if (ended.code != 0) return Error{.failure = Failure::damaged, .message = "cannot be read: its reader gave up"};
  return std::nullopt;
}

Result<Status> status_of(const Ended& ended) {
  if (auto error = early_end(ended)) return std::unexpected(std::move(*error));
  auto status = to_status(ended.status);
  if (status && status->error) return std::unexpected(std::move(*status->error));
  return status;
}

}  // namespace

// Some pictures of a document, read by one child.
struct Conveyor::Pictures {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  Descriptor file;
  bool has_ended = false;
  std::optional<mask::Language> language;
};

struct Conveyor::Travel {
  Order order;
  std::array<Descriptor, output_count> outputs;
  std::uint64_t running_step = 0;  // number of the job that reads or finishes
  std::vector<Pictures> parts;
  std::vector<std::uint64_t> part_jobs;  // their numbers, as far as they are given
  std::optional<Result<Delivery>> done;

  [[nodiscard]] bool has_told_language() const {
    const std::size_t telling = std::min<std::size_t>(parts.size(), pictures_that_tell);
    return std::all_of(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(telling), [](const Pictures& p) { return p.has_ended; });
  }
  // Both tell the same, or one tells nothing.
  [[nodiscard]] std::optional<mask::Language> language() const {
    std::optional<mask::Language> told;
    for (std::size_t i = 0; i < std::min<std::size_t>(parts.size(), pictures_that_tell); ++i) {
      if (!parts[i].language) continue;
      if (told && told != parts[i].language) return std::nullopt;
      told = parts[i].language;
    }
    return told;
  }
};

Conveyor::Conveyor(WorkerLink& link, std::size_t jobs) : link_(link), jobs_(jobs) {}
Conveyor::~Conveyor() = default;

Result<void> Conveyor::give(Travel& travel, Job job, std::vector<int> descriptors) {
  job.number = next_number_++;
  job.id = travel.order.id;
  job.kind = travel.order.kind;
  descriptors.insert(descriptors.begin(), travel.order.document.number());
  if (job.step == Step::pictures) {
    travel.part_jobs.push_back(job.number);
  } else {
    travel.running_step = job.number;
  }
  ++running_;
  return link_.give(job, descriptors);
}

// Gives one job out, if there is one to be given without another document.
Result<bool> Conveyor::give_some_work() {
  for (std::size_t i = 0; i < travels_.size(); ++i) {
    Travel& travel = travels_[i];
    if (travel.done || travel.running_step != 0) continue;
    const std::size_t next = travel.part_jobs.size();
    if (next < travel.parts.size()) {
      if (next >= pictures_that_tell && !travel.has_told_language()) continue;
      Pictures& part = travel.parts[next];
      auto file = memory_file();
      if (!file) return std::unexpected(file.error());
      part.file = std::move(*file);
      Job job;
      job.step = Step::pictures;
      job.from = part.from;
      job.to = part.to;
      if (next >= pictures_that_tell) job.language = travel.language();
      if (const auto given = give(travel, std::move(job), {part.file.number()}); !given) return std::unexpected(given.error());
      return true;
    }
    if (!std::ranges::all_of(travel.parts, &Pictures::has_ended)) continue;
    Job job;
    job.step = travel.parts.empty() ? Step::read : Step::finish;
    job.parts = travel.parts.size();
    if (travel.parts.size() > pictures_that_tell) job.to = travel.parts[pictures_that_tell].to - travel.parts[pictures_that_tell].from;
    std::vector<int> descriptors;
    for (Descriptor& output : travel.outputs) {
      if (!output.is_open()) {
        auto file = memory_file();
        if (!file) return std::unexpected(file.error());
        output = std::move(*file);
      }
      descriptors.push_back(output.number());
    }
    for (const Pictures& part : travel.parts) descriptors.push_back(part.file.number());
    if (const auto given = give(travel, std::move(job), std::move(descriptors)); !given) return std::unexpected(given.error());
    return true;
  }
  return false;
}

// The child's word against what it left.
Result<Delivery> Conveyor::delivery_of(Travel& travel, const Ended& ended) const {
  auto status = status_of(ended);
  if (!status) return std::unexpected(status.error());
  if (status->sizes.size() != output_count || status->digests.size() != output_count)
    return mask::fail(Failure::internal, "the worker was not understood");
  for (std::size_t i = 0; i < output_count; ++i) {
    const auto view = FileView::of(travel.outputs.at(i).number());
    if (!view) return std::unexpected(view.error());
    if (view->bytes().size() != status->sizes[i] || XXH3_64bits(view->bytes().data(), view->bytes().size()) != status->digests[i])
      return mask::fail(Failure::refused, "its result is not what the reader said it was");
  }
  Delivery delivery;
  delivery.status = std::move(*status);
  delivery.outputs = std::move(travel.outputs);
  return delivery;
}

void Conveyor::take_pictures(Travel& travel, std::uint64_t part, const Ended& ended) {
  Pictures& pictures = travel.parts[part];
  pictures.has_ended = true;
  pictures_done_ += pictures.to - pictures.from;
  if (show_) show_(pictures_done_, pictures_known_);
  const auto status = status_of(ended);
  if (status) {
    pictures.language = status->language;
    return;
  }
  // Its pages are flagged by the child that puts all together: it finds nothing here.
  if (auto empty = memory_file()) pictures.file = std::move(*empty);
}

Result<void> Conveyor::take(Ended ended) {
  --running_;
  for (Travel& travel : travels_) {
    const auto part = std::ranges::find(travel.part_jobs, ended.number);
    if (part != travel.part_jobs.end()) {
      take_pictures(travel, static_cast<std::uint64_t>(part - travel.part_jobs.begin()), ended);
      return {};
    }
    if (travel.running_step != ended.number) continue;
    travel.running_step = 0;
    const auto status = status_of(ended);
    const bool has_pictures = travel.parts.empty() && status && status->pictures > 0;
    if (!has_pictures) {
      travel.done = delivery_of(travel, ended);
      return {};
    }
    if (status->pictures > most_pictures) {
      travel.done = mask::fail(Failure::damaged, "holds more pictures than can be read");
      return {};
    }
    pictures_known_ += status->pictures;
    const std::uint64_t left = status->pictures - std::min(status->pictures, pictures_that_tell);
    const std::uint64_t in_one = std::max<std::uint64_t>(1, (left + most_parts - 1) / most_parts);
    for (std::uint64_t at = 0; at < status->pictures;) {
      const std::uint64_t count = at < pictures_that_tell ? 1 : std::min(in_one, status->pictures - at);
      Pictures pictures;
      pictures.from = at;
      pictures.to = at + count;
      travel.parts.push_back(std::move(pictures));
      at += count;
    }
    return {};
  }
  return mask::fail(Failure::internal, "the worker was not understood");
}

Result<void> Conveyor::run(const Next& next, const Deliver& deliver) {
  bool has_more = true;
  while (true) {
    while (!travels_.empty() && travels_.front().done) {
      if (const auto delivered = deliver(first_, std::move(*travels_.front().done)); !delivered) return delivered;
      travels_.pop_front();
      ++first_;
    }
    while (running_ < jobs_) {
      const auto given = give_some_work();
      if (!given) return std::unexpected(given.error());
      if (*given) continue;
      if (!has_more || travels_.size() >= 2 * jobs_ + 2) break;
      auto order = next();
      has_more = order.has_value();
      if (!has_more) break;
      Travel travel;
      if (*order) {
        travel.order = std::move(**order);
      } else {
        travel.done = std::unexpected(order->error());
      }
      travels_.push_back(std::move(travel));
    }
    if (running_ == 0) {
      if (travels_.empty() && !has_more) return {};
      if (!travels_.empty() && travels_.front().done) continue;
    }
    auto ended = link_.await();
    if (!ended) return std::unexpected(ended.error());
    if (const auto taken = take(std::move(*ended)); !taken) return taken;
  }
}

}  // namespace cli
