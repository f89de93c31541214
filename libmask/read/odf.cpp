// OpenDocument texts and spreadsheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "libmask/read/list_number.h"
#include "libmask/read/package.h"
#include "libmask/read/picture.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"
#include "libmask/read/xml.h"

namespace mask {
namespace {

using pugi::xml_node;

// Cells and rows that stand once in the file and many times in the table: so many altogether.
constexpr std::uint64_t most_repeats = 1'000'000;
// Blanks that one element may stand for.
constexpr std::uint64_t most_blanks = 1024;

std::uint64_t count_in(const xml_node& node, std::string_view name, std::uint64_t otherwise) {
  const std::string_view text = attribute(node, name);
  std::uint64_t out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

struct Style {
  bool is_hidden = false;
  bool breaks_before = false;
  bool breaks_after = false;
};

struct ListLevel {
  bool is_number = false;
  std::string format;
  std::string prefix;
  std::string suffix;
  long start = 1;
};

class OdfReader {
 public:
  OdfReader(const Zip& zip, Walk& walk, DocumentKind kind) : zip_(zip), walk_(walk), kind_(kind) {}
  Result<Reading> read();

 private:
  struct List {
    const std::map<int, ListLevel>* style = nullptr;
    long next = 1;
    bool is_item_new = false;
  };

  Result<void> check_encryption();
  void read_styles(const xml_node& top);
  void margins(const xml_node& styles, std::string_view first);
  void inside(const xml_node& node);
  void element(const xml_node& node);
  void paragraph(const xml_node& node);
  void running(std::string_view text);
  void list(const xml_node& node);
  void table(const xml_node& node);
  void rows(const xml_node& node, std::vector<bool>& hidden_columns);
  void row(const xml_node& node, const std::vector<bool>& hidden_columns);
  void sheet(const xml_node& node);
  void frame(const xml_node& node);
  void note_mark(const xml_node& node);
  void annotation(const xml_node& node);
  void write_notes();
  [[nodiscard]] const Style& style_of(const xml_node& node) const;
  [[nodiscard]] bool may_repeat(std::uint64_t count);

  const Zip& zip_;
  Walk& walk_;
  DocumentKind kind_;
  TextWriter out_;
  std::map<std::string, Style, std::less<>> styles_;
  std::map<std::string, std::map<int, ListLevel>, std::less<>> list_styles_;
  std::vector<List> lists_;
  std::vector<xml_node> boxes_;
  std::vector<xml_node> notes_;
  std::vector<xml_node> comments_;
  std::vector<std::string> pictures_;
  std::set<std::string> objects_;
  std::uint64_t repeats_ = 0;
  bool is_in_paragraph_ = false;
  bool begins_line_ = false;
  std::optional<Error> error_;
};

const Style& OdfReader::style_of(const xml_node& node) const {
  static const Style none;
  const auto found = styles_.find(attribute(node, "style-name"));
  return found == styles_.end() ? none : found->second;
}

bool OdfReader::may_repeat(std::uint64_t count) {
  if (error_) return false;
  if (count > most_repeats || (repeats_ += count) > most_repeats)
    error_ = walk_.over_limit("its tables repeat cells more often than the limit of " + std::to_string(most_repeats)).error();
  return !error_;
}

void OdfReader::read_styles(const xml_node& top) {
  for (const xml_node& group : top.children()) {
    const std::string_view name = local_name(group);
    if (name != "automatic-styles" && name != "styles") continue;
    for (const xml_node& node : group.children()) {
      const std::string id(attribute(node, "name"));
      if (local_name(node) == "style") {
        const xml_node text = child(node, "text-properties");
        const xml_node shape = child(node, "paragraph-properties");
        const xml_node other = child(node, "table-properties");
        const xml_node section = child(node, "section-properties");
        styles_[id] = {.is_hidden = attribute(text, "display") == "none" || attribute(other, "display") == "false" ||
                                    attribute(section, "display") == "none",
                       .breaks_before = attribute(shape, "break-before") == "page" || !attribute(node, "master-page-name").empty(),
                       .breaks_after = attribute(shape, "break-after") == "page"};
      } else if (local_name(node) == "list-style") {
        for (const xml_node& level : node.children()) {
          const int index = static_cast<int>(std::min<std::uint64_t>(count_in(level, "level", 1), 10));
          list_styles_[id][index] = {.is_number = local_name(level) == "list-level-style-number",
                                     .format = std::string(attribute(level, "num-format")),
                                     .prefix = std::string(attribute(level, "num-prefix")),
                                     .suffix = std::string(attribute(level, "num-suffix")),
                                     .start = static_cast<long>(std::min<std::uint64_t>(count_in(level, "start-value", 1), 1'000'000))};
        }
      }
    }
  }
}

void OdfReader::inside(const xml_node& node) {
  for (const xml_node& c : node.children()) {
    if (error_) return;
    if (c.type() == pugi::node_element) {
      element(c);
    } else if (is_in_paragraph_ && (c.type() == pugi::node_pcdata || c.type() == pugi::node_cdata)) {
      running(c.value());
    }
  }
}

// White space is one blank, none at the beginning of a paragraph.
void OdfReader::running(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    if (end > 0) {
      out_.text(text.substr(0, end));
      begins_line_ = false;
    }
    text.remove_prefix(end);
    const std::size_t next = std::min(text.find_first_not_of(blanks), text.size());
    if (next > 0 && !begins_line_ && !out_.written().ends_with(' ')) out_.text(" ");
    text.remove_prefix(next);
  }
}

void OdfReader::element(const xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "p" || name == "h") return paragraph(node);
  if (name == "s") return out_.text(std::string(std::min(count_in(node, "c", 1), most_blanks), ' '));
  if (name == "tab") return out_.tab();
  if (name == "line-break") {
    begins_line_ = true;
    return out_.line_end();
  }
  if (name == "tracked-changes") {
    for (const xml_node& region : node.children()) {
      if (!child(region, "deletion").empty() || local_name(region) == "deletion" || local_name(region) == "cell-content-change")
        out_.count_deletion();
    }
    return;
  }
  if (name == "note") return note_mark(node);
  if (name == "annotation") return annotation(node);
  if (name == "list") return list(node);
  if (name == "table") return kind_ == DocumentKind::ods && lists_.empty() && !is_in_paragraph_ ? sheet(node) : table(node);
  if (name == "frame") return frame(node);
  if (name == "custom-shape" || name == "rect" || name == "ellipse" || name == "circle" || name == "caption" || name == "line" ||
      name == "polyline" || name == "polygon" || name == "path" || name == "connector") {
    if (is_in_paragraph_) return boxes_.push_back(node);
    return inside(node);
  }
  if (name == "forms") {
    if (!node.first_child().empty()) out_.note("form controls whose values are not read");
    return;
  }
  if (name == "hidden-text" || name == "hidden-paragraph") {
    out_.note("hidden text");
    out_.text(attribute(node, "string-value"));
    return inside(node);
  }
  if (name == "sequence-decls" || name == "variable-decls" || name == "user-field-decls" || name == "note-citation" ||
      name.ends_with("-source") || name == "title" || name == "desc" || name == "event-listeners" || name == "calculation-settings" ||
      name == "content-validations" || name == "database-ranges" || name == "named-expressions" || name == "data-pilot-tables" ||
      name == "dde-links")
    return;
  if (name == "span" || name == "section") {
    const std::size_t before = out_.size();
    inside(node);
    if (out_.size() != before && (style_of(node).is_hidden || attribute(node, "display") == "none")) out_.note("hidden text");
    return;
  }
  inside(node);
}

void OdfReader::paragraph(const xml_node& node) {
  const bool is_inner = is_in_paragraph_;
  if (!is_inner && style_of(node).breaks_before) out_.page();
  std::vector<xml_node> outer;
  outer.swap(boxes_);
  is_in_paragraph_ = true;
  begins_line_ = true;
  if (!lists_.empty() && lists_.back().is_item_new) {
    List& at_hand = lists_.back();
    at_hand.is_item_new = false;
    const auto level =
        at_hand.style != nullptr ? at_hand.style->find(static_cast<int>(lists_.size())) : std::map<int, ListLevel>::const_iterator{};
    if (at_hand.style == nullptr || level == at_hand.style->end()) {
      out_.text("\xE2\x80\xA2 ");
    } else if (!level->second.is_number) {
      out_.text("\xE2\x80\xA2 ");
    } else if (!level->second.format.empty()) {
      out_.text(level->second.prefix + list_number(at_hand.next - 1, level->second.format) + level->second.suffix + " ");
    }
  }
  inside(node);
  is_in_paragraph_ = is_inner;
  out_.line_end();
  std::vector<xml_node> boxes;
  boxes.swap(boxes_);
  boxes_.swap(outer);
  is_in_paragraph_ = false;
  for (const xml_node& box : boxes) {
    inside(box);
    out_.fresh_line();
  }
  is_in_paragraph_ = is_inner;
  if (!is_inner && style_of(node).breaks_after) out_.page();
}

void OdfReader::list(const xml_node& node) {
  List next;
  const auto style = list_styles_.find(attribute(node, "style-name"));
  if (style != list_styles_.end()) {
    next.style = &style->second;
  } else if (!lists_.empty()) {
    next.style = lists_.back().style;
  }
  lists_.push_back(next);
  if (lists_.back().style != nullptr) {
    const auto level = lists_.back().style->find(static_cast<int>(lists_.size()));
    if (level != lists_.back().style->end()) lists_.back().next = level->second.start;
  }
  for (const xml_node& item : node.children()) {
    const bool is_header = local_name(item) == "list-header";
    if (local_name(item) != "list-item" && !is_header) continue;
    const std::size_t depth = lists_.size();
    if (const std::string_view start = attribute(item, "start-value"); !start.empty())
      lists_.back().next = static_cast<long>(std::min<std::uint64_t>(count_in(item, "start-value", 1), 1'000'000));
    lists_.back().is_item_new = !is_header;
    if (!is_header) ++lists_.back().next;
    inside(item);
    lists_.resize(depth);
  }
  lists_.pop_back();
}

void OdfReader::frame(const xml_node& node) {
  if (const xml_node box = child(node, "text-box"); !box.empty()) {
    if (is_in_paragraph_) return boxes_.push_back(box);
    return inside(box);
  }
  xml_node object = child(node, "object");
  if (object.empty()) object = child(node, "object-ole");
  if (!object.empty()) {
    std::string target(attribute(object, "href"));
    if (target.starts_with("./")) target.erase(0, 2);
    if (target.empty() || !objects_.insert(target).second) return;
    const auto content = zip_.find(target + "/content.xml");
    if (!content) {
      if (zip_.find(target)) return pictures_.push_back(target);
      return out_.note("something embedded that is missing");
    }
    pugi::xml_document inner;
    if (auto loaded = load_part(inner, zip_, target + "/content.xml", walk_); !loaded) {
      error_ = loaded.error();
      return;
    }
    const xml_node body = find_below(inner, "body");
    const bool was_in_paragraph = is_in_paragraph_;
    is_in_paragraph_ = false;
    out_.fresh_line();
    inside(body);
    out_.fresh_line();
    is_in_paragraph_ = was_in_paragraph;
    return;
  }
  // One picture in several forms: the first that is read.
  std::string best;
  for (const xml_node& image : node.children()) {
    if (local_name(image) != "image") continue;
    std::string target(attribute(image, "href"));
    if (target.starts_with("./")) target.erase(0, 2);
    const bool is_known = target.ends_with(".png") || target.ends_with(".jpg") || target.ends_with(".jpeg") || target.ends_with(".tif");
    if (best.empty() || (is_known && !best.ends_with(".png") && !best.ends_with(".jpg"))) best = target;
  }
  if (best.empty()) return inside(node);
  if (!zip_.find(best)) return out_.note("a picture that lies elsewhere");
  if (std::ranges::find(pictures_, best) == pictures_.end()) pictures_.push_back(best);
}

void OdfReader::note_mark(const xml_node& node) {
  notes_.push_back(child(node, "note-body"));
  out_.text(mark_of("[", notes_.size()));
}

void OdfReader::annotation(const xml_node& node) {
  comments_.push_back(node);
  out_.text(mark_of("[c", comments_.size()));
}

void OdfReader::write_notes() {
  is_in_paragraph_ = false;
  for (std::size_t i = 0; i < notes_.size(); ++i) {  // a note may hold another
    const xml_node note = notes_[i];
    out_.fresh_line();
    out_.text(mark_of("[", i + 1) + " ");
    const std::size_t begin = out_.size();
    inside(note);
    out_.trim_line_ends(begin);
    out_.line_end();
  }
  for (std::size_t i = 0; i < comments_.size(); ++i) {
    const xml_node comment = comments_[i];
    out_.fresh_line();
    out_.text(mark_of("[c", i + 1) + " ");
    const std::string author = child(comment, "creator").child_value();
    if (!author.empty()) out_.text(author + ": ");
    const std::size_t begin = out_.size();
    for (const xml_node& c : comment.children()) {
      if (local_name(c) == "p" || local_name(c) == "list") element(c);
    }
    out_.trim_line_ends(begin);
    out_.line_end();
  }
  notes_.clear();
  comments_.clear();
}

void OdfReader::table(const xml_node& node) {
  const bool was_in_paragraph = is_in_paragraph_;
  is_in_paragraph_ = false;
  out_.fresh_line();
  std::vector<bool> hidden_columns;
  rows(node, hidden_columns);
  is_in_paragraph_ = was_in_paragraph;
}

void OdfReader::rows(const xml_node& node, std::vector<bool>& hidden_columns) {
  for (const xml_node& c : node.children()) {
    if (error_) return;
    const std::string_view name = local_name(c);
    if (name == "table-column") {
      const bool is_hidden = attribute(c, "visibility") == "collapse" || attribute(c, "visibility") == "filter";
      const std::uint64_t count = std::min<std::uint64_t>(count_in(c, "number-columns-repeated", 1), 16384);
      if (hidden_columns.size() < 16384) hidden_columns.insert(hidden_columns.end(), count, is_hidden);
    } else if (name == "table-row") {
      row(c, hidden_columns);
    } else if (name == "shapes") {
      inside(c);
    } else if (name != "table-source" && name != "forms" && c.type() == pugi::node_element) {
      rows(c, hidden_columns);  // groups of rows or columns, heads
    }
  }
}

void OdfReader::row(const xml_node& node, const std::vector<bool>& hidden_columns) {
  // Cells that are empty are written only when something follows them; rows that are empty, not at all.
  const std::size_t begin = out_.size();
  std::uint64_t empty = 0;
  std::uint64_t column = 0;
  std::uint64_t tabs = 0;
  bool has_hidden_cell = false;
  bool is_first = true;
  for (const xml_node& c : node.children()) {
    if (error_) return;
    if (local_name(c) != "table-cell" && local_name(c) != "covered-table-cell") continue;
    const std::uint64_t count = std::max<std::uint64_t>(count_in(c, "number-columns-repeated", 1), 1);
    if (c.first_child().empty()) {
      const std::uint64_t gap = std::min(count, most_repeats + 1);
      empty += gap;
      column += gap;
      continue;
    }
    if (!may_repeat(empty + count - 1)) return;
    empty = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      for (; tabs < column; ++tabs) out_.tab();
      is_first = false;
      const std::size_t cell = out_.size();
      inside(c);
      out_.trim_line_ends(cell);
      if (column < hidden_columns.size() && hidden_columns[column] && out_.size() != cell) has_hidden_cell = true;
      ++column;
    }
  }
  if (out_.size() == begin && is_first) {
    if (kind_ == DocumentKind::odt) out_.line_end();
    return;
  }
  const std::string written(out_.written().substr(begin));
  out_.line_end();
  const bool is_hidden = attribute(node, "visibility") == "collapse" || attribute(node, "visibility") == "filter";
  if (is_hidden && !is_white(written)) out_.note("a hidden row");
  if (has_hidden_cell) out_.note("a hidden column");
  if (is_white(written)) return;
  const std::uint64_t repeats = count_in(node, "number-rows-repeated", 1);
  if (repeats > 1 && may_repeat((repeats - 1) * (1 + written.size() / 16))) {
    for (std::uint64_t i = 1; i < repeats; ++i) {
      out_.text(written);
      out_.line_end();
    }
  }
}

