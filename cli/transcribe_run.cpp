// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transcribe_run.h"

#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/conveyor.h"
#include "cli/io.h"
#include "cli/progress.h"
#include "cli/source.h"
#include "cli/targets.h"
#include "cli/window.h"
#include "cli/worker_link.h"
#include "libmask/read/stream.h"
#include "libmask/render/document_json.h"

namespace cli {
namespace {

using mask::Error;
using mask::Failure;
using mask::Result;

constexpr std::string_view program = "transcribe";
constexpr std::size_t write_size = std::size_t{1} << 18;

Exit failed(const Error& error) {
  say(program, error);
  return exit_of(error.failure);
}

std::string name_of(const std::string& file) { return file == "-" ? "standard input" : file; }

Error named(Error error, const std::string& file) {
  if (error.path.empty()) error.path = name_of(file);
  return error;
}

std::string suffix_of(const std::string& form) {
  return form == "text" ? ".txt" : form == "hocr" ? ".hocr" : form == "pdf" ? ".pdf" : ".ndjson";
}

class Transcription {
 public:
  Transcription(const TranscribeOptions& options, int argc, char** argv)
      : options_(options), argc_(argc), argv_(argv), files_(options.files.empty() ? std::vector<std::string>{"-"} : options.files) {}

  Exit run() {
    if (const auto checked = check_targets(); !checked) return failed(checked.error());
    if (!options_.repairs.empty()) {
      auto opened = Output::to_file(options_.repairs, true);
      if (!opened) return failed(opened.error());
      repairs_.emplace(std::move(*opened));
    }
    if (!to_folder_) {
      auto opened = options_.output.empty() || options_.output == "-" ? Output::to_stdout() : Output::to_file(options_.output);
      if (!opened) return failed(opened.error());
      output_.emplace(std::move(*opened));
    }
    while (next_ < files_.size()) {
      if (const auto done = take_turn(); !done) return failed(done.error());
    }
    return end();
  }

 private:
  Result<void> check_targets() {
    to_folder_ = !options_.output.empty() && is_folder(options_.output);
    for (const std::string* target : {&options_.output, &options_.repairs}) {
      if (target->empty() || *target == "-" || is_folder(*target)) continue;
      for (const std::string& file : files_) {
        if (is_one_file(file, *target))
          return std::unexpected(Error{.failure = Failure::usage, .message = "is an input: it would be overwritten", .path = *target});
      }
    }
    if (to_folder_) {
      auto targets = targets_in(options_.output, files_, suffix_of(options_.to));
      if (!targets) return std::unexpected(targets.error());
      targets_ = std::move(*targets);
    } else if (files_.size() > 1 &&
               (options_.to == "hocr" || options_.to == "pdf" || (!options_.output.empty() && options_.output != "-"))) {
      return mask::fail(Failure::usage, "several inputs need a folder: -o FOLDER");
    }
    return {};
  }

  // Sends documents through the worker until there are no more, or an input comes that needs none.
  Result<void> take_turn() {
    std::optional<Source> own;
    std::vector<std::size_t> under_way;
    const auto next = [&]() -> std::optional<Result<Order>> {
      if (own || next_ == files_.size()) return std::nullopt;
      const std::size_t index = next_++;
      auto source = Source::open(files_[index], wishes());
      if (source && source->form() != Form::document) {
        own.emplace(std::move(*source));
        return std::nullopt;
      }
      under_way.push_back(index);
      if (!source) return std::unexpected(source.error());
      auto file = source->take_file();
      if (!file) return std::unexpected(named(file.error(), files_[index]));
      Order order;
      order.id = files_[index];
      order.kind = source->kind();
      order.document = std::move(*file);
      return order;
    };
    // The first input tells whether a worker is needed at all.
    std::optional<Result<Order>> first = next();
    if (first) {
      if (!link_) {
        auto started = WorkerLink::start(program, argc_, argv_);
        if (!started) return std::unexpected(started.error());
        link_.emplace(std::move(*started));
      }
      Progress progress(options_.progress, options_.is_quiet, std::nullopt);
      Conveyor conveyor(*link_, jobs());
      conveyor.show_with([&](std::uint64_t done, std::uint64_t all) { progress.show_pages(done, all); });
      const auto carried = conveyor.run(
          [&]() -> std::optional<Result<Order>> {
            if (!first) return next();
            return std::exchange(first, std::nullopt);
          },
          [&](std::size_t index, Result<Delivery> delivery) { return take(under_way.at(index), std::move(delivery)); });
      if (!carried) return carried;
    }
    if (!own) return {};
    return take_own(next_ - 1, *own);
  }

