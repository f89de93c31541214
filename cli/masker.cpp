// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/masker.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "libmask/text/segment.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Language;
using mask::Result;
using mask::Span;

constexpr std::array languages = {Language::sv, Language::da, Language::en};

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Zeros behind a text while it is looked at; what stood there comes back.
class ZeroedBehind {
 public:
  explicit ZeroedBehind(char* end) : end_(end) {
    std::memcpy(kept_, end_, sizeof kept_);
    std::memset(end_, 0, sizeof kept_);
  }
  ~ZeroedBehind() { std::memcpy(end_, kept_, sizeof kept_); }
  ZeroedBehind(const ZeroedBehind&) = delete;
  ZeroedBehind& operator=(const ZeroedBehind&) = delete;

 private:
  char* end_;
  char kept_[mask::scan_margin];
};

}  // namespace

Result<void> Masking::prepare() {
  for (const Language each : languages) {
    mask::LabelTable table = mask::LabelTable::of(each);
    for (std::size_t i = 0; i < mask::type_count; ++i) {
      const std::string& word = rules.policy.types[i].label;
      const auto type = static_cast<mask::Type>(i);
      if (!word.empty()) table.set(type, word);
      if (rules.policy.types[i].is_bare) {
        table.set_bare(type);
        bare_words.push_back(word.empty() ? std::string(table.word(type, mask::Kind::none)) : word);
        bare_words.push_back(bare_words.back() + "s");  // of a name in the genitive
      }
      if (!rules.policy.types[i].is_numbered) table.set_unnumbered(type);
    }
    if (!label_file.empty()) {
      auto with_file = table.with_file(label_file);
      if (!with_file) return std::unexpected(with_file.error());
      table = std::move(*with_file);
    }
    labels[static_cast<std::size_t>(each)] = std::move(table);
  }
  for (const mask::LabelTable& table : labels) {
    for (const std::string_view word : table.all_words()) mark_words.emplace_back(word);
  }
  std::ranges::sort(mark_words);
  mark_words.erase(std::ranges::unique(mark_words).begin(), mark_words.end());
  return {};
}

DocumentMasker::DocumentMasker(const Masking& masking)
    : masking_(masking), language_(masking.language), mark_words_(masking.mark_words.begin(), masking.mark_words.end()) {}

Result<void> DocumentMasker::walk(const Read& read, const Take& take) {
  // margin, context of the last segment, a window, margin
  constexpr std::size_t lead = mask::scan_margin + mask::segment_context;
  const auto buffer = std::make_unique_for_overwrite<char[]>(lead + mask::segment_size + mask::scan_margin);
  char* const window = buffer.get() + lead;
  std::size_t context = 0;
  std::size_t held = 0;
  bool at_end = false;
  while (!at_end || held > 0) {
    if (!at_end && held < mask::segment_size) {
      const auto count = read(window + held, mask::segment_size - held);
      if (!count) return std::unexpected(count.error());
      at_end = *count < mask::segment_size - held;
      held += *count;
    }
    if (held == 0) break;
    const mask::Cut cut = mask::cut_segment({window, held}, !at_end);
    std::size_t ahead = cut.ahead;
    // What is looked at ends with a whole character; of the last one in the window, it is not known whether it is whole.
    const auto is_cut = [&](std::size_t end) {
      return end < held ? continues_character(window[end]) : !at_end && static_cast<unsigned char>(window[end - 1]) >= 0x80;
    };
    while (ahead > 0 && is_cut(cut.size + ahead)) --ahead;
    const auto step = [&] {
      const ZeroedBehind zeroed(window + cut.size + ahead);
      std::memset(window - context - mask::scan_margin, 0, mask::scan_margin);
      return check_segment({window - context, context + cut.size + ahead}, context, cut.size, cut.is_clean, take);
    }();
    if (!step) return std::unexpected(step.error());
    // The context moves before the window, what is left to its start.
    context = step->context;
    held -= step->consumed;
    std::memmove(window - context, window + step->consumed - context, context + held);
  }
  return {};
}

Result<void> DocumentMasker::walk(std::string_view text, const Take& take) {
  return walk(
      [&text](char* into, std::size_t size) -> Result<std::size_t> {
        const std::size_t count = std::min(size, text.size());
        std::memcpy(into, text.data(), count);
        text.remove_prefix(count);
        return count;
      },
      take);
}

Result<void> DocumentMasker::walk(const FieldText& part, const Take& take) {
  part_ = &part;
  part_offset_ = offset_;
  const auto walked = [&]() -> Result<void> {
    if (part.text.size() > mask::segment_size) return walk(part.text, take);
    const auto step = check_segment(part.text, 0, part.text.size(), true, take);
    return step ? Result<void>{} : std::unexpected(step.error());
  }();
  part_ = nullptr;
  return walked;
}

// The fields of the segment that begins at `text_offset`, seen from there.
void DocumentMasker::note_fields(std::uint64_t text_offset, std::size_t size) {
  fields_.clear();
  if (part_ == nullptr) return;
  const std::uint64_t from = text_offset - part_offset_;
  const std::uint64_t to = from + size;
  if (from == 0 && size == part_->text.size()) {
    fields_.assign(part_->fields.begin(), part_->fields.end());
    return;
  }
  for (mask::Field field : part_->fields) {
    if (field.span.end <= from || field.span.start >= to) continue;
    field.span = {static_cast<std::uint32_t>(std::max<std::uint64_t>(field.span.start, from) - from),
                  static_cast<std::uint32_t>(std::min<std::uint64_t>(field.span.end, to) - from)};
    fields_.push_back(field);
  }
}

