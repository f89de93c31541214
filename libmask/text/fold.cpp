// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/text/fold.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "libmask/text/fold_table.h"
#include "libmask/text/inspect.h"
#include "libmask/text/scan.h"

namespace mask {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) { return is_lower(static_cast<char>(c | 0x20)) || static_cast<unsigned char>(c) >= 0x80; }
constexpr bool looks_like_digit(char c) { return c == 'O' || c == 'o' || c == 'l' || c == 'I'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

struct Decoded {
  std::uint32_t code = 0;
  std::uint32_t size = 1;  // bytes
};

// The code point at `at` of valid UTF-8.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])); };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xE0) return {(first & 31) << 6 | (byte(1) & 63), 2};
  if (first < 0xF0) return {(first & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63), 3};
  return {(first & 7) << 18 | (byte(1) & 63) << 12 | (byte(2) & 63) << 6 | (byte(3) & 63), 4};
}

// A code point in UTF-8.
struct Encoded {
  std::array<char, 4> bytes{};
  std::uint32_t size = 0;
  [[nodiscard]] std::string_view view() const { return {bytes.data(), size}; }
};

Encoded encode(std::uint32_t code) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) return {{byte(code)}, 1};
  if (code < 0x800) return {{byte(0xC0 | code >> 6), byte(0x80 | (code & 63))}, 2};
  if (code < 0x10000) return {{byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63))}, 3};
  return {{byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 63)), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63))}, 4};
}

// The table entry of a code point.
std::uint16_t entry_of(std::uint32_t code) {
  if (code >= fold_table::end) return code >= 0xE0000 && code < 0xE1000 ? std::uint16_t{1} : fold_table::kept;  // tags: nothing to see
  return fold_table::pages[fold_table::index[code >> 8]][code & 255];
}

// The letter that a letter and a combining mark make together; 0 if none.
std::uint32_t compose(std::uint32_t letter, std::uint32_t mark) {
  const auto* const last = fold_table::pairs + fold_table::pair_count;
  const auto* const found =
      std::lower_bound(fold_table::pairs, last, std::pair(letter, mark),
                       [](const fold_table::Pair& pair, const auto& key) { return std::pair(pair.letter, pair.mark) < key; });
  return found != last && found->letter == letter && found->mark == mark ? found->composed : 0;
}

struct Reference {
  std::uint32_t code = 0;
  std::uint32_t size = 0;  // 0: not a reference that is read
};

// &aring; &#229; &#xE5; at `at`. Without its semicolon a number is read too, since browsers do.
Reference read_reference(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 12;
  const std::string_view rest = text.substr(at + 1, longest);
  if (rest.starts_with('#')) {
    const bool hex = rest.size() > 1 && (rest[1] | 0x20) == 'x';
    std::size_t i = hex ? 2 : 1;
    const std::size_t begin = i;
    std::uint32_t code = 0;
    for (; i < rest.size() && code < 0x110000; ++i) {
      const char c = rest[i];
      const char lower = static_cast<char>(c | 0x20);
      if (is_digit(c)) {
        code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(c - '0');
      } else if (hex && lower >= 'a' && lower <= 'f') {
        code = code * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
      } else {
        break;
      }
    }
    const bool valid = i > begin && code > 0 && code < 0x110000 && (code < 0xD800 || code >= 0xE000);
    if (!valid) return {};
    return {code, static_cast<std::uint32_t>(i + 1 + (i < rest.size() && rest[i] == ';' ? 1 : 0))};
  }
  struct Named {
    std::string_view name;
    std::uint32_t code;
  };
  static constexpr std::array<Named, 27> names = {
      {{"aring;", 0xE5},    {"auml;", 0xE4},    {"ouml;", 0xF6},    {"Aring;", 0xC5},  {"Auml;", 0xC4},   {"Ouml;", 0xD6},
       {"aelig;", 0xE6},    {"oslash;", 0xF8},  {"AElig;", 0xC6},   {"Oslash;", 0xD8}, {"eacute;", 0xE9}, {"Eacute;", 0xC9},
       {"uuml;", 0xFC},     {"Uuml;", 0xDC},    {"aacute;", 0xE1},  {"iacute;", 0xED}, {"oacute;", 0xF3}, {"nbsp;", 0xA0},
       {"shy;", 0xAD},      {"ndash;", 0x2013}, {"mdash;", 0x2014}, {"commat;", '@'},  {"period;", '.'},  {"hyphen;", '-'},
       {"thinsp;", 0x2009}, {"zwnj;", 0x200C},  {"zwj;", 0x200D}}};
  for (const Named& named : names) {
    if (rest.starts_with(named.name)) return {named.code, static_cast<std::uint32_t>(named.name.size() + 1)};
  }
  return {};
}

