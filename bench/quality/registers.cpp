// How well the policies for diaries hide private persons in registers, and what else they hide: registers FOLDER [--show]
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FOLDER holds sv.jsonl and da.jsonl (or one of them): a row a line, with "columns" (name to text) and "spans" (name to a list of objects
// with start and end in code points, type and perhaps role). Each language's rows are masked as one table with the policy ediarium-sv or
// postliste-da and what its columns hold. A person counts as protected when every letter of the name is masked. --show prints what is
// missed («...») and what is masked that might stay (‹...›), for invented registers.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "cli/cell_walk.h"
#include "cli/tool.h"
#include "libmask/base/json_text.h"

namespace {

using mask::Failure;
using mask::Result;

struct Gold {
  std::size_t start = 0;  // code points
  std::size_t end = 0;
  std::string type;
  std::string role;
};
struct Value {
  std::string column;
  std::string text;
  std::vector<Gold> spans;
  std::vector<std::size_t> at;  // of each code point in the text, and its size
  std::uint64_t start = 0;      // in the table
  std::vector<bool> is_masked;  // by code point
};
using Row = std::vector<Value>;

struct Register {
  std::string_view language;
  std::string_view policy;
  std::string columns;
};
const std::array<Register, 2> registers = {
    {{"sv", "ediarium-sv", "titel=text,avsandare=person,handlaggare=official,dnr=keep,datum=keep,namnd=keep"},
     {"da", "postliste-da", "titel=text,afsender=person,sagsbehandler=official,dnr=keep,dato=keep,udvalg=keep"}}};

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

Result<Row> read_row(const std::string& line) {
  const std::string padded = line + std::string(mask::json_margin, '\0');
  const std::string_view text(padded.data(), line.size());
  if (!mask::is_valid_json(text)) return mask::fail(Failure::damaged, "a line is not JSON");
  Row row;
  const auto value_of = [&](std::string_view name) -> Value* {
    const auto found = std::ranges::find(row, name, &Value::column);
    return found == row.end() ? nullptr : &*found;
  };
  mask::for_each_member(text, [&](std::string_view key, std::string_view token) {
    if (key == "columns") {
      mask::for_each_member(token, [&](std::string_view name, std::string_view value) {
        row.push_back({.column = std::string(name), .text = mask::json_unescape(value), .spans = {}, .at = {}, .is_masked = {}});
        return true;
      });
    }
    if (key != "spans") return true;
    mask::for_each_member(token, [&](std::string_view name, std::string_view list) {
      Value* const value = value_of(name);
      if (value == nullptr) return true;
      mask::for_each_element(list, [&](std::string_view object) {
        Gold gold;
        mask::for_each_member(object, [&](std::string_view field, std::string_view said) {
          if (field == "start") gold.start = std::stoul(std::string(said));
          if (field == "end") gold.end = std::stoul(std::string(said));
          if (field == "type") gold.type = mask::json_unescape(said);
          if (field == "role") gold.role = mask::json_unescape(said);
          return true;
        });
        value->spans.push_back(gold);
      });
      return true;
    });
    return true;
  });
  for (Value& value : row) {
    std::ranges::replace(value.text, '\t', ' ');
    std::ranges::replace(value.text, '\n', ' ');
    for (std::size_t i = 0; i < value.text.size(); ++i) {
      if (!continues(value.text[i])) value.at.push_back(i);
    }
    value.is_masked.assign(value.at.size(), false);
    value.at.push_back(value.text.size());
  }
  return row;
}

// The rows as a table, and where each value stands in it.
std::string table_of(std::vector<Row>& rows) {
  std::string table;
  for (const Value& value : rows.front()) table += (table.empty() ? "" : "\t") + value.column;
  table += '\n';
  for (Row& row : rows) {
    bool is_first = true;
    for (Value& value : row) {
      if (!is_first) table += '\t';
      is_first = false;
      // A quote at the start of a cell would be one around it.
      if (value.text.starts_with('"')) value.text[0] = '\'';
      value.start = table.size();
      table += value.text;
    }
    table += '\n';
  }
  return table;
}

struct Share {
  std::size_t part = 0;
  std::size_t whole = 0;
  void add(bool is_part) {
    part += is_part ? 1U : 0U;
    ++whole;
  }
};
void print(std::string_view language, std::string_view column, std::string_view what, Share share) {
  if (share.whole == 0) return;
  std::printf("%.*s  %-14.*s %-32.*s %5.1f%%  %zu of %zu\n", static_cast<int>(language.size()), language.data(),
              static_cast<int>(column.size()), column.data(), static_cast<int>(what.size()), what.data(),
              100.0 * static_cast<double>(share.part) / static_cast<double>(share.whole), share.part, share.whole);
}

bool is_letter(const Value& value, std::size_t i) {
  const char c = value.text[value.at[i]];
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0xC3;
}

bool all_masked(const Value& value, const Gold& gold) {
  for (std::size_t i = gold.start; i < gold.end && i < value.is_masked.size(); ++i) {
    if (is_letter(value, i) && !value.is_masked[i]) return false;
  }
  return true;
}
bool any_masked(const Value& value, const Gold& gold) {
  for (std::size_t i = gold.start; i < gold.end && i < value.is_masked.size(); ++i) {
    if (value.is_masked[i]) return true;
  }
  return false;
}

void show(const Value& value) {
  std::string line;
  bool wrong = false;
  for (std::size_t i = 0; i < value.is_masked.size(); ++i) {
    const Gold* gold = nullptr;
    for (const Gold& each : value.spans) {
      if (i >= each.start && i < each.end) gold = &each;
    }
    const bool is_private = gold != nullptr && gold->type == "person" && gold->role.empty();
    const char* open = "";
    const char* close = "";
    if (is_private && !value.is_masked[i] && is_letter(value, i)) {
      open = "«";
      close = "»";
    } else if ((gold == nullptr || gold->type == "organisation" || !gold->role.empty()) && value.is_masked[i] && is_letter(value, i)) {
      open = "‹";
      close = "›";
    }
    wrong = wrong || *open != 0;
    line += open + value.text.substr(value.at[i], value.at[i + 1] - value.at[i]) + close;
  }
  for (const std::string_view joint : {"»«", "›‹"}) {
    for (std::size_t at = line.find(joint); at != std::string::npos; at = line.find(joint)) line.erase(at, joint.size());
  }
  if (wrong) std::printf("    %s: %s\n", value.column.c_str(), line.c_str());
}

Result<void> measure(const Register& what, const std::string& path, const mask::Lexicon& lexicon, const mask::Finder& finder,
                     const std::string& share, bool shows) {
  std::ifstream in(path);
  if (!in) return {};
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto row = read_row(line);
    if (!row) return std::unexpected(row.error());
    if (!row->empty()) rows.push_back(std::move(*row));
  }
  if (rows.empty()) return {};
  auto policy = mask::load_policy(share + "/policy/" + std::string(what.policy) + ".toml");
  if (!policy) return std::unexpected(policy.error());
  cli::Masking masking;
  masking.lexicon = &lexicon;
  masking.finder = &finder;
  masking.rules.policy = std::move(*policy);
  if (const auto prepared = masking.prepare(); !prepared) return prepared;
  const auto rules = cli::read_columns({what.columns});
  if (!rules) return std::unexpected(rules.error());

  const std::string table = table_of(rows);
  std::string_view left = table;
  const auto read = [&](char* into, std::size_t size) -> Result<std::size_t> {
    const std::size_t count = std::min(size, left.size());
    std::copy_n(left.data(), count, into);
    left.remove_prefix(count);
    return count;
  };
  cli::CellWalk::Taker taker;
  taker.write = [](std::string&) -> Result<void> { return {}; };
  taker.shown = []() -> Result<void> { return {}; };
  taker.show = [&](const cli::CellFinding& found, const cli::CellMasker&, const cli::CellPlace& place, std::uint64_t offset) {
    if (found.action != mask::Action::mask || place.row < 2) return;
    Value& value = rows[place.row - 2][place.column - 1];
    for (std::size_t i = 0; i < value.is_masked.size(); ++i) {
      const std::uint64_t at = value.start + value.at[i];
      if (at >= offset + found.raw.start && at < offset + found.raw.end) value.is_masked[i] = true;
    }
  };
  cli::CellWalk walk(masking, *rules, read, taker);
  if (const auto walked = walk.walk_table('\t'); !walked) return walked;

  std::map<std::string, std::map<std::string, Share>> shares;
  Share leakless;
  Share leakless_with;
  std::vector<std::string> columns;
  for (const Value& value : rows.front()) columns.push_back(value.column);
  for (const Row& row : rows) {
    bool leaks = false;
    bool has_person = false;
    for (const Value& value : row) {
      std::map<std::string, Share>& of = shares[value.column];
      for (const Gold& gold : value.spans) {
        if (gold.type == "person" && gold.role.empty()) {
          of["persons without a role protected"].add(all_masked(value, gold));
          has_person = true;
          leaks = leaks || !all_masked(value, gold);
        } else if (gold.type == "person") {
          of["officials and elected kept"].add(!any_masked(value, gold));
        } else if (gold.type == "organisation") {
          of["organisations kept"].add(!any_masked(value, gold));
        } else if (gold.type != "place" && gold.type != "sensitive" && gold.type != "case_number" && gold.type != "age") {
          of["other identifiers protected"].add(all_masked(value, gold));
        }
      }
      for (std::size_t i = 0; i < value.is_masked.size(); ++i) {
        const bool is_gold = std::ranges::any_of(value.spans, [&](const Gold& gold) { return i >= gold.start && i < gold.end; });
        if (is_letter(value, i) && !is_gold) of["letters masked outside gold"].add(value.is_masked[i]);
      }
      if (shows) show(value);
    }
    leakless.add(!leaks);
    if (has_person) leakless_with.add(!leaks);
  }
  for (const std::string& column : columns) {
    for (const auto& [name, value] : shares[column]) print(what.language, column, name, value);
  }
  print(what.language, "all rows", "rows without a leak", leakless);
  print(what.language, "with persons", "rows without a leak", leakless_with);
  return {};
}

cli::Exit fail(const mask::Error& error) {
  cli::say("registers", error);
  return cli::exit_of(error.failure);
}

cli::Exit run(int count, char** arguments) {
  std::string folder;
  bool shows = false;
  bool needs_no_model = false;
  bool is_usage = count < 2;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = arguments[i];
    if (word == "--show") {
      shows = true;
    } else if (word == "--no-model") {
      needs_no_model = true;
    } else if (folder.empty() && !word.starts_with("-")) {
      folder = word;
    } else {
      is_usage = true;
    }
  }
  if (is_usage || folder.empty()) {
    std::fprintf(stderr, "usage: registers FOLDER [--show] [--no-model]\n");
    return cli::Exit::usage;
  }
  const std::string share = cli::program_folder() + "/../../share/maskros";
  const auto lexicon = mask::Lexicon::load(share + "/lexicon.bin");
  if (!lexicon) return fail(lexicon.error());
  const auto model = mask::NameModel::load(share + "/names.model");
  if (!model) return fail(model.error());
  const mask::Finder finder(*lexicon, needs_no_model ? nullptr : &*model);
  bool has_any = false;
  for (const Register& each : registers) {
    const std::string path = folder + "/" + std::string(each.language) + ".jsonl";
    has_any = has_any || std::ifstream(path).good();
    if (const auto measured = measure(each, path, *lexicon, finder, share, shows); !measured) return fail(measured.error());
  }
  if (!has_any) return fail({.failure = Failure::no_input, .message = "holds neither sv.jsonl nor da.jsonl", .path = folder});
  return cli::Exit::done;
}

}  // namespace

int main(int count, char** arguments) { return cli::frame("registers", count, arguments, run); }
