// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/mask_run.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "cli/cell_walk.h"
#include "cli/conveyor.h"
#include "cli/explain.h"
#include "cli/io.h"
#include "cli/progress.h"
#include "cli/record_masker.h"
#include "cli/sinks.h"
#include "cli/source.h"
#include "cli/targets.h"
#include "cli/through_worker.h"
#include "libmask/base/json.h"
#include "libmask/read/stream.h"
#include "libmask/render/document_json.h"
#include "libmask/render/render.h"
#include "libmask/render/stream.h"

namespace cli {
namespace {

using mask::Error;
using mask::Failure;
using mask::Result;

constexpr std::string_view program = "mask";
constexpr std::size_t write_size = std::size_t{1} << 18;

// One input on its way to one output.
class Job {
 public:
  Job(const MaskOptions& options, const Masking& masking, Sinks& sinks) : options_(options), masking_(masking), sinks_(sinks) {}

  // `output` may be missing: nothing but findings is wanted.
  Result<Outcome> run(Source& source, Output* output) {
    source.begin(options_.is_lossy);
    progress_.emplace(options_.progress, options_.is_quiet, source.input().size());
    if (!options_.column_rules.empty() && (source.form() == Form::stream || source.form() == Form::text))
      return mask::fail(Failure::usage, "--columns needs a table or JSON");
    const auto done = source.form() == Form::stream ? run_stream(source, output)
                      : source.form() == Form::text ? run_text(source, output)
                                                    : run_cells(source, output);
    if (!done) {
      Error error = done.error();
      if (error.path.empty()) error.path = source.input().is_stdin() ? "standard input" : source.input().path();
      return std::unexpected(std::move(error));
    }
    if (source.lost() > 0 && !options_.is_quiet) {
      say(program, std::to_string(source.lost()) + " undecodable places were replaced");
    }
    return outcome_;
  }

  // Documents that became records of a stream, which still lacks its end line.
  [[nodiscard]] std::uint64_t documents() const { return documents_; }

 private:
  Result<void> write(Output* output, std::string& bytes) {
    if (output == nullptr) {
      bytes.clear();
      return {};
    }
    if (encoder_) {
      std::string encoded;
      encoder_->append(encoded, bytes);
      bytes.swap(encoded);
    }
    auto written = output->write(bytes);
    bytes.clear();
    return written;
  }

  Result<void> run_text(Source& source, Output* output) {
    const bool makes_stream = options_.to == "ndjson";
    const std::string doc = source.input().is_stdin() ? "-" : source.input().path();
    if (!makes_stream && !source.encoding().is_utf8()) encoder_.emplace(source.encoding().name);
    if (output != nullptr && !makes_stream && !source.encoding().mark.empty()) {
      if (const auto written = output->write(source.encoding().mark); !written) return written;
    }
    std::string out;
    Explainer explainer;
    DocumentMasker masker(masking_);
    const auto walked = masker.walk([&](char* into, std::size_t size) { return source.read(into, size); },
                                    [&](const Checked& segment) -> Result<void> {
                                      progress_->show(source.bytes_read());
                                      if (const auto taken = sinks_.take(segment, doc, explainer); !taken) return taken;
                                      if (output == nullptr) return {};
                                      return makes_stream ? gather(out, segment) : write_segment(output, out, segment);
                                    });
    if (!walked) return walked;
    note(masker);
    if (output != nullptr && makes_stream) {
      std::string line = "{\"maskros\":1,\"id\":";
      mask::append_json_string(line, source.input().is_stdin() ? std::string("-") : masked_name(masker, source.input().path()));
      line += ",\"lang\":\"" + std::string(mask::code(masker.language())) + "\",\"text\":";
      mask::append_json_string(line, out);
      line += masker.is_protected() ? R"(,"meta":{"source":"text","review":["protected identity: a person must look"]}})"
                                    : R"(,"meta":{"source":"text"}})";
      line += '\n';
      ++documents_;
      return write(output, line);
    }
    return {};
  }

