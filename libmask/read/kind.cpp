// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace mask {
namespace {

using std::string_view_literals::operator""sv;

struct Magic {
  std::string_view bytes;
  DocumentKind kind;
};
constexpr std::array magics = {Magic{"%PDF-"sv, DocumentKind::pdf},
                               Magic{"PK\x03\x04"sv, DocumentKind::zip},
                               Magic{"PK\x05\x06"sv, DocumentKind::zip},
                               Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, DocumentKind::doc},
                               Magic{"{\\rtf"sv, DocumentKind::rtf},
                               Magic{"\x78\x9F\x3E\x22"sv, DocumentKind::tnef},
                               Magic{"\x89PNG\r\n\x1A\n"sv, DocumentKind::image},
                               Magic{"\xFF\xD8\xFF"sv, DocumentKind::image},
                               Magic{"II*\0"sv, DocumentKind::image},
                               Magic{"MM\0*"sv, DocumentKind::image},
                               Magic{"II+\0"sv, DocumentKind::image},
                               Magic{"MM\0+"sv, DocumentKind::image},
                               Magic{"WEBVTT"sv, DocumentKind::vtt}};

constexpr std::array names = {"text"sv, "html"sv, "rtf"sv, "eml"sv, "msg"sv,   "tnef"sv, "docx"sv, "odt"sv,
                              "xlsx"sv, "ods"sv,  "doc"sv, "pdf"sv, "image"sv, "vtt"sv,  "srt"sv,  "zip"sv};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool begins_with(std::string_view text, std::string_view small) {
  return text.size() >= small.size() && std::equal(small.begin(), small.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\f");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

// A page, or what stands before one: comments and an XML declaration.
bool is_html(std::string_view head) {
  head = without_blanks(head);
  for (int i = 0; i < 8; ++i) {
    if (begins_with(head, "<!doctype html") || begins_with(head, "<html") || begins_with(head, "<head") || begins_with(head, "<body"))
      return true;
    const std::string_view close = head.starts_with("<!--") ? "-->"sv : head.starts_with("<?xml") ? "?>"sv : ""sv;
    const std::size_t end = close.empty() ? std::string_view::npos : head.find(close);
    if (end == std::string_view::npos) return false;
    head = without_blanks(head.substr(end + close.size()));
  }
  return false;
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The head of a mail: nothing but fields, and among them two that only mail programs write. A letter that begins "From: ... To: ..." is
// text.
bool is_mail(std::string_view head) {
  constexpr std::array written_by_programs = {"received:"sv,
                                              "return-path:"sv,
                                              "message-id:"sv,
                                              "mime-version:"sv,
                                              "delivered-to:"sv,
                                              "content-type:"sv,
                                              "x-mailer:"sv,
                                              "references:"sv,
                                              "in-reply-to:"sv,
                                              "dkim-signature:"sv,
                                              "authentication-results:"sv,
                                              "content-transfer-encoding:"sv,
                                              "x-originating-ip:"sv,
                                              "user-agent:"sv};
  constexpr std::array written_by_people = {"from:"sv, "to:"sv, "subject:"sv, "date:"sv, "cc:"sv, "sender:"sv, "reply-to:"sv};
  if (head.starts_with("From ")) next_line(head);
  int programs = 0;
  int people = 0;
  for (bool is_first = true; !head.empty(); is_first = false) {
    const std::string_view line = next_line(head);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (is_first) return false;
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::size_t odd = line.find_first_of(" \t");
    if (colon == std::string_view::npos || colon == 0 || colon > 64 || odd < colon) return false;
    for (const std::string_view name : written_by_programs) programs += begins_with(line, name) ? 1 : 0;
    for (const std::string_view name : written_by_people) people += begins_with(line, name) ? 1 : 0;
    if (programs >= 2 || (programs >= 1 && people >= 1)) return true;
  }
  return false;
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A number, then a line "00:00:01,000 --> 00:00:02,000".
bool is_srt(std::string_view head) {
  head = without_blanks(head);
  if (!are_digits(next_line(head))) return false;
  const std::string_view times = next_line(head);
  const std::size_t arrow = times.find(" --> ");
  return arrow != std::string_view::npos && times.size() >= 24 && times[2] == ':' && times[5] == ':' && are_digits(times.substr(0, 2));
}

}  // namespace

std::string_view name_of(DocumentKind kind) { return names.at(static_cast<std::size_t>(kind)); }

std::optional<DocumentKind> kind_named(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<DocumentKind>(found - names.begin());
}

DocumentKind kind_of(std::string_view head) {
  const std::string_view text = without_mark(head);
  for (const Magic& magic : magics) {
    if (text.starts_with(magic.bytes)) return magic.kind;
  }
  if (begins_with(text, "<!doctype html") || is_html(text)) return DocumentKind::html;
  if (is_mail(text)) return DocumentKind::mail;
  if (is_srt(text)) return DocumentKind::srt;
  // Some writers put bytes before the first of a PDF; readers look for it in the first 1024.
  if (head.substr(0, 1024).contains("%PDF-") && head.substr(0, 1024).contains('\0')) return DocumentKind::pdf;
  return DocumentKind::text;
}

}  // namespace mask
