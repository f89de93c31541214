// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/rtf.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "libmask/read/bytes.h"
#include "libmask/read/code_page.h"
#include "libmask/read/picture.h"
#include "libmask/read/readers.h"
#include "libmask/read/rtf_tokens.h"
#include "libmask/read/sign_fonts.h"

namespace mask {
namespace {

using std::string_view_literals::operator""sv;

enum class Place : unsigned char { body, header, footer, note, comment };

// What becomes of the text of a group.
enum class Role : unsigned char {
  text,
  skip,      // and of all groups in it
  listen,    // left out, but groups in it may be text
  fonts,     // the table of fonts
  picture,   // hexadecimal digits
  object,    // the same
  author,    // of a comment
  html_tag,  // of the page that it was made from
};

struct Group {
  Role role = Role::text;
  Place place = Place::body;
  int unicode_skip = 1;  // characters that stand for the \u before them
  int font = -1;
  bool is_hidden = false;
  bool is_deleted = false;
  bool is_list_mark = false;
  bool is_for_rtf_only = false;  // not in the page that it was made from
};

// A form field at hand: its kind, what is set, what was set at first.
struct Field {
  int kind = -1;
  int result = 25;
  int first = 0;
};

const std::unordered_map<std::string_view, std::string_view>& signs() {
  static const std::unordered_map<std::string_view, std::string_view> out = {{"emdash", "\xE2\x80\x94"},
                                                                             {"endash", "\xE2\x80\x93"},
                                                                             {"lquote", "\xE2\x80\x98"},
                                                                             {"rquote", "\xE2\x80\x99"},
                                                                             {"ldblquote", "\xE2\x80\x9C"},
                                                                             {"rdblquote", "\xE2\x80\x9D"},
                                                                             {"bullet", "\xE2\x80\xA2"},
                                                                             {"emspace", " "},
                                                                             {"enspace", " "},
                                                                             {"qmspace", " "}};
  return out;
}

bool is_skipped(std::string_view word) {
  constexpr std::array names = {
      "colortbl"sv,  "stylesheet"sv, "info"sv,     "listtable"sv, "listoverridetable"sv, "revtbl"sv,   "rsidtbl"sv,
      "generator"sv, "nonshppict"sv, "shprslt"sv,  "filetbl"sv,   "template"sv,          "ftnsep"sv,   "ftnsepc"sv,
      "ftncn"sv,     "aftnsep"sv,    "aftnsepc"sv, "aftncn"sv,    "fontemb"sv,           "private"sv,  "xe"sv,
      "tc"sv,        "tcn"sv,        "rxe"sv,      "bkmkstart"sv, "bkmkend"sv,           "keywords"sv, "panose"sv,
      "falt"sv,      "objclass"sv,   "objname"sv,  "sn"sv};
  return std::ranges::find(names, word) != names.end();
}

class RtfReader {
 public:
  RtfReader(std::string_view bytes, Walk& walk, bool wants_html) : tokens_(bytes), walk_(walk), wants_html_(wants_html) {}

  Result<void> read();

  void write(TextWriter& out) const;
  [[nodiscard]] std::vector<RtfExtra>& extras() { return extras_; }
  [[nodiscard]] bool is_from_html() const { return is_from_html_; }
  [[nodiscard]] std::string take_html() { return std::move(streams_[0]); }

 private:
  [[nodiscard]] Group& top() { return groups_.back(); }
  [[nodiscard]] std::string& stream() { return streams_[static_cast<std::size_t>(top().place)]; }

  void open();
  void close();
  void word(const RtfToken& token);
  void destination(std::string_view name, bool is_starred);
  void character(unsigned char byte);
  void put(std::string_view utf8);
  void flush();
  void put_unit(std::uint32_t unit);
  void note(std::string what) { notes_.push_back(std::move(what)); }
  void cell();
  void row();

