// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/pdf/check.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "libmask/pdf/operators.h"
#include "libmask/pdf/qpdf.h"

namespace mask::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int max_depth = 100;  // of arrays and dictionaries in each other

// What one object is like.
struct State {
  bool is_bad = false;
  bool is_referred_to = false;
  bool is_loose_end = false;             // a stream or a page: nobody has such a thing that is in no place
  std::vector<std::uint32_t> refers_to;  // objects that a page shows through it
};

template <std::size_t Size>
bool is_among(std::string_view name, const std::array<std::string_view, Size>& sorted_or_not) {
  return std::ranges::find(sorted_or_not, name) != sorted_or_not.end();
}

// Of what these lead to, nothing is shown on the page.
constexpr std::array<std::string_view, 16> leads_away{"/Parent",        "/P",        "/Dest",      "/A",    "/AA",   "/StructParent",
                                                      "/StructParents", "/Popup",    "/IRT",       "/Next", "/Prev", "/B",
                                                      "/Thumb",         "/Metadata", "/PieceInfo", "/SA"};

constexpr std::array<std::string_view, 31> page_keys{"/Type",
                                                     "/Parent",
                                                     "/LastModified",
                                                     "/Resources",
                                                     "/MediaBox",
                                                     "/CropBox",
                                                     "/BleedBox",
                                                     "/TrimBox",
                                                     "/ArtBox",
                                                     "/Contents",
                                                     "/Rotate",
                                                     "/Group",
                                                     "/Thumb",
                                                     "/B",
                                                     "/Dur",
                                                     "/Trans",
                                                     "/Annots",
                                                     "/AA",
                                                     "/Metadata",
                                                     "/PieceInfo",
                                                     "/BoxColorInfo",
                                                     "/StructParents",
                                                     "/ID",
                                                     "/PZ",
                                                     "/Tabs",
                                                     "/UserUnit",
                                                     "/VP",
                                                     "/AF",
                                                     "/PresSteps",
                                                     "/SeparationInfo",
                                                     "/TemplateInstantiated"};

constexpr std::array<std::string_view, 21> font_keys{"/Type",
                                                     "/Subtype",
                                                     "/Name",
                                                     "/BaseFont",
                                                     "/FirstChar",
                                                     "/LastChar",
                                                     "/Widths",
                                                     "/FontDescriptor",
                                                     "/Encoding",
                                                     "/ToUnicode",
                                                     "/DescendantFonts",
                                                     "/FontBBox",
                                                     "/FontMatrix",
                                                     "/CharProcs",
                                                     "/Resources",
                                                     "/CIDSystemInfo",
                                                     "/DW",
                                                     "/W",
                                                     "/DW2",
                                                     "/W2",
                                                     "/CIDToGIDMap"};

constexpr std::array<std::string_view, 7> font_kinds{"/Type1",   "/TrueType",     "/Type0",       "/Type3",
                                                     "/MMType1", "/CIDFontType0", "/CIDFontType2"};

constexpr std::array<std::string_view, 5> encodings{"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding",
                                                    "/PDFDocEncoding"};

struct Budget {
  std::uint64_t unpacked = 0;
  const Limits& limits;
  std::string over;  // which limit

  bool take(std::uint64_t more, std::uint64_t packed) {
    unpacked += more;
    if (unpacked > limits.unpacked) over = "unpacks to more than the limit of " + std::to_string(limits.unpacked) + " bytes";
    if (more > (std::uint64_t{1} << 20) && more / limits.ratio > packed)
      over = "unpacks to more than " + std::to_string(limits.ratio) + " times its size: over the limit";
    return over.empty();
  }
};

// Unpacks to the end, where zlib compares the checksum. The result is kept only when `out` wants it.
bool inflates(const unsigned char* data, std::size_t size, Budget& budget, std::string* out) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return false;
  static thread_local std::array<unsigned char, 65536> buffer;
  stream.next_in = const_cast<unsigned char*>(data);  // read only, by zlib's promise
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(size, 0xFFFFFFFF));
  int result = Z_OK;
  std::uint64_t total = 0;
  while (result == Z_OK) {
    stream.next_out = buffer.data();
    stream.avail_out = static_cast<uInt>(buffer.size());
    result = inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = buffer.size() - stream.avail_out;
    total += got;
    if (out != nullptr) out->append(reinterpret_cast<const char*>(buffer.data()), got);
    if (total > budget.limits.unpacked) break;
    if (result == Z_OK && got == 0 && stream.avail_in == 0) break;
  }
  inflateEnd(&stream);
  return budget.take(total, size) && result == Z_STREAM_END;
}

