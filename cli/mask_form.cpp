// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/mask_form.h"

#include <memory>
#include <utility>

#include "cli/record_masker.h"
#include "cli/transcribe_form.h"

namespace cli {
namespace {

using mask::Result;

class MaskForm {
 public:
  MaskForm(const MaskOptions& options, const Masking& masking, std::string sandbox, std::span<const Descriptor> outputs)
      : options_(options),
        sinks_(Sinks::gather(options)),
        masker_(options, masking, sinks_),
        sandbox_(std::move(sandbox)),
        outputs_(outputs) {}

  Result<void> take(mask::Reading&& reading, Status& status) {
    ++status.documents;
    status.pages += reading.document.pages.size();
    note_review(status, reading.document);
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
  const MaskOptions& options_;
  Sinks sinks_;
  RecordMasker masker_;
  std::string sandbox_;
  std::span<const Descriptor> outputs_;
  std::string out_;
};

}  // namespace

Form make_mask_form(const MaskOptions& options, const Masking& masking, const std::string& sandbox, std::span<const Descriptor> outputs) {
  const auto form = std::make_shared<MaskForm>(options, masking, sandbox, outputs);
  return {.take = [form](mask::Reading&& reading, Status& status) { return form->take(std::move(reading), status); },
          .finish = [form](Status& status) { return form->finish(status); }};
}

}  // namespace cli
