// Where everything goes that is written beside the masked text: findings, explanations, records that cannot be read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "cli/cell_walk.h"
#include "cli/explain.h"
#include "cli/io.h"
#include "cli/mask_options.h"
#include "libmask/text/document.h"

namespace cli {

// Lines about the findings of a stretch of cells.
struct CellLines {
  std::string findings;
  std::string explained;
};

// Where everything goes that is written. Findings and explanations may come from several documents at a time.
class Sinks {
 public:
  static mask::Result<Sinks> open(const MaskOptions& options);
  // Everything stays in memory, to be taken from there.
  static Sinks gather(const MaskOptions& options);
  [[nodiscard]] std::string take_findings() { return std::exchange(gathered_, {}); }
  [[nodiscard]] std::string take_explained() { return std::exchange(explained_, {}); }
  // What was gathered elsewhere: lines of findings, a table for the terminal.
  mask::Result<void> add(std::string_view findings, std::string_view explained);

  [[nodiscard]] bool takes_text() const { return !options_->checks && options_->findings != "-"; }
  [[nodiscard]] bool takes_findings() const { return findings_.has_value() || (gathers_ && !options_->findings.empty()); }

  // The findings of one checked segment, as lines and as a table.
  // `pages` are those of the document, where they are known.
  mask::Result<void> take(const Checked& segment, std::string_view doc, Explainer& explainer, std::span<const mask::Page> pages = {});
  // A finding in a cell. What comes of it waits for write_cells().
  void take(const CellFinding& found, const CellMasker& masker, const CellPlace& place, std::uint64_t offset, std::string_view doc,
            Explainer& explainer, CellLines& lines) const;
  mask::Result<void> write_cells(CellLines& lines);

  [[nodiscard]] bool takes_bad_records() const { return bad_records_.has_value(); }
  mask::Result<void> set_apart(std::string_view record);

  mask::Result<void> commit();

 private:
  explicit Sinks(const MaskOptions& options) : options_(&options), mutex_(std::make_unique<std::mutex>()) {}

  const MaskOptions* options_;
  std::unique_ptr<std::mutex> mutex_;
  std::optional<Output> findings_;
  std::optional<Output> bad_records_;
  std::string explained_;
  bool gathers_ = false;
  std::string gathered_;  // findings
};

}  // namespace cli
