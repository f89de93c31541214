// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/mask_options.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "cli/tool.h"
#include "libmask/base/simd.h"

namespace cli {

using mask::Failure;
using mask::Result;

namespace {

// Words that must be one of a few.
Result<void> check_choice(std::string_view option, const std::string& value, std::initializer_list<std::string_view> choices) {
  for (const std::string_view choice : choices) {
    if (value == choice) return {};
  }
  return mask::fail(Failure::usage, "--" + std::string(option) + " does not take \"" + shown(value) + "\"");
}

}  // namespace

void describe(OptionTable& table, MaskOptions& o) {
  table.group("What is masked");
  table.value("policy,p", "NAME|FILE", o.policy, "default, all, direct, ediarium-sv, postliste-da, or a policy file");
  table.value("types", "LIST", o.types, "exactly these types, with commas between; all is a name");
  table.value("except", "LIST", o.except, "not these types");
  table.values("threshold", "TYPE=N", o.thresholds, "mask this type from a score of N thousandths");
  table.values("allow", "FILE", o.allow, "words that are never masked, one a line");
  table.values("deny", "FILE", o.deny, "words that always are, one a line");
  table.flag("no-model", o.needs_no_model, "find names by rules and word lists alone: faster, and more are missed");
  table.flag("keep-officials", o.keeps_officials, "leave civil servants named in office unmasked");
  table.values("columns", "LIST", o.columns,
               "what columns hold: NAME=text, person, official, elected, keep or a type, with commas between");
  table.group("How it is masked");
  table.value("style,s", "STYLE", o.style, "label ([PERSON 1], the usual), block, remove or keep");
  table.value("labels", "LANG|FILE", o.labels, "language of the labels: auto, sv, da, en; or a file of labels");
  table.group("What is written");
  table.value("output,o", "PATH", o.output, "into this file; for several inputs, into this folder");
  table.value("to", "FORM", o.to,
              "text, ndjson; of a PDF or a picture pdf, of a picture image; as the input and --output say, unless stated");
  table.value("unread", "WHAT", o.unread, "ink that nobody could read, where pages are drawn: review (the usual), mask or keep");
  table.value("findings", "FILE", o.findings, "what was found, a JSON object a line; - for standard output, instead of the text");
  table.flag("with-text", o.with_text, "findings hold the words, what replaced them and what weighed most; for their owner's eyes only");
  table.flag("explain,e", o.explains, "a table of what was found and why on standard error, without words of the document");
  table.flag("check,c", o.checks, "write nothing; exit 1 if anything would be masked");
  table.flag("inspect", o.inspects,
             "of a PDF: where it says more than its pages show, a JSON object a line; exit 1 if text lies under a box");
  table.value("evaluate", "GOLD", o.evaluate, "measure against marked documents: protected, typed and leaked per type");
  table.group("What is read");
  table.value("from", "FORM", o.from,
              "text, md, csv, tsv, json, ndjson, pdf, image, docx, odt, xlsx, ods, rtf, html, eml, msg, tnef, doc, vtt, srt or zip; found "
              "by content, "
              "unless stated");
  table.value("bad-records", "FILE", o.bad_records, "rows and records that cannot be read go into this file, and the others are masked");
  table.value("lang", "LANG", o.lang, "auto, sv or da: the language of the documents");
  table.value("encoding", "NAME", o.encoding, "encoding of the input (windows-1252, utf-16le ...); the output has the same");
  table.flag("lossy", o.is_lossy, "replace what cannot be decoded instead of refusing it");
  table.values("pass", "FIELD", o.pass, "let this field of a document stream through unmasked");
  table.flag("no-end", o.needs_no_end, "the document stream was made elsewhere and has no end line");
  table.flag("allow-empty", o.allows_empty, "empty standard input is no error");
  describe_reading(table, o.reading);
  table.group("In general");
  table.value("config", "FILE", o.config, "a TOML file of options; the command line counts more");
  table.value("data", "DIR", o.data, "lexicon and policies lie here");
  table.value("jobs,j", "N", o.jobs, "documents at a time, where several are written into a folder");
  table.value("progress", "WHEN", o.progress, "auto, never or always");
  table.value("simd", "NAME", o.simd, "vector instructions to use: scalar, ssse3, sse4, avx2, avx3, neon");
  table.flag("quiet,q", o.is_quiet, "no messages but errors");
  table.flag("version", o.shows_version, "print versions and checksums");
  table.flag("help,h", o.shows_help, "print this");
}

Result<void> check(MaskOptions& o) {
  for (const auto& result :
       {check_choice("to", o.to, {"", "text", "ndjson", "pdf", "image"}), check_choice("unread", o.unread, {"review", "mask", "keep"}),
        check_choice("from", o.from, {"",     "text", "md",  "csv",  "tsv", "json", "ndjson", "html",  "rtf", "eml", "msg",
                                      "tnef", "docx", "odt", "xlsx", "ods", "doc",  "pdf",    "image", "vtt", "srt", "zip"}),
        check_choice("lang", o.lang, {"auto", "sv", "da"}), check_choice("progress", o.progress, {"auto", "never", "always"}),
        check(o.reading)}) {
    if (!result) return result;
  }
  if (o.to.empty() && o.output.ends_with(".pdf")) o.to = "pdf";
  for (const std::string_view end : {".png", ".jpg", ".jpeg", ".tif", ".tiff"}) {
    if (o.to.empty() && o.output.ends_with(end)) o.to = "image";
  }
  if (o.inspects && (o.checks || !o.to.empty() || !o.findings.empty()))
    return mask::fail(Failure::usage, "--inspect has its own result: --check, --to and --findings have no place");
  if (!draws_pages(o) && o.unread != "review") return mask::fail(Failure::usage, "--unread needs --to pdf or image");
  if (o.with_text && o.findings.empty() && !o.explains) return mask::fail(Failure::usage, "--with-text needs --findings or --explain");
  if (o.findings == "-" && !o.output.empty())
    return mask::fail(Failure::usage, "--findings - takes standard output; --output has no place");
  if (o.checks && !o.output.empty()) return mask::fail(Failure::usage, "--check writes nothing; --output has no place");
  if (!o.simd.empty() && !mask::force_simd(o.simd))
    return mask::fail(Failure::usage, "--simd: this processor has no \"" + shown(o.simd) + "\"");
  if (o.jobs.empty() || o.jobs.size() > 3 || o.jobs.find_first_not_of("0123456789") != std::string::npos || o.jobs == "0") {
    return mask::fail(Failure::usage, "--jobs takes a number from 1 to 999");
  }
  auto columns = read_columns(o.columns);
  if (!columns) return std::unexpected(columns.error());
  o.column_rules = std::move(*columns);
  return {};
}

}  // namespace cli
