// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/text_writer.h"

#include <algorithm>

#include "libmask/text/fold.h"

namespace mask {

std::string mark_of(std::string_view begin, std::size_t number) {
  std::string out(begin);
  out += std::to_string(number);
  out += ']';
  return out;
}

bool is_white(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    if (text.substr(at).starts_with("\xC2\xA0")) {  // a blank that does not break
      ++at;
      continue;
    }
    return false;
  }
  return true;
}

void append_sound(std::string& out, std::string_view text, std::uint64_t& unsound, std::uint64_t& zeros) {
  while (!text.empty()) {
    const auto invalid = first_invalid(text);
    std::string_view sound = text.substr(0, invalid.value_or(text.size()));
    text.remove_prefix(sound.size());
    while (true) {
      const std::size_t zero = sound.find('\0');
      out += sound.substr(0, zero);
      if (zero == std::string_view::npos) break;
      ++zeros;
      sound.remove_prefix(zero + 1);
    }
    if (text.empty()) break;
    out += "\xEF\xBF\xBD";
    ++unsound;
    do {
      text.remove_prefix(1);
    } while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0) == 0x80);
  }
}

void note_unsound(std::vector<std::string>& review, std::uint64_t unsound, std::uint64_t zeros) {
  if (unsound > 0) review.push_back(std::to_string(unsound) + (unsound == 1 ? " character" : " characters") + " could not be decoded");
  if (zeros > 0) review.push_back(std::to_string(zeros) + (zeros == 1 ? " zero byte" : " zero bytes") + " left out");
}

void TextWriter::text(std::string_view utf8) {
  while (!utf8.empty()) {
    const std::size_t end = std::min(utf8.find_first_of("\r\f\v"), utf8.size());
    append_sound(text_, utf8.substr(0, end), unsound_, zeros_);
    utf8.remove_prefix(end);
    if (utf8.empty()) return;
    utf8.remove_prefix(utf8.starts_with("\r\n") ? 2 : 1);
    text_ += '\n';
  }
}

void TextWriter::fresh_line() {
  if (text_.size() > pages_.back() && text_.back() != '\n') text_ += '\n';
}

void TextWriter::paragraph() {
  fresh_line();
  if (text_.size() > pages_.back() && !std::string_view(text_).substr(pages_.back()).ends_with("\n\n") && text_.size() > pages_.back() + 1)
    text_ += '\n';
}

void TextWriter::page() {
  if (is_white(std::string_view(text_).substr(pages_.back()))) return;
  text_ += '\f';
  pages_.push_back(text_.size());
}

void TextWriter::trim_line_ends(std::size_t from) {
  while (text_.size() > std::max(from, pages_.back()) && text_.back() == '\n') text_.pop_back();
}

void TextWriter::append(TextWriter&& other) {
  for (std::size_t i = 1; i < other.pages_.size(); ++i) pages_.push_back(text_.size() + other.pages_[i]);
  text_ += other.text_;
  for (const Note& what : other.notes_) {
    for (std::uint64_t i = 0; i < what.times; ++i) note(what.what);
  }
  unsound_ += other.unsound_;
  zeros_ += other.zeros_;
  deletions_ += other.deletions_;
}

bool TextWriter::is_blank() const { return is_white(text_); }

void TextWriter::note(std::string what) {
  const auto same = std::ranges::find(notes_, what, &Note::what);
  if (same != notes_.end()) {
    ++same->times;
  } else {
    notes_.push_back({.what = std::move(what), .times = 1});
  }
}

Result<Document> TextWriter::finish(DocumentKind kind, Walk& walk) && {
  Document out;
  out.kind = name_of(kind);
  out.deletions = deletions_;
  // A page break at the very end begins no page.
  while (pages_.size() > 1 && is_white(std::string_view(text_).substr(pages_.back()))) {
    text_.resize(pages_.back() - 1);
    pages_.pop_back();
  }
  while (text_.size() > pages_.back() + 1 && text_.ends_with("\n\n")) text_.pop_back();
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (auto counted = walk.count_page(); !counted) return std::unexpected(counted.error());
    const std::size_t end = i + 1 < pages_.size() ? pages_[i + 1] - 1 : text_.size();
    out.pages.push_back(
        {.number = static_cast<std::uint32_t>(i + 1), .span = {static_cast<std::uint32_t>(pages_[i]), static_cast<std::uint32_t>(end)}});
  }
  out.text = std::move(text_);
  for (const Note& note : notes_)
    out.review.push_back(note.times == 1 ? note.what : note.what + " (" + std::to_string(note.times) + " times)");
  note_unsound(out.review, unsound_, zeros_);
  return out;
}

}  // namespace mask