void OdfReader::sheet(const xml_node& node) {
  out_.page();
  if (style_of(node).is_hidden) out_.note("a hidden sheet");
  out_.text(attribute(node, "name"));
  out_.line_end();
  table(node);
  write_notes();
}

void OdfReader::margins(const xml_node& styles, std::string_view first) {
  std::set<std::string> said;
  for (const xml_node& page : find_below(styles, "master-styles").children()) {
    for (const xml_node& margin : page.children()) {
      if (!local_name(margin).starts_with(first)) continue;
      struct Letters : pugi::xml_tree_walker {
        std::string out;
        bool for_each(xml_node& n) override {
          if (n.type() == pugi::node_pcdata) out += n.value();
          return true;
        }
      };
      Letters letters;
      xml_node top = margin;
      top.traverse(letters);
      if (!letters.out.empty() && !said.insert(letters.out).second) continue;
      out_.fresh_line();
      if (kind_ == DocumentKind::ods) {  // LibreOffice writes its own there: the name of the sheet, and of the page
        is_in_paragraph_ = false;
      }
      inside(margin);
    }
  }
  out_.fresh_line();
}

Result<void> OdfReader::check_encryption() {
  const auto entry = zip_.find("META-INF/manifest.xml");
  if (!entry) return {};
  pugi::xml_document manifest;
  if (auto loaded = load_part(manifest, zip_, "META-INF/manifest.xml", walk_); !loaded) return loaded;
  if (!find_below(manifest, "encryption-data").empty()) return fail(Failure::damaged, "encrypted");
  return {};
}

