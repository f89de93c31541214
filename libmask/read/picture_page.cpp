// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/picture_page.h"

#include <algorithm>

namespace mask {
namespace {

void move(Box& box, const PicturePlace& place) {
  box = {.x0 = place.x + box.x0 * place.points_x,
         .y0 = place.y + box.y0 * place.points_y,
         .x1 = place.x + box.x1 * place.points_x,
         .y1 = place.y + box.y1 * place.points_y};
}

}  // namespace

void place_on_page(Recognised& recognised, const PicturePlace& place) {
  for (PlacedWord& word : recognised.words) {
    move(word.place, place);
    move(word.box, place);
  }
  for (Box& box : recognised.unread) move(box, place);
}

void add_what_is_told(Document& document, Page& page, const Recognised& recognised) {
  page.unread.insert(page.unread.end(), recognised.unread.begin(), recognised.unread.end());
  // A page has few doubtful numbers: each is looked for by its box.
  for (const auto& [index, candidates] : recognised.doubtful) {
    const Box& box = recognised.words[index].box;
    const auto word = std::ranges::find_if(page.words, [&](const Word& w) { return w.box == box; });
    if (word != page.words.end()) document.doubtful.push_back({.span = word->span, .candidates = candidates});
  }
  std::ranges::sort(document.doubtful, {}, [](const DoubtfulNumber& number) { return number.span.start; });
  for (const Repair& repair : recognised.repairs)
    document.repairs.push_back({.page = page.number, .read = repair.read, .given = repair.given});
  for (const std::string& what : recognised.review) document.review.push_back("page " + std::to_string(page.number) + ": " + what);
  if (!document.language) document.language = recognised.language;
}

void append_picture_page(Document& document, Page page, Recognised&& recognised, const LayoutOptions& layout) {
  if (!document.pages.empty()) document.text += '\f';
  page.is_read_from_picture = true;
  page.span.start = static_cast<std::uint32_t>(document.text.size());
  page.words = lay_out(recognised.words, layout, document.text);
  page.span.end = static_cast<std::uint32_t>(document.text.size());
  add_what_is_told(document, page, recognised);
  document.pages.push_back(std::move(page));
}

}  // namespace mask
