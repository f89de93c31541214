// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/doc_text.h"

#include <algorithm>
#include <map>
#include <vector>

#include "libmask/read/bytes.h"
#include "libmask/read/code_page.h"

namespace mask {
namespace {

// Characters that stand one after the other in the file.
struct Piece {
  std::uint32_t first = 0;  // number of its first character in the document
  std::uint32_t end = 0;
  std::uint32_t offset = 0;  // where it begins in the stream
  bool is_narrow = false;    // one byte a character, windows-1252
};

std::optional<std::vector<Piece>> pieces_in(std::string_view table, std::uint64_t from, std::uint64_t size, std::size_t stream) {
  if (from > table.size() || table.size() - from < size) return std::nullopt;
  std::string_view clx = table.substr(from, size);
  while (!clx.empty() && clx[0] == '\x01') {  // properties that pieces share
    if (clx.size() < 3 || clx.size() - 3 < u16(clx, 1)) return std::nullopt;
    clx.remove_prefix(std::size_t{3} + u16(clx, 1));
  }
  if (clx.size() < 5 || clx[0] != '\x02' || clx.size() - 5 < u32(clx, 1) || u32(clx, 1) < 4) return std::nullopt;
  const std::string_view plc = clx.substr(5, u32(clx, 1));
  const std::size_t count = (plc.size() - 4) / 12;
  std::vector<Piece> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t place = u32(plc, 4 * (count + 1) + 8 * i + 2);
    Piece piece{.first = u32(plc, 4 * i), .end = u32(plc, 4 * i + 4), .offset = place & 0x3FFFFFFF, .is_narrow = (place & 0x40000000) != 0};
    if (piece.is_narrow) piece.offset /= 2;
    const std::uint64_t length = piece.end < piece.first ? stream + 1 : std::uint64_t{piece.end - piece.first} * (piece.is_narrow ? 1 : 2);
    if (length > stream || piece.offset > stream - length || (!out.empty() && piece.first != out.back().end)) return std::nullopt;
    out.push_back(piece);
  }
  if (out.empty() || out.front().first != 0) return std::nullopt;
  return out;
}

struct Look {
  bool is_deleted = false;
  bool is_hidden = false;
  bool operator==(const Look&) const = default;
};

// What the properties of a run say of it.
Look look_of(std::string_view properties) {
  Look out;
  for (std::size_t at = 0; at + 2 < properties.size();) {
    const std::uint16_t code = u16(properties, at);
    at += 2;
    const auto value = static_cast<unsigned char>(properties[at]);
    if (code == 0x0800) out.is_deleted = value != 0;
    if (code == 0x083C) out.is_hidden = value == 1 || value == 0x81;
    constexpr std::size_t sizes[] = {1, 1, 2, 4, 2, 2, 0, 3};
    const std::size_t form = code >> 13;
    at += form == 6 ? std::size_t{1} + value : sizes[form];
  }
  return out;
}

// Where in the stream looks begin. Only those of pages that lie in it.
std::map<std::uint32_t, Look> looks_in(std::string_view stream, std::string_view table, std::uint64_t from, std::uint64_t size) {
  std::map<std::uint32_t, Look> out;
  if (size < 4 || from > table.size() || table.size() - from < size) return out;
  const std::string_view plc = table.substr(from, size);
  const std::size_t count = (plc.size() - 4) / 8;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t begin = std::uint64_t{u32(plc, 4 * (count + 1) + 4 * i) & 0x3FFFFF} * 512;
    if (begin > stream.size() || stream.size() - begin < 512) continue;
    const std::string_view page = stream.substr(begin, 512);
    const auto runs = static_cast<unsigned char>(page[511]);
    if (runs > 101) continue;
    for (std::size_t run = 0; run < runs; ++run) {
      const std::size_t at = 2 * std::size_t{static_cast<unsigned char>(page[4 * (std::size_t{runs} + 1) + run])};
      Look look;
      if (at != 0 && at < 511) look = look_of(page.substr(at + 1, static_cast<unsigned char>(page[at])));
      out[u32(page, 4 * run)] = look;
    }
  }
  return out;
}

class StoryWriter {
 public:
  StoryWriter(std::string_view stream, const std::vector<Piece>& pieces, const std::map<std::uint32_t, Look>& looks, DocText& whole)
      : stream_(stream), pieces_(pieces), looks_(looks), whole_(whole) {}

  std::string write(std::uint64_t begin, std::uint64_t end) {
    out_.clear();
    codes_.clear();
    last_ = {};
    high_ = 0;
    for (const Piece& piece : pieces_) {
      if (piece.end <= begin || piece.first >= end) continue;
      const std::uint64_t first = std::max<std::uint64_t>(begin, piece.first);
      const std::uint64_t last = std::min<std::uint64_t>(end, piece.end);
      const std::uint32_t width = piece.is_narrow ? 1 : 2;
      auto at = static_cast<std::uint32_t>(piece.offset + (first - piece.first) * width);
      auto next_look = looks_.upper_bound(at);
      Look look = next_look == looks_.begin() ? Look{} : std::prev(next_look)->second;
      for (std::uint64_t i = first; i < last; ++i, at += width) {
        for (; next_look != looks_.end() && next_look->first <= at; ++next_look) look = next_look->second;
        if (piece.is_narrow) {
          character(static_cast<unsigned char>(stream_[at]), true, look);
        } else {
          character(u16(stream_, at), false, look);
        }
      }
    }
    return std::move(out_);
  }

