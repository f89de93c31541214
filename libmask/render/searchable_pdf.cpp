// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/searchable_pdf.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <map>
#include <vector>

#include "libmask/pdf/qpdf.h"
#include "libmask/read/jpeg.h"
#include "libmask/read/other_picture.h"
#include "libmask/read/png_picture.h"
#include "libmask/read/read.h"

namespace mask {
namespace {

using Object = QPDFObjectHandle;

constexpr float glyph_width = 0.5F;  // of the height of every glyph of our fonts
constexpr unsigned font_size = 255;  // letters of a font: its codes are bytes from 1

std::string decimal(double value) {
  std::array<char, 64> digits{};
  if (!(std::abs(value) < 1e9)) value = 0;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 3);
  return {digits.data(), end.ptr};
}

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

// Fonts whose glyphs show nothing: any letter, whatever fonts the reader has.
class Fonts {
 public:
  explicit Fonts(QPDF& file) : file_(file) {}

  // Number of the font, and the code in it.
  std::pair<std::size_t, unsigned> code(char32_t letter) {
    const auto [at, is_new] = codes_.try_emplace(letter, letters_.size());
    if (is_new) letters_ += letter;
    return {at->second / font_size, static_cast<unsigned>(at->second % font_size) + 1};
  }

  static std::string name(std::size_t font) { return "/Maskros" + std::to_string(font); }

  // A dictionary that is filled in by finish(), when all letters are known.
  Object font(std::size_t number) {
    while (fonts_.size() <= number) fonts_.push_back(file_.makeIndirectObject(Object::newDictionary()));
    return fonts_[number];
  }

