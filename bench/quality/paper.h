// A sheet of paper: printed, written on, and scanned well or badly. What measures and tests reading draws its pages with it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmask/base/pixels.h"

namespace paper {

// The same numbers from the same seed everywhere.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 0x2545F4914F6CDD1DU) {}
  std::uint32_t below(std::uint32_t limit);  // 0 to limit - 1
  float between(float low, float high);
  float normal();  // of mean 0 and deviation 1
  template <typename List>
  const auto& of(const List& list) {
    return list[below(static_cast<std::uint32_t>(std::size(list)))];
  }

 private:
  std::uint64_t state_;
};

// Darkness of every pixel, 0 to 255.
struct Layer {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> ink;
  Layer(int w, int h) : width(w), height(h), ink(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  void darken(int x, int y, int by);
};

class Font {
 public:
  // `path` of a font file; is_there() is false where it cannot be read.
  explicit Font(const std::string& path);
  ~Font();
  Font(Font&&) noexcept;
  [[nodiscard]] bool is_there() const;
  // Draws UTF-8 with its baseline at (x, y), `size` pixels to the em, and tells how wide it is. No layer: only that.
  float draw(Layer* layer, std::string_view text, float x, float y, float size, int darkness = 255) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Sheet {
  float dpi;
  Layer print;
  Layer foreign;  // what no reader is expected to read
  explicit Sheet(float dots)
      : dpi(dots), print(static_cast<int>(8.27F * dots), static_cast<int>(11.69F * dots)), foreign(print.width, print.height) {}
  [[nodiscard]] float mm(float millimetres) const { return millimetres * dpi / 25.4F; }
};

// A line of `width` pixels along a Bezier curve of four points.
void stroke(Layer& layer, const std::pair<float, float> (&points)[4], float width, int darkness);
// Handwriting, `length` wide with letters `size` high; a signature; a round stamp with its text; a photograph.
void scribble(Layer& layer, Chance& chance, float x, float y, float length, float size, float pen, int darkness);
void signature(Layer& layer, Chance& chance, float x, float y, float length, float pen, int darkness);
void ring_stamp(Layer& layer, Chance& chance, const Font& font, std::string_view text, float x, float y, float radius, float pen,
                int darkness);
void photograph(Layer& layer, Chance& chance, float x, float y, float width, float height);

struct Scan {
  float blur = 0;   // deviation in pixels
  float noise = 0;  // deviation in grey levels
  int paper = 255;  // grey level
  int black = 0;
  float falloff = 0;    // share of the light that is lost across the page
  float degrees = 0;    // turned, clockwise
  int quarters = 0;     // and by quarters, clockwise
  bool is_fax = false;  // one bit, with speckles
};
struct Scanned {
  mask::Pixels pixels;
  Layer print;  // where the ink came to lie
  Layer foreign;
};
[[nodiscard]] Scanned scan(const Sheet& sheet, const Scan& how, Chance& chance);

// Writes a PNG of one sample a pixel, with its resolution. False where that fails.
[[nodiscard]] bool write_png(const mask::Pixels& pixels, const std::string& path);

}  // namespace paper
