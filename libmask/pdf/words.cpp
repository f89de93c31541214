// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "libmask/pdf/letters.h"

namespace mask::pdf {
namespace {

constexpr float word_gap = 0.13F;  // of the size of the font: wider parts words
constexpr std::uint32_t no_glyph = 0xFFFFFFFF;

// A direction of writing, and the page turned so that it runs from left to right.
struct Turn {
  std::uint32_t degrees = 0;
  float cosine = 1;
  float sine = 0;

  [[nodiscard]] float along(float x, float y) const { return x * cosine + y * sine; }
  [[nodiscard]] float across(float x, float y) const { return y * cosine - x * sine; }
  [[nodiscard]] Box back(const Box& box) const {
    if (degrees == 0) return box;
    Box out{1e30F, 1e30F, -1e30F, -1e30F};
    for (const float u : {box.x0, box.x1}) {
      for (const float v : {box.y0, box.y1}) {
        const float x = u * cosine - v * sine;
        const float y = u * sine + v * cosine;
        out = {std::min(out.x0, x), std::min(out.y0, y), std::max(out.x1, x), std::max(out.y1, y)};
      }
    }
    return out;
  }
};

// Straight directions are exact; others in steps of five degrees.
Turn turn_of(float dx, float dy) {
  if (std::abs(dy) <= 0.02F * std::abs(dx)) return dx >= 0 ? Turn{} : Turn{180, -1, 0};
  if (std::abs(dx) <= 0.02F * std::abs(dy)) return dy > 0 ? Turn{90, 0, 1} : Turn{270, 0, -1};
  const float degrees = std::atan2(dy, dx) * 180 / std::numbers::pi_v<float>;
  const auto rounded = static_cast<std::uint32_t>(static_cast<int>(std::round(degrees / 5) * 5) + 360) % 360;
  const float radians = static_cast<float>(rounded) * std::numbers::pi_v<float> / 180;
  return {rounded, std::cos(radians), std::sin(radians)};
}

Box turned_box(const Ink& ink, const Turn& turn) {
  const float u = turn.along(ink.x, ink.y);
  const float v = turn.across(ink.x, ink.y);
  const float advance = turn.along(ink.dx, ink.dy);
  if (ink.is_vertical) return {u - ink.ascent, v - ink.font_size, u - ink.ascent + advance, v};
  return {std::min(u, u + advance), v - ink.ascent, std::max(u, u + advance), v + ink.descent};
}

struct Fragment {
  Turn turn;
  Box place;       // on the turned page
  float base = 0;  // of its line, on the turned page
  float size = 0;  // of its font
  float next = 0;  // where the next letter is expected
  std::string text;
  std::uint32_t first_part = 0;
  std::uint32_t last_part = 0;  // end
  std::uint32_t nameless = 0;   // letters that nobody knows
  std::uint32_t letters = 0;
  bool after_blank = false;
  bool before_blank = false;
  bool is_invisible = false;
};

// An accent that waits for the letter below it.
struct Waiting {
  char32_t accent = 0;
  float middle = 0;
  std::uint32_t part = 0;
};

class Former {
 public:
  explicit Former(const Inks& inks) : inks_(inks) { out_.parts.reserve(inks.glyphs.size()); }

  Words form() {
    const std::vector<Ink>& glyphs = inks_.glyphs;
    for (std::uint32_t i = 0; i < glyphs.size(); ++i) {
      if (glyphs[i].actual != 0) {
        std::uint32_t end = i + 1;
        while (end < glyphs.size() && glyphs[end].actual == glyphs[i].actual) ++end;
        add_replaced(i, end);
        i = end - 1;
      } else {
        add(i, own_letters(glyphs[i]));
      }
    }
    finish();
    return std::move(out_);
  }

 private:
  std::u32string_view own_letters(const Ink& ink) const { return std::u32string_view(inks_.letters).substr(ink.first_letter, ink.letters); }

  static std::u32string folded(std::u32string_view text) {
    std::u32string out;
    for (const char32_t letter : text) {
      if (is_blank(letter) || is_nothing(letter) || letter == 0xAD || letter == '-' || letter == 0x2010) continue;
      if (const auto parts = ligature(letter); !parts.empty()) {
        out += parts;
      } else {
        out += letter;
      }
    }
    return out;
  }

