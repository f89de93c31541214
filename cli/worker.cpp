// maskros-worker: reads documents for the other programs, each in a process that can do nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/broker.h"
#include "cli/converter.h"
#include "cli/doctor.h"
#include "cli/inspect_form.h"
#include "cli/mask_data.h"
#include "cli/mask_form.h"
#include "cli/options.h"
#include "cli/tool.h"
#include "cli/transcribe_form.h"
#include "cli/work.h"
#include "cli/worker_link.h"

namespace {

using cli::Exit;
using mask::Failure;
using mask::Result;

constexpr std::string_view program = "maskros-worker";

constexpr std::string_view usage = R"(maskros-worker - reads documents for the programs of Maskros

Started by mask and transcribe, never by hand; see maskros-worker(8).
)";

// What may still be opened by a process that reads documents: fonts that stand in for those a PDF lacks, names of character sets.
cli::Sandbox::Openings openings() {
  return {.readable = {"/usr/share/poppler", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/etc/fonts",
                       "/var/cache/fontconfig", "/usr/lib/x86_64-linux-gnu/gconv", "/usr/lib/aarch64-linux-gnu/gconv"},
          .executable = {}};
}

// The command line of the program that asks.
struct Arguments {
  std::string bytes;
  std::vector<char*> words;
};

Result<std::unique_ptr<Arguments>> read_arguments() {
  const auto view = cli::FileView::of(cli::worker_arguments);
  if (!view) return std::unexpected(view.error());
  auto arguments = std::make_unique<Arguments>();
  arguments->bytes = view->bytes();
  for (std::size_t at = 0; at < arguments->bytes.size();) {
    arguments->words.push_back(arguments->bytes.data() + at);
    at = arguments->bytes.find('\0', at) + 1;
    if (at == 0) break;
  }
  if (arguments->words.empty()) return mask::fail(Failure::internal, "the worker was not understood");
  return arguments;
}

// The programs that the worker serves: how they read, and what they make of it.
class Service {
 public:
  static Result<std::unique_ptr<Service>> begin(Arguments& arguments) {
    std::unique_ptr<Service> service(new Service());
    const std::string name = arguments.words.front();
    const auto begun = name == "mask" ? service->begin_mask(arguments) : service->begin_transcribe(arguments);
    if (!begun) return std::unexpected(begun.error());
    return service;
  }

  [[nodiscard]] const cli::ReadingPlan& plan() const { return *plan_; }
  [[nodiscard]] const std::string& data() const { return masks_ ? mask_options_.data : transcribe_options_.data; }
  [[nodiscard]] bool draws_pages() const { return masks_ && cli::draws_pages(mask_options_); }
  [[nodiscard]] cli::Form form(const std::string& sandbox, std::string_view source, std::span<const cli::Descriptor> outputs) const {
    if (masks_ && mask_options_.inspects) return cli::make_inspect_form(*plan_, source, outputs);
    return masks_ ? cli::make_mask_form(mask_options_, *masking_, *plan_, sandbox, source, outputs)
                  : cli::make_transcribe_form(transcribe_options_, sandbox, source, outputs);
  }

 private:
  Service() = default;

  template <typename Options>
  static Result<void> parse(Arguments& arguments, Options& options) {
    cli::OptionTable table;
    cli::describe(table, options);
    if (const auto parsed = table.parse(static_cast<int>(arguments.words.size()), arguments.words.data(), options.files); !parsed)
      return parsed;
    if (!options.config.empty()) {
      if (const auto parsed = table.parse_config(options.config); !parsed) return parsed;
    }
    if (const auto checked = cli::check(options); !checked) return checked;
    if (options.data.empty()) options.data = cli::program_folder() + "/../share/maskros";
    return {};
  }

  Result<void> plan_with(const cli::ReadingOptions& reading, const std::string& language) {
    auto plan = cli::plan_reading(reading);
    if (!plan) return std::unexpected(plan.error());
    plan_ = std::move(*plan);
    plan_->language = mask::language_coded(language);
    return {};
  }

  Result<void> begin_transcribe(Arguments& arguments) {
    if (const auto parsed = parse(arguments, transcribe_options_); !parsed) return parsed;
    if (const auto planned = plan_with(transcribe_options_.reading, transcribe_options_.lang); !planned) return planned;
    plan_->read.keeps_lines = transcribe_options_.keeps_lines;
    return {};
  }

  Result<void> begin_mask(Arguments& arguments) {
    masks_ = true;
    if (const auto parsed = parse(arguments, mask_options_); !parsed) return parsed;
    if (const auto planned = plan_with(mask_options_.reading, mask_options_.lang); !planned) return planned;
    plan_->read.keeps_lines = true;
    if (mask_options_.inspects) plan_->read.ocr = mask::OcrUse::never;
    auto loaded = cli::MaskData::load(mask_options_);
    if (!loaded) return std::unexpected(loaded.error());
    data_ = std::move(*loaded);
    const auto masking = data_->masking(mask_options_);
    if (!masking) return std::unexpected(masking.error());
    masking_ = *masking;
    return {};
  }

