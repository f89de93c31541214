// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/quality/paper.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace paper {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

void dab(Layer& layer, float x, float y, float radius, int darkness) {
  const int first_x = static_cast<int>(std::floor(x - radius - 1));
  const int first_y = static_cast<int>(std::floor(y - radius - 1));
  for (int j = first_y; j <= first_y + static_cast<int>(2 * radius) + 3; ++j) {
    for (int i = first_x; i <= first_x + static_cast<int>(2 * radius) + 3; ++i) {
      const float away = std::hypot(static_cast<float>(i) - x, static_cast<float>(j) - y);
      const float cover = std::clamp(radius + 0.5F - away, 0.0F, 1.0F);
      if (cover > 0) layer.darken(i, j, static_cast<int>(cover * static_cast<float>(darkness)));
    }
  }
}

PIX* pix_of(const std::vector<std::uint8_t>& bytes, int width, int height) {
  PIX* pix = pixCreate(width, height, 8);
  for (int y = 0; y < height; ++y) {
    l_uint32* const line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < width; ++x)
      SET_DATA_BYTE(line, x, bytes[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]);
  }
  return pix;
}

Layer layer_of(PIX* pix) {
  Layer layer(pixGetWidth(pix), pixGetHeight(pix));
  for (int y = 0; y < layer.height; ++y) {
    const l_uint32* const line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < layer.width; ++x)
      layer.ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(layer.width) + static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
  }
  return layer;
}

Layer moved(const Layer& layer, const Scan& how) {
  PIX* pix = pix_of(layer.ink, layer.width, layer.height);
  if (how.degrees != 0) {
    PIX* turned = pixRotate(pix, how.degrees * pi / 180, L_ROTATE_AREA_MAP, L_BRING_IN_BLACK, 0, 0);
    pixDestroy(&pix);
    pix = turned;
  }
  if (how.quarters != 0) {
    PIX* turned = pixRotateOrth(pix, how.quarters);
    pixDestroy(&pix);
    pix = turned;
  }
  Layer out = layer_of(pix);
  pixDestroy(&pix);
  return out;
}

void blur(std::vector<float>& values, int width, int height, float deviation) {
  const int reach = static_cast<int>(3 * deviation) + 1;
  std::vector<float> kernel;
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    kernel.push_back(std::exp(-static_cast<float>(i * i) / (2 * deviation * deviation)));
    sum += kernel.back();
  }
  for (const bool across : {true, false}) {
    std::vector<float> out(values.size());
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        float value = 0;
        for (int i = -reach; i <= reach; ++i) {
          const int from_x = across ? std::clamp(x + i, 0, width - 1) : x;
          const int from_y = across ? y : std::clamp(y + i, 0, height - 1);
          value += kernel[static_cast<std::size_t>(i + reach)] *
                   values[static_cast<std::size_t>(from_y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(from_x)];
        }
        out[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] = value / sum;
      }
    }
    values = std::move(out);
  }
}

}  // namespace

std::uint32_t Chance::below(std::uint32_t limit) {
  state_ ^= state_ << 13U, state_ ^= state_ >> 7U, state_ ^= state_ << 17U;
  return static_cast<std::uint32_t>((state_ >> 32U) * limit >> 32U);
}
float Chance::between(float low, float high) {
  return low + (high - low) * static_cast<float>(below(1U << 20U)) / static_cast<float>(1U << 20U);
}
float Chance::normal() {
  float sum = 0;
  for (int i = 0; i < 6; ++i) sum += between(-1, 1);
  return sum * std::numbers::sqrt2_v<float> / 2;
}

void Layer::darken(int x, int y, int by) {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  std::uint8_t& at = ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  at = std::max(at, static_cast<std::uint8_t>(std::clamp(by, 0, 255)));
}

struct Font::State {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
};

Font::Font(const std::string& path) : state_(std::make_unique<State>()) {
  FT_Init_FreeType(&state_->library);
  if (FT_New_Face(state_->library, path.c_str(), 0, &state_->face) != 0) state_->face = nullptr;
}
Font::~Font() {
  if (state_ && state_->face != nullptr) FT_Done_Face(state_->face);
  if (state_ && state_->library != nullptr) FT_Done_FreeType(state_->library);
}
Font::Font(Font&&) noexcept = default;
bool Font::is_there() const { return state_->face != nullptr; }

