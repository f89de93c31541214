// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/invisible_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "libmask/render/pdf_parts.h"

namespace mask {
namespace {

using Object = QPDFObjectHandle;

constexpr float glyph_width = 0.5F;  // of the height of every glyph of our fonts
constexpr unsigned font_size = 255;  // letters of a font: its codes are bytes from 1

// The code points of UTF-8 text that is known to be well formed.
std::u32string letters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size && i + k < text.size(); ++k) letter = letter << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    out += letter;
    i += size;
  }
  return out;
}

std::string hex(std::uint32_t value, int digits) {
  std::string out;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[value >> shift & 0xF];
  return out;
}

std::string utf16(char32_t letter) {
  if (letter < 0x10000) return hex(letter, 4);
  letter -= 0x10000;
  return hex(0xD800 + (letter >> 10), 4) + hex(0xDC00 + (letter & 0x3FF), 4);
}

bool is_written(const Page& page, const Word& word) { return page.is_read_from_picture || word.confidence < 1; }

// How the words of a page are written: quarters of a turn, clockwise. A scan may lie on its side or its head; words of one line tell.
unsigned turns_of(const Document& document, const Page& page) {
  std::array<unsigned, 4> votes{};
  for (std::size_t i = 1; i < page.words.size(); ++i) {
    const Word& last = page.words[i - 1];
    const Word& next = page.words[i];
    if (!is_written(page, last) || !is_written(page, next) || next.span.start <= last.span.end) continue;
    if (std::string_view(document.text).substr(last.span.end, next.span.start - last.span.end) != " ") continue;
    const float dx = next.box.x0 + next.box.x1 - last.box.x0 - last.box.x1;
    const float dy = next.box.y0 + next.box.y1 - last.box.y0 - last.box.y1;
    ++votes.at(std::abs(dx) >= std::abs(dy) ? (dx >= 0 ? 0 : 2) : (dy >= 0 ? 1 : 3));
  }
  return static_cast<unsigned>(std::ranges::max_element(votes) - votes.begin());
}

// The matrix of a word's text, without its place, and where on the page as shown its base line begins: a fifth above the bottom of the box,
// as the font says.
struct Start {
  std::string_view matrix;
  float x = 0;
  float y = 0;
};

Start start_of(const Box& box, unsigned turns, float height) {
  switch (turns) {
    case 1: return {"0 -1 1 0", box.x0 + 0.2F * height, box.y0};
    case 2: return {"-1 0 0 -1", box.x1, box.y0 + 0.2F * height};
    case 3: return {"0 1 -1 0", box.x1 - 0.2F * height, box.y1};
    default: return {"1 0 0 1", box.x0, box.y1 - 0.2F * height};
  }
}

}  // namespace

std::pair<std::size_t, unsigned> InvisibleFonts::code(char32_t letter) {
  const auto [at, is_new] = codes_.try_emplace(letter, letters_.size());
  if (is_new) letters_ += letter;
  return {at->second / font_size, static_cast<unsigned>(at->second % font_size) + 1};
}

Object InvisibleFonts::font(std::size_t number) {
  while (fonts_.size() <= number) fonts_.push_back(file_.makeIndirectObject(Object::newDictionary()));
  return fonts_[number];
}

void InvisibleFonts::finish() {
  if (fonts_.empty()) return;
  Object glyph = Object::newStream(&file_, "500 0 0 0 0 0 d1\n");
  for (std::size_t i = 0; i < fonts_.size(); ++i) {
    const std::u32string_view own = std::u32string_view(letters_).substr(std::min(letters_.size(), i * font_size), font_size);
    std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Maskros def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n";
    std::string names;
    std::string widths;
    for (std::size_t begin = 0; begin < own.size(); begin += 100) {
      const std::size_t count = std::min<std::size_t>(100, own.size() - begin);
      map += std::to_string(count) + " beginbfchar\n";
      for (std::size_t k = begin; k < begin + count; ++k) {
        map += "<" + hex(static_cast<std::uint32_t>(k + 1), 2) + "> <" + utf16(own[k]) + ">\n";
        names += "/g ";
        widths += "500 ";
      }
      map += "endbfchar\n";
    }
    map += "endcmap CMapName currentdict /CMap defineresource pop end end\n";
    Object parsed = Object::parse(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 500 800] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 "
        "/LastChar " +
        std::to_string(own.size()) + " /Widths [" + widths +
        "] /Resources << >> /Encoding << /Type /Encoding "
        "/Differences [1 " +
        names + "] >> >>");
    Object procedures = Object::newDictionary();
    procedures.replaceKey("/g", glyph);
    parsed.replaceKey("/CharProcs", procedures);
    parsed.replaceKey("/ToUnicode", Object::newStream(&file_, map));
    for (const std::string& key : parsed.getKeys()) fonts_[i].replaceKey(key, parsed.getKey(key));
  }
}

void InvisibleFonts::add_to(QPDFPageObjectHelper& page, const std::vector<std::size_t>& used) {
  Object resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = Object::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  Object own = resources.getKey("/Font");
  own = own.isDictionary() ? own.shallowCopy() : Object::newDictionary();
  for (const std::size_t number : used) own.replaceKey(name(number), font(number));
  resources.replaceKey("/Font", own);
}

std::string invisible_text(const Document& document, const Page& page, const Frame& frame, InvisibleFonts& fonts,
                           std::vector<std::size_t>& used) {
  std::string out;
  const unsigned turns = turns_of(document, page);
  for (const Word& word : page.words) {
    if (!is_written(page, word)) continue;
    const std::u32string letters = letters_of(std::string_view(document.text).substr(word.span.start, word.span.size()));
    if (letters.empty()) continue;
    const bool is_upright = turns % 2 == 0;
    const float height = std::max(is_upright ? word.box.height() : word.box.width(), 1.0F);
    const float length = std::max(is_upright ? word.box.width() : word.box.height(), 0.5F);
    const float natural = static_cast<float>(letters.size()) * glyph_width * height;
    const Start start = start_of(word.box, turns, height);
    out += decimal(100 * length / natural) + " Tz ";
    out += start.matrix;
    out += " " + decimal(start.x) + " " + decimal(frame.height - start.y) + " Tm\n";
    std::size_t font = std::string::npos;
    std::string codes;
    const auto show = [&] {
      if (!codes.empty()) out += InvisibleFonts::name(font) + " " + decimal(height) + " Tf <" + codes + "> Tj\n";
      codes.clear();
    };
    for (const char32_t letter : letters) {
      const auto [number, code] = fonts.code(letter);
      if (number != font) {
        show();
        font = number;
        if (std::ranges::find(used, font) == used.end()) used.push_back(font);
      }
      codes += hex(code, 2);
    }
    show();
  }
  if (out.empty()) return out;
  return "q " + frame.matrix + " cm BT 3 Tr\n" + out + "ET Q\n";
}

}  // namespace mask
