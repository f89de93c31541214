// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/names.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace mask {
namespace {

using name_features::Genre;
using name_features::Traits;
namespace format = name_model_format;

constexpr std::size_t seen_slots = 8192;

void add(NameScores& sum, const NameSums& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

template <typename Sum>
void add(std::span<const format::Slot> slots, std::uint64_t key, Sum& sum) {
  const std::uint64_t at = format::bucket(key, slots.size());
  const std::uint32_t tag = format::tag(key);
  for (std::uint64_t slot = at; slot < at + format::bucket_size; ++slot) {
    if (slots[slot].tag != tag) continue;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = static_cast<typename Sum::value_type>(sum[i] + slots[slot].weight[i]);
    return;
  }
}

std::uint64_t seen_key(std::string_view word, Genre genre) {
  return XXH3_64bits_withSeed(word.data(), word.size(), static_cast<std::uint64_t>(genre) + 1) | 1;
}

}  // namespace

Result<NameModel> NameModel::load(const std::string& path) {
  auto mapping = Mapping::open(path);
  if (!mapping) return std::unexpected(mapping.error());
  const std::string_view bytes = mapping->bytes();
  const auto bad = [&](std::string why) {
    return std::unexpected(Error{.failure = Failure::data, .message = std::move(why), .path = path});
  };
  format::Header header{};
  if (bytes.size() < sizeof header) return bad("is cut short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != format::magic) return bad("is not a name model of this version");
  if (header.size != bytes.size()) return bad("is cut short");
  if (XXH3_64bits(bytes.data() + format::checked_from, bytes.size() - format::checked_from) != header.checksum)
    return bad("is damaged: its checksum is wrong");
  NameModel model;
  const char* const base = bytes.data();
  model.word_slots_ = {reinterpret_cast<const format::Slot*>(base + header.word_slots_at), header.word_slots};
  model.pair_slots_ = {reinterpret_cast<const format::Slot*>(base + header.pair_slots_at), header.pair_slots};
  model.statistics_ = {reinterpret_cast<const format::WordSlot*>(base + header.statistics_at), header.statistics};
  model.transitions_ = {reinterpret_cast<const std::int32_t*>(base + header.transitions_at),
                        format::transition_kinds * format::labels * format::labels};
  model.odds_ = {reinterpret_cast<const std::uint16_t*>(base + header.odds_at), format::odds};
  model.checksum_ = header.checksum;
  model.file_ = std::move(*mapping);
  return model;
}

name_features::WordStatistics NameModel::statistics_of(std::uint64_t word) const {
  const std::uint64_t key = name_features::mix(word, 99);
  const std::uint64_t at = format::bucket(key, statistics_.size());
  for (std::uint64_t i = at; i < at + format::bucket_size; ++i) {
    if (statistics_[i].tag() == format::word_tag(key)) return {statistics_[i].capitals()};
  }
  return {};
}

name_features::WordStatistics NameModel::statistics_of_word(std::string_view word, const Lexicon& lexicon) const {
  return name_features::statistics_of_word(word, lexicon, [&](std::uint64_t key) { return statistics_of(key); });
}

void NameModel::look_at(std::string_view word, const Lexicon& lexicon, Genre genre, Seen& seen) const {
  const Traits traits = name_features::traits_of(word, lexicon, statistics_of_word(word, lexicon), {.with_centre = false});
  seen.has_centre = false;
  seen.sight = traits;
  seen.candidate = traits.candidate;
  seen.announces = traits.announces;
  seen.ends = traits.ends;
  seen.is_short = traits.is_short;
  for (const int offset : {-2, -1, 1, 2}) {
    NameSums& sum = seen.sums[static_cast<std::size_t>(offset + 2)];
    sum = {};
    name_features::emit_word(traits, offset, genre, [&](std::uint64_t key) { add(word_slots_, key, sum); });
  }
}

void NameModel::look_closer(std::string_view word, const Lexicon& lexicon, Genre genre, Seen& seen) const {
  const Traits traits = name_features::traits_of(word, lexicon, statistics_of_word(word, lexicon));
  NameSums sum{};
  name_features::emit_word(traits, 0, genre, [&](std::uint64_t key) { add(word_slots_, key, sum); });
  seen.sums[2] = sum;
  seen.has_centre = true;
}

bool NameModel::is_ordinary(std::string_view word, const Lexicon& lexicon) const {
  const std::uint64_t key = word_key(word.substr(0, 64));
  if (lexicon.may_be_name(key)) return false;
  return name_features::is_ordinary(statistics_of_word(word, lexicon));
}

NameModel::Seen& NameModel::see(std::string_view word, const Lexicon& lexicon, Genre genre, Workspace& work) const {
  if (work.seen.empty()) work.seen.resize(seen_slots);
  const std::uint64_t key = seen_key(word, genre);
  Seen& seen = work.seen[key >> 32 & (seen_slots - 1)];
  if (seen.key != key) {
    look_at(word, lexicon, genre, seen);
    seen.key = key;
  }
  return seen;
}

void NameModel::add_word_feature(std::uint64_t key, NameScores& sum) const { add(word_slots_, key, sum); }
void NameModel::add_pair_feature(std::uint64_t key, NameScores& sum) const { add(pair_slots_, key, sum); }

std::uint16_t NameModel::thousandths(std::int32_t difference) const {
  const auto size = static_cast<std::int32_t>(odds_.size());
  if (difference >= 0) return odds_[static_cast<std::size_t>(std::min(difference, size - 1))];
  return static_cast<std::uint16_t>(1000 - odds_[static_cast<std::size_t>(std::min(-difference, size - 1))]);
}

void NameModel::find(std::string_view text, std::span<const ModelWord> words, const Lexicon& lexicon, Options options, Workspace& work,
                     std::vector<NameSpan>& out) const {
  out.clear();
  work.line.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i)
    work.line[i] = see(text.substr(words[i].span.start, words[i].span.size()), lexicon, options.genre, work);
  gate_words(std::span<const Seen>(work.line), words, options.genre, work.gate);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!work.gate[i] || work.line[i].has_centre) continue;
    const std::string_view word = text.substr(words[i].span.start, words[i].span.size());
    Seen& kept = see(word, lexicon, options.genre, work);
    if (!kept.has_centre) look_closer(word, lexicon, options.genre, kept);
    work.line[i] = kept;
  }
  work.scores.resize(words.size());
  Seen& edge = work.edge;
  edge.sight = name_features::edge();
  for (int offset = -2; offset <= 2 && work.edge_of != options.genre; ++offset) {
    NameSums& sum = edge.sums[static_cast<std::size_t>(offset + 2)];
    sum = {};
    name_features::emit_word(name_features::edge(), offset, options.genre, [&](std::uint64_t key) { add(word_slots_, key, sum); });
  }
  work.edge_of = options.genre;
  for (std::uint32_t i = 0; i < words.size();) {
    if (!work.gate[i]) {
      ++i;
      continue;
    }
    const std::uint32_t begin = i;
    for (; i < words.size() && work.gate[i] && (i == begin || words[i].gap != WordGap::paragraph); ++i) {
      NameScores sum{};
      // Paragraphs do not see each other.
      std::int64_t low = std::int64_t{i};
      while (low > std::int64_t{i} - 2 && low > 0 && words[static_cast<std::size_t>(low)].gap != WordGap::paragraph) --low;
      std::int64_t high = std::int64_t{i} + 1;
      while (high < std::int64_t{i} + 3 && high < static_cast<std::int64_t>(words.size()) &&
             words[static_cast<std::size_t>(high)].gap != WordGap::paragraph)
        ++high;
      const auto at = [&](int offset) -> const Seen& {
        const std::int64_t place = std::int64_t{i} + offset;
        return place >= low && place < high ? work.line[static_cast<std::size_t>(place)] : edge;
      };
      for (int offset = -2; offset <= 2; ++offset) add(sum, at(offset).sums[static_cast<std::size_t>(offset + 2)]);
      const WordGap after = std::size_t{i} + 1 < words.size() ? words[i + 1].gap : WordGap::paragraph;
      name_features::emit_pairs(at(-2).sight, at(-1).sight, at(0).sight, at(1).sight, words[i].gap, after,
                                [&](std::uint64_t key) { add(pair_slots_, key, sum); });
      work.scores[i] = sum;
    }
    decode(words, begin, i, options, work, out);
  }
}

