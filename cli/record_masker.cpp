// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/record_masker.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "libmask/render/document_json.h"
#include "libmask/render/render.h"
#include "libmask/render/stream.h"

namespace cli {

using mask::Result;

void Outcome::add(const Outcome& other) {
  is_masked = is_masked || other.is_masked;
  is_near = is_near || other.is_near;
  needs_review = needs_review || other.needs_review;
  is_protected = is_protected || other.is_protected;
}

struct RecordMasker::Source {
  std::string_view id;
  std::optional<mask::Language> language;
  std::string_view text;
  std::span<const mask::Page> pages;
};

struct RecordMasker::Masked {
  std::unique_ptr<DocumentMasker> masker;
  std::string text;
  std::vector<mask::Moved> moves;
};

Result<std::string> RecordMasker::masked_words(DocumentMasker& masker, std::string_view words) {
  std::string out;
  const auto walked = masker.walk(words, [&](const Checked& segment) -> Result<void> {
    mask::render_text(segment.text, segment.from, segment.to, segment.decisions, segment.labels, out);
    return {};
  });
  if (!walked) return std::unexpected(walked.error());
  return out;
}

void RecordMasker::note(const DocumentMasker& masker) {
  outcome_.add({.is_masked = masker.masked() > 0,
                .is_near = masker.near_misses() > 0,
                .needs_review = masker.is_protected(),
                .is_protected = masker.is_protected()});
}

Result<RecordMasker::Masked> RecordMasker::mask(const Source& source) {
  Masked masked;
  masked.masker = std::make_unique<DocumentMasker>(masking_);
  DocumentMasker& masker = *masked.masker;
  if (source.language && !masking_.language) masker.set_language(*source.language);
  Explainer explainer;
  // The id of a finding is masked by what it says itself: the text has not taught anything yet.
  DocumentMasker id_masker(masking_);
  if (masker.language() == mask::Language::da) id_masker.set_language(mask::Language::da);
  const auto id = masked_words(id_masker, source.id);
  if (!id) return std::unexpected(id.error());
  const auto walked = masker.walk(source.text, [&](const Checked& segment) -> Result<void> {
    std::uint32_t at = segment.from;
    for (const mask::Decision& decision : segment.decisions.list) {
      masked.text.append(segment.text, at, decision.span.start - at);
      const std::uint64_t new_start = masked.text.size();
      mask::append_mask(masked.text, decision, segment.text.substr(decision.span.start, decision.span.size()), segment.labels);
      masked.moves.push_back({segment.offset + decision.span.start, segment.offset + decision.span.end, new_start, masked.text.size()});
      at = decision.span.end;
    }
    masked.text.append(segment.text, at, segment.to - at);
    return sinks_.take(segment, *id, explainer, source.pages);
  });
  if (!walked) return std::unexpected(walked.error());
  note(masker);
  return masked;
}

Result<void> RecordMasker::mask_line(std::string_view line, const mask::StreamLine& record, std::string* out) {
  auto masked = mask({.id = record.id, .language = record.language, .text = record.text, .pages = record.pages});
  if (!masked) return std::unexpected(masked.error());
  outcome_.needs_review = outcome_.needs_review || (record.has_review && options_.to == "text");
  if (out == nullptr) return {};
  if (options_.to == "text") {
    *out += masked->text;
    return {};
  }
  DocumentMasker& masker = *masked->masker;
  const mask::PositionMap positions(std::move(masked->moves));
  const mask::StreamChange change{.text = masked->text,
                                  .positions = &positions,
                                  .mask_string = [&](std::string_view words) { return masked_words(masker, words); },
                                  .pass = &options_.pass,
                                  .adds_protected_review = masker.is_protected()};
  const auto written = mask::append_stream_line(*out, line, change);
  outcome_.is_masked = outcome_.is_masked || masker.masked() > 0;
  return written;
}

Result<void> RecordMasker::mask_document(const mask::Document& document, std::string_view sandbox, std::string* out) {
  outcome_.needs_review = outcome_.needs_review || !document.review.empty();
  if (options_.to == "ndjson") {
    std::string line;
    if (const auto made = mask::append_document_line(line, document, sandbox); !made) return made;
    const std::size_t size = line.size() - 1;
    line.append(mask::json_margin, '\0');
    const auto record = mask::read_stream_line({line.data(), size}, sinks_.takes_findings());
    if (!record) return std::unexpected(record.error());
    return mask_line({line.data(), size}, *record, out);
  }
  auto masked = mask({.id = document.id, .language = document.language, .text = document.text, .pages = document.pages});
  if (!masked) return std::unexpected(masked.error());
  if (out != nullptr) *out += masked->text;
  return {};
}

Result<RecordMasker::Redactions> RecordMasker::redactions(const mask::Document& document) {
  outcome_.needs_review = outcome_.needs_review || !document.review.empty();
  const auto masked = mask({.id = document.id, .language = document.language, .text = document.text, .pages = document.pages});
  if (!masked) return std::unexpected(masked.error());
  Redactions out{.list = {}, .language = masked->masker->language()};
  for (const mask::Moved& move : masked->moves) {
    out.list.push_back({.span = {static_cast<std::uint32_t>(move.start), static_cast<std::uint32_t>(move.end)},
                        .by = masked->text.substr(move.new_start, move.new_end - move.new_start)});
  }
  return out;
}

}  // namespace cli
