// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cell_masker.h"

#include <xxhash.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "cli/columns.h"
#include "libmask/base/json.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/render/render.h"

namespace cli {
namespace {

using mask::Cell;
using mask::CellForm;
using mask::Decision;
using mask::Finding;
using mask::Result;
using mask::Role;

constexpr std::size_t fewest_digits = 6;      // of a number in JSON that is looked at
constexpr std::size_t longest_label = 40;     // bytes of a column's name that may say something
constexpr std::string_view between = "\n\n";  // nothing said on one side concerns the other

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_byte(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// What a spreadsheet would take for a formula.
bool begins_formula(std::string_view text) { return !text.empty() && std::string_view("=+-@\t\r").contains(text.front()); }

// The words of a name, whatever their order and case; 0 for fewer than two.
std::uint64_t full_name_key(std::string_view words) {
  std::uint64_t sum = 0;
  std::size_t count = 0;
  for (std::size_t at = 0; at < words.size();) {
    while (at < words.size() && !is_word_byte(words[at])) ++at;
    std::size_t end = at;
    while (end < words.size() && is_word_byte(words[end])) ++end;
    if (end > at) {
      sum += mask::word_key(words.substr(at, end - at)) * 0x9E3779B97F4A7C15ULL;
      ++count;
    }
    at = end;
  }
  return count < 2 ? 0 : sum | 1;
}

// personNummer, person_nr, "E-post (hem)" -> its words.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool is_hump = i > 0 && c >= 'A' && c <= 'Z' && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (!is_word_byte(c) || is_hump) {
      if (!words.back().empty()) words.emplace_back();
    }
    if (is_word_byte(c)) words.back() += c;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

void append_json_words(std::string& out, std::string_view text) {
  std::string token;
  mask::append_json_string(token, text);
  out.append(token, 1, token.size() - 2);
}

void append_doubling_quotes(std::string& out, std::string_view text) {
  for (const char c : text) {
    out += c;
    if (c == '"') out += c;
  }
}

}  // namespace

std::string column_label(std::string_view name, const mask::Lexicon& lexicon) {
  if (name.size() > longest_label || name.starts_with('[')) return {};  // a mark says nothing
  const std::vector<std::string> words = words_of(name);
  std::string joined;
  std::string spaced;
  bool says = false;
  for (const std::string& word : words) {
    joined += word;
    spaced += spaced.empty() ? word : " " + word;
    says = says || !lexicon.find(word).labels.empty();
  }
  if (words.size() > 1 && !lexicon.find(joined).labels.empty()) return joined + ": ";
  return says ? spaced + ": " : std::string();
}

CellMasker::CellMasker(const Masking& masking) : masking_(masking), masker_(masking) {}

bool CellMasker::is_looked_at(const Cell& cell) const {
  if (block_->columns[cell.column].keeps && cell.form != CellForm::key) return false;
  const std::uint32_t quotes = 2 * mask::text_begin(cell.form);
  return cell.span.size() > quotes;
}

// The piece that says what the cell says; made where no cell of its column has said it yet. None for a short number.
std::uint32_t CellMasker::piece_of(const Cell& cell) {
  const std::string_view raw = block_->raw.substr(cell.span.start, cell.span.size());
  const std::uint64_t hash =
      XXH3_64bits_withSeed(raw.data(), raw.size(), std::uint64_t{cell.column} << 8 | static_cast<unsigned>(cell.form));
  std::size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot].piece != none; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot].hash != hash) continue;
    const Piece& piece = pieces_[slots_[slot].piece];
    if (piece.column == cell.column && block_->raw.substr(piece.raw.start, piece.raw.size()) == raw) return slots_[slot].piece;
  }
  const Column& column = block_->columns[cell.column];
  const std::size_t before = text_.size();
  if (cell.form != CellForm::key) text_ += column.label;
  const std::size_t start = text_.size();
  Piece piece{.raw = cell.span,
              .text = {},
              .edits_begin = static_cast<std::uint32_t>(edits_.size()),
              .column = cell.column,
              .text_begin = mask::text_begin(cell.form)};
  mask::append_cell_text(text_, raw, cell.form, cell.has_escapes, edits_);
  if (cell.form == CellForm::number &&
      static_cast<std::size_t>(std::count_if(text_.begin() + static_cast<std::ptrdiff_t>(start), text_.end(), is_digit)) < fewest_digits) {
    text_.resize(before);
    edits_.resize(piece.edits_begin);
    return none;
  }
  piece.edits_end = static_cast<std::uint32_t>(edits_.size());
  const auto base = static_cast<std::uint32_t>(mask::scan_margin);
  piece.text = {static_cast<std::uint32_t>(start) - base, static_cast<std::uint32_t>(text_.size()) - base};
  text_ += between;
  const auto index = static_cast<std::uint32_t>(pieces_.size());
  slots_[slot] = {hash, index};
  pieces_.push_back(piece);
  const bool is_key = cell.form == CellForm::key;
  fields_.push_back({.span = piece.text, .kind = is_key ? mask::FieldKind::name : column.kind, .type = column.type});
  return index;
}