void DocumentMasker::note_marks(std::string_view text) {
  mask::find_placeholders(text, mark_words_, marks_);
  // The words of a mark are no context for what stands beside it.
  std::vector<Span> spans;
  for (const mask::Placeholder& mark : marks_) spans.push_back(mark.span);
  folded_.hide(spans);
  for (const mask::Placeholder& mark : marks_) {
    if (mark.number == 0) continue;
    for (std::size_t i = 0; i < mask::type_count; ++i) {
      const auto type = static_cast<mask::Type>(i);
      if (!mask::LabelTable::is_numbered(type)) continue;
      const bool is_its_word = std::ranges::any_of(
          masking_.labels, [&](const mask::LabelTable& table) { return table.word(type, mask::Kind::none) == mark_words_[mark.label]; });
      if (is_its_word) entities_.reserve_to(type, mark.number);
    }
  }
}

void DocumentMasker::add_denied() {
  const std::vector<Span> spans = masking_.deny.find_in(work_.tokens);
  if (spans.empty()) return;
  findings_.rule = mask::listed_rule;
  for (const Span span : spans)
    findings_.add(folded_.original(span), mask::Type::sensitive, mask::Kind::none, 1000, {mask::lexicon(mask::Source::listed)});
  mask::sort_findings(findings_);
}

// A stand-in without brackets is an ordinary word: it is left where it was found, and cut off what it was found with.
void DocumentMasker::leave_bare_marks(std::string_view text) {
  for (mask::Finding& finding : findings_.list) {
    bool is_cut = true;
    while (is_cut && !finding.span.empty()) {
      is_cut = false;
      for (const std::string& word : masking_.bare_words) {
        const std::string_view found = text.substr(finding.span.start, finding.span.size());
        const auto size = static_cast<std::uint32_t>(word.size());
        if (found == word) {
          finding.score = 0;
          break;
        }
        if (found.starts_with(word + " ")) {
          finding.span.start += size + 1;
          is_cut = true;
        } else if (found.ends_with(" " + word)) {
          finding.span.end -= size + 1;
          is_cut = true;
        }
      }
    }
  }
  mask::sort_findings(findings_);
}

void DocumentMasker::note_near_misses() {
  for (std::size_t i = 0; i < findings_.list.size(); ++i) {
    const mask::Finding& finding = findings_.list[i];
    if (decisions_.actions[i] == mask::Action::mask || !mask::is_near_miss(finding, masking_.rules.policy)) continue;
    const auto next = std::ranges::lower_bound(decisions_.list, finding.span.end, {}, [](const mask::Decision& d) { return d.span.start; });
    if (next == decisions_.list.begin() || std::prev(next)->span.end <= finding.span.start) ++near_misses_;
  }
}

// `text` is `context` bytes that have been written, `size` that are to be, and what is only looked at.
Result<DocumentMasker::Step> DocumentMasker::check_segment(std::string_view text, std::size_t context, std::size_t size, bool is_clean,
                                                           const Take& take) {
  const std::uint64_t text_offset = offset_ - context;
  if (const auto invalid = mask::fold(text, folded_)) {
    return std::unexpected(mask::Error{
        .failure = Failure::damaged, .message = "not UTF-8; name its --encoding, or use --lossy", .offset = text_offset + *invalid});
  }
  note_marks(text);
  note_fields(text_offset, text.size());
  masking_.finder->find(folded_, work_, findings_, fields_);
  if (!masking_.deny.empty()) add_denied();
  if (!masking_.bare_words.empty()) leave_bare_marks(text);
  if (part_ != nullptr) mask::cut_at_fields(fields_, findings_);
  if (!language_) language_ = mask::language_of(work_.tokens);
  protected_.clear();
  const bool by_part = part_ != nullptr && part_->protect;
  if (by_part) part_->protect(findings_, text_offset - part_offset_, protected_);
  mask::decide(text, findings_, masking_.rules, marks_, is_protected_ && !by_part, entities_,
               masking_.wants_entities ? &other_entities_ : nullptr, decisions_, by_part ? &protected_ : nullptr);
  is_protected_ = is_protected_ || decisions_.is_protected;

  // What was decided before this segment was written then; a mask over the cut belongs to this side of it.
  const auto begin = static_cast<std::uint32_t>(context);
  auto end = static_cast<std::uint32_t>(context + size);
  std::erase_if(decisions_.list, [&](const mask::Decision& d) { return d.span.end <= begin || d.span.start >= end; });
  if (!decisions_.list.empty()) {
    decisions_.list.front().span.start = std::max(decisions_.list.front().span.start, begin);
    end = std::max(end, decisions_.list.back().span.end);
  }
  masked_ += decisions_.list.size();
  note_near_misses();
  const mask::LabelTable& labels = masking_.labels[static_cast<std::size_t>(masking_.label_language.value_or(*language_))];
  const auto taken = take(Checked{.text = text,
                                  .from = begin,
                                  .to = end,
                                  .offset = text_offset,
                                  .findings = findings_,
                                  .decisions = decisions_,
                                  .labels = labels,
                                  .finder = *masking_.finder});
  if (!taken) return std::unexpected(taken.error());
  entities_.trim();
  other_entities_.trim();

  Step step{.consumed = end - context, .context = 0};
  offset_ += step.consumed;
  if (!is_clean || end != context + size) {
    step.context = std::min<std::size_t>(mask::segment_context, end);
    while (step.context > 0 && continues_character(text[end - step.context])) --step.context;
  }
  return step;
}

}  // namespace cli
