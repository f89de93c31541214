// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/file.h"

#include <Annot.h>
#include <Catalog.h>
#include <Error.h>
#include <FileSpec.h>
#include <Form.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <Stream.h>
#include <UTF.h>
#include <goo/GooString.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "libmask/pdf/letters.h"

namespace mask::pdf {
namespace {

constexpr std::size_t most_glyphs = 2'000'000;  // of a page
constexpr std::size_t most_patches = 100'000;
constexpr std::uint32_t most_pictures = 20'000;

// Poppler tells of errors through one function for all: what it told of since somebody last asked.
thread_local std::uint32_t errors_told = 0;

void count_error(ErrorCategory category, Goffset /*position*/, const char* message) {
  if (category == errConfig || category == errCommandLine || category == errNotAllowed) return;
  // Told of sound files, and about nothing that changes their text.
  constexpr std::array<std::string_view, 3> harmless{"Mismatch between font type and embedded font file", "Invalid Font Weight",
                                                     "Optional content group list not found"};
  const std::string_view told = message == nullptr ? "" : message;
  if (std::ranges::any_of(harmless, [&](std::string_view known) { return told.starts_with(known); })) return;
  ++errors_told;
}

void start_library() {
  if (globalParams == nullptr) globalParams = std::make_unique<GlobalParams>();
  setErrorCallback(count_error);
}

// A text string of PDF: PDFDocEncoding, UTF-16 or UTF-8.
std::u32string text_string(const GooString* string) {
  std::u32string out;
  if (string == nullptr) return out;
  const std::string& bytes = string->toStr();
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    for (std::size_t i = 3; i < bytes.size();) {
      const auto lead = static_cast<unsigned char>(bytes[i]);
      const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      char32_t letter = size == 1 ? lead : lead & (0x7FU >> size);
      for (std::size_t k = 1; k < size && i + k < bytes.size(); ++k)
        letter = letter << 6 | (static_cast<unsigned char>(bytes[i + k]) & 0x3FU);
      out += letter;
      i += size;
    }
    return out;
  }
  // Read here and not by the library, which reads beyond an odd end.
  const bool is_big = bytes.starts_with("\xFE\xFF");
  if (is_big || bytes.starts_with("\xFF\xFE")) {
    const auto unit = [&](std::size_t i) {
      const auto a = static_cast<unsigned char>(bytes[i]);
      const auto b = static_cast<unsigned char>(bytes[i + 1]);
      return static_cast<char32_t>(is_big ? a << 8 | b : b << 8 | a);
    };
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
      char32_t letter = unit(i);
      if (letter >= 0xD800 && letter < 0xDC00 && i + 3 < bytes.size()) {
        const char32_t low = unit(i + 2);
        if (low >= 0xDC00 && low < 0xE000) {
          letter = 0x10000 + ((letter - 0xD800) << 10) + (low - 0xDC00);
          i += 2;
        }
      }
      out += letter;
    }
    return out;
  }
  Unicode* letters = nullptr;
  const int size = TextStringToUCS4(bytes, &letters);
  for (int i = 0; i < size; ++i) out += static_cast<char32_t>(letters[i]);
  gfree(letters);
  return out;
}

std::string to_utf8(std::u32string_view letters) {
  std::string out;
  for (const char32_t letter : letters) append_letter(letter, out);
  return out;
}

// Does the font tell what letters its glyphs are?
bool tells_letters(const GfxFont& font) {
  if (!font.isCIDFont() || font.hasToUnicodeCMap()) return true;
  const GooString* collection = static_cast<const GfxCIDFont&>(font).getCollection();
  // The library then takes glyph numbers for letters.
  return collection != nullptr && collection->cmp("Adobe-Identity") != 0;
}