void CellMasker::compose(const CellBlock& block) {
  block_ = &block;
  text_.assign(mask::scan_margin, '\0');
  fields_.clear();
  pieces_.clear();
  edits_.clear();
  std::size_t slots = 64;
  while (slots < 2 * block.cells.size()) slots *= 2;
  slots_.assign(slots, {});
  cell_pieces_.assign(block.cells.size(), none);
  for (std::size_t i = 0; i < block.cells.size(); ++i) {
    if (is_looked_at(block.cells[i])) cell_pieces_[i] = piece_of(block.cells[i]);
  }
  text_.append(mask::scan_margin, '\0');
}

Result<void> CellMasker::check(const CellBlock& block) {
  compose(block);
  findings_.list.clear();
  findings_.evidence.clear();
  actions_.clear();
  decisions_.clear();
  FieldText part{
      .text = std::string_view(text_).substr(mask::scan_margin, text_.size() - 2 * mask::scan_margin), .fields = fields_, .protect = {}};
  if (masking_.rules.policy.protects_records) {
    part.protect = [this](const mask::Findings& findings, std::uint64_t offset, std::vector<Span>& out) {
      protect_rows(findings, offset, out);
    };
  }
  if (!part.text.empty()) {
    const auto walked = masker_.walk(part, [this](const Checked& segment) { return take(segment); });
    if (!walked) return walked;
  }
  taken_ += part.text.size();
  share_out();
  skipped_.clear();
  replaced_.clear();
  keep_known_roles();
  replace_titles();
  for (std::size_t i = 0; i < block.cells.size() && !has_masks_; ++i) has_masks_ = is_masked(i);
  return {};
}

Result<void> CellMasker::take(const Checked& segment) {
  const auto shift = static_cast<std::uint32_t>(segment.offset - taken_);
  std::vector<std::uint32_t> moved(segment.findings.list.size(), none);
  const auto evidence = static_cast<std::uint32_t>(findings_.evidence.size());
  findings_.evidence.insert(findings_.evidence.end(), segment.findings.evidence.begin(), segment.findings.evidence.end());
  for (std::size_t i = 0; i < segment.findings.list.size(); ++i) {
    Finding finding = segment.findings.list[i];
    if (finding.span.start < segment.from || finding.span.start >= segment.to) continue;
    moved[i] = static_cast<std::uint32_t>(findings_.list.size());
    finding.span = {finding.span.start + shift, finding.span.end + shift};
    finding.evidence_start += evidence;
    findings_.list.push_back(finding);
    actions_.push_back(segment.decisions.actions[i]);
  }
  for (Decision decision : segment.decisions.list) {
    decision.span = {decision.span.start + shift, decision.span.end + shift};
    decision.finding = moved[decision.finding];
    decisions_.push_back(decision);
  }
  labels_ = segment.labels;
  return {};
}

