// The reader of each form. All have one shape: the bytes of a document of that form -> what stands in it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "libmask/read/walk.h"

namespace mask {

[[nodiscard]] Result<Reading> read_plain_text(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_html(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_rtf(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_mail(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_msg(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_tnef(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_docx(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_odt(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_xlsx(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_ods(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_doc(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_pdf(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_image(std::string_view bytes, Walk& walk);
[[nodiscard]] Result<Reading> read_subtitles(std::string_view bytes, Walk& walk);

// A zip archive as one document: its entries are its parts.
[[nodiscard]] Result<Reading> read_archive(std::string_view bytes, Walk& walk);

// A document of the kind told, or of the one that its content tells.
[[nodiscard]] Result<Reading> read_form(std::string_view bytes, std::optional<DocumentKind> kind, Walk& walk);

}  // namespace mask
