// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/transcribe_options.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/tool.h"

namespace cli {
namespace {

template <std::size_t N>
mask::Result<void> check_choice(std::string_view option, const std::string& value, const std::array<std::string_view, N>& choices) {
  if (std::ranges::find(choices, value) != choices.end()) return {};
  return mask::fail(mask::Failure::usage, "--" + std::string(option) + " does not take \"" + shown(value) + "\"");
}

constexpr std::array<std::string_view, 4> forms = {"text", "ndjson", "hocr", "pdf"};
constexpr std::array<std::string_view, 22> kinds = {"",     "text", "md",  "csv",  "tsv", "json", "ndjson", "html",  "rtf", "eml", "msg",
                                                    "tnef", "docx", "odt", "xlsx", "ods", "doc",  "pdf",    "image", "vtt", "srt", "zip"};
constexpr std::array<std::string_view, 3> languages = {"auto", "sv", "da"};
constexpr std::array<std::string_view, 3> times = {"auto", "never", "always"};

}  // namespace

void describe(OptionTable& table, TranscribeOptions& o) {
  table.group("What is written");
  table.value("to,t", "FORM", o.to, "text, ndjson (the document stream), hocr, or pdf (searchable)");
  table.value("output,o", "PATH", o.output, "into this file; for several inputs, into this folder");
  table.flag("keep-lines", o.keeps_lines, "words divided at the end of a line stay divided");
  table.value("repairs", "FILE", o.repairs, "list here what was repaired, a JSON object a line; for its owner's eyes only");
  table.flag("explain,e", o.explains, "on standard error how each page was read, without words of the document");
  table.group("What is read");
  table.value(
      "from", "KIND", o.from,
      "pdf, image, docx, odt, xlsx, ods, rtf, html, eml, msg, tnef, doc, vtt, srt, zip, text, ndjson; found by content, unless stated");
  table.value("lang", "LANG", o.lang, "auto, sv or da: the language of the documents");
  table.value("encoding", "NAME", o.encoding, "encoding of text (windows-1252, utf-16le ...)");
  table.flag("lossy", o.is_lossy, "replace what cannot be decoded in text instead of refusing it");
  table.flag("no-end", o.needs_no_end, "the document stream was made elsewhere and has no end line");
  table.flag("allow-empty", o.allows_empty, "empty standard input is no error");
  describe_reading(table, o.reading);
  table.group("In general");
  table.value("config", "FILE", o.config, "a TOML file of options; the command line counts more");
  table.value("data", "DIR", o.data, "data for OCR lie here");
  table.value("jobs,j", "N", o.jobs, "pages and documents at a time; as many as there are processors, unless stated");
  table.value("progress", "WHEN", o.progress, "auto, never or always");
  table.flag("doctor", o.shows_doctor, "tell what this machine gives: sandbox, languages, fonts");
  table.flag("quiet,q", o.is_quiet, "no messages but errors");
  table.flag("version", o.shows_version, "print versions and checksums");
  table.flag("help,h", o.shows_help, "print this");
}

mask::Result<void> check(const TranscribeOptions& o) {
  for (const auto& result : {check_choice("to", o.to, forms), check_choice("from", o.from, kinds), check_choice("lang", o.lang, languages),
                             check_choice("progress", o.progress, times), check(o.reading)}) {
    if (!result) return result;
  }
  if (!o.jobs.empty() && (o.jobs.size() > 3 || o.jobs.find_first_not_of("0123456789") != std::string::npos || o.jobs == "0"))
    return mask::fail(mask::Failure::usage, "--jobs takes a number from 1 to 999");
  return {};
}

}  // namespace cli
