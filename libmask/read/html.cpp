// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/html.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "libmask/read/base64.h"
#include "libmask/read/decoder.h"
#include "libmask/read/picture.h"
#include "libmask/read/readers.h"

namespace mask {
namespace {

using std::string_view_literals::operator""sv;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

// The memory of a parse, given back all at once: the parser's own way down its tree would go as deep as the page.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    while (first_ != nullptr) {
      Block* const next = first_->next;
      std::free(first_);
      first_ = next;
    }
  }
  static void* take(void* arena, std::size_t size) {
    auto* const block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (block == nullptr) std::abort();  // the parser knows no way on; the document's process ends
    Block*& first = static_cast<Arena*>(arena)->first_;
    *block = {.previous = nullptr, .next = first};
    if (first != nullptr) first->previous = block;
    first = block;
    return block + 1;
  }
  static void give(void* arena, void* memory) {
    if (memory == nullptr) return;
    auto* const block = static_cast<Block*>(memory) - 1;
    if (block->previous != nullptr) {
      block->previous->next = block->next;
    } else {
      static_cast<Arena*>(arena)->first_ = block->next;
    }
    if (block->next != nullptr) block->next->previous = block->previous;
    std::free(block);
  }

 private:
  struct alignas(std::max_align_t) Block {
    Block* previous;
    Block* next;
  };
  Block* first_ = nullptr;
};

// How deep elements may lie at most, by their tags alone: those that close by themselves are not counted.
std::uint64_t nesting(std::string_view html) {
  constexpr std::array flat = {"p"sv,  "li"sv,   "td"sv,    "th"sv,    "tr"sv,     "dd"sv,    "dt"sv,    "option"sv, "br"sv,
                               "hr"sv, "img"sv,  "input"sv, "meta"sv,  "link"sv,   "tbody"sv, "col"sv,   "wbr"sv,    "rt"sv,
                               "rp"sv, "area"sv, "base"sv,  "embed"sv, "source"sv, "param"sv, "track"sv, "thead"sv,  "tfoot"sv};
  std::uint64_t depth = 0;
  std::uint64_t most = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      const std::size_t end = html.find("-->", at + 4);
      if (end != std::string_view::npos) at = end;
      continue;
    }
    const bool is_end = rest.size() > 1 && rest[1] == '/';
    const std::size_t begin = is_end ? 2 : 1;
    std::size_t end = begin;
    while (end < rest.size() && end < 16 &&
           ((lower(rest[end]) >= 'a' && lower(rest[end]) <= 'z') || (rest[end] >= '0' && rest[end] <= '9')))
      ++end;
    if (end == begin) continue;
    const std::string name = lowered(rest.substr(begin, end - begin));
    if (std::ranges::find(flat, std::string_view(name)) != flat.end()) continue;
    if (is_end) {
      if (depth > 0) --depth;
      continue;
    }
    if (name == "script" || name == "style") {  // their text is no markup
      const std::size_t close = html.find("</", at + 1);
      if (close != std::string_view::npos) at = close - 1;
      continue;
    }
    most = std::max(most, ++depth);
  }
  return most;
}

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.attributes, name);
  return found != nullptr ? found->value : std::string_view();
}
bool has_attribute(const GumboElement& element, const char* name) { return gumbo_get_attribute(&element.attributes, name) != nullptr; }