class Collector final : public OutputDev {
 public:
  Collector(Inks& inks, double scale) : inks_(inks), scale_(scale) {}

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool needCharCount() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int /*type*/) override { return true; }

  void updateFont(GfxState* state) override {
    const auto& font = state->getFont();
    has_letters_ = font != nullptr && tells_letters(*font);
    ascent_ = 0.75;
    descent_ = 0.22;
    if (font == nullptr) return;
    if (font->getType() == fontType3) {
      const double* box = font->getFontBBox();
      const double* matrix = font->getFontMatrix();
      const double top = std::max(box[1], box[3]) * std::abs(matrix[3]);
      const double bottom = std::min(box[1], box[3]) * std::abs(matrix[3]);
      if (top > 0.01 && top < 20 && top - bottom < 25) {
        ascent_ = top;
        descent_ = std::max(0.0, -bottom);
      }
      return;
    }
    const double up = font->getAscent();
    const double down = -font->getDescent();
    if (up > 0.3) ascent_ = std::min(up, 1.0);
    if (down > 0.05) descent_ = std::min(down, 0.35);
  }

  void beginString(GfxState* /*state*/, const GooString* /*string*/) override {
    if (!of_annotation_) ++inks_.strings;
    offset_ = 0;
  }

  // What is drawn from now on belongs to annotations.
  void begin_annotations() { of_annotation_ = true; }

  void endString(GfxState* /*state*/) override {}

  void incCharCount(int count) override { inks_.hidden += static_cast<std::uint32_t>(std::max(count, 0)); }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y, CharCode /*code*/, int size,
                const Unicode* letters, int count) override {
    if (inks_.glyphs.size() >= most_glyphs) {
      inks_.is_too_much = true;
      return;
    }
    Ink ink;
    ink.string = of_annotation_ ? drawn_by_annotation : inks_.strings - 1;
    ink.offset = offset_;
    ink.size = static_cast<std::uint16_t>(size);
    offset_ += static_cast<std::uint32_t>(size);
    ink.is_invisible = state->getRender() == 3;
    ink.actual = actual_;
    ink.colour = colour_;
    const auto& font = state->getFont();
    ink.is_vertical = font != nullptr && font->getWMode() != 0;
    // The width without the spacing that is added to it.
    double spacing = state->getCharSpace();
    double along_x = 0;
    double along_y = 0;
    double spaced = spacing;
    if (size == 1 && count == 1 && letters != nullptr && letters[0] == ' ') spaced += state->getWordSpace();
    if (ink.is_vertical) {
      state->textTransformDelta(0, spaced, &along_x, &along_y);
    } else {
      state->textTransformDelta(spaced * state->getHorizScaling(), 0, &along_x, &along_y);
    }
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    state->transform(x - origin_x, y - origin_y, &x1, &y1);
    state->transformDelta(dx - along_x, dy - along_y, &x2, &y2);
    ink.x = static_cast<float>(x1 * scale_);
    ink.y = static_cast<float>(y1 * scale_);
    ink.dx = static_cast<float>(x2 * scale_);
    ink.dy = static_cast<float>(y2 * scale_);
    state->transformDelta(along_x, along_y, &x2, &y2);
    const double sign = spaced < 0 ? -1 : 1;
    ink.spacing = static_cast<float>(sign * std::hypot(x2, y2) * scale_);
    // How high a letter is on the page.
    double up_x = 0;
    double up_y = 0;
    state->textTransformDelta(0, state->getFontSize(), &up_x, &up_y);
    state->transformDelta(up_x, up_y, &x2, &y2);
    const double height = std::hypot(x2, y2) * scale_;
    ink.font_size = static_cast<float>(height);
    ink.ascent = static_cast<float>(height * ascent_);
    ink.descent = static_cast<float>(height * descent_);
    if (font != nullptr && font->getType() == fontType3) ink.font_size = ink.ascent + ink.descent;
    if (!(std::isfinite(ink.x) && std::isfinite(ink.y) && std::isfinite(ink.dx) && std::isfinite(ink.dy) && std::isfinite(ink.font_size))) {
      ++inks_.errors;
      return;
    }
    ink.first_letter = static_cast<std::uint32_t>(inks_.letters.size());
    if (has_letters_ && letters != nullptr) {
      ink.letters = static_cast<std::uint16_t>(std::clamp(count, 0, 64));
      for (int i = 0; i < ink.letters; ++i) inks_.letters += static_cast<char32_t>(letters[i]);
    }
    inks_.glyphs.push_back(ink);
  }

  void beginActualText(GfxState* /*state*/, const GooString* text) override {
    if (actual_ != 0) return;
    inks_.actual_texts.push_back(text_string(text));
    actual_ = static_cast<std::uint32_t>(inks_.actual_texts.size());
  }
  void endActualText(GfxState* /*state*/) override { actual_ = 0; }

  // Does what lies below shine through what is drawn in a group? That is said outside of it.
  void saveState(GfxState* state) override { saved_.push_back(is_see_through(*state)); }
  void restoreState(GfxState* state) override {
    if (!saved_.empty()) saved_.pop_back();
    updateFillColor(state);
  }
  void updateFillColor(GfxState* state) override {
    GfxRGB colour{};
    state->getFillRGB(&colour);
    colour_ = static_cast<std::uint32_t>(colToByte(colour.r)) << 16U | static_cast<std::uint32_t>(colToByte(colour.g)) << 8U |
              colToByte(colour.b);
  }
  void beginTransparencyGroup(GfxState* /*state*/, const double* /*box*/, GfxColorSpace* /*blending*/, bool /*is_isolated*/,
                              bool /*is_knockout*/, bool is_soft_mask) override {
    groups_.push_back(is_soft_mask || (!saved_.empty() && saved_.back()));
  }
  void endTransparencyGroup(GfxState* /*state*/) override {
    if (!groups_.empty()) groups_.pop_back();
  }

  void stroke(GfxState* state) override { add_path(state); }
  void fill(GfxState* state) override {
    add_path(state);
    add_patches(state);
  }
  void eoFill(GfxState* state) override { fill(state); }
  bool tilingPatternFill(GfxState* state, Gfx* /*gfx*/, Catalog* /*catalog*/, GfxTilingPattern* /*pattern*/, const double* /*matrix*/,
                         int /*x0*/, int /*y0*/, int /*x1*/, int /*y1*/, double /*x_step*/, double /*y_step*/) override {
    add_path(state);
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;
    state->getClipBBox(&x0, &y0, &x1, &y1);
    add_picture(to_box(x0, y0, x1, y1), 0, 0, false);
    return true;
  }
  bool functionShadedFill(GfxState* /*state*/, GfxFunctionShading* /*shading*/) override { return true; }
  bool axialShadedFill(GfxState* /*state*/, GfxAxialShading* /*shading*/, double /*t_min*/, double /*t_max*/) override { return true; }
  bool radialShadedFill(GfxState* /*state*/, GfxRadialShading* /*shading*/, double /*s_min*/, double /*s_max*/) override { return true; }
  bool gouraudTriangleShadedFill(GfxState* /*state*/, GfxGouraudTriangleShading* /*shading*/) override { return true; }
  bool patchMeshShadedFill(GfxState* /*state*/, GfxPatchMeshShading* /*shading*/) override { return true; }

  void drawImageMask(GfxState* state, Object* object, Stream* stream, int width, int height, bool invert, bool interpolate,
                     bool is_inline) override {
    add_image(state, width, height, true);
    if (is_inline) OutputDev::drawImageMask(state, object, stream, width, height, invert, interpolate, is_inline);
  }
  void drawImage(GfxState* state, Object* object, Stream* stream, int width, int height, GfxImageColorMap* colours, bool interpolate,
                 const int* mask, bool is_inline) override {
    add_image(state, width, height, false);
    if (is_inline) OutputDev::drawImage(state, object, stream, width, height, colours, interpolate, mask, is_inline);
  }
  void drawMaskedImage(GfxState* state, Object* /*object*/, Stream* /*stream*/, int width, int height, GfxImageColorMap* /*colours*/,
                       bool /*interpolate*/, Stream* /*mask*/, int mask_width, int mask_height, bool /*invert*/,
                       bool /*mask_interpolate*/) override {
    add_image(state, std::max(width, mask_width), std::max(height, mask_height), false);
  }
  void drawSoftMaskedImage(GfxState* state, Object* /*object*/, Stream* /*stream*/, int width, int height, GfxImageColorMap* /*colours*/,
                           bool /*interpolate*/, Stream* /*mask*/, int mask_width, int mask_height, GfxImageColorMap* /*mask_colours*/,
                           bool /*mask_interpolate*/) override {
    add_image(state, std::max(width, mask_width), std::max(height, mask_height), false);
  }
  void setSoftMaskFromImageMask(GfxState* /*state*/, Object* /*object*/, Stream* /*stream*/, int /*width*/, int /*height*/, bool /*invert*/,
                                bool /*is_inline*/, double* /*matrix*/) override {}
  void unsetSoftMaskFromImageMask(GfxState* /*state*/, double* /*matrix*/) override {}

 private:
  Box to_box(double x0, double y0, double x1, double y1) const {
    const auto side = [this](double v, double most) { return static_cast<float>(std::clamp(v * scale_, 0.0, most)); };
    return {side(std::min(x0, x1), inks_.width), side(std::min(y0, y1), inks_.height), side(std::max(x0, x1), inks_.width),
            side(std::max(y0, y1), inks_.height)};
  }

  void add_image(GfxState* state, int width, int height, bool is_mask) {
    // An image fills the unit square.
    double x0 = std::numeric_limits<double>::infinity();
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int corner = 0; corner < 4; ++corner) {
      double x = 0;
      double y = 0;
      state->transform(corner & 1, corner >> 1, &x, &y);
      x0 = std::min(x0, x);
      x1 = std::max(x1, x);
      y0 = std::min(y0, y);
      y1 = std::max(y1, y);
    }
    double cx0 = 0;
    double cy0 = 0;
    double cx1 = 0;
    double cy1 = 0;
    state->getClipBBox(&cx0, &cy0, &cx1, &cy1);
    const double whole_x = std::max(x1 - x0, 1e-6);
    const double whole_y = std::max(y1 - y0, 1e-6);
    x0 = std::max(x0, cx0);
    y0 = std::max(y0, cy0);
    x1 = std::min(x1, cx1);
    y1 = std::min(y1, cy1);
    if (!(x0 < x1 && y0 < y1)) return;
    // Turned by a quarter, its sides change places.
    const double* m = state->getCTM();
    if (std::abs(m[1]) > std::abs(m[0])) std::swap(width, height);
    add_picture(to_box(x0, y0, x1, y1), static_cast<std::uint32_t>(std::max(0.0, width * (x1 - x0) / whole_x)),
                static_cast<std::uint32_t>(std::max(0.0, height * (y1 - y0) / whole_y)), is_mask);
  }

  void add_picture(const Box& box, std::uint32_t width, std::uint32_t height, bool is_mask) {
    if (box.width() <= 0 || box.height() <= 0) return;
    if (inks_.pictures.size() >= most_pictures) {
      // So many are parts of one.
      Picture& last = inks_.pictures.back();
      last.box = {std::min(last.box.x0, box.x0), std::min(last.box.y0, box.y0), std::max(last.box.x1, box.x1),
                  std::max(last.box.y1, box.y1)};
      return;
    }
    inks_.pictures.push_back({.box = box, .width = width, .height = height, .is_mask = is_mask});
  }

  static bool is_see_through(const GfxState& state) { return state.getFillOpacity() < 0.95 || state.getBlendMode() != gfxBlendNormal; }

  // Subpaths that are rectangles.
  void add_patches(GfxState* state) {
    const GfxPath* path = state->getPath();
    if (path == nullptr || is_see_through(*state) || std::ranges::find(groups_, true) != groups_.end()) return;
    double clip_x0 = 0;
    double clip_y0 = 0;
    double clip_x1 = 0;
    double clip_y1 = 0;
    state->getClipBBox(&clip_x0, &clip_y0, &clip_x1, &clip_y1);
    std::vector<Box> boxes;
    for (int i = 0; i < path->getNumSubpaths() && boxes.size() < most_patches; ++i) {
      const GfxSubpath* part = path->getSubpath(i);
      const int count = part->getNumPoints();
      if (count < 2) continue;
      if (count < 4 || count > 5) return;  // a shape, and what looks like a rectangle may be its hole
      std::array<double, 5> x{};
      std::array<double, 5> y{};
      bool is_straight = true;
      for (int k = 0; k < count; ++k) {
        const auto at = static_cast<std::size_t>(k);
        state->transform(part->getX(k), part->getY(k), &x.at(at), &y.at(at));
        is_straight = is_straight && !part->getCurve(k);
        if (k > 0) is_straight = is_straight && (std::abs(x.at(at) - x.at(at - 1)) < 0.5 || std::abs(y.at(at) - y.at(at - 1)) < 0.5);
      }
      if (!is_straight) return;
      const auto [left, right] = std::minmax_element(x.begin(), x.begin() + count);
      const auto [top, bottom] = std::minmax_element(y.begin(), y.begin() + count);
      const Box box = to_box(std::max(*left, clip_x0), std::max(*top, clip_y0), std::min(*right, clip_x1), std::min(*bottom, clip_y1));
      if (std::min(*right, clip_x1) <= std::max(*left, clip_x0) || std::min(*bottom, clip_y1) <= std::max(*top, clip_y0)) continue;
      boxes.push_back(box);
    }
    // One within another makes a frame.
    const auto holds = [](const Box& a, const Box& b) { return a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1; };
    for (std::size_t i = 0; i < boxes.size() && inks_.patches.size() < most_patches; ++i) {
      bool is_frame = false;
      for (std::size_t k = 0; boxes.size() <= 64 && k < boxes.size(); ++k)
        is_frame = is_frame || (k != i && (holds(boxes[i], boxes[k]) || holds(boxes[k], boxes[i])));
      if (is_frame) continue;
      inks_.patches.push_back(
          {.box = boxes[i], .colour = colour_, .after = static_cast<std::uint32_t>(inks_.glyphs.size()), .of_annotation = of_annotation_});
    }
  }

  void add_path(GfxState* state) {
    ++inks_.paths;
    const GfxPath* path = state->getPath();
    if (path == nullptr) return;
    bool bends = false;
    int points = 0;
    double x0 = std::numeric_limits<double>::infinity();
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int i = 0; i < path->getNumSubpaths() && points < 200; ++i) {
      const GfxSubpath* part = path->getSubpath(i);
      for (int k = 0; k < part->getNumPoints() && points < 200; ++k, ++points) {
        bends = bends || part->getCurve(k);
        double x = 0;
        double y = 0;
        state->transform(part->getX(k), part->getY(k), &x, &y);
        x0 = std::min(x0, x);
        x1 = std::max(x1, x);
        y0 = std::min(y0, y);
        y1 = std::max(y1, y);
      }
    }
    if (!bends || points < 8 || y1 - y0 < 2 || y1 - y0 > 60) return;
    const Box box = to_box(x0, y0, x1, y1);
    if (inks_.curves++ == 0) {
      inks_.curves_box = box;
    } else {
      Box& all = inks_.curves_box;
      all = {std::min(all.x0, box.x0), std::min(all.y0, box.y0), std::max(all.x1, box.x1), std::max(all.y1, box.y1)};
    }
  }

  Inks& inks_;
  double scale_;  // points to a unit of the page
  bool has_letters_ = true;
  double ascent_ = 0.75;
  double descent_ = 0.22;
  std::uint32_t colour_ = 0;  // that shapes and letters are filled with
  std::vector<bool> saved_;   // is the state see-through? By its nesting
  std::vector<bool> groups_;  // and the groups that are open
  bool of_annotation_ = false;
  std::uint32_t offset_ = 0;
  std::uint32_t actual_ = 0;
};