// Gives each piece its findings and decisions: both are sorted, and none lies over two pieces.
void CellMasker::share_out() {
  std::uint32_t finding = 0;
  std::uint32_t decision = 0;
  for (Piece& piece : pieces_) {
    piece.findings_begin = finding;
    while (finding < findings_.list.size() && findings_.list[finding].span.start < piece.text.end) ++finding;
    piece.findings_end = finding;
    piece.decisions_begin = decision;
    while (decision < decisions_.size() && decisions_[decision].span.start < piece.text.end) ++decision;
    piece.decisions_end = decision;
  }
}

// Somebody who is official or elected in one cell of a row is so in its other cells: there the whole name stays too.
void CellMasker::keep_known_roles() {
  const mask::Policy& policy = masking_.rules.policy;
  if (policy.masks_officials && policy.masks_elected) return;
  const auto is_kept = [&](Role role) {
    return (role == Role::official && !policy.masks_officials) || (role == Role::elected && !policy.masks_elected);
  };
  const std::vector<Cell>& cells = block_->cells;
  std::vector<std::uint64_t> names;
  for (std::size_t begin = 0, end = 0; begin < cells.size(); begin = end) {
    names.clear();
    bool has_decisions = false;
    for (end = begin; end < cells.size() && cells[end].row == cells[begin].row; ++end) {
      if (cell_pieces_[end] == none) continue;
      const Piece& piece = pieces_[cell_pieces_[end]];
      has_decisions = has_decisions || piece.decisions_begin < piece.decisions_end;
      for (std::uint32_t i = piece.findings_begin; i < piece.findings_end; ++i) {
        const Finding& finding = findings_.list[i];
        if (finding.type != mask::Type::person || !is_kept(finding.role)) continue;
        if (const std::uint64_t key = full_name_key(text_of(finding.span)); key != 0) names.push_back(key);
      }
    }
    if (names.empty() || !has_decisions) continue;
    for (std::size_t i = begin; i < end; ++i) {
      if (cell_pieces_[i] == none) continue;
      const Piece& piece = pieces_[cell_pieces_[i]];
      for (std::uint32_t d = piece.decisions_begin; d < piece.decisions_end; ++d) {
        if (decisions_[d].type != mask::Type::person || findings_.list[decisions_[d].finding].role != Role::none) continue;
        if (std::ranges::find(names, full_name_key(text_of(decisions_[d].span))) != names.end()) skipped_.emplace_back(i, d);
      }
    }
  }
}

bool CellMasker::is_skipped(std::uint32_t decision, std::size_t cell) const {
  return !skipped_.empty() && std::ranges::binary_search(skipped_, std::pair(cell, decision));
}

// What the policy says about boards and kinds of documents.
void CellMasker::replace_titles() {
  const std::vector<mask::Replacement>& rules = masking_.rules.policy.replacements;
  const std::vector<Cell>& cells = block_->cells;
  const auto group = [&](std::size_t i) { return block_->separator != 0 ? cells[i].row : cells[i].node; };
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    const auto is_named = [&](const Cell& cell, const std::vector<std::string>& names) {
      const std::string& key = block_->columns[cell.column].key;
      return cell.form != CellForm::key && std::ranges::any_of(names, [&](const std::string& name) { return column_key(name) == key; });
    };
    std::vector<std::uint32_t> groups;
    std::string text;
    std::vector<mask::CellEdit> edits;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!is_named(cells[i], rules[r].when)) continue;
      text.clear();
      mask::append_cell_text(text, block_->raw.substr(cells[i].span.start, cells[i].span.size()), cells[i].form, cells[i].has_escapes,
                             edits);
      const std::string key = column_key(text);
      if (std::ranges::any_of(rules[r].is, [&](const std::string& value) { return column_key(value) == key; })) groups.push_back(group(i));
    }
    std::ranges::sort(groups);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!is_named(cells[i], rules[r].column) || cells[i].span.size() <= 2 * mask::text_begin(cells[i].form)) continue;
      if (!rules[r].when.empty() && !std::ranges::binary_search(groups, group(i))) continue;
      text.clear();
      mask::append_cell_text(text, block_->raw.substr(cells[i].span.start, cells[i].span.size()), cells[i].form, cells[i].has_escapes,
                             edits);
      if (text != rules[r].with) replaced_.emplace_back(i, r);
    }
  }
  std::ranges::sort(replaced_);  // the first rule counts
  const auto again = std::ranges::unique(replaced_, {}, &std::pair<std::size_t, std::uint32_t>::first);
  replaced_.erase(again.begin(), again.end());
}

