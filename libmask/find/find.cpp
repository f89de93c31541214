// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/find.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "libmask/find/detectors.h"
#include "libmask/find/known_person.h"
#include "libmask/find/person_extent.h"
#include "libmask/find/person_role.h"
#include "libmask/model/explain.h"

namespace mask {
namespace {

// The first ones start at the first digits of what they find and know it by itself: the digits of what they are sure of are kept from the
// others.
constexpr std::array detectors = {
    &iban,          &se_personnummer, &dk_cpr,       &phone,       &se_reserve_number, &neighbour_id, &organisation_id, &bank_account,
    &payment_card,  &email,           &url,          &username,    &ip_address,        &vehicle,      &property,        &case_number,
    &id_document,   &date_of_birth,   &age,          &coordinates, &credential,        &address,      &person,          &person_model,
    &protected_cue, &place,           &organisation, &sensitive,   &person_mark};
constexpr std::size_t claiming = 4;
constexpr std::uint16_t sure = 950;

// Texts are looked at in stretches, so that what one stretch needs stays in the processor's second-level cache.
constexpr std::uint32_t stretch = 1U << 16;

// The part of a sorted list of positions that lies in [from, to); advances `cursor`.
std::span<const std::uint32_t> slice(const Positions& list, std::size_t& cursor, std::uint32_t to) {
  const std::size_t begin = cursor;
  while (cursor < list.size() && list[cursor] < to) ++cursor;
  return {list.data() + begin, cursor - begin};
}

// The digit runs of a stretch, all of them and by size, as detectors see them.
class RunLists {
 public:
  explicit RunLists(std::vector<std::uint32_t>& memory) : memory_(memory) {}

  // Takes the runs from `first` on that start before `to`; gives the first that does not.
  std::size_t fill(const Tokens& tokens, std::size_t first, std::uint32_t to) {
    first_ = static_cast<std::uint32_t>(first);
    std::size_t run = first;
    std::array<std::uint32_t, buckets + 1> bound{};
    for (; run < tokens.digits.size() && tokens.digits[run].start < to; ++run) ++bound[bucket(tokens.digits[run]) + 1];
    for (std::size_t i = 1; i < bound.size(); ++i) bound[i] += bound[i - 1];
    const std::size_t count = run - first;
    if (memory_.size() < 2 * count) memory_.resize(2 * count);
    all_ = {memory_.data(), count};
    std::array<std::uint32_t, buckets + 1> next = bound;
    for (std::size_t i = 0; i < count; ++i) {
      const auto index = static_cast<std::uint32_t>(first + i);
      memory_[i] = index;
      memory_[count + next[bucket(tokens.digits[index])]++] = index;
    }
    for (std::size_t size = 0; size < buckets; ++size)
      by_size_[size] = {memory_.data() + count + bound[size], bound[size + 1] - bound[size]};
    claimed_.assign(count, false);
    has_claims_ = false;
    return run;
  }

  // Marks the runs that lie in the span.
  void claim(const Tokens& tokens, Span span) {
    const auto* const begin = tokens.digits.data() + first_;
    const auto* const end = begin + claimed_.size();
    const auto* run = std::lower_bound(begin, end, span.start, [](const DigitRun& r, std::uint32_t start) { return r.start < start; });
    for (; run != end && run->end <= span.end; ++run) {
      claimed_[static_cast<std::size_t>(run - begin)] = true;
      has_claims_ = true;
    }
  }

  // Takes the marked runs from the lists.
  void drop_claimed() {
    if (!has_claims_) return;
    has_claims_ = false;
    drop_from(all_);
    for (std::span<std::uint32_t>& list : by_size_) drop_from(list);
  }

  void show(Context& context) const {
    context.runs = all_;
    std::ranges::copy(by_size_, context.runs_by_size.begin());
  }

 private:
  static constexpr std::size_t buckets = 13;
  static std::size_t bucket(DigitRun run) { return run.size() > 12 ? 0 : run.size(); }

