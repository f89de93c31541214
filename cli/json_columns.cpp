// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_columns.h"

#include <algorithm>

namespace cli {

using mask::Cell;
using mask::JsonReader;

bool JsonColumns::fits(const std::string& token, const JsonReader& reader, const JsonReader::Container& container, std::uint32_t place) {
  if (container.is_object) return column_key(reader.name(place)) == token;
  return token == "*" || token == std::to_string(place);
}

// From a container to what stands at `place` in it.
JsonColumns::Met JsonColumns::follow(const JsonReader& reader, std::uint32_t container, std::uint32_t place) {
  const JsonReader::Container& at = reader.containers()[container];
  const State& from = states_[container];
  Met met{.state = {.alive = 0, .alive_inside = 0, .rule = from.rule, .depth = from.depth + 1}, .rule = none};
  const std::string key = at.is_object ? column_key(reader.name(place)) : std::string();
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    const ColumnRule& rule = rules_[r];
    if (!rule.is_pointer) {
      if (at.is_object && rule.name == key && met.rule == none) met.rule = r;
      continue;
    }
    const std::uint64_t bit = rule.pointer_bit;
    const auto go_on = [&](std::uint64_t alive, std::size_t depth, std::uint64_t& into) {
      if ((alive & bit) == 0 || depth >= rule.path.size() || !fits(rule.path[depth], reader, at, place)) return;
      if (depth + 1 == rule.path.size()) {
        met.rule = r;
      } else {
        into |= bit;
      }
    };
    go_on(from.alive, from.depth, met.state.alive);
    if (from.depth > 0) go_on(from.alive_inside, from.depth - 1, met.state.alive_inside);
  }
  // Where the whole is an array, a pointer may begin in its elements.
  if (from.depth == 0 && !at.is_object) met.state.alive_inside = ~std::uint64_t{0};
  if (met.rule != none) met.state.rule = met.rule;
  met.rule = met.state.rule;
  return met;
}

void JsonColumns::opened(const JsonReader& reader, std::uint32_t container) {
  states_.resize(container + 1);
  const JsonReader::Container& opened = reader.containers()[container];
  if (opened.parent == container) {
    states_[container] = {};
    return;
  }
  const Met met = follow(reader, opened.parent, opened.place);
  states_[container] = met.state;
  if (met.rule != none) is_met_[met.rule] = true;
}

std::uint32_t JsonColumns::column_of(const JsonReader& reader, const Cell& cell) {
  std::uint32_t rule = none;
  std::uint32_t name = none;
  if (!reader.open().empty()) {
    // The nearest key above.
    std::uint32_t node = cell.node;
    std::uint32_t place = cell.place;
    const std::vector<JsonReader::Container>& all = reader.containers();
    while (!all[node].is_object && all[node].parent != node) {
      place = all[node].place;
      node = all[node].parent;
    }
    if (all[node].is_object) name = place;
    if (!rules_.empty()) rule = follow(reader, cell.node, cell.place).rule;
  }
  if (rule != none) is_met_[rule] = true;
  const auto [entry, is_new] = index_.try_emplace({name, rule}, static_cast<std::uint32_t>(columns_.size()));
  if (!is_new) return entry->second;
  Column column;
  if (name != none) {
    column.name = reader.name(name);
    column.key = column_key(column.name);
  }
  if (rule != none) {
    column.keeps = rules_[rule].keeps;
    column.kind = rules_[rule].kind;
    column.type = rules_[rule].type;
  }
  if (rule == none && is_title_key(column.key)) column.kind = mask::FieldKind::title;
  if ((rule == none && column.kind == mask::FieldKind::plain) || (rule != none && rules_[rule].kind == mask::FieldKind::typed))
    column.label = column_label(column.name, lexicon_);
  columns_.push_back(std::move(column));
  return entry->second;
}

void JsonColumns::cut() {
  columns_.clear();
  index_.clear();
  states_.clear();
}

const ColumnRule* JsonColumns::unmet() const {
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    if (!is_met_[r]) return &rules_[r];
  }
  return nullptr;
}

}  // namespace cli