  Source::Wishes wishes() const {
    return {.form = options_.from,
            .encoding = options_.encoding,
            .has_columns = false,
            .is_lossy = options_.is_lossy,
            .allows_empty = options_.allows_empty};
  }

  std::size_t jobs() const {
    std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
    if (!options_.jobs.empty()) std::from_chars(options_.jobs.data(), options_.jobs.data() + options_.jobs.size(), jobs);
    return jobs;
  }

  // One input failed: alone in its file, others go on.
  Result<void> fail_one(std::size_t index, const Error& error) {
    if (!to_folder_) return std::unexpected(named(error, files_[index]));
    say(program, named(error, files_[index]));
    ++failures_;
    return {};
  }

  Result<void> take(std::size_t index, Result<Delivery> delivery) {
    if (!delivery) return fail_one(index, delivery.error());
    const Status& status = delivery->status;
    const auto view = FileView::of(delivery->outputs[document_output].number());
    if (!view) return std::unexpected(view.error());
    if (options_.to != "pdf" && !simdjson::validate_utf8(view->bytes().data(), view->bytes().size()))
      return fail_one(index, {.failure = Failure::refused, .message = "its text is not UTF-8"});
    if (const auto written = write_whole(index, view->bytes(), status.documents); !written) return fail_one(index, written.error());
    if (repairs_) {
      const auto repairs = FileView::of(delivery->outputs[repairs_output].number());
      if (!repairs) return std::unexpected(repairs.error());
      if (const auto written = repairs_->write(repairs->bytes()); !written) return written;
    }
    if (options_.explains) {
      const auto explained = FileView::of(delivery->outputs[explained_output].number());
      if (!explained) return std::unexpected(explained.error());
      explain(explained->bytes());
    }
    note(status);
    return {};
  }

  void note(const Status& status) {
    needs_review_ = needs_review_ || status.needs_review;
    if (options_.is_quiet) return;
    constexpr std::size_t longest_note = 1000;
    for (const std::string& text : status.review) say(program, shown(std::string_view(text).substr(0, longest_note)));
  }

  static void explain(std::string_view table) {
    std::string out;
    while (!table.empty()) {
      const std::size_t end = std::min(table.find('\n'), table.size());
      out += shown(table.substr(0, end)) + "\n";
      table.remove_prefix(std::min(end + 1, table.size()));
    }
    (void)!::write(STDERR_FILENO, out.data(), out.size());
  }

  // A form feed between inputs that come one after the other.
  Result<void> separate(Output& output) {
    if (to_folder_ || options_.to != "text" || !std::exchange(has_written_, true)) return {};
    return output.write("\f");
  }

  Result<void> write_whole(std::size_t index, std::string_view bytes, std::uint64_t documents) {
    return write_one(index, [&](Output& output) -> Result<void> {
      documents_ += documents;
      return output.write(bytes);
    });
  }

  // Calls `make` with where this input's result goes.
  template <typename Make>
  Result<void> write_one(std::size_t index, const Make& make) {
    if (!to_folder_) {
      if (const auto separated = separate(*output_); !separated) return separated;
      return make(*output_);
    }
    auto output = Output::to_file(targets_[index]);
    if (!output) return std::unexpected(output.error());
    documents_ = 0;
    if (const auto made = make(*output); !made) return made;
    if (options_.to == "ndjson") {
      std::string line;
      mask::append_end_line(line, documents_);
      if (const auto written = output->write(line); !written) return written;
    }
    return output->commit();
  }

  // Text, tables, JSON and the document stream: no worker is needed.
  Result<void> take_own(std::size_t index, Source& source) {
    source.begin(options_.is_lossy);
    const auto done = [&]() -> Result<void> {
      if (options_.to == "hocr" || options_.to == "pdf")
        return mask::fail(Failure::usage, "--to " + options_.to + " takes a document with pages");
      return write_one(index, [&](Output& output) {
        return source.form() == Form::stream ? write_stream(source, output)
               : options_.to == "text"       ? write_text(source, output)
                                             : write_record(index, source, output);
      });
    }();
    if (!done) return fail_one(index, done.error());
    if (source.lost() > 0 && !options_.is_quiet) say(program, std::to_string(source.lost()) + " undecodable places were replaced");
    return {};
  }

  // UTF-8 or nothing: what stands behind a place that is not is never written, and a file not at all.
  static Result<void> write_text(Source& source, Output& output) {
    std::string held;
    std::uint64_t offset = 0;
    while (true) {
      const std::size_t had = held.size();
      held.resize(had + write_size);
      const auto count = source.read(held.data() + had, write_size);
      if (!count) return std::unexpected(count.error());
      held.resize(had + *count);
      const bool at_end = *count < write_size;
      std::size_t whole = held.size();
      if (!at_end) {
        while (whole > 0 && (static_cast<unsigned char>(held[whole - 1]) & 0xC0) == 0x80) --whole;
        if (whole > 0) --whole;  // the first byte of what may go on
      }
      if (!simdjson::validate_utf8(held.data(), whole))
        return mask::fail(Failure::damaged, "not UTF-8 (--encoding tells what it is) after byte " + std::to_string(offset));
      if (const auto written = output.write(std::string_view(held).substr(0, whole)); !written) return written;
      held.erase(0, whole);
      offset += whole;
      if (at_end) return {};
    }
  }

