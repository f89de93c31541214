// What a program asks of the worker, and what it is told: the messages between the two.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/text/language.h"

namespace cli {

// A document takes up to three steps. read: all of it, if it holds no picture that must be read; else their number is told. pictures: some
// of them are read, into a file of their own. finish: all of it, with what came of its pictures.
enum class Step : unsigned char { read, pictures, finish };

// One child's work. With it travel descriptors: the document; then, of `pictures`, where the result goes; of the others the outputs (see
// Outputs) and, of `finish`, the parts in order.
struct Job {
  std::uint64_t number = 0;
  Step step = Step::read;
  std::string id;                          // the document's name
  std::string kind;                        // as --from names it; empty: told by the content
  std::uint64_t from = 0;                  // the first picture, from 0
  std::uint64_t to = 0;                    // one after the last; of `finish`: pictures in each part after the second
  std::optional<mask::Language> language;  // that the pictures before told
  std::uint64_t parts = 0;

  friend bool operator==(const Job&, const Job&) = default;
};

// Where results go: descriptors in this order.
enum OutputIndex : unsigned char { document_output, findings_output, explained_output, repairs_output, output_count };

// What a child says last. Nothing of it is believed without a check.
struct Status {
  std::optional<mask::Error> error;
  std::uint64_t pictures = 0;              // of `read`: not done, for there are so many pictures
  std::optional<mask::Language> language;  // of `pictures`
  std::uint64_t documents = 0;
  std::uint64_t pages = 0;
  bool needs_review = false;
  bool is_masked = false;
  bool is_near = false;
  bool is_protected = false;
  std::vector<std::string> review;     // for the terminal: "akt.pdf: page 4: nothing read"
  std::vector<std::uint64_t> sizes;    // of the outputs, bytes
  std::vector<std::uint64_t> digests;  // XXH3-64 of each

  friend bool operator==(const Status&, const Status&) = default;
};

// How a child ended.
struct Ended {
  std::uint64_t number = 0;
  int code = -1;             // exit code, or -1
  int signal = 0;            // that ended it
  bool was_late = false;     // the broker ended it
  std::uint64_t memory = 0;  // most that it had resident, bytes
  std::string status;        // the bytes that it left

  friend bool operator==(const Ended&, const Ended&) = default;
};

// A message is at most this long.
inline constexpr std::size_t longest_message = std::size_t{1} << 16;

[[nodiscard]] std::string to_message(const Job& job);
[[nodiscard]] mask::Result<Job> to_job(std::string_view message);
[[nodiscard]] std::string to_message(const Status& status);
[[nodiscard]] mask::Result<Status> to_status(std::string_view message);
[[nodiscard]] std::string to_message(const Ended& ended);
[[nodiscard]] mask::Result<Ended> to_ended(std::string_view message);

}  // namespace cli