bool is_hidden(const GumboElement& element) {
  if (has_attribute(element, "hidden")) return true;
  std::string style = lowered(attribute(element, "style"));
  std::erase_if(style, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
  return style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all");
}

class HtmlWriter {
 public:
  HtmlWriter(TextWriter& out, std::vector<std::string>& pictures) : out_(out), pictures_(pictures), cell_(out.size()) {}

  void write(const GumboNode* root) {
    struct Place {
      const GumboNode* node;
      unsigned next;
      bool is_entered;
    };
    std::vector<Place> path;
    const auto open = [&](const GumboNode* node) {
      if (is_container(node)) {
        const bool is_entered = node->type == GUMBO_NODE_DOCUMENT || enter(node);
        path.push_back({.node = node, .next = is_entered ? 0 : ~0U, .is_entered = is_entered});
      } else {
        leaf(node);
      }
    };
    open(root);
    while (!path.empty()) {
      Place& place = path.back();
      const GumboVector& children =
          place.node->type == GUMBO_NODE_DOCUMENT ? place.node->v.document.children : place.node->v.element.children;
      if (place.next < children.length) {
        open(static_cast<const GumboNode*>(children.data[place.next++]));
        continue;
      }
      if (place.is_entered && place.node->type != GUMBO_NODE_DOCUMENT) leave(place.node);
      path.pop_back();
    }
  }

 private:
  struct List {
    bool is_numbered;
    long next;
  };

  static bool is_container(const GumboNode* node) {
    return node->type == GUMBO_NODE_DOCUMENT || node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
  }
  static bool is_paragraph(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_P:
      case GUMBO_TAG_H1:
      case GUMBO_TAG_H2:
      case GUMBO_TAG_H3:
      case GUMBO_TAG_H4:
      case GUMBO_TAG_H5:
      case GUMBO_TAG_H6:
      case GUMBO_TAG_BLOCKQUOTE:
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_TABLE:
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_TITLE:
      case GUMBO_TAG_HR:
      case GUMBO_TAG_FIELDSET: return true;
      default: return false;
    }
  }
  static bool is_block(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_DIV:
      case GUMBO_TAG_LI:
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
      case GUMBO_TAG_TR:
      case GUMBO_TAG_CAPTION:
      case GUMBO_TAG_SECTION:
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_ASIDE:
      case GUMBO_TAG_HEADER:
      case GUMBO_TAG_FOOTER:
      case GUMBO_TAG_NAV:
      case GUMBO_TAG_MAIN:
      case GUMBO_TAG_ADDRESS:
      case GUMBO_TAG_FIGURE:
      case GUMBO_TAG_FIGCAPTION:
      case GUMBO_TAG_FORM:
      case GUMBO_TAG_LEGEND:
      case GUMBO_TAG_CENTER:
      case GUMBO_TAG_DETAILS:
      case GUMBO_TAG_SUMMARY:
      case GUMBO_TAG_BODY:
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TFOOT: return true;
      default: return false;
    }
  }

  // Nothing stands before the next word in its cell, or behind the mark of its item.
  [[nodiscard]] bool is_at_begin() const { return out_.size() == cell_ || out_.size() == item_; }

  void end_line() {
    if (is_at_begin()) return;
    has_blank_ = false;
    out_.fresh_line();
  }
  void end_paragraph() {
    if (is_at_begin()) return;
    has_blank_ = false;
    if (cells_.empty()) {
      out_.paragraph();
    } else {
      out_.fresh_line();
    }
  }

  void word(std::string_view text) {
    if (text.empty()) return;
    if (has_blank_ && out_.size() != cell_ && !out_.written().ends_with('\n') && !out_.written().ends_with('\t')) out_.text(" ");
    has_blank_ = false;
    out_.text(text);
    if (hidden_ > 0 && !is_noted_) out_.note("hidden text");
    is_noted_ = hidden_ > 0;
  }
  // White space is one blank, none at the beginning of a line.
  void running(std::string_view text) {
    while (!text.empty()) {
      const std::size_t blank = std::min(text.find_first_of(" \t\r\n\f"), text.size());
      word(text.substr(0, blank));
      text.remove_prefix(blank);
      const std::size_t next = std::min(text.find_first_not_of(" \t\r\n\f"), text.size());
      if (next > 0) has_blank_ = true;
      text.remove_prefix(next);
    }
  }

  void leaf(const GumboNode* node) {
    if (node->type == GUMBO_NODE_COMMENT) return;
    const std::string_view text = node->v.text.text;
    if (preformatted_ > 0) {
      word(text);
    } else {
      running(text);
    }
  }

  void picture(const GumboElement& element) {
    running(attribute(element, "alt"));
    const std::string_view source = attribute(element, "src");
    if (!source.starts_with("data:")) return;
    const std::size_t comma = source.find(',');
    if (comma == std::string_view::npos || !source.substr(0, comma).ends_with(";base64"))
      return out_.note("a picture that could not be read");
    pictures_.push_back(decode_base64(source.substr(comma + 1)));
  }

  void input(const GumboElement& element) {
    const std::string type = lowered(attribute(element, "type"));
    if (type == "checkbox" || type == "radio") return word(has_attribute(element, "checked") ? "\xE2\x98\x92" : "\xE2\x98\x90");
    if (type == "image") return running(attribute(element, "alt"));
    if (type == "hidden" || type == "password" || type == "file") return;
    has_blank_ = true;
    running(attribute(element, "value"));
    has_blank_ = true;
  }

  // False: what is in it is not read.
  bool enter(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    switch (element.tag) {
      case GUMBO_TAG_SCRIPT:
      case GUMBO_TAG_STYLE:
      case GUMBO_TAG_TEMPLATE: return false;
      case GUMBO_TAG_IFRAME:
      case GUMBO_TAG_FRAME:
      case GUMBO_TAG_EMBED: out_.note("a frame whose page is not read"); return false;
      case GUMBO_TAG_BR:
        has_blank_ = false;
        out_.line_end();
        return false;
      case GUMBO_TAG_IMG: picture(element); return false;
      case GUMBO_TAG_INPUT: input(element); return false;
      case GUMBO_TAG_SELECT: select(node); return false;
      default: break;
    }
    if (is_hidden(element)) ++hidden_;
    if (is_paragraph(element.tag)) end_paragraph();
    if (is_block(element.tag)) end_line();
    switch (element.tag) {
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_TEXTAREA: ++preformatted_; break;
      case GUMBO_TAG_UL: lists_.push_back({.is_numbered = false, .next = 0}); break;
      case GUMBO_TAG_OL: lists_.push_back({.is_numbered = true, .next = number(attribute(element, "start"), 1)}); break;
      case GUMBO_TAG_LI:
        if (lists_.empty() || !lists_.back().is_numbered) {
          word("\xE2\x80\xA2");
        } else {
          lists_.back().next = number(attribute(element, "value"), lists_.back().next);
          word(std::to_string(lists_.back().next++) + ".");
        }
        has_blank_ = true;
        item_ = out_.size();
        break;
      case GUMBO_TAG_TABLE: rows_.push_back(false); break;
      case GUMBO_TAG_TR:
        if (!rows_.empty()) rows_.back() = false;
        break;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        has_blank_ = false;
        if (!rows_.empty() && rows_.back()) out_.tab();
        if (!rows_.empty()) rows_.back() = true;
        cells_.push_back(cell_);
        cell_ = out_.size();
        break;
      default: break;
    }
    return true;
  }

  void leave(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    switch (element.tag) {
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_TEXTAREA: --preformatted_; break;
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL: lists_.pop_back(); break;
      case GUMBO_TAG_TABLE: rows_.pop_back(); break;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        has_blank_ = false;
        out_.trim_line_ends(cell_);
        cell_ = cells_.back();
        cells_.pop_back();
        break;
      default: break;
    }
    if (is_paragraph(element.tag)) end_paragraph();
    if (is_block(element.tag)) end_line();
    if (is_hidden(element) && --hidden_ == 0) is_noted_ = false;
  }

  // What is chosen in a list; the first of it where nothing is.
  void select(const GumboNode* node) {
    std::vector<const GumboNode*> options;
    std::vector<const GumboNode*> open = {node};
    while (!open.empty()) {
      const GumboNode* const next = open.back();
      open.pop_back();
      if (next->type != GUMBO_NODE_ELEMENT) continue;
      if (next->v.element.tag == GUMBO_TAG_OPTION) {
        options.push_back(next);
        continue;
      }
      for (unsigned i = next->v.element.children.length; i-- > 0;)
        open.push_back(static_cast<const GumboNode*>(next->v.element.children.data[i]));
    }
    bool is_chosen = false;
    const auto say = [&](const GumboNode* option) {
      const GumboVector& children = option->v.element.children;
      for (unsigned i = 0; i < children.length; ++i) {
        const auto* const text = static_cast<const GumboNode*>(children.data[i]);
        if (!is_container(text)) leaf(text);
      }
      has_blank_ = true;
    };
    for (const GumboNode* option : options) {
      if (!has_attribute(option->v.element, "selected")) continue;
      is_chosen = true;
      say(option);
    }
    if (!is_chosen && !options.empty()) say(options.front());
  }

  static long number(std::string_view text, long otherwise) {
    long out = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return std::clamp(out, -1'000'000'000L, 1'000'000'000L);
  }

  TextWriter& out_;
  std::vector<std::string>& pictures_;
  std::size_t cell_;                // where the text of the cell at hand begins: no line end comes there
  std::size_t item_ = 0;            // where that of the item at hand does
  std::vector<std::size_t> cells_;  // the same of those around it
  std::vector<bool> rows_;          // of each table: has the row a cell yet
  std::vector<List> lists_;
  int preformatted_ = 0;
  int hidden_ = 0;
  bool is_noted_ = false;  // that it is hidden
  bool has_blank_ = false;
};

