// Word documents: headers, the body, footers, notes and comments, pictures and what is embedded.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "libmask/read/bytes.h"
#include "libmask/read/docx_numbering.h"
#include "libmask/read/package.h"
#include "libmask/read/picture.h"
#include "libmask/read/readers.h"
#include "libmask/read/sign_fonts.h"
#include "libmask/read/text_writer.h"
#include "libmask/read/xml.h"

namespace mask {
namespace {

using pugi::xml_node;

bool is_on(const xml_node& toggle) {
  if (toggle.empty()) return false;
  const std::string_view value = attribute(toggle, "val");
  return value != "0" && value != "false" && value != "off";
}

std::string own_text(const xml_node& node) {
  std::string out;
  for (const xml_node& part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) out += part.value();
  }
  return out;
}

// The letters below a node, without blanks: two forms of a text box with the same are one.
std::string letters_below(const xml_node& node) {
  struct Collector : pugi::xml_tree_walker {
    std::string out;
    bool for_each(xml_node& n) override {
      if (local_name(n) != "t") return true;
      for (const char c : own_text(n)) {
        if (c != ' ' && (c < '\t' || c > '\r')) out += c;
      }
      return true;
    }
  };
  Collector collector;
  xml_node top = node;
  top.traverse(collector);
  return std::move(collector.out);
}

class DocxReader {
 public:
  DocxReader(const Zip& zip, Walk& walk) : zip_(zip), walk_(walk) {}
  Result<Reading> read();

 private:
  struct Part {
    std::string name;
    std::vector<Relation> relations;
    pugi::xml_document xml;
  };
  struct Attachment {
    std::string name;
    bool is_picture = false;
  };
  enum class Notes : unsigned char { foot, end };

  Result<void> load(Part& part, std::string name);
  Result<void> read_styles(const Part& main);
  Result<void> margins(const Part& main, std::string_view reference, std::string_view type);
  Result<void> notes(const Part& main, Notes kind);
  Result<void> comments(const Part& main);
  Result<void> attach(Document& document);

  // The children of a node, each as what it is.
  void inside(const xml_node& node, const Part& part);
  void element(const xml_node& node, const Part& part);
  void paragraph(const xml_node& node, const Part& part);
  void table(const xml_node& node, const Part& part);
  void row(const xml_node& node, const Part& part);
  void run(const xml_node& node, const Part& part);
  void alternatives(const xml_node& node, const Part& part);
  void note_mark(const xml_node& node, Notes kind);
  void form_field(const xml_node& node);
  void embed(std::string_view id, const Part& part, bool is_picture);

