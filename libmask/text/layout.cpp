// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace mask {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr int max_depth = 8;  // of columns in columns

// Words that hang together without a blank, laid out as one.
struct Item {
  Box box;
  std::uint32_t first = 0;  // index of a word
  std::uint32_t count = 0;

  [[nodiscard]] float middle() const { return (box.y0 + box.y1) / 2; }
};

// A stretch of x or y.
struct Range {
  float start = 0;
  float end = 0;

  [[nodiscard]] float size() const { return end - start; }
};

using Items = std::vector<std::uint32_t>;  // indexes of items

// Items side by side.
struct Line {
  Box box;  // vertically: where most of its words stand
  Items items;
};

// Rows of ink with white above and below, of a region of the page.
struct Band {
  Range y;
  std::size_t begin = 0;  // items [begin, end) of the region, by x
  std::size_t end = 0;
  std::vector<Range> white;  // wide stretches without ink, the two margins included

  [[nodiscard]] bool has_gap() const { return white.size() > 2; }
};

struct Gutter {
  Range x;
  unsigned support = 0;  // lines with ink on both sides of it
};

// Lines as they are written.
struct Written {
  Items items;
  std::vector<char> blanks;  // before each item: ' ' or '\t'; that of the first is not written
  bool starts_paragraph = false;
  bool is_row = false;
};

float median(std::vector<float>& values, std::size_t numerator = 1, std::size_t denominator = 2) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * numerator / denominator);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string_view first_letter(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && is_continuation(text[end])) ++end;
  return text.substr(0, end);
}

std::string_view last_letter(std::string_view text) {
  std::size_t start = text.size();
  while (start > 0 && is_continuation(text[--start])) {
  }
  return text.substr(start);
}

bool is_digit(std::string_view letter) { return letter.size() == 1 && letter[0] >= '0' && letter[0] <= '9'; }

// Of Latin-1's letters: those of Swedish, Danish and their neighbours.
bool is_lower(std::string_view letter) {
  if (letter.size() == 1) return letter[0] >= 'a' && letter[0] <= 'z';
  return letter.size() == 2 && letter[0] == '\xC3' && static_cast<unsigned char>(letter[1]) >= 0x9F && letter[1] != '\xB7';
}

bool is_upper(std::string_view letter) {
  if (letter.size() == 1) return letter[0] >= 'A' && letter[0] <= 'Z';
  return letter.size() == 2 && letter[0] == '\xC3' && static_cast<unsigned char>(letter[1]) < 0x9F && letter[1] != '\x97';
}