float Font::draw(Layer* layer, std::string_view text, float x, float y, float size, int darkness) const {
  FT_Face face = state_->face;
  const float start = x;
  FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(size * 64), 72, 72);
  FT_UInt previous = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    FT_ULong c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) c = c << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    i += length;
    const FT_UInt glyph = FT_Get_Char_Index(face, c);
    FT_Vector kerning{};
    if (previous != 0 && FT_Get_Kerning(face, previous, glyph, FT_KERNING_UNFITTED, &kerning) == 0) x += static_cast<float>(kerning.x) / 64;
    previous = glyph;
    FT_Vector shift{.x = static_cast<FT_Pos>((x - std::floor(x)) * 64), .y = 0};
    FT_Set_Transform(face, nullptr, &shift);
    if (FT_Load_Glyph(face, glyph, layer != nullptr ? FT_LOAD_RENDER | FT_LOAD_NO_HINTING : FT_LOAD_NO_HINTING) != 0) continue;
    if (layer != nullptr) {
      const FT_Bitmap& map = face->glyph->bitmap;
      for (int j = 0; j < static_cast<int>(map.rows); ++j) {
        for (int k = 0; k < static_cast<int>(map.width); ++k)
          layer->darken(static_cast<int>(std::floor(x)) + face->glyph->bitmap_left + k, static_cast<int>(y) - face->glyph->bitmap_top + j,
                        map.buffer[j * map.pitch + k] * darkness / 255);
      }
    }
    x += static_cast<float>(face->glyph->linearHoriAdvance) / 65536;
  }
  return x - start;
}

void stroke(Layer& layer, const std::pair<float, float> (&p)[4], float width, int darkness) {
  const float length = std::hypot(p[1].first - p[0].first, p[1].second - p[0].second) +
                       std::hypot(p[2].first - p[1].first, p[2].second - p[1].second) +
                       std::hypot(p[3].first - p[2].first, p[3].second - p[2].second);
  const int steps = static_cast<int>(length * 1.5F) + 2;
  for (int i = 0; i <= steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps);
    const float u = 1 - t;
    const auto at = [&](float a, float b, float c, float d) {
      return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    };
    dab(layer, at(p[0].first, p[1].first, p[2].first, p[3].first), at(p[0].second, p[1].second, p[2].second, p[3].second), width / 2,
        darkness);
  }
}

void scribble(Layer& layer, Chance& chance, float x, float y, float length, float size, float pen, int darkness) {
  const float end = x + length;
  float px = x;
  float py = y;
  while (px < end) {
    // A word of joined loops, some tall, some hanging.
    const float word_end = std::min(end, px + size * chance.between(1.5F, 5));
    while (px < word_end) {
      const float step = size * chance.between(0.3F, 0.55F);
      const std::uint32_t kind = chance.below(6);
      const float top = py - size * (kind == 0 ? 1.9F : chance.between(0.7F, 1.0F));
      const float bottom = y + size * (kind == 1 ? 0.8F : chance.between(-0.05F, 0.08F));
      const float ny = y + size * chance.between(-0.15F, 0.1F);
      stroke(layer, {{px, py}, {px + step * 0.9F, top}, {px - step * 0.3F, top}, {px + step * 0.4F, bottom}}, pen, darkness);
      stroke(layer, {{px + step * 0.4F, bottom}, {px + step * 0.7F, bottom + size * 0.1F}, {px + step * 0.9F, ny}, {px + step, ny}}, pen,
             darkness);
      px += step;
      py = ny;
    }
    px += size * chance.between(0.5F, 0.9F);
  }
}

void signature(Layer& layer, Chance& chance, float x, float y, float length, float pen, int darkness) {
  const float size = length / 5;
  stroke(layer, {{x, y}, {x - size, y - 2.4F * size}, {x + 1.5F * size, y - 2.6F * size}, {x + size * 0.4F, y + size * 0.6F}}, pen,
         darkness);
  scribble(layer, chance, x + size * 0.8F, y, length * 0.7F, size * 0.6F, pen, darkness);
  stroke(layer,
         {{x + length * 0.8F, y}, {x + length, y - size}, {x + length * 1.1F, y + size}, {x + size, y + size * chance.between(0.5F, 0.9F)}},
         pen, darkness);
}