  // Tables, JSON and records: cell by cell.
  Result<void> run_cells(Source& source, Output* output) {
    if (options_.to == "ndjson") return mask::fail(Failure::usage, "--to has no place with a table or JSON (--from text reads it as text)");
    const std::string doc = source.input().is_stdin() ? "-" : source.input().path();
    if (!source.encoding().is_utf8()) encoder_.emplace(source.encoding().name);
    if (output != nullptr && !source.encoding().mark.empty()) {
      if (const auto written = output->write(source.encoding().mark); !written) return written;
    }
    CellLines lines;
    Explainer explainer;
    CellWalk::Taker taker;
    taker.write = [&](std::string& bytes) {
      progress_->show(source.bytes_read());
      return write(output, bytes);
    };
    if (sinks_.takes_bad_records()) {
      taker.set_apart = [&](std::string_view record) {
        std::string bytes(record);
        if (encoder_) {
          bytes.clear();
          encoder_->append(bytes, record);
        }
        return sinks_.set_apart(bytes);
      };
    }
    if (sinks_.takes_findings() || options_.explains) {
      taker.show = [&](const CellFinding& found, const CellMasker& masker, const CellPlace& place, std::uint64_t offset) {
        sinks_.take(found, masker, place, offset, doc, explainer, lines);
      };
      taker.shown = [&] { return sinks_.write_cells(lines); };
    }
    CellWalk walk(
        masking_, options_.column_rules, [&](char* into, std::size_t size) { return source.read(into, size); }, taker);
    const auto walked = source.form() == Form::table  ? walk.walk_table(source.separator())
                        : source.form() == Form::json ? walk.walk_json()
                                                      : walk.walk_records();
    if (!walked) return walked;
    outcome_.is_masked = outcome_.is_masked || walk.masker().has_masks();
    outcome_.is_near = outcome_.is_near || walk.masker().near_misses() > 0;
    note_protected(walk.masker().is_protected());
    if (walk.set_apart() == 0) return {};
    outcome_.needs_review = true;
    if (!options_.is_quiet) say(program, std::to_string(walk.set_apart()) + " records could not be read: they are set apart");
    return {};
  }

  // The text of a document that becomes one record.
  static Result<void> gather(std::string& out, const Checked& segment) {
    mask::render_text(segment.text, segment.from, segment.to, segment.decisions, segment.labels, out);
    if (out.size() > mask::longest_record) return mask::fail(Failure::damaged, "too long for one record: more than 16 MiB");
    return {};
  }

  // Writes a segment in pieces, so that what it is rendered into stays small.
  Result<void> write_segment(Output* output, std::string& out, const Checked& segment) {
    const std::vector<mask::Decision>& decisions = segment.decisions.list;
    std::uint32_t at = segment.from;
    for (const mask::Decision& decision : decisions) {
      while (decision.span.start - at > write_size) {
        // A long stretch without masks goes out as it is; characters are not cut, for the encoder's sake.
        std::uint32_t end = at + static_cast<std::uint32_t>(write_size);
        while ((static_cast<unsigned char>(segment.text[end]) & 0xC0) == 0x80) --end;
        out.append(segment.text, at, end - at);
        at = end;
        if (const auto written = write(output, out); !written) return written;
      }
      out.append(segment.text, at, decision.span.start - at);
      mask::append_mask(out, decision, segment.text.substr(decision.span.start, decision.span.size()), segment.labels);
      at = decision.span.end;
      if (out.size() >= write_size) {
        if (const auto written = write(output, out); !written) return written;
      }
    }
    if (!encoder_ && out.empty()) return output->write(segment.text.substr(at, segment.to - at));
    out.append(segment.text, at, segment.to - at);
    return write(output, out);
  }

  void note(const DocumentMasker& masker) {
    outcome_.is_masked = outcome_.is_masked || masker.masked() > 0;
    outcome_.is_near = outcome_.is_near || masker.near_misses() > 0;
    note_protected(masker.is_protected());
  }

  void note_protected(bool is_protected) {
    outcome_.needs_review = outcome_.needs_review || is_protected;
    if (is_protected && !options_.is_quiet && !options_.checks) {
      say(program, protected_message);
    }
  }

  static std::string masked_name(DocumentMasker& masker, const std::string& name) {
    return RecordMasker::masked_words(masker, name).value_or(std::string("-"));
  }

