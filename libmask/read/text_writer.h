// Puts the text of a document together: lines, cells, pages. Only sound UTF-8 gets in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/read/walk.h"

namespace mask {

class TextWriter {
 public:
  // Characters, line ends among them. What is no UTF-8 becomes U+FFFD and is counted; zero bytes are left out and counted; every line end
  // becomes '\n', and so does a form feed, since only pages are told by these.
  void text(std::string_view utf8);
  void tab() { text_ += '\t'; }
  void line_end() { text_ += '\n'; }
  // The next character begins a line.
  void fresh_line();
  // A blank line before the next character, unless nothing stands before it on its page.
  void paragraph();
  // The rest stands on a new page; nothing happens where nothing stands on the one at hand.
  void page();
  // What another wrote, its pages and notes too.
  void append(TextWriter&& other);
  // Takes the line ends at the end away, back to `from`.
  void trim_line_ends(std::size_t from);

  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] std::string_view written() const { return text_; }
  [[nodiscard]] bool is_blank() const;

  // Something for a person to look at: "hidden text". The same again is counted: "hidden text (3 times)".
  void note(std::string what);
  void count_deletion() { ++deletions_; }

  // The document, without blank lines at its end. Its pages are counted.
  [[nodiscard]] Result<Document> finish(DocumentKind kind, Walk& walk) &&;

 private:
  struct Note {
    std::string what;
    std::uint64_t times = 0;
  };

  std::string text_;
  std::vector<std::size_t> pages_ = {0};  // where each begins
  std::vector<Note> notes_;
  std::uint64_t unsound_ = 0;
  std::uint64_t zeros_ = 0;
  std::uint32_t deletions_ = 0;
};

// The mark of a note or comment in the text, and before it: "[1]", "[c1]". `begin` is "[" or "[c".
[[nodiscard]] std::string mark_of(std::string_view begin, std::size_t number);

// Is there nothing but white space?
[[nodiscard]] bool is_white(std::string_view text);

// Appends `text` as sound UTF-8: what is none becomes U+FFFD, zero bytes are left out. Counts both.
void append_sound(std::string& out, std::string_view text, std::uint64_t& unsound, std::uint64_t& zeros);

// The reviews for what append_sound() counted.
void note_unsound(std::vector<std::string>& review, std::uint64_t unsound, std::uint64_t zeros);

}  // namespace mask
