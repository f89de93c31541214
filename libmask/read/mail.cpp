// Mail (RFC 5322, MIME): who, when, about what; the text; what is attached.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>

#include "libmask/read/decode.h"
#include "libmask/read/html.h"
#include "libmask/read/mail_body.h"
#include "libmask/read/mail_parser.h"
#include "libmask/read/mail_words.h"
#include "libmask/read/picture.h"
#include "libmask/read/readers.h"
#include "libmask/read/text_writer.h"

namespace mask {
namespace {

using std::string_view_literals::operator""sv;

template <typename T>
using Owned = std::unique_ptr<T, decltype(&g_object_unref)>;
template <typename T>
Owned<T> owned(T* object) {
  return {object, &g_object_unref};
}

// The library's own checked casts are macros with C casts in them.
template <typename T>
T* as(GMimeObject* object, GType type) {
  return object != nullptr && G_TYPE_CHECK_INSTANCE_TYPE(object, type) ? reinterpret_cast<T*>(object) : nullptr;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

struct Header {
  std::string name;  // in small letters
  std::string_view value;
};
std::vector<Header> headers_of(GMimeObject* object) {
  std::vector<Header> out;
  GMimeHeaderList* const list = g_mime_object_get_header_list(object);
  const int count = list != nullptr ? g_mime_header_list_get_count(list) : 0;
  for (int i = 0; i < count; ++i) {
    GMimeHeader* const header = g_mime_header_list_get_header_at(list, i);
    const char* const value = g_mime_header_get_raw_value(header);
    out.push_back({.name = lowered(g_mime_header_get_name(header)), .value = value != nullptr ? value : ""});
  }
  return out;
}
std::string_view header_of(GMimeObject* object, std::string_view name) {
  for (const Header& header : headers_of(object)) {
    if (header.name == name) return header.value;
  }
  return {};
}

// What its content type says, in small letters: "text/plain".
std::string type_of(GMimeObject* object) {
  GMimeContentType* const type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  return lowered(g_mime_content_type_get_media_type(type)) + "/" + lowered(g_mime_content_type_get_media_subtype(type));
}

std::string bytes_of(GMimeStream* stream) {
  GByteArray* const array = g_mime_stream_mem_get_byte_array(reinterpret_cast<GMimeStreamMem*>(stream));
  return array->len == 0 ? std::string() : std::string(reinterpret_cast<const char*>(array->data), array->len);
}

class MailReader {
 public:
  explicit MailReader(Walk& walk) : walk_(walk) {}

  Result<Document> read(GMimeMessage* message) {
    head(reinterpret_cast<GMimeObject*>(message));
    object(g_mime_message_get_mime_part(message));
    if (error_) return std::unexpected(*error_);
    auto document = std::move(out_).finish(DocumentKind::mail, walk_);
    if (!document) return document;
    for (Attachment& attachment : attachments_) {
      if (auto attached = attach(*document, attachment); !attached) return std::unexpected(attached.error());
    }
    return document;
  }

  void note(std::string what) { out_.note(std::move(what)); }

 private:
  struct Attachment {
    std::string name;
    std::string bytes;
    GMimeMessage* message = nullptr;  // else
    bool is_picture = false;
  };

  void head(GMimeObject* message) {
    struct Shown {
      std::string_view name;
      std::string_view label;
    };
    constexpr std::array shown = {Shown{"from", "From"}, Shown{"sender", "Sender"},  Shown{"reply-to", "Reply-To"},
                                  Shown{"to", "To"},     Shown{"cc", "Cc"},          Shown{"bcc", "Bcc"},
                                  Shown{"date", "Date"}, Shown{"subject", "Subject"}};
    const auto headers = headers_of(message);
    for (const Shown& line : shown) {
      for (const Header& header : headers) {
        if (header.name != line.name) continue;
        out_.text(line.label);
        out_.text(": ");
        out_.text(decode_header(header.value));
        out_.line_end();
      }
    }
    out_.paragraph();
  }

  Result<void> attach(Document& document, Attachment& attachment) {
    if (attachment.message != nullptr) {
      if (auto entered = walk_.enter(); !entered) return entered;
      auto inner = MailReader(walk_).read(attachment.message);
      walk_.leave();
      if (!inner) return std::unexpected(inner.error());
      append_part(document, std::move(*inner), attachment.name);
      return {};
    }
    if (attachment.is_picture) return attach_picture(document, walk_, std::move(attachment.bytes), attachment.name);
    return walk_.attach(document, std::string_view(attachment.bytes), attachment.name);
  }

  void object(GMimeObject* object) {
    if (object == nullptr) return out_.note("a part that is missing");
    if (auto* const message = as<GMimeMessagePart>(object, g_mime_message_part_get_type())) {
      GMimeMessage* const inner = g_mime_message_part_get_message(message);
      if (inner == nullptr) return out_.note("an empty message");
      attachments_.push_back({.name = name_of_part(object), .bytes = {}, .message = inner});
      return;
    }
    if (as<GMimeMessagePartial>(object, g_mime_message_partial_get_type()) != nullptr)
      return out_.note("a piece of a message sent in pieces: not read");
    if (as<GMimeMultipartEncrypted>(object, g_mime_multipart_encrypted_get_type()) != nullptr) return out_.note("encrypted: not read");
    if (auto* const multipart = as<GMimeMultipart>(object, g_mime_multipart_get_type())) {
      if (type_of(object) == "multipart/alternative" && alternatives(multipart)) return;
      const int count = g_mime_multipart_get_count(multipart);
      if (count == 0) out_.note("a part without content");
      for (int i = 0; i < count; ++i) this->object(g_mime_multipart_get_part(multipart, i));
      return;
    }
    if (auto* const part = as<GMimePart>(object, g_mime_part_get_type())) return leaf(part);
    out_.note("a part of a kind that is not read");
  }

  std::string content_of(GMimePart* part) {
    GMimeDataWrapper* const content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    const auto decoded = owned(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, decoded.get());
    if (g_mime_data_wrapper_get_encoding(content) == GMIME_CONTENT_ENCODING_BASE64) {
      // Four letters are three bytes; what is left over was cut off.
      GMimeStream* const raw = g_mime_data_wrapper_get_stream(content);
      std::array<char, 8192> block{};
      std::size_t letters = 0;
      g_mime_stream_reset(raw);
      for (ssize_t count = 0; (count = g_mime_stream_read(raw, block.data(), block.size())) > 0;) {
        letters += static_cast<std::size_t>(std::count_if(block.begin(), block.begin() + count, [](char c) {
          return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
        }));
      }
      if (letters % 4 != 0) out_.note("a part that is cut short");
    }
    return bytes_of(decoded.get());
  }

  static std::string name_of_part(GMimeObject* object) {
    if (auto name = header_parameter(header_of(object, "content-disposition"), "filename")) return *name;
    return header_parameter(header_of(object, "content-type"), "name").value_or(std::string());
  }

  // The text of a part in the encoding that it tells.
  std::string text_of(GMimePart* part, bool is_html) {
    const std::string bytes = content_of(part);
    const auto charset = header_parameter(header_of(reinterpret_cast<GMimeObject*>(part), "content-type"), "charset");
    Decoded decoded;
    std::optional<std::string> text;
    if (charset && !charset->empty()) text = decode(bytes, *charset, decoded.lost);
    if (text) {
      decoded.text = std::move(*text);
    } else {
      decoded = is_html ? decode_html(bytes) : decode_unnamed(bytes);
      if (decoded.is_guess) out_.note("encoding not told: read as windows-1252");
    }
    if (decoded.lost > 0) out_.note("characters that could not be decoded");
    return std::move(decoded.text);
  }

  std::string plain_text_of(GMimePart* part) {
    const std::string_view type = header_of(reinterpret_cast<GMimeObject*>(part), "content-type");
    std::string text = text_of(part, false);
    if (lowered(header_parameter(type, "format").value_or("")) != "flowed") return text;
    return unflow(text, lowered(header_parameter(type, "delsp").value_or("")) == "yes");
  }

  void html(std::string_view page) {
    out_.paragraph();
    std::vector<std::string> pictures;
    if (auto written = write_html(page, out_, pictures, walk_); !written) error_ = written.error();
    for (std::string& picture : pictures) attachments_.push_back({.name = "picture", .bytes = std::move(picture), .is_picture = true});
    out_.fresh_line();
  }
  void plain(std::string_view text) {
    out_.paragraph();
    out_.text(text);
    out_.fresh_line();
  }

  // One text in several forms. False: not such a thing after all.
  bool alternatives(GMimeMultipart* multipart) {
    const int count = g_mime_multipart_get_count(multipart);
    GMimePart* text = nullptr;
    GMimePart* page = nullptr;
    std::vector<GMimeObject*> others;
    for (int i = 0; i < count; ++i) {
      GMimeObject* const child = g_mime_multipart_get_part(multipart, i);
      GMimePart* found = as<GMimePart>(child, g_mime_part_get_type());
      // A page with its pictures is a multipart of its own, and the page its first part.
      if (GMimeMultipart* const inner = as<GMimeMultipart>(child, g_mime_multipart_get_type());
          inner != nullptr && type_of(child) == "multipart/related" && g_mime_multipart_get_count(inner) > 0) {
        GMimeObject* const first = g_mime_multipart_get_part(inner, 0);
        if (type_of(first) == "text/html" && page == nullptr) {
          page = as<GMimePart>(first, g_mime_part_get_type());
          for (int j = 1; j < g_mime_multipart_get_count(inner); ++j) others.push_back(g_mime_multipart_get_part(inner, j));
          continue;
        }
      }
      if (found != nullptr && type_of(child) == "text/plain" && text == nullptr) {
        text = found;
      } else if (found != nullptr && type_of(child) == "text/html" && page == nullptr) {
        page = found;
      } else {
        others.push_back(child);
      }
    }
    if (text == nullptr && page == nullptr) return false;
    const std::string words = text != nullptr ? plain_text_of(text) : std::string();
    if (page == nullptr) {
      plain(words);
    } else {
      const std::string markup = text_of(page, true);
      if (text == nullptr) {
        html(markup);
      } else {
        TextWriter seen;
        std::vector<std::string> pictures;
        if (!write_html(markup, seen, pictures, walk_) || says_all(words, seen.written())) {
          plain(words);
          for (std::string& picture : pictures)
            attachments_.push_back({.name = "picture", .bytes = std::move(picture), .is_picture = true});
        } else {
          html(markup);
          const std::string more = lines_that_say_more(words, seen.written());
          if (!more.empty()) plain(more);
        }
      }
    }
    for (GMimeObject* other : others) object(other);
    return true;
  }

  void leaf(GMimePart* part) {
    auto* const as_object = reinterpret_cast<GMimeObject*>(part);
    const std::string type = type_of(as_object);
    const std::string disposition = lowered(header_of(as_object, "content-disposition"));
    const std::string name = name_of_part(as_object);
    const bool is_attached = disposition.contains("attachment") || (!name.empty() && !disposition.contains("inline"));
    if (type == "application/pgp-signature" || type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature") return;
    if (type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime") return out_.note("sealed (S/MIME): not read");
    if (type == "message/external-body") return out_.note("a part that lies elsewhere");
    if (!is_attached && type == "text/plain") return plain(plain_text_of(part));
    if (!is_attached && type == "text/html") return html(text_of(part, true));
    std::string bytes = content_of(part);
    if (type == "text/plain") {  // only here is its encoding told
      const auto charset = header_parameter(header_of(as_object, "content-type"), "charset");
      std::uint64_t lost = 0;
      if (charset && decode_unnamed(bytes).is_guess) bytes = decode(bytes, *charset, lost).value_or(bytes);
    }
    attachments_.push_back({.name = name, .bytes = std::move(bytes), .message = nullptr, .is_picture = type.starts_with("image/")});
  }

  Walk& walk_;
  TextWriter out_;
  std::vector<Attachment> attachments_;
  std::optional<Error> error_;  // a limit was met
};

struct Trouble {
  bool is_damaged = false;
  bool is_too_deep = false;
};

void take_warning(gint64 /*offset*/, GMimeParserWarning warning, const gchar* /*item*/, gpointer into) {
  auto& trouble = *static_cast<Trouble*>(into);
  switch (warning) {
    case GMIME_WARN_MALFORMED_MULTIPART:
    case GMIME_WARN_TRUNCATED_MESSAGE:
    case GMIME_WARN_MALFORMED_MESSAGE:
    case GMIME_CRIT_INVALID_HEADER_NAME:
    case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
    case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT: trouble.is_damaged = true; break;
    case GMIME_CRIT_NESTING_OVERFLOW: trouble.is_too_deep = true; break;
    default: break;
  }
}

// Does each multipart come to its end?
bool are_closed(GMimeObject* object, std::string_view bytes) {
  if (auto* const message = as<GMimeMessagePart>(object, g_mime_message_part_get_type())) {
    GMimeMessage* const inner = g_mime_message_part_get_message(message);
    return inner == nullptr || are_closed(g_mime_message_get_mime_part(inner), bytes);
  }
  auto* const multipart = as<GMimeMultipart>(object, g_mime_multipart_get_type());
  if (multipart == nullptr) return true;
  const char* const boundary = g_mime_multipart_get_boundary(multipart);
  if (boundary != nullptr && !bytes.contains("--" + std::string(boundary) + "--")) return false;
  for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
    if (!are_closed(g_mime_multipart_get_part(multipart, i), bytes)) return false;
  }
  return true;
}

}  // namespace

void prepare_mail() { g_mime_init(); }

Result<Reading> read_mail(std::string_view bytes, Walk& walk) {
  g_mime_init();  // does nothing the second time
  const auto stream = owned(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const auto parser = owned(g_mime_parser_new_with_stream(stream.get()));
  const bool is_box = bytes.starts_with("From ");
  g_mime_parser_set_format(parser.get(), is_box ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
  const std::unique_ptr<GMimeParserOptions, decltype(&g_mime_parser_options_free)> options(g_mime_parser_options_new(),
                                                                                           &g_mime_parser_options_free);
  Trouble trouble;
  g_mime_parser_options_set_warning_callback(options.get(), &take_warning, &trouble);
  Reading out;
  bool is_first = true;
  do {
    trouble = {};
    GMimeMessage* const parsed = g_mime_parser_construct_message(parser.get(), options.get());
    if (parsed == nullptr) {
      if (is_first) return fail(Failure::damaged, "no mail, or a damaged one");
      out.document.review.emplace_back("the mailbox ends in something that is no mail");
      break;
    }
    const auto message = owned(parsed);
    if (trouble.is_too_deep) return walk.over_limit("its parts are nested deeper than the limit");
    MailReader reader(walk);
    if (trouble.is_damaged || !are_closed(g_mime_message_get_mime_part(message.get()), bytes))
      reader.note("the mail is cut short or damaged");
    auto document = reader.read(message.get());
    if (!document) return std::unexpected(document.error());
    if (is_first) {
      out.document = std::move(*document);
    } else {
      append_part(out.document, std::move(*document), "");
    }
    is_first = false;
  } while (is_box && g_mime_parser_eos(parser.get()) == 0);
  return out;
}

}  // namespace mask
