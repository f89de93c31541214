// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/findings_json.h"

#include "libmask/base/json.h"
#include "libmask/find/find.h"
#include "libmask/render/box_json.h"

namespace mask {
namespace {

void append_text(std::string& out, std::string_view key, std::string_view value) {
  out += ',';
  append_json_string(out, key);
  out += ':';
  append_json_string(out, value);
}

void append_number(std::string& out, std::string_view key, std::uint64_t value) {
  out += ',';
  append_json_string(out, key);
  out += ':';
  out += std::to_string(value);
}

void append_boxes(std::string& out, std::span<const Box> boxes) {
  out += ",\"boxes\":";
  char separator = '[';
  for (const Box& box : boxes) {
    out += separator;
    out += '[';
    append_box(out, box);
    out += ']';
    separator = ',';
  }
  out += ']';
}

}  // namespace

void append_finding(std::string& out, const Finding& finding, const Findings& findings, Action action, const FindingLine& line) {
  out += "{\"doc\":";
  append_json_string(out, line.doc);
  append_number(out, "start", line.offset + finding.span.start);
  append_number(out, "end", line.offset + finding.span.end);
  if (line.row != 0) append_number(out, "row", line.row);
  if (line.column != 0) append_number(out, "column", line.column);
  if (!line.header.empty()) append_text(out, "header", line.header);
  if (!line.pointer.empty()) append_text(out, "pointer", line.pointer);
  if (line.page != 0) append_number(out, "page", line.page);
  if (!line.boxes.empty()) append_boxes(out, line.boxes);
  append_text(out, "type", name(finding.type));
  if (finding.kind != Kind::none) append_text(out, "kind", name(finding.kind));
  append_text(out, "rule", rule_name(finding.rule));
  append_number(out, "score", finding.score);
  if (finding.entity != 0) append_number(out, "entity", finding.entity);
  if (finding.ambiguous) out += ",\"ambiguous\":true";
  if (finding.role != Role::none) append_text(out, "role", name(finding.role));
  append_text(out, "action", action == Action::mask ? "mask" : "keep");
  out += ",\"evidence\":[";
  bool first = true;
  for (const Evidence& evidence : findings.of(finding)) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, code(evidence));
  }
  out += ']';
  if (line.with_text) {
    append_text(out, "text", line.words);
    append_text(out, "replacement", line.replacement);
    if (!line.reasons.empty()) {
      out += ",\"reasons\":[";
      for (std::size_t i = 0; i < line.reasons.size(); ++i) {
        if (i > 0) out += ',';
        append_json_string(out, line.reasons[i]);
      }
      out += ']';
    }
  }
  out += "}\n";
}

}  // namespace mask
