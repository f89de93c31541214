// Outlook messages (.msg, [MS-OXMSG]): properties in streams of a compound file.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "libmask/read/bytes.h"
#include "libmask/read/cfb.h"
#include "libmask/read/code_page.h"
#include "libmask/read/decode.h"
#include "libmask/read/html.h"
#include "libmask/read/message.h"
#include "libmask/read/readers.h"

namespace mask {
namespace {

// Numbers of properties ([MS-OXPROPS]).
enum Property : std::uint16_t {
  message_class = 0x001A,
  subject = 0x0037,
  submit_time = 0x0039,
  represented_name = 0x0042,
  represented_address = 0x0065,
  recipient_type = 0x0C15,
  sender_name = 0x0C1A,
  sender_address = 0x0C1F,
  display_bcc = 0x0E02,
  display_cc = 0x0E03,
  display_to = 0x0E04,
  delivery_time = 0x0E06,
  body = 0x1000,
  packed_rtf = 0x1009,
  body_html = 0x1013,
  display_name = 0x3001,
  email_address = 0x3003,
  attached_data = 0x3701,
  attached_name = 0x3704,
  attached_long_name = 0x3707,
  smtp_address = 0x39FE,
  internet_code_page = 0x3FDE,
  message_code_page = 0x3FFD,
  sender_smtp_address = 0x5D01,
  represented_smtp_address = 0x5D02,
};

std::string hex4(unsigned value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[value >> shift & 15U];
  return out;
}

class MsgReader {
 public:
  MsgReader(const Cfb& cfb, Walk& walk) : cfb_(cfb), walk_(walk) {}

  // A message in a storage: the file itself, or one that is attached.
  Result<Document> read(std::size_t storage, bool is_top) {
    if (auto loaded = load_fixed(storage, is_top ? 32 : 24); !loaded) return std::unexpected(loaded.error());
    const int own_page = static_cast<int>(fixed(message_code_page));
    page_ = own_page > 0 ? own_page : 1252;
    Message message;
    const std::string from = person(text(storage, sender_name), text(storage, sender_smtp_address), text(storage, sender_address));
    message.head.emplace_back("From", from);
    const std::string behalf =
        person(text(storage, represented_name), text(storage, represented_smtp_address), text(storage, represented_address));
    if (behalf != from) message.head.emplace_back("On behalf of", behalf);
    recipients(storage, message);
    std::uint64_t time = fixed(submit_time);
    if (time == 0) time = fixed(delivery_time);
    message.head.emplace_back("Date", written_time(time));
    message.head.emplace_back("Subject", text(storage, subject));
    const std::string kind = text(storage, message_class);
    if (!kind.empty() && !kind.starts_with("IPM.Note") && !kind.starts_with("REPORT.") && !kind.starts_with("IPM.Schedule"))
      message.notes.emplace_back("an Outlook item of another kind than mail: its fields are not read");
    if (has(storage, body)) message.plain = text(storage, body);
    if (cfb_.find(storage, name(body_html, 0x001F))) {
      message.html = text(storage, body_html);
    } else if (const auto html = binary(storage, body_html)) {
      const int page = static_cast<int>(fixed(internet_code_page));
      std::uint64_t lost = 0;
      std::optional<std::string> decoded;
      if (page > 0) decoded = decode(*html, CodePages::name_of(page), lost);
      message.html = decoded ? std::move(*decoded) : decode_html(*html).text;
      if (lost > 0) message.notes.emplace_back("characters that could not be decoded");
    }
    message.rtf = binary(storage, packed_rtf);
    if (error_) return std::unexpected(*error_);
    auto document = write_message(message, DocumentKind::msg, walk_);
    if (!document) return document;
    if (auto attached = attachments(storage, *document); !attached) return std::unexpected(attached.error());
    return document;
  }

 private:
  static std::string name(unsigned property, unsigned type) { return "__substg1.0_" + hex4(property) + hex4(type); }

  Result<void> load_fixed(std::size_t storage, std::size_t head) {
    fixed_.clear();
    const auto stream = cfb_.find(storage, "__properties_version1.0");
    if (!stream) return fail(Failure::damaged, "the message has no properties");
    const auto bytes = cfb_.read(*stream, walk_);
    if (!bytes) return std::unexpected(bytes.error());
    for (std::size_t at = head; at + 16 <= bytes->size(); at += 16) fixed_[u16(*bytes, at + 2)] = {u16(*bytes, at), u64(*bytes, at + 8)};
    return {};
  }
  std::uint64_t fixed(std::uint16_t property) const {
    const auto found = fixed_.find(property);
    if (found == fixed_.end()) return 0;
    return found->second.first == 0x0003 ? found->second.second & 0xFFFFFFFF : found->second.second;
  }

