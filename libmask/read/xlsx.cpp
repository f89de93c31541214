// Excel workbooks: each sheet a page, its rows as lines with tabs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "libmask/read/package.h"
#include "libmask/read/picture.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"
#include "libmask/read/xml.h"

namespace mask {
namespace {

using pugi::xml_node;

constexpr std::uint64_t widest_row = 16384;
// Cells that are empty and stand before others: so many altogether.
constexpr std::uint64_t most_gaps = 4'000'000;

enum class Shown : unsigned char { general, date, time, moment, percent };

// What a number format shows: a day, a time, both, or a number.
Shown shown_by(std::string_view format) {
  bool has_day = false;
  bool has_time = false;
  for (std::size_t at = 0; at < format.size(); ++at) {
    const char c = format[at];
    if (c == '"') {
      at = std::min(format.find('"', at + 1), format.size());
    } else if (c == '[') {
      if (at + 1 < format.size() && (format[at + 1] == 'h' || format[at + 1] == 'H')) has_time = true;
      at = std::min(format.find(']', at), format.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == ';') {
      break;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      has_day = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      has_time = true;
    } else if (c == '%') {
      return Shown::percent;
    }
  }
  if (has_day) return has_time ? Shown::moment : Shown::date;
  return has_time ? Shown::time : Shown::general;
}

Shown shown_by_number(std::uint64_t id) {
  if (id == 9 || id == 10) return Shown::percent;
  if (id >= 14 && id <= 17) return Shown::date;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return Shown::time;
  if (id == 22) return Shown::moment;
  return Shown::general;
}

std::string two_digits(unsigned number) {
  std::string out = number < 10 ? "0" : "";
  out += std::to_string(number);
  return out;
}

// "2024-03-01", "12:30" or both; days are counted from the end of 1899, or from 1904.
std::string written_moment(double value, Shown shown, bool is_from_1904) {
  if (!(value >= 0) || value > 3'000'000) return {};
  double whole = std::floor(value);
  auto seconds = static_cast<unsigned>(std::lround((value - whole) * 86400));
  if (seconds >= 86400) {
    seconds = 0;
    whole += 1;
  }
  const std::chrono::sys_days first = is_from_1904 ? std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}
                                                   : std::chrono::sys_days{std::chrono::year{1899} / 12 / (whole < 60 ? 31 : 30)};
  const std::chrono::year_month_day day{first + std::chrono::days(static_cast<int>(whole))};
  std::string out;
  if (shown != Shown::time) {
    out += std::to_string(static_cast<int>(day.year()));
    out += '-';
    out += two_digits(static_cast<unsigned>(day.month()));
    out += '-';
    out += two_digits(static_cast<unsigned>(day.day()));
  }
  if (shown == Shown::date) return out;
  if (!out.empty()) out += ' ';
  const unsigned hours = seconds / 3600 + (shown == Shown::time ? static_cast<unsigned>(whole) * 24 : 0);
  out += two_digits(hours);
  out += ':';
  out += two_digits(seconds / 60 % 60);
  if (seconds % 60 != 0) {
    out += ':';
    out += two_digits(seconds % 60);
  }
  return out;
}

// A number in digits, not in powers of ten, as a cell shows it.
std::string written_number(std::string_view raw, Shown shown, bool is_from_1904) {
  double value = 0;
  const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (error != std::errc{} || end != raw.data() + raw.size() || !std::isfinite(value)) return std::string(raw);
  if (shown == Shown::date || shown == Shown::time || shown == Shown::moment) {
    std::string moment = written_moment(value, shown, is_from_1904);
    if (!moment.empty()) return moment;
  }
  const auto shortest = [](double number) {
    char digits[64];
    const auto [last, failed] = std::to_chars(digits, digits + sizeof(digits), number, std::chars_format::fixed, 10);
    std::string out(digits, failed == std::errc{} ? last : digits);
    if (out.contains('.')) {
      while (out.ends_with('0')) out.pop_back();
      if (out.ends_with('.')) out.pop_back();
    }
    return out;
  };
  if (shown == Shown::percent) return shortest(value * 100) + "%";
  if (raw.find_first_of("eE") == std::string_view::npos) {
    // Programs write 0.1 + 0.2 with all its digits.
    if (raw.size() < 16 || !raw.contains('.')) return std::string(raw);
  }
  return std::abs(value) < 1e21 && (std::abs(value) >= 1e-6 || value == 0) ? shortest(value) : std::string(raw);
}

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
  std::uint64_t out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// "BC12" -> 54, from 0.
std::uint64_t column_of(std::string_view place, std::uint64_t otherwise) {
  std::uint64_t out = 0;
  std::size_t letters = 0;
  for (const char c : place) {
    if (c < 'A' || c > 'Z' || letters == 4) break;
    out = out * 26 + static_cast<std::uint64_t>(c - 'A') + 1;
    ++letters;
  }
  return letters == 0 ? otherwise : out - 1;
}

// The text of a string: its runs, without what tells how to say it.
std::string string_in(const xml_node& node) {
  std::string out;
  for (const xml_node& part : node.children()) {
    if (local_name(part) == "t") {
      for (const xml_node& text : part.children()) out += text.value();
    } else if (local_name(part) == "r") {
      for (const xml_node& text : child(part, "t").children()) out += text.value();
    }
  }
  return out;
}

class XlsxReader {
 public:
  XlsxReader(const Zip& zip, std::uint64_t packed, Walk& walk) : zip_(zip), packed_(packed), walk_(walk) {}