// Draws everything but text.
class Textless final : public SplashOutputDev {
 public:
  using SplashOutputDev::SplashOutputDev;
  void drawChar(GfxState* /*state*/, double /*x*/, double /*y*/, double /*dx*/, double /*dy*/, double /*origin_x*/, double /*origin_y*/,
                CharCode /*code*/, int /*size*/, const Unicode* /*letters*/, int /*count*/) override {}
  bool beginType3Char(GfxState* /*state*/, double /*x*/, double /*y*/, double /*dx*/, double /*dy*/, CharCode /*code*/,
                      const Unicode* /*letters*/, int /*count*/) override {
    return true;
  }
};

bool no_annotation(Annot* /*annotation*/, void* /*data*/) { return false; }

}  // namespace

struct File::State {
  std::unique_ptr<PDFDoc> document;
  std::string password;
  std::uint32_t errors = 0;

  void gather_errors() {
    errors += errors_told;
    errors_told = 0;
  }
};

File::File(std::unique_ptr<State> state) : state_(std::move(state)) {}
File::File(File&&) noexcept = default;
File& File::operator=(File&&) noexcept = default;
File::~File() = default;

Result<File> File::open(std::string_view bytes, const std::vector<std::string>& passwords) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) - 1)
    return fail(Failure::damaged, "is larger than the limit of 2 GiB for a PDF");
  start_library();
  errors_told = 0;
  auto state = std::make_unique<State>();
  for (std::size_t attempt = 0; attempt <= passwords.size(); ++attempt) {
    std::optional<GooString> password;
    if (attempt > 0) password.emplace(passwords[attempt - 1]);
    // The document owns the stream.
    auto* stream = new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
    state->document = std::make_unique<PDFDoc>(stream, password, password);
    if (state->document->isOk()) {
      if (attempt > 0) state->password = passwords[attempt - 1];
      break;
    }
    if (state->document->getErrorCode() != errEncrypted) return fail(Failure::damaged, "is a damaged PDF: it cannot be opened");
    errors_told = 0;
  }
  if (!state->document->isOk())
    return fail(Failure::damaged, passwords.empty() ? "is encrypted" : "is encrypted, and no password given opens it");
  if (state->document->getNumPages() < 1) return fail(Failure::damaged, "is a damaged PDF: it has no page");
  state->gather_errors();
  return File(std::move(state));
}