  void finish() {
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

 private:
  static std::string utf16(char32_t letter) {
    if (letter < 0x10000) return hex(letter, 4);
    letter -= 0x10000;
    return hex(0xD800 + (letter >> 10), 4) + hex(0xDC00 + (letter & 0x3FF), 4);
  }

  QPDF& file_;
  std::map<char32_t, std::size_t> codes_;
  std::u32string letters_;
  std::vector<Object> fonts_;
};

// A page as shown -> its own units, upwards from the bottom left.
struct Frame {
  std::string matrix;
  float height = 0;  // as shown, points
};

// Pages of attachments are counted on from those of the document.
bool is_attached(const Document& document, const Page& page) {
  return std::ranges::any_of(document.parts,
                             [&](const Part& part) { return page.span.start >= part.span.start && page.span.end <= part.span.end; });
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

// The operators that write the words of a page, and the fonts they need.
std::string invisible_text(const Document& document, const Page& page, const Frame& frame, Fonts& fonts, std::vector<std::size_t>& used) {
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
      if (!codes.empty()) out += Fonts::name(font) + " " + decimal(height) + " Tf <" + codes + "> Tj\n";
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

Frame frame_of(QPDFPageObjectHelper& page) {
  Object box = page.getCropBox();
  if (!box.isRectangle()) box = page.getMediaBox();
  Object::Rectangle r = box.isRectangle() ? box.getArrayAsRectangle() : Object::Rectangle(0, 0, 595, 842);
  if (r.llx > r.urx) std::swap(r.llx, r.urx);
  if (r.lly > r.ury) std::swap(r.lly, r.ury);
  double unit = 1;
  Object user = page.getObjectHandle().getKey("/UserUnit");
  if (user.isNumber() && user.getNumericValue() > 0.01) unit = user.getNumericValue();
  Object rotate = page.getAttribute("/Rotate", false);
  const long turns = rotate.isInteger() ? ((rotate.getIntValueAsInt() % 360 + 360) % 360) / 90 : 0;
  const double w = r.urx - r.llx;
  const double h = r.ury - r.lly;
  const auto matrix = [&](double a, double b, double c, double d, double e, double f) {
    return decimal(a / unit) + " " + decimal(b / unit) + " " + decimal(c / unit) + " " + decimal(d / unit) + " " + decimal(e) + " " +
           decimal(f);
  };
  switch (turns) {
    case 1: return {matrix(0, 1, -1, 0, r.urx, r.lly), static_cast<float>(w * unit)};
    case 2: return {matrix(-1, 0, 0, -1, r.urx, r.ury), static_cast<float>(h * unit)};
    case 3: return {matrix(0, -1, 1, 0, r.llx, r.ury), static_cast<float>(w * unit)};
    default: return {matrix(1, 0, 0, 1, r.llx, r.lly), static_cast<float>(h * unit)};
  }
}

// Adds fonts to what the page has of its own; what it shares with others is copied first.
void add_fonts(QPDFPageObjectHelper& page, Fonts& fonts, const std::vector<std::size_t>& used) {
  Object resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = Object::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  Object own = resources.getKey("/Font");
  own = own.isDictionary() ? own.shallowCopy() : Object::newDictionary();
  for (const std::size_t font : used) own.replaceKey(Fonts::name(font), fonts.font(font));
  resources.replaceKey("/Font", own);
}

std::string write(QPDF& file) {
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setPreserveEncryption(false);
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

std::string over_pdf(std::string_view source, const Document& document) {
  QPDF file;
  file.setSuppressWarnings(true);
  file.processMemoryFile("", source.data(), source.size());
  Fonts fonts(file);
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(file).getAllPages();
  for (const Page& page : document.pages) {
    if (page.number < 1 || page.number > pages.size() || is_attached(document, page)) continue;
    QPDFPageObjectHelper& own = pages[page.number - 1];
    std::vector<std::size_t> used;
    const std::string text = invisible_text(document, page, frame_of(own), fonts, used);
    if (text.empty()) continue;
    own.addPageContents(Object::newStream(&file, "q\n"), true);
    own.addPageContents(Object::newStream(&file, "\nQ\n" + text), false);
    add_fonts(own, fonts, used);
  }
  fonts.finish();
  return write(file);
}

std::string packed(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), 6);
  out.resize(size);
  return out;
}

// A picture as it lies in a PDF.
Object picture_object(QPDF& file, const Pixels& pixels) {
  std::string samples;
  std::string entries =
      "<< /Type /XObject /Subtype /Image /Width " + std::to_string(pixels.width) + " /Height " + std::to_string(pixels.height);
  const bool is_bitonal = pixels.channels == 1 && std::ranges::all_of(pixels.samples, [](std::uint8_t s) { return s == 0 || s == 255; });
  if (is_bitonal) {
    const std::size_t row = (pixels.width + 7) / 8;
    samples.assign(row * pixels.height, '\0');
    for (std::uint32_t y = 0; y < pixels.height; ++y) {
      for (std::uint32_t x = 0; x < pixels.width; ++x) {
        if (pixels.row(y)[x] != 0) {
          char& byte = samples[y * row + x / 8];
          byte = static_cast<char>(byte | 0x80 >> x % 8);
        }
      }
    }
  } else {
    samples.assign(reinterpret_cast<const char*>(pixels.samples.data()), pixels.samples.size());
  }
  entries += is_bitonal ? " /BitsPerComponent 1" : " /BitsPerComponent 8";
  entries += pixels.channels == 1 ? " /ColorSpace /DeviceGray >>" : " /ColorSpace /DeviceRGB >>";
  Object stream = Object::newStream(&file);
  stream.replaceDict(Object::parse(entries));
  stream.replaceStreamData(packed(samples), Object::newName("/FlateDecode"), Object::newNull());
  return stream;
}

// Channels of a JPEG that a PDF can hold as it is: one or three, upright, without EXIF. Else 0.
unsigned plain_channels(std::string_view jpeg) {
  for (std::size_t at = 2; at + 10 < jpeg.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(jpeg[at + i]); };
    if (byte(0) != 0xFF) return 0;
    const unsigned marker = byte(1);
    if (marker == 0xE1 || marker == 0xEE || marker == 0xDA) return 0;
    if (marker >= 0xC0 && marker <= 0xC2) return byte(9) == 1 || byte(9) == 3 ? byte(9) : 0;
    at += 2 + static_cast<std::size_t>(byte(2) << 8 | byte(3));
  }
  return 0;
}

Result<std::string> of_pictures(std::string_view source, const Document& document) {
  QPDF file;
  file.setSuppressWarnings(true);
  file.emptyPDF();
  Fonts fonts(file);
  QPDFPageDocumentHelper helper(file);
  const Limits limits;
  std::uint32_t number = 0;
  const auto add = [&](const DecodePage& decode) -> Result<void> {
    ++number;
    const auto page = std::ranges::find(document.pages, number, &Page::number);
    if (page == document.pages.end()) return {};  // not among those that were asked for
    auto decoded = decode();
    if (!decoded) return std::unexpected(decoded.error());
    Object picture = picture_object(file, decoded->pixels);
    if (const unsigned channels = source.starts_with("\xFF\xD8") ? plain_channels(source) : 0; channels == decoded->pixels.channels) {
      picture = Object::newStream(&file);
      picture.replaceDict(Object::parse("<< /Type /XObject /Subtype /Image /BitsPerComponent 8 /Width " +
                                        std::to_string(decoded->pixels.width) + " /Height " + std::to_string(decoded->pixels.height) +
                                        " /ColorSpace " + (channels == 1 ? "/DeviceGray" : "/DeviceRGB") + " >>"));
      picture.replaceStreamData(std::string(source), Object::newName("/DCTDecode"), Object::newNull());
    }
    const float width = page->width > 0 ? page->width : 595;
    const float height = page->height > 0 ? page->height : 842;
    std::vector<std::size_t> used;
    std::string content = "q " + decimal(width) + " 0 0 " + decimal(height) + " 0 0 cm /Picture Do Q\n";
    content += invisible_text(document, *page, {"1 0 0 1 0 0", height}, fonts, used);
    Object object = Object::parse("<< /Type /Page /MediaBox [0 0 " + decimal(width) + " " + decimal(height) + "] /Resources << >> >>");
    object.replaceKey("/Contents", Object::newStream(&file, content));
    Object pictures = Object::newDictionary();
    pictures.replaceKey("/Picture", picture);
    object.getKey("/Resources").replaceKey("/XObject", pictures);
    QPDFPageObjectHelper own(file.makeIndirectObject(object));
    add_fonts(own, fonts, used);
    helper.addPage(own, false);
    return {};
  };
  Result<void> done;
  if (source.starts_with("\x89PNG")) {
    done = add([&] { return decode_png(source, limits.pixels); });
  } else if (source.starts_with("\xFF\xD8")) {
    done = add([&] { return decode_jpeg(source, limits.pixels); });
  } else if (source.starts_with("II") || source.starts_with("MM")) {
    done = each_tiff_page(source, limits.pixels, add);
  } else {
    done = add([&] { return decode_other(source, limits.pixels); });
  }
  if (!done) return std::unexpected(done.error());
  fonts.finish();
  return write(file);
}

}  // namespace

Result<std::string> render_searchable_pdf(std::string_view source, const Document& document) {
  try {
    if (document.kind == "pdf") return over_pdf(source, document);
    if (document.kind == "image") return of_pictures(source, document);
    return fail(Failure::usage, "--to pdf takes a PDF or a picture");
  } catch (const std::bad_alloc&) {
    return fail(Failure::exhausted, "needs more memory than there is");
  } catch (const std::exception&) {
    return fail(Failure::damaged, "is a PDF that cannot be written again: damaged or encrypted");
  }
}

}  // namespace mask
