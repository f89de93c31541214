// mask: finds personal data in Swedish and Danish text, and masks it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/evaluate.h"
#include "cli/mask_run.h"
#include "cli/options.h"
#include "cli/tool.h"
#include "libmask/base/simd.h"

namespace {

using cli::Exit;
using cli::MaskOptions;
using mask::Failure;
using mask::Result;

constexpr std::string_view program = "mask";

constexpr std::string_view usage = R"(mask - mask personal data in Swedish and Danish text

  mask brev.txt                       a letter, masked, on standard output
  mask brev.txt -o brev-maskat.txt    the same into a file, which appears whole or not at all
  mask --explain brev.txt             and on standard error what was found, and why
  mask --check brev.txt               nothing but an exit code: 1 if anything would be masked
  mask --policy all --except place    another choice of what is masked
  mask --findings - brev.txt          what was found, as lines of JSON
  mask --columns 'titel=text,avsandare=person,dnr=keep' diarium.csv
                                      a table, cell by cell

usage: mask [OPTION]... [FILE]...     without FILE, or where FILE is -: standard input
)";

void describe(cli::OptionTable& table, MaskOptions& o) {
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
  table.value("to", "FORM", o.to, "text or ndjson; as the input, unless stated");
  table.value("findings", "FILE", o.findings, "what was found, a JSON object a line; - for standard output, instead of the text");
  table.flag("with-text", o.with_text, "findings hold the words, what replaced them and what weighed most; for their owner's eyes only");
  table.flag("explain,e", o.explains, "a table of what was found and why on standard error, without words of the document");
  table.flag("check,c", o.checks, "write nothing; exit 1 if anything would be masked");
  table.value("evaluate", "GOLD", o.evaluate, "measure against marked documents: protected, typed and leaked per type");
  table.group("What is read");
  table.value("from", "FORM", o.from, "text, md, csv, tsv, json or ndjson; found by content, unless stated");
  table.value("bad-records", "FILE", o.bad_records, "rows and records that cannot be read go into this file, and the others are masked");
  table.value("lang", "LANG", o.lang, "auto, sv or da: the language of the documents");
  table.value("encoding", "NAME", o.encoding, "encoding of the input (windows-1252, utf-16le ...); the output has the same");
  table.flag("lossy", o.is_lossy, "replace what cannot be decoded instead of refusing it");
  table.values("pass", "FIELD", o.pass, "let this field of a document stream through unmasked");
  table.flag("no-end", o.needs_no_end, "the document stream was made elsewhere and has no end line");
  table.flag("allow-empty", o.allows_empty, "empty standard input is no error");
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

Result<std::vector<mask::Type>> types_of(const std::string& list) {
  std::vector<mask::Type> types;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string name = list.substr(at, end - at);
    at = end + 1;
    if (name == "all") {
      for (std::size_t i = 0; i < mask::type_count; ++i) types.push_back(static_cast<mask::Type>(i));
      continue;
    }
    const auto type = mask::type_named(name);
    if (!type) return mask::fail(Failure::usage, "unknown type \"" + cli::shown(name) + "\"");
    types.push_back(*type);
  }
  return types;
}

bool exists(const std::string& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0;
}

// The policy with all that the command line says on top, in DESIGN's order.
Result<mask::Rules> rules_of(const MaskOptions& o) {
  const bool is_file = o.policy.find('/') != std::string::npos || o.policy.ends_with(".toml");
  const std::string path = is_file ? o.policy : o.data + "/policy/" + o.policy + ".toml";
  if (!is_file && !exists(path)) {
    return mask::fail(exists(o.data + "/policy") ? Failure::configuration : Failure::data,
                      "there is no policy \"" + cli::shown(o.policy) + "\"");
  }
  auto policy = mask::load_policy(path);
  if (!policy) return std::unexpected(policy.error());
  mask::Rules rules{.policy = std::move(*policy), .allow = {}};
  if (!o.types.empty()) {
    const auto types = types_of(o.types);
    if (!types) return std::unexpected(types.error());
    for (mask::TypeRule& rule : rules.policy.types) rule.masked = false;
    for (const mask::Type type : *types) rules.policy.of(type).masked = true;
  }
  if (!o.except.empty()) {
    const auto types = types_of(o.except);
    if (!types) return std::unexpected(types.error());
    for (const mask::Type type : *types) rules.policy.of(type).masked = false;
  }
  if (!o.style.empty()) {
    const auto style = mask::style_named(o.style);
    if (!style) return mask::fail(Failure::usage, "unknown style \"" + cli::shown(o.style) + "\"");
    rules.policy.style = *style;
    for (mask::TypeRule& rule : rules.policy.types) rule.style.reset();
  }
  rules.policy.allow.insert(rules.policy.allow.end(), o.allow.begin(), o.allow.end());
  rules.policy.deny.insert(rules.policy.deny.end(), o.deny.begin(), o.deny.end());
  auto allow = mask::WordList::load(rules.policy.allow);
  if (!allow) return std::unexpected(allow.error());
  rules.allow = std::move(*allow);
  if (o.keeps_officials) rules.policy.masks_officials = false;
  for (const std::string& threshold : o.thresholds) {
    const std::size_t equals = threshold.find('=');
    const auto type = mask::type_named(threshold.substr(0, equals));
    const std::string number = equals == std::string::npos ? "" : threshold.substr(equals + 1);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (!type || error != std::errc{} || end != number.data() + number.size() || value > 1000) {
      return mask::fail(Failure::usage, "--threshold takes TYPE=N, with N from 0 to 1000");
    }
    rules.policy.of(*type).from = static_cast<std::uint16_t>(value);
  }
  return rules;
}

