// PDF: the text layer where it is good, pictures read where they are not, both on one page where both are there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "libmask/pdf/check.h"
#include "libmask/pdf/file.h"
#include "libmask/pdf/letters.h"
#include "libmask/pdf/words.h"
#include "libmask/read/picture_page.h"
#include "libmask/read/readers.h"
#include "libmask/text/legible.h"

namespace mask {
namespace {

constexpr float square_inch = 72 * 72;  // in square points: smaller pictures hold no text
constexpr float most_sure = 0.999F;     // of a word read from a picture: 1 says that nothing was guessed
constexpr std::uint32_t no_word = 0xFFFFFFFF;

// A word on its way into the text, and where it came from.
struct Source {
  std::uint32_t ink_word = no_word;  // index into pdf::Words::words
  std::uint32_t direction = 0;
};

class PdfReader {
 public:
  PdfReader(pdf::File& file, std::uint64_t bytes, const pdf::Soundness& soundness, Walk& walk)
      : file_(file), bytes_(bytes), soundness_(soundness), walk_(walk) {}

  Result<Reading> read() {
    Document& document = reading_.document;
    document.kind = "pdf";
    if (file_.errors() > 0 || soundness_.is_damaged) document.review.push_back("damaged; text may be missing");
    const std::uint32_t count = file_.page_count();
    if (soundness_.damaged_pages.size() > 0 && soundness_.damaged_pages.size() != count)
      document.review.push_back("damaged; pages may be missing");
    for (std::uint32_t page = 0; page < count; ++page) {
      if (!is_wanted(page + 1)) continue;
      if (auto counted = walk_.count_page(); !counted) return std::unexpected(counted.error());
      if (auto done = read_page(page); !done) return std::unexpected(done.error());
    }
    if (auto done = read_attachments(); !done) return std::unexpected(done.error());
    return std::move(reading_);
  }

 private:
  bool is_wanted(std::uint32_t number) const {
    const auto& pages = walk_.options().pages;
    return pages.empty() || std::ranges::any_of(pages, [&](const auto& range) { return range.first <= number && number <= range.second; });
  }

  void tell(std::uint32_t number, std::string_view what) {
    std::string told = "page " + std::to_string(number) + ": ";
    told += what;
    auto& review = reading_.document.review;
    if (std::ranges::find(review, told) == review.end()) review.push_back(std::move(told));
  }

  Result<void> read_page(std::uint32_t index) {
    Document& document = reading_.document;
    const bool is_unreadable = index < soundness_.unreadable_pages.size() && soundness_.unreadable_pages[index];
    pdf::Inks inks;
    if (is_unreadable) {
      inks.errors = 1;
    } else {
      inks = file_.inks(index);
    }
    if (inks.is_too_much) return fail(Failure::damaged, "has a page of more letters than the limit");
    const pdf::Words layer = pdf::form_words(inks);

    if (!document.pages.empty()) document.text += '\f';
    Page page{.number = index + 1};
    page.span.start = static_cast<std::uint32_t>(document.text.size());
    page.width = inks.width;
    page.height = inks.height;
    if (inks.errors > 0 || (index < soundness_.damaged_pages.size() && soundness_.damaged_pages[index]))
      tell(page.number, "damaged; text may be missing");
    if (layer.outside > 0) tell(page.number, "text outside the page");
    if (layer.right_to_left > 0) tell(page.number, "text from right to left, its letters in the order of the eye");
    if (layer.sizeless > 0) tell(page.number, "text without a size");
    if (inks.hidden > 0) tell(page.number, "text in a layer that is off");
    if (layer.unlike > 0) tell(page.number, "replacement text differs from what is shown");

    words_.clear();
    sources_.clear();
    told_.clear();
    bool uses_layer = true;
    const bool has_ocr = walk_.options().ocr != OcrUse::never && walk_.services().recognise;
    const bool has_ink = !inks.pictures.empty() || inks.paths > 0 || !layer.nameless.empty();
    const bool is_good = is_layer_good(layer);
    if (walk_.options().ocr == OcrUse::always && has_ocr) {
      if (has_ink || !layer.words.empty()) {
        auto done = recognise_page(index, inks, page, layer);
        if (!done) return std::unexpected(done.error());
        uses_layer = false;
      }
    } else if (!is_good && has_ink_of(layer, has_ink)) {
      if (has_ocr) {
        auto done = recognise_page(index, inks, page, layer);
        if (!done) return std::unexpected(done.error());
        // Better doubtful letters than none.
        uses_layer = *done == Outcome::nothing;
        if (uses_layer && !layer.words.empty()) tell(page.number, "letters of its fonts are not known");
      } else {
        tell(page.number, layer.words.empty() ? "nothing read" : "letters of its fonts are not known");
      }
    } else if (has_ocr) {
      if (auto done = recognise_regions(index, inks, layer, page); !done) return std::unexpected(done.error());
    } else if (!layer.nameless.empty()) {
      tell(page.number, "letters of its fonts are not known");
    }
    if (uses_layer) {
      page.is_read_from_picture = false;
      add_layer(layer);
    }
    add_fields(inks);
    lay_out_page(page);
    add_notes(inks, page);
    page.span.end = static_cast<std::uint32_t>(document.text.size());
    for (const Recognised& recognised : told_) add_what_is_told(document, page, recognised);
    if (walk_.options().wants_glyphs) add_glyphs(inks, layer, uses_layer);
    document.pages.push_back(std::move(page));
    return {};
  }