  Result<Reading> read() {
    const auto top = relations_of(zip_, "", walk_);
    if (!top) return std::unexpected(top.error());
    std::string book = "xl/workbook.xml";
    for (const Relation& r : *top) {
      if (r.type == "officeDocument") book = r.target;
    }
    pugi::xml_document workbook;
    if (auto loaded = load_part(workbook, zip_, book, walk_); !loaded) return std::unexpected(loaded.error());
    const auto relations = relations_of(zip_, book, walk_);
    if (!relations) return std::unexpected(relations.error());
    const xml_node whole = child(workbook, "workbook");
    const std::string_view from_1904 = attribute(child(whole, "workbookPr"), "date1904");
    is_from_1904_ = from_1904 == "1" || from_1904 == "true";
    for (const Relation& r : *relations) {
      if (r.type == "sharedStrings") {
        if (auto loaded = load_strings(r.target); !loaded) return std::unexpected(loaded.error());
      } else if (r.type == "styles") {
        if (auto loaded = load_styles(r.target); !loaded) return std::unexpected(loaded.error());
      }
    }
    for (const xml_node& node : child(whole, "sheets").children()) {
      if (local_name(node) != "sheet") continue;
      const Relation* const r = relation(*relations, attribute(node, "id"));
      if (r == nullptr || !zip_.find(r->target)) {
        out_.note("a sheet that is missing");
        continue;
      }
      out_.page();
      const std::string_view state = attribute(node, "state");
      if (state == "hidden" || state == "veryHidden") out_.note("a hidden sheet");
      out_.text(attribute(node, "name"));
      out_.line_end();
      if (auto read = sheet(r->target); !read) return std::unexpected(read.error());
    }
    Reading out;
    auto document = std::move(out_).finish(DocumentKind::xlsx, walk_);
    if (!document) return std::unexpected(document.error());
    out.document = std::move(*document);
    for (const auto& [target, is_picture] : attachments_) {
      const auto entry = zip_.find(target);
      const auto bytes = entry ? zip_.read(*entry, walk_) : Result<std::string>(fail(Failure::damaged, "missing"));
      const std::string name = target.substr(target.rfind('/') + 1);
      auto attached = is_picture ? attach_picture(out.document, walk_, bytes, name) : walk_.attach(out.document, bytes, name);
      if (!attached) return std::unexpected(attached.error());
    }
    return out;
  }

 private:
  Result<void> load_strings(const std::string& part) {
    pugi::xml_document document;
    if (auto loaded = load_part(document, zip_, part, walk_); !loaded) return loaded;
    for (const xml_node& node : child(document, "sst").children()) {
      if (local_name(node) == "si") strings_.push_back(string_in(node));
    }
    return {};
  }