// Bytes of a terminal escape sequence at `at` (ESC [ ... letter, ESC ] ... BEL, ESC and one character); at least the ESC itself.
std::uint32_t escape_size(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 64;
  const std::string_view rest = text.substr(at, longest);
  if (rest.size() < 2) return 1;
  if (rest[1] == '[') {
    for (std::size_t i = 2; i < rest.size(); ++i) {
      if (rest[i] >= 0x40 && rest[i] <= 0x7E) return static_cast<std::uint32_t>(i + 1);
      if (rest[i] < 0x20) break;
    }
    return 1;
  }
  if (rest[1] == ']') {
    for (std::size_t i = 2; i < rest.size(); ++i) {
      if (rest[i] == '\x07') return static_cast<std::uint32_t>(i + 1);
      if (rest[i] == '\x1B' && i + 1 < rest.size() && rest[i + 1] == '\\') return static_cast<std::uint32_t>(i + 2);
      if (rest[i] == '\n') break;
    }
  }
  return 1;
}

// Past a line end at `at` and the blanks (or quote marks of a reply) that begin the next line.
std::size_t past_line_end(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  constexpr std::size_t widest_indent = 16;
  const std::size_t stop = std::min(text.size(), at + widest_indent);
  while (at < stop && (is_blank(text[at]) || text[at] == '>')) ++at;
  return at;
}

}  // namespace

class Folder {
 public:
  static std::optional<std::size_t> fold(std::string_view text, Folded& out) {
    out.edits_.clear();
    out.text_ = text;
    if (!inspect(text, out.odd_)) return first_invalid(text);
    if (!out.odd_.empty()) Folder(text, out).run();
    return std::nullopt;
  }

 private:
  Folder(std::string_view text, Folded& out) : text_(text), out_(out) {
    out_.storage_.resize(text.size() + 2 * scan_margin);
    std::memset(out_.storage_.data(), 0, scan_margin);
    begin_ = next_ = out_.storage_.data() + scan_margin;
  }

  void run() {
    for (const std::uint32_t at : out_.odd_) {
      if (at >= cursor_) fold_at(at);
    }
    copy_to(static_cast<std::uint32_t>(text_.size()));
    out_.text_ = {begin_, static_cast<std::size_t>(next_ - begin_)};
    std::memset(next_, 0, scan_margin);
  }

  [[nodiscard]] std::uint32_t written() const { return static_cast<std::uint32_t>(next_ - begin_); }

  // Copies what lies between the cursor and `to`.
  void copy_to(std::uint32_t to) {
    std::memcpy(next_, text_.data() + cursor_, to - cursor_);
    next_ += to - cursor_;
    cursor_ = to;
  }

  // Writes `folded` for the next `length` bytes of the original.
  void replace(std::string_view folded, std::uint32_t length) {
    out_.edits_.push_back({written(), static_cast<std::uint32_t>(folded.size()), cursor_, length});
    std::copy(folded.begin(), folded.end(), next_);
    next_ += folded.size();
    cursor_ += length;
  }

  void fold_at(std::uint32_t at) {
    const char c = text_[at];
    if (looks_like_digit(c)) return fold_digits(at);
    if (is_digit(c)) return fold_spaced(at);
    copy_to(at);
    if (c == '-') return fold_hyphen(at);
    if (c == '&') {
      const Reference reference = read_reference(text_, at);
      if (reference.size > 0) fold_code(reference.code, reference.size);
      return;
    }
    if (c == '\x1B') return replace({}, escape_size(text_, at));
    const Decoded decoded = decode(text_, at);
    fold_code(decoded.code, decoded.size);
  }

