// What all programs share: exit codes, messages, and the frame around main.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "libmask/base/result.h"

namespace cli {

// What scripts may rely on. (129, 130, 143 and, most often, 141 are the signals' own.)
enum class Exit : int {
  done = 0,
  found = 1,         // --check found something
  review = 3,        // done, and a person must look
  some_failed = 10,  // batch ended, some documents failed
  usage = 64,
  damaged = 65,  // input damaged, undecodable, or larger than a stated limit
  no_input = 66,
  data = 69,  // lexicon or other data missing or damaged
  internal = 70,
  sandbox = 71,  // required, and not available
  cannot_create = 73,
  io = 74,
  exhausted = 75,  // out of time or memory
  refused = 76,    // the result could not be shown to be safe
  permission = 77,
  configuration = 78,
  reader_gone = 141,
};

[[nodiscard]] Exit exit_of(mask::Failure failure);

// "mask: FILE: what (byte 12)" on standard error.
void say(std::string_view program, const mask::Error& error);
void say(std::string_view program, std::string_view message);

// A name as it may be shown: control characters, also those of U+0080 to U+009F and the direction marks, are written as \xNN.
[[nodiscard]] std::string shown(std::string_view name);

// The frame of main: makes the process undumpable, minds closed descriptors, runs, and turns what the standard library throws into an exit
// code. `run` returns the exit code.
[[nodiscard]] int frame(std::string_view program, int argc, char** argv, Exit (*run)(int, char**));

// The folder that the program lies in.
[[nodiscard]] const std::string& program_folder();

// Was standard output closed when the program began?
[[nodiscard]] bool stdout_was_closed();
[[nodiscard]] bool stdin_was_closed();

}  // namespace cli