std::uint32_t File::page_count() const { return static_cast<std::uint32_t>(state_->document->getNumPages()); }
std::uint32_t File::errors() const { return state_->errors; }
const std::string& File::password() const { return state_->password; }

namespace {

// Points to a unit of the page.
double user_unit(PDFDoc& document, int number) {
  const Ref* ref = document.getCatalog()->getPageRef(number);
  if (ref == nullptr) return 1;
  const Object page = document.getXRef()->fetch(*ref);
  if (!page.isDict()) return 1;
  const Object unit = page.dictLookup("UserUnit");
  if (!unit.isNum()) return 1;
  const double value = unit.getNum();
  return std::isfinite(value) && value > 0.01 && value < 10'000 ? value : 1;
}

void page_size(const ::Page& page, double scale, float& width, float& height) {
  double w = page.getCropWidth() * scale;
  double h = page.getCropHeight() * scale;
  if (page.getRotate() % 180 != 0) std::swap(w, h);
  width = static_cast<float>(w);
  height = static_cast<float>(h);
}

// From the page's own units, upwards from the bottom left, to points as it is shown.
Box shown(const ::Page& page, double scale, double x0, double y0, double x1, double y1) {
  const PDFRectangle* crop = page.getCropBox();
  const auto turn = [&](double x, double y) {
    const double w = crop->x2 - crop->x1;
    const double h = crop->y2 - crop->y1;
    x -= crop->x1;
    y -= crop->y1;
    switch (page.getRotate()) {
      case 90: return std::pair{y, x};
      case 180: return std::pair{w - x, y};
      case 270: return std::pair{h - y, w - x};
      default: return std::pair{x, h - y};
    }
  };
  const auto [ax, ay] = turn(x0, y0);
  const auto [bx, by] = turn(x1, y1);
  return {static_cast<float>(std::min(ax, bx) * scale), static_cast<float>(std::min(ay, by) * scale),
          static_cast<float>(std::max(ax, bx) * scale), static_cast<float>(std::max(ay, by) * scale)};
}

void add_note(Inks& inks, std::u32string text, const Box& box) {
  if (!text.empty()) inks.notes.push_back({.text = std::move(text), .box = box});
}

// The value of a form field.
std::u32string value_of(FormWidget& widget) {
  if (widget.getType() == formText) return text_string(static_cast<FormWidgetText&>(widget).getContent());
  if (widget.getType() != formChoice) return {};
  auto& choice = static_cast<FormWidgetChoice&>(widget);
  if (const GooString* edited = choice.getEditChoice(); edited != nullptr && edited->getLength() > 0) return text_string(edited);
  std::u32string out;
  for (int i = 0; i < choice.getNumChoices(); ++i) {
    if (!choice.isSelected(i)) continue;
    if (!out.empty()) out += U' ';
    out += text_string(choice.getChoice(i));
  }
  return out;
}

// What annotations show; and where they show no text, what they say: the value of a field, the contents of a note.
void collect_annotations(::Page& page, double scale, Collector& collector, Gfx& gfx, Inks& inks) {
  Annots* annotations = page.getAnnots();
  if (annotations == nullptr) return;
  const std::unique_ptr<FormPageWidgets> widgets = page.getFormWidgets();
  collector.begin_annotations();
  for (Annot* annotation : annotations->getAnnots()) {
    if (annotation == nullptr || !annotation->isOk()) continue;
    const std::size_t before = inks.glyphs.size();
    annotation->draw(&gfx, false);
    const bool shows_text = inks.glyphs.size() > before;
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;
    annotation->getRect(&x0, &y0, &x1, &y1);
    const Box box = shown(page, scale, x0, y0, x1, y1);
    switch (annotation->getType()) {
      case Annot::typePopup:
      case Annot::typeLink: break;  // the note of a popup is its parent's
      case Annot::typeWidget:
        for (int i = 0; !shows_text && widgets != nullptr && i < widgets->getNumWidgets(); ++i) {
          FormWidget* widget = widgets->getWidget(i);
          if (widget != nullptr && widget->getWidgetAnnotation() == annotation) add_note(inks, value_of(*widget), box);
        }
        break;
      case Annot::typeFreeText:
        if (!shows_text) add_note(inks, text_string(annotation->getContents()), box);
        break;
      default: add_note(inks, text_string(annotation->getContents()), box);
    }
  }
}

}  // namespace