  // Lines of the document stream. `carry` is what has been read of the next.
  Result<void> run_stream(Source& source, Output* output) {
    std::string held;
    bool at_end = false;
    bool has_end = false;
    std::uint64_t documents = 0;
    std::size_t line_number = 0;
    std::string out;
    if (output != nullptr && options_.to != "text" && !source.encoding().mark.empty()) out = source.encoding().mark;
    std::size_t begin = 0;
    while (true) {
      std::size_t end = held.find('\n', begin);
      if (end == std::string::npos && !at_end) {
        held.erase(0, begin);
        begin = 0;
        if (held.size() > mask::longest_record)
          return mask::fail(Failure::damaged, "line " + std::to_string(line_number + 1) + ": longer than 16 MiB");
        const std::size_t had = held.size();
        held.resize(had + write_size);
        const auto count = source.read(held.data() + had, write_size);
        if (!count) return std::unexpected(count.error());
        held.resize(had + *count);
        at_end = *count < write_size;
        progress_->show(source.bytes_read());
        continue;
      }
      if (end == std::string::npos) end = held.size();
      if (begin == end && end == held.size()) break;
      ++line_number;
      const std::string_view line = std::string_view(held).substr(begin, end - begin);
      begin = std::min(end + 1, held.size());
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      if (has_end) return mask::fail(Failure::damaged, "line " + std::to_string(line_number) + ": after the end line");
      // The parser reads a little beyond the line.
      const std::string padded = std::string(line).append(mask::json_margin, '\0');
      auto done = take_line({padded.data(), line.size()}, documents, has_end, out, output != nullptr);
      if (!done) {
        Error error = done.error();
        error.message = "line " + std::to_string(line_number) + ": " + error.message;
        return std::unexpected(std::move(error));
      }
      if (const auto written = write(output, out); !written) return written;
    }
    if (!has_end && !options_.needs_no_end)
      return mask::fail(Failure::damaged, "the document stream has no end line: it was cut short (or needs --no-end)");
    return {};
  }

  Result<void> take_line(std::string_view line, std::uint64_t& documents, bool& has_end, std::string& out, bool writes) {
    auto record = mask::read_stream_line(line, sinks_.takes_findings());
    if (!record) return std::unexpected(record.error());
    if (record->is_end) {
      if (record->documents != documents)
        return mask::fail(Failure::damaged,
                          "the end line counts " + std::to_string(record->documents) + " documents, not " + std::to_string(documents));
      has_end = true;
      if (writes && options_.to != "text") out.append(line).append("\n");
      return {};
    }
    ++documents;
    RecordMasker masker(options_, masking_, sinks_);
    const auto masked = masker.mask_line(line, *record, writes ? &out : nullptr);
    outcome_.add(masker.outcome());
    note_protected(masker.outcome().is_protected);
    return masked;
  }

