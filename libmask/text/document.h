// A document: its words once, as UTF-8, and where on its pages they stand.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libmask/base/span.h"
#include "libmask/text/language.h"

namespace mask {

// Points (1/72 inch) from the top left of the page as shown, after CropBox, Rotate and UserUnit; x0 <= x1, y0 <= y1.
struct Box {
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;

  [[nodiscard]] constexpr float width() const { return x1 - x0; }
  [[nodiscard]] constexpr float height() const { return y1 - y0; }
  friend constexpr bool operator==(const Box&, const Box&) = default;
};

// A word of the text and its place on the page. Confidence is from 0 to 1; what was not guessed has 1.
struct Word {
  Span span = {};
  Box box = {};
  float confidence = 1;

  friend bool operator==(const Word&, const Word&) = default;
};

// A number whose check digit is wrong, as a picture was read, and what it may have been.
struct DoubtfulNumber {
  Span span = {};  // of the document's text
  std::vector<std::string> candidates = {};

  friend bool operator==(const DoubtfulNumber&, const DoubtfulNumber&) = default;
};

// A part of the text. Forms without pages of their own have one, or one for each of their parts, without a size.
struct Page {
  std::uint32_t number = 1;
  Span span = {};  // of the document's text; form feeds between pages belong to none
  float width = 0;
  float height = 0;
  bool is_read_from_picture = false;
  std::vector<Word> words = {};  // in the order of the text
  std::vector<Box> unread = {};  // ink that nobody could read: handwriting, stamps, signatures, photographs

  friend bool operator==(const Page&, const Page&) = default;
};

// A word that was read otherwise than it is given.
struct Repair {
  std::uint32_t page = 1;
  std::string read = {};
  std::string given = {};

  friend bool operator==(const Repair&, const Repair&) = default;
};

// A part of a document that came with it: the attachment of a mail, an embedded message.
struct Part {
  Span span = {};
  std::string name = {};  // as the document tells it, control characters left out; may be empty
  std::string kind = {};  // "pdf"

  friend bool operator==(const Part&, const Part&) = default;
};

struct Document {
  std::string id = {};                    // the name of its file, or of its place in an archive: "akt.zip/brev.docx"
  std::string kind = {};                  // as --from names it: "pdf"
  std::optional<Language> language = {};  // where a reader knows it
  std::string text = {};                  // UTF-8, at most 2 GiB
  std::vector<Page> pages = {};           // sorted, not overlapping
  std::vector<Part> parts = {};
  std::vector<std::string> review = {};  // what a person should look at: "page 4: nothing read"; never words of the document
  std::vector<DoubtfulNumber> doubtful = {};
  std::vector<Repair> repairs = {};
  std::uint32_t deletions = 0;  // tracked deletions that were left out

  friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace mask
