// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pdf_masker.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>
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
constexpr int most_rounds = 30;

// Letters and digits, without what may come between them, and where each stood.
struct Compact {
  std::string letters;
  std::vector<std::uint32_t> places;
};

Compact compact(std::string_view text) {
  Compact out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) <= ' ' || text[i] == '-') continue;
    out.letters += text[i];
    out.places.push_back(static_cast<std::uint32_t>(i));
  }
  return out;
}

bool is_telling(std::string_view value) {
  return value.find_first_of("0123456789@./") != std::string_view::npos || value.find_first_of(" \n\t-") != std::string_view::npos;
}

// What must not be found again, without blanks, and what is said instead.
using Values = std::map<std::string, std::string, std::less<>>;

Values values_of(std::string_view text, std::span<const mask::Redaction> redactions) {
  Values values;
  for (const mask::Redaction& redaction : redactions) {
    const std::string_view value = text.substr(redaction.span.start, redaction.span.size());
    if (!is_telling(value)) continue;
    std::string bare = compact(value).letters;
    if (bare.size() >= shortest_value) values.try_emplace(std::move(bare), redaction.by);
  }
  return values;
}

Error refused() { return {.failure = Failure::refused, .message = "could not be masked so that nothing of it can be read in the result"}; }

bool holds(const mask::Box& box, const mask::Box& other) {
  const float x = (other.x0 + other.x1) / 2;
  const float y = (other.y0 + other.y1) / 2;
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

// A second look at what was made: what would be masked in it, as parts of the document.
class SecondLook {
 public:
  SecondLook(const Masking& masking, mask::Language language, const Values& values)
      : masking_(masking), language_(language), values_(values) {}

  // Failure::refused where one of the values stands in what is no text of a page, or something is found whose place nobody knows.
  Result<std::vector<mask::Redaction>> at(const mask::Redacted& made) {
    const auto contents = mask::pdf::contents_of(made.pdf);
    if (!contents) return std::unexpected(contents.error());
    const std::string bare = compact(*contents).letters;
    if (std::ranges::any_of(values_, [&](const auto& value) { return bare.contains(value.first); })) return std::unexpected(refused());
    mask::Services services;
    services.recognise = [](const mask::Services::Draw&) -> Result<std::optional<mask::Recognised>> { return std::nullopt; };
    services.convert_doc = [](std::string_view) -> Result<std::string> { return mask::fail(Failure::damaged, ""); };
    mask::ReadOptions options;
    options.kind = mask::DocumentKind::pdf;
    options.ocr = mask::OcrUse::never;
    options.keeps_lines = true;
    std::vector<mask::Redaction> found;
    const auto read = mask::read(made.pdf, "", options, services, [&](mask::Reading&& reading) -> Result<void> {
      if (const auto looked = look_for_values(reading.document, made, found); !looked) return looked;
      return look(reading.document, made, found);
    });
    if (!read) return std::unexpected(read.error());
    return found;
  }

 private:
  Result<void> look_for_values(const mask::Document& document, const mask::Redacted& made, std::vector<mask::Redaction>& found) const {
    const Compact text = compact(document.text);
    for (const auto& [value, by] : values_) {
      for (std::size_t at = text.letters.find(value); at != std::string::npos; at = text.letters.find(value, at + 1)) {
        if (!add_words(document, made, {text.places[at], text.places[at + value.size() - 1] + 1}, by, found))
          return std::unexpected(refused());
      }
    }
    return {};
  }

  Result<void> look(const mask::Document& document, const mask::Redacted& made, std::vector<mask::Redaction>& found) const {
    DocumentMasker again(masking_);
    if (!masking_.language) again.set_language(language_);
    return again.walk(document.text, [&](const Checked& segment) -> Result<void> {
      for (const mask::Decision& decision : segment.decisions.list) {
        std::string by;
        mask::append_mask(by, decision, segment.text.substr(decision.span.start, decision.span.size()), segment.labels);
        const mask::Span span{static_cast<std::uint32_t>(segment.offset + decision.span.start),
                              static_cast<std::uint32_t>(segment.offset + decision.span.end)};
        if (!add_words(document, made, span, by, found)) return std::unexpected(refused());
      }
      return {};
    });
  }

  // The words of the document that stand where this part of the result stands. False where something stands there that is none of them, and
  // no label.
  static bool add_words(const mask::Document& document, const mask::Redacted& made, mask::Span span, const std::string& by,
                        std::vector<mask::Redaction>& found) {
    std::string label = by;
    bool has_place = false;
    for (const mask::Page& page : document.pages) {
      if (page.number < 1 || page.number > made.pages.size()) continue;
      const mask::PagePlan& plan = made.pages[page.number - 1];
      for (const mask::Word& shown : page.words) {
        if (shown.span.start >= span.end || shown.span.end <= span.start) continue;
        const auto word =
            std::ranges::find_if(plan.words, [&](const mask::Word& w) { return holds(shown.box, w.box) || holds(w.box, shown.box); });
        if (word != plan.words.end()) {
          found.push_back({.span = word->span, .by = std::exchange(label, {})});
        } else if (std::ranges::none_of(plan.covers, [&](const mask::Cover& cover) { return holds(cover.box, shown.box); })) {
          return false;
        }
        has_place = true;
      }
    }
    return has_place;
  }

  const Masking& masking_;
  mask::Language language_;
  const Values& values_;
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
  // What is left stands beside other words than before, and may be taken for something else: that is covered, too. Pages are drawn when
  // nothing more is found.
  mask::RedactOptions how = options;
  how.draws = false;
  for (int round = 0; round < most_rounds; ++round) {
    auto made = mask::redact(source, document, masked->list, how);
    if (!made) return std::unexpected(made.error());
    const Values values = values_of(document.text, masked->list);
    auto found = SecondLook(masking, masked->language, values).at(*made);
    if (!found) return std::unexpected(found.error());
    if (found->empty() && how.draws) return std::move(made->pdf);
    how.draws = found->empty();
    add(masked->list, std::move(*found));
  }
  return std::unexpected(refused());
}

}  // namespace cli