  const Zip& zip_;
  Walk& walk_;
  TextWriter out_;
  std::set<std::string, std::less<>> hidden_styles_;
  DocxNumbering numbering_;
  std::vector<xml_node> boxes_;  // text boxes that hang on the paragraph at hand
  std::map<std::string, int, std::less<>> foot_marks_;
  std::map<std::string, int, std::less<>> end_marks_;
  std::map<std::string, int, std::less<>> comment_marks_;
  std::vector<Attachment> attachments_;
  bool joins_next_ = false;  // the mark at the end of the last paragraph is deleted
};

Result<void> DocxReader::load(Part& part, std::string name) {
  part.name = std::move(name);
  auto relations = relations_of(zip_, part.name, walk_);
  if (!relations) return std::unexpected(relations.error());
  part.relations = std::move(*relations);
  return load_part(part.xml, zip_, part.name, walk_);
}

// The first relation of that type whose entry is there.
const Relation* related(const Zip& zip, const std::vector<Relation>& relations, std::string_view type) {
  for (const Relation& r : relations) {
    if (r.type == type && !r.is_outside && zip.find(r.target)) return &r;
  }
  return nullptr;
}

Result<void> DocxReader::read_styles(const Part& main) {
  pugi::xml_document styles;
  if (const Relation* const r = related(zip_, main.relations, "styles")) {
    if (auto loaded = load_part(styles, zip_, r->target, walk_); !loaded) return loaded;
    for (const xml_node& style : child(styles, "styles").children()) {
      if (is_on(child(child(style, "rPr"), "vanish"))) hidden_styles_.emplace(attribute(style, "styleId"));
    }
  }
  pugi::xml_document numbering;
  if (const Relation* const r = related(zip_, main.relations, "numbering")) {
    if (auto loaded = load_part(numbering, zip_, r->target, walk_); !loaded) return loaded;
  }
  numbering_ = DocxNumbering(numbering, styles);
  return {};
}

void DocxReader::inside(const xml_node& node, const Part& part) {
  for (const xml_node& c : node.children()) element(c, part);
}

void DocxReader::element(const xml_node& node, const Part& part) {
  if (node.type() != pugi::node_element) return;
  const std::string_view name = local_name(node);
  if (name == "p") return paragraph(node, part);
  if (name == "tbl") return table(node, part);
  if (name == "r") return run(node, part);
  if (name == "t") return out_.text(own_text(node));
  if (name == "tab" || name == "ptab") return out_.tab();
  if (name == "br" || name == "cr") {
    if (attribute(node, "type") == "page") return out_.page();
    return out_.line_end();
  }
  if (name == "noBreakHyphen") return out_.text("-");
  if (name == "del" || name == "moveFrom") return out_.count_deletion();
  if (name == "delText" || name == "instrText" || name == "delInstrText" || name == "sectPr") return;
  if (name.ends_with("Pr") && name != "docPr") return;  // properties
  if (name == "sym") {
    unsigned code = 0;
    const std::string_view value = attribute(node, "char");
    std::from_chars(value.data(), value.data() + value.size(), code, 16);
    if (code >= 0xF000 || attribute(node, "font").starts_with("Wingdings") || attribute(node, "font") == "Symbol")
      return out_.text(sign_of_font(attribute(node, "font"), code));
    std::string c;
    append_utf8(c, code);
    return out_.text(c);
  }
  if (name == "footnoteReference") return note_mark(node, Notes::foot);
  if (name == "endnoteReference") return note_mark(node, Notes::end);
  if (name == "commentReference") {
    const int number = static_cast<int>(comment_marks_.size()) + 1;
    if (comment_marks_.emplace(attribute(node, "id"), number).second) out_.text("[c" + std::to_string(number) + "]");
    return;
  }
  if (name == "txbxContent") return boxes_.push_back(node);
  if (name == "AlternateContent") return alternatives(node, part);
  if (name == "blip") {
    if (!attribute(node, "embed").empty()) return embed(attribute(node, "embed"), part, true);
    if (!attribute(node, "link").empty()) out_.note("a picture that lies elsewhere");
    return;
  }
  if (name == "imagedata") return embed(attribute(node, "id"), part, true);
  if (name == "object") {  // what is embedded is read, not its picture; text boxes are text all the same
    const xml_node object = find_below(node, "OLEObject");
    if (!object.empty() && attribute(object, "Type") != "Link") return embed(attribute(object, "id"), part, false);
    return inside(node, part);
  }
  if (name == "control") return out_.note("a control whose value is not read");
  if (name == "altChunk" || name == "contentPart") return embed(attribute(node, "id"), part, false);
  if (name == "chart" || name == "relIds") {
    const Relation* const r = relation(part.relations, attribute(node, name == "chart" ? "id" : "dm"));
    pugi::xml_document drawing;
    if (r == nullptr || !load_part(drawing, zip_, r->target, walk_)) return out_.note("a drawing that could not be read");
    struct Words : pugi::xml_tree_walker {
      TextWriter* out = nullptr;
      bool for_each(xml_node& n) override {
        if (local_name(n) != "t" && local_name(n) != "v") return true;
        out->fresh_line();
        out->text(own_text(n));
        return true;
      }
    };
    Words words;
    words.out = &out_;
    drawing.traverse(words);
    return out_.fresh_line();
  }
  if (name == "fldChar") return form_field(child(node, "ffData"));
  if (name == "ffData") return;
  inside(node, part);
}

// Boxes to tick and lists to choose from have no text of their own.
void DocxReader::form_field(const xml_node& node) {
  if (const xml_node box = child(node, "checkBox"); !box.empty()) {
    const xml_node checked = child(box, "checked");
    out_.text(is_on(checked) || (checked.empty() && is_on(child(box, "default"))) ? "\xE2\x98\x92" : "\xE2\x98\x90");
  }
  if (const xml_node list = child(node, "ddList"); !list.empty()) {
    int chosen = 0;
    const xml_node result = child(list, "result");
    const std::string_view value = attribute(result.empty() ? child(list, "default") : result, "val");
    std::from_chars(value.data(), value.data() + value.size(), chosen);
    for (const xml_node& entry : list.children()) {
      if (local_name(entry) == "listEntry" && chosen-- == 0) out_.text(attribute(entry, "val"));
    }
  }
}

void DocxReader::run(const xml_node& node, const Part& part) {
  const xml_node properties = child(node, "rPr");
  const std::size_t before = out_.size();
  inside(node, part);
  if (out_.size() == before) return;
  const bool is_hidden = is_on(child(properties, "vanish")) || hidden_styles_.contains(attribute(child(properties, "rStyle"), "val"));
  if (is_hidden) out_.note("hidden text");
}

void DocxReader::paragraph(const xml_node& node, const Part& part) {
  const xml_node properties = child(node, "pPr");
  if (is_on(child(properties, "pageBreakBefore"))) out_.page();
  std::vector<xml_node> outer;
  outer.swap(boxes_);
  if (!joins_next_) {
    const std::string number = numbering_.next(properties);
    if (!number.empty()) out_.text(number + " ");
  }
  joins_next_ = false;
  const std::size_t before = out_.size();
  inside(node, part);
  if (out_.size() != before && hidden_styles_.contains(attribute(child(properties, "pStyle"), "val"))) out_.note("hidden text");
  std::vector<xml_node> boxes;
  boxes.swap(boxes_);
  boxes_.swap(outer);
  const xml_node mark = child(properties, "rPr");
  joins_next_ = boxes.empty() && (!child(mark, "del").empty() || !child(mark, "moveFrom").empty());
  if (!joins_next_) out_.line_end();
  for (const xml_node& box : boxes) {
    inside(box, part);
    out_.fresh_line();
  }
  const xml_node section = child(properties, "sectPr");
  if (!section.empty() && attribute(child(section, "type"), "val") != "continuous") out_.page();
}

void DocxReader::table(const xml_node& node, const Part& part) {
  out_.fresh_line();
  for (const xml_node& c : node.children()) {
    const std::string_view name = local_name(c);
    if (name == "tr") {
      row(c, part);
    } else if (name == "sdt") {
      table(child(c, "sdtContent"), part);
    } else if (name == "ins" || name == "moveTo" || name == "customXml") {
      table(c, part);
    } else if (name == "del" || name == "moveFrom") {
      out_.count_deletion();
    }
  }
}

void DocxReader::row(const xml_node& node, const Part& part) {
  if (!child(child(node, "trPr"), "del").empty()) return out_.count_deletion();
  bool is_first = true;
  const auto cells = [&](const auto& self, const xml_node& parent) -> void {
    for (const xml_node& c : parent.children()) {
      const std::string_view name = local_name(c);
      if (name == "sdt") self(self, child(c, "sdtContent"));
      if (name == "customXml") self(self, c);
      if (name != "tc") continue;
      if (!child(child(c, "tcPr"), "cellDel").empty()) {
        out_.count_deletion();
        continue;
      }
      if (!is_first) out_.tab();
      is_first = false;
      const std::size_t begin = out_.size();
      inside(c, part);
      joins_next_ = false;
      out_.trim_line_ends(begin);
    }
  };
  cells(cells, node);
  if (!is_first) out_.line_end();
}

// The same text box in a newer and an older form: once. Where they say different things both are given.
void DocxReader::alternatives(const xml_node& node, const Part& part) {
  const xml_node choice = child(node, "Choice");
  const xml_node fallback = child(node, "Fallback");
  if (choice.empty()) return inside(fallback, part);
  inside(choice, part);
  const std::string letters = letters_below(fallback);
  if (letters.empty() || letters == letters_below(choice)) return;
  out_.note("a text box whose two forms differ");
  inside(fallback, part);
}

void DocxReader::note_mark(const xml_node& node, Notes kind) {
  auto& marks = kind == Notes::foot ? foot_marks_ : end_marks_;
  const int number = static_cast<int>(marks.size()) + 1;
  if (!marks.emplace(attribute(node, "id"), number).second) return;
  out_.text((kind == Notes::foot ? "[" : "[e") + std::to_string(number) + "]");
}

void DocxReader::embed(std::string_view id, const Part& part, bool is_picture) {
  const Relation* const r = relation(part.relations, id);
  if (r == nullptr) {
    if (!id.empty()) out_.note("something embedded that is missing");
    return;
  }
  if (r->is_outside) return out_.note(is_picture ? "a picture that lies elsewhere" : "something embedded that lies elsewhere");
  if (std::ranges::find(attachments_, r->target, &Attachment::name) != attachments_.end()) return;
  attachments_.push_back({.name = r->target, .is_picture = is_picture});
}

// Headers or footers, each once, and those that say the same once.
Result<void> DocxReader::margins(const Part& main, std::string_view reference, std::string_view type) {
  struct References : pugi::xml_tree_walker {
    std::string_view name;
    std::vector<std::string> ids;
    bool for_each(xml_node& n) override {
      if (local_name(n) == name) ids.emplace_back(attribute(n, "id"));
      return true;
    }
  };
  References references;
  references.name = reference;
  xml_node top = main.xml;
  top.traverse(references);
  std::set<std::string> said;
  std::set<std::string> seen;
  for (const std::string& id : references.ids) {
    const Relation* const r = relation(main.relations, id);
    if (r == nullptr || r->type != type || !seen.insert(r->target).second) continue;
    Part margin;
    if (auto loaded = load(margin, r->target); !loaded) return loaded;
    const std::string letters = letters_below(margin.xml);
    if (!letters.empty() && !said.insert(letters).second) continue;
    out_.fresh_line();
    for (const xml_node& c : margin.xml.children()) inside(c, margin);
    joins_next_ = false;
  }
  out_.fresh_line();
  return {};
}

// Those that are referred to, in the order of their marks.
Result<void> DocxReader::notes(const Part& main, Notes kind) {
  auto& marks = kind == Notes::foot ? foot_marks_ : end_marks_;
  if (marks.empty()) return {};
  const Relation* const r = related(zip_, main.relations, kind == Notes::foot ? "footnotes" : "endnotes");
  if (r == nullptr) {
    out_.note("notes that are missing");
    return {};
  }
  Part part;
  if (auto loaded = load(part, r->target); !loaded) return loaded;
  std::map<int, xml_node> ordered;
  for (const xml_node& note : child(part.xml, kind == Notes::foot ? "footnotes" : "endnotes").children()) {
    const auto mark = marks.find(attribute(note, "id"));
    if (mark != marks.end()) ordered.emplace(mark->second, note);
  }
  if (ordered.size() < marks.size()) out_.note("notes that are missing");
  for (const auto& [number, note] : ordered) {
    out_.fresh_line();
    out_.text((kind == Notes::foot ? "[" : "[e") + std::to_string(number) + "] ");
    const std::size_t begin = out_.size();
    inside(note, part);
    joins_next_ = false;
    out_.trim_line_ends(begin);
    out_.line_end();
  }
  return {};
}

Result<void> DocxReader::comments(const Part& main) {
  const Relation* const r = related(zip_, main.relations, "comments");
  if (r == nullptr) return {};
  Part part;
  if (auto loaded = load(part, r->target); !loaded) return loaded;
  std::map<int, xml_node> ordered;
  for (const xml_node& comment : child(part.xml, "comments").children()) {
    if (local_name(comment) != "comment") continue;
    const int next = static_cast<int>(comment_marks_.size()) + 1;
    ordered.emplace(comment_marks_.emplace(attribute(comment, "id"), next).first->second, comment);
  }
  for (const auto& [number, comment] : ordered) {
    out_.fresh_line();
    out_.text("[c" + std::to_string(number) + "] ");
    const std::string_view author = attribute(comment, "author");
    if (!author.empty()) out_.text(std::string(author) + ": ");
    const std::size_t begin = out_.size();
    inside(comment, part);
    joins_next_ = false;
    out_.trim_line_ends(begin);
    out_.line_end();
  }
  return {};
}

Result<void> DocxReader::attach(Document& document) {
  for (const Attachment& attachment : attachments_) {
    const std::string name = attachment.name.substr(attachment.name.rfind('/') + 1);
    const auto entry = zip_.find(attachment.name);
    const auto bytes = entry ? zip_.read(*entry, walk_) : Result<std::string>(fail(Failure::damaged, "missing"));
    auto attached = attachment.is_picture ? attach_picture(document, walk_, bytes, name) : walk_.attach(document, bytes, name);
    if (!attached) return attached;
  }
  return {};
}

Result<Reading> DocxReader::read() {
  const auto top = relations_of(zip_, "", walk_);
  if (!top) return std::unexpected(top.error());
  const Relation* const office = related(zip_, *top, "officeDocument");
  Part main;
  if (auto loaded = load(main, office != nullptr ? office->target : "word/document.xml"); !loaded) return std::unexpected(loaded.error());
  const xml_node whole = child(main.xml, "document");
  if (child(whole, "body").empty()) return fail(Failure::damaged, "it has no body");
  if (auto read = read_styles(main); !read) return std::unexpected(read.error());
  if (auto read = margins(main, "headerReference", "header"); !read) return std::unexpected(read.error());
  inside(whole, main);
  if (auto read = margins(main, "footerReference", "footer"); !read) return std::unexpected(read.error());
  if (auto read = notes(main, Notes::foot); !read) return std::unexpected(read.error());
  if (auto read = notes(main, Notes::end); !read) return std::unexpected(read.error());
  if (auto read = comments(main); !read) return std::unexpected(read.error());
  Reading out;
  auto document = std::move(out_).finish(DocumentKind::docx, walk_);
  if (!document) return std::unexpected(document.error());
  out.document = std::move(*document);
  if (auto attached = attach(out.document); !attached) return std::unexpected(attached.error());
  return out;
}

}  // namespace

Result<Reading> read_docx(std::string_view bytes, Walk& walk) {
  const auto zip = open_package(bytes, walk);
  if (!zip) return std::unexpected(zip.error());
  return DocxReader(*zip, walk).read();
}

}  // namespace mask
