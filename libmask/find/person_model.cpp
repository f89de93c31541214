// Names of people as the model sees them: whatever their background, by the words around them and the way they are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>

#include "libmask/find/around.h"
#include "libmask/find/body_words.h"
#include "libmask/find/detectors.h"
#include "libmask/find/word_set.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

// The point from which a name is masked leans to recall: a person is taken from a probability of about one in twenty.
constexpr std::int32_t person_lean = 13 * NameModel::unit / 4;
// A name at that point gets the score from which people are masked by default: 350 thousandths.
constexpr std::int32_t score_shift = person_lean - NameModel::unit * 62 / 100;

constexpr std::uint32_t reach = 512;        // bytes looked at before a stretch
constexpr std::uint32_t mark_distance = 3;  // words
constexpr int words_around = 3;             // a candidate, each with what stands close to it
constexpr std::uint16_t sure = 850;         // a rule's score
constexpr auto genre = name_features::Genre::office;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

class ModelPersons {
 public:
  ModelPersons(const Context& in, Findings& out) : in_(in), tokens_(in.tokens), text_(in.tokens.text), words_(in.names->words), out_(out) {}

  // Only where a name may be that no rule is sure of, with a few words before and behind.
  void run() {
    from_ = tokens_.word_start(in_.stretch.start > reach ? in_.stretch.start - reach : 0);
    note_covered();
    if (in_.names->verdicts.empty()) in_.names->verdicts.resize(verdict_slots);
    std::uint32_t at = from_;
    Span window;
    bool is_open = false;  // does the window hold a word that no rule is sure of?
    for (;;) {
      const Span word = next_word(at);
      if (word.empty() || word.start >= in_.stretch.end + reach) break;
      at = word.end;
      if (!may_be_name(word)) continue;
      if (window.empty() || word.start > window.end) {
        if (is_open) look_at(window);
        // Beyond the stretch, only what goes on a window counts.
        if (word.start >= in_.stretch.end) {
          is_open = false;
          break;
        }
        window.start = chunks_before(word.start);
        is_open = false;
      }
      window.end = chunks_after(word.end);
      is_open = is_open || (!is_covered(word.start) && (verdict_ & is_thing) == 0);
    }
    if (is_open) look_at(window);
  }

