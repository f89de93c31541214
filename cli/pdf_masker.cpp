// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pdf_masker.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "libmask/pdf/contents.h"
#include "libmask/read/read.h"
#include "libmask/render/render.h"

namespace cli {
namespace {

using mask::Error;
using mask::Failure;
using mask::Result;

// Shorter values stand in other words, and single words may be ordinary ones elsewhere: those are left to the second look.
constexpr std::size_t shortest_value = 6;
constexpr int most_rounds = 5;

// Letters and digits, without what may come between them.
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ' && c != '-') out += c;
  }
  return out;
}

bool is_telling(std::string_view value) {
  return value.find_first_of("0123456789@") != std::string_view::npos || value.find_first_of(" \n\t-") != std::string_view::npos;
}

// What must not be found again.
std::vector<std::string> values_of(std::string_view text, std::span<const mask::Redaction> redactions) {
  std::vector<std::string> values;
  for (const mask::Redaction& redaction : redactions) {
    const std::string_view value = text.substr(redaction.span.start, redaction.span.size());
    if (!is_telling(value)) continue;
    std::string bare = compact(value);
    if (bare.size() >= shortest_value) values.push_back(std::move(bare));
  }
  std::ranges::sort(values);
  const auto doubles = std::ranges::unique(values);
  values.erase(doubles.begin(), doubles.end());
  return values;
}

bool holds_any(std::string_view text, std::span<const std::string> values) {
  const std::string bare = compact(text);
  return std::ranges::any_of(values, [&](const std::string& value) { return bare.contains(value); });
}

// The words of the document that stand in these boxes of a page that was made.
std::vector<mask::Span> words_in(const mask::PagePlan& plan, std::span<const mask::Box> boxes) {
  std::vector<mask::Span> spans;
  for (const mask::Word& word : plan.words) {
    const float x = (word.box.x0 + word.box.x1) / 2;
    const float y = (word.box.y0 + word.box.y1) / 2;
    if (std::ranges::any_of(boxes, [&](const mask::Box& box) { return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1; }))
      spans.push_back(word.span);
  }
  return spans;
}

Error refused() { return {.failure = Failure::refused, .message = "could not be masked so that nothing of it can be read in the result"}; }

// A second look at what was made: what would be masked in it, as parts of the document.
class SecondLook {
 public:
  SecondLook(const Masking& masking, mask::Language language, std::span<const std::string> values)
      : masking_(masking), language_(language), values_(values) {}

  // Failure::refused where one of the values is there, or something is found whose place nobody knows.
  Result<std::vector<mask::Redaction>> at(const mask::Redacted& made) {
    const auto contents = mask::pdf::contents_of(made.pdf);
    if (!contents) return std::unexpected(contents.error());
    if (holds_any(*contents, values_)) return std::unexpected(refused());
    mask::Services services;
    services.recognise = [](const mask::Services::Draw&) -> Result<std::optional<mask::Recognised>> { return std::nullopt; };
    services.convert_doc = [](std::string_view) -> Result<std::string> { return mask::fail(Failure::damaged, ""); };
    mask::ReadOptions options;
    options.kind = mask::DocumentKind::pdf;
    options.ocr = mask::OcrUse::never;
    options.keeps_lines = true;
    std::vector<mask::Redaction> found;
    const auto read = mask::read(made.pdf, "", options, services, [&](mask::Reading&& reading) -> Result<void> {
      if (holds_any(reading.document.text, values_)) return std::unexpected(refused());
      return look(reading.document, made, found);
    });
    if (!read) return std::unexpected(read.error());
    return found;
  }

 private:
  Result<void> look(const mask::Document& document, const mask::Redacted& made, std::vector<mask::Redaction>& found) {
    DocumentMasker again(masking_);
    if (!masking_.language) again.set_language(language_);
    return again.walk(document.text, [&](const Checked& segment) -> Result<void> {
      for (const mask::Decision& decision : segment.decisions.list) {
        std::string by;
        mask::append_mask(by, decision, segment.text.substr(decision.span.start, decision.span.size()), segment.labels);
        const auto start = static_cast<std::uint32_t>(segment.offset + decision.span.start);
        const auto end = static_cast<std::uint32_t>(segment.offset + decision.span.end);
        const std::size_t before = found.size();
        for (const mask::Page& page : document.pages) {
          std::vector<mask::Box> boxes;
          for (const mask::Word& word : page.words) {
            if (word.span.start < end && word.span.end > start) boxes.push_back(word.box);
          }
          if (boxes.empty() || page.number < 1 || page.number > made.pages.size()) continue;
          for (const mask::Span span : words_in(made.pages[page.number - 1], boxes))
            found.push_back({.span = span, .by = found.size() == before ? by : std::string()});
        }
        if (found.size() == before) return std::unexpected(refused());
      }
      return {};
    });
  }

  const Masking& masking_;
  mask::Language language_;
  std::span<const std::string> values_;
};

// Both, where they overlap the first.
void add(std::vector<mask::Redaction>& to, std::vector<mask::Redaction> more) {
  for (mask::Redaction& redaction : more) {
    const bool is_there = std::ranges::any_of(
        to, [&](const mask::Redaction& old) { return old.span.start < redaction.span.end && redaction.span.start < old.span.end; });
    if (!is_there) to.push_back(std::move(redaction));
  }
  std::ranges::sort(to, {}, [](const mask::Redaction& redaction) { return redaction.span.start; });
}

}  // namespace

Result<std::string> mask_to_pdf(RecordMasker& masker, const Masking& masking, std::string_view source, const mask::Document& document,
                                const mask::RedactOptions& options) {
  auto masked = masker.redactions(document);
  if (!masked) return std::unexpected(masked.error());
  // What is left stands beside other words than before, and may be taken for something else: that is covered, too.
  for (int round = 0; round < most_rounds; ++round) {
    auto made = mask::redact(source, document, masked->list, options);
    if (!made) return std::unexpected(made.error());
    const std::vector<std::string> values = values_of(document.text, masked->list);
    auto found = SecondLook(masking, masked->language, values).at(*made);
    if (!found) return std::unexpected(found.error());
    if (found->empty()) return std::move(made->pdf);
    add(masked->list, std::move(*found));
  }
  return std::unexpected(refused());
}

}  // namespace cli