Inks File::inks(std::uint32_t index) {
  Inks inks;
  errors_told = 0;
  PDFDoc& document = *state_->document;
  const int number = static_cast<int>(index) + 1;
  ::Page* page = document.getPage(number);
  if (page == nullptr || !page->isOk()) {
    inks.errors = 1;
    return inks;
  }
  const double scale = user_unit(document, number);
  page_size(*page, scale, inks.width, inks.height);
  Collector collector(inks, scale);
  document.displayPage(&collector, number, 72, 72, 0, false, true, false, nullptr, nullptr, no_annotation, nullptr);
  const std::unique_ptr<Gfx> gfx(page->createGfx(&collector, 72, 72, 0, false, true, -1, -1, -1, -1, false, nullptr, nullptr));
  if (gfx != nullptr) collect_annotations(*page, scale, collector, *gfx, inks);
  inks.errors += errors_told;
  errors_told = 0;
  return inks;
}

namespace {

Result<File::Attachment> unpack(FileSpec& spec, std::uint64_t most) {
  File::Attachment out;
  out.name = to_utf8(text_string(spec.getFileName()));
  EmbFile* file = spec.getEmbeddedFile();
  if (file == nullptr || !file->isOk()) return fail(Failure::damaged, "an attachment that cannot be read");
  Stream* stream = file->stream();
  errors_told = 0;
  stream->reset();
  for (int c = stream->getChar(); c != EOF; c = stream->getChar()) {
    if (out.bytes.size() >= most) return fail(Failure::damaged, "an attachment over the limit");
    out.bytes += static_cast<char>(c);
  }
  stream->close();
  if (errors_told > 0) return fail(Failure::damaged, "an attachment that is damaged");
  return out;
}

}  // namespace

