// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/plan.h"

#include <algorithm>
#include <cmath>

namespace mask {
namespace {

constexpr float least_ems = 4;
constexpr float edge = 18;           // points that stay free at the right edge of a page
constexpr float narrowest = 0.6F;    // of their width: kept stretches are squeezed no further
constexpr float column_gap = 2;      // ems; a wider gap takes up what was moved into it
constexpr float most_leftwards = 1;  // ems; a word that stands further left than the one before begins a line

// Words of a line that are all covered by one redaction, or all kept.
struct Stretch {
  Box from = {};
  Box to = {};
  bool is_covered = false;
  std::string label = {};
  std::span<const Word> words = {};
};

struct Line {
  std::vector<Stretch> stretches = {};
  float em = 10;
  [[nodiscard]] bool has_cover() const { return std::ranges::any_of(stretches, &Stretch::is_covered); }
};

// Letters reach out of the boxes that a reader of pictures tells. Those that a font tells are as high as its highest accents, and lie over
// the lines above and below where these stand close: what is moved or covered is a little lower, what is hidden is all of it.
Box all_of(const Box& box, bool is_of_picture) {
  const float sides = 0.08F * box.height();
  const float height = (is_of_picture ? 0.12F : 0.02F) * box.height();
  return {.x0 = box.x0 - sides, .y0 = box.y0 - height, .x1 = box.x1 + sides, .y1 = box.y1 + height};
}
Box most_of(Box box, bool is_of_picture) {
  if (is_of_picture) return box;
  const float height = box.height();
  box.y0 += 0.10F * height;
  box.y1 -= 0.04F * height;
  return box;
}

Box around(const Box& a, const Box& b) {
  return {.x0 = std::min(a.x0, b.x0), .y0 = std::min(a.y0, b.y0), .x1 = std::max(a.x1, b.x1), .y1 = std::max(a.y1, b.y1)};
}

// Written upwards or downwards, as on a page that lies on its side.
bool is_upright(const Word& word) { return word.span.size() >= 3 && word.box.height() > 1.5F * word.box.width(); }

bool overlap(const Box& a, const Box& b) { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1; }

// Most of the lower of the two lies beside the other.
bool are_level(const Box& a, const Box& b) { return std::min(a.y1, b.y1) - std::max(a.y0, b.y0) > 0.5F * std::min(a.height(), b.height()); }

float whole_ems(float width, float em) { return std::max(least_ems, std::ceil(width / em - 0.001F)) * em; }

class Planner {
 public:
  Planner(const Page& page, std::span<const Redaction> redactions) : page_(page), redactions_(redactions) {}

  PagePlan plan() {
    std::vector<Line> lines = divide();
    for (Line& line : lines) {
      if (!line.has_cover()) {
        for (const Stretch& stretch : line.stretches) keep(stretch.words);
      } else if (!move(line)) {
        cover_neighbours(line);
      }
    }
    drop_covered_words();
    return std::move(plan_);
  }

 private:
  // The redactions that touch a word, as a range of them.
  std::span<const Redaction> of(const Word& word) const {
    const auto first = std::ranges::partition_point(redactions_, [&](const Redaction& r) { return r.span.end <= word.span.start; });
    auto last = first;
    while (last != redactions_.end() && last->span.start < word.span.end) ++last;
    return {first, last};
  }

  std::vector<Line> divide() {
    std::vector<Line> lines;
    const Redaction* told = nullptr;  // the last whose label has its place
    const Redaction* before = nullptr;
    for (std::size_t i = 0; i < page_.words.size(); ++i) {
      const Word& word = page_.words[i];
      const float em = std::max(word.box.height(), 4.0F);
      const Word* const last = i > 0 ? &page_.words[i - 1] : nullptr;
      const bool begins = last == nullptr || !are_level(last->box, word.box) || word.box.x0 < last->box.x1 - most_leftwards * em;
      if (begins) lines.emplace_back();
      Line& line = lines.back();
      line.em = begins ? em : std::max(line.em, em);
      const auto touching = of(word);
      const bool is_covered = !touching.empty();
      const bool goes_on = !begins && line.stretches.back().is_covered == is_covered &&
                           (!is_covered || (before == &touching.front() && touching.size() == 1)) &&
                           (is_covered || word.box.x0 - last->box.x1 < column_gap * em);
      if (!goes_on) line.stretches.push_back({.from = word.box, .is_covered = is_covered, .words = {&word, 1}});
      Stretch& stretch = line.stretches.back();
      stretch.from = around(stretch.from, word.box);
      stretch.words = {stretch.words.data(), static_cast<std::size_t>(&word - stretch.words.data()) + 1};
      for (const Redaction& redaction : touching) {
        if (told != nullptr && told >= &redaction) continue;
        stretch.label += redaction.by;
        told = &redaction;
      }
      before = is_covered ? &touching.back() : nullptr;
    }
    return lines;
  }

  // What stands to the right of the line on the same height ends its room, as the edge of the page does.
  float room_of(const Line& line) const {
    Box box = line.stretches.front().from;
    for (const Stretch& stretch : line.stretches) box = around(box, stretch.from);
    float room = std::max(page_.width - edge, box.x1);
    for (const Word& word : page_.words) {
      if (word.box.x0 >= box.x1 && are_level(word.box, box)) room = std::min(room, word.box.x0 - 0.3F * line.em);
    }
    return room;
  }

