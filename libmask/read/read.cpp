// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/read.h"

#include <algorithm>

#include "libmask/read/cfb.h"
#include "libmask/read/mail_parser.h"
#include "libmask/read/readers.h"
#include "libmask/read/rtf_tokens.h"
#include "libmask/read/text_writer.h"
#include "libmask/read/zip.h"

namespace mask {
namespace {

using Take = std::function<Result<void>(Reading&&)>;

constexpr std::size_t longest_input = std::size_t{1} << 31;

// Looks into archives and old office documents, whose first bytes do not tell all.
Result<DocumentKind> find_kind(std::string_view bytes, Walk& walk) {
  const DocumentKind kind = kind_of(bytes.substr(0, std::size_t{64} << 10));
  if (kind == DocumentKind::zip) {
    const auto zip = Zip::open(bytes, walk);
    if (!zip) return std::unexpected(zip.error());
    return kind_in(*zip);
  }
  if (kind == DocumentKind::doc) {
    const auto cfb = Cfb::open(bytes, walk);
    if (!cfb) return std::unexpected(cfb.error());
    return kind_in(*cfb);
  }
  return kind;
}

// What an object embedded in an office document holds: a document of an office program, a PDF, a file.
std::optional<std::string> embedded_document(std::string_view bytes, Walk& walk) {
  if (kind_of(bytes.substr(0, 64)) != DocumentKind::doc) return std::nullopt;
  const auto cfb = Cfb::open(bytes, walk);
  if (!cfb) return std::nullopt;
  for (const std::string_view name : {"Package", "CONTENTS", "\x01Ole10Native"}) {
    const auto stream = cfb->find(Cfb::root, name);
    if (!stream) continue;
    auto content = cfb->read(*stream, walk);
    if (!content) return std::nullopt;
    return name == "\x01Ole10Native" ? file_in_ole10(*content) : std::optional(std::move(*content));
  }
  return std::nullopt;
}

Result<Reading> read_kind(std::string_view bytes, DocumentKind kind, Walk& walk) {
  switch (kind) {
    case DocumentKind::text: return read_plain_text(bytes, walk);
    case DocumentKind::html: return read_html(bytes, walk);
    case DocumentKind::rtf: return read_rtf(bytes, walk);
    case DocumentKind::mail: return read_mail(bytes, walk);
    case DocumentKind::msg: return read_msg(bytes, walk);
    case DocumentKind::tnef: return read_tnef(bytes, walk);
    case DocumentKind::docx: return read_docx(bytes, walk);
    case DocumentKind::odt: return read_odt(bytes, walk);
    case DocumentKind::xlsx: return read_xlsx(bytes, walk);
    case DocumentKind::ods: return read_ods(bytes, walk);
    case DocumentKind::doc: return read_doc(bytes, walk);
    case DocumentKind::pdf: return read_pdf(bytes, walk);
    case DocumentKind::image: return read_image(bytes, walk);
    case DocumentKind::vtt:
    case DocumentKind::srt: return read_subtitles(bytes, walk);
    case DocumentKind::zip: return read_archive(bytes, walk);
  }
  return fail(Failure::internal, "a kind without a reader");
}

// Who gets the documents, and whether he wants no more. Entries that are damaged wait until another is not: an archive in which nothing can
// be read is damaged itself.
struct Taker {
  const Take& take;
  bool has_failed = false;
  bool has_given = false;
  std::vector<Reading> damaged = {};

  Result<void> operator()(Reading&& reading) {
    has_given = true;
    for (Reading& waiting : damaged) {
      if (auto taken = give(std::move(waiting)); !taken) return taken;
    }
    damaged.clear();
    return give(std::move(reading));
  }
  Result<void> tell(Reading&& reading) {
    if (has_given) return give(std::move(reading));
    damaged.push_back(std::move(reading));
    return {};
  }

