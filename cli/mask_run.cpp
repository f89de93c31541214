// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/mask_run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "cli/cell_walk.h"
#include "cli/explain.h"
#include "cli/io.h"
#include "cli/progress.h"
#include "cli/record_masker.h"
#include "cli/sinks.h"
#include "cli/source.h"
#include "libmask/base/json.h"
#include "libmask/read/stream.h"
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
      line += "\n{\"maskros\":1,\"end\":true,\"documents\":1}\n";
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
      say(program, "somebody's identity is protected here: whatever could tell where they live is masked; a person must look");
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
  std::optional<mask::Encoder> encoder_;
  std::optional<Progress> progress_;
};

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
  // What is published must not wait for somebody to ask: near the line, a person is asked.
  if (options.checks) return outcome.is_masked ? Exit::found : outcome.is_near || outcome.needs_review ? Exit::review : Exit::done;
  return outcome.needs_review ? Exit::review : Exit::done;
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Are they one file? ("-" is standard input.)
bool is_one_file(const std::string& input, const std::string& other) {
  struct stat one {};
  struct stat two {};
  const bool has_one = input == "-" ? fstat(STDIN_FILENO, &one) == 0 : stat(input.c_str(), &one) == 0;
  return has_one && S_ISREG(one.st_mode) && stat(other.c_str(), &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
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

// All inputs, one after the other, into one output (or none).
Exit run_in_turn(const MaskOptions& options, const Masking& masking, Sinks& sinks, const std::vector<std::string>& files) {
  std::optional<Output> output;
  const bool to_file = !options.output.empty() && options.output != "-";
  if (to_file || sinks.takes_text()) {
    auto opened = to_file ? Output::to_file(options.output) : Output::to_stdout();
    if (!opened) return failed(opened.error());
    output.emplace(std::move(*opened));
  }
  Outcome all;
  for (const std::string& file : files) {
    auto source = Source::open(file, wishes_of(options));
    if (!source) return failed(source.error());
    const auto outcome = Job(options, masking, sinks).run(*source, output ? &*output : nullptr);
    if (!outcome) return failed(outcome.error());
    all.is_masked = all.is_masked || outcome->is_masked;
    all.is_near = all.is_near || outcome->is_near;
    all.needs_review = all.needs_review || outcome->needs_review;
  }
  if (output) {
    if (const auto committed = output->commit(); !committed) return failed(committed.error());
  }
  if (const auto committed = sinks.commit(); !committed) return failed(committed.error());
  return exit_of(options, all);
}

// Each input into a file of its name in a folder, `jobs` at a time. What fails stops no other.
Exit run_into_folder(const MaskOptions& options, const Masking& masking, Sinks& sinks, const std::vector<std::string>& files) {
  std::vector<std::string> targets;
  std::set<std::string> names;
  for (const std::string& file : files) {
    const std::string name = file.substr(file.rfind('/') + 1);
    if (file == "-" || name.empty() || !names.insert(name).second) {
      return failed({.failure = Failure::usage,
                     .message = "two inputs would get one name in the folder, or an input has none",
                     .path = options.output});
    }
    targets.push_back(options.output + "/" + name);
  }
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> failures = 0;
  std::atomic<bool> is_masked = false;
  std::atomic<bool> is_near = false;
  std::atomic<bool> needs_review = false;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      const auto outcome = [&]() -> Result<Outcome> {
        auto source = Source::open(files[i], wishes_of(options));
        if (!source) return std::unexpected(source.error());
        if (source->input().is_same_file(targets[i])) return mask::fail(Failure::usage, "the input would be overwritten");
        auto output = Output::to_file(targets[i]);
        if (!output) return std::unexpected(output.error());
        auto done = Job(options, masking, sinks).run(*source, &*output);
        if (!done) return done;
        if (const auto committed = output->commit(); !committed) return std::unexpected(committed.error());
        return done;
      }();
      if (!outcome) {
        say(program, outcome.error());
        ++failures;
        continue;
      }
      if (outcome->is_masked) is_masked = true;
      if (outcome->is_near) is_near = true;
      if (outcome->needs_review) needs_review = true;
    }
  };
  std::size_t jobs = 1;
  std::from_chars(options.jobs.data(), options.jobs.data() + options.jobs.size(), jobs);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(jobs, files.size()); ++i) threads.emplace_back(work);
    work();
  }
  if (const auto committed = sinks.commit(); !committed) return failed(committed.error());
  if (failures > 0) return Exit::some_failed;
  return exit_of(options, {.is_masked = is_masked, .is_near = is_near, .needs_review = needs_review});
}

}  // namespace

Exit run_mask(const MaskOptions& options, const Masking& masking) {
  const std::vector<std::string> files = options.files.empty() ? std::vector<std::string>{"-"} : options.files;
  if (const auto checked = check_targets(options, files); !checked) return failed(checked.error());
  auto sinks = Sinks::open(options);
  if (!sinks) return failed(sinks.error());
  if (!options.output.empty() && is_folder(options.output)) return run_into_folder(options, masking, *sinks, files);
  if (!options.output.empty() && options.output != "-" && files.size() > 1) {
    return failed({.failure = Failure::usage, .message = "is no folder: several inputs need one", .path = options.output});
  }
  return run_in_turn(options, masking, *sinks, files);
}

}  // namespace cli
