// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/evaluate.h"

#include <unicode/uchar.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>
#include <vector>

#include "libmask/base/json_text.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Result;

struct Gold {
  std::size_t start = 0;  // code points
  std::size_t end = 0;
  std::string type;
  std::string role;
};

struct Document {
  std::string text;
  std::string language;
  std::vector<Gold> spans;
};

std::size_t number_of(std::string_view token) {
  std::size_t value = 0;
  std::from_chars(token.data(), token.data() + token.size(), value);
  return value;
}

Document read_document(std::string_view line) {
  Document document;
  mask::for_each_member(line, [&](std::string_view key, std::string_view token) {
    if (key == "text" && token.starts_with('"')) document.text = mask::json_unescape(token);
    if (key == "lang" && token.starts_with('"')) document.language = mask::json_unescape(token);
    if (key != "spans" || !token.starts_with('[')) return true;
    mask::for_each_element(token, [&](std::string_view element) {
      if (!element.starts_with('{')) return;
      Gold& span = document.spans.emplace_back();
      mask::for_each_member(element, [&](std::string_view name, std::string_view value) {
        if (name == "start") span.start = number_of(value);
        if (name == "end") span.end = number_of(value);
        if (name == "type" && value.starts_with('"')) span.type = mask::json_unescape(value);
        if (name == "role" && value.starts_with('"')) span.role = mask::json_unescape(value);
        return true;
      });
    });
    return true;
  });
  return document;
}

// The text by code points: where each begins, and whether it is a letter or digit.
struct Characters {
  std::vector<std::uint32_t> byte;
  std::vector<bool> is_alphanumeric;
  explicit Characters(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const auto first = static_cast<unsigned char>(text[i]);
      const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      UChar32 code = size == 1 ? UChar32{first} : UChar32{first} & (0x7F >> size);
      for (std::size_t k = 1; k < size && i + k < text.size(); ++k) code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 63);
      byte.push_back(static_cast<std::uint32_t>(i));
      const auto category = static_cast<UCharCategory>(u_charType(code));  // letters and numbers of any kind
      is_alphanumeric.push_back(u_isalpha(code) != 0 || category == U_DECIMAL_DIGIT_NUMBER || category == U_OTHER_NUMBER ||
                                category == U_LETTER_NUMBER);
      i += size;
    }
    byte.push_back(static_cast<std::uint32_t>(text.size()));
  }
};

struct Row {
  std::size_t gold = 0;
  std::size_t protected_ = 0;
  std::size_t typed = 0;
};

struct Totals {
  std::map<std::string, Row> rows;
  std::size_t over = 0;
  std::size_t clear = 0;
  std::size_t findings = 0;
  std::size_t touching = 0;
  std::size_t documents = 0;
  std::size_t clean = 0;
};

// A masked finding, in bytes.
struct Masked {
  mask::Span span;
  mask::Type type;
};

void count(const Document& document, const std::vector<Masked>& masked, Totals& totals) {
  const Characters characters(document.text);
  const std::size_t size = characters.is_alphanumeric.size();
  // One bit a type, and for every byte position that of its character.
  std::vector<std::uint32_t> cover(size);
  std::vector<bool> gold(size);
  std::vector<std::size_t> at_byte(document.text.size() + 1, size);
  for (std::size_t i = 0; i < size; ++i) at_byte[characters.byte[i]] = i;
  for (const Gold& span : document.spans) {
    for (std::size_t i = span.start; i < span.end && i < size; ++i) gold[i] = true;
  }
  for (const Masked& finding : masked) {
    bool touches = false;
    for (std::size_t i = at_byte[finding.span.start]; i < at_byte[finding.span.end]; ++i) {
      cover[i] |= std::uint32_t{1} << static_cast<unsigned>(finding.type);
      touches = touches || gold[i];
    }
    ++totals.findings;
    totals.touching += touches ? 1 : 0;
  }
  bool is_clean = true;
  for (const Gold& span : document.spans) {
    if (span.role == "authority" || (span.role == "official" && span.type != "person")) continue;
    const auto type = mask::type_named(span.type);
    bool is_protected = true;
    bool is_typed = true;
    for (std::size_t i = span.start; i < span.end && i < size; ++i) {
      if (!characters.is_alphanumeric[i]) continue;
      is_protected = is_protected && cover[i] != 0;
      is_typed = is_typed && type && (cover[i] >> static_cast<unsigned>(*type) & 1) != 0;
    }
    Row& row = totals.rows[span.type];
    ++row.gold;
    row.protected_ += is_protected ? 1 : 0;
    row.typed += is_typed ? 1 : 0;
    is_clean = is_clean && is_protected;
  }
  for (std::size_t i = 0; i < size; ++i) {
    if (!characters.is_alphanumeric[i] || gold[i]) continue;
    ++totals.clear;
    totals.over += cover[i] != 0 ? 1U : 0U;
  }
  ++totals.documents;
  totals.clean += is_clean ? 1 : 0;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string table_of(const Totals& totals) {
  std::string out;
  std::array<char, 256> line{};
  const auto append_row = [&](const std::string& name, const Row& row) {
    std::snprintf(line.data(), line.size(), "%-18s gold %5zu  protected %5.1f%%  typed %5.1f%%  leaked %zu", name.c_str(), row.gold,
                  share(row.protected_, row.gold), share(row.typed, row.gold), row.gold - row.protected_);
    out += line.data();
  };
  Row all;
  for (const auto& [type, row] : totals.rows) {
    append_row(type, row);
    out += '\n';
    all.gold += row.gold;
    all.protected_ += row.protected_;
    all.typed += row.typed;
  }
  append_row("ALL", all);
  std::snprintf(line.data(), line.size(), "  over-masking %.2f%%  precision %.1f%%  documents without a leak %.1f%%\n",
                share(totals.over, totals.clear), share(totals.touching, totals.findings), share(totals.clean, totals.documents));
  out += line.data();
  return out;
}

}  // namespace

Result<std::string> evaluate(const Masking& masking, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::unexpected(mask::Error{.failure = Failure::no_input, .message = "cannot be opened", .path = path});
  Totals totals;
  std::string line;
  for (std::size_t row = 1; std::getline(in, line); ++row) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::size_t size = line.size();
    line.append(mask::json_margin, '\0');
    const std::string_view record{line.data(), size};
    if (!mask::is_valid_json(record) || record[mask::json_skip_space(record, 0)] != '{') {
      return std::unexpected(
          mask::Error{.failure = Failure::damaged, .message = "line " + std::to_string(row) + ": not a JSON object", .path = path});
    }
    const Document document = read_document(record.substr(mask::json_skip_space(record, 0)));
    DocumentMasker masker(masking);
    if (const auto language = mask::language_coded(document.language); language && !masking.language) masker.set_language(*language);
    std::vector<Masked> masked;
    const auto walked = masker.walk(document.text, [&](const Checked& segment) -> Result<void> {
      for (std::size_t i = 0; i < segment.findings.list.size(); ++i) {
        const mask::Finding& finding = segment.findings.list[i];
        if (segment.decisions.actions[i] != mask::Action::mask || finding.span.start < segment.from || finding.span.start >= segment.to)
          continue;
        const auto offset = static_cast<std::uint32_t>(segment.offset);
        masked.push_back({{finding.span.start + offset, finding.span.end + offset}, finding.type});
      }
      return {};
    });
    if (!walked) return std::unexpected(walked.error());
    count(document, masked, totals);
  }
  return table_of(totals);
}

}  // namespace cli
