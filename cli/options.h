// Options written once: parsed, shown by --help, and read from a configuration file by the same table.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"

namespace cli {

// The options of a program. Each sets a member of the program's own struct; parsing touches nothing else. Names are never guessed from a
// prefix.
class OptionTable {
 public:
  void group(std::string title);
  // `names` is "check,c" or "check". A flag sets `target`.
  void flag(std::string names, bool& target, std::string help);
  // With a value, shown as `argument`. The last one given counts.
  void value(std::string names, std::string argument, std::string& target, std::string help);
  // May be given several times.
  void values(std::string names, std::string argument, std::vector<std::string>& target, std::string help);

  // What is no option goes into `operands`. Failure::usage with the name of the option that is wrong.
  [[nodiscard]] mask::Result<void> parse(int argc, char** argv, std::vector<std::string>& operands);
  // A TOML file whose keys are long names; what the command line gave counts more. Failure::configuration.
  [[nodiscard]] mask::Result<void> parse_config(const std::string& path);

  // The options with their help, group by group, at most 100 columns wide.
  [[nodiscard]] std::string help() const;

 private:
  struct Row {
    std::string group;
    std::string name;
    char letter = 0;
    std::string argument;  // empty: a flag
    std::string help;
    bool repeats = false;
    bool is_set = false;
    std::function<void(const std::string&)> set;
  };
  void add(std::string names, Row row);
  Row* named(std::string_view name);

  std::string group_;
  std::vector<Row> rows_;
};

}  // namespace cli