// What stands before an entry of a list: a bullet, "1.", "a)".
bool is_list_mark(std::string_view text) {
  constexpr std::array<std::string_view, 10> bullets{"-", "*", "\u2013", "\u2014", "\u2022", "\u25AA", "\u25CF", "\u25CB", "\u00B7", "o"};
  if (std::ranges::find(bullets, text) != bullets.end()) return true;
  if (text.size() < 2 || text.size() > 5 || (text.back() != '.' && text.back() != ')')) return false;
  text.remove_suffix(1);
  if (text.size() == 1 && text[0] >= 'a' && text[0] <= 'z') return true;
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

// How the last word of a line and the first of the next hang together.
enum class Join : unsigned char { none, keeps_hyphen, drops_hyphen };

constexpr std::string_view soft_hyphen = "\u00AD";
constexpr std::string_view hyphen = "\u2010";

std::size_t hyphen_size(std::string_view word) {
  if (word.ends_with('-')) return 1;
  if (word.ends_with(soft_hyphen)) return soft_hyphen.size();
  if (word.ends_with(hyphen)) return hyphen.size();
  return 0;
}

Join join_of(std::string_view word, std::string_view next) {
  const std::size_t size = hyphen_size(word);
  if (size == 0 || word.size() == size || next.empty()) return Join::none;
  const bool is_soft = word.ends_with(soft_hyphen);
  word.remove_suffix(size);
  const std::string_view before = last_letter(word);
  const std::string_view after = first_letter(next);
  if (is_digit(before)) return is_digit(after) || is_lower(after) ? Join::keeps_hyphen : Join::none;
  if (is_soft) return Join::drops_hyphen;
  if (!is_lower(before) && !is_upper(before)) return Join::none;
  if (is_lower(after)) {
    // "mark- och vattenfrågor": the hyphen stands for a word to come.
    constexpr std::array<std::string_view, 12> conjunctions{"och",  "og",  "eller", "samt", "resp.", "respektive",
                                                            "hhv.", "til", "till",  "men",  "and",   "or"};
    if (std::ranges::find(conjunctions, next) != conjunctions.end()) return Join::none;
    if (is_upper(before) || word.size() == before.size()) return Join::keeps_hyphen;  // "EU-kommissionen", "e-post"
    return Join::drops_hyphen;
  }
  if (is_upper(after) && is_upper(first_letter(word)) && is_lower(before)) return Join::keeps_hyphen;  // "Karl-Erik"
  return Join::none;
}

class Layout {
 public:
  Layout(std::span<const PlacedWord> words, const LayoutOptions& options) : words_(words), options_(options) { gather(); }

  std::vector<Word> write(std::string& text, std::vector<std::uint32_t>* order) {
    Items all(items_.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    lay_region(std::move(all), 0);
    return write_lines(text, order);
  }

 private:
  const Item& item(std::uint32_t index) const { return items_[index]; }
  std::string_view first_text(std::uint32_t index) const { return words_[items_[index].first].text; }

  // Words that follow each other become one item, in the order of their places, whatever the order they came in.
  void gather() {
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      const PlacedWord& word = words_[i];
      if (word.follows && !items_.empty()) {
        Item& last = items_.back();
        const Box& before = words_[i - 1].place;
        const float overlap = std::min(before.y1, word.place.y1) - std::max(before.y0, word.place.y0);
        if (overlap > 0.3F * std::min(before.height(), word.place.height())) {
          last.box = {std::min(last.box.x0, word.place.x0), std::min(last.box.y0, word.place.y0), std::max(last.box.x1, word.place.x1),
                      std::max(last.box.y1, word.place.y1)};
          ++last.count;
          continue;
        }
      }
      items_.push_back({.box = word.place, .first = i, .count = 1});
    }
    std::ranges::sort(items_, [this](const Item& a, const Item& b) {
      const auto key = [](const Item& i) { return std::array{i.middle(), i.box.x0, i.box.x1, i.box.y0}; };
      const auto ka = key(a);
      const auto kb = key(b);
      if (ka != kb) return ka < kb;
      if (words_[a.first].text != words_[b.first].text) return words_[a.first].text < words_[b.first].text;
      return a.first < b.first;
    });
  }

  float text_height(const Items& items) const {
    std::vector<float> heights;
    heights.reserve(items.size());
    for (const std::uint32_t i : items) heights.push_back(item(i).box.height());
    return std::max(median(heights), 0.5F);
  }

  // The inner part of a word's height: what lines above and below do not reach into.
  Range core(std::uint32_t index, float height) const {
    const Item& it = item(index);
    const float half = 0.28F * std::min(it.box.height(), 1.6F * height);
    return {it.middle() - half, it.middle() + half};
  }

  // Sorts `items` into bands from top to bottom.
  std::vector<Band> make_bands(Items& items, float height) const {
    std::vector<std::pair<Range, std::uint32_t>> cores;
    cores.reserve(items.size());
    for (const std::uint32_t i : items) cores.emplace_back(core(i, height), i);
    std::ranges::sort(cores, [](const auto& a, const auto& b) {
      return a.first.start != b.first.start ? a.first.start < b.first.start : a.second < b.second;
    });
    std::vector<Band> bands;
    for (std::size_t i = 0; i < cores.size(); ++i) {
      items[i] = cores[i].second;
      if (bands.empty() || cores[i].first.start >= bands.back().y.end)
        bands.push_back({.y = cores[i].first, .begin = i, .end = i, .white = {}});
      bands.back().y.end = std::max(bands.back().y.end, cores[i].first.end);
      bands.back().end = i + 1;
    }
    for (const Band& band : bands) {
      std::sort(
          items.begin() + static_cast<std::ptrdiff_t>(band.begin), items.begin() + static_cast<std::ptrdiff_t>(band.end),
          [this](std::uint32_t a, std::uint32_t b) { return item(a).box.x0 != item(b).box.x0 ? item(a).box.x0 < item(b).box.x0 : a < b; });
    }
    return bands;
  }

  // Half of the blanks between words are narrower than this.
  float usual_gap(const Items& items, const std::vector<Band>& bands, float height) const {
    std::vector<float> gaps;
    for (const Band& band : bands) {
      for (std::size_t i = band.begin + 1; i < band.end; ++i) {
        const float gap = item(items[i]).box.x0 - item(items[i - 1]).box.x1;
        if (gap > 0 && gap < 1.5F * height) gaps.push_back(gap);
      }
    }
    return gaps.size() < 4 ? 0.3F * height : median(gaps);
  }

  void find_white(Band& band, const Items& items, float wide) const {
    float reached = -infinity;
    for (std::size_t i = band.begin; i < band.end; ++i) {
      const Box& box = item(items[i]).box;
      if (box.x0 - reached >= wide) band.white.push_back({reached, box.x0});
      reached = std::max(reached, box.x1);
    }
    band.white.push_back({reached, infinity});
  }

  // The lines of some items, from top to bottom, each from left to right.
  std::vector<Line> form_lines(Items items) const {
    std::ranges::sort(items);  // items are numbered by the height of their middle
    std::vector<Line> lines;
    std::vector<float> weights;
    for (const std::uint32_t index : items) {
      const Box& box = item(index).box;
      std::size_t best = lines.size();
      float best_share = 0.5F;
      for (std::size_t back = 0; back < std::min<std::size_t>(lines.size(), 12); ++back) {
        const Line& line = lines[lines.size() - 1 - back];
        const float overlap = std::min(box.y1, line.box.y1) - std::max(box.y0, line.box.y0);
        const float share = overlap / std::max(std::min(box.height(), line.box.height()), 0.01F);
        if (share > best_share) {
          best_share = share;
          best = lines.size() - 1 - back;
        }
      }
      if (best == lines.size()) {
        lines.push_back({.box = box, .items = {}});
        weights.push_back(0);
      }
      Line& line = lines[best];
      const float weight = std::max(box.width(), 0.01F);
      const float part = weight / (weights[best] + weight);
      line.box.y0 += (box.y0 - line.box.y0) * part;
      line.box.y1 += (box.y1 - line.box.y1) * part;
      line.box.x0 = std::min(line.box.x0, box.x0);
      line.box.x1 = std::max(line.box.x1, box.x1);
      weights[best] += weight;
      line.items.push_back(index);
    }
    for (Line& line : lines) {
      std::ranges::sort(line.items, [this](std::uint32_t a, std::uint32_t b) {
        return item(a).box.x0 != item(b).box.x0 ? item(a).box.x0 < item(b).box.x0 : a < b;
      });
    }
    std::ranges::stable_sort(lines, [](const Line& a, const Line& b) { return a.box.y0 + a.box.y1 < b.box.y0 + b.box.y1; });
    return lines;
  }

  // What is white in all of some bands. `support` counts the lines that have ink on both sides.
  static std::vector<Gutter> gutters_of(const Band& band, float height) {
    std::vector<Gutter> out;
    const auto lines = static_cast<unsigned>(std::max(1.0F, std::round(band.y.size() / (1.3F * height))));
    for (const Range& white : band.white)
      out.push_back({.x = white, .support = std::isinf(white.start) || std::isinf(white.end) ? 0 : lines});
    return out;
  }

  static std::vector<Gutter> meet(const std::vector<Gutter>& a, const std::vector<Gutter>& b, float wide) {
    std::vector<Gutter> out;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      const Range both{std::max(a[i].x.start, b[j].x.start), std::min(a[i].x.end, b[j].x.end)};
      if (both.size() >= wide) out.push_back({.x = both, .support = a[i].support + b[j].support});
      if (a[i].x.end < b[j].x.end) {
        ++i;
      } else {
        ++j;
      }
    }
    return out;
  }

  static unsigned support(const std::vector<Gutter>& gutters) {
    unsigned most = 0;
    for (const Gutter& gutter : gutters) most = std::max(most, gutter.support);
    return most;
  }

  enum class Shape : unsigned char { plain, table, columns };

  // Some bands that are laid out in one way.
  struct Block {
    std::size_t begin = 0;
    std::size_t end = 0;  // bands
    Shape shape = Shape::plain;
    std::vector<Range> gutters = {};
    bool is_single = false;  // one line, or ink on one side only: it may go with its neighbours
  };

  static Items items_of(const Block& block, const Items& items, const std::vector<Band>& bands) {
    return {items.begin() + static_cast<std::ptrdiff_t>(bands[block.begin].begin),
            items.begin() + static_cast<std::ptrdiff_t>(bands[block.end - 1].end)};
  }

  std::vector<Items> split(const Items& items, const std::vector<Range>& gutters) const {
    std::vector<Items> out(gutters.size() + 1);
    for (const std::uint32_t i : items) {
      const float middle = (item(i).box.x0 + item(i).box.x1) / 2;
      const auto column = std::ranges::count_if(gutters, [&](const Range& g) { return middle > (g.start + g.end) / 2; });
      out[static_cast<std::size_t>(column)].push_back(i);
    }
    return out;
  }

  // Table, columns, or neither?
  void classify(Block& block, const Items& items, const std::vector<Band>& bands, float height, float wide) const {
    std::vector<Gutter> white = gutters_of(bands[block.begin], height);
    for (std::size_t b = block.begin + 1; b < block.end; ++b) white = meet(white, gutters_of(bands[b], height), wide);
    unsigned lines_across = 0;
    for (const Gutter& gutter : white) {
      if (gutter.support == 0) continue;
      block.gutters.push_back(gutter.x);
      lines_across = std::max(lines_across, gutter.support);
    }
    if (block.gutters.empty()) {
      block.is_single = true;
      return;
    }
    std::vector<std::vector<Line>> columns;
    for (Items& column : split(items_of(block, items, bands), block.gutters)) columns.push_back(form_lines(std::move(column)));
    if (lines_across < 2 && std::ranges::all_of(columns, [](const auto& c) { return c.size() < 2; })) {
      block.is_single = true;
      block.shape = Shape::table;
      return;
    }
    float narrowest = infinity;
    for (const Range& gutter : block.gutters) narrowest = std::min(narrowest, gutter.size());
    bool is_prose = true;
    std::size_t fewest = items.size();
    const std::vector<Line>* sparse = nullptr;
    const std::vector<Line>* dense = nullptr;
    for (const std::vector<Line>& column : columns) {
      if (column.empty()) continue;
      float left = infinity;
      float right = -infinity;
      std::size_t words = 0;
      for (const Line& line : column) {
        left = std::min(left, line.box.x0);
        right = std::max(right, line.box.x1);
        words += line.items.size();
      }
      const auto full = std::ranges::count_if(column, [&](const Line& l) { return l.box.width() > 0.66F * (right - left); });
      if (static_cast<float>(words) < 2.4F * static_cast<float>(column.size()) || static_cast<std::size_t>(full) * 2 < column.size())
        is_prose = false;
      fewest = std::min(fewest, column.size());
      if (sparse == nullptr || column.size() < sparse->size()) sparse = &column;
      if (dense == nullptr || column.size() >= dense->size()) dense = &column;
    }
    std::size_t aligned = 0;
    if (sparse != dense && sparse != nullptr) {
      for (const Line& line : *sparse) {
        const auto at = std::ranges::lower_bound(*dense, line.box.y0 + line.box.y1 - 0.3F * height, {},
                                                 [](const Line& l) { return l.box.y0 + l.box.y1; });
        if (at != dense->end() && at->box.y0 + at->box.y1 <= line.box.y0 + line.box.y1 + 0.3F * height) ++aligned;
      }
    }
    const bool is_aligned = aligned * 10 >= fewest * 6;
    if (is_prose) {
      const bool is_sure = fewest >= 5 || (fewest >= 2 && narrowest >= 1.5F * height);
      block.shape = is_sure ? Shape::columns : Shape::plain;
    } else if (!is_aligned && fewest >= 2) {
      block.shape = Shape::columns;
    } else {
      // Two wide blanks below each other are no table yet.
      if (lines_across < 4) std::erase_if(block.gutters, [&](const Range& g) { return g.size() < 1.3F * height; });
      block.shape = block.gutters.empty() ? Shape::plain : Shape::table;
    }
  }

  // A stretch of bands that share a gutter, told apart where white stands between.
  void divide(std::size_t begin, std::size_t end, const Items& items, const std::vector<Band>& bands, float height, float wide,
              std::vector<Block>& blocks) const {
    for (std::size_t from = begin; from < end;) {
      std::size_t to = from + 1;
      while (to < end && bands[to].y.start - bands[to - 1].y.end < 1.6F * height) ++to;
      Block block{.begin = from, .end = to};
      classify(block, items, bands, height, wide);
      blocks.push_back(std::move(block));
      from = to;
    }
  }

  // Neighbours that are laid out alike become one.
  std::vector<Block> merge(std::vector<Block> blocks, const std::vector<Band>& bands, float height, float wide) const {
    const auto common = [&](const std::vector<Range>& a, const std::vector<Range>& b) {
      std::vector<Range> out;
      for (const Range& x : a) {
        for (const Range& y : b) {
          const Range both{std::max(x.start, y.start), std::min(x.end, y.end)};
          if (both.size() >= 0.6F * wide) out.push_back(both);
        }
      }
      return out;
    };
    std::vector<Block> out;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      Block& block = blocks[i];
      if (!out.empty()) {
        Block& last = out.back();
        const float gap = bands[block.begin].y.start - bands[last.end - 1].y.end;
        if (last.shape == Shape::columns && block.shape == Shape::columns) {
          if (auto both = common(last.gutters, block.gutters); !both.empty()) {
            last.gutters = std::move(both);
            last.end = block.end;
            continue;
          }
        }
        // A line beside nothing, or a heading in each column, goes with the columns above it when it is near.
        if (last.shape == Shape::columns && block.is_single && gap < 2.2F * height) {
          std::vector<Range> white;
          for (const Range& range : common_white(block, bands)) white.push_back(range);
          if (auto both = common(last.gutters, white); both.size() == last.gutters.size()) {
            const bool goes_on = block.shape == Shape::plain || (i + 1 < blocks.size() && blocks[i + 1].shape == Shape::columns);
            if (goes_on) {
              last.end = block.end;
              continue;
            }
          }
        }
        if (last.shape == block.shape && block.shape != Shape::columns) {
          last.end = block.end;
          last.is_single = false;
          if (block.shape == Shape::table) {
            last.gutters.insert(last.gutters.end(), block.gutters.begin(), block.gutters.end());
          }
          continue;
        }
      }
      out.push_back(std::move(block));
    }
    return out;
  }

  static std::vector<Range> common_white(const Block& block, const std::vector<Band>& bands) {
    std::vector<Gutter> white = gutters_of(bands[block.begin], 1);
    for (std::size_t b = block.begin + 1; b < block.end; ++b) white = meet(white, gutters_of(bands[b], 1), 0.01F);
    std::vector<Range> out;
    for (const Gutter& gutter : white) out.push_back(gutter.x);
    return out;
  }

  void lay_region(Items items, int depth) {
    if (items.empty()) return;
    const float height = text_height(items);
    std::vector<Band> bands = make_bands(items, height);
    const float gap = usual_gap(items, bands, height);
    const float wide = std::max(0.8F * height, 2 * gap);
    if (depth >= max_depth) {
      lay_lines(items, {}, height, gap, true);
      return;
    }
    for (Band& band : bands) find_white(band, items, wide);

    std::vector<Block> blocks;
    const auto add_plain = [&](std::size_t begin, std::size_t end) {
      if (begin < end) blocks.push_back({.begin = begin, .end = end});
    };
    std::size_t begin = 0;
    std::vector<Gutter> white;  // of the bands since `begin`, while they share a gutter
    for (std::size_t b = 0; b < bands.size(); ++b) {
      if (b > begin && support(white) > 0) {
        std::vector<Gutter> both = meet(white, gutters_of(bands[b], height), wide);
        if (support(both) > 0) {
          white = std::move(both);
          continue;
        }
        if (support(white) > 1) {
          divide(begin, b, items, bands, height, wide, blocks);
        } else {
          add_plain(begin, b);
        }
        begin = b;
        white = gutters_of(bands[b], height);
      } else if (bands[b].has_gap()) {
        add_plain(begin, b);
        begin = b;
        white = gutters_of(bands[b], height);
      }
    }
    if (begin < bands.size()) {
      if (support(white) > 1) {
        divide(begin, bands.size(), items, bands, height, wide, blocks);
      } else {
        add_plain(begin, bands.size());
      }
    }
    for (const Block& block : merge(std::move(blocks), bands, height, wide)) {
      Items own = items_of(block, items, bands);
      const bool is_far = block.begin == 0 || bands[block.begin].y.start - bands[block.begin - 1].y.end > 1.1F * height;
      if (block.shape == Shape::columns) {
        starts_paragraph_ = true;
        for (Items& column : split(own, block.gutters)) {
          const std::size_t before = written_.size();
          lay_region(std::move(column), depth + 1);
          if (before < written_.size()) written_[before].starts_paragraph = true;
        }
        starts_paragraph_ = true;
      } else {
        lay_lines(own, block.shape == Shape::table ? block.gutters : std::vector<Range>{}, height, gap, is_far || starts_paragraph_);
        starts_paragraph_ = false;
      }
    }
  }

  // Lines one below the other. Where there are gutters, they are rows of a table.
  void lay_lines(const Items& items, const std::vector<Range>& gutters, float height, float gap, bool starts_paragraph) {
    std::vector<Line> lines = form_lines(items);
    if (lines.empty()) return;
    const bool is_table = !gutters.empty();
    const float tab = is_table ? std::max(1.0F * height, 2.5F * gap) : 2.5F * height;
    std::vector<float> steps;
    float left = infinity;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      left = std::min(left, lines[i].box.x0);
      if (i > 0) steps.push_back(middle(lines[i]) - middle(lines[i - 1]));
    }
    const float usual_step = steps.size() < 3 ? 1.35F * height : median(steps, 1, 4);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Line& line = lines[i];
      Written out;
      for (std::size_t k = 0; k < line.items.size(); ++k) {
        char blank = ' ';
        if (k > 0) {
          const float from = item(line.items[k - 1]).box.x1;
          const float to = item(line.items[k]).box.x0;
          const bool is_wide = to - from >= tab ||
                               std::ranges::any_of(gutters, [&](const Range& g) { return from <= g.start + 0.01F && g.end <= to + 0.01F; });
          if (is_wide && !(k == 1 && is_list_mark(first_text(line.items[0])))) blank = '\t';
        }
        if (blank == '\t') out.is_row = true;
        out.blanks.push_back(blank);
      }
      if (i == 0) {
        out.starts_paragraph = starts_paragraph;
      } else {
        out.starts_paragraph = middle(line) - middle(lines[i - 1]) > 1.35F * usual_step + 0.1F * height;
        const float indent = line.box.x0 - left;
        if (!is_table && indent > 0.9F * height && indent < 5 * height && lines[i - 1].box.x0 - left < 0.4F * height &&
            (i + 1 == lines.size() || lines[i + 1].box.x0 - left < 0.4F * height))
          out.starts_paragraph = true;
      }
      out.items = line.items;
      written_.push_back(std::move(out));
    }
  }

  static float middle(const Line& line) { return (line.box.y0 + line.box.y1) / 2; }

  std::vector<Word> write_lines(std::string& text, std::vector<std::uint32_t>* order) {
    std::vector<Word> out;
    out.reserve(words_.size());
    bool is_joined = false;  // the first word of this line ends the last of the line above
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const Written& line = written_[i];
      if (i > 0 && !is_joined) text += line.starts_paragraph ? "\n\n" : "\n";
      const Join join = i + 1 < written_.size() ? join_after(i) : Join::none;
      for (std::size_t k = 0; k < line.items.size(); ++k) {
        if (k > 0) text += is_joined && k == 1 ? '\n' : line.blanks[k];
        const Item& it = item(line.items[k]);
        for (std::uint32_t w = it.first; w < it.first + it.count; ++w) {
          std::string_view word = words_[w].text;
          if (join == Join::drops_hyphen && k + 1 == line.items.size() && w + 1 == it.first + it.count)
            word.remove_suffix(hyphen_size(word));
          const auto start = static_cast<std::uint32_t>(text.size());
          text += word;
          out.push_back(
              {.span = {start, static_cast<std::uint32_t>(text.size())}, .box = words_[w].box, .confidence = words_[w].confidence});
          if (order != nullptr) order->push_back(w);
        }
      }
      is_joined = join != Join::none;
    }
    if (!written_.empty()) text += '\n';
    return out;
  }

  // Does the last word of line `i` go on in the next?
  Join join_after(std::size_t i) const {
    if (options_.keeps_lines) return Join::none;
    const Written& line = written_[i];
    const Written& next = written_[i + 1];
    if (line.is_row || next.is_row || line.items.empty() || next.items.empty()) return Join::none;
    const Item& last = item(line.items.back());
    const Box& first = item(next.items.front()).box;
    // A paragraph that ends so is none: only the next column may begin higher up.
    if (next.starts_paragraph && first.y0 > last.box.y0) return Join::none;
    return join_of(words_[last.first + last.count - 1].text, first_text(next.items.front()));
  }

  std::span<const PlacedWord> words_;
  LayoutOptions options_;
  std::vector<Item> items_;  // by the height of their middle
  std::vector<Written> written_;
  bool starts_paragraph_ = false;
};

}  // namespace

std::vector<Word> lay_out(std::span<const PlacedWord> words, const LayoutOptions& options, std::string& text,
                          std::vector<std::uint32_t>* order) {
  if (order != nullptr) order->clear();
  return Layout(words, options).write(text, order);
}

}  // namespace mask
