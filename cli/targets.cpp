// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/targets.h"

#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <utility>

namespace cli {

using mask::Failure;
using mask::Result;

bool is_folder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_one_file(const std::string& input, const std::string& other) {
  struct stat one {};
  struct stat two {};
  const bool has_one = input == "-" ? fstat(STDIN_FILENO, &one) == 0 : stat(input.c_str(), &one) == 0;
  return has_one && S_ISREG(one.st_mode) && stat(other.c_str(), &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

Result<std::vector<std::string>> targets_in(const std::string& folder, const std::vector<std::string>& files, const std::string& suffix) {
  std::vector<std::string> targets;
  std::set<std::string> names;
  for (const std::string& file : files) {
    const std::string name = file.substr(file.rfind('/') + 1);
    if (file == "-" || name.empty() || !names.insert(name).second) {
      return std::unexpected(mask::Error{
          .failure = Failure::usage, .message = "two inputs would get one name in the folder, or an input has none", .path = folder});
    }
    targets.push_back(folder + "/" + name + suffix);
  }
  return targets;
}

}  // namespace cli