// All that stands in the rows of those whose identity is protected.
void CellMasker::protect_rows(const mask::Findings& findings, std::uint64_t offset, std::vector<Span>& out) const {
  std::vector<std::uint32_t> told;  // pieces with a cue
  for (const Finding& finding : findings.list) {
    if (finding.type != mask::Type::protected_ || finding.score < mask::usual_threshold) continue;
    const std::uint64_t at = finding.span.start + offset;
    const auto next = std::ranges::upper_bound(pieces_, at, {}, [](const Piece& piece) { return std::uint64_t{piece.text.start}; });
    if (next != pieces_.begin()) told.push_back(static_cast<std::uint32_t>(next - pieces_.begin() - 1));
  }
  std::ranges::sort(told);
  std::vector<std::uint32_t> rows;  // come sorted
  for (std::size_t i = 0; i < cell_pieces_.size() && !told.empty(); ++i) {
    if (cell_pieces_[i] != none && std::ranges::binary_search(told, cell_pieces_[i])) rows.push_back(block_->cells[i].row);
  }
  for (std::size_t i = 0; i < cell_pieces_.size() && !rows.empty(); ++i) {
    if (cell_pieces_[i] == none || !std::ranges::binary_search(rows, block_->cells[i].row)) continue;
    const Span text = pieces_[cell_pieces_[i]].text;
    if (text.end <= offset) continue;
    out.push_back(
        {static_cast<std::uint32_t>(std::max<std::uint64_t>(text.start, offset) - offset), static_cast<std::uint32_t>(text.end - offset)});
  }
  std::ranges::sort(out);
}

Span CellMasker::raw_span(const Piece& piece, std::uint32_t raw_start, Span text) const {
  const Span inner{text.start - piece.text.start, text.end - piece.text.start};
  const Span raw = mask::raw_of(inner, piece.text_begin, edits_.data() + piece.edits_begin, edits_.data() + piece.edits_end);
  return {raw.start + raw_start, raw.end + raw_start};
}

void CellMasker::append_replacement(std::string& out, const Decision& decision) const {
  mask::append_mask(out, decision, text_of(decision.span), labels_);
}

std::string CellMasker::replacement(std::uint32_t decision) const {
  std::string out;
  append_replacement(out, decisions_[decision]);
  return out;
}

bool CellMasker::is_masked(std::size_t cell) const {
  const auto replaced = std::ranges::lower_bound(replaced_, cell, {}, &std::pair<std::size_t, std::uint32_t>::first);
  if (replaced != replaced_.end() && replaced->first == cell) return true;
  if (cell_pieces_[cell] == none) return false;
  const Piece& piece = pieces_[cell_pieces_[cell]];
  for (std::uint32_t d = piece.decisions_begin; d < piece.decisions_end; ++d) {
    if (!is_skipped(d, cell)) return true;
  }
  return false;
}

