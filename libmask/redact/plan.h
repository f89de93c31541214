// What is covered on a page, and where what is left of its lines comes to stand.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "libmask/text/document.h"

namespace mask {

// A part of the document's text, and what is said instead. Sorted, not overlapping.
struct Redaction {
  Span span = {};
  std::string by = {};
};

// A covered stretch of a line. Its width is a whole number of its letters' heights, and at least four: it does not tell what lies beneath.
struct Cover {
  Box box = {};
  std::string label = {};  // empty where there is none, and in the further stretches of one redaction

  friend bool operator==(const Cover&, const Cover&) = default;
};

// A stretch of a line that is kept, and moved aside.
struct Move {
  Box from = {};
  Box to = {};  // as high; narrower where the line had to be squeezed

  friend bool operator==(const Move&, const Move&) = default;
};

struct PagePlan {
  std::vector<Box> hidden = {};   // where covered words stood, with all that their letters may reach
  std::vector<Box> cleared = {};  // becomes paper before anything comes to its new place
  std::vector<Move> moves = {};
  std::vector<Cover> covers = {};
  std::vector<Word> words = {};  // that are left, where they stand then; spans are of the document's text, labels are none
};

// Words that a redaction touches are covered whole. Where a line has no room, or does not run from left to right, the cover lies over
// its neighbours instead, and they are gone too.
[[nodiscard]] PagePlan plan_page(const Page& page, std::span<const Redaction> redactions);

}  // namespace mask
