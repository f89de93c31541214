// The numbers of lists and headings in Word documents, which are not written but counted: "§ 12", "3.1", "b)".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <pugixml.hpp>
#include <string>

namespace mask {

class DocxNumbering {
 public:
  DocxNumbering() = default;
  // numbering.xml and styles.xml; either may be empty.
  DocxNumbering(const pugi::xml_document& numbering, const pugi::xml_document& styles);

  // What stands before the paragraph that has these properties; counts. Empty where it has no number.
  [[nodiscard]] std::string next(const pugi::xml_node& properties);

 private:
  static constexpr int levels = 9;
  struct Level {
    std::string format = "decimal";
    std::string text;
    long start = 1;
  };
  struct Place {
    std::string list;  // w:numId; empty or "0": none
    int level = 0;
  };
  struct Style {
    std::string base;
    Place place;
    bool has_level = false;
  };
  struct Count {
    std::array<long, levels> value{};
    std::array<bool, levels> has_begun{};
  };

  [[nodiscard]] Place place_of(const pugi::xml_node& properties) const;

  std::map<std::string, std::array<Level, levels>> lists_;
  std::map<std::string, std::string> roots_;  // lists that go on counting the same
  std::map<std::string, Style> styles_;
  std::string default_style_;
  std::map<std::string, Count> counts_;
};

}  // namespace mask