void CellMasker::show(const Show& show) const {
  for (std::size_t i = 0; i < cell_pieces_.size(); ++i) {
    const Cell& cell = block_->cells[i];
    const auto replaced = std::ranges::lower_bound(replaced_, i, {}, &std::pair<std::size_t, std::uint32_t>::first);
    std::string_view by;
    if (replaced != replaced_.end() && replaced->first == i) {
      by = masking_.rules.policy.replacements[replaced->second].with;
      const std::uint32_t quote = mask::text_begin(cell.form);
      Finding whole;
      whole.type = mask::Type::sensitive;
      whole.rule = mask::replaced_rule;
      const Span raw{cell.span.start + quote, cell.span.end - quote};
      show({.finding = &whole,
            .action = mask::Action::mask,
            .cell = i,
            .raw = raw,
            .words = block_->raw.substr(raw.start, raw.size()),
            .replaced_by = by});
    }
    if (cell_pieces_[i] == none) continue;
    const Piece& piece = pieces_[cell_pieces_[i]];
    for (std::uint32_t f = piece.findings_begin; f < piece.findings_end; ++f) {
      CellFinding found{.finding = &findings_.list[f],
                        .action = actions_[f],
                        .cell = i,
                        .raw = raw_span(piece, cell.span.start, findings_.list[f].span),
                        .words = text_of(findings_.list[f].span),
                        .replaced_by = by};
      for (std::uint32_t d = piece.decisions_begin; d < piece.decisions_end; ++d) {
        if (decisions_[d].span.overlaps(findings_.list[f].span)) found.decision = d;
      }
      if (found.has_decision() && is_skipped(found.decision, i)) {
        found.decision = none;
        found.action = mask::Action::keep;
      }
      if (!by.empty()) found.action = mask::Action::mask;
      show(found);
    }
  }
}

// Calls own(raw bytes) and mask(decision) for the parts of a cell, in order.
template <typename Own, typename Mask>
void CellMasker::each_part(const Piece& piece, std::size_t index, std::uint32_t raw_start, Own own, Mask mask) const {
  const Cell& cell = block_->cells[index];
  std::uint32_t at = raw_start + mask::text_begin(cell.form);
  for (std::uint32_t d = piece.decisions_begin; d < piece.decisions_end; ++d) {
    if (is_skipped(d, index)) continue;
    const Span raw = raw_span(piece, raw_start, decisions_[d].span);
    if (raw.start > at) own(block_->raw.substr(at, raw.start - at));
    mask(decisions_[d]);
    at = std::max(at, raw.end);
  }
  const std::uint32_t end = cell.span.end - mask::text_begin(cell.form);
  if (end > at) own(block_->raw.substr(at, end - at));
}

std::string CellMasker::masked_text(std::size_t index) const {
  std::string out;
  const Cell& cell = block_->cells[index];
  if (cell_pieces_[index] == none) {
    std::vector<mask::CellEdit> edits;
    mask::append_cell_text(out, block_->raw.substr(cell.span.start, cell.span.size()), cell.form, cell.has_escapes, edits);
    return out;
  }
  const Piece& piece = pieces_[cell_pieces_[index]];
  std::uint32_t at = piece.text.start;
  for (std::uint32_t d = piece.decisions_begin; d < piece.decisions_end; ++d) {
    if (is_skipped(d, index)) continue;
    out += text_of({at, decisions_[d].span.start});
    append_replacement(out, decisions_[d]);
    at = decisions_[d].span.end;
  }
  return out += text_of({at, piece.text.end});
}

void CellMasker::append_table_cell(std::string& out, const Cell& cell, const Piece& piece, std::size_t index) const {
  std::string text;  // as it stands in the cell
  bool needs_quotes = cell.form == CellForm::quoted;
  const bool was_quoted = needs_quotes;
  std::string word;
  each_part(
      piece, index, cell.span.start, [&](std::string_view raw) { text += raw; },
      [&](const Decision& decision) {
        word.clear();
        append_replacement(word, decision);
        if (was_quoted) {
          append_doubling_quotes(text, word);
        } else {
          needs_quotes = needs_quotes || word.find_first_of("\"\r\n") != std::string::npos || word.contains(block_->separator);
          text += word;
        }
      });
  append_guarded(out, cell, text, needs_quotes, was_quoted);
}

