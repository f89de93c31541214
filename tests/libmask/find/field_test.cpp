// Nothing found reaches over the border of a field, and what a column holds counts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/field.h"

#include <gtest/gtest.h>

#include "tests/libmask/find/marked.h"

namespace mask {
namespace {

TEST(Field, FindingsAreCutAtBorders) {
  Findings findings;
  findings.add({0, 30}, Type::address, Kind::none, 900, {shape(Shape::exact)});
  findings.add({2, 4}, Type::person, Kind::none, 900, {shape(Shape::exact)});
  findings.add({8, 12}, Type::phone, Kind::none, 900, {shape(Shape::exact)});
  findings.add({20, 25}, Type::email, Kind::none, 900, {shape(Shape::exact)});
  const std::vector<Field> fields = {{.span = {5, 10}}, {.span = {12, 20}}};
  cut_at_fields(fields, findings);
  std::vector<std::pair<Span, Type>> left;
  for (const Finding& finding : findings.list) left.emplace_back(finding.span, finding.type);
  const std::vector<std::pair<Span, Type>> wanted = {{{5, 10}, Type::address}, {{8, 10}, Type::phone}, {{12, 20}, Type::address}};
  EXPECT_EQ(left, wanted);
}

// The words of a field that are masked as people from 350 on, with what stands in no field before and behind it.
std::string persons(std::string_view words, FieldKind kind) {
  const std::string before = "Namn: Berg\n\n";
  const std::string text = before + std::string(words) + "\n\nKarin";
  const std::string padded = std::string(scan_margin, '\0') + text + std::string(scan_margin, '\0');
  const Field field{.span = {static_cast<std::uint32_t>(before.size()), static_cast<std::uint32_t>(before.size() + words.size())},
                    .kind = kind};
  const Finder finder(test::lexicon());
  Finder::Workspace work;
  Findings findings;
  Folded folded;
  EXPECT_FALSE(fold({padded.data() + scan_margin, text.size()}, folded));
  finder.find(folded, work, findings, {&field, 1});
  std::string out;
  std::uint32_t at = 0;
  for (const Finding& finding : findings.list) {
    EXPECT_TRUE(field.span.contains(finding.span));
    if (finding.type != Type::person || finding.score < 350 || finding.span.start < at) continue;
    at = finding.span.end;
    if (!out.empty()) out.append("|");
    out.append(text, finding.span.start, finding.span.size());
    if (finding.role != Role::none) out.append("=").append(name(finding.role));
  }
  return out;
}

TEST(Field, HoldsWhatItsColumnHolds) {
  EXPECT_EQ(persons("oneword", FieldKind::plain), "");
  EXPECT_EQ(persons("oneword", FieldKind::person), "oneword");
  EXPECT_EQ(persons("Socialtjänsten", FieldKind::person), "");
  EXPECT_EQ(persons("ToBr", FieldKind::official), "ToBr=official");
  EXPECT_EQ(persons("Registrator", FieldKind::official), "");
  EXPECT_EQ(persons("Röhr", FieldKind::elected), "Röhr=elected");
  EXPECT_EQ(persons("Rektor Eva Ström", FieldKind::person), "Eva Ström=official");
  EXPECT_EQ(persons("avsändare", FieldKind::name), "");
  EXPECT_EQ(persons("Anna Berg", FieldKind::name), "Anna Berg");
  EXPECT_EQ(persons("Klagomål från Lindqvist", FieldKind::title), "Lindqvist");
  EXPECT_EQ(persons("Sankt Hans", FieldKind::title), "");
}

}  // namespace
}  // namespace mask
