// Does a sentence speak of somebody, or of many and of rules? What stands around a span, for details that are personal only where they
// are told of a person: illnesses, places.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "libmask/find/context.h"

namespace mask {

struct About {
  bool person = false;    // a pronoun, a word of kinship, a name
  bool general = false;   // patienter, riktlinje, 40 procent
  bool told_by = false;   // lider av, diagnos, dömd för: before the span
  bool dwelling = false;  // bor, bosatt, flyttade: before the span
  bool denied = false;    // "ingen", "inte" right before the span
  int person_at = 0;      // words from the span to the nearest person: negative before
};

// Looks at up to `before` words ahead of the span and `after` behind it, in its own sentence.
[[nodiscard]] About read_about(const Context& in, Span span, int before, int after);

// A pronoun of one person, a word of kinship, a known name with a capital.
[[nodiscard]] bool is_somebody(const Context& in, Span word);

// Does the sentence end between two words?
[[nodiscard]] bool sentence_ends(const Tokens& tokens, std::uint32_t end_of_word, std::uint32_t start_of_next);

}  // namespace mask
