// Zip archives in a mail or document: one document, their entries as parts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/readers.h"
#include "libmask/read/zip.h"

namespace mask {

Result<Reading> read_archive(std::string_view bytes, Walk& walk) {
  const auto zip = Zip::open(bytes, walk);
  if (!zip) return std::unexpected(zip.error());
  Reading out;
  Document& document = out.document;
  document.kind = name_of(DocumentKind::zip);
  for (std::size_t i = 0; i < zip->entries().size(); ++i) {
    if (zip->entries()[i].is_folder) continue;
    if (auto attached = walk.attach(document, zip->read(i, walk), zip->entries()[i].name); !attached)
      return std::unexpected(attached.error());
  }
  return out;
}

}  // namespace mask
