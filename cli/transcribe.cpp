// transcribe: the text of any document that a public body receives.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <string>

#include "cli/options.h"
#include "cli/tool.h"
#include "cli/transcribe_options.h"
#include "cli/transcribe_run.h"
#include "cli/worker_link.h"

namespace {

using cli::Exit;
using cli::TranscribeOptions;

constexpr std::string_view program = "transcribe";

constexpr std::string_view usage = R"(transcribe - text from any document: PDF, scan, office document, mail

  transcribe akt.pdf                         its text on standard output
  transcribe inkommet/*.tif -o text/         each into a file of its own in a folder
  transcribe --to ndjson akt.pdf | mask      the document stream, with pages and the places of words
  transcribe --to pdf skannad.pdf -o sokbar.pdf
                                             the same pages, and they can be searched
  transcribe --explain akt.pdf               and on standard error how each page was read
  transcribe --doctor                        what this machine gives

usage: transcribe [OPTION]... [FILE]...      without FILE, or where FILE is -: standard input
)";

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Exit failed(const mask::Error& error) {
  cli::say(program, error);
  return cli::exit_of(error.failure);
}

Exit tell(const char* what, const TranscribeOptions& options) {
  if (std::fflush(stdout) != 0) return Exit::io;
  const auto code = cli::run_worker({what, options.data, options.reading.sandbox});
  return code ? static_cast<Exit>(*code) : failed(code.error());
}

Exit run(int argc, char** argv) {
  TranscribeOptions options;
  cli::OptionTable table;
  cli::describe(table, options);
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
  if (options.shows_version) {
    print("transcribe (Maskros) " MASKROS_VERSION "\n");
    return tell("--version", options);
  }
  if (options.shows_doctor) return tell("--doctor", options);
  return cli::run_transcribe(options, argc, argv);
}

}  // namespace

int main(int argc, char** argv) { return cli::frame(program, argc, argv, run); }