// The best labels for a run of scored words between words that are no names; and for each name by how much its labels beat no name.
void NameModel::decode(std::span<const ModelWord> words, std::uint32_t begin, std::uint32_t end, Options options, Workspace& work,
                       std::vector<NameSpan>& out) const {
  constexpr std::size_t labels = format::labels;
  const std::size_t count = end - begin;
  const auto transition = [&](std::uint32_t i, std::size_t from, std::size_t to) {
    const auto candidate = i < work.line.size() ? work.line[i].candidate : name_features::Candidate::no;
    const WordGap gap = i < words.size() ? words[i].gap : WordGap::paragraph;
    return transitions_[(transition_kind(gap, candidate) * labels + from) * labels + to];
  };
  const NameScores leans = {-options.lean, options.person_lean, 0, 0};
  work.forward.resize(count);
  work.backward.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = static_cast<std::uint32_t>(begin + i);
    for (std::size_t to = 0; to < labels; ++to) {
      std::int32_t best = i == 0 ? transition(word, 0, to) : std::numeric_limits<std::int32_t>::min();
      for (std::size_t from = 0; i > 0 && from < labels; ++from)
        best = std::max(best, work.forward[i - 1][from] + transition(word, from, to));
      work.forward[i][to] = best + work.scores[word][to] + leans[to];
    }
  }
  for (std::size_t i = count; i-- > 0;) {
    const auto next = static_cast<std::uint32_t>(begin + i + 1);
    for (std::size_t from = 0; from < labels; ++from) {
      std::int32_t best = i + 1 == count
                              ? transitions_[(closing_kind(words, std::span<const Seen>(work.line), next) * labels + from) * labels]
                              : std::numeric_limits<std::int32_t>::min();
      for (std::size_t to = 0; i + 1 < count && to < labels; ++to) {
        best = std::max(best, work.backward[i + 1][to] + transition(next, from, to) + work.scores[next][to] + leans[to]);
      }
      work.backward[i][from] = best;
    }
  }
  // The best path, from the left: of equal ones the smaller label.
  std::size_t label = 0;
  NameSpan open;
  std::int32_t least = 0;
  const auto close = [&](std::uint32_t at) {
    if (open.label == NameLabel::none) return;
    open.end = at;
    open.margin = least;
    open.probability = thousandths(least);
    out.push_back(open);
    open = {};
  };
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = static_cast<std::uint32_t>(begin + i);
    std::size_t best_label = 0;
    std::int32_t best = std::numeric_limits<std::int32_t>::min();
    for (std::size_t to = 0; to < labels; ++to) {
      const std::int32_t value = transition(word, label, to) + work.scores[word][to] + leans[to] + work.backward[i][to];
      if (value > best) {
        best = value;
        best_label = to;
      }
    }
    label = best_label;
    if (static_cast<std::size_t>(open.label) != label) close(word);
    if (label == 0) continue;
    // The leans of this word are taken out again; those of its neighbours stay.
    const auto total = [&](std::size_t y) { return work.forward[i][y] + work.backward[i][y] - leans[y]; };
    std::int32_t other = std::numeric_limits<std::int32_t>::min();
    for (std::size_t y = 0; y < labels; ++y) {
      if (y != label) other = std::max(other, total(y));
    }
    const std::int32_t margin = total(label) - other;
    if (open.label == NameLabel::none) {
      open.begin = word;
      open.label = static_cast<NameLabel>(label);
      least = margin;
    }
    least = std::min(least, margin);
  }
  close(end);
}

}  // namespace mask
