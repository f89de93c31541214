// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reading_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/tool.h"

namespace cli {
namespace {

using mask::Failure;
using mask::Result;

struct Limit {
  std::string_view name;
  std::uint64_t CostLimits::*value;
  std::uint64_t unit;
};
constexpr std::array limits = {Limit{"cpu", &CostLimits::processor_seconds, 1},
                               Limit{"ocr", &CostLimits::ocr_seconds, 1},
                               Limit{"wall", &CostLimits::wall_seconds, 1},
                               Limit{"memory", &CostLimits::memory, std::uint64_t{1} << 20},
                               Limit{"pages", &CostLimits::pages, 1},
                               Limit{"pixels", &CostLimits::pixels, 1'000'000},
                               Limit{"unpacked", &CostLimits::unpacked, std::uint64_t{1} << 20},
                               Limit{"ratio", &CostLimits::ratio, 1},
                               Limit{"depth", &CostLimits::depth, 1},
                               Limit{"entries", &CostLimits::entries, 1}};
constexpr std::uint64_t largest_limit = 1'000'000'000;

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0 || value > largest_limit) return std::nullopt;
  return value;
}

}  // namespace

void describe_reading(OptionTable& table, ReadingOptions& options) {
  table.group("How documents are read");
  table.value("pages", "LIST", options.pages, "these pages alone: 3,7-9");
  table.value("ocr", "WHEN", options.ocr, "auto, always or never: read pictures of text");
  table.value("languages", "LIST", options.languages, "of pictures, as Tesseract names them (swe+dan); told by the pages, unless stated");
  table.value("password-file", "FILE", options.password_file, "passwords of locked documents, one a line, each tried");
  table.value("sandbox", "WHEN", options.sandbox, "auto, require or off: walls around the process that reads documents");
  table.values(
      "limit", "NAME=N", options.limits,
      "cpu, ocr, wall (seconds), memory, unpacked (MiB), pixels (millions), pages, ratio, depth, entries: what a document may cost");
}

Result<CostLimits> limits_of(const ReadingOptions& options) {
  CostLimits costs;
  for (const std::string& text : options.limits) {
    const std::size_t equals = text.find('=');
    const std::string_view name = std::string_view(text).substr(0, equals);
    const auto limit = std::ranges::find(limits, name, &Limit::name);
    const auto value = equals == std::string::npos ? std::nullopt : number_of(std::string_view(text).substr(equals + 1));
    if (limit == limits.end()) return mask::fail(Failure::usage, "--limit knows no \"" + shown(name) + "\"");
    if (!value) return mask::fail(Failure::usage, "--limit takes NAME=N, with N from 1 to 1000000000");
    costs.*(limit->value) = *value * limit->unit;
  }
  return costs;
}

Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> pages_of(const ReadingOptions& options) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pages;
  for (std::size_t at = 0; at < options.pages.size();) {
    const std::size_t end = std::min(options.pages.find(',', at), options.pages.size());
    const std::string_view range = std::string_view(options.pages).substr(at, end - at);
    at = end + 1;
    const std::size_t dash = range.find('-');
    const auto first = number_of(range.substr(0, dash));
    std::optional<std::uint64_t> last = first;
    if (dash != std::string_view::npos) last = dash + 1 == range.size() ? largest_limit : number_of(range.substr(dash + 1));
    if (!first || !last || *last < *first) return mask::fail(Failure::usage, "--pages takes numbers and ranges from 1: 3,7-9,12-");
    pages.emplace_back(static_cast<std::uint32_t>(*first), static_cast<std::uint32_t>(*last));
  }
  std::ranges::sort(pages);
  return pages;
}

Result<void> check(const ReadingOptions& options) {
  if (options.ocr != "auto" && options.ocr != "always" && options.ocr != "never")
    return mask::fail(Failure::usage, "--ocr takes auto, always or never");
  if (options.sandbox != "auto" && options.sandbox != "require" && options.sandbox != "off")
    return mask::fail(Failure::usage, "--sandbox takes auto, require or off");
  if (const auto costs = limits_of(options); !costs) return std::unexpected(costs.error());
  if (const auto pages = pages_of(options); !pages) return std::unexpected(pages.error());
  return {};
}

}  // namespace cli