Result<Pixels> File::draw(std::uint32_t index, const Drawing& drawing) {
  PDFDoc& document = *state_->document;
  const int number = static_cast<int>(index) + 1;
  const double scale = user_unit(document, number);
  const double dpi_x = drawing.dpi_x * scale;
  const double dpi_y = drawing.dpi_y * scale;
  const double x0 = std::floor(drawing.box.x0 * drawing.dpi_x / 72);
  const double y0 = std::floor(drawing.box.y0 * drawing.dpi_y / 72);
  // A scan of 1654 pixels is drawn with as many, and not stretched to one more for the rounding of its size in points.
  constexpr double slack = 0.02;
  const double width = std::ceil(drawing.box.x1 * drawing.dpi_x / 72 - slack) - x0;
  const double height = std::ceil(drawing.box.y1 * drawing.dpi_y / 72 - slack) - y0;
  if (!(width >= 1 && height >= 1)) return fail(Failure::damaged, "has a page without a size");
  if (width * height > static_cast<double>(drawing.most_pixels) || width > 60'000 || height > 60'000)
    return fail(Failure::damaged, "has a page of more than the limit of " + std::to_string(drawing.most_pixels) + " pixels");
  std::array<unsigned char, 4> white{255, 255, 255, 255};
  const SplashColorMode mode = drawing.is_grey ? splashModeMono8 : splashModeRGB8;
  std::unique_ptr<SplashOutputDev> device;
  if (drawing.with_text) {
    device = std::make_unique<SplashOutputDev>(mode, 1, false, white.data());
  } else {
    device = std::make_unique<Textless>(mode, 1, false, white.data());
  }
  device->setFontAntialias(true);
  device->setVectorAntialias(true);
  device->startDoc(&document);
  errors_told = 0;
  document.displayPageSlice(device.get(), number, dpi_x, dpi_y, 0, false, true, false, static_cast<int>(x0), static_cast<int>(y0),
                            static_cast<int>(width), static_cast<int>(height), nullptr, nullptr, nullptr, nullptr);
  state_->gather_errors();
  const SplashBitmap* bitmap = device->getBitmap();
  if (bitmap == nullptr || const_cast<SplashBitmap*>(bitmap)->getDataPtr() == nullptr)
    return fail(Failure::exhausted, "has a page that there is no memory for");
  Pixels out;
  out.width = static_cast<std::uint32_t>(bitmap->getWidth());
  out.height = static_cast<std::uint32_t>(bitmap->getHeight());
  out.channels = drawing.is_grey ? 1 : 3;
  out.dpi = static_cast<float>(std::max(drawing.dpi_x, drawing.dpi_y));
  const std::size_t row = std::size_t{out.width} * out.channels;
  out.samples.resize(row * out.height);
  const unsigned char* from = const_cast<SplashBitmap*>(bitmap)->getDataPtr();
  bool is_bitonal = drawing.is_grey;
  for (std::uint32_t y = 0; y < out.height; ++y) {
    const unsigned char* line = from + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    std::copy_n(line, row, out.samples.data() + y * row);
    for (std::size_t x = 0; is_bitonal && x < row; ++x) is_bitonal = line[x] == 0 || line[x] == 255;
  }
  out.is_bitonal = is_bitonal;
  return out;
}

