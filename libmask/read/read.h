// Bytes of any kind -> Documents.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/pixels.h"
#include "libmask/base/result.h"
#include "libmask/pdf/glyphs.h"
#include "libmask/read/kind.h"
#include "libmask/text/document.h"
#include "libmask/text/layout.h"

namespace mask {

// What a document may cost. Beyond them: Failure::damaged, saying which limit.
struct Limits {
  std::uint64_t pages = 10'000;
  std::uint64_t pixels = 200'000'000;               // of one picture, before it is decoded
  std::uint64_t unpacked = std::uint64_t{1} << 30;  // bytes, of all that is packed in one input
  std::uint64_t ratio = 200;                        // unpacked to packed bytes, of what is over 1 MiB unpacked
  std::uint64_t depth = 8;                          // of documents in documents, and of nested elements a hundred times as many
  std::uint64_t entries = 100'000;                  // of an archive
};

enum class OcrUse : unsigned char { automatic, always, never };

struct ReadOptions {
  std::optional<DocumentKind> kind = {};  // else told by the content
  bool keeps_lines = false;  // words are not joined over line-end hyphens
  OcrUse ocr = OcrUse::automatic;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pages = {};  // first and last, from 1; sorted; empty: all
  std::vector<std::string> passwords = {};                          // tried in turn
  bool wants_glyphs = false;                                   // the origin map of a PDF
  Limits limits;
};

// What is said of ink that nobody could read, for a person to look at.
inline constexpr std::string_view unread_note = "ink that is not text";

// What a picture held. Boxes are in pixels of the picture as it was given.
struct Recognised {
  std::vector<PlacedWord> words = {};
  std::vector<Box> unread = {};
  bool is_blank = false;             // hardly a dark pixel: nothing to read
  std::optional<Language> language = {};  // that its words tell
  std::vector<std::string> review = {};   // "nothing read", "low confidence"; the reader says on which page
  std::vector<Repair> repairs = {};       // their page is set by the reader
  std::vector<std::pair<std::size_t, std::vector<std::string>>> doubtful = {};  // index of a word, and its candidates
};

// What readers get done elsewhere. Both may fail with Failure::exhausted, Failure::data or Failure::damaged.
struct Services {
  // Reads a picture; `draw` makes its pixels and is called only when they are wanted. A result of nothing: not read now (the reader goes on
  // as if it were empty; somebody else reads it).
  using Draw = std::function<Result<Pixels>()>;
  std::function<Result<std::optional<Recognised>>(const Draw& draw)> recognise;
  // An old Word document -> UTF-8 text.
  std::function<Result<std::string>(std::string_view bytes)> convert_doc;
};

// A document and, where a reader knows it, where each byte of its text came from.
struct Reading {
  Document document;
  pdf::Glyphs glyphs;  // of a PDF, when wanted
};

// Reads one input: an archive may hold several documents. `take` is called with each, in order. The walk is the same each time for the same
// bytes and options, so that pictures can be told by their number. Failures: damaged (also encrypted, or over a limit), exhausted, io.
[[nodiscard]] Result<void> read(std::string_view bytes, const std::string& id, const ReadOptions& options, const Services& services,
                                const std::function<Result<void>(Reading&&)>& take);

// Loads what readers must have before a sandbox closes. Once, before the first read(), in one thread.
void prepare_readers();

}  // namespace mask
