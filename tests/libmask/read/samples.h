// Documents made for the tests of readers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zip.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmask/read/read.h"

namespace mask::samples {

using Files = std::vector<std::pair<std::string, std::string>>;

// A zip archive of these files, packed unless `is_stored`.
inline std::string zip(const Files& files, bool is_stored = false) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* const archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, content] : files) {
    zip_source_t* const file = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), file, ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error("zip");
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9);
    zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 0, 0);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("zip");
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, out.data(), out.size());
  zip_source_close(source);
  zip_source_free(source);
  return out;
}

// A Word document with this in its body, and other parts.
inline std::string docx(const std::string& body, Files more = {}, const std::string& relations = "") {
  constexpr std::string_view w =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"mc\" xmlns:v=\"v\"";
  const std::string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  Files files = {{"[Content_Types].xml", "<Types/>"},
                 {"_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" + rel +
                                     "officeDocument\" Target=\"word/document.xml\"/></Relationships>"},
                 {"word/_rels/document.xml.rels", "<Relationships>" + relations + "</Relationships>"},
                 {"word/document.xml", "<w:document " + std::string(w) + "><w:body>" + body + "</w:body></w:document>"}};
  for (auto& file : more) files.push_back(std::move(file));
  return zip(files);
}

inline std::string paragraph(const std::string& text) { return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>"; }

// What reading gives: documents, or why not.
struct Answer {
  std::vector<Document> documents;
  std::string error;  // empty: none

  [[nodiscard]] std::string text() const { return documents.size() == 1 ? documents.front().text : std::string("not one document"); }
  [[nodiscard]] bool is_flagged() const {
    if (!error.empty()) return true;
    for (const Document& document : documents) {
      if (!document.review.empty()) return true;
    }
    return false;
  }
  [[nodiscard]] bool says(std::string_view review) const {
    for (const Document& document : documents) {
      for (const std::string& line : document.review) {
        if (line.contains(review)) return true;
      }
    }
    return error.contains(review);
  }
};

Answer read(std::string_view bytes, const ReadOptions& options = {}, const Services& services = {});

}  // namespace mask::samples
