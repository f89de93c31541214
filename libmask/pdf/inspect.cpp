// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/inspect.h"

#include <algorithm>
#include <cstdlib>
#include <exception>

#include "libmask/pdf/file.h"
#include "libmask/pdf/ink.h"
#include "libmask/pdf/letters.h"
#include "libmask/pdf/qpdf.h"
#include "libmask/pdf/words.h"

namespace mask::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr float largest_patch = 0.5F;  // of the page: larger ones are its background
constexpr float lowest_patch = 4;      // points: lower ones are lines
constexpr std::size_t fewest_letters = 2;

bool has_letter(const Inks& inks, const Ink& ink) {
  for (std::uint32_t i = 0; i < ink.letters; ++i) {
    const char32_t letter = inks.letters[ink.first_letter + i];
    if (letter > 0x20 && letter != 0xA0 && !is_nothing(letter)) return true;
  }
  return false;
}

bool says_the_same(const Inks& inks, const Ink& a, const Ink& b) {
  return std::u32string_view(inks.letters).substr(a.first_letter, a.letters) ==
         std::u32string_view(inks.letters).substr(b.first_letter, b.letters);
}

// Most of the box lies in the patch.
bool covers(const Box& patch, const Box& box) {
  const float width = std::min(patch.x1, box.x1) - std::max(patch.x0, box.x0);
  const float height = std::min(patch.y1, box.y1) - std::max(patch.y0, box.y0);
  return width > 0 && height > 0 && width * height > 0.6F * std::max(box.width() * box.height(), 0.01F);
}

int channel(std::uint32_t colour, unsigned shift) { return static_cast<int>(colour >> shift & 0xFFU); }

// White letters on a white field are the leftovers of templates, and nobody covers with white what nobody sees.
bool is_dark(std::uint32_t colour) { return channel(colour, 16) + channel(colour, 8) + channel(colour, 0) < 3 * 160; }

// Nobody can read letters of one colour on the other.
bool are_alike(std::uint32_t a, std::uint32_t b) {
  int difference = 0;
  for (const unsigned shift : {16U, 8U, 0U}) difference += std::abs(channel(a, shift) - channel(b, shift));
  return difference < 3 * 20;
}

// The patch that this glyph stands on, if any.
const Patch* ground_of(const Inks& inks, const Box& box, std::uint32_t glyph) {
  for (std::size_t k = inks.patches.size(); k-- > 0;) {
    if (inks.patches[k].after <= glyph && covers(inks.patches[k].box, box)) return &inks.patches[k];
  }
  return nullptr;
}

// What a patch hides: glyphs drawn before it that nobody draws again over it, and those drawn after it in its own colour.
std::size_t hidden_by(const Inks& inks, const std::vector<Box>& boxes, const Patch& patch) {
  std::size_t count = 0;
  for (std::uint32_t i = patch.after; is_dark(patch.colour) && i < inks.glyphs.size(); ++i) {
    const Ink& ink = inks.glyphs[i];
    if (ink.is_invisible || !are_alike(ink.colour, patch.colour) || !has_letter(inks, ink) || !covers(patch.box, boxes[i])) continue;
    count += ground_of(inks, boxes[i], i) == &patch ? 1U : 0U;
  }
  for (std::uint32_t i = 0; i < patch.after; ++i) {
    const Ink& ink = inks.glyphs[i];
    if (ink.is_invisible || !has_letter(inks, ink) || !covers(patch.box, boxes[i])) continue;
    bool is_seen = false;
    for (std::size_t k = patch.after; k < inks.glyphs.size() && !is_seen; ++k)
      is_seen = says_the_same(inks, ink, inks.glyphs[k]) && covers(boxes[i], boxes[k]);
    count += is_seen ? 0U : 1U;
  }
  return count;
}

void add_text_under_boxes(const Inks& inks, std::uint32_t page, std::vector<Carrier>& out) {
  std::vector<Box> boxes;
  for (const Ink& ink : inks.glyphs) boxes.push_back(box_of(ink));
  const float most = largest_patch * inks.width * inks.height;
  std::vector<Box> told;
  for (const Patch& patch : inks.patches) {
    if (patch.box.height() < lowest_patch || patch.box.width() < lowest_patch || patch.box.width() * patch.box.height() > most) continue;
    if (std::ranges::find(told, patch.box) != told.end()) continue;
    if (hidden_by(inks, boxes, patch) < fewest_letters) continue;
    told.push_back(patch.box);
    out.push_back({.page = page, .box = patch.box, .carrier = "text-under-box", .kind = patch.of_annotation ? "annotation" : "drawing"});
  }
}

void add_page(const Inks& inks, std::uint32_t page, std::vector<Carrier>& out) {
  add_text_under_boxes(inks, page, out);
  std::optional<Box> all;
  for (const Ink& ink : inks.glyphs) {
    if (!ink.is_invisible || !has_letter(inks, ink)) continue;
    const Box box = box_of(ink);
    all = all ? Box{.x0 = std::min(all->x0, box.x0),
                    .y0 = std::min(all->y0, box.y0),
                    .x1 = std::max(all->x1, box.x1),
                    .y1 = std::max(all->y1, box.y1)}
              : box;
  }
  if (all) out.push_back({.page = page, .box = all, .carrier = "invisible-text", .kind = "mode 3"});
  if (inks.hidden > 0) out.push_back({.page = page, .carrier = "hidden-layer", .kind = "off"});
}

