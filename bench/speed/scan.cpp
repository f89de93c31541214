// The scanner alone: folding and scanning of standard input with each kind of vectors, in MB/s and against the scalar path. NDJSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <iostream>

#include "bench/speed/stage.h"
#include "libmask/text/fold.h"

namespace {

using namespace mask;

struct Figures {
  std::string_view name;
  double fold = 0;  // seconds for folding, which looks whether the text is UTF-8
  double scan = 0;
  std::uint64_t sum = 0;  // of all tokens: must be the same for all
};

void add(std::uint64_t& sum, std::uint64_t value) { sum = (sum ^ value) * 0x9E3779B97F4A7C15U; }

std::uint64_t sum_of(const Tokens& tokens) {
  std::uint64_t sum = 0;
  for (const std::uint64_t bits : tokens.word_bits) add(sum, bits);
  for (const DigitRun run : tokens.digits) add(sum, std::uint64_t{run.start} << 32 | run.end);
  for (const auto* list : {&tokens.capitals, &tokens.ats}) {
    for (const std::uint32_t position : *list) add(sum, position);
  }
  return sum;
}

Figures measure(std::string_view name, const bench::Segments& segments, int rounds) {
  Figures out{.name = name};
  std::vector<Folded> folded(segments.count());
  Tokens tokens;
  std::size_t invalid = 0;
  Folded view;
  out.fold = bench::best_of(rounds, [&] {
    for (std::size_t i = 0; i < segments.count(); ++i) invalid += fold(segments[i], view).has_value() ? 1U : 0U;
  });
  for (std::size_t i = 0; i < segments.count(); ++i) invalid += fold(segments[i], folded[i]).has_value() ? 1U : 0U;
  if (invalid > 0) std::cerr << "the text is not UTF-8\n";
  out.scan = bench::best_of(rounds, [&] {
    for (const Folded& each : folded) scan(each.text(), tokens);
  });
  for (const Folded& each : folded) {
    scan(each.text(), tokens);
    add(out.sum, sum_of(tokens));
  }
  return out;
}

}  // namespace

int main(int count, char** words) {
  const std::size_t segment_size = count > 1 ? std::stoul(words[1]) : std::size_t{1} << 22;
  const int rounds = count > 2 ? std::stoi(words[2]) : 7;
  const bench::Segments segments(segment_size);
  std::vector<Figures> all;
  bench::for_each_simd([&](std::string_view name) { all.push_back(measure(name, segments, rounds)); });
  if (all.empty()) return 70;
  bool same = true;
  for (const Figures& figures : all) {
    const double megabytes = static_cast<double>(segments.bytes()) / 1e6;
    same = same && figures.sum == all.front().sum;
    std::printf(
        R"({"stage":"scan","simd":"%.*s","segment":%zu,"fold_mb_s":%.0f,"scan_mb_s":%.0f,"all_mb_s":%.0f,"scan_to_scalar":%.2f,"all_to_scalar":%.2f,"same_tokens":%s})"
        "\n",
        static_cast<int>(figures.name.size()), figures.name.data(), segment_size, megabytes / figures.fold, megabytes / figures.scan,
        megabytes / (figures.fold + figures.scan), all.front().scan / figures.scan,
        (all.front().fold + all.front().scan) / (figures.fold + figures.scan), figures.sum == all.front().sum ? "true" : "false");
  }
  return same ? 0 : 1;
}
