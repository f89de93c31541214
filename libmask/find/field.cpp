// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/field.h"

#include <algorithm>
#include <vector>

#include "libmask/find/around.h"
#include "libmask/find/context.h"
#include "libmask/find/find.h"
#include "libmask/find/person_field.h"
#include "libmask/find/title.h"

namespace mask {
namespace {

// "meta", "Avsändare": a name of something unless it is plainly somebody's: two words, or one that is hardly anything else.
void leave_name(const Context& in, std::size_t from, std::size_t to, Findings& out) {
  constexpr std::uint16_t left = 200;
  for (std::size_t i = from; i < to; ++i) {
    Finding& finding = out.list[i];
    if (finding.type != Type::person) continue;
    const Span first = in.tokens.word_after(finding.span.start, finding.span.size());
    const Span second = in.tokens.word_after(first.end, finding.span.end > first.end ? finding.span.end - first.end : 0);
    const WordInfo& info = in.word(first);
    const bool has_names = info.first_name >= 5 && info.common == 0 && info.labels.empty() && around::capital_at(in.tokens, first.start);
    const bool is_full = !second.empty() && second.start < finding.span.end && around::capital_at(in.tokens, second.start);
    if (!has_names || (!is_full && info.first_name < 9)) finding.score = std::min(finding.score, left);
  }
}

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
        out.add(span, field.type, Kind::none, 1000, {lexicon(Source::column)});
        break;
      }
      case FieldKind::name: leave_name(in, from, to, out); break;
      case FieldKind::plain: break;
    }
  }
  sort_findings(out);
}

}  // namespace mask