  bool masks_ = false;
  cli::MaskOptions mask_options_;
  cli::TranscribeOptions transcribe_options_;
  std::optional<cli::ReadingPlan> plan_;
  std::unique_ptr<cli::MaskData> data_;
  const cli::Masking* masking_ = nullptr;
};

// Who draws all pages takes longer.
constexpr std::uint64_t drawing = 12;

cli::JobLimits limits_of(const cli::CostLimits& costs, const cli::Job& job, std::uint64_t size, bool draws_pages) {
  cli::JobLimits limits;
  limits.process.memory = costs.memory;
  limits.process.processor_seconds = (costs.processor_seconds + (size >> 21)) * (draws_pages ? drawing : 1);
  limits.wall_seconds = costs.wall_seconds * (draws_pages ? drawing : 1);
  if (job.step == cli::Step::pictures) {
    limits.process.processor_seconds += costs.ocr_seconds * (job.to - job.from);
    limits.wall_seconds = std::max(limits.wall_seconds, 10 * costs.ocr_seconds * (job.to - job.from));
  }
  return limits;
}

int refuse(const mask::Error& error) {
  cli::Status status;
  status.error = error;
  (void)cli::send(cli::worker_connection, cli::to_message(status), {});
  return static_cast<int>(cli::exit_of(error.failure));
}

int serve() {
  fcntl(cli::worker_connection, F_SETFD, FD_CLOEXEC);
  fcntl(cli::worker_arguments, F_SETFD, FD_CLOEXEC);
  auto arguments = read_arguments();
  if (!arguments) return refuse(arguments.error());
  const auto service = Service::begin(**arguments);
  if (!service) return refuse(service.error());
  const cli::ReadingPlan& plan = (*service)->plan();
  const auto sandbox = cli::Sandbox::make(plan.wish, openings());
  if (!sandbox) return refuse(sandbox.error());
  const std::string level = cli::name_of(sandbox->level());
  mask::prepare_readers();

  std::optional<ocr::Models> models;
  std::optional<cli::Converter> converter;
  cli::BrokerPlan broker;
  broker.sandbox = &*sandbox;
  broker.prepare = [&](const cli::Job& job) -> Result<void> {
    if (job.step != cli::Step::pictures || models) return {};
    auto loaded = ocr::Models::load((*service)->data(), plan.languages);
    if (!loaded) return std::unexpected(loaded.error());
    models = std::move(*loaded);
    return {};
  };
  broker.limits = [&](const cli::Job& job, std::uint64_t size) { return limits_of(plan.costs, job, size, (*service)->draws_pages()); };
  broker.before = [&](const cli::Job& job, std::string_view document) {
    if (job.step != cli::Step::pictures && cli::Converter::is_wanted_for(document)) converter = cli::Converter::start(plan.wish);
  };
  broker.work = [&](const cli::Job& job, std::string_view document, std::span<const cli::Descriptor> others) {
    const cli::Work work{.plan = &plan,
                         .models = models ? &*models : nullptr,
                         .converter = converter ? &*converter : nullptr,
                         .make_form = [&](std::string_view source, std::span<const cli::Descriptor> outputs) {
                           return (*service)->form(level, source, outputs);
                         }};
    return cli::do_work(work, job, document, others);
  };
  cli::Status hello;
  hello.review.push_back(level);
  if (!cli::send(cli::worker_connection, cli::to_message(hello), {})) return 0;
  return cli::serve(cli::worker_connection, broker);
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

// How wide the walls are is asked, as the third word says: auto, require or off.
Exit tell(std::string_view mode, const std::string& data, std::string_view wish) {
  const auto sandbox = cli::Sandbox::make(wish == "require" ? cli::SandboxWish::require
                                          : wish == "off"   ? cli::SandboxWish::off
                                                            : cli::SandboxWish::automatic,
                                          openings());
  if (!sandbox) {
    cli::say(program, sandbox.error());
    return cli::exit_of(sandbox.error().failure);
  }
  if (mode == "--version") {
    const std::string networks = ocr::Models::names(data);
    print("maskros-worker (Maskros) " MASKROS_VERSION "\nocr " + (networks.empty() ? "none" : networks) + "\nsandbox " +
          cli::name_of(sandbox->level()) + "\n");
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  const cli::Report report = cli::examine(*sandbox, data);
  print(report.text);
  if (std::fflush(stdout) != 0) return Exit::io;
  return !report.has_walls ? Exit::sandbox : report.has_data ? Exit::done : Exit::data;
}

Exit run(int argc, char** argv) {
  const std::string_view mode = argc >= 2 ? argv[1] : "";
  if (mode == "--serve" && argc == 2) return static_cast<Exit>(serve());
  if (mode == "--version" || mode == "--doctor") {
    return tell(mode, argc >= 3 ? argv[2] : cli::program_folder() + "/../share/maskros", argc >= 4 ? argv[3] : "auto");
  }
  std::fwrite(usage.data(), 1, usage.size(), mode == "--help" ? stdout : stderr);
  return mode == "--help" ? Exit::done : Exit::usage;
}

}  // namespace

int main(int argc, char** argv) { return cli::frame(program, argc, argv, run); }
