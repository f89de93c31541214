// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/mask_data.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "cli/tool.h"

namespace cli {

using mask::Failure;
using mask::Result;

namespace {

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
    if (!type) return mask::fail(Failure::usage, "unknown type \"" + shown(name) + "\"");
    types.push_back(*type);
  }
  return types;
}

bool exists(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0;
}

// The policy with all that the command line says on top, in DESIGN's order.
Result<mask::Rules> rules_of(const MaskOptions& o) {
  const bool is_file = o.policy.find('/') != std::string::npos || o.policy.ends_with(".toml");
  const std::string path = is_file ? o.policy : o.data + "/policy/" + o.policy + ".toml";
  if (!is_file && !exists(path)) {
    return mask::fail(exists(o.data + "/policy") ? Failure::configuration : Failure::data,
                      "there is no policy \"" + shown(o.policy) + "\"");
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
    if (!style) return mask::fail(Failure::usage, "unknown style \"" + shown(o.style) + "\"");
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

Result<Masking> prepare(const MaskOptions& o, const mask::Lexicon& lexicon, const mask::Finder& finder) {
  auto rules = rules_of(o);
  if (!rules) return std::unexpected(rules.error());
  Masking masking;
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

}  // namespace

Result<std::unique_ptr<MaskData>> MaskData::load(const MaskOptions& options) {
  auto lexicon = mask::Lexicon::load(options.data + "/lexicon.bin");
  if (!lexicon) return std::unexpected(lexicon.error());
  std::unique_ptr<MaskData> data(new MaskData(std::move(*lexicon)));
  if (options.needs_no_model) return data;
  auto model = mask::NameModel::load(options.data + "/names.model");
  if (!model) return std::unexpected(model.error());
  data->model_ = std::move(*model);
  return data;
}

Result<const Masking*> MaskData::masking(const MaskOptions& options) {
  if (!finder_) finder_.emplace(lexicon_, model());
  if (!masking_) {
    auto made = prepare(options, lexicon_, *finder_);
    if (!made) return std::unexpected(made.error());
    masking_ = std::move(*made);
  }
  return &*masking_;
}

}  // namespace cli