  const MaskOptions& options_;
  const Masking& masking_;
  Sinks& sinks_;
  Outcome outcome_;
  std::uint64_t documents_ = 0;
  std::optional<mask::Encoder> encoder_;
  std::optional<Progress> progress_;
};

Result<Order> order_of(Source& source, const std::string& file) {
  auto descriptor = source.take_file();
  if (!descriptor) return std::unexpected(descriptor.error());
  Order order;
  order.id = file;
  order.kind = source.kind();
  order.document = std::move(*descriptor);
  return order;
}

Error named(Error error, const std::string& file) {
  if (error.path.empty()) error.path = file == "-" ? "standard input" : file;
  return error;
}

Result<void> write_end_line(Output& output, std::uint64_t documents) {
  std::string line;
  mask::append_end_line(line, documents);
  return output.write(line);
}

Source::Wishes wishes_of(const MaskOptions& options) {
  Source::Wishes wishes{.form = options.from,
                        .encoding = options.encoding,
                        .has_columns = !options.column_rules.empty(),
                        .is_lossy = options.is_lossy,
                        .allows_empty = options.allows_empty};
  return wishes;
}

Exit failed(const Error& error) {
  say(program, error);
  return exit_of(error.failure);
}

Exit exit_of(const MaskOptions& options, const Outcome& outcome) {
  if (options.inspects) return outcome.is_masked ? Exit::found : Exit::done;
  // What is published must not wait for somebody to ask: near the line, a person is asked.
  if (options.checks) return outcome.is_masked ? Exit::found : outcome.is_near || outcome.needs_review ? Exit::review : Exit::done;
  return outcome.needs_review ? Exit::review : Exit::done;
}

// Nothing that is read may be written over, and nothing is written twice into one file.
Result<void> check_targets(const MaskOptions& options, const std::vector<std::string>& files) {
  for (const std::string* target : {&options.output, &options.findings, &options.bad_records}) {
    if (target->empty() || *target == "-") continue;
    for (const std::string& file : files) {
      if (is_one_file(file, *target))
        return std::unexpected(Error{.failure = Failure::usage, .message = "is an input: it would be overwritten", .path = *target});
    }
  }
  for (const std::string* other : {&options.output, &options.findings}) {
    const bool is_one = !options.bad_records.empty() && (options.bad_records == *other || is_one_file(options.bad_records, *other));
    if (is_one) {
      return std::unexpected(
          Error{.failure = Failure::usage, .message = "cannot hold both bad records and something else", .path = options.bad_records});
    }
  }
  const bool is_same = options.output == options.findings || is_one_file(options.output, options.findings);
  if (!options.output.empty() && options.output != "-" && is_same) {
    return std::unexpected(
        Error{.failure = Failure::usage, .message = "cannot hold both the text and the findings", .path = options.output});
  }
  return {};
}

Result<Total> mask_text(const MaskOptions& options, const Masking& masking, Sinks& sinks, Source& source, Output* output) {
  if (draws_pages(options)) return mask::fail(Failure::usage, "--to " + options.to + " takes a PDF or a picture");
  if (options.inspects) return mask::fail(Failure::usage, "--inspect takes a PDF");
  Job job(options, masking, sinks);
  const auto outcome = job.run(source, output);
  if (!outcome) return std::unexpected(outcome.error());
  return Total{.outcome = *outcome, .documents = job.documents()};
}

Result<Total> mask_document(const MaskOptions& options, ThroughWorker& worker, Source& source, const std::string& file, Output* output) {
  if (!options.column_rules.empty()) return mask::fail(Failure::usage, "--columns needs a table or JSON");
  Result<Total> total = Total();
  bool is_given = false;
  const auto carried = worker.carry(
      [&]() -> std::optional<Result<Order>> {
        if (std::exchange(is_given, true)) return std::nullopt;
        return order_of(source, file);
      },
      [&](std::size_t, Result<Delivery> delivery) -> Result<void> {
        if (!delivery) return std::unexpected(delivery.error());
        total = worker.write(*delivery, output);
        return {};
      });
  if (!carried) return std::unexpected(carried.error());
  return total;
}

// All inputs, one after the other, into one output (or none).
Exit run_in_turn(const MaskOptions& options, const Masking& masking, Sinks& sinks, ThroughWorker& worker,
                 const std::vector<std::string>& files) {
  std::optional<Output> output;
  const bool to_file = !options.output.empty() && options.output != "-";
  if (to_file || sinks.takes_text()) {
    auto opened = to_file ? Output::to_file(options.output) : Output::to_stdout();
    if (!opened) return failed(opened.error());
    output.emplace(std::move(*opened));
  }
  Output* const target = output ? &*output : nullptr;
  Total all;
  for (const std::string& file : files) {
    auto source = Source::open(file, wishes_of(options));
    if (!source) return failed(source.error());
    const auto one = source->form() == Form::document ? mask_document(options, worker, *source, file, target)
                                                      : mask_text(options, masking, sinks, *source, target);
    if (!one) return failed(named(one.error(), file));
    all.outcome.add(one->outcome);
    all.documents += one->documents;
  }
  if (output) {
    if (all.documents > 0) {
      if (const auto written = write_end_line(*output, all.documents); !written) return failed(written.error());
    }
    if (const auto committed = output->commit(); !committed) return failed(committed.error());
  }
  if (const auto committed = sinks.commit(); !committed) return failed(committed.error());
  return exit_of(options, all.outcome);
}

// Each input into a file of its name in a folder, `jobs` at a time: those that are text first, then the documents. What fails stops no
// other.
class IntoFolder {
 public:
  IntoFolder(const MaskOptions& options, const Masking& masking, Sinks& sinks, ThroughWorker& worker, const std::vector<std::string>& files,
             std::vector<std::string> targets)
      : options_(options),
        masking_(masking),
        sinks_(sinks),
        worker_(worker),
        files_(files),
        targets_(std::move(targets)),
        is_document_(files.size()) {}

