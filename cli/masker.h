// The walk of `mask` over one document: segment by segment, each written when all of it is checked.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmask/base/result.h"
#include "libmask/decide/decide.h"
#include "libmask/decide/labels.h"
#include "libmask/find/find.h"
#include "libmask/text/language.h"
#include "libmask/text/placeholder.h"

namespace cli {

using mask::Span;

// What is the same for all documents of a run. Const once made.
struct Masking {
  const mask::Lexicon* lexicon = nullptr;
  const mask::Finder* finder = nullptr;
  mask::Rules rules;
  mask::WordList deny;
  std::optional<mask::Language> language;        // of the documents; nothing: told by each
  std::optional<mask::Language> label_language;  // of the labels; nothing: as the document's
  bool wants_entities = false;                   // also of types whose masks bear no number: findings tell them
  std::string label_file;
  std::array<mask::LabelTable, 3> labels;  // by language, with the policy's words and the file's
  std::vector<std::string> mark_words;     // every word a stand-in may have
  std::vector<std::string> bare_words;     // of stand-ins without brackets

  // Makes `labels` and `mark_words` from the rest. Failure::configuration.
  [[nodiscard]] mask::Result<void> prepare();
};

// A segment that was checked, and what was found in it. Spans lie over `text`; what is written is text[from, to).
struct Checked {
  std::string_view text;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint64_t offset = 0;  // of text[0] in the document, bytes
  const mask::Findings& findings;
  const mask::Decisions& decisions;
  const mask::LabelTable& labels;
  const mask::Finder& finder;
};

// A text that was put together from the cells of a table or of JSON, with scan_margin zero bytes before and behind it.
struct FieldText {
  std::string_view text;
  std::span<const mask::Field> fields;  // sorted
  // Given what was found, adds the parts of the text that belong to somebody whose identity is protected (sorted); where it is empty, a cue
  // counts for all that follows.
  std::function<void(const mask::Findings&, std::uint64_t offset, std::vector<Span>&)> protect;
};

// One document. Memory does not grow with it.
class DocumentMasker {
 public:
  // Called with each segment, in order. May fail: the walk then ends with that.
  using Take = std::function<mask::Result<void>(const Checked&)>;
  // Fills its arguments with up to so many bytes; fewer only at the end.
  using Read = std::function<mask::Result<std::size_t>(char*, std::size_t)>;

  explicit DocumentMasker(const Masking& masking);

  // Walks all that `read` gives. Failure::damaged with its offset where it is not UTF-8; nothing of that segment has been given to `take`.
  [[nodiscard]] mask::Result<void> walk(const Read& read, const Take& take);
  // The same over a text that is there already.
  [[nodiscard]] mask::Result<void> walk(std::string_view text, const Take& take);

  // Goes on with a part of a document that stands by itself: nothing found reaches out of it, though who is met keeps the number of before.
  [[nodiscard]] mask::Result<void> walk(const FieldText& part, const Take& take);

  // Has a cue said that somebody's identity is protected? Has anything been masked?
  [[nodiscard]] bool is_protected() const { return is_protected_; }
  [[nodiscard]] std::uint64_t masked() const { return masked_; }
  // How much was not masked that the policy wants a person to look at?
  [[nodiscard]] std::uint64_t near_misses() const { return near_misses_; }
  [[nodiscard]] mask::Language language() const { return language_.value_or(mask::Language::sv); }
  // Takes this for the document's language, when the document says so itself.
  void set_language(mask::Language language) { language_ = language; }

 private:
  struct Step {
    std::size_t consumed = 0;
    std::size_t context = 0;  // of the consumed, to be looked at again with what follows
  };
  mask::Result<Step> check_segment(std::string_view text, std::size_t context, std::size_t size, bool is_clean, const Take& take);
  void note_marks(std::string_view text);
  void note_fields(std::uint64_t text_offset, std::size_t size);
  void add_denied();
  void leave_bare_marks(std::string_view text);
  void note_near_misses();

  const Masking& masking_;
  std::optional<mask::Language> language_;
  std::vector<std::string_view> mark_words_;
  mask::Folded folded_;
  mask::Finder::Workspace work_;
  mask::Findings findings_;
  mask::Decisions decisions_;
  mask::Entities entities_;
  mask::Entities other_entities_;
  std::vector<mask::Placeholder> marks_;
  std::uint64_t offset_ = 0;  // of what has been consumed
  std::uint64_t masked_ = 0;
  std::uint64_t near_misses_ = 0;
  bool is_protected_ = false;
  const FieldText* part_ = nullptr;  // at hand
  std::uint64_t part_offset_ = 0;    // of its text
  std::vector<mask::Field> fields_;  // of the segment at hand
  std::vector<Span> protected_;
};

}  // namespace cli
