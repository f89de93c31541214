// mask: finds personal data in Swedish and Danish text, and masks it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <string>

#include "cli/evaluate.h"
#include "cli/mask_data.h"
#include "cli/mask_options.h"
#include "cli/mask_run.h"
#include "cli/options.h"
#include "cli/tool.h"
#include "libmask/base/simd.h"

namespace {

using cli::Exit;
using cli::MaskOptions;
using mask::Failure;
using mask::Result;

constexpr std::string_view program = "mask";

constexpr std::string_view usage = R"(mask - mask personal data in Swedish and Danish text

  mask brev.txt                       a letter, masked, on standard output
  mask brev.txt -o brev-maskat.txt    the same into a file, which appears whole or not at all
  mask --explain brev.txt             and on standard error what was found, and why
  mask --check brev.txt               nothing but an exit code: 1 if anything would be masked
  mask --policy all --except place    another choice of what is masked
  mask --findings - brev.txt          what was found, as lines of JSON
  mask --columns 'titel=text,avsandare=person,dnr=keep' diarium.csv
                                      a table, cell by cell

usage: mask [OPTION]... [FILE]...     without FILE, or where FILE is -: standard input
)";

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::string hexadecimal(std::uint64_t checksum) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(checksum));
  return digits;
}

void print_version(const mask::Lexicon& lexicon, const mask::NameModel* model) {
  std::string lines = "mask (Maskros) " MASKROS_VERSION "\nlexicon xxh3 " + hexadecimal(lexicon.checksum()) + "\n";
  if (model != nullptr) lines += "names xxh3 " + hexadecimal(model->checksum()) + "\n";
  print(lines + "vectors " + std::string(mask::simd_target()) + "\n");
}

Exit failed(const mask::Error& error) {
  cli::say(program, error);
  return cli::exit_of(error.failure);
}

Exit run(int argc, char** argv) {
  MaskOptions options;
  cli::OptionTable table;
  describe(table, options);
  if (const auto parsed = table.parse(argc, argv, options.files); !parsed) return failed(parsed.error());
  if (!options.config.empty()) {
    if (const auto parsed = table.parse_config(options.config); !parsed) return failed(parsed.error());
  }
  if (options.shows_help) {
    print(std::string(usage) + table.help());
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  if (const auto checked = cli::check(options); !checked) return failed(checked.error());
  if (options.data.empty()) options.data = cli::program_folder() + "/../share/maskros";
  const auto data = cli::MaskData::load(options);
  if (!data) return failed(data.error());
  if (options.shows_version) {
    print_version((*data)->lexicon(), (*data)->model());
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  const auto masking = (*data)->masking(options);
  if (!masking) return failed(masking.error());
  if (!options.evaluate.empty()) {
    const auto table_text = cli::evaluate(**masking, options.evaluate);
    if (!table_text) return failed(table_text.error());
    print(*table_text);
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  return cli::run_mask(options, **masking, argc, argv);
}

}  // namespace

int main(int argc, char** argv) { return cli::frame(program, argc, argv, run); }
