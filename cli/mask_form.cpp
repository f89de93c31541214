// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/mask_form.h"

#include <memory>
#include <utility>

#include "cli/pdf_masker.h"
#include "cli/record_masker.h"
#include "cli/transcribe_form.h"
#include "libmask/redact/picture_file.h"

namespace cli {
namespace {

using mask::Result;

class MaskForm {
 public:
  MaskForm(const MaskOptions& options, const Masking& masking, const ReadingPlan& plan, std::string sandbox, std::string_view source,
           std::span<const Descriptor> outputs)
      : options_(options),
        masking_(masking),
        plan_(plan),
        sinks_(Sinks::gather(options)),
        masker_(options, masking, sinks_),
        sandbox_(std::move(sandbox)),
        source_(source),
        outputs_(outputs) {}

  Result<void> take(mask::Reading&& reading, Status& status) {
    ++status.documents;
    status.pages += reading.document.pages.size();
    if (draws_pages(options_) && options_.unread != "review")
      std::erase_if(reading.document.review, [](const std::string& note) { return note.ends_with(mask::unread_note); });
    note_review(status, reading.document);
    if (draws_pages(options_)) return draw(reading.document, status);
    const bool makes_text = options_.to != "ndjson";
    if (makes_text && status.documents > 1) out_ += '\f';
    if (const auto masked = masker_.mask_document(reading.document, sandbox_, &out_); !masked) return masked;
    if (makes_text && !out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    return {};
  }

  Result<void> finish(Status& status) {
    const Outcome& outcome = masker_.outcome();
    status.is_masked = outcome.is_masked;
    status.is_near = outcome.is_near;
    status.is_protected = outcome.is_protected;
    status.needs_review = status.needs_review || outcome.needs_review;
    if (const auto written = write_all(outputs_[document_output].number(), out_); !written) return written;
    if (const auto written = write_all(outputs_[findings_output].number(), sinks_.take_findings()); !written) return written;
    return write_all(outputs_[explained_output].number(), sinks_.take_explained());
  }

 private:
  Result<void> draw(const mask::Document& document, Status& status) {
    if (status.documents > 1)
      return mask::fail(mask::Failure::usage, "--to " + options_.to + " takes one document, and this holds several");
    if (options_.to == "image" && document.kind != "image") return mask::fail(mask::Failure::usage, "--to image takes a picture");
    mask::RedactOptions options{.passwords = plan_.read.passwords, .limits = plan_.read.limits, .covers_unread = options_.unread == "mask"};
    auto pdf = mask_to_pdf(masker_, masking_, source_, document, options);
    if (!pdf) return std::unexpected(pdf.error());
    if (!document.parts.empty()) {
      status.needs_review = true;
      status.review.push_back(document.id + ": attachments are left out");
    }
    if (options_.to == "image") pdf = mask::picture_file_of(*pdf, mask::picture_format_of(options_.output), plan_.read.limits);
    if (!pdf) return std::unexpected(pdf.error());
    out_ = std::move(*pdf);
    return {};
  }

  const MaskOptions& options_;
  const Masking& masking_;
  const ReadingPlan& plan_;
  Sinks sinks_;
  RecordMasker masker_;
  std::string sandbox_;
  std::string_view source_;
  std::span<const Descriptor> outputs_;
  std::string out_;
};

}  // namespace

Form make_mask_form(const MaskOptions& options, const Masking& masking, const ReadingPlan& plan, const std::string& sandbox,
                    std::string_view source, std::span<const Descriptor> outputs) {
  const auto form = std::make_shared<MaskForm>(options, masking, plan, sandbox, source, outputs);
  return {.take = [form](mask::Reading&& reading, Status& status) { return form->take(std::move(reading), status); },
          .finish = [form](Status& status) { return form->finish(status); }};
}

}  // namespace cli