void ring_stamp(Layer& layer, Chance& chance, const Font& font, std::string_view text, float x, float y, float radius, float pen,
                int darkness) {
  for (const float share : {1.0F, 0.72F}) {
    const int steps = static_cast<int>(radius * 10);
    for (int i = 0; i < steps; ++i) {
      const float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(steps);
      dab(layer, x + radius * share * std::cos(angle), y + radius * share * std::sin(angle), pen / 2, darkness);
    }
  }
  Layer middle(static_cast<int>(2 * radius), static_cast<int>(2 * radius));
  const float size = radius * 0.34F;
  const float width = font.draw(nullptr, text, 0, 0, size);
  font.draw(&middle, text, radius - width / 2, radius + size / 3, size, darkness);
  PIX* pix = pix_of(middle.ink, middle.width, middle.height);
  PIX* turned = pixRotate(pix, chance.between(-0.6F, 0.6F), L_ROTATE_AREA_MAP, L_BRING_IN_BLACK, 0, 0);
  const Layer text_layer = layer_of(turned);
  pixDestroy(&pix);
  pixDestroy(&turned);
  for (int j = 0; j < text_layer.height; ++j) {
    for (int i = 0; i < text_layer.width; ++i)
      layer.darken(static_cast<int>(x - radius) + i, static_cast<int>(y - radius) + j,
                   text_layer.ink[static_cast<std::size_t>(j) * static_cast<std::size_t>(text_layer.width) + static_cast<std::size_t>(i)]);
  }
}

void photograph(Layer& layer, Chance& chance, float x, float y, float width, float height) {
  // Waves of several lengths, and grain.
  float phase[6];
  float slope[6];
  for (int k = 0; k < 6; ++k) phase[k] = chance.between(0, 2 * pi), slope[k] = chance.between(-1, 1);
  for (int j = 0; j < static_cast<int>(height); ++j) {
    for (int i = 0; i < static_cast<int>(width); ++i) {
      float value = 130;
      for (int k = 0; k < 6; ++k)
        value +=
            28 * std::sin(phase[k] + static_cast<float>(1 << k) * 3 * (static_cast<float>(i) + slope[k] * static_cast<float>(j)) / width);
      layer.darken(static_cast<int>(x) + i, static_cast<int>(y) + j,
                   static_cast<int>(std::clamp(value + 10 * chance.normal(), 45.0F, 250.0F)));
    }
  }
}

Scanned scan(const Sheet& sheet, const Scan& how, Chance& chance) {
  Scanned out{.pixels = {}, .print = moved(sheet.print, how), .foreign = moved(sheet.foreign, how)};
  const int width = out.print.width;
  const int height = out.print.height;
  std::vector<float> values(out.print.ink.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 255.0F - static_cast<float>(std::max(out.print.ink[i], out.foreign.ink[i]));
  if (how.blur > 0) blur(values, width, height, how.blur);
  out.pixels = {.width = static_cast<std::uint32_t>(width),
                .height = static_cast<std::uint32_t>(height),
                .channels = 1,
                .dpi = sheet.dpi,
                .is_bitonal = how.is_fax,
                .samples = {}};
  out.pixels.samples.resize(values.size());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
      float value = static_cast<float>(how.black) + values[i] * static_cast<float>(how.paper - how.black) / 255;
      const float across = (static_cast<float>(x) / static_cast<float>(width) + static_cast<float>(y) / static_cast<float>(height)) / 2;
      value *= 1 - how.falloff * across;
      if (how.noise > 0) value += how.noise * chance.normal();
      if (how.is_fax) {
        value = value < 128 ? 0 : 255;
        const std::uint32_t speckle = chance.below(250);
        if (speckle == 0) value = 255 - value;
      }
      out.pixels.samples[i] = static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
    }
  }
  return out;
}

bool write_png(const mask::Pixels& pixels, const std::string& path) {
  PIX* pix = pix_of(pixels.samples, static_cast<int>(pixels.width), static_cast<int>(pixels.height));
  pixSetResolution(pix, static_cast<int>(pixels.dpi + 0.5F), static_cast<int>(pixels.dpi + 0.5F));
  const bool is_written = pixWrite(path.c_str(), pix, IFF_PNG) == 0;
  pixDestroy(&pix);
  return is_written;
}

}  // namespace paper
