// Writes pages of invented letters, scanned well and badly, with their text beside them: what bench/quality/ocr reads.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ocr_pages [--seed N] [--rounds N] FOLDER
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "bench/quality/letters.h"

int main(int count, char** arguments) {
  std::uint64_t seed = 1;
  int rounds = 1;
  std::string folder;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--seed" && i + 1 < count) {
      seed = std::strtoull(arguments[++i], nullptr, 10);
    } else if (argument == "--rounds" && i + 1 < count) {
      rounds = std::atoi(arguments[++i]);
    } else {
      folder = argument;
    }
  }
  if (folder.empty() || paper::print_fonts().empty())
    return std::cerr << "ocr_pages [--seed N] [--rounds N] FOLDER (needs fonts-liberation)\n", 64;
  std::filesystem::create_directories(folder);
  struct Kind {
    const char* name;
    float dpi;
    paper::Scan scan;
    bool has_columns;
  };
  const Kind kinds[] = {
      {"clean", 300, {}, false},
      {"blur", 200, {.blur = 1.1F, .noise = 4, .paper = 238, .black = 30}, false},
      {"noise", 150, {.blur = 0.4F, .noise = 38, .paper = 235, .black = 40}, false},
      {"noise", 200, {.blur = 0.4F, .noise = 38, .paper = 235, .black = 40}, true},
      {"fax", 200, {.blur = 0.6F, .noise = 30, .is_fax = true}, false},
      {"shade", 200, {.blur = 0.5F, .noise = 4, .paper = 245, .black = 20, .falloff = 0.55F, .degrees = 0.7F}, false},
      {"skew", 300, {.noise = 4, .paper = 245, .degrees = -2.3F}, true},
      {"side", 200, {.noise = 2, .quarters = 1}, false},
      {"down", 300, {.noise = 2, .quarters = 2}, false},
      {"down", 200, {.noise = 3, .paper = 245, .quarters = 2}, true},
  };
  int number = 0;
  for (int round = 0; round < rounds; ++round) {
    for (const bool is_danish : {false, true}) {
      for (const Kind& kind : kinds) {
        paper::Chance chance(seed * 1000 + static_cast<std::uint64_t>(++number));
        paper::Sheet sheet(kind.dpi);
        const std::string text = paper::print_letter(sheet,
                                                     {.is_danish = is_danish,
                                                      .has_columns = kind.has_columns,
                                                      .paragraphs = 7,
                                                      .points = chance.between(10, 12),
                                                      .font = chance.of(paper::print_fonts())},
                                                     chance);
        char name[100];
        std::snprintf(name, sizeof name, "/%02d-%s-print-%d-%s%s", number, is_danish ? "da" : "sv", static_cast<int>(kind.dpi), kind.name,
                      kind.has_columns ? "-2col" : "");
        if (!paper::write_png(paper::scan(sheet, kind.scan, chance).pixels, folder + name + ".png"))
          return std::cerr << "cannot write in " << folder << '\n', 73;
        std::ofstream(folder + name + ".gt.txt") << text;
      }
    }
  }
  return 0;
}
