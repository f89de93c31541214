// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/document_json.h"

#include <algorithm>

#include "libmask/base/json.h"
#include "libmask/read/stream.h"
#include "libmask/render/box_json.h"
#include "libmask/text/language.h"

namespace mask {
namespace {

constexpr std::string_view words_left_out = "too long for one record with the places of its words: they are left out";

void append_span(std::string& out, Span span) { out += "\"start\":" + std::to_string(span.start) + ",\"end\":" + std::to_string(span.end); }

// A list of what `each` appends, between commas.
template <typename List, typename Each>
void append_list(std::string& out, const List& list, const Each& each) {
  out += '[';
  bool is_first = true;
  for (const auto& value : list) {
    if (!is_first) out += ',';
    is_first = false;
    each(value);
  }
  out += ']';
}

void append_page(std::string& out, const Page& page, bool has_words) {
  out += "{\"number\":" + std::to_string(page.number) + ",";
  append_span(out, page.span);
  if (page.width > 0 && page.height > 0) {
    out += ",\"width\":";
    append_rounded(out, page.width, 10);
    out += ",\"height\":";
    append_rounded(out, page.height, 10);
  }
  if (page.is_read_from_picture) out += ",\"ocr\":true";
  if (has_words && !page.words.empty()) {
    out += ",\"words\":";
    append_list(out, page.words, [&](const Word& word) {
      out += '[' + std::to_string(word.span.start) + ',' + std::to_string(word.span.end) + ',';
      append_box(out, word.box);
      out += ',';
      append_rounded(out, word.confidence, 100);
      out += ']';
    });
  }
  if (!page.unread.empty()) {
    out += ",\"unread\":";
    append_list(out, page.unread, [&](const Box& box) {
      out += '[';
      append_box(out, box);
      out += ']';
    });
  }
  out += '}';
}

void append_meta(std::string& out, const Document& document, std::string_view sandbox, bool has_words) {
  const bool has_pictures = std::ranges::any_of(document.pages, &Page::is_read_from_picture);
  const bool has_layers =
      std::ranges::any_of(document.pages, [](const Page& page) { return !page.is_read_from_picture && !page.span.empty(); });
  out += R"(,"meta":{"source":)";
  append_json_string(out, has_pictures ? (has_layers ? "mixed" : "ocr") : "text");
  out += ",\"kind\":";
  append_json_string(out, document.kind);
  if (!sandbox.empty()) {
    out += ",\"sandbox\":";
    append_json_string(out, sandbox);
  }
  if (document.deletions > 0) out += ",\"deletions\":" + std::to_string(document.deletions);
  if (!document.parts.empty()) {
    out += ",\"parts\":";
    append_list(out, document.parts, [&](const Part& part) {
      out += '{';
      append_span(out, part.span);
      out += ",\"name\":";
      append_json_string(out, part.name);
      out += ",\"kind\":";
      append_json_string(out, part.kind);
      out += '}';
    });
  }
  if (!document.doubtful.empty()) {
    out += ",\"doubtful\":";
    append_list(out, document.doubtful, [&](const DoubtfulNumber& number) {
      out += '{';
      append_span(out, number.span);
      out += ",\"candidates\":";
      append_list(out, number.candidates, [&](const std::string& candidate) { append_json_string(out, candidate); });
      out += '}';
    });
  }
  if (!document.repairs.empty()) {
    out += ",\"repairs\":";
    append_list(out, document.repairs, [&](const Repair& repair) {
      out += "{\"page\":" + std::to_string(repair.page) + ",\"read\":";
      append_json_string(out, repair.read);
      out += ",\"given\":";
      append_json_string(out, repair.given);
      out += '}';
    });
  }
  if (!document.review.empty() || !has_words) {
    out += ",\"review\":";
    std::vector<std::string_view> review(document.review.begin(), document.review.end());
    if (!has_words) review.push_back(words_left_out);
    append_list(out, review, [&](std::string_view note) { append_json_string(out, note); });
  }
  out += '}';
}

void append_line(std::string& out, const Document& document, std::string_view sandbox, bool has_words) {
  out += "{\"maskros\":1,\"id\":";
  append_json_string(out, document.id);
  if (document.language && *document.language != Language::en) {
    out += ",\"lang\":";
    append_json_string(out, code(*document.language));
  }
  out += ",\"text\":";
  append_json_string(out, document.text);
  out += ",\"pages\":";
  append_list(out, document.pages, [&](const Page& page) { append_page(out, page, has_words); });
  append_meta(out, document, sandbox, has_words);
  out += "}\n";
}

}  // namespace

Result<void> append_document_line(std::string& out, const Document& document, std::string_view sandbox) {
  const std::size_t before = out.size();
  append_line(out, document, sandbox, true);
  if (out.size() - before <= longest_record) return {};
  out.resize(before);
  append_line(out, document, sandbox, false);
  if (out.size() - before <= longest_record) return {};
  out.resize(before);
  return fail(Failure::damaged, "too long for one record: more than 16 MiB");
}

void append_end_line(std::string& out, std::uint64_t documents) {
  out += "{\"maskros\":1,\"end\":true,\"documents\":" + std::to_string(documents) + "}\n";
}

}  // namespace mask