void CellMasker::append_guarded(std::string& out, const Cell& cell, const std::string& text, bool needs_quotes, bool has_doubled) const {
  const std::string_view before = block_->raw.substr(cell.span.start + mask::text_begin(cell.form), 1);
  const bool guard = begins_formula(text) && (before.empty() || before.front() != text.front());
  // A row of one empty cell would be no row.
  needs_quotes = needs_quotes || (text.empty() && block_->width == 1) || (!has_doubled && text.starts_with('"'));
  if (needs_quotes) out += '"';
  if (guard) out += '\'';
  if (needs_quotes && !has_doubled) {
    append_doubling_quotes(out, text);
  } else {
    out += text;
  }
  if (needs_quotes) out += '"';
}

void CellMasker::append_json_cell(std::string& out, const Cell& cell, const Piece& piece, std::size_t index) {
  std::string text;
  if (cell.form == CellForm::number) {
    append_replacement(text, decisions_[piece.decisions_begin]);
    return mask::append_json_string(out, text);
  }
  std::string word;
  each_part(
      piece, index, cell.span.start, [&](std::string_view raw) { text += raw; },
      [&](const Decision& decision) {
        word.clear();
        append_replacement(word, decision);
        append_json_words(text, word);
      });
  out += '"';
  out += cell.form == CellForm::key ? own_key(cell, text) : text;
  out += '"';
}

// Two keys of an object that are masked alike are told apart by a number: they stay two members.
std::string CellMasker::own_key(const Cell& cell, std::string text) {
  const std::uint64_t object = block_->objects[cell.node];
  const auto met = [&](std::string_view key) {
    const std::uint64_t hash = XXH3_64bits_withSeed(key.data(), key.size(), object);
    if (!keys_.insert(hash).second) return true;
    key_list_.emplace_back(object, hash);
    return false;
  };
  if (!met(text)) return text;
  const bool is_mark = text.size() > 2 && text.front() == '[' && text.find(']') + 1 == text.size();
  const std::string stem = is_mark ? text.substr(0, text.size() - 1) : text;
  for (std::uint32_t number = 2;; ++number) {
    std::string numbered = stem + " " + std::to_string(number) + (is_mark ? "]" : "");
    if (!met(numbered)) return numbered;
  }
}

void CellMasker::close_objects(std::span<const std::uint64_t> open) {
  std::erase_if(key_list_, [&](const std::pair<std::uint64_t, std::uint64_t>& entry) {
    if (std::ranges::binary_search(open, entry.first)) return false;
    keys_.erase(entry.second);
    return true;
  });
}

void CellMasker::append_cell(std::string& out, std::size_t index) {
  const Cell& cell = block_->cells[index];
  const auto replaced = std::ranges::lower_bound(replaced_, index, {}, &std::pair<std::size_t, std::uint32_t>::first);
  if (replaced != replaced_.end() && replaced->first == index) {
    const std::string& with = masking_.rules.policy.replacements[replaced->second].with;
    if (block_->separator == 0) return mask::append_json_string(out, with);
    const bool needs_quotes =
        cell.form == CellForm::quoted || with.find_first_of("\"\r\n") != std::string::npos || with.contains(block_->separator);
    return append_guarded(out, cell, with, needs_quotes, false);
  }
  const Piece& piece = pieces_[cell_pieces_[index]];
  if (block_->separator != 0) return append_table_cell(out, cell, piece, index);
  append_json_cell(out, cell, piece, index);
}

void CellMasker::append(std::string& out) {
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < block_->cells.size(); ++i) {
    const Cell& cell = block_->cells[i];
    if (!is_masked(i)) {
      // A key that looks like a mark takes its place among the keys.
      if (cell.form == CellForm::key && block_->raw[cell.span.start + 1] == '[')
        own_key(cell, std::string(block_->raw.substr(cell.span.start + 1, cell.span.size() - 2)));
      continue;
    }
    out.append(block_->raw, at, cell.span.start - at);
    append_cell(out, i);
    at = cell.span.end;
  }
  out.append(block_->raw, at, block_->raw.size() - at);
}

}  // namespace cli
