// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/searchable_pdf.h"

#include <algorithm>
#include <exception>
#include <vector>

#include "libmask/pdf/qpdf.h"
#include "libmask/read/picture_pages.h"
#include "libmask/read/read.h"
#include "libmask/render/invisible_text.h"
#include "libmask/render/pdf_parts.h"
#include "libmask/text/parts.h"

namespace mask {
namespace {

using Object = QPDFObjectHandle;

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

std::string over_pdf(std::string_view source, const Document& document) {
  QPDF file;
  file.setSuppressWarnings(true);
  file.processMemoryFile("", source.data(), source.size());
  InvisibleFonts fonts(file);
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(file).getAllPages();
  for (const Page& page : document.pages) {
    if (page.number < 1 || page.number > pages.size() || is_attached(document, page)) continue;
    QPDFPageObjectHelper& own = pages[page.number - 1];
    std::vector<std::size_t> used;
    const std::string text = invisible_text(document, page, frame_of(own), fonts, used);
    if (text.empty()) continue;
    own.addPageContents(Object::newStream(&file, "q\n"), true);
    own.addPageContents(Object::newStream(&file, "\nQ\n" + text), false);
    fonts.add_to(own, used);
  }
  fonts.finish();
  return bytes_of(file);
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
  InvisibleFonts fonts(file);
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
    const std::string content = invisible_text(document, *page, {"1 0 0 1 0 0", height}, fonts, used);
    QPDFPageObjectHelper own = picture_page(file, picture, width, height, content);
    fonts.add_to(own, used);
    helper.addPage(own, false);
    return {};
  };
  const auto done = each_picture_page(source, limits.pixels, add);
  if (!done) return std::unexpected(done.error());
  fonts.finish();
  return bytes_of(file);
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