 private:
  Span next_word(std::uint32_t at) const {
    std::size_t block = at / 64;
    const std::size_t blocks = (tokens_.size() + 63) / 64;
    if (block >= blocks) return {};
    std::uint64_t bits = tokens_.word_bits[block] & (~std::uint64_t{0} << (at % 64));
    while (bits == 0) {
      if (++block >= blocks) return {};
      bits = tokens_.word_bits[block];
    }
    const auto start = static_cast<std::uint32_t>(block * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    return {start, tokens_.word_end(start)};
  }

  // As gate_words() has it, or more.
  bool may_be_name(Span word) {
    const auto first = static_cast<unsigned char>(text_[word.start]);
    if (first >= '0' && first <= '9') return false;
    const bool is_capital =
        (first >= 'A' && first <= 'Z') || (first == 0xC3 && static_cast<unsigned char>(text_[word.start + 1]) < 0x9F) || first >= 0xC4;
    const unsigned verdict = verdict_of(word, is_capital);
    verdict_ = text_[word.end] == '-' ? verdict & ~is_thing : verdict;
    if (is_capital) return (verdict & is_ordinary) == 0 || text_[word.end] == '-' || !opens(word.start);
    const bool is_announced = announced_ == word.start;
    if ((verdict & announces) != 0) announced_ = word.end + 1;
    return is_announced || (verdict & is_small_name) != 0;
  }

  // What can be said of a word wherever it stands; looked up once for each word met lately.
  static constexpr unsigned is_small_name = 1;
  static constexpr unsigned announces = 2;
  static constexpr unsigned is_ordinary = 4;
  static constexpr unsigned is_thing = 8;  // a place or a label, and no name
  static constexpr std::size_t verdict_slots = 4096;
  unsigned verdict_of(Span word, bool is_capital) const {
    const std::string_view spelling = tokens_.of(word);
    const std::uint64_t word_is = word_key(spelling);
    const std::uint64_t key = is_capital ? ~word_is : word_is;
    std::uint64_t& kept = in_.names->verdicts[key >> 40 & (verdict_slots - 1)];
    if (((kept ^ key) >> 4) != 0) {
      unsigned verdict = is_capital && in_.model->is_ordinary(spelling, in_.lexicon) ? is_ordinary : 0;
      const WordInfo& info = in_.lexicon.at(word_is);
      if (is_capital && info.first_name + info.last_name == 0 && (info.place > 0 || !info.labels.empty())) verdict |= is_thing;
      if (spelling.size() > 2 && info.common == 0 && info.labels.empty() && std::max(info.first_name, info.last_name) >= 4)
        verdict |= is_small_name;
      if (name_features::announces_name(spelling, info.labels)) verdict |= announces;
      kept = (key & ~std::uint64_t{15}) | verdict;
    }
    return kept & 15;
  }

  // What rules are sure of needs no model.
  void note_covered() {
    std::vector<std::uint64_t>& bits = in_.names->covered;
    bits.assign((in_.stretch.end - from_) / 64 + 1, 0);
    for (std::size_t i = out_.list.size(); i-- > 0;) {
      const Finding& finding = out_.list[i];
      // Those of earlier stretches are sorted.
      if (finding.span.start + reach < from_) break;
      if (finding.score < sure) continue;
      for (std::uint32_t at = std::max(finding.span.start, from_); at < std::min(finding.span.end, in_.stretch.end); ++at)
        bits[(at - from_) / 64] |= std::uint64_t{1} << ((at - from_) % 64);
    }
  }
  bool is_covered(std::uint32_t at) const {
    return at < in_.stretch.end && (in_.names->covered[(at - from_) / 64] >> ((at - from_) % 64) & 1) != 0;
  }

  bool opens(std::uint32_t start) const {
    if (start == 0) return true;
    if (text_[start - 1] == '\n') return true;
    if (text_[start - 1] != ' ') return false;
    const char mark = start > 1 ? text_[start - 2] : '\n';
    return mark == '.' || mark == '!' || mark == '?' || mark == ':' || mark == '-' || mark == '\n' || mark == folded_bullet;
  }

  // Where the words before `at` begin, as many as are looked at; blanks divide them.
  std::uint32_t chunks_before(std::uint32_t at) const {
    for (int i = 0; i <= words_around && at > 0; ++i) {
      while (at > 0 && !is_blank(text_[at - 1])) --at;
      if (i == words_around) break;
      while (at > 0 && is_blank(text_[at - 1])) --at;
    }
    return at;
  }
  std::uint32_t chunks_after(std::uint32_t at) const {
    for (int i = 0; i <= words_around && at < text_.size(); ++i) {
      while (at < text_.size() && !is_blank(text_[at])) ++at;
      if (i == words_around) break;
      while (at < text_.size() && is_blank(text_[at])) ++at;
    }
    return at;
  }

  void look_at(Span window) {
    if (window.empty()) return;
    read_words(text_, window.start, window.end, words_);
    in_.model->find(text_, words_, in_.lexicon, {.genre = genre, .person_lean = person_lean}, in_.names->work, in_.names->found);
    for (const NameSpan& name : in_.names->found) {
      if (name.label != NameLabel::person) continue;
      // A name does not go on behind the end of a sentence, nor over a line end between two full ones.
      for (std::uint32_t begin = name.begin; begin < name.end;) {
        std::uint32_t end = begin + 1;
        while (end < name.end && !ends_sentence(end) && !begins_line(begin, end, name.end)) ++end;
        NameSpan part = name;
        part.begin = begin;
        part.end = end;
        begin = end;
        const Span span{words_[part.begin].span.start, words_[part.end - 1].span.end};
        if (span.start >= in_.stretch.start && span.start < in_.stretch.end) judge(part, span);
      }
    }
  }

  // Is word `i` the stop of a sentence, not of "S." or "Chr.", with another sentence behind it?
  bool ends_sentence(std::uint32_t i) const {
    const Span word = words_[i].span;
    if (word.size() != 1 || text_[word.start] != '.' || words_[i].gap != WordGap::none || words_[i - 1].span.size() < 4) return false;
    return i + 1 < words_.size() && words_[i + 1].gap != WordGap::none;
  }

  // Does a full name, or one with an initial, begin another line behind a name?
  bool begins_line(std::uint32_t begin, std::uint32_t i, std::uint32_t end) const {
    return words_[i].gap == WordGap::line && end - i >= 2 && (i - begin >= 2 || is_letter(words_[i].span));
  }

  // Masked text reads otherwise than what it stands for: what was seen with that is not judged anew without it.
  bool is_near_mark(const NameSpan& name) const {
    const std::uint32_t first = name.begin > mark_distance ? name.begin - mark_distance : 0;
    const std::uint32_t last = std::min(static_cast<std::uint32_t>(words_.size()), name.end + mark_distance);
    for (std::uint32_t i = first; i < last; ++i) {
      if (text_[words_[i].span.start] == folded_mark) return true;
    }
    return false;
  }

  void judge(const NameSpan& name, Span span) {
    if (is_near_mark(name)) return;
    const int count = strip(name, span);
    trim(span);
    if (span.empty() || is_letter(span) || is_code(span) || is_site(span) || is_body(span) || is_opening_word(name, span) ||
        is_heading(span))
      return;
    out_.add(span, Type::person, count > 1 ? Kind::full_name : Kind::bare_name, in_.model->thousandths(name.margin + score_shift),
             {model(name.probability)});
  }

  // Takes from the ends of a name what can be no part of it: signs, and words that are no names. Gives the words left.
  int strip(const NameSpan& name, Span& span) {
    std::uint32_t begin = name.begin;
    std::uint32_t end = name.end;
    const auto is_sign = [&](std::uint32_t i) { return !tokens_.in_word(words_[i].span.start); };
    while (begin < end && is_sign(begin)) ++begin;
    while (end > begin && is_sign(end - 1)) --end;
    const auto skip_signs = [&] {
      while (begin < end && is_sign(begin)) ++begin;
      while (end > begin && is_sign(end - 1)) --end;
    };
    for (bool changed = true; changed && end - begin > 1;) {
      changed = false;
      const bool goes_first = is_sign(begin + 1) || words_[begin + 1].gap == WordGap::line ||
                              !around::capital_at(tokens_, words_[begin].span.start) ||
                              (end - begin > 2 && opens(words_[begin].span.start));  // "Kære Zhara Qvist"
      if (goes_first && is_no_name(words_[begin].span)) {
        ++begin;
        changed = true;
      } else if ((is_sign(end - 2) || words_[end - 1].gap == WordGap::line || !around::capital_at(tokens_, words_[end - 1].span.start)) &&
                 is_no_name(words_[end - 1].span)) {
        --end;
        changed = true;
      }
      skip_signs();
    }
    // "B Bakgrund", "A. Hvem": a letter that counts headings.
    if (begin < end && name.end - name.begin > 1 && end - begin == 1 && begin == name.begin && opens_line(words_[begin].span.start) &&
        is_counter(words_[begin].span))
      begin = end;
    span = begin < end ? Span{words_[begin].span.start, words_[end - 1].span.end} : Span{};
    int count = 0;
    for (std::uint32_t i = begin; i < end; ++i) count += is_sign(i) ? 0 : 1;
    return count;
  }
  bool opens_line(std::uint32_t start) const { return start == 0 || text_[start - 1] == '\n'; }
  // A letter alone, with or without a stop.
  bool is_counter(Span word) const {
    const std::uint32_t letter = static_cast<unsigned char>(text_[word.start]) < 0x80 ? 1 : 2;
    return word.size() == letter || (word.size() == letter + 1 && text_[word.end - 1] == '.');
  }
  // A place, a label, an ordinary word: known as such itself, not by its ending, and no surname that is one (Blind, Skum) where a name
  // stands before it.
  bool is_no_name(Span word) const {
    const std::string_view spelling = tokens_.of(word);
    if (in_.lexicon.may_be_name(word_key(spelling))) return false;
    if (spelling.back() == 's' && in_.lexicon.may_be_name(word_key(spelling.substr(0, spelling.size() - 1)))) return false;
    const WordInfo& info = in_.lexicon.find(spelling);
    return info.place > 0 || info.common > 0 || info.labels.bits != 0 ||
           name_features::is_ordinary(in_.model->statistics_of(word_key(spelling.substr(0, 64))));
  }

  // (M): a party, a grade.
  bool is_letter(Span span) const {
    const bool has_stop = span.end < text_.size() && text_[span.end] == '.';
    return !has_stop && span.size() == (static_cast<unsigned char>(text_[span.start]) < 0x80 ? 1U : 2U);
  }
  // Spar11_5G, C.A.4.3: more than a digit read for a letter.
  bool is_code(Span span) const {
    return std::count_if(text_.begin() + span.start, text_.begin() + span.end, [](char c) { return (c >= '0' && c <= '9') || c == '_'; }) >
           1;
  }
  // "Obj.:", "ABT 06", "§ 3 LOU": shortened words and acronyms that no list holds as names.
  bool is_heading(Span span) const {
    const Span word{span.start, tokens_.word_end(span.start)};
    if (word.end != span.end || in_.lexicon.may_be_name(word_key(tokens_.of(word)))) return false;
    if (text_.substr(span.end, 2) == ".:") return true;
    if (word.size() > 5 || !around::all_capitals(tokens_.of(word))) return false;
    const Span next = tokens_.word_after(word.end, 1);
    const bool has_number = !next.empty() && next.size() < 6 && around::is_digit(text_[next.start]);
    return has_number || (span.start > 3 && text_.substr(span.start - 3, 3) == "\xC2\xA7 ");
  }
  // Karin Boyes gata, Sofie Holms Plads: places called after somebody.
  // "Norrby kommun", "Sønderby Kommune", "Region Lind", "Lunds universitet": what bears a place's name.
  bool is_body(Span span) const {
    const std::uint32_t end = tokens_.word_end(span.end - 1);
    if (body_follows(tokens_, end)) return true;
    const Span before = tokens_.word_before(span.start, 1);
    if (!before.empty() && same_word(tokens_.of(before), "region")) return true;
    const Span last{tokens_.word_start(end), end};
    const Span first{span.start, tokens_.word_end(span.start)};
    return last.start > span.start && (is_body_word(tokens_.of(last)) || same_word(tokens_.of(first), "region"));
  }
  bool capital_at(std::uint32_t start) const { return around::capital_at(tokens_, start); }
  bool is_site(Span span) const {
    // Of these, some are as often what somebody has: "Nanas hus" is her house, "Nanas Hus" a house called so.
    static constexpr WordSet streets({"gata",   "gatan",  "väg",       "vägen",     "allé",   "alle",      "gränd", "stig",
                                      "torg",   "torget", "backe",     "källa",     "mosse",  "gade",      "vej",   "torv",
                                      "stræde", "vænge",  "kvarter",   "boulevard", "gate",   "stiftelse", "fond",  "minne",
                                      "kyrka",  "kirke",  "mindelund", "kapell",    "gravar", "kaj",       "kajen", "plats"});
    static constexpr WordSet sites({"park", "parken", "bro", "bron", "plads", "mole", "hus", "salen", "gård", "kanal", "skola", "skole",
                                    "have", "hal", "øst", "vest", "norr", "söder"});
    const auto is_site_word = [&](Span word) {
      return streets.contains(tokens_.of(word)) || (capital_at(word.start) && sites.contains(tokens_.of(word)));
    };
    const Span last{tokens_.word_start(span.end), span.end};
    const Span second = last.start > span.start + 1 ? tokens_.word_before(last.start, 1) : Span{};
    if (!second.empty() && second.start >= span.start && text_[second.end - 1] == 's' && is_site_word(last)) return true;
    const bool is_genitive = text_[span.end - 1] == 's' || (span.end < text_.size() && text_[span.end] == 's');
    const Span next = tokens_.word_after(tokens_.word_end(span.end - 1), 1);
    if (!next.empty() && is_genitive && is_site_word(next)) return true;
    const bool several = last.start > span.start;
    if (several && is_site_word(last) && in_.word(last).last_name < 4) return true;
    return last.size() > 6 && in_.lexicon.street_suffix(tokens_.of(last)) >= 4 && in_.word(last).last_name == 0;
  }
  // A word that no list knows as a name opens a sentence, and the model leans to another reading: it has its capital from there.
  bool is_opening_word(const NameSpan& name, Span span) const {
    if (name.end - name.begin > 1 || name.probability >= 300 || !opens(span.start)) return false;
    const WordInfo& info = in_.word({span.start, tokens_.word_end(span.start)});
    return info.first_name + info.last_name == 0;
  }

  // Without signs at the ends, and without the genitive of a name that is known.
  void trim(Span& span) const {
    while (span.start < span.end && !tokens_.in_word(span.start)) ++span.start;
    while (span.end > span.start && !tokens_.in_word(std::int64_t{span.end} - 1)) --span.end;
    if (span.size() < 4 || text_[span.end - 1] != 's') return;
    const Span last{tokens_.word_start(span.end), span.end};
    if (last.size() < 4 || last.start < span.start) return;
    const WordInfo& whole = in_.word(last);
    const WordInfo& bare = in_.lexicon.find(text_.substr(last.start, last.size() - 1));
    if (std::max(bare.first_name, bare.last_name) > std::max(whole.first_name, whole.last_name)) --span.end;
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  std::vector<ModelWord>& words_;
  Findings& out_;
  unsigned verdict_ = 0;  // of the word that was looked at last
  std::uint32_t from_ = 0;
  std::uint32_t announced_ = ~std::uint32_t{0};  // a name may stand here
};

void run(const Context& in, Findings& out) {
  if (in.model != nullptr) ModelPersons(in, out).run();
}

}  // namespace

const Detector person_model{"model", run};

}  // namespace mask
