// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/paint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mask {
namespace {

constexpr std::uint8_t cover_grey = 225;
constexpr std::uint8_t frame_grey = 0;

struct Area {
  std::uint32_t x0 = 0;
  std::uint32_t y0 = 0;
  std::uint32_t x1 = 0;
  std::uint32_t y1 = 0;
};

class Painter {
 public:
  Painter(Pixels& pixels, float dots_x, float dots_y) : pixels_(pixels), dots_x_(dots_x), dots_y_(dots_y), paper_(paper()) {}

  void run(const PagePlan& plan) {
    for (const Box& box : plan.hidden) fill(area(box), paper_);
    std::vector<Pixels> strips;
    for (const Move& move : plan.moves) strips.push_back(cut(area(move.from)));
    for (const Box& box : plan.cleared) fill(area(box), paper_);
    for (std::size_t i = 0; i < strips.size(); ++i) paste(strips[i], area(plan.moves[i].to));
    for (const Cover& cover : plan.covers) {
      const Area all = area(cover.box);
      const std::uint32_t line = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(dots_y_ / 2));
      fill(all, level(frame_grey));
      if (all.x1 - all.x0 > 2 * line && all.y1 - all.y0 > 2 * line)
        fill({.x0 = all.x0 + line, .y0 = all.y0 + line, .x1 = all.x1 - line, .y1 = all.y1 - line},
             level(pixels_.is_bitonal ? 255 : cover_grey));
    }
  }

 private:
  using Colour = std::array<std::uint8_t, 3>;
  static Colour level(std::uint8_t grey) { return {grey, grey, grey}; }

  // The most frequent of the bright levels, by channel.
  Colour paper() const {
    Colour colour = level(255);
    if (pixels_.is_bitonal) return colour;
    std::array<std::array<std::uint64_t, 256>, 3> counts{};
    for (std::size_t i = 0; i < pixels_.samples.size(); ++i) ++counts.at(i % pixels_.channels).at(pixels_.samples[i]);
    for (std::uint32_t channel = 0; channel < pixels_.channels; ++channel) {
      const auto bright = std::ranges::max_element(counts.at(channel).begin() + 128, counts.at(channel).end());
      colour.at(channel) = *bright > 0 ? static_cast<std::uint8_t>(bright - counts.at(channel).begin()) : 255;
    }
    return colour;
  }

  Area area(const Box& box) const {
    const auto low = [](float value, std::uint32_t end) {
      return static_cast<std::uint32_t>(std::clamp(std::floor(value), 0.0F, static_cast<float>(end)));
    };
    const auto high = [](float value, std::uint32_t end) {
      return static_cast<std::uint32_t>(std::clamp(std::ceil(value), 0.0F, static_cast<float>(end)));
    };
    Area out{.x0 = low(box.x0 * dots_x_, pixels_.width),
             .y0 = low(box.y0 * dots_y_, pixels_.height),
             .x1 = high(box.x1 * dots_x_, pixels_.width),
             .y1 = high(box.y1 * dots_y_, pixels_.height)};
    out.x1 = std::max(out.x0, out.x1);
    out.y1 = std::max(out.y0, out.y1);
    return out;
  }

  std::uint8_t* at(std::uint32_t x, std::uint32_t y) {
    return pixels_.samples.data() + (std::size_t{y} * pixels_.width + x) * pixels_.channels;
  }

  void fill(const Area& area, const Colour& colour) {
    for (std::uint32_t y = area.y0; y < area.y1; ++y) {
      for (std::uint32_t x = area.x0; x < area.x1; ++x) std::copy_n(colour.begin(), pixels_.channels, at(x, y));
    }
  }

  Pixels cut(const Area& area) {
    Pixels out{.width = area.x1 - area.x0, .height = area.y1 - area.y0, .channels = pixels_.channels};
    for (std::uint32_t y = area.y0; y < area.y1; ++y) {
      const std::uint8_t* const row = at(area.x0, y);
      out.samples.insert(out.samples.end(), row, row + std::size_t{out.width} * out.channels);
    }
    return out;
  }

  // As wide as the area, by the nearest pixel; only what is darker than what lies there, so that neighbours' letters stay.
  void paste(const Pixels& strip, const Area& area) {
    if (strip.width == 0) return;
    const std::uint32_t width = area.x1 - area.x0;
    for (std::uint32_t y = 0; y < std::min(strip.height, area.y1 - area.y0); ++y) {
      for (std::uint32_t x = 0; x < width; ++x) {
        const std::uint32_t from = std::min(strip.width - 1, static_cast<std::uint32_t>(std::uint64_t{x} * strip.width / width));
        const std::uint8_t* const source = strip.row(y) + std::size_t{from} * strip.channels;
        std::uint8_t* const target = at(area.x0 + x, area.y0 + y);
        for (std::uint32_t c = 0; c < strip.channels; ++c) target[c] = std::min(target[c], source[c]);
      }
    }
  }

  Pixels& pixels_;
  float dots_x_;
  float dots_y_;
  Colour paper_;
};

}  // namespace

void paint(Pixels& pixels, const PagePlan& plan, float dots_x, float dots_y) {
  if (plan.covers.empty()) return;
  Painter(pixels, dots_x, dots_y).run(plan);
}

}  // namespace mask