std::uint32_t File::attachment_count() const {
  return static_cast<std::uint32_t>(std::max(0, state_->document->getCatalog()->numEmbeddedFiles()));
}

Result<File::Attachment> File::attachment(std::uint32_t index, std::uint64_t most) {
  const std::unique_ptr<FileSpec> spec = state_->document->getCatalog()->embeddedFile(static_cast<int>(index));
  if (spec == nullptr || !spec->isOk()) return fail(Failure::damaged, "an attachment that cannot be found");
  return unpack(*spec, most);
}

std::vector<Result<File::Attachment>> File::page_attachments(std::uint32_t page, std::uint64_t most) {
  std::vector<Result<Attachment>> out;
  ::Page* own = state_->document->getPage(static_cast<int>(page) + 1);
  Annots* annotations = own == nullptr ? nullptr : own->getAnnots();
  if (annotations == nullptr) return out;
  for (Annot* annotation : annotations->getAnnots()) {
    if (annotation == nullptr || !annotation->isOk() || annotation->getType() != Annot::typeFileAttachment) continue;
    const FileSpec spec(static_cast<AnnotFileAttachment*>(annotation)->getFile());
    if (spec.isOk()) {
      out.push_back(unpack(const_cast<FileSpec&>(spec), most));
    } else {
      out.push_back(fail(Failure::damaged, "an attachment that cannot be found"));
    }
  }
  return out;
}

}  // namespace mask::pdf