  static bool has_ink_of(const pdf::Words& layer, bool has_ink) { return has_ink || !layer.words.empty(); }

  // Letters that are known, and that make words.
  static bool is_layer_good(const pdf::Words& layer) {
    if (layer.named_glyphs == 0 || layer.nameless_glyphs * 4 > layer.named_glyphs) return false;
    std::string text;
    for (const PlacedWord& word : layer.words) {
      text += word.text;
      text += word.follows ? "" : " ";
      if (text.size() > 20'000) break;
    }
    return is_legible(text);
  }

  enum class Outcome : unsigned char { read, nothing, later };

  pdf::File::Drawing drawing_of(const Box& box, const pdf::Inks& inks, bool with_text) const {
    pdf::File::Drawing drawing;
    drawing.box = box;
    drawing.with_text = with_text;
    drawing.most_pixels = walk_.options().limits.pixels;
    // A scan that fills the page is drawn with the pixels it has.
    for (const pdf::Picture& picture : inks.pictures) {
      if (picture.box.width() * picture.box.height() < 0.7F * box.width() * box.height()) continue;
      const double x = pdf::own_dpi(picture.width, picture.box.width());
      const double y = pdf::own_dpi(picture.height, picture.box.height());
      if (x >= 72 && x <= 650 && y >= 72 && y <= 650) {
        drawing.dpi_x = x;
        drawing.dpi_y = y;
      }
    }
    return drawing;
  }

  Result<std::optional<Recognised>> recognise(std::uint32_t index, const pdf::File::Drawing& drawing) {
    auto result = walk_.services().recognise([&] { return file_.draw(index, drawing); });
    if (!result) return std::unexpected(result.error());
    if (!*result) return std::optional<Recognised>{};
    Recognised recognised = std::move(**result);
    const auto dots_x = static_cast<float>(drawing.dpi_x);
    const auto dots_y = static_cast<float>(drawing.dpi_y);
    place_on_page(recognised, {.x = std::floor(drawing.box.x0 * dots_x / 72) * 72 / dots_x,
                               .y = std::floor(drawing.box.y0 * dots_y / 72) * 72 / dots_y,
                               .points_x = 72 / dots_x,
                               .points_y = 72 / dots_y});
    for (PlacedWord& word : recognised.words) word.confidence = std::min(word.confidence, most_sure);
    return std::optional<Recognised>(std::move(recognised));
  }

  Result<Outcome> recognise_page(std::uint32_t index, const pdf::Inks& inks, Page& page, const pdf::Words& layer) {
    auto result = recognise(index, drawing_of({0, 0, inks.width, inks.height}, inks, true));
    if (!result) return std::unexpected(result.error());
    if (!*result) {
      page.is_read_from_picture = true;
      return Outcome::later;
    }
    Recognised& recognised = **result;
    const bool has_words = !recognised.words.empty();
    // Blank where something was drawn: in white, say. Where letters were, that is no proof.
    if (recognised.is_blank && !layer.words.empty()) tell(page.number, "nothing read");
    for (PlacedWord& word : recognised.words) {
      words_.push_back(std::move(word));
      sources_.push_back({});
    }
    page.is_read_from_picture = has_words || layer.words.empty();
    keep(std::move(recognised), words_.size());
    return has_words || layer.words.empty() ? Outcome::read : Outcome::nothing;
  }

  // What the words told about themselves; the words themselves have gone on. `end`: of words_.
  void keep(Recognised&& recognised, std::size_t end) {
    const std::size_t begin = end - recognised.words.size();
    for (std::size_t i = 0; i < recognised.words.size(); ++i) recognised.words[i].box = words_[begin + i].box;
    told_.push_back(std::move(recognised));
  }

  // Pictures on a page with text, and words of fonts that tell no letters.
  Result<void> recognise_regions(std::uint32_t index, const pdf::Inks& inks, const pdf::Words& layer, const Page& page) {
    struct Region {
      Box box;
      bool with_text = false;
    };
    std::vector<Region> regions;
    for (const Box& box : joined(picture_boxes(inks, layer))) regions.push_back({box, false});
    for (Box box : joined(layer.nameless)) {
      box = {std::max(0.0F, box.x0 - 3), std::max(0.0F, box.y0 - 3), std::min(inks.width, box.x1 + 3), std::min(inks.height, box.y1 + 3)};
      if (box.width() > 8 && box.height() > 4) regions.push_back({box, true});
    }
    std::vector<Box> taken;
    for (const PlacedWord& word : layer.words) {
      if (!word.text.contains("\uFFFD")) taken.push_back(word.box);
    }
    std::ranges::sort(taken, {}, &Box::y0);
    float tallest = 0;
    for (const Box& box : taken) tallest = std::max(tallest, box.height());
    for (const Region& region : regions) {
      auto result = recognise(index, drawing_of(region.box, inks, region.with_text));
      if (!result) return std::unexpected(result.error());
      if (!*result) continue;
      Recognised& recognised = **result;
      Recognised told;
      std::map<std::size_t, std::size_t> moved;  // index of a word before and now
      for (std::size_t i = 0; i < recognised.words.size(); ++i) {
        PlacedWord& word = recognised.words[i];
        if (is_taken(word.box, taken, tallest)) continue;
        moved[i] = told.words.size();
        word.place = word.box;
        word.follows = word.follows && moved.contains(i - 1);
        told.words.push_back({.text = {}, .box = word.box});
        words_.push_back(std::move(word));
        sources_.push_back({});
      }
      for (auto& [word, candidates] : recognised.doubtful) {
        if (const auto at = moved.find(word); at != moved.end()) told.doubtful.emplace_back(at->second, std::move(candidates));
      }
      told.repairs = std::move(recognised.repairs);
      told.unread = std::move(recognised.unread);
      told.language = recognised.language;
      // A photograph beside text says nothing, and need not.
      if (region.with_text && told.words.empty()) tell(page.number, "letters of its fonts are not known");
      told_.push_back(std::move(told));
    }
    return {};
  }

  static bool is_taken(const Box& box, const std::vector<Box>& taken, float tallest) {
    const float area = std::max(box.width() * box.height(), 0.01F);
    float covered = 0;
    for (auto at = std::ranges::lower_bound(taken, box.y0 - tallest, {}, &Box::y0); at != taken.end() && at->y0 < box.y1; ++at) {
      const float w = std::min(box.x1, at->x1) - std::max(box.x0, at->x0);
      const float h = std::min(box.y1, at->y1) - std::max(box.y0, at->y0);
      if (w > 0 && h > 0) covered += w * h;
    }
    return covered > 0.5F * area;
  }

  // Pictures that may hold text.
  static std::vector<Box> picture_boxes(const pdf::Inks& inks, const pdf::Words& layer) {
    std::vector<Box> out;
    // The layer that somebody's OCR laid over the scan has the text already.
    if (layer.invisible * 2 > layer.words.size()) return out;
    std::vector<Box> all;
    for (const pdf::Picture& picture : inks.pictures) {
      // Of fewer than 50 dots to the inch nobody reads letters.
      if (picture.width > 0 && static_cast<float>(picture.width) * 72 < 50 * picture.box.width()) continue;
      all.push_back(picture.box);
    }
    for (const Box& box : joined(all)) {
      if (box.width() * box.height() >= square_inch && box.width() >= 24 && box.height() >= 8) out.push_back(box);
    }
    return out;
  }

  // Boxes that touch become one; strips of a scan are one picture.
  static std::vector<Box> joined(std::vector<Box> boxes) {
    constexpr float near = 2;
    std::ranges::sort(boxes,
                      [](const Box& a, const Box& b) { return std::tie(a.y0, a.x0, a.y1, a.x1) < std::tie(b.y0, b.x0, b.y1, b.x1); });
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      std::vector<Box> out;
      for (const Box& box : boxes) {
        Box* touched = nullptr;
        // The last ones lie nearest; those far above no longer reach down.
        for (std::size_t back = 0; back < std::min<std::size_t>(out.size(), 64) && touched == nullptr; ++back) {
          Box& other = out[out.size() - 1 - back];
          if (box.x0 <= other.x1 + near && other.x0 <= box.x1 + near && box.y0 <= other.y1 + near && other.y0 <= box.y1 + near)
            touched = &other;
        }
        if (touched == nullptr) {
          out.push_back(box);
        } else {
          *touched = {std::min(box.x0, touched->x0), std::min(box.y0, touched->y0), std::max(box.x1, touched->x1),
                      std::max(box.y1, touched->y1)};
          has_changed = true;
        }
      }
      boxes = std::move(out);
    }
    return boxes;
  }

