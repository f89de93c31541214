// What the ends of the road return: a value, or an error that never quotes a document.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <utility>

namespace mask {

// Why something failed, in the words of DESIGN's exit codes (cli/tool.h gives each its number).
enum class Failure : std::uint8_t {
  usage,          // the command line
  damaged,        // input damaged, undecodable, or larger than a stated limit
  no_input,       // nothing to read
  data,           // lexicon, model or language data missing or damaged
  internal,       // a broken promise of our own
  cannot_create,  // output cannot be created
  io,             // reading or writing failed
  exhausted,      // out of time or memory
  refused,        // the result could not be shown to be safe
  permission,     // not allowed
  configuration,  // a policy or configuration file
  sandbox,        // required, and not to be had here
};

// `message` says what and where, and holds no word of the document. `offset` counts bytes of the input.
struct Error {
  Failure failure = Failure::internal;
  std::string message;
  std::string path = {};
  std::optional<std::uint64_t> offset = {};

  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(Failure failure, std::string message) {
  return std::unexpected(Error{.failure = failure, .message = std::move(message)});
}

}  // namespace mask