// A key as it may be shown: of the standard's own, which no document makes up.
std::string shown(const std::string& key) {
  static constexpr std::string_view known[] = {
      "/Title",    "/Author",         "/Subject",   "/Keywords", "/Creator",   "/Producer", "/CreationDate", "/ModDate",
      "/Trapped",  "/Text",           "/FreeText",  "/Link",     "/Line",      "/Square",   "/Circle",       "/Polygon",
      "/PolyLine", "/Highlight",      "/Underline", "/Squiggly", "/StrikeOut", "/Stamp",    "/Caret",        "/Ink",
      "/Popup",    "/FileAttachment", "/Sound",     "/Movie",    "/Widget",    "/Screen",   "/Redact",       "/Watermark"};
  return std::ranges::find(known, key) != std::end(known) ? key.substr(1) : "other";
}

bool says_something(Object object) { return object.isString() && !object.getStringValue().empty(); }

void add_annotations(QPDFPageObjectHelper& page, std::uint32_t number, std::vector<Carrier>& out) {
  Object annotations = page.getObjectHandle().getKey("/Annots");
  if (!annotations.isArray()) return;
  for (int i = 0; i < annotations.getArrayNItems(); ++i) {
    Object one = annotations.getArrayItem(i);
    if (!one.isDictionary()) continue;
    const std::string kind = one.getKey("/Subtype").isName() ? shown(one.getKey("/Subtype").getName()) : "other";
    if (kind == "Widget") {
      if (says_something(one.getKey("/V")) || (one.getKey("/Parent").isDictionary() && says_something(one.getKey("/Parent").getKey("/V"))))
        out.push_back({.page = number, .carrier = "form-field", .kind = "value"});
    } else if (says_something(one.getKey("/Contents")) || says_something(one.getKey("/RC")) || says_something(one.getKey("/T"))) {
      out.push_back({.page = number, .carrier = "annotation", .kind = kind});
    } else if (kind == "Link" && one.getKey("/A").isDictionary() && says_something(one.getKey("/A").getKey("/URI"))) {
      out.push_back({.page = number, .carrier = "annotation", .kind = kind});
    }
    if (kind == "FileAttachment") out.push_back({.page = number, .carrier = "attachment", .kind = "annotation"});
  }
  if (page.getObjectHandle().hasKey("/Thumb")) out.push_back({.page = number, .carrier = "thumbnail", .kind = "picture"});
}

void add_document(QPDF& file, std::string_view bytes, std::vector<Carrier>& out) {
  Object info = file.getTrailer().getKey("/Info");
  if (info.isDictionary()) {
    for (const std::string& key : info.getKeys()) {
      if (says_something(info.getKey(key))) out.push_back({.carrier = "metadata", .kind = shown(key)});
    }
  }
  Object root = file.getRoot();
  if (root.getKey("/Metadata").isStream()) out.push_back({.carrier = "metadata", .kind = "XMP"});
  if (root.getKey("/Outlines").isDictionary() && root.getKey("/Outlines").hasKey("/First"))
    out.push_back({.carrier = "bookmark", .kind = "title"});
  Object names = root.getKey("/Names");
  if (names.isDictionary() && names.hasKey("/EmbeddedFiles")) out.push_back({.carrier = "attachment", .kind = "document"});
  if ((names.isDictionary() && names.hasKey("/JavaScript")) ||
      (root.getKey("/OpenAction").isDictionary() && root.getKey("/OpenAction").hasKey("/JS")))
    out.push_back({.carrier = "script", .kind = "JavaScript"});
  if (root.getKey("/AcroForm").isDictionary() && root.getKey("/AcroForm").hasKey("/XFA"))
    out.push_back({.carrier = "form-field", .kind = "XFA"});
  // A linearized file has two ends of its own.
  std::size_t ends = 0;
  for (std::size_t at = bytes.find("%%EOF"); at != std::string_view::npos; at = bytes.find("%%EOF", at + 5)) ++ends;
  const bool is_linearized = bytes.substr(0, 2000).contains("/Linearized");
  if (ends > (is_linearized ? 2U : 1U))
    out.push_back({.carrier = "earlier-version", .kind = std::to_string(ends - (is_linearized ? 2 : 1))});
}

}  // namespace

Result<std::vector<Carrier>> inspect(std::string_view bytes, const std::vector<std::string>& passwords) {
  auto opened = File::open(bytes, passwords);
  if (!opened) return std::unexpected(opened.error());
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("", bytes.data(), bytes.size(), opened->password().empty() ? nullptr : opened->password().c_str());
    std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(file).getAllPages();
    std::vector<Carrier> out;
    for (std::uint32_t index = 0; index < opened->page_count(); ++index) {
      add_page(opened->inks(index), index + 1, out);
      if (index < pages.size()) add_annotations(pages[index], index + 1, out);
    }
    add_document(file, bytes, out);
    return out;
  } catch (const std::bad_alloc&) {
    return fail(Failure::exhausted, "needs more memory than there is");
  } catch (const std::exception&) {
    return fail(Failure::damaged, "cannot be read as a PDF");
  }
}

}  // namespace mask::pdf