  // Glyphs for which the page gives a replacement text. What they show counts; the text is taken where they tell no letters.
  void add_replaced(std::uint32_t begin, std::uint32_t end) {
    const std::u32string& given = inks_.actual_texts[inks_.glyphs[begin].actual - 1];
    std::u32string shown;
    bool is_known = true;
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::u32string_view letters = own_letters(inks_.glyphs[i]);
      if (letters.empty() || std::ranges::any_of(letters, is_unknown)) is_known = false;
      shown += letters;
    }
    const bool is_hyphen = folded(shown).empty() && !shown.empty() && (given.empty() || given == U"\u00AD");
    if (is_known && is_hyphen && shown.find_first_of(U"-\u2010\u00AD") != std::u32string::npos) {
      for (std::uint32_t i = begin; i < end; ++i) {
        const bool is_blank_glyph = std::ranges::all_of(own_letters(inks_.glyphs[i]), is_blank);
        add(i, is_blank_glyph ? own_letters(inks_.glyphs[i]) : U"\u00AD");
      }
      return;
    }
    if (is_known) {
      if (folded(shown) != folded(given)) ++out_.unlike;
      for (std::uint32_t i = begin; i < end; ++i) add(i, own_letters(inks_.glyphs[i]));
      return;
    }
    // All of the text stands at the first glyph; the others came with it.
    add(begin, given);
    if (begin + 1 == end) return;
    if (fragments_.empty() || out_.parts.empty() || out_.parts.back().glyph != begin) return;
    Fragment& fragment = fragments_.back();
    const Span span = out_.parts.back().span;
    for (std::uint32_t i = begin + 1; i < end; ++i) {
      out_.parts.push_back({.glyph = i, .word = static_cast<std::uint32_t>(fragments_.size() - 1), .span = span});
      const Box box = turned_box(inks_.glyphs[i], fragment.turn);
      fragment.place.x1 = std::max(fragment.place.x1, box.x1);
      fragment.next = fragment.place.x1;
    }
    fragment.last_part = static_cast<std::uint32_t>(out_.parts.size());
  }

  void add(std::uint32_t index, std::u32string_view letters) {
    const Ink& ink = inks_.glyphs[index];
    if (ink.font_size < 0.05F) {
      if (!std::ranges::all_of(letters, is_blank)) ++out_.sizeless;
      return;
    }
    Turn turn;
    const float advance = std::abs(ink.dx) + std::abs(ink.dy);
    if (advance > 0.001F * ink.font_size) {
      turn = turn_of(ink.dx, ink.dy);
    } else if (!fragments_.empty()) {
      turn = fragments_.back().turn;  // an accent without a width
    }
    const Box place = turned_box(ink, turn);
    const Box box = turn.back(place);
    const float middle_x = (box.x0 + box.x1) / 2;
    const float middle_y = (box.y0 + box.y1) / 2;
    if (middle_x < -1 || middle_y < -1 || middle_x > inks_.width + 1 || middle_y > inks_.height + 1) {
      if (letters.empty() || !std::ranges::all_of(letters, is_blank)) ++out_.outside;
      ends_ = true;
      return;
    }
    if (letters.empty()) {
      add_letter(index, ink, turn, place, 0xFFFD, true);
      return;
    }
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const char32_t letter = letters[i];
      if (is_blank(letter)) {
        end_word();
      } else if (is_nothing(letter)) {
        continue;
      } else if (const auto parts = ligature(letter); !parts.empty()) {
        for (std::size_t k = 0; k < parts.size(); ++k) add_letter(index, ink, turn, place, parts[k], i + k == 0);
      } else if (const char32_t bullet = bullet_of(letter); bullet != 0) {
        add_letter(index, ink, turn, place, bullet, i == 0);
      } else {
        add_letter(index, ink, turn, place, letter, i == 0);
      }
    }
  }

  void end_word() {
    if (!fragments_.empty() && !ends_) fragments_.back().before_blank = true;
    ends_ = true;
    after_blank_ = true;
    waiting_ = {};
  }

