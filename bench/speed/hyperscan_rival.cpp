// A rival: the patterns of rival-patterns.txt in Hyperscan's streaming mode. Reads standard input; prints its scan time on standard error.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <hs.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::size_t block_size = std::size_t{1} << 16;
using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Options {
  std::string patterns;
  bool start_of_match = true;  // without it a match has an end only: enough to count, not to mask
  bool mask = false;           // write the text with X for each match; else count
};

struct Matches {
  unsigned long long count = 0;
  bool keep = false;
  std::vector<std::pair<unsigned long long, unsigned long long>> spans;
};

int on_match(unsigned, unsigned long long from, unsigned long long to, unsigned, void* context) {
  auto& matches = *static_cast<Matches*>(context);
  ++matches.count;
  if (!matches.keep) return 0;
  // Longer and longer matches of one thing come one after the other.
  if (!matches.spans.empty() && matches.spans.back().first == from) {
    matches.spans.back().second = to;
  } else {
    matches.spans.emplace_back(from, to);
  }
  return 0;
}

struct FreeDatabase {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct FreeScratch {
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;
using Scratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

Database compile(const std::vector<std::string>& patterns, bool start_of_match) {
  std::vector<const char*> texts;
  for (const std::string& pattern : patterns) texts.push_back(pattern.c_str());
  const std::vector<unsigned> flags(patterns.size(), start_of_match ? HS_FLAG_SOM_LEFTMOST : 0U);
  std::vector<unsigned> ids(patterns.size());
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<unsigned>(i);
  const unsigned mode = HS_MODE_STREAM | (start_of_match ? HS_MODE_SOM_HORIZON_LARGE : 0U);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()), mode, nullptr, &database, &error) !=
      HS_SUCCESS) {
    std::cerr << "pattern " << error->expression << ": " << error->message << "\n";
    hs_free_compile_error(error);
  }
  return Database(database);
}

void write_masked(std::string_view text, Matches& matches) {
  std::ranges::sort(matches.spans);
  std::size_t at = 0;
  for (const auto& [from, to] : matches.spans) {
    if (from >= at) {
      std::fwrite(text.data() + at, 1, from - at, stdout);
      std::fputc('X', stdout);
    }
    at = std::max<std::size_t>(at, to);
  }
  std::fwrite(text.data() + at, 1, text.size() - at, stdout);
}

int run(const Options& options) {
  std::ifstream in(options.patterns);
  std::vector<std::string> patterns;
  for (std::string line; std::getline(in, line);) patterns.push_back(line);
  const Clock::time_point compiling = Clock::now();
  const Database database = compile(patterns, options.start_of_match);
  if (patterns.empty() || !database) return 69;
  const double compile_seconds = seconds_since(compiling);
  hs_scratch_t* raw_scratch = nullptr;
  hs_stream_t* stream = nullptr;
  if (hs_alloc_scratch(database.get(), &raw_scratch) != HS_SUCCESS || hs_open_stream(database.get(), 0, &stream) != HS_SUCCESS) return 70;
  const Scratch scratch(raw_scratch);

  Matches matches{.count = 0, .keep = options.mask, .spans = {}};
  std::string text;
  std::vector<char> block(block_size);
  unsigned long long bytes = 0;
  double scan_seconds = 0;
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), stdin)) {
    const Clock::time_point scanning = Clock::now();
    if (hs_scan_stream(stream, block.data(), static_cast<unsigned>(got), 0, scratch.get(), on_match, &matches) != HS_SUCCESS) return 70;
    scan_seconds += seconds_since(scanning);
    bytes += got;
    if (options.mask) text.append(block.data(), got);
  }
  hs_close_stream(stream, scratch.get(), on_match, &matches);
  if (options.mask) {
    write_masked(text, matches);
  } else {
    std::cout << matches.count << "\n";
  }
  std::cerr << R"({"rival":"hyperscan","start_of_match":)" << (options.start_of_match ? "true" : "false") << R"(,"bytes":)" << bytes
            << R"(,"matches":)" << matches.count << R"(,"compile_s":)" << compile_seconds << R"(,"scan_s":)" << scan_seconds << "}\n";
  return 0;
}

}  // namespace

int main(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--end-only") {
      options.start_of_match = false;
    } else if (word == "--mask") {
      options.mask = true;
    } else {
      options.patterns = word;
    }
  }
  if (options.patterns.empty() || (options.mask && !options.start_of_match)) {
    std::cerr << "hyperscan_rival [--end-only | --mask] PATTERNS < TEXT\n";
    return 64;
  }
  return run(options);
}