Result<Reading> OdfReader::read() {
  if (auto checked = check_encryption(); !checked) return std::unexpected(checked.error());
  pugi::xml_document styles;
  if (zip_.find("styles.xml")) {
    if (auto loaded = load_part(styles, zip_, "styles.xml", walk_); !loaded) return std::unexpected(loaded.error());
  }
  pugi::xml_document content;
  if (auto loaded = load_part(content, zip_, "content.xml", walk_); !loaded) return std::unexpected(loaded.error());
  read_styles(child(styles, "document-styles"));
  const xml_node whole = child(content, "document-content");
  read_styles(whole);
  if (child(whole, "body").empty()) return fail(Failure::damaged, "it has no body");
  if (kind_ == DocumentKind::odt) margins(styles, "header");
  for (const xml_node& body : whole.children()) {
    if (local_name(body) == "body") inside(body);
  }
  if (kind_ == DocumentKind::odt) margins(styles, "footer");
  write_notes();
  if (error_) return std::unexpected(*error_);
  Reading out;
  auto document = std::move(out_).finish(kind_, walk_);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  for (const std::string& target : pictures_) {
    const auto entry = zip_.find(target);
    const std::string name = target.substr(target.rfind('/') + 1);
    const auto bytes = zip_.read(*entry, walk_);
    auto attached =
        target.starts_with("Pictures/") ? attach_picture(out.document, walk_, bytes, name) : walk_.attach(out.document, bytes, name);
    if (!attached) return std::unexpected(attached.error());
  }
  return out;
}

Result<Reading> read_odf(std::string_view bytes, Walk& walk, DocumentKind kind) {
  const auto zip = open_package(bytes, walk);
  if (!zip) return std::unexpected(zip.error());
  return OdfReader(*zip, walk, kind).read();
}

}  // namespace

Result<Reading> read_odt(std::string_view bytes, Walk& walk) { return read_odf(bytes, walk, DocumentKind::odt); }
Result<Reading> read_ods(std::string_view bytes, Walk& walk) { return read_odf(bytes, walk, DocumentKind::ods); }

}  // namespace mask
