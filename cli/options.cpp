// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include <boost/program_options.hpp>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <fstream>
#include <sstream>

#include "libmask/base/toml_text.h"
#include "libmask/text/fold.h"

namespace cli {
namespace {

namespace po = boost::program_options;

constexpr std::size_t help_column = 32;
constexpr std::size_t help_width = 100;

mask::Error configuration_error(const std::string& path, std::string what) {
  return {.failure = mask::Failure::configuration, .message = std::move(what), .path = path};
}

}  // namespace

void OptionTable::group(std::string title) { group_ = std::move(title); }

void OptionTable::add(std::string names, Row row) {
  const std::size_t comma = names.find(',');
  if (comma != std::string::npos) row.letter = names[comma + 1];
  row.name = names.substr(0, comma);
  row.group = group_;
  rows_.push_back(std::move(row));
}

void OptionTable::flag(std::string names, bool& target, std::string help) {
  Row row;
  row.help = std::move(help);
  row.set = [&target](const std::string& text) { target = text != "false"; };
  add(std::move(names), std::move(row));
}

void OptionTable::value(std::string names, std::string argument, std::string& target, std::string help) {
  Row row;
  row.argument = std::move(argument);
  row.help = std::move(help);
  row.set = [&target](const std::string& text) { target = text; };
  add(std::move(names), std::move(row));
}

void OptionTable::values(std::string names, std::string argument, std::vector<std::string>& target, std::string help) {
  Row row;
  row.argument = std::move(argument);
  row.help = std::move(help);
  row.repeats = true;
  row.set = [&target](const std::string& text) { target.push_back(text); };
  add(std::move(names), std::move(row));
}

OptionTable::Row* OptionTable::named(std::string_view name) {
  const auto row = std::ranges::find_if(rows_, [&](const Row& r) { return r.name == name; });
  return row == rows_.end() ? nullptr : &*row;
}

mask::Result<void> OptionTable::parse(int argc, char** argv, std::vector<std::string>& operands) {
  po::options_description description;
  for (const Row& row : rows_) {
    const std::string names = row.letter == 0 ? row.name : row.name + "," + row.letter;
    if (row.argument.empty()) {
      description.add_options()(names.c_str(), "");
    } else {
      description.add_options()(names.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  constexpr int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    const po::parsed_options parsed = po::command_line_parser(argc, argv).options(description).style(style).run();
    for (const po::option& option : parsed.options) {
      if (option.position_key != -1 || option.string_key.empty()) {
        operands.insert(operands.end(), option.value.begin(), option.value.end());
        continue;
      }
      Row* const row = named(option.string_key);
      if (row == nullptr) return mask::fail(mask::Failure::usage, "unknown option; see --help");
      row->is_set = true;
      row->set(option.value.empty() ? std::string() : option.value.front());
    }
  } catch (const po::error& error) {
    return mask::fail(mask::Failure::usage, std::string(error.what()) + "; see --help");
  }
  return {};
}

mask::Result<void> OptionTable::parse_config(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return std::unexpected(configuration_error(path, "cannot be read"));
  if (mask::first_invalid(text.view())) return std::unexpected(configuration_error(path, "is not UTF-8"));
  if (mask::first_untomly(text.view()))
    return std::unexpected(configuration_error(path, "has letters outside quotes that TOML does not know"));
  const toml::parse_result parsed = toml::parse(text.str(), path);
  if (!parsed) {
    return std::unexpected(configuration_error(
        path, "line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description())));
  }
  for (const auto& [key, node] : parsed.table()) {
    Row* const row = named(key.str());
    const std::string where = "line " + std::to_string(node.source().begin.line) + ": ";
    if (row == nullptr || key.str() == "config")
      return std::unexpected(configuration_error(path, where + "unknown option \"" + std::string(key.str()) + "\""));
    if (row->is_set && !row->repeats) continue;
    std::vector<std::string> values;
    const auto read = [&](const toml::node& value) {
      if (const auto as_text = value.value_exact<std::string>()) {
        values.push_back(*as_text);
      } else if (const auto as_number = value.value_exact<std::int64_t>()) {
        values.push_back(std::to_string(*as_number));
      } else if (const auto as_flag = value.value_exact<bool>()) {
        values.push_back(*as_flag ? "true" : "false");
      } else {
        return false;
      }
      return true;
    };
    bool readable = true;
    if (const toml::array* const array = node.as_array()) {
      readable = row->repeats;
      for (const toml::node& element : *array) readable = readable && read(element);
    } else {
      readable = read(node);
    }
    if (!readable) return std::unexpected(configuration_error(path, where + "a value of the wrong kind"));
    for (const std::string& value : values) row->set(value);
  }
  return {};
}

std::string OptionTable::help() const {
  std::string out;
  std::string group;
  for (const Row& row : rows_) {
    if (row.group != group) {
      group = row.group;
      out += "\n" + group + ":\n";
    }
    std::string head = row.letter == 0 ? "      " : std::string("  -") + row.letter + ", ";
    head += "--" + row.name;
    if (!row.argument.empty()) head += " " + row.argument;
    out += head;
    std::size_t column = head.size();
    if (column + 2 > help_column) {
      out += '\n';
      column = 0;
    }
    out.append(help_column - column, ' ');
    column = help_column;
    std::istringstream words(row.help);
    for (std::string word; words >> word;) {
      if (column + word.size() + 1 > help_width) {
        out += '\n';
        out.append(help_column, ' ');
        column = help_column;
      }
      out += word + " ";
      column += word.size() + 1;
    }
    out.back() = '\n';
  }
  return out;
}

}  // namespace cli
