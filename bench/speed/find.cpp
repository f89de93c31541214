// Finding alone: folding, scanning and all detectors on standard input with each kind of vectors. NDJSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/find.h"

#include <cstdio>
#include <iostream>

#include "bench/speed/stage.h"

int main(int count, char** words) {
  const std::size_t segment_size = count > 1 ? std::stoul(words[1]) : std::size_t{1} << 22;
  const int rounds = count > 2 ? std::stoi(words[2]) : 7;
  const mask::Result<mask::Lexicon> lexicon = mask::Lexicon::load(MASKROS_LEXICON);
  if (!lexicon) return 69;
  const mask::Finder finder(*lexicon);
  const mask::bench::Segments segments(segment_size);
  mask::Finder::Workspace work;
  mask::Findings findings;
  mask::Folded folded;
  double first = 0;
  mask::bench::for_each_simd([&](std::string_view name) {
    std::size_t found = 0;
    const double seconds = mask::bench::best_of(rounds, [&] {
      found = 0;
      for (std::size_t i = 0; i < segments.count(); ++i) {
        if (fold(segments[i], folded)) continue;  // not UTF-8
        finder.find(folded, work, findings);
        found += findings.list.size();
      }
    });
    if (first == 0) first = seconds;
    std::printf(R"({"stage":"find","simd":"%.*s","segment":%zu,"mb_s":%.0f,"to_scalar":%.2f,"findings":%zu})"
                "\n",
                static_cast<int>(name.size()), name.data(), segment_size, static_cast<double>(segments.bytes()) / 1e6 / seconds,
                first / seconds, found);
  });
}
