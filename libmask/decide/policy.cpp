// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/decide/policy.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <sstream>

#include "libmask/base/toml_text.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

// Reads one file; keeps the first error.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  Result<Policy> read(const toml::table& root) {
    Policy policy;
    for (TypeRule& rule : policy.types) rule = {};
    policy.of(Type::person).from = person_threshold;
    check_keys(root, {"version", "name", "title", "officials", "elected", "style", "protection", "allow", "deny", "replace", "types"});
    if (root["version"].value<std::int64_t>() != 1) report(root, "version must be 1");
    policy.name = root["name"].value_or(std::string());
    if (policy.name.empty()) report(root, "name is missing");
    if (const toml::table* titles = root["title"].as_table()) check_keys(*titles, {"sv", "da", "en"});
    policy.masks_officials = read_mask_or_keep(root, "officials");
    policy.masks_elected = read_mask_or_keep(root, "elected");
    policy.protects_records = read_is_record(root);
    policy.replacements = read_replacements(root);
    if (root.contains("style")) policy.style = read_style(root).value_or(Style::label);
    policy.allow = read_paths(root, "allow");
    policy.deny = read_paths(root, "deny");
    read_types(root, policy);
    if (error_) return std::unexpected(*error_);
    return policy;
  }

  [[nodiscard]] Error error(const toml::source_region& where, std::string what) const {
    return {
        .failure = Failure::configuration,
        .message = "line " + std::to_string(where.begin.line) + ", column " + std::to_string(where.begin.column) + ": " + std::move(what),
        .path = path_};
  }

 private:
  void report(const toml::node& node, std::string what) {
    if (!error_) error_ = error(node.source(), std::move(what));
  }

  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(known, key.str()) == known.end()) report(node, "unknown key \"" + std::string(key.str()) + "\"");
    }
  }

  bool read_mask_or_keep(const toml::table& table, std::string_view key) {
    const toml::node* const node = table.get(key);
    if (node == nullptr) return true;
    const auto text = node->value<std::string>();
    if (text != "mask" && text != "keep") report(*node, std::string(key) + " must be \"mask\" or \"keep\"");
    return text != "keep";
  }

  bool read_is_record(const toml::table& table) {
    const toml::node* const node = table.get("protection");
    if (node == nullptr) return false;
    const auto text = node->value<std::string>();
    if (text != "document" && text != "record") report(*node, "protection must be \"document\" or \"record\"");
    return text == "record";
  }

  // A word, or a list of words.
  std::vector<std::string> read_words(const toml::table& table, std::string_view key) {
    std::vector<std::string> words;
    const toml::node* const node = table.get(key);
    if (node == nullptr) return words;
    const auto take = [&](const toml::node& element) {
      const auto word = element.value_exact<std::string>();
      if (!word || word->empty()) return report(element, std::string(key) + " must be a word or a list of words");
      words.push_back(*word);
    };
    if (const toml::array* const array = node->as_array()) {
      for (const toml::node& element : *array) take(element);
    } else {
      take(*node);
    }
    return words;
  }

  std::vector<Replacement> read_replacements(const toml::table& root) {
    std::vector<Replacement> all;
    const toml::node* const node = root.get("replace");
    if (node == nullptr) return all;
    const toml::array* const array = node->as_array();
    if (array == nullptr) {
      report(*node, "replace must be a list of tables");
      return all;
    }
    for (const toml::node& element : *array) {
      const toml::table* const table = element.as_table();
      if (table == nullptr) {
        report(element, "replace must be a list of tables");
        continue;
      }
      check_keys(*table, {"when", "is", "column", "with"});
      Replacement one{.when = read_words(*table, "when"),
                      .is = read_words(*table, "is"),
                      .column = read_words(*table, "column"),
                      .with = (*table)["with"].value_or(std::string())};
      if (one.column.empty() || one.with.empty() || one.when.empty() != one.is.empty() ||
          one.with.find_first_of("\r\n\t") != std::string::npos || std::string_view("=+-@").contains(one.with.front()))
        report(element, "replace needs column and with, and when and is together");
      all.push_back(std::move(one));
    }
    return all;
  }

  std::optional<Style> read_style(const toml::table& table) {
    const toml::node* const node = table.get("style");
    if (node == nullptr) return std::nullopt;
    const auto style = style_named(node->value_or(std::string_view()));
    if (!style) report(*node, "style must be label, block, remove or keep");
    return style;
  }

  std::vector<std::string> read_paths(const toml::table& table, std::string_view key) {
    std::vector<std::string> paths;
    const toml::node* const node = table.get(key);
    if (node == nullptr) return paths;
    const toml::array* const array = node->as_array();
    if (array == nullptr) {
      report(*node, std::string(key) + " must be a list of files");
      return paths;
    }
    for (const toml::node& element : *array) {
      const auto path = element.value<std::string>();
      if (!path || path->empty()) {
        report(element, std::string(key) + " must be a list of files");
        continue;
      }
      const std::size_t slash = path_.rfind('/');
      const bool is_relative = !path->starts_with('/') && slash != std::string::npos;
      paths.push_back(is_relative ? path_.substr(0, slash + 1) + *path : *path);
    }
    return paths;
  }

  void read_rule(const toml::table& table, TypeRule& rule) {
    check_keys(table, {"mask", "from", "review", "style", "label", "bare", "numbered"});
    if (const toml::node* const node = table.get("mask")) {
      const auto masked = node->value_exact<bool>();
      if (!masked) report(*node, "mask must be true or false");
      rule.masked = masked.value_or(true);
    }
    if (const toml::node* const node = table.get("from")) {
      const auto from = node->value_exact<std::int64_t>();
      if (!from || *from < 0 || *from > 1000) report(*node, "from must be a number from 0 to 1000");
      rule.from = static_cast<std::uint16_t>(std::clamp<std::int64_t>(from.value_or(0), 0, 1000));
    }
    if (const toml::node* const node = table.get("review")) {
      const auto review = node->value_exact<std::int64_t>();
      if (!review || *review < 0 || *review > 1000) report(*node, "review must be a number from 0 to 1000");
      rule.review = static_cast<std::uint16_t>(std::clamp<std::int64_t>(review.value_or(0), 0, 1000));
    }
    if (const toml::node* const node = table.get("bare")) {
      const auto bare = node->value_exact<bool>();
      if (!bare) report(*node, "bare must be true or false");
      rule.is_bare = bare.value_or(false);
    }
    if (const toml::node* const node = table.get("numbered")) {
      const auto numbered = node->value_exact<bool>();
      if (!numbered) report(*node, "numbered must be true or false");
      rule.is_numbered = numbered.value_or(true);
    }
    if (table.contains("style")) rule.style = read_style(table);
    if (const toml::node* const node = table.get("label")) {
      rule.label = node->value_or(std::string());
      if (rule.label.empty() || rule.label.find_first_of("[]\r\n\t") != std::string::npos)
        report(*node, "label must be a word without brackets");
      if (!rule.label.empty() && std::string_view("=+-@").contains(rule.label.front()))
        report(*node, "label must not begin with = + - or @");
    }
  }

  void read_types(const toml::table& root, Policy& policy) {
    const toml::node* const node = root.get("types");
    if (node == nullptr) return;
    const toml::table* const types = node->as_table();
    if (types == nullptr) return report(*node, "types must be a table");
    if (const toml::node* const other = types->get("other")) {
      TypeRule rule;
      if (const toml::table* const table = other->as_table()) read_rule(*table, rule);
      for (std::size_t i = 0; i < type_count; ++i) {
        const std::uint16_t from = other->as_table() != nullptr && other->as_table()->contains("from") ? rule.from : policy.types[i].from;
        policy.types[i] = rule;
        policy.types[i].from = from;
      }
    }
    for (const auto& [key, value] : *types) {
      if (key.str() == "other") continue;
      const auto type = type_named(key.str());
      const toml::table* const table = value.as_table();
      if (!type || table == nullptr) {
        report(value, "unknown type \"" + std::string(key.str()) + "\"");
        continue;
      }
      policy.of(*type).masked = true;
      read_rule(*table, policy.of(*type));
    }
  }

  std::string path_;
  std::optional<Error> error_;
};

}  // namespace

Result<Policy> load_policy(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return std::unexpected(Error{.failure = Failure::configuration, .message = "cannot be read", .path = path});
  if (first_invalid(text.view())) return std::unexpected(Error{.failure = Failure::configuration, .message = "is not UTF-8", .path = path});
  if (first_untomly(text.view())) {
    return std::unexpected(
        Error{.failure = Failure::configuration, .message = "has letters outside quotes that TOML does not know", .path = path});
  }
  Reader reader(path);
  const toml::parse_result parsed = toml::parse(text.str(), path);
  if (!parsed) return std::unexpected(reader.error(parsed.error().source(), std::string(parsed.error().description())));
  return reader.read(parsed.table());
}

}  // namespace mask