  void add_layer(const pdf::Words& layer) {
    for (std::uint32_t i = 0; i < layer.words.size(); ++i) {
      PlacedWord word = layer.words[i];
      // What stands for letters that nobody knows was read as a picture, or is told of.
      word.follows = word.follows && i > 0 && layer.direction[i] == layer.direction[i - 1];
      words_.push_back(std::move(word));
      sources_.push_back({.ink_word = i, .direction = layer.direction[i]});
    }
  }

  // Values of form fields stand where the field is, when they fit there.
  void add_fields(const pdf::Inks& inks) {
    for (const pdf::Note& note : inks.notes) {
      if (!fits(note)) continue;
      const auto letters = static_cast<float>(note.text.size());
      float at = 0;
      std::string word;
      float start = 0;
      const float middle = (note.box.y0 + note.box.y1) / 2;
      const float half = std::min(note.box.height(), 12.0F) / 2;
      const float step = std::min(note.box.width() / letters, 6.0F);
      const auto end_word = [&] {
        if (word.empty()) return;
        const Box box{note.box.x0 + start * step, middle - half, note.box.x0 + at * step, middle + half};
        words_.push_back({.text = std::move(word), .place = box, .box = box});
        sources_.push_back({});
        word.clear();
      };
      for (const char32_t letter : note.text) {
        if (pdf::is_blank(letter) || letter < 0x20) {
          end_word();
          start = at + 1;
        } else if (!pdf::is_nothing(letter)) {
          pdf::append_letter(letter, word);
        }
        ++at;
      }
      end_word();
    }
  }

