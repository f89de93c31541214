// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transcribe_form.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "libmask/base/json.h"
#include "libmask/render/document_json.h"
#include "libmask/render/hocr.h"
#include "libmask/render/searchable_pdf.h"

namespace cli {
namespace {

using mask::Document;
using mask::Failure;
using mask::Result;

constexpr std::size_t write_size = std::size_t{1} << 20;
constexpr std::size_t most_notes = 200;

class TranscribeForm {
 public:
  TranscribeForm(const TranscribeOptions& options, std::string sandbox, std::string_view source, std::span<const Descriptor> outputs)
      : options_(options), sandbox_(std::move(sandbox)), source_(source), outputs_(outputs) {}

  Result<void> take(mask::Reading&& reading, Status& status) {
    Document& document = reading.document;
    const auto language = mask::language_coded(options_.lang);
    if (language) document.language = language;
    if (!document.language && !document.text.empty()) document.language = mask::language_of_text(document.text);
    ++status.documents;
    status.pages += document.pages.size();
    note_review(status, document);
    note_repairs(document);
    if (options_.explains) explain(document);
    const auto made = make(document, status);
    if (!made) return made;
    return out_.size() < write_size ? Result<void>{} : flush();
  }

  Result<void> finish() {
    if (const auto written = flush(); !written) return written;
    if (const auto written = write_all(outputs_[explained_output].number(), explained_); !written) return written;
    return write_all(outputs_[repairs_output].number(), repairs_);
  }

 private:
  Result<void> make(const Document& document, const Status& status) {
    if (options_.to == "ndjson") return mask::append_document_line(out_, document, sandbox_);
    if (options_.to == "text") {
      if (status.documents > 1) out_ += '\f';
      out_ += document.text;
      if (!document.text.empty() && !document.text.ends_with('\n')) out_ += '\n';
      return {};
    }
    if (status.documents > 1) return mask::fail(Failure::usage, "--to " + options_.to + " takes one document, and this holds several");
    if (options_.to == "hocr") {
      out_ += mask::render_hocr(document);
      return {};
    }
    auto pdf = mask::render_searchable_pdf(source_, document);
    if (!pdf) return std::unexpected(pdf.error());
    out_ = std::move(*pdf);
    return {};
  }

  void note_repairs(const Document& document) {
    if (options_.repairs.empty()) return;
    for (const mask::Repair& repair : document.repairs) {
      repairs_ += "{\"doc\":";
      mask::append_json_string(repairs_, document.id);
      repairs_ += ",\"page\":" + std::to_string(repair.page) + ",\"read\":";
      mask::append_json_string(repairs_, repair.read);
      repairs_ += ",\"given\":";
      mask::append_json_string(repairs_, repair.given);
      repairs_ += "}\n";
    }
  }

  // A line for each page: how it was read, its words, how sure they are on the whole, and how much ink nobody could read.
  void explain(const Document& document) {
    if (explained_.empty()) explained_ = "  page  read from   words  confidence  unread\n";
    for (const mask::Page& page : document.pages) {
      double sum = 0;
      for (const mask::Word& word : page.words) sum += static_cast<double>(word.confidence);
      const auto pad = [](std::string text, std::size_t width) { return std::string(width - std::min(width, text.size()), ' ') + text; };
      explained_ += pad(std::to_string(page.number), 6) + (page.is_read_from_picture ? "  picture   " : "  text      ");
      explained_ += pad(std::to_string(page.words.size()), 7);
      const double mean = page.words.empty() ? 0 : sum / static_cast<double>(page.words.size());
      explained_ += pad(page.words.empty() ? "-" : std::to_string(static_cast<int>(mean * 100 + 0.5)) + " %", 12);
      explained_ += pad(std::to_string(page.unread.size()), 8) + "\n";
    }
  }

  Result<void> flush() {
    auto written = write_all(outputs_[document_output].number(), out_);
    out_.clear();
    return written;
  }

  const TranscribeOptions& options_;
  std::string sandbox_;
  std::string_view source_;
  std::span<const Descriptor> outputs_;
  std::string out_;
  std::string explained_;
  std::string repairs_;
};

}  // namespace

void note_review(Status& status, const Document& document) {
  status.needs_review = status.needs_review || !document.review.empty();
  for (const std::string& note : document.review) {
    if (status.review.size() < most_notes) status.review.push_back(document.id + ": " + note);
  }
}

Form make_transcribe_form(const TranscribeOptions& options, const std::string& sandbox, std::string_view source,
                          std::span<const Descriptor> outputs) {
  const auto form = std::make_shared<TranscribeForm>(options, sandbox, source, outputs);
  return {.take = [form](mask::Reading&& reading, Status& status) { return form->take(std::move(reading), status); },
          .finish = [form](Status&) { return form->finish(); }};
}

}  // namespace cli
