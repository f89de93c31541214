// PDFs made by hand, for tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

namespace mask {

class PdfMaker {
 public:
  // Objects are numbered from 1 in the order in which they are added.
  int add(std::string object) {
    objects_.push_back(std::move(object));
    return static_cast<int>(objects_.size());
  }

  int add_stream(std::string_view data, std::string_view entries = "", bool is_packed = false) {
    std::string body(data);
    std::string filter;
    if (is_packed) {
      uLongf size = compressBound(static_cast<uLong>(data.size()));
      body.resize(size);
      compress2(reinterpret_cast<Bytef*>(body.data()), &size, reinterpret_cast<const Bytef*>(data.data()), static_cast<uLong>(data.size()),
                9);
      body.resize(size);
      filter = " /Filter /FlateDecode";
    }
    std::string dictionary = "<< ";
    dictionary += entries;
    return add(dictionary + filter + " /Length " + std::to_string(body.size()) + " >>\nstream\n" + body + "\nendstream");
  }

  // Room for an object that is told later.
  int reserve() { return add({}); }
  void set(int number, std::string object) { objects_[static_cast<std::size_t>(number) - 1] = std::move(object); }

  // `trailer`: further entries.
  [[nodiscard]] std::string finish(int root, std::string_view trailer = "") const {
    std::string out = "%PDF-1.7\n%\xE5\xE4\xF6\xC5\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      offsets.push_back(out.size());
      out += std::to_string(i + 1) + " 0 obj\n" + objects_[i] + "\nendobj\n";
    }
    const std::size_t table = out.size();
    out += "xref\n0 " + std::to_string(objects_.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
      const std::string digits = std::to_string(offset);
      out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    out += "trailer\n<< /Size " + std::to_string(objects_.size() + 1) + " /Root " + std::to_string(root) + " 0 R ";
    out += trailer;
    return out + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  }

 private:
  std::vector<std::string> objects_;
};

inline std::string reference(int number) { return std::to_string(number) + " 0 R"; }

constexpr std::string_view helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

// A document of pages with these contents (in Latin-1), A4, Helvetica as /F1; `entries`: of each page, before its contents.
inline std::string pdf_of(const std::vector<std::string>& contents, std::string_view entries = "", bool is_packed = false,
                          std::string_view resources = "") {
  PdfMaker maker;
  const int root = maker.reserve();
  const int tree = maker.reserve();
  const int font = maker.add(std::string(helvetica));
  std::string kids;
  for (const std::string& content : contents) {
    const int stream = maker.add_stream(content, "", is_packed);
    std::string page = "<< /Type /Page /Parent " + reference(tree) + " /Resources << /Font << /F1 " + reference(font) + " >> ";
    page += resources;
    page += " >> /Contents " + reference(stream) + " ";
    page += entries;
    if (!entries.contains("/MediaBox")) page += " /MediaBox [0 0 595 842]";
    kids += reference(maker.add(page + " >>")) + " ";
  }
  maker.set(root, "<< /Type /Catalog /Pages " + reference(tree) + " >>");
  maker.set(tree, "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(contents.size()) + " >>");
  return maker.finish(root);
}

}  // namespace mask
