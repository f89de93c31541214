// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/names.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace mask {
namespace {

using name_features::Genre;
using name_features::Traits;
namespace format = name_model_format;

constexpr std::size_t ways = format::labels;  // to read a word
constexpr std::size_t seen_slots = 8192;

using Four [[gnu::vector_size(16)]] = std::uint32_t;
using Eight [[gnu::vector_size(16)]] = std::int16_t;
static_assert(ways == 4 && format::bucket_size == 4 && sizeof(format::Slot) == 8);

// Sums of weights of features.
class Sum {
 public:
  // The weights of the feature, if the table has it: of the four slots of its bucket, the tags side by side and the weights side by side.
  void add(std::span<const format::Slot> slots, std::uint64_t key) {
    const auto* const bucket = reinterpret_cast<const char*>(slots.data() + format::bucket(key, slots.size()));
    Four first;
    Four second;
    std::memcpy(&first, bucket, sizeof first);
    std::memcpy(&second, bucket + sizeof first, sizeof second);
    const Four tags = __builtin_shufflevector(first, second, 0, 2, 4, 6);
    const Four weights = __builtin_shufflevector(first, second, 1, 3, 5, 7);
    const std::uint32_t tag = format::tag(key);
    const auto found = std::bit_cast<Eight>((tags == Four{tag, tag, tag, tag}) & weights);
    even_ += found << 8 >> 8;
    odd_ += found >> 8;
  }
  [[nodiscard]] NameSums sums() const {
    const Eight even = folded(even_);
    const Eight odd = folded(odd_);
    return {even[0], odd[0], even[1], odd[1]};
  }

