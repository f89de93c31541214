// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sinks.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "libmask/render/findings_json.h"
#include "libmask/render/render.h"

namespace cli {

using mask::Result;

namespace {

std::string replacement_of(const Checked& segment, mask::Span span) {
  std::string out;
  for (const mask::Decision& decision : segment.decisions.list) {
    if (decision.span.overlaps(span))
      mask::append_mask(out, decision, segment.text.substr(decision.span.start, decision.span.size()), segment.labels);
  }
  return out;
}

// The page that a position lies on; nothing where no page is known.
const mask::Page* page_at(std::span<const mask::Page> pages, std::uint64_t position) {
  const auto next = std::ranges::upper_bound(pages, position, {}, [](const mask::Page& page) { return std::uint64_t{page.span.start}; });
  return next == pages.begin() ? nullptr : &*std::prev(next);
}

// The boxes of the words that a stretch of the text touches.
std::vector<mask::Box> boxes_of(const mask::Page& page, std::uint64_t start, std::uint64_t end) {
  std::vector<mask::Box> boxes;
  auto word = std::ranges::upper_bound(page.words, start, {}, [](const mask::Word& w) { return std::uint64_t{w.span.end}; });
  for (; word != page.words.end() && word->span.start < end; ++word) boxes.push_back(word->box);
  return boxes;
}

}  // namespace

Result<Sinks> Sinks::open(const MaskOptions& options) {
  Sinks sinks(options);
  if (options.findings == "-") {
    auto output = Output::to_stdout();
    if (!output) return std::unexpected(output.error());
    sinks.findings_.emplace(std::move(*output));
  } else if (!options.findings.empty()) {
    auto output = Output::to_file(options.findings, options.with_text);
    if (!output) return std::unexpected(output.error());
    sinks.findings_.emplace(std::move(*output));
  }
  if (!options.bad_records.empty()) {
    auto output = Output::to_file(options.bad_records, true);
    if (!output) return std::unexpected(output.error());
    sinks.bad_records_.emplace(std::move(*output));
  }
  return sinks;
}

Sinks Sinks::gather(const MaskOptions& options) {
  Sinks sinks(options);
  sinks.gathers_ = true;
  return sinks;
}

Result<void> Sinks::add(std::string_view findings, std::string_view explained) {
  const std::lock_guard lock(*mutex_);
  for (std::string_view rest = explained; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    explained_ += shown(rest.substr(0, end)) + "\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return findings_ ? findings_->write(findings) : Result<void>{};
}

Result<void> Sinks::take(const Checked& segment, std::string_view doc, Explainer& explainer, std::span<const mask::Page> pages) {
  if (takes_findings()) {
    std::string lines;
    std::string replacement;
    for (std::size_t i = 0; i < segment.findings.list.size(); ++i) {
      const mask::Finding& finding = segment.findings.list[i];
      if (finding.span.start < segment.from || finding.span.start >= segment.to) continue;
      mask::FindingLine line{
          .doc = doc, .offset = segment.offset, .words = {}, .replacement = {}, .reasons = {}, .with_text = options_->with_text};
      if (line.with_text) {
        line.words = segment.text.substr(finding.span.start, finding.span.size());
        replacement = replacement_of(segment, finding.span);
        line.replacement = replacement;
      }
      std::vector<std::string> reasons;
      if (line.with_text) reasons = segment.finder.reasons(segment.text, finding);
      line.reasons = reasons;
      std::vector<mask::Box> boxes;
      if (const mask::Page* const page = page_at(pages, segment.offset + finding.span.start)) {
        boxes = boxes_of(*page, segment.offset + finding.span.start, segment.offset + finding.span.end);
        line.page = page->number;
        line.boxes = boxes;
      }
      mask::append_finding(lines, finding, segment.findings, segment.decisions.actions[i], line);
    }
    const std::lock_guard lock(*mutex_);
    if (gathers_) {
      gathered_ += lines;
    } else if (const auto written = findings_->write(lines); !written) {
      return written;
    }
  }
  if (options_->explains) {
    std::string table;
    if (options_->with_text && options_->findings.empty()) explainer.show_words();  // else they go into the findings
    explainer.explain(table, segment);
    const std::lock_guard lock(*mutex_);
    explained_ += table;
  }
  return {};
}

void Sinks::take(const CellFinding& found, const CellMasker& masker, const CellPlace& place, std::uint64_t offset, std::string_view doc,
                 Explainer& explainer, CellLines& lines) const {
  if (findings_) {
    mask::Finding finding = *found.finding;
    finding.span = found.raw;
    mask::FindingLine line{.doc = doc,
                           .offset = offset,
                           .words = {},
                           .replacement = {},
                           .reasons = {},
                           .with_text = options_->with_text,
                           .row = place.row,
                           .column = place.column,
                           .header = place.header,
                           .pointer = place.pointer};
    std::string replacement;
    if (line.with_text) {
      line.words = found.words;
      replacement = found.replaced_by;
      if (replacement.empty() && found.has_decision()) replacement = masker.replacement(found.decision);
      line.replacement = replacement;
    }
    mask::append_finding(lines.findings, finding, masker.findings(), found.action, line);
  }
  if (options_->explains) {
    const std::string where = place.column == 0 ? place.pointer : std::to_string(place.row) + ":" + std::to_string(place.column);
    explainer.explain(lines.explained, where, *found.finding, found.action, masker.findings());
  }
}

Result<void> Sinks::write_cells(CellLines& lines) {
  const std::lock_guard lock(*mutex_);
  explained_ += lines.explained;
  lines.explained.clear();
  if (!findings_) return {};
  auto written = findings_->write(lines.findings);
  lines.findings.clear();
  return written;
}

Result<void> Sinks::set_apart(std::string_view record) {
  const std::lock_guard lock(*mutex_);
  if (const auto written = bad_records_->write(record); !written) return written;
  return record.ends_with('\n') ? Result<void>{} : bad_records_->write("\n");
}

Result<void> Sinks::commit() {
  if (bad_records_) {
    if (const auto committed = bad_records_->commit(); !committed) return committed;
  }
  if (!explained_.empty()) {
    (void)!write(STDERR_FILENO, explained_.data(), explained_.size());
    explained_.clear();
  }
  return findings_ ? findings_->commit() : Result<void>{};
}

}  // namespace cli
