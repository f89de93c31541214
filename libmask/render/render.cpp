// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/render/render.h"

#include "libmask/text/placeholder.h"

namespace mask {

void append_mask(std::string& out, const Decision& decision, std::string_view words, const LabelTable& labels) {
  switch (decision.style) {
    case Style::label: {
      const std::uint32_t number = labels.is_unnumbered(decision.type) ? 0 : decision.number;
      const std::string_view word = labels.word(decision.type, decision.kind);
      if (!labels.is_bare(decision.type)) {
        append_placeholder(out, word, number);
      } else {
        out += word;
        if (number != 0) out.append(" ").append(std::to_string(number));
      }
      break;
    }
    case Style::block: out += block_bar; break;
    case Style::remove: break;
    case Style::keep: out += words; break;
  }
}

void render_text(std::string_view text, std::uint32_t from, std::uint32_t to, const Decisions& decisions, const LabelTable& labels,
                 std::string& out) {
  std::uint32_t at = from;
  for (const Decision& decision : decisions.list) {
    if (decision.span.start < at || decision.span.end > to) continue;
    out.append(text, at, decision.span.start - at);
    append_mask(out, decision, text.substr(decision.span.start, decision.span.size()), labels);
    at = decision.span.end;
  }
  out.append(text, at, to - at);
}

}  // namespace mask
