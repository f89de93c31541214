// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/redact/redact.h"

#include <algorithm>
#include <exception>
#include <optional>

#include "libmask/pdf/file.h"
#include "libmask/pdf/qpdf.h"
#include "libmask/read/picture_pages.h"
#include "libmask/redact/paint.h"
#include "libmask/render/invisible_text.h"
#include "libmask/render/pdf_parts.h"
#include "libmask/text/parts.h"

namespace mask {
namespace {

constexpr double drawn_dpi = 300;
constexpr float letter_width = 0.66F;  // of the label font's size: no capital word is wider

// UTF-8 as Windows-1252, a PDF string in hexadecimal; nothing where a letter has no place there.
std::optional<std::string> latin_hex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto letter = static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    if (letter >= 0x80) {
      if ((letter & 0xE0U) != 0xC0 || i + 1 >= text.size()) return {};
      letter = (letter & 0x1FU) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU);
      if (letter < 0xA0 || letter > 0xFF) return {};
    }
    out += "0123456789ABCDEF"[letter >> 4U];
    out += "0123456789ABCDEF"[letter & 15U];
  }
  return out;
}

std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

// The file that is made.
class Pages {
 public:
  Pages() : fonts_(file_), helper_(file_) {
    file_.setSuppressWarnings(true);
    file_.emptyPDF();
  }

  void add(const Document& document, const Pixels& pixels, float width, float height, PagePlan plan) {
    const Page page{.width = width, .height = height, .is_read_from_picture = true, .words = plan.words};
    std::vector<std::size_t> used;
    std::string content = invisible_text(document, page, {"1 0 0 1 0 0", height}, fonts_, used);
    bool has_labels = false;
    for (const Cover& cover : plan.covers) {
      const std::string label = label_of(cover, height);
      has_labels = has_labels || !label.empty();
      content += label;
    }
    QPDFPageObjectHelper own = picture_page(file_, picture_object(file_, pixels), width, height, content);
    fonts_.add_to(own, used);
    if (has_labels) own.getObjectHandle().getKey("/Resources").getKey("/Font").replaceKey("/Label", label_font());
    helper_.addPage(own, false);
    plans_.push_back(std::move(plan));
  }

  Redacted finish(const Document& document) {
    fonts_.finish();
    const bool is_danish = document.language == Language::da;
    file_.getRoot().replaceKey("/Lang", QPDFObjectHandle::newString(is_danish ? "da-DK" : "sv-SE"));
    return {.pdf = bytes_of(file_), .pages = std::move(plans_)};
  }

 private:
  // As large as its cover lets it be.
  static std::string label_of(const Cover& cover, float height) {
    const auto codes = latin_hex(cover.label);
    if (!codes || codes->empty()) return {};
    const float size =
        std::min(0.75F * cover.box.height(), 0.94F * cover.box.width() / (letter_width * static_cast<float>(letters_of(cover.label))));
    const float base = height - cover.box.y1 + (cover.box.height() - 0.7F * size) / 2;
    return "q BT 0 Tr 0 g /Label " + decimal(size) + " Tf 1 0 0 1 " + decimal(cover.box.x0 + 0.03F * cover.box.width()) + " " +
           decimal(base) + " Tm <" + *codes + "20> Tj ET Q\n";
  }

  QPDFObjectHandle label_font() {
    if (!label_font_.isInitialized()) {
      label_font_ = file_.makeIndirectObject(
          QPDFObjectHandle::parse("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
    }
    return label_font_;
  }

  QPDF file_;
  InvisibleFonts fonts_;
  QPDFPageDocumentHelper helper_;
  QPDFObjectHandle label_font_;
  std::vector<PagePlan> plans_;
};

// A white dot.
Pixels nothing() { return {.width = 1, .height = 1, .samples = {255}}; }

PagePlan plan_of(const Page& page, std::span<const Redaction> redactions, bool covers_unread) {
  PagePlan plan = plan_page(page, redactions);
  if (!covers_unread) return plan;
  for (const Box& box : page.unread) {
    plan.hidden.push_back(box);
    plan.covers.push_back({.box = box});
  }
  return plan;
}

void add_page(Pages& pages, Pixels& pixels, const Document& document, const Page& page, std::span<const Redaction> redactions,
              bool covers_unread) {
  const float width = page.width > 0 ? page.width : 595;
  const float height = page.height > 0 ? page.height : 842;
  PagePlan plan = plan_of(page, redactions, covers_unread);
  paint(pixels, plan, static_cast<float>(pixels.width) / width, static_cast<float>(pixels.height) / height);
  pages.add(document, pixels, width, height, std::move(plan));
}

Result<void> redact_pdf(Pages& pages, std::string_view source, const Document& document, std::span<const Redaction> redactions,
                        const RedactOptions& options) {
  auto file = pdf::File::open(source, options.passwords);
  if (!file) return std::unexpected(file.error());
  for (const Page& page : document.pages) {
    if (page.number < 1 || page.number > file->page_count() || is_attached(document, page)) continue;
    auto pixels = !options.draws ? Result<Pixels>(nothing())
                                 : file->draw(page.number - 1, {.box = {.x0 = 0, .y0 = 0, .x1 = page.width, .y1 = page.height},
                                                                .dpi_x = drawn_dpi,
                                                                .dpi_y = drawn_dpi,
                                                                .most_pixels = options.limits.pixels});
    if (!pixels) return std::unexpected(pixels.error());
    add_page(pages, *pixels, document, page, redactions, options.covers_unread);
  }
  return {};
}

Result<void> redact_picture(Pages& pages, std::string_view source, const Document& document, std::span<const Redaction> redactions,
                            const RedactOptions& options) {
  std::uint32_t number = 0;
  const auto add = [&](const DecodePage& decode) -> Result<void> {
    ++number;
    const auto page = std::ranges::find(document.pages, number, &Page::number);
    if (page == document.pages.end()) return {};  // not among those that were asked for
    auto decoded = options.draws ? decode() : Result<DecodedPicture>(DecodedPicture{.pixels = nothing()});
    if (!decoded) return std::unexpected(decoded.error());
    add_page(pages, decoded->pixels, document, *page, redactions, options.covers_unread);
    return {};
  };
  return each_picture_page(source, options.limits.pixels, add);
}

}  // namespace

Result<Redacted> redact(std::string_view source, const Document& document, std::span<const Redaction> redactions,
                        const RedactOptions& options) {
  try {
    Pages pages;
    const bool is_pdf = document.kind == "pdf";
    if (!is_pdf && document.kind != "image") return fail(Failure::usage, "--to pdf takes a PDF or a picture");
    const auto done =
        is_pdf ? redact_pdf(pages, source, document, redactions, options) : redact_picture(pages, source, document, redactions, options);
    if (!done) return std::unexpected(done.error());
    return pages.finish(document);
  } catch (const std::bad_alloc&) {
    return fail(Failure::exhausted, "needs more memory than there is");
  } catch (const std::exception&) {
    return fail(Failure::damaged, "cannot be written as a PDF");
  }
}

}  // namespace mask