  // `size` bytes at the cursor write the code point `code`.
  void fold_code(std::uint32_t code, std::uint32_t size) {
    if (code >= 0x300 && code < 0x370) return fold_mark(code, size);
    const std::uint16_t entry = entry_of(code);
    const Encoded same = encode(code);
    const std::string_view folded = entry == fold_table::kept ? same.view() : fold_table::texts[entry];
    if (folded.size() > size) return copy_to(cursor_ + size);  // never longer than what was read
    if (folded == text_.substr(cursor_, size)) return copy_to(cursor_ + size);
    replace(folded, size);
    if (folded.empty() && cursor_ < text_.size() && (text_[cursor_] == '\n' || text_[cursor_] == '\r') && code == 0xAD) join_line(false);
  }

  // A combining mark: composed with the letter before it, or dropped.
  void fold_mark(std::uint32_t mark, std::uint32_t size) {
    std::uint32_t letter_size = 1;
    const std::uint32_t end = written();
    while (letter_size < 4 && letter_size < end &&
           (static_cast<unsigned char>(next_[-static_cast<std::ptrdiff_t>(letter_size)]) & 0xC0) == 0x80) {
      ++letter_size;
    }
    if (letter_size > end) return replace({}, size);
    const Decoded letter = decode({next_ - letter_size, letter_size}, 0);
    const std::uint32_t composed = compose(letter.code, mark);
    if (composed == 0) return replace({}, size);
    const Encoded encoded = encode(composed);
    next_ -= letter_size;
    const std::uint32_t from = written();
    // Edits that made the letter, or dropped something behind it, become one with this.
    std::uint32_t original = cursor_ - letter_size;
    while (!out_.edits_.empty() && out_.edits_.back().folded + out_.edits_.back().size > from) {
      original = out_.edits_.back().original;
      out_.edits_.pop_back();
    }
    while (!out_.edits_.empty() && out_.edits_.back().folded == from + letter_size) {
      original = out_.edits_.back().original - letter_size;
      out_.edits_.pop_back();
    }
    out_.edits_.push_back({from, encoded.size, original, cursor_ + size - original});
    std::copy_n(encoded.bytes.begin(), encoded.size, next_);
    next_ += encoded.size;
    cursor_ += size;
  }

  // The hyphen at the cursor ends a line.
  void fold_hyphen(std::uint32_t at) {
    if (at == 0 || written() == 0) return;
    const char before = next_[-1];
    const std::size_t next = past_line_end(text_, at + 1);
    if (next >= text_.size()) return;
    const char after = text_[next];
    const auto length = static_cast<std::uint32_t>(next - at);
    if (is_digit(before) && is_digit(after)) return replace("-", length);
    if (!is_letter(before)) return;
    const bool lower_follows = is_lower(after) || (after == '\xC3' && static_cast<unsigned char>(text_[next + 1]) >= 0x9F);
    if (lower_follows) return replace({}, length);
    if (is_letter(after)) return replace("-", length);
  }

  // A soft hyphen was dropped at a line end: the line end goes too.
  void join_line(bool keep_hyphen) {
    const std::size_t next = past_line_end(text_, cursor_);
    if (next < text_.size() && (is_letter(text_[next]) || is_digit(text_[next]))) {
      replace(keep_hyphen ? "-" : "", static_cast<std::uint32_t>(next - cursor_));
    }
  }

  // A letter that looks like a digit, beside a digit: if the whole word is made of such, it is a number.
  void fold_digits(std::uint32_t at) {
    constexpr std::uint32_t longest = 24;
    const auto in_word = [&](std::size_t i) { return i < text_.size() && (is_digit(text_[i]) || is_letter(text_[i])); };
    std::uint32_t start = at;
    while (start > cursor_ && at - start < longest && in_word(start - 1)) --start;
    if (start > 0 && in_word(start - 1)) return;
    std::uint32_t end = start;
    while (end < text_.size() && end - start < 2 * longest && (is_digit(text_[end]) || looks_like_digit(text_[end]))) ++end;
    if (in_word(end) || end <= at) return;
    const bool litres = text_[end - 1] == 'l' && end - start >= 2 && is_digit(text_[end - 2]) && end - 1 == at;
    if (litres && std::all_of(text_.begin() + start, text_.begin() + at, is_digit)) return;
    copy_to(start);
    for (std::uint32_t i = start; i < end; ++i) {
      const char c = text_[i];
      *next_++ = is_digit(c) ? c : (c == 'O' || c == 'o') ? '0' : '1';
    }
    cursor_ = end;
  }