class Checker {
 public:
  Checker(QPDF& file, const Limits& limits) : file_(file), budget_{.limits = limits, .over = {}} {}

  Result<Soundness> check() {
    Soundness out;
    const std::vector<Object>& pages = file_.getAllPages();
    if (file_.anyWarnings()) out.is_damaged = true;
    note_contents(pages);
    const auto table = file_.getXRefTable();
    for (const auto& [id, entry] : table) {
      look_at(id);
      if (!budget_.over.empty()) return fail(Failure::damaged, budget_.over);
      if (entry.getType() == 2)
        states_[static_cast<std::uint32_t>(id.getObj())].refers_to.push_back(static_cast<std::uint32_t>(entry.getObjStreamNumber()));
    }
    look_into(file_.getTrailer(), trailer_, 0);
    for (const std::uint32_t target : trailer_.refers_to) states_[target].is_referred_to = true;
    for (const auto& [id, entry] : table) {
      const State& state = states_[static_cast<std::uint32_t>(id.getObj())];
      if (state.is_loose_end && !state.is_referred_to) out.is_damaged = true;
    }
    bool has_bad = false;
    for (auto& [number, state] : states_) has_bad = has_bad || state.is_bad;
    if (!has_few_fields()) return fail(Failure::damaged, "has more form fields than the limit");
    out.damaged_pages.assign(pages.size(), false);
    out.unreadable_pages.assign(pages.size(), false);
    for (std::size_t i = 0; i < pages.size(); ++i) out.unreadable_pages[i] = is_contents_picture(pages[i]);
    for (std::size_t i = 0; i < pages.size(); ++i) out.damaged_pages[i] = is_odd_page(pages[i]) || (has_bad && reaches_bad(pages[i]));
    return out;
  }

 private:
  void look_at(const QPDFObjGen& id) {
    State& state = states_[static_cast<std::uint32_t>(id.getObj())];
    const std::size_t warnings = file_.numWarnings();
    Object object = file_.getObject(id);
    if (object.isNull()) {
      state.is_bad = true;
      return;
    }
    look_into(object, state, 0);
    if (object.isStream()) {
      Object dictionary = object.getDict();
      const std::string type = name_of(dictionary, "/Type");
      // Contents, fonts, forms. What has "/S" are the hints of a linearised file.
      state.is_loose_end = (type.empty() || type == "/XObject") && !dictionary.getKey("/S").isInteger();
      if (!is_whole(object, dictionary)) state.is_bad = true;
    } else if (object.isDictionary()) {
      const std::string type = name_of(object, "/Type");
      state.is_loose_end = type == "/Page";
      if ((type == "/Font" || object.hasKey("/BaseFont")) && is_odd_font(object)) state.is_bad = true;
    }
    if (file_.numWarnings() != warnings) state.is_bad = true;
  }

  // Poppler walks the tree of fields as often as there are ways through it.
  bool has_few_fields() {
    Object form = file_.getRoot().getKey("/AcroForm");
    if (!form.isDictionary()) return true;
    constexpr std::size_t most = 200'000;
    std::size_t count = 0;
    std::vector<std::pair<Object, int>> todo{{form.getKey("/Fields"), 0}};
    while (!todo.empty()) {
      auto [kids, depth] = todo.back();
      todo.pop_back();
      if (!kids.isArray()) continue;
      if (depth > max_depth) return false;
      for (Object field : kids.aitems()) {
        if (++count > most) return false;
        if (field.isDictionary() && field.hasKey("/Kids")) todo.emplace_back(field.getKey("/Kids"), depth + 1);
      }
    }
    return true;
  }