 private:
  Result<void> give(Reading&& reading) {
    auto taken = take(std::move(reading));
    has_failed = has_failed || !taken;
    return taken;
  }
};

// Entries of an archive, each a document of its own. One that is damaged gives a document without text, whose review says so.
Result<void> read_entries(std::string_view bytes, const std::string& id, Walk& walk, Taker& take) {
  const auto zip = Zip::open(bytes, walk);
  if (!zip) return std::unexpected(zip.error());
  if (auto entered = walk.enter(); !entered) return entered;
  const auto damaged = [&](std::size_t index, const std::string& name, const std::string& message) {
    Reading reading;
    reading.document.id = name;
    reading.document.kind = name_of(DocumentKind::zip);
    reading.document.review.push_back("entry " + std::to_string(index + 1) + ": " + message);
    return take.tell(std::move(reading));
  };
  if (zip->entries().empty()) return damaged(0, id, "none: the archive is empty");
  for (std::size_t i = 0; i < zip->entries().size(); ++i) {
    const ZipEntry& entry = zip->entries()[i];
    if (entry.is_folder) continue;
    std::string name = harmless_name(entry.name);
    if (name.empty()) name = "entry " + std::to_string(i + 1);
    name = id + "/" + name;
    const auto read_entry = [&]() -> Result<void> {
      auto content = zip->read(i, walk);
      if (!content) return std::unexpected(content.error());
      const auto kind = find_kind(*content, walk);
      if (!kind) return std::unexpected(kind.error());
      if (*kind == DocumentKind::zip) return read_entries(*content, name, walk, take);
      if (auto entered = walk.enter(); !entered) return entered;
      auto reading = read_form(*content, *kind, walk);
      walk.leave();
      if (!reading) return std::unexpected(reading.error());
      reading->document.id = name;
      return take(std::move(*reading));
    };
    if (auto done = read_entry(); !done) {
      if (take.has_failed || walk.is_over_limit() || done.error().failure != Failure::damaged) return done;
      if (auto told = damaged(i, name, done.error().message); !told) return told;
    }
  }
  walk.leave();
  return {};
}

}  // namespace

Result<Reading> read_form(std::string_view bytes, std::optional<DocumentKind> kind, Walk& walk) {
  if (bytes.size() > longest_input) return walk.over_limit("larger than the limit of 2 GiB");
  if (!kind) {
    const auto found = find_kind(bytes, walk);
    if (!found) {
      const auto inner = embedded_document(bytes, walk);
      if (walk.is_over_limit() || !inner) return std::unexpected(found.error());
      if (auto entered = walk.enter(); !entered) return std::unexpected(entered.error());
      auto reading = read_form(*inner, std::nullopt, walk);
      walk.leave();
      return reading;
    }
    kind = *found;
  }
  auto reading = read_kind(bytes, *kind, walk);
  if (!reading) return reading;
  Document& document = reading->document;
  if (document.text.size() >= longest_input) return walk.over_limit("its text is longer than the limit of 2 GiB");
  // Pages and pictures tell on their own what could not be read there.
  const bool tells_itself = *kind == DocumentKind::pdf || *kind == DocumentKind::image;
  if (!tells_itself && !bytes.empty() && document.review.empty() && is_white(document.text)) document.review.emplace_back("no text found");
  return reading;
}

Result<void> read(std::string_view bytes, const std::string& id, const ReadOptions& options, const Services& services, const Take& take) {
  Walk walk(options, services);
  std::optional<DocumentKind> kind = options.kind;
  if (!kind) {
    const auto found = find_kind(bytes, walk);
    if (!found) return std::unexpected(found.error());
    kind = *found;
  }
  if (*kind == DocumentKind::zip) {
    Taker taker{.take = take};
    if (auto done = read_entries(bytes, id, walk, taker); !done) return done;
    if (!taker.has_given && !taker.damaged.empty()) return fail(Failure::damaged, taker.damaged.front().document.review.front());
    return {};
  }
  auto reading = read_form(bytes, *kind, walk);
  if (!reading) return std::unexpected(reading.error());
  reading->document.id = id;
  return take(std::move(*reading));
}

void prepare_readers() { prepare_mail(); }

}  // namespace mask