  // Things drawn: pictures and text boxes.
  [[nodiscard]] std::uint64_t drawn() const { return drawn_; }

 private:
  void character(std::uint32_t c, bool is_narrow, Look look) {
    if (look.is_deleted) {
      if (!last_.is_deleted) ++whole_.deletions;
      last_ = look;
      return;
    }
    if (c == 0x13) {  // a field: its code, what it shows, its end
      codes_.push_back(true);
      return;
    }
    if (c == 0x14 && !codes_.empty()) {
      codes_.back() = false;
      return;
    }
    if (c == 0x15 && !codes_.empty()) {
      codes_.pop_back();
      return;
    }
    if (std::ranges::find(codes_, true) != codes_.end()) return;
    if (look.is_hidden && !last_.is_hidden && c > 0x20) ++whole_.hidden;
    last_ = look;
    switch (c) {
      case 0x01: whole_.has_pictures = true; return;
      case 0x08: ++drawn_; return;
      case 0x02:
      case 0x03:
      case 0x04:
      case 0x05:
      case 0x1F:
      case 0x00: return;
      case 0x07:  // the end of a cell; a second one is the end of its row
        if (out_.ends_with('\t')) {
          out_.back() = '\n';
        } else {
          out_ += '\t';
        }
        return;
      case 0x09: out_ += '\t'; return;
      case 0x0A:
      case 0x0B:
      case 0x0D:
      case 0x0E: out_ += '\n'; return;
      case 0x0C: out_ += '\f'; return;
      case 0x1E: out_ += '-'; return;
      default: break;
    }
    if (is_narrow) {
      out_ += c < 0x80 ? std::string_view() : page_.character(static_cast<unsigned char>(c), 1252);
      if (c < 0x80) out_ += static_cast<char>(c);
      return;
    }
    if (c >= 0xF000 && c <= 0xF0FF) {
      out_ += "\xE2\x96\xA1";
      return;
    }
    if (c >= 0xDC00 && c < 0xE000 && high_ != 0) {
      append_utf8(out_, 0x10000 + ((high_ - 0xD800) << 10) + (c - 0xDC00));
      high_ = 0;
      return;
    }
    if (c >= 0xD800 && c < 0xDC00) {
      high_ = c;
      return;
    }
    append_utf8(out_, c);
  }

  std::string_view stream_;
  const std::vector<Piece>& pieces_;
  const std::map<std::uint32_t, Look>& looks_;
  DocText& whole_;
  std::string out_;
  std::vector<bool> codes_;  // of the fields at hand: is it in its code
  Look last_;
  std::uint32_t high_ = 0;
  std::uint64_t drawn_ = 0;
  CodePages page_;
};

}  // namespace

std::optional<DocText> text_of_doc(const Cfb& cfb, std::string_view head, Walk& walk) {
  if (head.size() < 0x1AA) return std::nullopt;
  const bool is_first = (u16(head, 0x0A) & 0x0200) != 0;
  const auto place = cfb.find(Cfb::root, is_first ? "1Table" : "0Table");
  if (!place) return std::nullopt;
  const auto table = cfb.read(*place, walk);
  if (!table) return std::nullopt;
  const auto pieces = pieces_in(*table, u32(head, 0x1A2), u32(head, 0x1A6), head.size());
  if (!pieces) return std::nullopt;
  std::uint64_t counts[8] = {};
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    counts[i] = u32(head, 0x4C + 4 * i);
    all += counts[i];
  }
  if (pieces->back().end < all) return std::nullopt;
  const auto looks = looks_in(head, *table, u32(head, 0xFA), u32(head, 0xFE));
  DocText out;
  StoryWriter writer(head, *pieces, looks, out);
  std::uint64_t at = 0;
  const auto next = [&](std::size_t index) {
    const std::uint64_t begin = at;
    at += counts[index];
    return writer.write(begin, at);
  };
  out.body = next(0);
  out.footnotes = next(1);
  out.margins = next(2);
  at += counts[3];  // macros
  out.comments = next(4);
  out.endnotes = next(5);
  out.boxes = next(6);
  out.boxes += next(7);
  // Each text box stands in a table, of the text's and of the headers'; what is drawn beyond them is a picture.
  std::uint64_t boxes = 0;
  for (const std::size_t size : {std::size_t{0x25E}, std::size_t{0x276}}) {
    if (head.size() >= size + 4 && u32(head, size) >= 4 + 52) boxes += (u32(head, size) - 4) / 26 - 1;
  }
  if (writer.drawn() > boxes) out.has_pictures = true;
  return out;
}

}  // namespace mask
