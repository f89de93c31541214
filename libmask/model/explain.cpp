// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/model/explain.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "libmask/text/fold.h"
#include "libmask/text/scan.h"

namespace mask {
namespace {

constexpr std::uint32_t around = 160;  // bytes on either side
constexpr std::int32_t least = 200;    // thousandths; lighter reasons are left out

std::size_t on_boundary(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return std::min(at, text.size());
}

std::int32_t worth(const NameScores& scores) {
  constexpr auto person = static_cast<std::size_t>(NameLabel::person);
  return (scores[person] - scores[0]) * 1000 / NameModel::unit;
}

}  // namespace

std::vector<NameReason> reasons_of(const NameModel& model, const Lexicon& lexicon, std::string_view text, Span name,
                                   name_features::Genre genre, std::size_t most) {
  using name_features::Traits;
  const std::size_t from = on_boundary(text, name.start > around ? name.start - around : 0);
  const std::size_t to = on_boundary(text, std::min<std::size_t>(text.size(), std::size_t{name.end} + around));
  std::string padded(scan_margin, '\0');
  padded += text.substr(from, to - from);
  padded.append(scan_margin, '\0');
  Folded folded;
  if (fold(std::string_view(padded).substr(scan_margin, to - from), folded)) return {};
  const Span inside = folded.folded({static_cast<std::uint32_t>(name.start - from), static_cast<std::uint32_t>(name.end - from)});
  const std::string_view read = folded.text();
  std::vector<ModelWord> words;
  read_words(read, 0, static_cast<std::uint32_t>(read.size()), words);
  std::vector<Traits> traits;
  const auto spelling = [&](std::int64_t i) {
    return read.substr(words[static_cast<std::size_t>(i)].span.start, words[static_cast<std::size_t>(i)].span.size());
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = spelling(static_cast<std::int64_t>(i));
    traits.push_back(name_features::traits_of(word, lexicon, model.statistics_of_word(word, lexicon)));
  }
  std::vector<NameReason> out;
  const auto size = static_cast<std::int64_t>(words.size());
  for (std::int64_t i = 0; i < size; ++i) {
    if (!words[static_cast<std::size_t>(i)].span.overlaps(inside)) continue;
    std::int64_t low = i;
    while (low > i - 2 && low > 0 && words[static_cast<std::size_t>(low)].gap != WordGap::paragraph) --low;
    std::int64_t high = i + 1;
    while (high < i + 3 && high < size && words[static_cast<std::size_t>(high)].gap != WordGap::paragraph) ++high;
    const auto is_there = [&](std::int64_t place) { return place >= low && place < high; };
    const auto at = [&](std::int64_t place) -> const Traits& {
      return is_there(place) ? traits[static_cast<std::size_t>(place)] : name_features::edge();
    };
    static constexpr std::array<std::string_view, 5> where = {"two words before", "the word before", "the word", "the word behind",
                                                              "two words behind"};
    for (int offset = -2; offset <= 2; ++offset) {
      NameScores sum{};
      name_features::emit_word(at(i + offset), offset, genre, [&](std::uint64_t key) { model.add_word_feature(key, sum); });
      std::string what(where[static_cast<std::size_t>(offset + 2)]);
      what += ": ";
      what += is_there(i + offset) ? spelling(i + offset) : std::string_view("(the edge of the text)");
      if (offset != 0) what.append(" (of ").append(spelling(i)).append(")");
      out.push_back({std::move(what), worth(sum)});
    }
    NameScores sum{};
    const WordGap after = i + 1 < size ? words[static_cast<std::size_t>(i + 1)].gap : WordGap::paragraph;
    name_features::emit_pairs(at(i - 2), at(i - 1), at(i), at(i + 1), words[static_cast<std::size_t>(i)].gap, after,
                              [&](std::uint64_t key) { model.add_pair_feature(key, sum); });
    std::string what = "words together:";
    for (std::int64_t place = i - 1; place <= i + 1; ++place) {
      if (is_there(place)) what.append(" ").append(spelling(place));
    }
    out.push_back({std::move(what), worth(sum)});
  }
  std::ranges::sort(out, [](const NameReason& a, const NameReason& b) {
    return std::abs(a.weight) != std::abs(b.weight) ? std::abs(a.weight) > std::abs(b.weight) : a.what < b.what;
  });
  std::erase_if(out, [](const NameReason& reason) { return std::abs(reason.weight) < least; });
  if (out.size() > most) out.resize(most);
  return out;
}

std::string in_words(const NameReason& reason) {
  const std::int32_t tenths = (std::abs(reason.weight) + 50) / 100;
  std::string out(1, reason.weight < 0 ? '-' : '+');
  out += std::to_string(tenths / 10);
  out += '.';
  out += std::to_string(tenths % 10);
  out += ' ';
  out += reason.what;
  return out;
}

}  // namespace mask