// The name behind "charset=" in a <meta> of the head.
std::string told_charset(std::string_view bytes) {
  const std::string head = lowered(bytes.substr(0, 4096));
  for (std::size_t meta = head.find("<meta"); meta != std::string::npos; meta = head.find("<meta", meta + 5)) {
    const std::string_view tag = std::string_view(head).substr(meta, head.find('>', meta) - meta);
    std::size_t at = tag.find("charset=");
    if (at == std::string_view::npos) continue;
    at += 8;
    while (at < tag.size() && (tag[at] == '"' || tag[at] == '\'' || tag[at] == ' ')) ++at;
    const std::size_t end = tag.find_first_of("\"'; />", at);
    return std::string(tag.substr(at, end == std::string_view::npos ? end : end - at));
  }
  return {};
}

}  // namespace

Decoded decode_html(std::string_view bytes) {
  const std::string told = encoding_of(bytes).mark.empty() ? told_charset(bytes) : std::string();
  if (!told.empty() && !told.starts_with("utf-16")) {  // a page in UTF-16 cannot say so in ASCII
    Decoded out;
    if (auto text = decode(bytes, told, out.lost)) {
      out.text = std::move(*text);
      return out;
    }
  }
  return decode_unnamed(bytes);
}

Result<void> write_html(std::string_view utf8, TextWriter& out, std::vector<std::string>& pictures, Walk& walk) {
  const std::uint64_t limit = walk.element_depth() * 5;
  if (nesting(utf8) > limit) return walk.over_limit("its HTML is nested deeper than the limit of " + std::to_string(limit));
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::take;
  options.deallocator = &Arena::give;
  options.userdata = &arena;
  options.max_errors = 0;
  const GumboOutput* const page = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
  HtmlWriter(out, pictures).write(page->document);
  return {};
}

Result<Reading> read_html(std::string_view bytes, Walk& walk) {
  const Decoded decoded = decode_html(bytes);
  TextWriter writer;
  std::vector<std::string> pictures;
  if (auto written = write_html(decoded.text, writer, pictures, walk); !written) return std::unexpected(written.error());
  if (decoded.is_guess) writer.note("encoding not told: read as windows-1252");
  Reading out;
  auto document = std::move(writer).finish(DocumentKind::html, walk);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  note_unsound(out.document.review, decoded.lost, 0);
  for (std::string& picture : pictures) {
    if (auto attached = attach_picture(out.document, walk, std::move(picture), "picture"); !attached)
      return std::unexpected(attached.error());
  }
  return out;
}

}  // namespace mask