  // `is_first`: the glyph's first letter, which decides whether the word goes on.
  void add_letter(std::uint32_t index, const Ink& ink, const Turn& turn, const Box& place, char32_t letter, bool is_first) {
    const float base = turn.across(ink.x, ink.y);
    bool goes_on = !fragments_.empty() && !ends_;
    if (goes_on && is_first) {
      Fragment& last = fragments_.back();
      const float smaller = std::min(last.size, ink.font_size);
      const float larger = std::max(last.size, ink.font_size);
      const float gap = place.x0 - last.next;
      const bool is_beside = last.turn.degrees == turn.degrees && std::abs(base - last.base) < 0.15F * larger && smaller > 0.6F * larger;
      // The same letter at the same place again: bold print of the poor.
      if (is_beside && last_glyph_ != no_glyph && is_again(ink, inks_.glyphs[last_glyph_])) {
        if (last.last_part > last.first_part) {
          const Part part = out_.parts.back();
          out_.parts.push_back({.glyph = index, .word = part.word, .span = part.span});
          last.last_part = static_cast<std::uint32_t>(out_.parts.size());
        }
        return;
      }
      if (add_accent(index, ink, turn, place, letter)) return;
      goes_on = is_beside && gap < word_gap * larger && gap > -0.4F * larger;
    }
    if (!goes_on) {
      Fragment fragment;
      fragment.turn = turn;
      fragment.place = place;
      fragment.base = base;
      fragment.size = ink.font_size;
      fragment.first_part = fragment.last_part = static_cast<std::uint32_t>(out_.parts.size());
      fragment.after_blank = after_blank_;
      fragment.is_invisible = ink.is_invisible;
      fragments_.push_back(std::move(fragment));
      ends_ = false;
      after_blank_ = false;
      waiting_ = {};
    }
    Fragment& fragment = fragments_.back();
    // A soft hyphen that is seen within a word is a hyphen.
    if (fragment.text.ends_with("\u00AD")) {
      fragment.text.resize(fragment.text.size() - 2);
      fragment.text += '-';
      if (fragment.last_part > fragment.first_part) out_.parts.back().span.end = static_cast<std::uint32_t>(fragment.text.size());
    }
    const auto start = static_cast<std::uint32_t>(fragment.text.size());
    append_letter(is_unknown(letter) ? 0xFFFD : letter, fragment.text);
    const auto end = static_cast<std::uint32_t>(fragment.text.size());
    ++fragment.letters;
    if (is_unknown(letter)) ++fragment.nameless;
    if (runs_from_right(letter)) ++out_.right_to_left;
    const bool is_same_glyph = !is_first && fragment.last_part > fragment.first_part && out_.parts.back().glyph == index;
    if (is_same_glyph) {
      out_.parts.back().span.end = end;
    } else {
      out_.parts.push_back({.glyph = index, .word = static_cast<std::uint32_t>(fragments_.size() - 1), .span = {start, end}});
      fragment.last_part = static_cast<std::uint32_t>(out_.parts.size());
    }
    fragment.place = {std::min(fragment.place.x0, place.x0), std::min(fragment.place.y0, place.y0), std::max(fragment.place.x1, place.x1),
                      std::max(fragment.place.y1, place.y1)};
    fragment.next = place.x1 + ink.spacing;
    if (const char32_t accent = combining(letter); accent != 0 && letter < 0x300) {
      waiting_ = {.accent = accent, .middle = (place.x0 + place.x1) / 2, .part = static_cast<std::uint32_t>(out_.parts.size() - 1)};
    } else {
      waiting_ = {};
    }
    last_glyph_ = index;
  }

  bool is_again(const Ink& ink, const Ink& last) const {
    const float near = 0.1F * ink.font_size;
    return std::abs(ink.x - last.x) < near && std::abs(ink.y - last.y) < near && std::abs(ink.dx) + std::abs(ink.dy) > near &&
           own_letters(ink) == own_letters(last) && !own_letters(ink).empty();
  }

  // An accent over the letter before it, or a letter below the accent before it.
  bool add_accent(std::uint32_t index, const Ink& ink, const Turn& turn, const Box& place, char32_t letter) {
    Fragment& last = fragments_.back();
    if (last.turn.degrees != turn.degrees || last.last_part == last.first_part) return false;
    const std::uint32_t word = static_cast<std::uint32_t>(fragments_.size() - 1);
    if (waiting_.accent != 0) {
      const char32_t both = composed(letter, waiting_.accent);
      if (both != 0 && waiting_.middle > place.x0 && waiting_.middle < place.x1 && waiting_.part + 1 == out_.parts.size()) {
        Part& accent = out_.parts.back();
        last.text.resize(accent.span.start);
        append_letter(both, last.text);
        accent.span.end = static_cast<std::uint32_t>(last.text.size());
        out_.parts.push_back({.glyph = index, .word = word, .span = accent.span});
        last.last_part = static_cast<std::uint32_t>(out_.parts.size());
        last.place.x1 = std::max(last.place.x1, place.x1);
        last.next = place.x1 + ink.spacing;
        waiting_ = {};
        last_glyph_ = index;
        return true;
      }
    }
    const char32_t accent = combining(letter);
    if (accent == 0) return false;
    const Part before = out_.parts.back();
    if (before.span.size() != 1) return false;
    const Box below = turned_box(inks_.glyphs[before.glyph], turn);
    const float middle = (place.x0 + place.x1) / 2;
    const char32_t both = composed(static_cast<unsigned char>(last.text[before.span.start]), accent);
    const bool is_above = letter >= 0x300 || (middle > below.x0 && middle < below.x1);
    if (both == 0 || !is_above || before.span.end != last.text.size()) return false;
    last.text.resize(before.span.start);
    append_letter(both, last.text);
    out_.parts.back().span.end = static_cast<std::uint32_t>(last.text.size());
    out_.parts.push_back({.glyph = index, .word = word, .span = out_.parts.back().span});
    last.last_part = static_cast<std::uint32_t>(out_.parts.size());
    last_glyph_ = index;
    return true;
  }