  static bool fits(const pdf::Note& note) {
    const bool is_one_line = note.box.height() > 4 && note.box.height() < 40 && note.text.find_first_of(U"\r\n") == std::u32string::npos;
    return is_one_line && static_cast<float>(note.text.size()) * 3 < note.box.width();
  }

  // The others stand at the end of the page, each a paragraph.
  void add_notes(const pdf::Inks& inks, Page& page) {
    std::string& text = reading_.document.text;
    for (const pdf::Note& note : inks.notes) {
      if (fits(note)) continue;
      const std::size_t before = text.size();
      if (before > page.span.start) text += '\n';
      std::size_t start = text.size();
      const auto end_word = [&] {
        if (start < text.size())
          page.words.push_back({.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(text.size())}, .box = note.box});
      };
      bool has_words = false;
      for (const char32_t letter : note.text) {
        if (letter == '\r' || letter == '\n' || letter == 0x2028 || letter == 0x2029) {
          end_word();
          if (!text.ends_with('\n')) text += '\n';
          start = text.size();
        } else if (pdf::is_blank(letter) || letter < 0x20) {
          end_word();
          if (!text.ends_with(' ') && !text.ends_with('\n')) text += ' ';
          start = text.size();
        } else if (!pdf::is_nothing(letter)) {
          pdf::append_letter(letter, text);
          has_words = true;
        }
      }
      end_word();
      if (!has_words) {
        text.resize(before);
      } else if (!text.ends_with('\n')) {
        text += '\n';
      }
    }
  }