  // A few bytes of a picture's form can unpack to any number of operators.
  static bool is_contents_picture(Object page) {
    constexpr std::array<std::string_view, 6> of_pictures{"/JBIG2Decode", "/CCITTFaxDecode", "/CCF", "/DCTDecode", "/DCT", "/JPXDecode"};
    Object contents = page.getKey("/Contents");
    std::vector<Object> streams{contents};
    if (contents.isArray()) streams = contents.getArrayAsVector();
    for (Object& stream : streams) {
      if (!stream.isStream()) continue;
      Object filter = stream.getDict().getKey("/Filter");
      std::vector<Object> filters{filter};
      if (filter.isArray()) filters = filter.getArrayAsVector();
      for (Object& item : filters) {
        if (item.isName() && is_among(item.getName(), of_pictures)) return true;
      }
    }
    return false;
  }

  static std::string name_of(Object& dictionary, const char* key) {
    Object value = dictionary.getKey(key);
    return value.isName() ? value.getName() : std::string();
  }

  // What an object refers to.
  void look_into(Object object, State& state, int depth) {
    if (depth > max_depth) {
      state.is_bad = true;
      return;
    }
    const auto follow = [&](Object& value, bool is_shown) {
      if (value.isIndirect()) {
        const auto number = static_cast<std::uint32_t>(value.getObjGen().getObj());
        if (is_shown) {
          state.refers_to.push_back(number);
          if (value.isNull()) state.is_bad = true;
        }
        states_[number].is_referred_to = true;
      } else if (value.isArray() || value.isDictionary()) {
        look_into(value, state, depth + 1);
      }
    };
    if (object.isArray()) {
      for (Object value : object.aitems()) follow(value, true);
    } else {
      Object dictionary = object.isStream() ? object.getDict() : object;
      if (!dictionary.isDictionary()) return;
      for (auto& [key, value] : dictionary.getDictAsMap()) {
        Object copy = value;
        follow(copy, !is_among(key, leads_away));
      }
    }
  }