  // Fragments by direction, line and place; those drawn twice become one, those that touch follow each other.
  void finish() {
    std::vector<std::uint32_t> order(fragments_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) {
      const Fragment& fa = fragments_[a];
      const Fragment& fb = fragments_[b];
      if (fa.turn.degrees != fb.turn.degrees) return fa.turn.degrees < fb.turn.degrees;
      if (fa.base != fb.base) return fa.base < fb.base;
      return a < b;
    });
    constexpr std::uint32_t none = 0xFFFFFFFF;
    std::vector<std::uint32_t> word_of(fragments_.size(), none);
    for (std::size_t begin = 0; begin < order.size();) {
      std::size_t end = begin + 1;
      while (end < order.size() && fragments_[order[end]].turn.degrees == fragments_[order[begin]].turn.degrees &&
             fragments_[order[end]].base - fragments_[order[end - 1]].base < 0.15F * fragments_[order[end]].size)
        ++end;
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(begin), order.begin() + static_cast<std::ptrdiff_t>(end),
                [this](std::uint32_t a, std::uint32_t b) {
                  return fragments_[a].place.x0 != fragments_[b].place.x0 ? fragments_[a].place.x0 < fragments_[b].place.x0 : a < b;
                });
      std::uint32_t last = none;  // fragment that became a word last
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t index = order[i];
        const Fragment& fragment = fragments_[index];
        if (fragment.text.empty()) continue;
        bool is_double = false;
        for (std::size_t back = i; back-- > begin && i - back <= 4 && !is_double;) {
          const Fragment& other = fragments_[order[back]];
          if (word_of[order[back]] != none && std::abs(other.place.x0 - fragment.place.x0) < 0.15F * fragment.size &&
              std::abs(other.base - fragment.base) < 0.15F * fragment.size && other.text == fragment.text) {
            word_of[index] = word_of[order[back]];
            is_double = true;
          }
        }
        if (is_double) continue;
        const bool is_nameless = fragment.nameless > 0;
        if (is_nameless && fragment.letters > 1) {
          out_.nameless.push_back(fragment.turn.back(fragment.place));
          out_.nameless_glyphs += fragment.nameless;
        } else if (is_nameless) {
          out_.nameless_glyphs += 1;
          out_.nameless.push_back(fragment.turn.back(fragment.place));
        }
        out_.named_glyphs += fragment.letters - fragment.nameless;
        if (fragment.is_invisible) ++out_.invisible;
        PlacedWord word;
        word.text = fragment.text;
        word.place = fragment.place;
        word.box = fragment.turn.back(fragment.place);
        if (last != none) {
          const Fragment& before = fragments_[last];
          const float gap = fragment.place.x0 - std::max(before.place.x1, before.next);
          word.follows = !before.before_blank && !fragment.after_blank && gap < word_gap * fragment.size && gap > -0.15F * fragment.size &&
                         std::abs(before.base - fragment.base) < 0.15F * fragment.size;
        }
        word_of[index] = static_cast<std::uint32_t>(out_.words.size());
        out_.words.push_back(std::move(word));
        out_.direction.push_back(fragment.turn.degrees);
        last = index;
      }
      begin = end;
    }
    for (Part& part : out_.parts) part.word = word_of[part.word];
    std::erase_if(out_.parts, [](const Part& part) { return part.word == 0xFFFFFFFF; });
  }

  const Inks& inks_;
  Words out_;
  std::vector<Fragment> fragments_;
  Waiting waiting_;
  std::uint32_t last_glyph_ = no_glyph;
  bool ends_ = true;
  bool after_blank_ = false;
};

}  // namespace

Words form_words(const Inks& inks) { return Former(inks).form(); }

Box box_of(const Ink& ink) {
  const Turn turn = turn_of(ink.dx, ink.dy);
  return turn.back(turned_box(ink, turn));
}

}  // namespace mask::pdf
