// Documents on their way through the worker: so many children at a time, results in the order of the documents.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/worker_link.h"

namespace cli {

// A document to be read.
struct Order {
  std::string id;
  std::string kind;     // as --from names it; empty: told by the content
  Descriptor document;  // a regular file or one in memory, from its start
};

// What came of it: checked against what the child said of it.
struct Delivery {
  Status status;
  std::array<Descriptor, output_count> outputs;
};

class Conveyor {
 public:
  // The next document, or why it cannot be had; nothing: there is none.
  using Next = std::function<std::optional<mask::Result<Order>>()>;
  // Called in the order in which `next` gave them. A failure of its own ends the run.
  using Deliver = std::function<mask::Result<void>(std::size_t index, mask::Result<Delivery> delivery)>;
  // Pictures read so far and known so far.
  using Show = std::function<void(std::uint64_t done, std::uint64_t all)>;

  Conveyor(WorkerLink& link, std::size_t jobs);
  Conveyor(const Conveyor&) = delete;
  Conveyor& operator=(const Conveyor&) = delete;
  ~Conveyor();
  void show_with(Show show) { show_ = std::move(show); }

  // Failure where the worker is lost, or `deliver` fails.
  [[nodiscard]] mask::Result<void> run(const Next& next, const Deliver& deliver);

 private:
  struct Pictures;
  struct Travel;
  mask::Result<void> give(Travel& travel, Job job, std::vector<int> descriptors);
  mask::Result<bool> give_some_work();
  mask::Result<void> take(Ended ended);
  void take_pictures(Travel& travel, std::uint64_t part, const Ended& ended);
  mask::Result<Delivery> delivery_of(Travel& travel, const Ended& ended) const;

  WorkerLink& link_;
  std::size_t jobs_;
  Show show_;
  std::deque<Travel> travels_;
  std::size_t first_ = 0;  // index of the first of `travels_`
  std::size_t running_ = 0;
  std::uint64_t next_number_ = 1;
  std::uint64_t pictures_done_ = 0;
  std::uint64_t pictures_known_ = 0;
};

}  // namespace cli