  void drop_from(std::span<std::uint32_t>& list) {
    std::size_t kept = 0;
    for (const std::uint32_t index : list) {
      list[kept] = index;
      kept += claimed_[index - first_] == 0 ? 1U : 0U;
    }
    list = list.first(kept);
  }

  std::vector<std::uint32_t>& memory_;
  std::uint32_t first_ = 0;
  std::span<std::uint32_t> all_;
  std::array<std::span<std::uint32_t>, buckets> by_size_;
  std::vector<std::uint8_t> claimed_;
  bool has_claims_ = false;
};

// By one number each; where two are equal, by type, rule, score (the highest first) and the order in which they were found.
bool comes_before(const Finding& a, const Finding& b) {
  const std::uint64_t x = std::uint64_t{a.span.start} << 32 | a.span.end;
  const std::uint64_t y = std::uint64_t{b.span.start} << 32 | b.span.end;
  if (x != y) return x < y;
  return std::tuple(a.type, a.rule, b.score, a.evidence_start) < std::tuple(b.type, b.rule, a.score, b.evidence_start);
}

// Sorts the findings of a stretch, from `first` on: by the 64 bytes that they start in, then among neighbours.
void sort_stretch(Findings& findings, std::size_t first, Span part, std::vector<Finding>& scratch) {
  constexpr std::uint32_t width = 64;
  const std::span<Finding> list = std::span(findings.list).subspan(first);
  std::array<std::uint32_t, stretch / width + 3> next{};
  const auto bucket = [&](const Finding& finding) -> std::size_t {
    if (finding.span.start < part.start) return 0;
    return finding.span.start < part.end ? 1 + (finding.span.start - part.start) / width : stretch / width + 1;
  };
  for (const Finding& finding : list) ++next[bucket(finding) + 1];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  scratch.assign(list.begin(), list.end());
  for (const Finding& finding : scratch) list[next[bucket(finding)]++] = finding;
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (!comes_before(list[i], list[i - 1])) continue;
    const Finding moved = list[i];
    std::size_t at = i;
    for (; at > 0 && comes_before(moved, list[at - 1]); --at) list[at] = list[at - 1];
    list[at] = moved;
  }
}

// Puts the findings from `first` on, which are sorted, among those before them, which are too.
void merge_from(Findings& findings, std::size_t first) {
  if (first == findings.list.size()) return;
  const auto middle = findings.list.begin() + static_cast<std::ptrdiff_t>(first);
  std::inplace_merge(findings.list.begin(), middle, findings.list.end(),
                     [](const Finding& a, const Finding& b) { return comes_before(a, b); });
}

}  // namespace

std::string_view rule_name(std::uint8_t index) {
  switch (index) {
    case listed_rule: return "listed";
    case known_person_rule: return "person.known";
    case field_rule: return "field";
    case title_rule: return "person.title";
    case replaced_rule: return "replaced";
    default: return detectors[index]->name;
  }
}

void sort_findings(Findings& findings) {
  if (std::ranges::is_sorted(findings.list, [](const Finding& a, const Finding& b) { return comes_before(a, b); })) return;
  // Stretches come sorted one by one, and overlap a little: what is out of place is near its place.
  std::vector<Finding>& list = findings.list;
  constexpr std::size_t near = 256;
  for (std::size_t i = 1; i < list.size(); ++i) {
    std::size_t at = i;
    const Finding moved = list[i];
    while (at > 0 && i - at < near && comes_before(moved, list[at - 1])) {
      list[at] = list[at - 1];
      --at;
    }
    list[at] = moved;
    if (i - at < near) continue;
    std::ranges::sort(list, comes_before);
    return;
  }
}

Finder::Finder(const Lexicon& lexicon, const NameModel* model) : lexicon_(&lexicon), model_(model), trigger_words_(lexicon) {}

std::vector<std::string> Finder::reasons(std::string_view text, const Finding& finding) const {
  std::vector<std::string> out;
  if (model_ == nullptr || finding.rule >= detectors.size() || detectors[finding.rule] != &person_model) return out;
  constexpr std::size_t most = 5;
  for (const NameReason& reason : reasons_of(*model_, *lexicon_, text, finding.span, name_features::Genre::office, most))
    out.push_back(in_words(reason));
  return out;
}