// Words that must be one of a few.
Result<void> check_choice(std::string_view option, const std::string& value, std::initializer_list<std::string_view> choices) {
  for (const std::string_view choice : choices) {
    if (value == choice) return {};
  }
  return mask::fail(Failure::usage, "--" + std::string(option) + " does not take \"" + cli::shown(value) + "\"");
}

Result<void> check(const MaskOptions& o) {
  for (const auto& result :
       {check_choice("to", o.to, {"", "text", "ndjson"}), check_choice("from", o.from, {"", "text", "md", "csv", "tsv", "json", "ndjson"}),
        check_choice("lang", o.lang, {"auto", "sv", "da"}), check_choice("progress", o.progress, {"auto", "never", "always"})}) {
    if (!result) return result;
  }
  if (o.with_text && o.findings.empty() && !o.explains) return mask::fail(Failure::usage, "--with-text needs --findings or --explain");
  if (o.findings == "-" && !o.output.empty())
    return mask::fail(Failure::usage, "--findings - takes standard output; --output has no place");
  if (o.checks && !o.output.empty()) return mask::fail(Failure::usage, "--check writes nothing; --output has no place");
  if (!o.simd.empty() && !mask::force_simd(o.simd))
    return mask::fail(Failure::usage, "--simd: this processor has no \"" + cli::shown(o.simd) + "\"");
  if (o.jobs.empty() || o.jobs.size() > 3 || o.jobs.find_first_not_of("0123456789") != std::string::npos || o.jobs == "0") {
    return mask::fail(Failure::usage, "--jobs takes a number from 1 to 999");
  }
  return {};
}

Result<cli::Masking> prepare(const MaskOptions& o, const mask::Lexicon& lexicon, const mask::Finder& finder) {
  auto rules = rules_of(o);
  if (!rules) return std::unexpected(rules.error());
  cli::Masking masking;
  masking.lexicon = &lexicon;
  masking.finder = &finder;
  masking.rules = std::move(*rules);
  masking.wants_entities = !o.findings.empty();
  auto deny = mask::WordList::load(masking.rules.policy.deny);
  if (!deny) return std::unexpected(deny.error());
  masking.deny = std::move(*deny);
  masking.language = mask::language_coded(o.lang);
  masking.label_language = mask::language_coded(o.labels);
  if (!masking.label_language && o.labels != "auto") masking.label_file = o.labels;
  const auto prepared = masking.prepare();
  if (!prepared) return std::unexpected(prepared.error());
  return masking;
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::string hexadecimal(std::uint64_t checksum) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(checksum));
  return digits;
}

void print_version(const mask::Lexicon& lexicon, const mask::NameModel* model) {
  std::string lines = "mask (Maskros) " MASKROS_VERSION "\nlexicon xxh3 " + hexadecimal(lexicon.checksum()) + "\n";
  if (model != nullptr) lines += "names xxh3 " + hexadecimal(model->checksum()) + "\n";
  print(lines + "vectors " + std::string(mask::simd_target()) + "\n");
}

Exit failed(const mask::Error& error) {
  cli::say(program, error);
  return cli::exit_of(error.failure);
}

Exit run(int argc, char** argv) {
  MaskOptions options;
  cli::OptionTable table;
  describe(table, options);
  if (const auto parsed = table.parse(argc, argv, options.files); !parsed) return failed(parsed.error());
  if (!options.config.empty()) {
    if (const auto parsed = table.parse_config(options.config); !parsed) return failed(parsed.error());
  }
  if (options.shows_help) {
    print(std::string(usage) + table.help());
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  if (const auto checked = check(options); !checked) return failed(checked.error());
  auto columns = cli::read_columns(options.columns);
  if (!columns) return failed(columns.error());
  options.column_rules = std::move(*columns);
  if (options.data.empty()) options.data = cli::program_folder() + "/../share/maskros";
  const auto lexicon = mask::Lexicon::load(options.data + "/lexicon.bin");
  if (!lexicon) return failed(lexicon.error());
  std::optional<mask::NameModel> model;
  if (!options.needs_no_model) {
    auto loaded = mask::NameModel::load(options.data + "/names.model");
    if (!loaded) return failed(loaded.error());
    model = std::move(*loaded);
  }
  if (options.shows_version) {
    print_version(*lexicon, model ? &*model : nullptr);
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  const mask::Finder finder(*lexicon, model ? &*model : nullptr);
  const auto masking = prepare(options, *lexicon, finder);
  if (!masking) return failed(masking.error());
  if (!options.evaluate.empty()) {
    const auto table_text = cli::evaluate(*masking, options.evaluate);
    if (!table_text) return failed(table_text.error());
    print(*table_text);
    return std::fflush(stdout) == 0 ? Exit::done : Exit::io;
  }
  return cli::run_mask(options, *masking);
}

}  // namespace

int main(int argc, char** argv) { return cli::frame(program, argc, argv, run); }