  // Each direction of writing for itself: the one with most letters first.
  void lay_out_page(Page& page) {
    std::map<std::uint32_t, std::size_t> letters;
    for (std::size_t i = 0; i < words_.size(); ++i) letters[sources_[i].direction] += words_[i].text.size();
    std::vector<std::pair<std::uint32_t, std::size_t>> directions(letters.begin(), letters.end());
    std::ranges::stable_sort(directions, [](const auto& a, const auto& b) { return a.second > b.second; });
    ink_spans_.assign(words_.size(), {});  // no layer has more words
    std::string& text = reading_.document.text;
    for (const auto& [direction, size] : directions) {
      std::vector<PlacedWord> words;
      std::vector<std::uint32_t> index;
      for (std::uint32_t i = 0; i < words_.size(); ++i) {
        if (sources_[i].direction != direction) continue;
        words.push_back(words_[i]);
        if (index.empty() || index.back() + 1 != i) words.back().follows = false;
        index.push_back(i);
      }
      if (text.size() > page.span.start) text += '\n';
      std::vector<std::uint32_t> order;
      std::vector<Word> placed = lay_out(words, {.keeps_lines = walk_.options().keeps_lines}, text, &order);
      for (std::size_t k = 0; k < placed.size(); ++k) {
        const std::uint32_t ink = sources_[index[order[k]]].ink_word;
        if (ink != no_word) ink_spans_[ink] = placed[k].span;
      }
      page.words.insert(page.words.end(), placed.begin(), placed.end());
    }
  }

  void add_glyphs(const pdf::Inks& inks, const pdf::Words& layer, bool uses_layer) {
    const auto page_index = static_cast<std::uint32_t>(reading_.document.pages.size());
    const std::size_t first = reading_.glyphs.size();
    for (const pdf::Ink& ink : inks.glyphs) {
      reading_.glyphs.push_back(
          {.span = {}, .page = page_index, .string = ink.string, .offset = ink.offset, .size = ink.size, .box = pdf::box_of(ink)});
    }
    if (!uses_layer) return;
    for (const pdf::Part& part : layer.parts) {
      const Span word = ink_spans_[part.word];
      // A hyphen at the end of the line may have been dropped.
      const Span span{std::min(word.start + part.span.start, word.end), std::min(word.start + part.span.end, word.end)};
      if (!span.empty()) reading_.glyphs[first + part.glyph].span = span;
    }
  }

  Result<void> attach(Result<pdf::File::Attachment>&& attachment) {
    if (!attachment) return walk_.attach(reading_.document, Result<std::string>(std::unexpected(attachment.error())), "");
    if (auto fits = walk_.unpack(attachment->bytes.size(), bytes_); !fits) return fits;
    return walk_.attach(reading_.document, std::string_view(attachment->bytes), attachment->name);
  }

  Result<void> read_attachments() {
    const std::uint64_t most = walk_.options().limits.unpacked;
    for (std::uint32_t i = 0; i < file_.attachment_count(); ++i) {
      if (auto done = attach(file_.attachment(i, most)); !done) return done;
    }
    for (std::uint32_t page = 0; page < file_.page_count(); ++page) {
      if (!is_wanted(page + 1)) continue;
      for (auto& attachment : file_.page_attachments(page, most)) {
        if (auto done = attach(std::move(attachment)); !done) return done;
      }
    }
    return {};
  }

  pdf::File& file_;
  std::uint64_t bytes_;  // of the file
  const pdf::Soundness& soundness_;
  Walk& walk_;
  Reading reading_;
  // Of the page at hand:
  std::vector<PlacedWord> words_;
  std::vector<Source> sources_;  // of each word
  std::vector<Recognised> told_;
  std::vector<Span> ink_spans_;  // of the layer's words, in the text
};

}  // namespace

Result<Reading> read_pdf(std::string_view bytes, Walk& walk) {
  auto file = pdf::File::open(bytes, walk.options().passwords);
  if (!file) return std::unexpected(file.error());
  const auto soundness = pdf::check(bytes, file->password(), walk.options().limits);
  if (!soundness) {
    if (soundness.error().failure == Failure::damaged) return walk.over_limit(soundness.error().message);
    return std::unexpected(soundness.error());
  }
  return PdfReader(*file, bytes.size(), *soundness, walk).read();
}

}  // namespace mask