void Finder::find(const Folded& folded, Workspace& work, Findings& out, std::span<const Field> fields) const {
  out.list.clear();
  out.evidence.clear();
  const Tokens& tokens = work.tokens;
  scan(folded.text(), work.tokens);

  work.memo.begin(*lexicon_);
  RunLists lists(work.run_order);
  std::vector<Span> reaching;  // sure findings that reach into the next stretch
  std::size_t capital = 0;
  std::size_t at = 0;
  std::size_t run = 0;
  std::size_t sorted = 0;
  for (std::uint32_t from = 0; from < tokens.size(); from += stretch) {
    const std::uint32_t to = tokens.size() - from > stretch ? from + stretch : tokens.size();
    trigger_words_.read(tokens, {from, to}, model_ == nullptr ? std::span<const std::uint64_t>() : lexicon_->small_words(), work.words);
    run = lists.fill(tokens, run, to);
    for (const Span span : reaching) lists.claim(tokens, span);
    reaching.clear();
    lists.drop_claimed();
    const std::span<const std::uint32_t> capitals = slice(tokens.capitals, capital, to);
    work.capital_words.read(tokens, capitals, *lexicon_, work.memo);
    Context context{.tokens = tokens,
                    .lexicon = *lexicon_,
                    .memo = &work.memo,
                    .model = model_,
                    .names = &work.names,
                    .stretch = {from, to},
                    .capitals = capitals,
                    .capital_words = work.capital_words.list(),
                    .ats = slice(tokens.ats, at, to),
                    .triggers = work.words.triggers,
                    .small_words = std::span(work.words.small).first(work.words.small_count),
                    .runs = {},
                    .runs_by_size = {}};
    lists.show(context);
    for (std::size_t rule = 0; rule < detectors.size(); ++rule) {
      out.rule = static_cast<std::uint8_t>(rule);
      const std::size_t before = out.list.size();
      detectors[rule]->run(context, out);
      if (rule >= claiming) continue;
      for (std::size_t i = before; i < out.list.size(); ++i) {
        if (out.list[i].score < sure) continue;
        lists.claim(tokens, out.list[i].span);
        if (out.list[i].span.end > to) reaching.push_back(out.list[i].span);
      }
      lists.drop_claimed();
      lists.show(context);
    }
    sort_stretch(out, sorted, {from, to}, work.sorted);
    sorted = out.list.size();
  }
  reach_out(tokens, *lexicon_, model_, out);
  sort_findings(out);
  if (!fields.empty()) {
    work.fields.assign(fields.begin(), fields.end());
    if (!folded.is_identity()) {
      for (Field& field : work.fields) field.span = folded.folded(field.span);
    }
    cut_at_fields(work.fields, out);
    const Context all{.tokens = tokens,
                      .lexicon = *lexicon_,
                      .memo = &work.memo,
                      .stretch = {0, tokens.size()},
                      .capitals = tokens.capitals,
                      .capital_words = {},
                      .ats = tokens.ats,
                      .triggers = {},
                      .small_words = {},
                      .runs = {},
                      .runs_by_size = {}};
    read_fields(all, work.fields, out);
  }
  give_roles(tokens, *lexicon_, out);
  work.known.learn(tokens, *lexicon_, out, fields.empty());
  const std::size_t known = out.list.size();
  work.known.find(tokens, *lexicon_, work.memo, out);
  merge_from(out, known);
  if (!fields.empty()) cut_at_fields(work.fields, out);
  if (folded.is_identity()) return;
  Folded::WayBack way_back(folded);
  for (Finding& finding : out.list) finding.span = way_back.original(finding.span);
  sort_findings(out);
  // What was joined over a border in folding takes in both sides.
  if (!fields.empty()) cut_at_fields(fields, out);
}

}  // namespace mask
