// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/find.h"

#include <algorithm>
#include <array>

#include "libmask/find/detectors.h"

namespace mask {
namespace {

constexpr std::array detectors = {&se_personnummer, &se_reserve_number, &dk_cpr,        &neighbour_id, &organisation_id, &phone,
                                  &bank_account,    &iban,              &payment_card,  &email,        &url,             &username,
                                  &ip_address,      &vehicle,           &property,      &case_number,  &id_document,     &date_of_birth,
                                  &age,             &coordinates,       &credential,    &address,      &person,          &protected_cue};

// Texts are looked at in stretches, so that what one stretch needs stays in the processor's second-level cache.
constexpr std::uint32_t stretch = 1U << 16;

// The part of a sorted list of positions that lies in [from, to); advances `cursor`.
std::span<const std::uint32_t> slice(const std::vector<std::uint32_t>& list, std::size_t& cursor, std::uint32_t to) {
  const std::size_t begin = cursor;
  while (cursor < list.size() && list[cursor] < to) ++cursor;
  return {list.data() + begin, cursor - begin};
}

}  // namespace

std::string_view rule_name(std::uint8_t index) { return index == listed_rule ? std::string_view("listed") : detectors[index]->name; }

void sort_findings(Findings& findings) {
  const auto before = [](const Finding& a, const Finding& b) {
    if (a.span != b.span) return a.span < b.span;
    if (a.type != b.type) return a.type < b.type;
    return a.rule < b.rule;
  };
  std::ranges::sort(findings.list, before);
}

Finder::Finder(const Lexicon& lexicon) : lexicon_(&lexicon), filter_(TriggerFilter::of(lexicon.triggers())) {}

void Finder::find(const Folded& folded, Workspace& work, Findings& out) const {
  out.list.clear();
  out.evidence.clear();
  const Tokens& tokens = work.tokens;
  scan(folded.text(), filter_, work.tokens);

  std::vector<Trigger>& triggers = work.triggers;
  std::size_t capital = 0;
  std::size_t at = 0;
  std::size_t trigger = 0;
  std::size_t run = 0;
  for (std::uint32_t from = 0; from < tokens.size(); from += stretch) {
    const std::uint32_t to = tokens.size() - from > stretch ? from + stretch : tokens.size();
    triggers.clear();
    for (const std::uint32_t start : slice(tokens.triggers, trigger, to)) {
      if (!filter_.starts_word(tokens.text.data() + start)) continue;
      const Span word{start, tokens.word_end(start)};
      const WordInfo& info = lexicon_->find(tokens.of(word));
      if (!info.labels.empty()) triggers.push_back({word, info.labels});
    }
    // The runs of this stretch, and the same sorted by size.
    const std::size_t first_run = run;
    std::array<std::uint32_t, 14> bound{};
    const auto bucket = [&](std::size_t index) { return tokens.digits[index].size() > 12 ? std::size_t{0} : tokens.digits[index].size(); };
    for (; run < tokens.digits.size() && tokens.digits[run].start < to; ++run) ++bound[bucket(run) + 1];
    for (std::size_t i = 1; i < bound.size(); ++i) bound[i] += bound[i - 1];
    const std::size_t runs = run - first_run;
    work.run_order.resize(2 * runs);
    std::array<std::uint32_t, 14> next = bound;
    for (std::size_t i = 0; i < runs; ++i) {
      const auto index = static_cast<std::uint32_t>(first_run + i);
      work.run_order[i] = index;
      work.run_order[runs + next[bucket(index)]++] = index;
    }
    Context context{.tokens = tokens,
                    .lexicon = *lexicon_,
                    .capitals = slice(tokens.capitals, capital, to),
                    .ats = slice(tokens.ats, at, to),
                    .triggers = triggers,
                    .runs = {work.run_order.data(), runs},
                    .runs_by_size = {}};
    for (std::size_t size = 0; size < context.runs_by_size.size(); ++size) {
      context.runs_by_size[size] = {work.run_order.data() + runs + bound[size], bound[size + 1] - bound[size]};
    }
    for (std::size_t rule = 0; rule < detectors.size(); ++rule) {
      out.rule = static_cast<std::uint8_t>(rule);
      detectors[rule]->run(context, out);
    }
  }

  if (!folded.is_identity()) {
    for (Finding& finding : out.list) finding.span = folded.original(finding.span);
  }
  sort_findings(out);
}

}  // namespace mask
