// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/hocr.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace mask {
namespace {

// hOCR counts in pixels: these are of 300 to the inch.
constexpr float pixels_to_point = 300.0F / 72;

long pixel(float points) { return std::lround(points * pixels_to_point); }

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        // Controls are no XML.
        out += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' ? ' ' : c;
    }
  }
}

void append_box(const Box& box, std::string& out) {
  out += "bbox " + std::to_string(pixel(box.x0)) + ' ' + std::to_string(pixel(box.y0)) + ' ' + std::to_string(pixel(box.x1)) + ' ' +
         std::to_string(pixel(box.y1));
}

Box both(const Box& a, const Box& b) { return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)}; }

}  // namespace

std::string render_hocr(const Document& document) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
      "<html xmlns=\"http://www.w3.org/1999/xhtml\"";
  if (document.language) {
    const std::string language(code(*document.language));
    out += " xml:lang=\"" + language + "\" lang=\"" + language + "\"";
  }
  out +=
      ">\n<head>\n<title></title>\n<meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n"
      "<meta name=\"ocr-system\" content=\"maskros\"/>\n"
      "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_line ocrx_word ocrp_wconf\"/>\n</head>\n<body>\n";
  const std::string_view text = document.text;
  for (const Page& page : document.pages) {
    const std::string number = std::to_string(page.number);
    out += "<div class=\"ocr_page\" id=\"page_" + number + "\" title=\"";
    append_box({0, 0, page.width, page.height}, out);
    out += "; ppageno " + std::to_string(page.number - 1) + "; scan_res 300 300\">\n";
    std::size_t lines = 0;
    std::size_t words = 0;
    // Pages without boxes: their lines alone.
    if (page.words.empty()) {
      std::string_view rest = text.substr(page.span.start, page.span.size());
      while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.empty()) continue;
        out += "<span class=\"ocr_line\" id=\"line_" + number + "_" + std::to_string(++lines) + "\">";
        append_escaped(line, out);
        out += "</span>\n";
      }
    }
    for (std::size_t begin = 0; begin < page.words.size();) {
      // A line ends where the text has a line end, and where a word goes on below.
      std::size_t end = begin + 1;
      Box box = page.words[begin].box;
      const auto goes_on = [&](const Word& last, const Word& next) {
        if (text.substr(last.span.end, next.span.start - last.span.end).contains('\n')) return false;
        return last.span.end != next.span.start || next.box.y0 < (last.box.y0 + 2 * last.box.y1) / 3;
      };
      while (end < page.words.size() && goes_on(page.words[end - 1], page.words[end])) box = both(box, page.words[end++].box);
      out += "<span class=\"ocr_line\" id=\"line_" + number + "_" + std::to_string(++lines) + "\" title=\"";
      append_box(box, out);
      out += "\">";
      for (std::size_t i = begin; i < end; ++i) {
        const Word& word = page.words[i];
        if (i > begin && page.words[i - 1].span.end != word.span.start) out += ' ';
        out += "<span class=\"ocrx_word\" id=\"word_" + number + "_" + std::to_string(++words) + "\" title=\"";
        append_box(word.box, out);
        out += "; x_wconf " + std::to_string(std::lround(word.confidence * 100)) + "\">";
        append_escaped(text.substr(word.span.start, word.span.size()), out);
        out += "</span>";
      }
      out += "</span>\n";
      begin = end;
    }
    out += "</div>\n";
  }
  return out + "</body>\n</html>\n";
}

}  // namespace mask
