// Cues that a person's identity is protected: legal forms ("skyddad folkbokföring", "navne- og adressebeskyttelse") and plain words
// ("får inte veta var hon bor"); talk of such protection in general is no cue.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <span>

#include "libmask/find/detectors.h"

namespace mask {
namespace {

constexpr std::size_t longest_word = 40;
constexpr std::uint32_t widest_gap = 6;  // bytes between two words of a cue
constexpr std::size_t slip_from = 9;     // letters from which a word may have one slip
constexpr std::string_view after_negation = "inte*";
constexpr std::string_view behind_word = "efter*";
constexpr std::string_view of_general_talk = "!*";

// A word in lower case, for comparing with the tables.
struct Lower {
  std::array<char, longest_word> letters{};
  std::size_t size = 0;
  explicit Lower(std::string_view word) : size(std::min(word.size(), longest_word)) {
    for (std::size_t i = 0; i < size; ++i) {
      const auto c = static_cast<unsigned char>(word[i]);
      const bool after_c3 = i > 0 && static_cast<unsigned char>(word[i - 1]) == 0xC3;
      const bool capital = (c >= 'A' && c <= 'Z') || (after_c3 && c >= 0x80 && c < 0x9F);
      letters[i] = static_cast<char>(capital ? c | 0x20 : c);
    }
  }
  [[nodiscard]] std::string_view view() const { return {letters.data(), size}; }
};

// Equal but for one letter changed, left out, put in or swapped with its neighbour.
bool one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const std::size_t head = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  a.remove_prefix(head);
  b.remove_prefix(head);
  if (a.size() < b.size()) return a == b.substr(1);
  if (a.size() >= 2 && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2)) return true;
  return a.empty() || a.substr(1) == b.substr(1);
}

class Cues {
 public:
  Cues(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), out_(out) {}

  void run() {
    for (const Trigger& trigger : in_.triggers) {
      if (trigger.labels.has(Label::protected_cue)) look_at(trigger.span);
    }
  }

 private:
  // The cues that begin with these words; the list is sorted.
  std::span<const Cue> beginning(std::string_view first, std::string_view second = {}) const {
    const auto order = [&](const Cue& cue) {
      const int by_first = cue.words[0].compare(first);
      if (by_first != 0 || second.empty()) return by_first;
      return cue.words.size() < 2 ? -1 : cue.words[1].compare(second);
    };
    const auto cues = in_.lexicon.cues();
    const auto from = std::ranges::partition_point(cues, [&](const Cue& cue) { return order(cue) < 0; });
    const auto to = std::ranges::partition_point(std::ranges::subrange(from, cues.end()), [&](const Cue& cue) { return order(cue) == 0; });
    return {from, to};
  }

  void look_at(Span first) {
    const Lower word(tokens_.of(first));
    Span best = longest(first, beginning(word.view()), 0);
    if (best.empty()) best = behind(first, word.view());
    int score = 0;
    Evidence why = lexicon(Source::cue);
    if (!best.empty()) {
      score = weigh(best);
    } else {
      best = longest(first, beginning(after_negation, word.view()), 1);
      if (best.empty() || !is_negated(first)) return;
      score = 750;
      why = context(Label::protected_cue, -1);
    }
    out_.add(best, Type::protected_, Kind::none, score, {why, lexicon(Source::cue)});
  }

  // "ny identitet", "lever gömd": the first word is too common to start from, so the table tells the rare word and the one before it.
  Span behind(Span rare, std::string_view lower) const {
    const auto cues = beginning(behind_word, lower);
    if (cues.empty()) return {};
    const Span before = tokens_.word_before(rare.start, 2);
    const bool fits = !before.empty() && std::ranges::any_of(cues, [&](const Cue& cue) {
      return cue.words.size() > 2 && same(tokens_.of(before), cue.words[2]);
    });
    return fits ? Span{before.start, rare.end} : Span{};
  }

  // The longest cue that matches from `first` on; its words from `skip` count.
  Span longest(Span first, std::span<const Cue> cues, std::size_t skip) const {
    Span best{first.start, first.start};
    for (const Cue& cue : cues) {
      const std::uint32_t end = match(first, std::span(cue.words).subspan(skip));
      if (end > best.end) best.end = end;
    }
    return best;
  }
  // The end of the match, or 0.
  std::uint32_t match(Span first, std::span<const std::string> words) const {
    Span here = first;
    for (std::size_t i = 1; i < words.size(); ++i) {
      here = tokens_.word_after(here.end, widest_gap);
      if (here.empty() || !same(tokens_.of(here), words[i])) return 0;
    }
    return here.end;
  }
  static bool same(std::string_view text, std::string_view pattern) {
    if (pattern == "_") return true;
    const Lower lower(text);
    if (pattern.ends_with('*')) {
      pattern.remove_suffix(1);
      if (lower.view().starts_with(pattern)) return true;
      return pattern.size() >= 6 && lower.size > pattern.size() + 3 && one_slip(lower.view().substr(0, pattern.size() - 1), pattern);
    }
    return lower.view() == pattern || (pattern.size() >= slip_from && one_slip(lower.view(), pattern));
  }