  bool has(std::size_t storage, unsigned property) const {
    return cfb_.find(storage, name(property, 0x001F)) || cfb_.find(storage, name(property, 0x001E));
  }
  std::optional<std::string> stream(std::size_t storage, const std::string& stream_name) {
    const auto found = cfb_.find(storage, stream_name);
    if (!found || cfb_.item(*found).is_storage) return std::nullopt;
    auto bytes = cfb_.read(*found, walk_);
    if (!bytes) {
      error_ = bytes.error();
      return std::nullopt;
    }
    return std::move(*bytes);
  }
  std::optional<std::string> binary(std::size_t storage, unsigned property) { return stream(storage, name(property, 0x0102)); }
  std::string text(std::size_t storage, unsigned property) {
    std::string out;
    if (auto wide = stream(storage, name(property, 0x001F))) {
      out = utf8_of_utf16(*wide);
    } else if (auto narrow = stream(storage, name(property, 0x001E))) {
      out = CodePages().decode(*narrow, page_);
    }
    while (out.ends_with('\0')) out.pop_back();
    return out;
  }

  static std::string person(const std::string& shown, const std::string& smtp, const std::string& address) {
    const std::string& best = !smtp.empty() ? smtp : address;
    const bool is_mail = best.contains('@');
    if (shown.empty()) return best;
    if (!is_mail || shown == best) return shown;
    return shown + " <" + best + ">";
  }

  void recipients(std::size_t storage, Message& message) {
    std::array<std::string, 3> lines;
    for (const std::size_t child : cfb_.item(storage).children) {
      if (!cfb_.item(child).name.starts_with("__recip_version1.0")) continue;
      const auto keep = fixed_;
      const bool is_loaded = load_fixed(child, 8).has_value();
      const std::uint64_t type = is_loaded ? fixed(recipient_type) & 0xF : 1;
      fixed_ = keep;
      std::string& line = lines[type >= 1 && type <= 3 ? type - 1 : 0];
      const std::string who = person(text(child, display_name), text(child, smtp_address), text(child, email_address));
      if (!line.empty() && !who.empty()) line += "; ";
      line += who;
    }
    constexpr std::array<std::string_view, 3> labels = {"To", "Cc", "Bcc"};
    constexpr std::array<unsigned, 3> shown = {display_to, display_cc, display_bcc};
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string& line = lines[i];
      message.head.emplace_back(std::string(labels[i]), line.empty() ? text(storage, shown[i]) : line);
    }
  }

  Result<void> attachments(std::size_t storage, Document& document) {
    for (const std::size_t child : cfb_.item(storage).children) {
      if (!cfb_.item(child).name.starts_with("__attach_version1.0")) continue;
      std::string file = text(child, attached_long_name);
      if (file.empty()) file = text(child, attached_name);
      if (file.empty()) file = text(child, display_name);
      if (const auto inner = cfb_.find(child, name(attached_data, 0x000D))) {
        if (!cfb_.find(*inner, "__properties_version1.0")) {
          if (auto told = walk_.attach(document, Result<std::string>(fail(Failure::damaged, "an embedded object that is not read")), file);
              !told)
            return told;
          continue;
        }
        if (auto entered = walk_.enter(); !entered) return entered;
        auto message = MsgReader(cfb_, walk_).read(*inner, false);
        walk_.leave();
        if (message) {
          append_part(document, std::move(*message), file);
        } else if (auto told = walk_.attach(document, Result<std::string>(std::unexpected(message.error())), file); !told) {
          return told;
        }
        continue;
      }
      const auto data = cfb_.find(child, name(attached_data, 0x0102));
      const auto bytes = data ? cfb_.read(*data, walk_) : Result<std::string>(fail(Failure::damaged, "its content lies elsewhere"));
      if (auto attached = walk_.attach(document, bytes, file); !attached) return attached;
    }
    return {};
  }

  const Cfb& cfb_;
  Walk& walk_;
  std::map<std::uint16_t, std::pair<std::uint16_t, std::uint64_t>> fixed_;  // type and value
  int page_ = 1252;
  std::optional<Error> error_;
};

}  // namespace

Result<Reading> read_msg(std::string_view bytes, Walk& walk) {
  const auto cfb = Cfb::open(bytes, walk);
  if (!cfb) return std::unexpected(cfb.error());
  auto document = MsgReader(*cfb, walk).read(Cfb::root, true);
  if (!document) return std::unexpected(document.error());
  Reading out;
  out.document = std::move(*document);
  return out;
}

}  // namespace mask