  Result<void> write_record(std::size_t index, Source& source, Output& output) {
    mask::Document document;
    document.id = files_[index];
    document.kind = "text";
    std::string& text = document.text;
    for (std::size_t count = write_size; count == write_size;) {
      const std::size_t had = text.size();
      text.resize(had + write_size);
      const auto read = source.read(text.data() + had, write_size);
      if (!read) return std::unexpected(read.error());
      count = *read;
      text.resize(had + count);
      if (text.size() > mask::longest_record) return mask::fail(Failure::damaged, "too long for one record: more than 16 MiB");
    }
    if (!simdjson::validate_utf8(text.data(), text.size())) return mask::fail(Failure::damaged, "not UTF-8 (--encoding tells what it is)");
    document.language = mask::language_coded(options_.lang);
    if (!document.language) document.language = mask::language_of_text(text);
    document.pages.emplace_back();
    document.pages.front().span.end = static_cast<std::uint32_t>(text.size());
    std::string line;
    if (const auto made = mask::append_document_line(line, document, {}); !made) return made;
    ++documents_;
    return output.write(line);
  }

  // A stream that comes in goes out as it is, line by line, or as the texts in it.
  Result<void> write_stream(Source& source, Output& output) {
    Window window([&](char* into, std::size_t size) { return source.read(into, size); });
    std::uint64_t documents = 0;
    bool has_end = false;
    for (std::uint64_t number = 1;; ++number) {
      std::size_t end = window.text().find('\n');
      while (end == std::string_view::npos && !window.at_end()) {
        if (window.text().size() > mask::longest_record)
          return mask::fail(Failure::damaged, "line " + std::to_string(number) + ": longer than 16 MiB");
        if (const auto more = window.more(); !more) return more;
        end = window.text().find('\n');
      }
      if (window.text().empty()) break;
      const std::size_t size = std::min(end, window.text().size());
      std::string line(window.text().substr(0, size));
      window.drop(std::min(size + 1, window.text().size()));
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      line.append(mask::json_margin, '\0');
      const auto record = mask::read_stream_line({line.data(), size});
      if (has_end || !record) {
        return mask::fail(Failure::damaged,
                          "line " + std::to_string(number) + ": " + (record ? "after the end line" : record.error().message));
      }
      if (record->is_end) {
        has_end = true;
        if (record->documents != documents) return mask::fail(Failure::damaged, "the end line counts another number of documents");
        continue;
      }
      needs_review_ = needs_review_ || (record->has_review && options_.to == "text");
      std::string out = options_.to == "text" ? (documents > 0 ? "\f" + record->text : record->text) : line.substr(0, size) + "\n";
      if (options_.to == "text" && !out.ends_with('\n')) out += '\n';
      ++documents;
      if (const auto written = output.write(out); !written) return written;
    }
    documents_ += documents;
    if (!has_end && !options_.needs_no_end)
      return mask::fail(Failure::damaged, "the document stream has no end line: it was cut short (or needs --no-end)");
    return {};
  }

  Exit end() {
    if (output_) {
      if (options_.to == "ndjson") {
        std::string line;
        mask::append_end_line(line, documents_);
        if (const auto written = output_->write(line); !written) return failed(written.error());
      }
      if (const auto committed = output_->commit(); !committed) return failed(committed.error());
    }
    if (repairs_) {
      if (const auto committed = repairs_->commit(); !committed) return failed(committed.error());
    }
    if (failures_ > 0) return Exit::some_failed;
    return needs_review_ ? Exit::review : Exit::done;
  }

  const TranscribeOptions& options_;
  int argc_;
  char** argv_;
  std::vector<std::string> files_;
  std::vector<std::string> targets_;
  std::size_t next_ = 0;
  bool to_folder_ = false;
  bool has_written_ = false;
  std::optional<Output> output_;
  std::optional<Output> repairs_;
  std::optional<WorkerLink> link_;
  std::uint64_t documents_ = 0;
  std::uint64_t failures_ = 0;
  bool needs_review_ = false;
};

}  // namespace

Exit run_transcribe(const TranscribeOptions& options, int argc, char** argv) { return Transcription(options, argc, argv).run(); }

}  // namespace cli