  // Is one of the five words before a negation? "må ikke få at vide", "ingen av dem ska få veta"
  bool is_negated(Span word) const {
    static constexpr std::array<std::string_view, 9> negations = {"inte", "ej", "aldrig", "ingen", "inga", "ikke", "icke", "utan", "uden"};
    bool able = false;
    for (int i = 0; i < 5; ++i) {
      word = tokens_.word_before(word.start, 2);
      if (word.empty()) return false;
      const Lower lower(tokens_.of(word));
      able = able || lower.view() == "kan" || lower.view() == "kunne" || lower.view() == "kunde";
      if (std::ranges::find(negations, lower.view()) == negations.end()) continue;
      // "så att han inte kan hitta oss" is a cue, "om ni inte kan hitta oss" is none
      static constexpr std::array<std::string_view, 6> others = {"han", "hon", "hun", "de", "någon", "nogen"};
      const Lower who(tokens_.of(tokens_.word_before(word.start, 2)));
      return !able || std::ranges::find(others, who.view()) != others.end();
    }
    return false;
  }

  bool ends_sentence(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i) {
      if (text_[i] == '.' || text_[i] == '!' || text_[i] == '?') return true;
      if (text_[i] == '\n' && i + 1 < to && text_[i + 1] == '\n') return true;
    }
    return false;
  }
  bool is_general(std::string_view lower) const { return !beginning(of_general_talk, lower).empty(); }

  // A person of flesh and blood: a pronoun, a word of kinship or office, a name.
  bool is_person(Span word, std::string_view lower) const {
    static constexpr std::array<std::string_view, 22> pronouns = {"jag",  "jeg",  "hon", "hun", "han",   "vi",     "min",    "mitt",
                                                                  "mina", "mine", "mit", "vår", "vores", "hennes", "hendes", "hans",
                                                                  "mig",  "oss",  "du",  "din", "dig",   "os"};
    if (std::ranges::find(pronouns, lower) != pronouns.end()) return true;
    const WordInfo& info = in_.lexicon.find_inside(tokens_.of(word));
    if (info.labels.has(Label::person_label)) return true;
    const char first = text_[word.start];
    return first >= 'A' && first <= 'Z' && info.first_name >= 5 && info.common == 0;
  }

  // "om personen har skyddade uppgifter": nobody in particular.
  bool holds(std::uint32_t from, std::uint32_t to) const {
    const std::string_view between = text_.substr(from, to - from);
    return between.contains(" har ") || between.contains(" har\n");
  }

  // A cue of legal words: less sure where the sentence speaks of rules, figures or many people.
  int weigh(Span cue) const {
    bool general = false;
    bool person = false;
    const auto see = [&](Span word) {
      const Lower lower(tokens_.of(word));
      general = general || is_general(lower.view());
      person = person || is_person(word, lower.view());
    };
    Span word = cue;
    for (int i = 0; i < 10; ++i) {
      const Span before = tokens_.word_before(word.start, widest_gap);
      if (before.empty() || ends_sentence(before.end, word.start)) break;
      const Lower lower(tokens_.of(before));
      if (i < 4 && (lower.view() == "om" || lower.view() == "hvis") && holds(before.end, cue.start)) return 300;
      if (i == 0 && (lower.view() == "inga" || lower.view() == "ingen" || lower.view() == "ej")) return 300;
      if (i == 0 && (lower.view() == "ha" || lower.view() == "få" || lower.view() == "om")) general = true;
      if (i == 0 && (lower.view() == "har" || lower.view() == "med")) person = person || lower.view() == "har";
      see(before);
      word = before;
    }
    word = cue;
    for (int i = 0; i < 8; ++i) {
      const Span after = tokens_.word_after(word.end, widest_gap);
      if (after.empty() || ends_sentence(word.end, after.start)) break;
      if (i == 0) {
        const Lower lower(tokens_.of(after));
        if (lower.view() == "nej" || lower.view() == "nei") return 200;
        if (lower.view() == "ja" || lower.view() == "yes") return 950;
        if (is_general(lower.view()) && lower.view().ends_with('r')) return 300;  // "innebär", "betyder"
      }
      see(after);
      word = after;
    }
    if (general) return person ? 550 : 300;
    return person ? 900 : 800;
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Findings& out_;
};

void run(const Context& in, Findings& out) { Cues(in, out).run(); }

}  // namespace

const Detector protected_cue{"protected", run};

}  // namespace mask
