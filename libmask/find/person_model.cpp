// Names of people as the model sees them: whatever their background, by the words around them and the way they are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "libmask/find/detectors.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

// The point from which a name is masked leans to recall: a person is taken from a probability of about one in eight.
constexpr std::int32_t person_lean = 2 * NameModel::unit;
// A name at that point gets the score from which people are masked by default: 350 thousandths.
constexpr std::int32_t score_shift = person_lean - NameModel::unit * 62 / 100;

constexpr std::uint32_t reach = 512;  // bytes looked at before and behind a stretch
constexpr std::uint32_t mark_distance = 3;  // words

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// A place at or before `at` where no word is cut.
std::uint32_t blank_before(std::string_view text, std::uint32_t at) {
  while (at > 0 && !is_blank(text[at - 1])) --at;
  return at;
}

class ModelPersons {
 public:
  ModelPersons(const Context& in, Findings& out) : in_(in), text_(in.tokens.text), words_(in.names->words), out_(out) {}

  void run() {
    const std::uint32_t from = blank_before(text_, in_.stretch.start > reach ? in_.stretch.start - reach : 0);
    std::uint32_t to = std::min(in_.tokens.size(), in_.stretch.end + reach);
    while (to < in_.tokens.size() && !is_blank(text_[to])) ++to;
    read_words(text_, from, to, words_);
    in_.model->find(text_, words_, in_.lexicon, {.genre = name_features::Genre::office, .person_lean = person_lean}, in_.names->work, in_.names->found);
    for (const NameSpan& name : in_.names->found) {
      if (name.label != NameLabel::person) continue;
      const Span span{words_[name.begin].span.start, words_[name.end - 1].span.end};
      if (span.start >= in_.stretch.start && span.start < in_.stretch.end) look_at(name, span);
    }
  }

 private:
  // Masked text reads otherwise than what it stands for: what was seen with that is not judged anew without it.
  bool is_near_mark(const NameSpan& name) const {
    const std::uint32_t first = name.begin > mark_distance ? name.begin - mark_distance : 0;
    const std::uint32_t last = std::min(static_cast<std::uint32_t>(words_.size()), name.end + mark_distance);
    for (std::uint32_t i = first; i < last; ++i) {
      if (text_[words_[i].span.start] == folded_mark) return true;
    }
    return false;
  }

  void look_at(const NameSpan& name, Span span) {
    if (is_near_mark(name)) return;
    trim(span);
    if (span.empty()) return;
    out_.add(span, Type::person, name.end - name.begin > 1 ? Kind::full_name : Kind::bare_name, in_.model->thousandths(name.margin + score_shift),
             {model(name.probability)});
  }

  // Without signs at the ends, and without the genitive of a name that is known.
  void trim(Span& span) const {
    while (span.start < span.end && !in_.tokens.in_word(span.start)) ++span.start;
    while (span.end > span.start && !in_.tokens.in_word(std::int64_t{span.end} - 1)) --span.end;
    if (span.size() < 4 || text_[span.end - 1] != 's') return;
    const Span last{in_.tokens.word_start(span.end), span.end};
    if (last.size() < 4 || last.start < span.start) return;
    const WordInfo& whole = in_.word(last);
    const WordInfo& bare = in_.lexicon.find(text_.substr(last.start, last.size() - 1));
    if (std::max(bare.first_name, bare.last_name) > std::max(whole.first_name, whole.last_name)) --span.end;
  }

  const Context& in_;
  std::string_view text_;
  std::vector<ModelWord>& words_;
  Findings& out_;
};

void run(const Context& in, Findings& out) {
  if (in.model != nullptr) ModelPersons(in, out).run();
}

}  // namespace

const Detector person_model{"model", run};

}  // namespace mask