 private:
  static Eight folded(Eight sum) {
    sum += __builtin_shufflevector(sum, sum, 4, 5, 6, 7, 0, 1, 2, 3);
    return sum + __builtin_shufflevector(sum, sum, 2, 3, 0, 1, 6, 7, 4, 5);
  }
  Eight even_{};  // labels 0 and 2, for each of the four slots
  Eight odd_{};   // labels 1 and 3
};

NameScores wide(const NameSums& sums) { return NameScores{sums[0], sums[1], sums[2], sums[3]}; }
NameScores all(std::int32_t value) { return NameScores{value, value, value, value}; }
NameScores greater(NameScores a, NameScores b) { return a > b ? a : b; }

// The word as it is spelt, in a number that no other word is likely to share; never 0.
std::uint64_t spelling_key(std::string_view word, Genre genre) {
  const char* const bytes = word.data();
  const std::size_t size = word.size();
  const std::uint64_t kind = (static_cast<std::uint64_t>(genre) + 1) * 0x589965CC75374CC3ULL + size;
  if (size > 24) return XXH3_64bits_withSeed(bytes, size, kind) | 1;
  std::uint64_t first = 0;
  std::uint64_t middle = 0;
  std::uint64_t last = 0;
  if (size >= 8) {
    first = lexicon_key::load8(bytes);
    middle = lexicon_key::load8(bytes + size / 2 - 4);
    last = lexicon_key::load8(bytes + size - 8);
  } else if (size >= 4) {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    std::memcpy(&start, bytes, 4);
    std::memcpy(&end, bytes + size - 4, 4);
    first = start | std::uint64_t{end} << 32;
  } else {
    for (std::size_t i = 0; i < size; ++i) first |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return lexicon_key::mix(lexicon_key::mix(first, last), middle ^ kind) | 1;
}

void add_to(std::span<const format::Slot> slots, std::uint64_t key, NameScores& sum) {
  Sum one;
  one.add(slots, key);
  const NameSums sums = one.sums();
  for (std::size_t i = 0; i < format::labels; ++i) sum[i] += sums[i];
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
  const std::span<const std::int32_t> transitions = {reinterpret_cast<const std::int32_t*>(base + header.transitions_at),
                                                     format::transition_kinds * ways * ways};
  for (std::size_t i = 0; i < transitions.size(); ++i) {
    const std::size_t from = i / ways % ways;
    const std::size_t to = i % ways;
    model.to_[i / (ways * ways)][from][to] = transitions[i];
    model.from_[i / (ways * ways)][to][from] = transitions[i];
  }
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

void NameModel::look_around(std::string_view word, const Lexicon& lexicon, Genre genre, Seen& seen) const {
  const Traits traits = name_features::traits_of(word, lexicon, statistics_of_word(word, lexicon), {.with_centre = false});
  static_cast<name_features::Sight&>(seen) = traits;
  for (const int offset : {-2, -1, 1, 2}) {
    Sum sum;
    name_features::emit_word(traits, offset, genre, [&](std::uint64_t key) { sum.add(word_slots_, key); });
    seen.sums[static_cast<std::size_t>(offset + 2)] = sum.sums();
  }
}

void NameModel::look_closer(std::string_view word, const Lexicon& lexicon, Genre genre, Seen& seen) const {
  const Traits traits = name_features::traits_of(word, lexicon, statistics_of_word(word, lexicon));
  static_cast<name_features::Sight&>(seen) = traits;
  Sum sum;
  name_features::emit_word(traits, 0, genre, [&](std::uint64_t key) { sum.add(word_slots_, key); });
  seen.sums[2] = sum.sums();
}

bool NameModel::is_ordinary(std::string_view word, const Lexicon& lexicon) const {
  const std::uint64_t key = word_key(word.substr(0, 64));
  if (lexicon.may_be_name(key)) return false;
  return name_features::is_ordinary(statistics_of_word(word, lexicon));
}

NameModel::Seen& NameModel::see(std::string_view word, Genre genre, Workspace& work) const {
  if (work.seen.empty()) work.seen.resize(seen_slots);
  const std::uint64_t key = spelling_key(word, genre);
  // A word has two slots; what was met first gives way.
  Seen* const slots = work.seen.data() + (key >> 32 & (seen_slots - 2));
  if (slots[0].key == key) return slots[0];
  if (slots[1].key == key) return slots[1];
  slots[1] = slots[0];
  slots[0].key = key;
  slots[0].sums[1][0] = slots[0].sums[2][0] = Seen::not_yet;
  return slots[0];
}

std::int32_t NameModel::person_alone(std::string_view word, const Lexicon& lexicon, Genre genre, Workspace& work) const {
  Seen& seen = see(word, genre, work);
  if (!seen.has_centre()) look_closer(word, lexicon, genre, seen);
  return seen.sums[2][1] - seen.sums[2][0];
}

void NameModel::add_word_feature(std::uint64_t key, NameScores& sum) const { add_to(word_slots_, key, sum); }
void NameModel::add_pair_feature(std::uint64_t key, NameScores& sum) const { add_to(pair_slots_, key, sum); }

std::uint16_t NameModel::thousandths(std::int32_t difference) const {
  const auto size = static_cast<std::int32_t>(odds_.size());
  if (difference >= 0) return odds_[static_cast<std::size_t>(std::min(difference, size - 1))];
  return static_cast<std::uint16_t>(1000 - odds_[static_cast<std::size_t>(std::min(-difference, size - 1))]);
}

void NameModel::find(std::string_view text, std::span<const ModelWord> words, const Lexicon& lexicon, Options options, Workspace& work,
                     std::vector<NameSpan>& out) const {
  out.clear();
  work.line.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = text.substr(words[i].span.start, words[i].span.size());
    Seen& kept = see(word, options.genre, work);
    if (!kept.has_around()) look_around(word, lexicon, options.genre, kept);
    work.line[i] = kept;
  }
  gate_words(std::span<const Seen>(work.line), words, options.genre, work.gate);
  if (work.edge_of != options.genre) {
    static_cast<name_features::Sight&>(work.edge) = name_features::edge();
    for (int offset = -2; offset <= 2; ++offset) {
      Sum sum;
      name_features::emit_word(name_features::edge(), offset, options.genre, [&](std::uint64_t key) { sum.add(word_slots_, key); });
      work.edge.sums[static_cast<std::size_t>(offset + 2)] = sum.sums();
    }
    work.edge_of = options.genre;
  }
  work.scores.resize(words.size());
  for (std::uint32_t i = 0; i < words.size();) {
    if (work.gate[i] == 0) {
      ++i;
      continue;
    }
    const std::uint32_t begin = i;
    bool is_open = false;
    for (; i < words.size() && work.gate[i] != 0 && (i == begin || words[i].gap != WordGap::paragraph); ++i)
      is_open = is_open || words[i].is_open;
    if (!is_open) continue;
    const std::uint32_t end = i;
    std::int32_t most = std::numeric_limits<std::int32_t>::min();
    for (i = begin; i < end; ++i) {
      if (!work.line[i].has_centre()) {
        const std::string_view word = text.substr(words[i].span.start, words[i].span.size());
        Seen& kept = see(word, options.genre, work);
        if (!kept.has_centre()) look_closer(word, lexicon, options.genre, kept);
        work.line[i].sums[2] = kept.sums[2];
      }
      work.scores[i] = word_by_word(words, i, work);
      most = std::max(most, work.scores[i][1] - work.scores[i][0]);
    }
    if (most < options.least) continue;
    for (i = begin; i < end; ++i) work.scores[i] += together(words, i, work);
    decode(words, begin, end, options, work, out);
  }
}

// What stands around a word. Paragraphs do not see each other.
struct NameModel::Around {
  Around(std::span<const ModelWord> words, std::uint32_t i, const Workspace& work) {
    const Seen* const line = work.line.data();
    const auto goes_on = [&](std::size_t to) { return to < words.size() && words[to].gap != WordGap::paragraph; };
    const bool has_left = i > 0 && goes_on(i);
    const bool has_right = goes_on(std::size_t{i} + 1);
    left = has_left ? line + i - 1 : &work.edge;
    left2 = has_left && i > 1 && goes_on(i - 1) ? line + i - 2 : &work.edge;
    right = has_right ? line + i + 1 : &work.edge;
    right2 = has_right && goes_on(std::size_t{i} + 2) ? line + i + 2 : &work.edge;
  }
  const Seen* left2;
  const Seen* left;
  const Seen* right;
  const Seen* right2;
};

// What speaks for each label at a word: what it and the words around say by themselves,
NameScores NameModel::word_by_word(std::span<const ModelWord> words, std::uint32_t i, const Workspace& work) {
  const Around around(words, i, work);
  return wide(around.left2->sums[0]) + wide(around.left->sums[1]) + wide(work.line[i].sums[2]) + wide(around.right->sums[3]) +
         wide(around.right2->sums[4]);
}
// and what they say beside each other.
NameScores NameModel::together(std::span<const ModelWord> words, std::uint32_t i, const Workspace& work) const {
  const Around around(words, i, work);
  const WordGap after = std::size_t{i} + 1 < words.size() ? words[i + 1].gap : WordGap::paragraph;
  Sum pairs;
  name_features::emit_pairs(*around.left2, *around.left, work.line[i], *around.right, words[i].gap, after,
                            [&](std::uint64_t key) { pairs.add(pair_slots_, key); });
  return wide(pairs.sums());
}

// The best labels for a run of scored words between words that are no names; and for each name by how much its labels beat no name.
void NameModel::decode(std::span<const ModelWord> words, std::uint32_t begin, std::uint32_t end, Options options, Workspace& work,
                       std::vector<NameSpan>& out) const {
  const std::size_t count = end - begin;
  const auto kind = [&](std::size_t i) { return transition_kind(words[begin + i].gap, work.line[begin + i].candidate); };
  const NameScores leans = {-options.lean, options.person_lean, 0, 0};
  NameScores* const scores = work.scores.data() + begin;
  if (work.backward.size() < count) {
    work.forward.resize(count);
    work.backward.resize(count);
    work.labels.resize(count);
  }
  NameScores* const backward = work.backward.data();
  backward[count - 1] = from_[closing_kind(words, std::span<const Seen>(work.line), end)][0];
  for (std::size_t i = 0; i < count; ++i) scores[i] += leans;
  for (std::size_t i = count - 1; i > 0; --i) {
    const NameScores behind = scores[i] + backward[i];
    const std::array<NameScores, ways>& from = from_[kind(i)];
    NameScores best = from[0] + all(behind[0]);
    for (std::size_t to = 1; to < ways; ++to) best = greater(best, from[to] + all(behind[to]));
    backward[i - 1] = best;
  }
  // The best path, from the left: of equal ones the smaller label.
  std::uint8_t label = 0;
  bool has_name = false;
  for (std::size_t i = 0; i < count; ++i) {
    const NameScores value = to_[kind(i)][label] + scores[i] + backward[i];
    label = 0;
    for (std::uint8_t to = 1; to < ways; ++to) label = value[to] > value[label] ? to : label;
    work.labels[i] = label;
    has_name = has_name || label != 0;
  }
  if (!has_name) return;
  NameScores* const forward = work.forward.data();
  forward[0] = to_[kind(0)][0] + scores[0];
  for (std::size_t i = 1; i < count; ++i) {
    const std::array<NameScores, ways>& to = to_[kind(i)];
    NameScores best = to[0] + all(forward[i - 1][0]);
    for (std::size_t from = 1; from < ways; ++from) best = greater(best, to[from] + all(forward[i - 1][from]));
    forward[i] = best + scores[i];
  }
  NameSpan open;
  for (std::size_t i = 0; i <= count; ++i) {
    const auto here = static_cast<NameLabel>(i < count ? work.labels[i] : 0);
    const auto word = static_cast<std::uint32_t>(begin + i);
    if (open.label != here) {
      open.end = word;
      open.probability = thousandths(open.margin);
      if (open.label != NameLabel::none) out.push_back(open);
      open = {.begin = word, .label = here, .margin = std::numeric_limits<std::int32_t>::max()};
    }
    if (here == NameLabel::none) continue;
    // The leans of this word are taken out again; those of its neighbours stay.
    const NameScores total = forward[i] + backward[i] - leans;
    std::int32_t other = std::numeric_limits<std::int32_t>::min();
    for (std::size_t y = 0; y < ways; ++y) {
      if (y != work.labels[i]) other = std::max(other, total[y]);
    }
    open.margin = std::min(open.margin, total[work.labels[i]] - other);
  }
}

}  // namespace mask