  RtfTokens tokens_;
  Walk& walk_;
  bool wants_html_;
  bool is_from_html_ = false;
  std::vector<Group> groups_;
  std::array<std::string, 5> streams_;
  std::vector<std::string> notes_;
  std::vector<RtfExtra> extras_;
  std::map<int, int> fonts_;  // their code pages; 0: signs
  int font_at_hand_ = -1;     // in their table
  int code_page_ = 1252;
  CodePages pages_;
  std::string pending_;  // bytes of a code page whose characters take several
  int pending_page_ = 0;
  std::uint32_t high_unit_ = 0;  // the first half of a pair
  int to_skip_ = 0;
  bool is_starred_ = false;
  std::string binary_;  // of a picture or an object
  std::string author_;
  Field field_;
  std::size_t note_count_ = 0;
  std::size_t comment_count_ = 0;
  std::uint64_t hidden_ = 0;
  std::uint64_t deletions_ = 0;
  bool was_hidden_ = false;
  bool was_deleted_ = false;
};

void RtfReader::open() {
  flush();
  groups_.push_back(groups_.empty() ? Group{} : top());
}

// A group ends; with it what was collected in it.
void RtfReader::close() {
  flush();
  const Group done = top();
  groups_.pop_back();
  if (groups_.empty()) return;
  const bool is_left = done.role != top().role;
  if (is_left && (done.role == Role::picture || done.role == Role::object)) {
    std::string bytes = hex_bytes(binary_);
    binary_.clear();
    if (done.role == Role::picture) {
      if (!bytes.empty()) extras_.push_back({.name = "picture", .bytes = std::move(bytes), .is_picture = true});
    } else {
      extras_.push_back({.name = "object", .bytes = object_in_ole1(bytes)});
    }
  }
  if (done.place != top().place && done.place != Place::body) {
    std::string& text = streams_[static_cast<std::size_t>(done.place)];
    if (!text.empty() && text.back() != '\n') text += '\n';
  }
}

void RtfReader::put(std::string_view utf8) {
  Group& group = top();
  if (group.role == Role::author) {
    author_ += utf8;
    return;
  }
  if (wants_html_ && is_from_html_) {
    if (group.role == Role::html_tag) {
      streams_[0] += utf8;
    } else if (group.role == Role::text && !group.is_for_rtf_only) {
      for (const char c : utf8) {
        if (c == '&') {
          streams_[0] += "&amp;";
        } else if (c == '<') {
          streams_[0] += "&lt;";
        } else {
          streams_[0] += c;
        }
      }
    }
    return;
  }
  if (group.role != Role::text) return;
  if (group.is_deleted) {
    if (!was_deleted_) ++deletions_;
    was_deleted_ = true;
    return;
  }
  was_deleted_ = false;
  if (group.is_hidden && !was_hidden_) ++hidden_;
  was_hidden_ = group.is_hidden;
  stream() += group.is_list_mark && utf8 == "\t" ? " " : utf8;
}

void RtfReader::flush() {
  if (high_unit_ != 0) {
    high_unit_ = 0;
    put("\xEF\xBF\xBD");
  }
  if (pending_.empty()) return;
  const std::string bytes = std::move(pending_);
  pending_.clear();
  put(pages_.decode(bytes, pending_page_));
}

void RtfReader::put_unit(std::uint32_t unit) {
  if (unit >= 0xDC00 && unit < 0xE000 && high_unit_ != 0) {
    std::string c;
    append_utf8(c, 0x10000 + ((high_unit_ - 0xD800) << 10) + (unit - 0xDC00));
    high_unit_ = 0;
    put(c);
    return;
  }
  flush();
  if (unit >= 0xD800 && unit < 0xDC00) {
    high_unit_ = unit;
    return;
  }
  if (unit >= 0xF000 && unit <= 0xF0FF) return put(sign_of_font("", unit));
  std::string c;
  append_utf8(c, unit);
  put(c);
}

// A byte of the code page of the font at hand.
void RtfReader::character(unsigned char byte) {
  if (to_skip_ > 0) {
    --to_skip_;
    return;
  }
  const Role role = top().role;
  if (role == Role::picture || role == Role::object) {
    binary_ += static_cast<char>(byte);
    return;
  }
  if (role == Role::fonts || role == Role::skip || role == Role::listen) return;
  const auto font = fonts_.find(top().font);
  const int page = font != fonts_.end() ? font->second : code_page_;
  if (page == 0) {
    flush();
    if (byte < 0x80 && role == Role::html_tag) return put(std::string(1, static_cast<char>(byte)));
    return put(sign_of_font("", byte));
  }
  if (CodePages::is_wide(page)) {
    if (pending_page_ != page) flush();
    pending_page_ = page;
    pending_ += static_cast<char>(byte);
    return;
  }
  if (!pending_.empty() || high_unit_ != 0) flush();
  put(pages_.character(byte, page));
}

void RtfReader::cell() { put("\t"); }

void RtfReader::row() {
  if (top().role != Role::text) return;
  std::string& text = stream();
  if (text.ends_with('\t')) text.pop_back();
  put("\n");
}

// The word that says what a group is for.
void RtfReader::destination(std::string_view name, bool is_starred) {
  Group& group = top();
  if (group.role == Role::skip) return;
  if (name == "fonttbl") {
    group.role = Role::fonts;
  } else if (name == "pict") {
    group.role = Role::picture;
    binary_.clear();
  } else if (name == "objdata") {
    group.role = Role::object;
    binary_.clear();
  } else if (name == "atnauthor") {
    group.role = Role::author;
    author_.clear();
  } else if (name == "htmltag" || name == "mhtmltag") {
    group.role = wants_html_ && name == "htmltag" ? Role::html_tag : Role::skip;
  } else if (name == "header" || name == "headerl" || name == "headerr" || name == "headerf") {
    group.place = Place::header;
  } else if (name == "footer" || name == "footerl" || name == "footerr" || name == "footerf") {
    group.place = Place::footer;
  } else if (name == "footnote" && group.place != Place::note) {
    const std::string mark = mark_of("[", ++note_count_);
    put(mark);
    group.place = Place::note;
    put(mark + " ");
  } else if (name == "annotation") {
    const std::string mark = mark_of("[c", ++comment_count_);
    put(mark);
    group.place = Place::comment;
    put(mark + " " + (author_.empty() ? "" : author_ + ": "));
    author_.clear();
  } else if (name == "listtext" || name == "pntext") {
    group.is_list_mark = true;
  } else if (name == "shptxt" || name == "dptxbxtext") {
    group.role = Role::text;
    if (!stream().empty() && stream().back() != '\n') put("\n");
  } else if (name == "ud") {
    group.role = Role::text;
  } else if (name == "upr") {
    group.role = Role::listen;
  } else if (name == "shpinst" || name == "do" || name == "fldinst" || name == "sp" || name == "sv") {
    group.role = Role::listen;
  } else if (name == "formfield") {
    group.role = Role::listen;
    field_ = {};
  } else if (is_skipped(name) || (is_starred && name != "shppict")) {
    group.role = Role::skip;
  }
}

void RtfReader::word(const RtfToken& token) {
  const std::string_view name = token.word;
  const int value = token.value.value_or(1);
  const bool is_starred = is_starred_;
  is_starred_ = false;
  if (name == "u") {
    if (to_skip_ > 0) to_skip_ = 0;
    const Role role = top().role;
    if (role != Role::skip && role != Role::listen && role != Role::fonts)
      put_unit(static_cast<std::uint32_t>(value < 0 ? value + 0x10000 : value) & 0xFFFF);
    to_skip_ = top().unicode_skip;
    return;
  }
  if (to_skip_ > 0) {  // a word stands for one character too
    --to_skip_;
    return;
  }
  flush();
  Group& group = top();
  if (name == "uc") {
    group.unicode_skip = std::clamp(value, 0, 1000);
  } else if (name == "ansicpg") {
    code_page_ = value;
  } else if (name == "mac") {
    code_page_ = 10000;
  } else if (name == "pc") {
    code_page_ = 437;
  } else if (name == "pca") {
    code_page_ = 850;
  } else if (name == "fromhtml") {
    is_from_html_ = true;
  } else if (name == "f") {
    if (group.role == Role::fonts) {
      font_at_hand_ = value;
    } else {
      group.font = value;
    }
  } else if (name == "fcharset" && group.role == Role::fonts) {
    if (const auto page = CodePages::of_charset(value)) fonts_[font_at_hand_] = *page;
  } else if (name == "cpg" && group.role == Role::fonts) {
    fonts_[font_at_hand_] = value;
  } else if (name == "plain") {
    group.is_hidden = false;
    group.is_deleted = false;
  } else if (name == "v") {
    group.is_hidden = value != 0;
  } else if (name == "deleted" || name == "mvf") {
    group.is_deleted = value != 0;
  } else if (name == "htmlrtf") {
    group.is_for_rtf_only = value != 0;
  } else if (name == "par" || name == "line" || name == "softline" || name == "column") {
    put("\n");
  } else if (name == "page" || (name == "pagebb" && value != 0)) {
    if (group.role == Role::text && !group.is_deleted && group.place == Place::body) put("\f");
  } else if (name == "sect") {
    put("\n");
  } else if (name == "tab") {
    put("\t");
  } else if (name == "cell" || name == "nestcell") {
    cell();
  } else if (name == "row" || name == "nestrow") {
    row();
  } else if (name == "fftype") {
    field_.kind = value;
  } else if (name == "ffres") {
    field_.result = value;
  } else if (name == "ffdefres") {
    field_.first = value;
  } else if (name == "fldrslt") {
    if (field_.kind == 1) put((field_.result == 25 ? field_.first : field_.result) != 0 ? "\xE2\x98\x92" : "\xE2\x98\x90");
    field_ = {};
  } else if (const auto sign = signs().find(name); sign != signs().end()) {
    put(sign->second);
  } else {
    destination(name, is_starred);
  }
}

Result<void> RtfReader::read() {
  while (const auto token = tokens_.next()) {
    if (token->kind != RtfToken::Kind::word) is_starred_ = is_starred_ && token->kind == RtfToken::Kind::star;
    if (groups_.empty() && token->kind != RtfToken::Kind::open) {
      if (token->kind == RtfToken::Kind::byte && (token->byte == 0 || token->byte == ' ' || token->byte == 0x1A)) continue;
      note("something before its beginning, or behind its end: not read");
      break;
    }
    switch (token->kind) {
      case RtfToken::Kind::open:
        to_skip_ = 0;
        open();
        if (groups_.size() > walk_.element_depth())
          return walk_.over_limit("its groups are nested deeper than the limit of " + std::to_string(walk_.element_depth()));
        break;
      case RtfToken::Kind::close:
        to_skip_ = 0;
        close();
        break;
      case RtfToken::Kind::star: is_starred_ = true; break;
      case RtfToken::Kind::word: word(*token); break;
      case RtfToken::Kind::byte: character(token->byte); break;
      case RtfToken::Kind::sign:
        if (to_skip_ > 0) {
          --to_skip_;
        } else {
          flush();
          put(token->sign);
        }
        break;
      case RtfToken::Kind::binary:
        if (top().role == Role::picture || top().role == Role::object) {
          binary_ += hex_of(token->binary);
        }
        break;
    }
  }
  if (!groups_.empty() || tokens_.is_cut_short()) note("the document is cut short: a group has no end");
  while (!groups_.empty()) close();
  return {};
}

void RtfReader::write(TextWriter& out) const {
  const auto stream = [&](Place place) -> const std::string& { return streams_[static_cast<std::size_t>(place)]; };
  out.text(stream(Place::header));
  out.fresh_line();
  std::string_view body = stream(Place::body);
  while (true) {
    const std::size_t end = body.find('\f');
    out.text(body.substr(0, end));
    if (end == std::string_view::npos) break;
    out.page();
    body.remove_prefix(end + 1);
  }
  for (const Place place : {Place::footer, Place::note, Place::comment}) {
    if (stream(place).empty()) continue;
    out.fresh_line();
    out.text(stream(place));
  }
  for (std::uint64_t i = 0; i < hidden_; ++i) out.note("hidden text");
  for (std::uint64_t i = 0; i < deletions_; ++i) out.count_deletion();
  for (const std::string& what : notes_) out.note(what);
}

}  // namespace

Result<void> write_rtf(std::string_view bytes, TextWriter& out, std::vector<RtfExtra>& extras, Walk& walk) {
  RtfReader reader(bytes, walk, false);
  if (auto read = reader.read(); !read) return read;
  reader.write(out);
  std::ranges::move(reader.extras(), std::back_inserter(extras));
  return {};
}

std::optional<std::string> html_in_rtf(std::string_view bytes, Walk& walk) {
  if (!bytes.contains("\\fromhtml")) return std::nullopt;
  RtfReader reader(bytes, walk, true);
  if (!reader.read() || !reader.is_from_html()) return std::nullopt;
  return reader.take_html();
}

Result<Reading> read_rtf(std::string_view bytes, Walk& walk) {
  TextWriter writer;
  std::vector<RtfExtra> extras;
  if (auto written = write_rtf(bytes, writer, extras, walk); !written) return std::unexpected(written.error());
  Reading out;
  auto document = std::move(writer).finish(DocumentKind::rtf, walk);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  for (RtfExtra& extra : extras) {
    auto attached = extra.is_picture ? attach_picture(out.document, walk, std::move(extra.bytes), extra.name)
                                     : walk.attach(out.document, std::string_view(extra.bytes), extra.name);
    if (!attached) return std::unexpected(attached.error());
  }
  return out;
}

}  // namespace mask