  // Single digits set apart by single blanks: boxes of a form. From nine on they are one number.
  void fold_spaced(std::uint32_t at) {
    if (at > 0 && (is_digit(text_[at - 1]) || is_letter(text_[at - 1]))) return;
    constexpr std::uint32_t fewest = 9;
    constexpr std::uint32_t most = 13;
    std::uint32_t count = 1;
    std::uint32_t end = at + 1;
    const auto is = [&](std::uint32_t i, auto test) { return i < text_.size() && test(text_[i]); };
    const auto is_mark = [](char c) { return c == '-' || c == '+'; };
    for (;;) {
      std::uint32_t next = end;
      if (is(next, is_blank)) ++next;
      if (is(next, is_mark) && next > end) {
        ++next;
        if (!is(next, is_blank)) break;
        ++next;
      }
      if (next == end || !is(next, is_digit)) break;
      end = next + 1;
      ++count;
      if (is(end, is_digit) || is(end, is_letter)) {  // a row of a table, or a word
        count = 0;
        break;
      }
    }
    if (count < fewest || count > most) {
      copy_to(end);  // not to be looked at again digit by digit
      return;
    }
    copy_to(at);
    for (std::uint32_t i = at; i < end; ++i) {
      if (is_blank(text_[i])) {
        copy_to(i);
        replace({}, 1);
      }
    }
    copy_to(end);
  }

  std::string_view text_;
  Folded& out_;
  char* begin_ = nullptr;
  char* next_ = nullptr;
  std::uint32_t cursor_ = 0;  // what of the original is done
};

Span Folded::original(Span folded) const {
  WayBack way_back(*this);
  return way_back.original(folded);
}

Span Folded::WayBack::original(Span folded) {
  while (next_ < edits_.size() && edits_[next_].folded <= folded.start) ++next_;
  Span out = folded;
  if (next_ > 0) {  // the last edit that begins at or before the start
    const Edit& edit = edits_[next_ - 1];
    out.start =
        folded.start < edit.folded + edit.size ? edit.original : edit.original + edit.length + (folded.start - edit.folded - edit.size);
  }
  std::size_t last = next_;  // the last edit that begins before the end
  while (last < edits_.size() && edits_[last].folded < folded.end) ++last;
  while (last > 0 && edits_[last - 1].folded >= folded.end) --last;
  if (last > 0) {
    const Edit& edit = edits_[last - 1];
    out.end = folded.end <= edit.folded + edit.size ? edit.original + edit.length
                                                    : edit.original + edit.length + (folded.end - edit.folded - edit.size);
  }
  return out;
}

Span Folded::folded(Span original) const {
  const auto position = [&](std::uint32_t at, bool is_end) {
    const auto next = std::ranges::upper_bound(edits_, at, {}, &Edit::original);
    if (next == edits_.begin()) return at;
    const Edit& edit = *std::prev(next);
    if (at >= edit.original + edit.length) return edit.folded + edit.size + (at - edit.original - edit.length);
    return is_end && at > edit.original ? edit.folded + edit.size : edit.folded;
  };
  return {position(original.start, false), position(original.end, true)};
}

void Folded::hide(std::span<const Span> originals) {
  if (originals.empty()) return;
  if (text_.data() != storage_.data() + scan_margin) {
    storage_.resize(text_.size() + 2 * scan_margin);
    std::memset(storage_.data(), 0, scan_margin);
    std::memcpy(storage_.data() + scan_margin, text_.data(), text_.size());
    std::memset(storage_.data() + scan_margin + text_.size(), 0, scan_margin);
    text_ = {storage_.data() + scan_margin, text_.size()};
  }
  for (const Span original : originals) {
    const Span here = folded(original);
    std::memset(storage_.data() + scan_margin + here.start, folded_mark, here.size());
  }
}

std::optional<std::size_t> fold(std::string_view text, Folded& out) { return Folder::fold(text, out); }

std::optional<std::size_t> first_invalid(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = at(i);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const std::size_t size = c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (size == 0) return i;
    for (std::size_t k = 1; k < size; ++k) {
      if ((at(i + k) & 0xC0) != 0x80) return i;
    }
    const unsigned char second = at(i + 1);
    if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second >= 0xA0) || (c == 0xF0 && second < 0x90) || (c == 0xF4 && second >= 0x90))
      return i;
    i += size;
  }
  return std::nullopt;
}

}  // namespace mask
