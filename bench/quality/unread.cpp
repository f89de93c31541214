// How much ink that is no print is boxed as unread, and how much print by mistake: on invented letters with handwriting, signatures, stamps
// and photographs on them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// unread [--seed N] [--count N] [--data DIR] [--write FOLDER] [--hand FONT]...
//
// Prints a JSON object a page and one over all. Pixels darker than half count. `--hand`: font files that write by hand; those of Debian
// that are there are used too.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "bench/quality/letters.h"
#include "libocr/ocr.h"

namespace {

struct Boxed {
  std::uint64_t boxed = 0;
  std::uint64_t all = 0;
  [[nodiscard]] double percent() const {
    return all == 0 ? 0 : std::round(1e4 * static_cast<double>(boxed) / static_cast<double>(all)) / 100;
  }
};

Boxed boxed(const paper::Layer& layer, const paper::Layer* but, const std::vector<mask::Box>& boxes) {
  std::vector<bool> inside(layer.ink.size());
  for (const mask::Box& box : boxes) {
    for (int y = std::max(0, static_cast<int>(box.y0)); y < std::min(layer.height, static_cast<int>(std::ceil(box.y1))); ++y) {
      for (int x = std::max(0, static_cast<int>(box.x0)); x < std::min(layer.width, static_cast<int>(std::ceil(box.x1))); ++x)
        inside[static_cast<std::size_t>(y) * static_cast<std::size_t>(layer.width) + static_cast<std::size_t>(x)] = true;
    }
  }
  Boxed out;
  for (std::size_t i = 0; i < layer.ink.size(); ++i) {
    if (layer.ink[i] < 128 || (but != nullptr && but->ink[i] >= 128)) continue;
    ++out.all;
    out.boxed += inside[i] ? 1U : 0U;
  }
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t seed = 1;
  int pages = 100;
  std::string data = MASKROS_DATA;
  std::string folder;
  std::vector<std::string> hands = {"/usr/share/fonts/opentype/urw-base35/Z003-MediumItalic.otf",
                                    "/usr/share/fonts/truetype/kristi/Kristi.ttf",
                                    "/usr/share/fonts/truetype/breip/Breip.ttf",
                                    "/usr/share/fonts/truetype/rufscript/Rufscript010.ttf",
                                    "/usr/share/fonts/opentype/dancingscript/DancingScript-Regular.otf",
                                    "/usr/share/fonts/truetype/fifthhorseman/dkg.ttf"};
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string argument = arguments[i];
    const std::string value = arguments[i + 1];
    if (argument == "--seed") seed = std::strtoull(value.c_str(), nullptr, 10);
    if (argument == "--count") pages = std::atoi(value.c_str());
    if (argument == "--data") data = value;
    if (argument == "--write") folder = value;
    if (argument == "--hand") hands.push_back(value);
  }
  std::erase_if(hands, [](const std::string& path) { return !paper::Font(path).is_there(); });
  auto models = ocr::Models::load(data, "");
  if (!models) return std::cerr << "unread: " << models.error().message << '\n', 69;

