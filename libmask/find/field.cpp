// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/field.h"

#include <algorithm>
#include <vector>

#include "libmask/find/context.h"
#include "libmask/find/find.h"
#include "libmask/find/person_field.h"
#include "libmask/find/title.h"

namespace mask {
namespace {

bool has_word(const Tokens& tokens, Span span) { return !tokens.word_after(span.start, span.size()).empty(); }

}  // namespace

void cut_at_fields(std::span<const Field> fields, Findings& findings) {
  std::vector<Finding>& list = findings.list;
  std::vector<Finding> parts;  // second and later parts of what lies over several fields
  std::size_t kept = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Finding finding = list[i];
    while (first < fields.size() && fields[first].span.end <= finding.span.start) ++first;
    bool is_first = true;
    for (std::size_t f = first; f < fields.size() && fields[f].span.start < finding.span.end; ++f) {
      Finding part = finding;
      part.span = {std::max(finding.span.start, fields[f].span.start), std::min(finding.span.end, fields[f].span.end)};
      if (part.span.empty()) continue;
      if (is_first) {
        list[kept++] = part;
      } else {
        parts.push_back(part);
      }
      is_first = false;
    }
  }
  list.resize(kept);
  list.insert(list.end(), parts.begin(), parts.end());
  sort_findings(findings);
}

void read_fields(const Context& in, std::span<const Field> fields, Findings& out) {
  const std::size_t before = out.list.size();
  std::size_t from = 0;  // the first finding that may lie in the field
  for (const Field& field : fields) {
    if (field.kind == FieldKind::plain || !has_word(in.tokens, field.span)) continue;
    while (from < before && out.list[from].span.start < field.span.start) ++from;
    std::size_t to = from;
    while (to < before && out.list[to].span.start < field.span.end) ++to;
    out.rule = field_rule;
    switch (field.kind) {
      case FieldKind::title:
        out.rule = title_rule;
        find_in_title(in, field.span, from, to, out);
        break;
      case FieldKind::person: find_in_person_field(in, field.span, Role::none, from, to, out); break;
      case FieldKind::official: find_in_person_field(in, field.span, Role::official, from, to, out); break;
      case FieldKind::elected: find_in_person_field(in, field.span, Role::elected, from, to, out); break;
      case FieldKind::typed: {
        Span span = field.span;
        const std::string_view text = in.text();
        while (span.start < span.end && text[span.start] == ' ') ++span.start;
        while (span.end > span.start && text[span.end - 1] == ' ') --span.end;
        out.add(span, field.type, Kind::none, 1000, {shape(Shape::exact)});
        break;
      }
      case FieldKind::plain: break;
    }
  }
  sort_findings(out);
}

}  // namespace mask