  Exit run() {
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < std::min(jobs_of(options_), files_.size()); ++i) threads.emplace_back([this] { mask_texts(); });
      mask_texts();
    }
    if (std::ranges::find(is_document_, 1) != is_document_.end()) {
      if (const auto masked = mask_documents(); !masked) return failed(masked.error());
    }
    if (const auto committed = sinks_.commit(); !committed) return failed(committed.error());
    if (failures_ > 0) return Exit::some_failed;
    return exit_of(options_, outcome_);
  }

 private:
  void mask_texts() {
    for (std::size_t i = next_++; i < files_.size(); i = next_++) {
      auto source = Source::open(files_[i], wishes_of(options_));
      if (source && source->form() == Form::document) {
        is_document_[i] = 1;
        continue;
      }
      take(i, source ? write(i, [&](Output& output) { return mask_text(options_, masking_, sinks_, *source, &output); })
                     : Result<Total>(std::unexpected(source.error())));
    }
  }

  Result<void> mask_documents() {
    std::size_t next = 0;
    std::vector<std::size_t> under_way;
    return worker_.carry(
        [&]() -> std::optional<Result<Order>> {
          while (next < files_.size() && is_document_[next] == 0) ++next;
          if (next == files_.size()) return std::nullopt;
          under_way.push_back(next);
          const std::string& file = files_[next++];
          auto source = Source::open(file, wishes_of(options_));
          if (!source) return std::unexpected(source.error());
          return order_of(*source, file);
        },
        [&](std::size_t index, Result<Delivery> delivery) -> Result<void> {
          const std::size_t i = under_way.at(index);
          take(i, delivery ? write(i, [&](Output& output) { return worker_.write(*delivery, &output); })
                           : Result<Total>(std::unexpected(delivery.error())));
          return {};
        });
  }

  template <typename Make>
  Result<Total> write(std::size_t i, const Make& make) {
    if (is_one_file(files_[i], targets_[i])) return mask::fail(Failure::usage, "the input would be overwritten");
    auto output = Output::to_file(targets_[i]);
    if (!output) return std::unexpected(output.error());
    Result<Total> made = make(*output);
    if (!made) return made;
    if (made->documents > 0) {
      if (const auto written = write_end_line(*output, made->documents); !written) return std::unexpected(written.error());
    }
    if (const auto committed = output->commit(); !committed) return std::unexpected(committed.error());
    return made;
  }

  void take(std::size_t i, const Result<Total>& made) {
    const std::lock_guard lock(mutex_);
    if (made) {
      outcome_.add(made->outcome);
      return;
    }
    say(program, named(made.error(), files_[i]));
    ++failures_;
  }

  const MaskOptions& options_;
  const Masking& masking_;
  Sinks& sinks_;
  ThroughWorker& worker_;
  const std::vector<std::string>& files_;
  std::vector<std::string> targets_;
  std::vector<char> is_document_;  // of each input, once it is known
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  Outcome outcome_;
  std::size_t failures_ = 0;
};

}  // namespace

Exit run_mask(const MaskOptions& options, const Masking& masking, int argc, char** argv) {
  const std::vector<std::string> files = options.files.empty() ? std::vector<std::string>{"-"} : options.files;
  if (const auto checked = check_targets(options, files); !checked) return failed(checked.error());
  auto sinks = Sinks::open(options);
  if (!sinks) return failed(sinks.error());
  ThroughWorker worker(options, *sinks, argc, argv);
  if (!options.output.empty() && is_folder(options.output)) {
    auto targets = targets_in(options.output, files, options.to == "pdf" ? ".pdf" : options.to == "image" ? ".png" : "");
    if (!targets) return failed(targets.error());
    return IntoFolder(options, masking, *sinks, worker, files, std::move(*targets)).run();
  }
  if (!options.output.empty() && options.output != "-" && files.size() > 1) {
    return failed({.failure = Failure::usage, .message = "is no folder: several inputs need one", .path = options.output});
  }
  if (draws_pages(options) && files.size() > 1)
    return failed(
        {.failure = Failure::usage, .message = "--to " + options.to + " makes one file of each input: name a folder with --output"});
  return run_in_turn(options, masking, *sinks, worker, files);
}

}  // namespace cli