  Result<void> load_styles(const std::string& part) {
    pugi::xml_document document;
    if (auto loaded = load_part(document, zip_, part, walk_); !loaded) return loaded;
    const xml_node whole = child(document, "styleSheet");
    std::map<std::uint64_t, Shown> formats;
    for (const xml_node& node : child(whole, "numFmts").children())
      formats[number_of(attribute(node, "numFmtId"), 0)] = shown_by(attribute(node, "formatCode"));
    for (const xml_node& node : child(whole, "cellXfs").children()) {
      if (local_name(node) != "xf") continue;
      const std::uint64_t id = number_of(attribute(node, "numFmtId"), 0);
      const auto own = formats.find(id);
      styles_.push_back(own != formats.end() ? own->second : shown_by_number(id));
    }
    return {};
  }

  // What a cell shows.
  std::string cell(const xml_node& node) {
    const std::string_view type = attribute(node, "t");
    const std::string_view value = child(node, "v").child_value();
    if (type == "s") {
      const std::uint64_t index = number_of(value, strings_.size());
      if (index < strings_.size()) return strings_[index];
      if (!value.empty()) out_.note("a cell whose text is missing");
      return {};
    }
    if (type == "inlineStr") return string_in(child(node, "is"));
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "d") return std::string(value);
    if (value.empty()) return {};
    const std::uint64_t style = number_of(attribute(node, "s"), 0);
    return written_number(value, style < styles_.size() ? styles_[style] : Shown::general, is_from_1904_);
  }

  Result<void> sheet(const std::string& part) {
    pugi::xml_document document;
    if (auto loaded = load_part(document, zip_, part, walk_); !loaded) return loaded;
    xml_node whole = child(document, "worksheet");
    if (whole.empty()) whole = child(document, "chartsheet");
    std::set<std::uint64_t> hidden_columns;
    for (const xml_node& node : child(whole, "cols").children()) {
      const std::string_view hidden = attribute(node, "hidden");
      if (hidden != "1" && hidden != "true") continue;
      const std::uint64_t last = std::min(number_of(attribute(node, "max"), 0), widest_row);
      for (std::uint64_t i = number_of(attribute(node, "min"), 1); i <= last; ++i) hidden_columns.insert(i - 1);
    }
    bool has_hidden_column = false;
    for (const xml_node& row : child(whole, "sheetData").children()) {
      if (local_name(row) != "row") continue;
      const std::size_t begin = out_.size();
      std::uint64_t next = 0;     // column
      std::uint64_t written = 0;  // tabs
      for (const xml_node& node : row.children()) {
        if (local_name(node) != "c") continue;
        const std::uint64_t column = column_of(attribute(node, "r"), next);
        next = column + 1;
        std::string text = cell(node);
        if (text.empty() || column >= widest_row) {
          if (!text.empty()) out_.note("cells beyond the last column: not read");
          continue;
        }
        std::ranges::replace_if(
            text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
        for (; written < column; ++written) {
          if (++gaps_ > most_gaps) return walk_.over_limit("its sheets have more gaps than the limit of " + std::to_string(most_gaps));
          out_.tab();
        }
        out_.text(text);
        // One string may stand in any number of cells.
        constexpr std::uint64_t always_allowed = std::uint64_t{1} << 20;
        const std::uint64_t ratio = walk_.options().limits.ratio;
        if (out_.size() > always_allowed && out_.size() / ratio > packed_)
          return walk_.over_limit("its cells hold more than " + std::to_string(ratio) + " times its size: over the limit");
        has_hidden_column = has_hidden_column || hidden_columns.contains(column);
      }
      if (out_.size() == begin) continue;
      out_.line_end();
      const std::string_view hidden = attribute(row, "hidden");
      if (hidden == "1" || hidden == "true") out_.note("a hidden row");
    }
    if (has_hidden_column) out_.note("a hidden column");
    margins(child(whole, "headerFooter"));
    return beside(part);
  }

  // Headers and footers, without the codes for what stands there.
  void margins(const xml_node& node) {
    for (const xml_node& margin : node.children()) {
      const std::string_view text = margin.child_value();
      std::string said;
      for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '&') {
          said += text[at];
          continue;
        }
        if (++at >= text.size()) break;
        if (text[at] == '&') {
          said += '&';
        } else if (text[at] == '"') {
          at = std::min(text.find('"', at + 1), text.size());
        } else if (text[at] == 'L' || text[at] == 'C' || text[at] == 'R') {
          if (!said.empty()) said += '\t';
        } else {
          while (at + 1 < text.size() && text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9') ++at;
        }
      }
      if (is_white(said)) continue;
      out_.fresh_line();
      out_.text(said);
      out_.line_end();
    }
  }

