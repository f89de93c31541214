// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/message.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "libmask/read/bytes.h"
#include "libmask/read/html.h"
#include "libmask/read/mail_body.h"
#include "libmask/read/picture.h"
#include "libmask/read/rtf.h"
#include "libmask/read/text_writer.h"

namespace mask {
namespace {

// What both sides take as said before.
constexpr std::string_view known_rtf =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans "
    "SerifSymbolArialTimes New "
    "RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
static_assert(known_rtf.size() == 207);

std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t out = 0;
  for (const char c : bytes) {
    out ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) out = (out & 1) != 0 ? out >> 1 ^ 0xEDB88320U : out >> 1;
  }
  return out;
}

}  // namespace

Result<std::string> unpack_rtf(std::string_view packed, Walk& walk) {
  if (packed.size() < 16) return fail(Failure::damaged, "the packed text is cut short");
  const std::uint64_t size = u32(packed, 4);
  const std::uint32_t form = u32(packed, 8);
  const std::uint64_t end = std::uint64_t{u32(packed, 0)} + 4;
  if (end > packed.size() || end < 16) return fail(Failure::damaged, "the packed text is cut short");
  const std::string_view content = packed.substr(16, end - 16);
  if (form == 0x414C454D) {
    if (size > content.size()) return fail(Failure::damaged, "the packed text is cut short");
    return std::string(content.substr(0, size));
  }
  if (form != 0x75465A4C) return fail(Failure::damaged, "the text is packed in a way that is not read");
  if (checksum(content) != u32(packed, 12)) return fail(Failure::damaged, "the packed text is damaged: wrong checksum");
  if (auto counted = walk.unpack(size, packed.size()); !counted) return std::unexpected(counted.error());
  constexpr std::size_t ring = 4096;
  std::array<char, ring> said{};
  std::ranges::copy(known_rtf, said.begin());
  std::size_t next = known_rtf.size();
  std::string out;
  const auto say = [&](char c) {
    out += c;
    said[next] = c;
    next = (next + 1) % ring;
  };
  for (std::size_t at = 0; at < content.size();) {
    const auto control = static_cast<unsigned char>(content[at++]);
    for (unsigned bit = 0; bit < 8; ++bit) {
      if (at >= content.size()) break;
      if (out.size() > size) return fail(Failure::damaged, "the packed text is longer than it says");
      if ((control >> bit & 1U) == 0) {
        say(content[at++]);
        continue;
      }
      if (at + 2 > content.size()) return fail(Failure::damaged, "the packed text is cut short");
      const unsigned pair =
          static_cast<unsigned>(static_cast<unsigned char>(content[at])) << 8 | static_cast<unsigned char>(content[at + 1]);
      at += 2;
      const std::size_t from = pair >> 4;
      if (from == next) {  // its end
        if (out.size() < size) return fail(Failure::damaged, "the packed text is shorter than it says");
        out.resize(size);
        return out;
      }
      const std::size_t count = (pair & 15U) + 2;
      for (std::size_t i = 0; i < count; ++i) say(said[(from + i) % ring]);
    }
  }
  if (out.size() < size) return fail(Failure::damaged, "the packed text is shorter than it says");
  out.resize(size);
  return out;
}

std::string written_time(std::uint64_t filetime) {
  constexpr std::uint64_t to_1970 = 11'644'473'600;
  const std::uint64_t seconds = filetime / 10'000'000;
  if (seconds < to_1970 || seconds > to_1970 + 8'000'000'000) return {};
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds - to_1970)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time - day).count();
  const auto two = [](auto number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 2 ? std::string(1, '0').append(digits) : digits;
  };
  std::string out = std::to_string(static_cast<int>(date.year()));
  out.append("-").append(two(static_cast<unsigned>(date.month()))).append("-").append(two(static_cast<unsigned>(date.day())));
  out.append(" ").append(two(minutes / 60)).append(":").append(two(minutes % 60)).append(" UTC");
  return out;
}

Result<Document> write_message(const Message& message, DocumentKind kind, Walk& walk) {
  TextWriter out;
  std::vector<std::string> pictures;
  std::vector<RtfExtra> extras;
  for (const auto& [label, value] : message.head) {
    if (value.empty()) continue;
    out.text(label);
    out.text(": ");
    std::string line = value;
    std::ranges::replace_if(
        line, [](char c) { return c == '\r' || c == '\n'; }, ' ');
    out.text(line);
    out.line_end();
  }
  for (const std::string& what : message.notes) out.note(what);

  // The richer form: a page, or the formatted text.
  TextWriter rich;
  bool is_rich = false;
  std::optional<std::string> html = message.html;
  std::optional<std::string> rtf;
  if (message.rtf && !message.rtf->empty()) {
    auto unpacked = unpack_rtf(*message.rtf, walk);
    if (unpacked) {
      rtf = std::move(*unpacked);
      if (!html) html = html_in_rtf(*rtf, walk);
    } else if (walk.is_over_limit()) {
      return std::unexpected(unpacked.error());
    } else {
      out.note(unpacked.error().message);
    }
  }
  if (html && !is_white(*html)) {
    if (auto written = write_html(*html, rich, pictures, walk); !written) return std::unexpected(written.error());
    is_rich = true;
  } else if (rtf && !is_white(*rtf)) {
    if (auto written = write_rtf(*rtf, rich, extras, walk); !written) return std::unexpected(written.error());
    is_rich = true;
  }
  out.paragraph();
  const std::string plain = message.plain.value_or(std::string());
  const bool takes_rich = is_rich && !says_all(plain, rich.written());
  if (!takes_rich) {
    out.text(plain);
  } else {
    out.append(std::move(rich));
    const std::string more = lines_that_say_more(plain, out.written());
    if (!is_white(more)) {
      out.paragraph();
      out.text(more);
    }
  }
  auto document = std::move(out).finish(kind, walk);
  if (!document) return document;
  for (std::string& picture : pictures) {
    if (auto attached = attach_picture(*document, walk, std::move(picture), "picture"); !attached) return std::unexpected(attached.error());
  }
  for (RtfExtra& extra : extras) {
    auto attached = extra.is_picture ? attach_picture(*document, walk, std::move(extra.bytes), extra.name)
                                     : walk.attach(*document, std::string_view(extra.bytes), extra.name);
    if (!attached) return std::unexpected(attached.error());
  }
  return document;
}

}  // namespace mask
