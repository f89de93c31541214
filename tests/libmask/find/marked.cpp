// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/libmask/find/marked.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace mask::test {
namespace {

constexpr std::string_view open = "⟦";
constexpr std::string_view close = "⟧";

void append_utf8(std::string& out, unsigned long code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 63));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 63));
    out += static_cast<char>(0x80 | (code & 63));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 63));
    out += static_cast<char>(0x80 | ((code >> 6) & 63));
    out += static_cast<char>(0x80 | (code & 63));
  }
}

std::string unescape(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      out += line[i];
    } else if (line[i + 1] == 'n' || line[i + 1] == 't') {
      out += line[++i] == 'n' ? '\n' : '\t';
    } else if (line[i + 1] == 'u' && i + 2 < line.size() && line[i + 2] == '{') {
      const std::size_t end = line.find('}', i);
      append_utf8(out, std::stoul(line.substr(i + 3, end - i - 3), nullptr, 16));
      i = end;
    } else {
      out += line[i];
    }
  }
  return out;
}

}  // namespace

MarkedFile read_marked(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot open " + path);
  MarkedFile file{.name = path.substr(path.rfind('/') + 1), .types = {}, .with_model = false, .lines = {}};
  std::string line;
  for (std::size_t row = 1; std::getline(in, line); ++row) {
    constexpr std::string_view head = "# types: ";
    if (row == 1) {
      if (!line.starts_with(head)) throw std::runtime_error(path + ": the first line must name its types");
      std::istringstream types(line.substr(head.size()));
      for (std::string type; types >> type;) {
        if (type == "+model") {
          file.with_model = true;
        } else {
          file.types.push_back(type);
        }
      }
    }
    if (line.empty() || line.starts_with("#")) continue;
    MarkedLine marked{.text = {}, .marks = {}, .line = row, .known_failure = line.starts_with("?! ")};
    line = unescape(marked.known_failure ? line.substr(3) : line);
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t begin = line.find(open, at);
      marked.text.append(line, at, begin - at);
      if (begin == std::string::npos) break;
      const std::size_t bar = line.find('|', begin);
      const std::size_t end = line.find(close, begin);
      if (bar == std::string::npos || end == std::string::npos || bar > end) throw std::runtime_error(path + ": a mark is not closed");
      const auto start = static_cast<std::uint32_t>(marked.text.size());
      marked.text.append(line, bar + 1, end - bar - 1);
      marked.marks.push_back(
          {{start, static_cast<std::uint32_t>(marked.text.size())}, line.substr(begin + open.size(), bar - begin - open.size())});
      at = end + close.size();
    }
    file.lines.push_back(std::move(marked));
  }
  return file;
}

std::vector<Mark> found(const Finder& finder, std::string_view text, const std::vector<std::string>& types) {
  const std::string padded = std::string(scan_margin, '\0').append(text).append(scan_margin, '\0');
  Finder::Workspace work;
  Findings findings;
  Folded folded;
  if (fold({padded.data() + scan_margin, text.size()}, folded)) throw std::runtime_error("not UTF-8");
  finder.find(folded, work, findings);
  std::vector<Mark> marks;
  for (const Finding& finding : findings.list) {
    const std::string type(name(finding.type));
    if (finding.score < 500 || std::ranges::find(types, type) == types.end()) continue;
    const auto joined = std::ranges::find_if(marks, [&](const Mark& m) { return m.type == type && m.span.overlaps(finding.span); });
    if (joined == marks.end()) {
      marks.push_back({finding.span, type});
    } else {
      joined->span = {std::min(joined->span.start, finding.span.start), std::max(joined->span.end, finding.span.end)};
    }
  }
  std::ranges::sort(marks);
  return marks;
}

std::string with_marks(std::string_view text, const std::vector<Mark>& marks) {
  std::string out;
  std::size_t at = 0;
  for (const Mark& mark : marks) {
    if (mark.span.start < at) {
      out += "⟦overlaps: " + mark.type + "⟧";
      continue;
    }
    out.append(text, at, mark.span.start - at)
        .append(open)
        .append(mark.type)
        .append("|")
        .append(text, mark.span.start, mark.span.size())
        .append(close);
    at = mark.span.end;
  }
  return out.append(text.substr(at));
}

const NameModel& shipped_model() {
  static const Result<NameModel> loaded = NameModel::load(MASKROS_NAMES);
  if (!loaded) throw std::runtime_error("the name model cannot be loaded");
  return *loaded;
}

const Lexicon& lexicon() {
  static const Result<Lexicon> loaded = Lexicon::load(MASKROS_LEXICON);
  if (!loaded) {
    std::cerr << MASKROS_LEXICON << ": " << loaded.error().message << "\n";
    std::abort();
  }
  return *loaded;
}

}  // namespace mask::test
