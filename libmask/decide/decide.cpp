// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/decide.h"

#include <algorithm>
#include <tuple>

#include "libmask/decide/labels.h"

namespace mask {
namespace {

// What a cue of protected identity lays hidden, of everybody.
constexpr bool tells_where(Type type) {
  switch (type) {
    case Type::address:
    case Type::place:
    case Type::organisation:
    case Type::phone:
    case Type::email:
    case Type::vehicle:
    case Type::coordinates: return true;
    default: return false;
  }
}

// Under protection even a weak sign of a place is hidden.
constexpr std::uint16_t protected_threshold = 300;

bool passes(const Finding& finding, std::string_view text, const Rules& rules, bool is_protected) {
  if (finding.rule == listed_rule) return true;
  if (is_protected && tells_where(finding.type) && finding.score >= protected_threshold) return true;
  const TypeRule& rule = rules.policy.of(finding.type);
  if (!rule.masked || finding.score < rule.from) return false;
  if (finding.role == Role::official && !rules.policy.masks_officials) return false;
  if (finding.role == Role::elected && !rules.policy.masks_elected) return false;
  return rules.allow.empty() || !rules.allow.holds(text.substr(finding.span.start, finding.span.size()));
}

Style style_of(const Finding& finding, const Rules& rules) { return rules.policy.of(finding.type).style.value_or(rules.policy.style); }

// Does `a` give the union its type rather than `b`?
bool outranks(const Finding& a, const Finding& b) {
  return std::tuple(a.score, a.span.size(), type_count - static_cast<std::size_t>(a.type)) >
         std::tuple(b.score, b.span.size(), type_count - static_cast<std::size_t>(b.type));
}

// The part of `span` that lies in no mark, or nothing: marks are never cut, and what stands on both sides of one is given to the longer
// side's decision and the other.
class OutsideMarks {
 public:
  explicit OutsideMarks(std::span<const Placeholder> marks) : marks_(marks) {}
  // Calls `take` with each part of `span` outside the marks. Spans must come sorted by start.
  template <typename Take>
  void split(Span span, Take take) {
    while (next_ < marks_.size() && marks_[next_].span.end <= span.start) ++next_;
    std::uint32_t from = span.start;
    for (std::size_t i = next_; i < marks_.size() && marks_[i].span.start < span.end; ++i) {
      if (marks_[i].span.start > from) take(Span{from, marks_[i].span.start});
      from = std::max(from, marks_[i].span.end);
    }
    if (from < span.end) take(Span{from, span.end});
  }

 private:
  std::span<const Placeholder> marks_;
  std::size_t next_ = 0;
};

// Gives the masked findings of one union, from `first` on, their entities. A mask bears one number, that of its leader: what else of a
// numbered type lies under it takes no number of its own.
void name_entities(std::string_view text, std::vector<Finding>& list, std::span<const Action> actions, std::uint32_t first,
                   std::uint32_t leader, Entities& named, Entities* others) {
  const auto meet = [&](Finding& finding, Entities& entities) {
    const Entities::Answer answer = entities.meet(finding.type, text.substr(finding.span.start, finding.span.size()));
    finding.entity = answer.entity;
    finding.ambiguous = answer.ambiguous;
  };
  if (LabelTable::is_numbered(list[leader].type)) meet(list[leader], named);
  for (std::uint32_t i = 0; i < actions.size(); ++i) {
    Finding& finding = list[first + i];
    if (actions[i] != Action::mask) continue;
    if (!LabelTable::is_numbered(finding.type)) {
      if (others != nullptr) meet(finding, *others);
    } else if (finding.type == list[leader].type) {
      finding.entity = list[leader].entity;
      finding.ambiguous = list[leader].ambiguous;
    }
  }
}

bool lies_in(const std::vector<Span>& parts, Span span) {
  const auto next = std::ranges::upper_bound(parts, span.start, {}, &Span::start);
  return next != parts.begin() && std::prev(next)->end > span.start;
}

bool has_word(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

}  // namespace

void decide(std::string_view text, Findings& findings, const Rules& rules, std::span<const Placeholder> marks, bool is_protected,
            Entities& named, Entities* others, Decisions& out, const std::vector<Span>* protected_parts) {
  out.list.clear();
  std::vector<Finding>& list = findings.list;
  out.actions.assign(list.size(), Action::keep);
  out.is_protected =
      is_protected || std::ranges::any_of(list, [](const Finding& f) { return f.type == Type::protected_ && f.score >= usual_threshold; });

  const auto passes_here = [&](const Finding& finding) {
    return passes(finding, text, rules, protected_parts == nullptr ? out.is_protected : lies_in(*protected_parts, finding.span));
  };
  OutsideMarks outside(marks);
  for (std::uint32_t i = 0; i < list.size();) {
    if (!passes_here(list[i])) {
      ++i;
      continue;
    }
    Span span = list[i].span;
    std::uint32_t leader = i;
    out.actions[i] = Action::mask;
    std::uint32_t whole_person = list[i].type == Type::person ? i : static_cast<std::uint32_t>(list.size());
    std::uint32_t next = i + 1;
    for (; next < list.size() && list[next].span.start < span.end; ++next) {
      if (!passes_here(list[next])) continue;
      out.actions[next] = Action::mask;
      span.end = std::max(span.end, list[next].span.end);
      if (outranks(list[next], list[leader])) leader = next;
      if (list[next].type == Type::person && (whole_person == list.size() || outranks(list[next], list[whole_person]))) whole_person = next;
    }
    if (whole_person < list.size() && list[whole_person].span == span) leader = whole_person;
    name_entities(text, list, {out.actions.data() + i, next - i}, i, leader, named, others);
    const Finding& chosen = list[leader];
    Style style = style_of(chosen, rules);
    // Nothing that is to be hidden stays bare because the union's leader may stay.
    for (std::uint32_t k = i; k < next && style == Style::keep; ++k) {
      if (out.actions[k] == Action::mask) style = style_of(list[k], rules);
    }
    outside.split(span, [&](Span part) {
      if (part != span && !has_word(text.substr(part.start, part.size()))) return;
      out.list.push_back({.span = part, .finding = leader, .type = chosen.type, .kind = chosen.kind, .style = style});
    });
    i = next;
  }

  for (Decision& decision : out.list) {
    if (LabelTable::is_numbered(decision.type)) decision.number = list[decision.finding].entity;
  }
}

bool is_near_miss(const Finding& finding, const Policy& policy) {
  const TypeRule& rule = policy.of(finding.type);
  if (finding.score < rule.review || (rule.masked && finding.score >= rule.from)) return false;
  if (finding.role == Role::official && !policy.masks_officials) return false;
  return finding.role != Role::elected || policy.masks_elected;
}

}  // namespace mask
