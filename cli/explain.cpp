// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/explain.h"

#include <algorithm>

#include "cli/tool.h"

namespace cli {
namespace {

void append_padded(std::string& out, std::string_view text, std::size_t width) {
  out += text;
  out.append(text.size() < width ? width - text.size() : 1, ' ');
}

// The words found on the same line; each reason of the model on a line of its own.
void append_words(std::string& out, const Checked& segment, const mask::Finding& finding) {
  out.append(" | ").append(shown(std::string(segment.text.substr(finding.span.start, finding.span.size()))));
  for (const std::string& reason : segment.finder.reasons(segment.text, finding)) out.append("\n             ").append(shown(reason));
}

}  // namespace

void Explainer::move_to(std::string_view text, std::uint32_t position) {
  for (; position_ < position; ++position_) {
    if (text[position_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text[position_]) & 0xC0) != 0x80) {
      ++column_;
    }
  }
}

void Explainer::append_head(std::string& out, std::string_view place) {
  if (has_head_) return;
  has_head_ = true;
  append_padded(out, place, 13);
  out += "type             score  action  why\n";
}

void Explainer::append_rest(std::string& out, const mask::Finding& finding, mask::Action action, const mask::Findings& all) {
  append_padded(out, mask::name(finding.type), 17);
  append_padded(out, std::to_string(finding.score), 7);
  append_padded(out, action == mask::Action::mask ? "mask" : "keep", 8);
  out += mask::rule_name(finding.rule);
  if (finding.role != mask::Role::none) out.append(" (").append(mask::name(finding.role)).append(")");
  const char* separator = ": ";
  for (const mask::Evidence& evidence : all.of(finding)) {
    out += separator + mask::in_words(evidence);
    separator = "; ";
  }
}

void Explainer::explain(std::string& out, const Checked& segment) {
  position_ = segment.from;
  append_head(out, "line:column");
  for (std::size_t i = 0; i < segment.findings.list.size(); ++i) {
    const mask::Finding& finding = segment.findings.list[i];
    if (finding.span.start < segment.from || finding.span.start >= segment.to) continue;
    move_to(segment.text, finding.span.start);
    append_padded(out, std::to_string(line_) + ":" + std::to_string(column_), 13);
    append_rest(out, finding, segment.decisions.actions[i], segment.findings);
    if (shows_words_) append_words(out, segment, finding);
    out += '\n';
  }
  move_to(segment.text, segment.to);
}

void Explainer::explain(std::string& out, std::string_view place, const mask::Finding& finding, mask::Action action,
                        const mask::Findings& all) {
  append_head(out, "row:column");
  append_padded(out, place, 13);
  append_rest(out, finding, action, all);
  out += '\n';
}

}  // namespace cli
