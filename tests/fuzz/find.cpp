// Any text: findings are sorted, inside the text, on whole characters, with evidence, and the same every time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/find.h"

#include <algorithm>

#include "libmask/base/simd.h"
#include "tests/fuzz/target.h"

namespace {

using namespace mask;
using fuzz::require;

const Lexicon& lexicon() {
  static const Result<Lexicon> loaded = Lexicon::load(MASKROS_LEXICON);
  require(loaded.has_value(), "the lexicon is there");
  return *loaded;
}

const NameModel& model() {
  static const Result<NameModel> loaded = NameModel::load(MASKROS_NAMES);
  require(loaded.has_value(), "the name model is there");
  return *loaded;
}

void check(std::string_view text, const Findings& findings) {
  Span last;
  for (const Finding& finding : findings.list) {
    require(finding.span.start < finding.span.end && finding.span.end <= text.size(), "a finding lies in the text");
    require(fuzz::on_boundary(text, finding.span.start) && fuzz::on_boundary(text, finding.span.end), "a finding holds whole characters");
    require(finding.span >= last, "findings are sorted");
    require(finding.score <= 1000, "a score is at most 1000");
    require(finding.evidence_count > 0 && finding.evidence_start + finding.evidence_count <= findings.evidence.size(),
            "a finding has evidence");
    require(!rule_name(finding.rule).empty(), "a finding has a rule");
    last = finding.span;
  }
}

bool same(const Finding& a, const Finding& b) {
  return a.span == b.span && a.type == b.type && a.kind == b.kind && a.score == b.score && a.rule == b.rule && a.role == b.role;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Finder finder(lexicon(), &model());
  const fuzz::Padded padded(fuzz::as_text(data, size));
  Folded folded;
  if (fold(padded.text(), folded)) return 0;
  Finder::Workspace work;
  Findings first;
  finder.find(folded, work, first);
  check(padded.text(), first);
  // Again with the same workspace, which must not remember, and without vectors.
  force_simd("scalar");
  Findings second;
  finder.find(folded, work, second);
  force_simd(simd_targets().front());
  require(std::ranges::equal(first.list, second.list, same), "the same text gives the same findings");
  return 0;
}
