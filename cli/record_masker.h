// Documents that are whole before they are masked: lines of the document stream, and what a reader has made of a file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/mask_options.h"
#include "cli/masker.h"
#include "cli/sinks.h"
#include "libmask/read/stream.h"
#include "libmask/redact/plan.h"
#include "libmask/text/document.h"

namespace cli {

// What became of inputs.
struct Outcome {
  bool is_masked = false;
  bool is_near = false;  // something is not masked that the policy wants a person to look at
  bool needs_review = false;
  bool is_protected = false;

  void add(const Outcome& other);
};

// For the terminal, where Outcome::is_protected.
inline constexpr std::string_view protected_message =
    "somebody's identity is protected here: whatever could tell where they live is masked; a person must look";

class RecordMasker {
 public:
  RecordMasker(const MaskOptions& options, const Masking& masking, Sinks& sinks) : options_(options), masking_(masking), sinks_(sinks) {}

  // A line of the stream, as text or as a line again, behind `out`; nowhere where that is nullptr. `line` needs json_margin readable bytes
  // behind it. Failure::damaged.
  [[nodiscard]] mask::Result<void> mask_line(std::string_view line, const mask::StreamLine& record, std::string* out);
  // A document that was read under this level of the sandbox.
  [[nodiscard]] mask::Result<void> mask_document(const mask::Document& document, std::string_view sandbox, std::string* out);

  // What of a document is replaced, and by what.
  struct Redactions {
    std::vector<mask::Redaction> list;
    mask::Language language = mask::Language::sv;  // that the document was taken to be in
  };
  [[nodiscard]] mask::Result<Redactions> redactions(const mask::Document& document);

  [[nodiscard]] const Outcome& outcome() const { return outcome_; }

  // Words as they come out of a mask, with what the document has taught it.
  [[nodiscard]] static mask::Result<std::string> masked_words(DocumentMasker& masker, std::string_view words);

 private:
  struct Masked;
  struct Source;
  mask::Result<Masked> mask(const Source& source);
  void note(const DocumentMasker& masker);

  const MaskOptions& options_;
  const Masking& masking_;
  Sinks& sinks_;
  Outcome outcome_;
};

}  // namespace cli
