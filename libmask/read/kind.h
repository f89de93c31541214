// What kind of document some bytes are.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace mask {

// Kinds that the worker reads. Text, tables, JSON and the document stream are read by the programs themselves.
enum class DocumentKind : unsigned char { text, html, rtf, mail, msg, tnef, docx, odt, xlsx, ods, doc, pdf, image, vtt, srt, zip };

[[nodiscard]] std::string_view name_of(DocumentKind kind);  // as --from spells it: "eml" is mail
[[nodiscard]] std::optional<DocumentKind> kind_named(std::string_view name);

// By the first bytes (64 KiB are enough) alone, never by a name. `text` where nothing tells. Of a zip archive or an old office document the
// first bytes do not tell all: `zip` may turn out to be docx, odt, xlsx or ods; `doc` may be msg.
[[nodiscard]] DocumentKind kind_of(std::string_view head);

}  // namespace mask
