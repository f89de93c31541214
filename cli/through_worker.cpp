// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/through_worker.h"

#include <simdjson.h>

#include <charconv>
#include <utility>

#include "cli/progress.h"
#include "cli/tool.h"

namespace cli {

using mask::Failure;
using mask::Result;

namespace {

constexpr std::string_view program = "mask";

}  // namespace

std::size_t jobs_of(const MaskOptions& options) {
  std::size_t jobs = 1;
  std::from_chars(options.jobs.data(), options.jobs.data() + options.jobs.size(), jobs);
  return jobs;
}

Result<void> ThroughWorker::carry(const Conveyor::Next& next, const Conveyor::Deliver& deliver) {
  if (!link_) {
    auto started = WorkerLink::start(program, argc_, argv_);
    if (!started) return std::unexpected(started.error());
    link_.emplace(std::move(*started));
  }
  Progress progress(options_.progress, options_.is_quiet, std::nullopt);
  Conveyor conveyor(*link_, jobs_of(options_));
  conveyor.show_with([&](std::uint64_t done, std::uint64_t all) { progress.show_pages(done, all); });
  return conveyor.run(next, deliver);
}

Result<Total> ThroughWorker::write(const Delivery& delivery, Output* output) {
  const Status& status = delivery.status;
  const auto text = FileView::of(delivery.outputs[document_output].number());
  const auto findings = FileView::of(delivery.outputs[findings_output].number());
  const auto explained = FileView::of(delivery.outputs[explained_output].number());
  for (const auto* view : {&text, &findings, &explained}) {
    if (!*view) return std::unexpected(view->error());
    if (view == &text && draws_pages(options_)) continue;
    if (!simdjson::validate_utf8((*view)->bytes().data(), (*view)->bytes().size()))
      return mask::fail(Failure::refused, "its text is not UTF-8");
  }
  if (output != nullptr) {
    if (const auto written = output->write(text->bytes()); !written) return std::unexpected(written.error());
  }
  if (const auto added = sinks_.add(findings->bytes(), explained->bytes()); !added) return std::unexpected(added.error());
  if (!options_.is_quiet) {
    constexpr std::size_t longest_note = 1000;
    for (const std::string& note : status.review) say(program, shown(std::string_view(note).substr(0, longest_note)));
    if (status.is_protected && !options_.checks) say(program, protected_message);
  }
  Total total;
  total.outcome = {
      .is_masked = status.is_masked, .is_near = status.is_near, .needs_review = status.needs_review, .is_protected = status.is_protected};
  if (options_.to == "ndjson") total.documents = status.documents;
  return total;
}

}  // namespace cli
