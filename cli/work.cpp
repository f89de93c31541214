// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/work.h"

#include <xxhash.h>

#include <fstream>
#include <utility>
#include <vector>

#include "cli/picture_lines.h"
#include "cli/tool.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Recognised;
using mask::Result;

Status failed(mask::Error error) {
  Status status;
  status.error = std::move(error);
  return status;
}

// The bytes of what was written, for the program to compare.
Result<void> measure(std::span<const Descriptor> outputs, Status& status) {
  for (const Descriptor& output : outputs) {
    const auto view = FileView::of(output.number());
    if (!view) return std::unexpected(view.error());
    status.sizes.push_back(view->bytes().size());
    status.digests.push_back(XXH3_64bits(view->bytes().data(), view->bytes().size()));
  }
  return {};
}

// A picture whose reader never came to its end.
Recognised lost_picture() {
  Recognised read;
  read.review.emplace_back("could not be read in its time and memory");
  return read;
}

class Child {
 public:
  Child(const Work& work, const Job& job, std::string_view document, std::span<const Descriptor> others)
      : work_(work), job_(job), document_(document), others_(others), options_(work.plan->read) {
    if (!job.kind.empty()) options_.kind = mask::kind_named(job.kind);
    services_.convert_doc = [this](std::string_view bytes) -> Result<std::string> {
      if (work_.converter == nullptr) return mask::fail(Failure::damaged, "an old Word document in here cannot be read");
      return work_.converter->convert(bytes);
    };
  }

  Status run() {
    Status status;
    const Result<void> done = job_.step == Step::read ? read(status) : job_.step == Step::pictures ? pictures(status) : finish(status);
    return done ? status : failed(done.error());
  }

 private:
  Result<void> walk(const std::function<Result<void>(mask::Reading&&)>& take) {
    return mask::read(document_, job_.id, options_, services_, take);
  }

  Result<void> read(Status& status) {
    const Form form = work_.make_form(document_, others_);
    std::uint64_t pictures = 0;
    services_.recognise = [&](const mask::Services::Draw&) -> Result<std::optional<Recognised>> {
      ++pictures;
      return std::nullopt;
    };
    const auto walked =
        walk([&](mask::Reading&& reading) { return pictures > 0 ? Result<void>{} : form.take(std::move(reading), status); });
    if (!walked) return walked;
    if (pictures > 0) {
      status = Status();
      status.pictures = pictures;
      return {};
    }
    if (const auto finished = form.finish(status); !finished) return finished;
    return measure(others_, status);
  }

  Result<void> pictures(Status& status) {
    if (others_.size() != 1 || work_.models == nullptr) return mask::fail(Failure::internal, "the worker was not understood");
    std::uint64_t next = 0;
    std::string lines;
    services_.recognise = [&](const mask::Services::Draw& draw) -> Result<std::optional<Recognised>> {
      const std::uint64_t index = next++;
      if (index >= job_.to) return mask::fail(Failure::refused, "");  // enough: the walk ends
      if (index < job_.from) return std::nullopt;
      const PictureResult picture = read_picture(draw);
      append_picture(lines, picture);
      if (picture && picture->language) status.language = picture->language;
      return std::nullopt;
    };
    const auto walked = walk([](mask::Reading&&) { return Result<void>{}; });
    if (!walked && next <= job_.to) return walked;
    return write_all(others_.front().number(), lines);
  }

  PictureResult read_picture(const mask::Services::Draw& draw) {
    const auto pixels = draw();
    if (!pixels) return std::unexpected(pixels.error());
    return work_.models->read(*pixels, work_.plan->language ? work_.plan->language : job_.language);
  }

  Result<void> finish(Status& status) {
    if (others_.size() != output_count + job_.parts) return mask::fail(Failure::internal, "the worker was not understood");
    const auto outputs = others_.first(output_count);
    std::vector<std::vector<PictureResult>> parts;
    for (const Descriptor& part : others_.subspan(output_count)) {
      const auto view = FileView::of(part.number());
      if (!view) return std::unexpected(view.error());
      auto read = read_pictures(view->bytes());
      if (!read) return std::unexpected(read.error());
      parts.push_back(std::move(*read));
    }
    const Form form = work_.make_form(document_, outputs);
    std::uint64_t next = 0;
    services_.recognise = [&](const mask::Services::Draw&) -> Result<std::optional<Recognised>> {
      PictureResult* const picture = picture_at(parts, next++);
      if (picture == nullptr) return lost_picture();
      if (!*picture) return std::unexpected(picture->error());
      return std::move(**picture);
    };
    const auto walked = walk([&](mask::Reading&& reading) { return form.take(std::move(reading), status); });
    if (!walked) return walked;
    if (const auto finished = form.finish(status); !finished) return finished;
    return measure(outputs, status);
  }

  // The parts lie as the program divides them: the first two hold a picture each, the others as many as job_.to says.
  PictureResult* picture_at(std::vector<std::vector<PictureResult>>& parts, std::uint64_t index) const {
    const std::uint64_t in_one = std::max<std::uint64_t>(job_.to, 1);
    const std::uint64_t part = index < 2 ? index : 2 + (index - 2) / in_one;
    const std::uint64_t place = index < 2 ? 0 : (index - 2) % in_one;
    return part < parts.size() && place < parts[part].size() ? &parts[part][place] : nullptr;
  }

  const Work& work_;
  const Job& job_;
  std::string_view document_;
  std::span<const Descriptor> others_;
  mask::ReadOptions options_;
  mask::Services services_;
};

}  // namespace

Result<ReadingPlan> plan_reading(const ReadingOptions& options) {
  const auto costs = limits_of(options);
  if (!costs) return std::unexpected(costs.error());
  auto pages = pages_of(options);
  if (!pages) return std::unexpected(pages.error());
  ReadingPlan plan;
  plan.costs = *costs;
  plan.read.pages = std::move(*pages);
  plan.read.ocr = options.ocr == "always" ? mask::OcrUse::always : options.ocr == "never" ? mask::OcrUse::never : mask::OcrUse::automatic;
  plan.read.limits = {.pages = costs->pages,
                      .pixels = costs->pixels,
                      .unpacked = costs->unpacked,
                      .ratio = costs->ratio,
                      .depth = costs->depth,
                      .entries = costs->entries};
  plan.wish = options.sandbox == "require" ? SandboxWish::require : options.sandbox == "off" ? SandboxWish::off : SandboxWish::automatic;
  plan.languages = options.languages;
  if (!options.password_file.empty()) {
    std::ifstream file(options.password_file);
    if (!file)
      return std::unexpected(mask::Error{.failure = Failure::no_input, .message = "cannot be opened", .path = options.password_file});
    for (std::string line; std::getline(file, line);) {
      if (line.ends_with('\r')) line.pop_back();
      if (!line.empty()) plan.read.passwords.push_back(line);
    }
  }
  return plan;
}

Status do_work(const Work& work, const Job& job, std::string_view document, std::span<const Descriptor> others) {
  return Child(work, job, document, others).run();
}

}  // namespace cli