  // A checksum at the end of what is packed, where there is one.
  bool is_whole(Object& stream, Object& dictionary) {
    const bool is_image = name_of(dictionary, "/Subtype") == "/Image";
    Object filter = dictionary.getKey("/Filter");
    std::vector<std::string> filters;
    if (filter.isName()) filters.push_back(filter.getName());
    if (filter.isArray()) {
      for (Object item : filter.aitems()) filters.push_back(item.isName() ? item.getName() : std::string());
    }
    try {
      const std::shared_ptr<Buffer> raw = stream.getRawStreamData();
      if (filters.empty()) return is_image || !is_odd_contents(stream, dictionary, *raw);
      std::string stage;
      const unsigned char* data = raw->getBuffer();
      std::size_t size = raw->getSize();
      for (std::size_t i = 0; i < filters.size(); ++i) {
        if (is_image && filters.size() == 1) return true;  // drawn, and read, as it is; its pixels have a limit
        if (filters[i] != "/FlateDecode" && filters[i] != "/Fl") return is_image || decodes(stream, size, filters, i);
        const bool is_last = i + 1 == filters.size();
        std::string next;
        if (!inflates(data, size, budget_, is_last ? nullptr : &next)) return false;
        stage = std::move(next);
        data = reinterpret_cast<const unsigned char*>(stage.data());
        size = stage.size();
      }
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  bool decodes(Object& stream, std::size_t size, const std::vector<std::string>& filters, std::size_t at) {
    constexpr std::array<std::string_view, 9> known{"/ASCIIHexDecode",  "/AHx", "/ASCII85Decode", "/A85", "/LZWDecode", "/LZW",
                                                    "/RunLengthDecode", "/RL",  "/Crypt"};
    if (!is_among(filters[at], known)) return true;  // pictures' own; Poppler tells of names that it does not know
    constexpr std::size_t small = 4 << 20;
    if (at > 0 || size > small) return true;
    const std::shared_ptr<Buffer> data = stream.getStreamData(qpdf_dl_generalized);
    return budget_.take(data->getSize(), std::max<std::size_t>(size, 1));
  }

  // Page contents that are not packed have no checksum. Nobody who makes PDFs writes a comment there, an operator that is none, or
  // operands that belong to no operator: Poppler reads past them, and what is shown is lost.
  bool is_odd_contents(Object& stream, Object& dictionary, Buffer& data) const {
    const bool is_contents = contents_.contains(stream.getObjGen().getObj()) || name_of(dictionary, "/Subtype") == "/Form";
    return is_contents && !is_sound_contents({reinterpret_cast<const char*>(data.getBuffer()), data.getSize()});
  }

  // The streams that are contents of pages.
  void note_contents(const std::vector<Object>& pages) {
    for (Object page : pages) {
      Object contents = page.getKey("/Contents");
      if (contents.isStream()) contents_.insert(contents.getObjGen().getObj());
      if (!contents.isArray()) continue;
      for (Object part : contents.aitems()) contents_.insert(part.getObjGen().getObj());
    }
  }

  static bool is_odd_font(Object& font) {
    const std::string kind = name_of(font, "/Subtype");
    if (!is_among(kind, font_kinds)) return true;
    Object encoding = font.getKey("/Encoding");
    if (kind != "/Type0" && encoding.isName() && !is_among(encoding.getName(), encodings)) return true;
    if (encoding.isDictionary()) {
      const std::string base = name_of(encoding, "/BaseEncoding");
      if (!base.empty() && !is_among(base, encodings)) return true;
    }
    if (font.hasKey("/ToUnicode") && !font.getKey("/ToUnicode").isStream() && !font.getKey("/ToUnicode").isName()) return true;
    if (kind == "/CIDFontType0" || kind == "/CIDFontType2") return false;
    // A key that nobody knows may be one that was.
    const bool lacks = !font.hasKey("/ToUnicode") || !font.hasKey("/Encoding");
    if (lacks) {
      for (const std::string& key : font.getKeys()) {
        if (!is_among(key, font_keys) && !key.contains("PTEX") && !key.contains('.')) return true;
      }
    }
    return false;
  }

  static bool is_odd_page(Object page) {
    if (name_of(page, "/Type") != "/Page") return true;
    bool has_resources = page.hasKey("/Resources");
    bool has_box = page.hasKey("/MediaBox");
    Object parent = page.getKey("/Parent");
    for (int depth = 0; depth < max_depth && parent.isDictionary() && !(has_resources && has_box); ++depth) {
      has_resources = has_resources || parent.hasKey("/Resources");
      has_box = has_box || parent.hasKey("/MediaBox");
      parent = parent.getKey("/Parent");
    }
    if (page.hasKey("/Contents") && has_resources && has_box) return false;
    if (!has_box) return true;
    // Keys that lead to nothing, too, which getKeys() leaves out.
    for (const auto& [key, value] : page.getDictAsMap()) {
      if (!is_among(key, page_keys)) return true;
    }
    return page.hasKey("/Contents") && !has_resources;
  }

  bool reaches_bad(Object page) {
    std::unordered_set<std::uint32_t> seen;
    std::vector<std::uint32_t> todo{static_cast<std::uint32_t>(page.getObjGen().getObj())};
    for (Object parent = page.getKey("/Parent"); parent.isDictionary() && todo.size() < 2 * max_depth; parent = parent.getKey("/Parent")) {
      // Resources that it inherits.
      Object resources = parent.getKey("/Resources");
      if (resources.isIndirect()) todo.push_back(static_cast<std::uint32_t>(resources.getObjGen().getObj()));
      if (resources.isDictionary() && !resources.isIndirect()) {
        State inherited;
        look_into(resources, inherited, 0);
        if (inherited.is_bad) return true;
        todo.insert(todo.end(), inherited.refers_to.begin(), inherited.refers_to.end());
      }
    }
    while (!todo.empty()) {
      const std::uint32_t number = todo.back();
      todo.pop_back();
      if (!seen.insert(number).second) continue;
      const State& state = states_[number];
      if (state.is_bad) return true;
      todo.insert(todo.end(), state.refers_to.begin(), state.refers_to.end());
    }
    return false;
  }

  QPDF& file_;
  Budget budget_;
  std::unordered_map<std::uint32_t, State> states_;
  std::unordered_set<int> contents_;
  State trailer_;
};

}  // namespace

Result<Soundness> check(std::string_view bytes, const std::string& password, const Limits& limits) {
  Soundness damaged{.is_damaged = true};
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.setAttemptRecovery(false);
    file.processMemoryFile("", bytes.data(), bytes.size(), password.empty() ? nullptr : password.c_str());
    return Checker(file, limits).check();
  } catch (const std::bad_alloc&) {
    return fail(Failure::exhausted, "needs more memory than there is");
  } catch (const std::exception&) {
    return damaged;
  }
}

}  // namespace mask::pdf
