// What a picture held -> a page of a document, for scans of every form.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/read/read.h"

namespace mask {

// Where a picture lies on its page: points to a pixel, and where its top left corner is.
struct PicturePlace {
  float x = 0;
  float y = 0;
  float points_x = 1;
  float points_y = 1;
};

// Turns every box from pixels of the picture into points of the page.
void place_on_page(Recognised& recognised, const PicturePlace& place);

// Appends a page: its text after a form feed where others stand before it, its words, what is unread, and what a person should look at,
// with the number of the page. `page` brings its number and size; the boxes are points.
void append_picture_page(Document& document, Page page, Recognised&& recognised, const LayoutOptions& layout);

// The same, for who has laid the page out himself: takes over the doubtful numbers, repairs, unread boxes and reviews for `page`, whose
// words already stand in the document's text.
void add_what_is_told(Document& document, Page& page, const Recognised& recognised);

}  // namespace mask