  Boxed foreign;
  Boxed print;
  std::map<std::string, Boxed> kinds;
  for (int page = 1; page <= pages; ++page) {
    paper::Chance chance(seed * 100'000 + static_cast<std::uint64_t>(page));
    const float dpi = chance.below(3) == 0 ? 300 : 200;
    paper::Sheet sheet(dpi);
    const bool is_danish = page % 2 == 0;
    float bottom = 0;
    (void)paper::print_letter(sheet,
                              {.is_danish = is_danish,
                               .has_table = chance.below(2) == 0,
                               .paragraphs = 3,
                               .points = chance.between(10, 12),
                               .font = chance.of(paper::print_fonts())},
                              chance, &bottom);
    const float left = sheet.mm(25);
    const float y = bottom + sheet.mm(12);
    const float pen = sheet.mm(chance.between(0.35F, 0.6F));
    const int darkness = static_cast<int>(chance.between(150, 240));
    static constexpr const char* names[] = {"scribble", "signature", "stamp", "photograph", "hand font"};
    const std::uint32_t kind = hands.empty() ? chance.below(4) : static_cast<std::uint32_t>(page) % 5;
    switch (kind) {
      case 0:
        for (int i = 0; i < 3; ++i)
          paper::scribble(sheet.foreign, chance, left, y + sheet.mm(10) * static_cast<float>(i), sheet.mm(chance.between(40, 120)),
                          sheet.mm(chance.between(2, 3.5F)), pen, darkness);
        break;
      case 1:
        paper::signature(sheet.foreign, chance, left + sheet.mm(chance.between(0, 80)), y + sheet.mm(15), sheet.mm(chance.between(30, 60)),
                         pen, darkness);
        break;
      case 2: {
        const paper::Font font(paper::print_fonts().front());
        paper::ring_stamp(sheet.foreign, chance, font, is_danish ? "MODTAGET 2 3" : "ANKOM 12 05", left + sheet.mm(chance.between(20, 110)),
                          y + sheet.mm(20), sheet.mm(chance.between(12, 18)), sheet.mm(0.6F), darkness);
        break;
      }
      case 3:
        paper::photograph(sheet.foreign, chance, left + sheet.mm(chance.between(0, 60)), y, sheet.mm(chance.between(30, 80)),
                          sheet.mm(chance.between(25, 50)));
        break;
      default: {
        const paper::Font font(chance.of(hands));
        const char* const texts[] = {"Ring mig om detta", "Godkänt efter samtal", "kom for sent, afvist", "se även bilaga 3",
                                     "Tak for hjælpen"};
        for (int i = 0; i < 2; ++i)
          font.draw(&sheet.foreign, chance.of(texts), left + sheet.mm(chance.between(0, 40)), y + sheet.mm(12) * static_cast<float>(i + 1),
                    sheet.mm(chance.between(6, 9)), darkness);
      }
    }
    paper::Scan how;
    switch (chance.below(4)) {
      case 0: how = {.noise = 3, .paper = 245}; break;
      case 1: how = {.blur = 0.7F, .noise = 5, .paper = 240, .black = 25, .degrees = chance.between(-1.5F, 1.5F)}; break;
      case 2: how = {.blur = 0.5F, .noise = 4, .paper = 245, .falloff = 0.3F}; break;
      default: break;
    }
    const paper::Scanned scanned = paper::scan(sheet, how, chance);
    const auto read = models->read(scanned.pixels, {});
    if (!read) return std::cerr << "unread: " << read.error().message << '\n', 70;
    const Boxed a = boxed(scanned.foreign, nullptr, read->unread);
    const Boxed b = boxed(scanned.print, &scanned.foreign, read->unread);
    foreign.boxed += a.boxed, foreign.all += a.all, print.boxed += b.boxed, print.all += b.all;
    kinds[names[kind]].boxed += a.boxed, kinds[names[kind]].all += a.all;
    std::cout << nlohmann::ordered_json{{"bench", "unread"},
                                        {"page", page},
                                        {"kind", names[kind]},
                                        {"foreign_boxed_percent", a.percent()},
                                        {"print_boxed_percent", b.percent()},
                                        {"boxes", read->unread.size()}}
                     .dump()
              << std::endl;
    if (!folder.empty()) {
      char name[40];
      std::snprintf(name, sizeof name, "/%03d-x-x-%d-x", page, static_cast<int>(dpi));
      (void)paper::write_png(scanned.pixels, folder + name + ".png");
      std::ofstream boxes(folder + name + ".unread.txt");
      for (const mask::Box& box : read->unread)
        boxes << box.x0 * 72 / dpi << ' ' << box.y0 * 72 / dpi << ' ' << box.x1 * 72 / dpi << ' ' << box.y1 * 72 / dpi << '\n';
    }
  }
  for (const auto& [name, sum] : kinds)
    std::cout << nlohmann::ordered_json{{"bench", "unread"}, {"foreign", name}, {"boxed_percent", sum.percent()}}.dump() << '\n';
  std::cout << nlohmann::ordered_json{{"bench", "unread"},
                                      {"pages", pages},
                                      {"foreign_boxed_percent", foreign.percent()},
                                      {"print_boxed_percent", print.percent()}}
                   .dump()
            << '\n';
  return 0;
}
