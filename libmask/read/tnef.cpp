// winmail.dat ([MS-OXTNEF]): a message in records, with what is attached.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "libmask/read/bytes.h"
#include "libmask/read/code_page.h"
#include "libmask/read/html.h"
#include "libmask/read/message.h"
#include "libmask/read/readers.h"

namespace mask {
namespace {

struct Value {
  std::uint16_t type = 0;
  std::string bytes;
};
using Values = std::map<std::uint16_t, Value>;

// Properties one after the other; false where they are cut short.
bool read_values(std::string_view bytes, Values& out) {
  std::size_t at = 0;
  const auto has = [&](std::uint64_t count) { return count <= bytes.size() - at; };
  const auto skip_padded = [&](std::uint64_t count) {
    const std::uint64_t padded = (count + 3) & ~std::uint64_t{3};
    at = has(padded) ? at + padded : bytes.size();
  };
  if (!has(4)) return false;
  const std::uint32_t count = u32(bytes, at);
  at += 4;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!has(4)) return false;
    const std::uint16_t whole_type = u16(bytes, at);
    const std::uint16_t id = u16(bytes, at + 2);
    at += 4;
    const auto type = static_cast<std::uint16_t>(whole_type & 0x0FFF);
    if (id >= 0x8000) {  // one with a name
      if (!has(24)) return false;
      const std::uint32_t kind = u32(bytes, at + 16);
      const std::uint32_t size = u32(bytes, at + 20);
      at += 24;
      if (kind == 1) {
        if (!has(size)) return false;
        skip_padded(size);
      }
    }
    const bool is_long = type == 0x001E || type == 0x001F || type == 0x0102 || type == 0x000D;
    const std::uint64_t fixed = type == 0x0005 || type == 0x0006 || type == 0x0007 || type == 0x0014 || type == 0x0040 ? 8
                                : type == 0x0048                                                                       ? 16
                                                                                                                       : 4;
    std::uint32_t values = 1;
    if (is_long || (whole_type & 0x1000) != 0) {
      if (!has(4)) return false;
      values = u32(bytes, at);
      at += 4;
    }
    for (std::uint32_t j = 0; j < values; ++j) {
      std::uint64_t size = fixed;
      if (is_long) {
        if (!has(4)) return false;
        size = u32(bytes, at);
        at += 4;
      }
      if (!has(size)) return false;
      if (j == 0) out[id] = {.type = type, .bytes = std::string(bytes.substr(at, size))};
      skip_padded(size);
    }
  }
  return true;
}

std::string text_of(const Value& value, int page) {
  std::string out = value.type == 0x001F ? utf8_of_utf16(value.bytes) : CodePages().decode(value.bytes, page);
  while (out.ends_with('\0')) out.pop_back();
  return out;
}

struct Attachment {
  std::string name;
  std::string bytes;
  bool has_bytes = false;
  bool is_message = false;
};

}  // namespace

Result<Reading> read_tnef(std::string_view bytes, Walk& walk) {
  if (bytes.size() < 6) return fail(Failure::damaged, "cut short");
  Message message;
  Values values;
  std::vector<Attachment> attachments;
  int page = 1252;
  std::string old_body;
  bool is_sound = true;
  std::size_t at = 6;
  while (at < bytes.size()) {
    if (bytes.size() - at < 9) {
      is_sound = false;
      break;
    }
    const std::uint32_t id = u32(bytes, at + 1);
    const std::uint64_t size = u32(bytes, at + 5);
    at += 9;
    if (bytes.size() - at < size + 2) {
      is_sound = false;
      break;
    }
    const std::string_view data = bytes.substr(at, size);
    std::uint16_t sum = 0;
    for (const char c : data) sum = static_cast<std::uint16_t>(sum + static_cast<unsigned char>(c));
    if (sum != u16(bytes, at + size)) is_sound = false;
    at += size + 2;
    switch (id) {
      case 0x00069007:  // code page
        if (data.size() >= 4) page = static_cast<int>(u32(data, 0));
        break;
      case 0x0002800C: old_body = data; break;
      case 0x00018004: values.try_emplace(0x0037, Value{.type = 0x001E, .bytes = std::string(data)}); break;
      case 0x00069003: is_sound = read_values(data, values) && is_sound; break;
      case 0x00069002: attachments.emplace_back(); break;
      case 0x00018010:
        if (!attachments.empty()) attachments.back().name = text_of({.type = 0x001E, .bytes = std::string(data)}, page);
        break;
      case 0x0006800F:
        if (!attachments.empty()) {
          attachments.back().bytes = data;
          attachments.back().has_bytes = true;
        }
        break;
      case 0x00069005: {
        if (attachments.empty()) break;
        Values own;
        is_sound = read_values(data, own) && is_sound;
        if (const auto name = own.find(0x3707); name != own.end()) attachments.back().name = text_of(name->second, page);
        if (const auto object = own.find(0x3701); object != own.end()) {
          // A message in it stands behind 16 bytes that name its form.
          const bool is_object = object->second.type == 0x000D && object->second.bytes.size() > 16;
          attachments.back().bytes = is_object ? object->second.bytes.substr(16) : object->second.bytes;
          attachments.back().has_bytes = true;
        }
        break;
      }
      default: break;
    }
  }
  if (!is_sound) message.notes.emplace_back("winmail.dat is cut short or damaged");
  const auto text = [&](std::uint16_t id) -> std::string {
    const auto found = values.find(id);
    return found == values.end() ? std::string() : text_of(found->second, page);
  };
  message.head.emplace_back("From", text(0x0C1A));
  message.head.emplace_back("To", text(0x0E04));
  message.head.emplace_back("Cc", text(0x0E03));
  message.head.emplace_back("Subject", text(0x0037));
  if (values.contains(0x1000)) {
    message.plain = text(0x1000);
  } else if (!old_body.empty()) {
    message.plain = text_of({.type = 0x001E, .bytes = old_body}, page);
  }
  if (const auto html = values.find(0x1013); html != values.end())
    message.html = html->second.type == 0x0102 ? decode_html(html->second.bytes).text : text_of(html->second, page);
  if (const auto rtf = values.find(0x1009); rtf != values.end()) message.rtf = rtf->second.bytes;
  auto document = write_message(message, DocumentKind::tnef, walk);
  if (!document) return std::unexpected(document.error());
  for (const Attachment& attachment : attachments) {
    auto content = attachment.has_bytes ? Result<std::string>(attachment.bytes)
                                        : Result<std::string>(fail(Failure::damaged, "its content is missing"));
    if (auto attached = walk.attach(*document, content, attachment.name); !attached) return std::unexpected(attached.error());
  }
  Reading out;
  out.document = std::move(*document);
  return out;
}

}  // namespace mask
