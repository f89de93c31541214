// Tokens -> Findings: every detector on at once, in both languages.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "libmask/find/context.h"
#include "libmask/find/field.h"
#include "libmask/find/finding.h"
#include "libmask/find/known_person.h"
#include "libmask/lexicon/lexicon.h"
#include "libmask/text/fold.h"
#include "libmask/text/scan.h"

namespace mask {

// Finds everything in texts of one segment or less. Const once made: may be shared by threads, each with its own Workspace.
class Finder {
 public:
  // Both must outlive it. Without a model, names are found by rules alone.
  explicit Finder(const Lexicon& lexicon, const NameModel* model = nullptr);

  // Memory that is kept from one text to the next.
  struct Workspace {
    Tokens tokens;
    std::vector<std::uint32_t> run_order;
    TriggerWords::Workspace words;
    WordMemo memo;
    CapitalWords capital_words;
    KnownPersons known;
    std::vector<Field> fields;  // over the folded text
    NameMemory names;
    std::vector<Finding> sorted;
  };
  // All findings in a text that was folded, in bytes of the text as written, sorted by start, then end, then type. They may overlap. What
  // is below its threshold is there too: decide() looks at the score.
  // `fields`, in bytes of the text as written and sorted, say that it was put together from cells: nothing found lies outside them or over
  // the border of one, and the same name in two of them need not be the same person.
  void find(const Folded& folded, Workspace& work, Findings& out, std::span<const Field> fields = {}) const;

  // What weighed most with the model in a finding of it, spelled out, with words of `text` (as written); nothing for other findings.
  [[nodiscard]] std::vector<std::string> reasons(std::string_view text, const Finding& finding) const;

 private:
  const Lexicon* lexicon_;
  const NameModel* model_;
  TriggerWords trigger_words_;
};

// The name of rule `index`, as in Finding::rule: "se.personnummer".
[[nodiscard]] std::string_view rule_name(std::uint8_t index);
// Into the order that find() gives.
void sort_findings(Findings& findings);

}  // namespace mask