  // Comments, drawings and what is embedded in a sheet.
  Result<void> beside(const std::string& part) {
    const auto relations = relations_of(zip_, part, walk_);
    if (!relations) return std::unexpected(relations.error());
    for (const Relation& r : *relations) {
      if (r.is_outside) continue;
      if (r.type == "oleObject" || r.type == "package") attachments_.emplace_back(r.target, false);
      if (r.type == "pivotTable") out_.note("a pivot table: only what it shows is read");
      const bool is_comment = r.type == "comments" || r.type == "threadedComment";
      if (!is_comment && r.type != "drawing") continue;
      pugi::xml_document document;
      if (auto loaded = load_part(document, zip_, r.target, walk_); !loaded) return loaded;
      if (is_comment) {
        comments(document);
      } else if (auto read = drawing(document, r.target); !read) {
        return read;
      }
    }
    return {};
  }

  void comments(const pugi::xml_document& document) {
    std::vector<std::string> authors;
    const xml_node whole = child(document, "comments");
    for (const xml_node& node : child(whole, "authors").children()) authors.emplace_back(node.child_value());
    const auto say = [&](const xml_node& node, const std::string& author, const std::string& text) {
      out_.fresh_line();
      out_.text(mark_of("[c", ++comments_) + " ");
      out_.text(attribute(node, "ref"));
      out_.text(" ");
      if (!author.empty()) out_.text(author + ": ");
      out_.text(text);
      out_.line_end();
    };
    for (const xml_node& node : child(whole, "commentList").children()) {
      const std::uint64_t author = number_of(attribute(node, "authorId"), authors.size());
      say(node, author < authors.size() && !authors[author].starts_with("tc=") ? authors[author] : std::string(),
          string_in(child(node, "text")));
    }
    for (const xml_node& node : child(document, "ThreadedComments").children()) say(node, {}, child(node, "text").child_value());
  }

  Result<void> drawing(const pugi::xml_document& document, const std::string& part) {
    const auto relations = relations_of(zip_, part, walk_);
    if (!relations) return std::unexpected(relations.error());
    struct Found : pugi::xml_tree_walker {
      TextWriter* out = nullptr;
      std::vector<std::string> pictures;
      bool has_chart = false;
      bool for_each(xml_node& node) override {
        const std::string_view name = local_name(node);
        if (name == "t") out->text(node.child_value());
        if (name == "p" || name == "sp") out->fresh_line();
        if (name == "blip") pictures.emplace_back(attribute(node, "embed"));
        if (name == "chart") has_chart = true;
        return true;
      }
    };
    Found found;
    found.out = &out_;
    out_.fresh_line();
    pugi::xml_node(document).traverse(found);
    out_.fresh_line();
    if (found.has_chart) out_.note("a chart: its texts are not read");
    for (const std::string& id : found.pictures) {
      const Relation* const r = relation(*relations, id);
      if (r == nullptr || r->is_outside) {
        if (!id.empty()) out_.note("a picture that lies elsewhere");
      } else if (std::ranges::find(attachments_, std::pair(r->target, true)) == attachments_.end()) {
        attachments_.emplace_back(r->target, true);
      }
    }
    return {};
  }

  const Zip& zip_;
  std::uint64_t packed_;  // bytes of all of it
  Walk& walk_;
  TextWriter out_;
  std::vector<std::string> strings_;
  std::vector<Shown> styles_;
  std::vector<std::pair<std::string, bool>> attachments_;  // and whether it is a picture
  bool is_from_1904_ = false;
  std::uint64_t gaps_ = 0;
  std::size_t comments_ = 0;
};

}  // namespace

Result<Reading> read_xlsx(std::string_view bytes, Walk& walk) {
  const auto zip = open_package(bytes, walk);
  if (!zip) return std::unexpected(zip.error());
  return XlsxReader(*zip, bytes.size(), walk).read();
}

}  // namespace mask