  // From left to right, every cover pushes on what follows. False where there is no room.
  bool move(Line& line) {
    for (const Stretch& stretch : line.stretches) {
      if (stretch.is_covered && std::ranges::any_of(stretch.words, is_upright)) return false;
    }
    for (std::size_t i = 1; i < line.stretches.size(); ++i) {
      if (line.stretches[i].from.x0 < line.stretches[i - 1].from.x1 - 0.2F * line.em) return false;
    }
    const float room = room_of(line);
    const auto first = std::ranges::find_if(line.stretches, &Stretch::is_covered);
    const auto place = [&](float scale) {
      float end = first->from.x0;      // of what has been placed
      float old_end = first->from.x0;  // of it, where it was
      for (auto at = first; at != line.stretches.end(); ++at) {
        const float gap = at->from.x0 - old_end;
        const bool is_wide = gap > column_gap * line.em;
        // A wide gap gives way as far as it can.
        const float x0 = is_wide ? std::max(at->from.x0, end + line.em) : end + gap * scale;
        const float width = at->is_covered ? whole_ems(at->from.width(), line.em) : at->from.width() * scale;
        at->to = {.x0 = x0, .y0 = at->from.y0, .x1 = x0 + width, .y1 = at->from.y1};
        end = at->to.x1;
        old_end = at->from.x1;
      }
      return end;
    };
    float end = place(1);
    if (end > room) {
      float covered = 0;
      for (auto at = first; at != line.stretches.end(); ++at) covered += at->is_covered ? at->to.width() : 0;
      const float kept = end - first->from.x0 - covered;
      const float scale = kept > 0 ? (room - first->from.x0 - covered) / kept : 0;
      if (!(scale >= narrowest)) return false;
      end = place(scale);
      if (end > room + 0.5F) return false;
    }
    for (auto at = line.stretches.begin(); at != first; ++at) keep(at->words);
    for (auto at = first; at != line.stretches.end(); ++at) {
      if (at->is_covered) {
        hide(*at);
        plan_.covers.push_back({.box = most_of(at->to, is_of_picture(at->words.front())), .label = at->label});
      } else {
        move(*at);
      }
    }
    return true;
  }

  bool is_of_picture(const Word& word) const { return page_.is_read_from_picture || word.confidence < 1; }

  // By the word: the lines of a scan may climb.
  void hide(const Stretch& stretch) {
    for (const Word& word : stretch.words) plan_.hidden.push_back(all_of(word.box, is_of_picture(word)));
  }
  void keep(std::span<const Word> words) { plan_.words.insert(plan_.words.end(), words.begin(), words.end()); }

  void move(const Stretch& stretch) {
    const float scale = stretch.from.width() > 0 ? stretch.to.width() / stretch.from.width() : 1;
    for (const Word& word : stretch.words) {
      Word moved = word;
      moved.box.x0 = stretch.to.x0 + (word.box.x0 - stretch.from.x0) * scale;
      moved.box.x1 = stretch.to.x0 + (word.box.x1 - stretch.from.x0) * scale;
      plan_.words.push_back(moved);
      if (moved.box == word.box) continue;
      const Box from = most_of(word.box, is_of_picture(word));
      plan_.cleared.push_back(from);
      plan_.moves.push_back({.from = from, .to = most_of(moved.box, is_of_picture(word))});
    }
  }

  // Nothing moves: the covers grow over what stands beside them, along the line.
  void cover_neighbours(const Line& line) {
    for (const Stretch& stretch : line.stretches) {
      if (!stretch.is_covered) {
        keep(stretch.words);
        continue;
      }
      const bool upright = std::ranges::any_of(stretch.words, is_upright);
      Box box = stretch.from;
      if (upright) {
        const float em = std::max(box.width(), 4.0F);
        const float grown = whole_ems(box.height(), em);
        box.y0 = std::max(0.0F, std::min(box.y0, page_.height - grown));
        box.y1 = std::min(page_.height, box.y0 + grown);
      } else {
        const float grown = whole_ems(box.width(), line.em);
        box.x0 = std::max(0.0F, std::min(box.x0, page_.width - grown));
        box.x1 = std::min(page_.width, box.x0 + grown);
      }
      box = around(box, stretch.from);
      hide(stretch);
      plan_.covers.push_back({.box = box, .label = upright ? "" : stretch.label});
      over_neighbours_.push_back(box);
    }
  }

  void drop_covered_words() {
    std::erase_if(plan_.words, [&](const Word& word) {
      return std::ranges::any_of(over_neighbours_, [&](const Box& box) { return overlap(word.box, box); });
    });
  }

  const Page& page_;
  std::span<const Redaction> redactions_;
  PagePlan plan_;
  std::vector<Box> over_neighbours_;
};

}  // namespace

PagePlan plan_page(const Page& page, std::span<const Redaction> redactions) { return Planner(page, redactions).plan(); }

}  // namespace mask
