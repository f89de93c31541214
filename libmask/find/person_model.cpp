// Names of people as the model sees them: whatever their background, by the words around them and the way they are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>

#include "libmask/find/around.h"
#include "libmask/find/body_words.h"
#include "libmask/find/detectors.h"
#include "libmask/find/heading_words.h"
#include "libmask/text/fold.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

// The point from which a name is masked leans to recall: a person is taken from a probability of about one in twenty.
constexpr std::int32_t person_lean = 13 * NameModel::unit / 4;
// A name at that point gets the score from which people are masked by default: 350 thousandths.
constexpr std::int32_t score_shift = person_lean - NameModel::unit * 62 / 100;

constexpr std::uint32_t reach = 512;        // bytes looked at before a stretch
constexpr std::uint32_t mark_distance = 3;  // words
constexpr int words_around = 3;             // words that are asked about are looked at together where no more than two others part them
constexpr std::uint32_t close_bytes = 80;
constexpr std::size_t words_before = 2;  // that the model sees before the first
constexpr int words_after = 3;           // and behind the last, if the next is short; else one less
constexpr std::uint32_t nowhere = ~std::uint32_t{0};
constexpr std::uint16_t sure = 850;  // a rule's score
// A word that by itself, with that lean, speaks against a person is not asked about for its own sake. Behind "heter", with
// a hyphen and beside another such word it takes twice as much.
constexpr std::int32_t hopeless = -person_lean;
constexpr std::int32_t twice_hopeless = 2 * hopeless;
// Words that are scored together are left there where they say less for a person than this one by one, the words around them included.
constexpr std::int32_t least = -NameModel::unit;
constexpr auto genre = name_features::Genre::office;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

class ModelPersons {
 public:
  ModelPersons(const Context& in, Findings& out)
      : in_(in), tokens_(in.tokens), text_(in.tokens.text), words_(in.names->words), out_(out), asked_(in.names->asked) {}

  // Only where a name may be that no rule is sure of, with a few words before and behind.
  void run() {
    from_ = tokens_.word_start(in_.stretch.start > reach ? in_.stretch.start - reach : 0);
    note_covered();
    const std::uint32_t seen_from = from_ > reach ? from_ - reach : 0;
    has_marks_ = text_.substr(seen_from, in_.stretch.end + 2 * reach - seen_from).contains(folded_mark);
    if (in_.names->verdicts.empty()) in_.names->verdicts.resize(verdict_slots);
    read_asked();
    open_neighbours();
    std::size_t done = 0;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      if (!asked_[i].is_open()) continue;
      std::size_t first = i;
      while (first > done && are_close(asked_[first - 1].word, asked_[first].word)) --first;
      // Beyond the stretch, only what goes on from within counts.
      if (asked_[first].word.start >= in_.stretch.end) break;
      while (i + 1 < asked_.size() && are_close(asked_[i].word, asked_[i + 1].word)) ++i;
      look_at(first, i);
      done = i + 1;
    }
  }

 private:
  // All words of the stretch, and of some bytes before and behind it, that gate_words() may choose.
  void read_asked() {
    asked_.clear();
    const std::uint32_t to = tokens_.size() - in_.stretch.end > reach ? in_.stretch.end + reach : tokens_.size();
    std::vector<std::uint32_t>& small = in_.names->small;
    small.resize(2 * reach);
    const auto more = [&](Span span) {
      return std::span(small).first(TriggerWords::read_small(tokens_, span, in_.lexicon.small_words(), small.data()));
    };
    const std::span<const std::uint32_t> all = tokens_.capitals;
    const std::uint32_t* const before = std::lower_bound(all.data(), in_.capitals.data(), from_);
    const std::uint32_t* const behind = in_.capitals.data() + in_.capitals.size();
    const std::uint32_t* const end = std::lower_bound(behind, all.data() + all.size(), to);
    read_asked({before, in_.capitals.data()}, more({from_, in_.stretch.start}));
    read_asked(in_.capitals, in_.small_words);
    read_asked({behind, end}, more({in_.stretch.end, to}));
    note_announced(~std::uint32_t{0});
  }
  // In the order in which they stand; capitals may be in both lists.
  void read_asked(std::span<const std::uint32_t> capitals, std::span<const std::uint32_t> small) {
    constexpr std::uint32_t none = ~std::uint32_t{0};
    std::size_t i = 0;
    std::size_t j = 0;
    for (;;) {
      const std::uint32_t capital = i < capitals.size() ? capitals[i] : none;
      const std::uint32_t other = j < small.size() ? small[j] : none;
      const std::uint32_t start = std::min(capital, other);
      if (start == none) return;
      i += capital == start ? 1 : 0;
      j += other == start ? 1 : 0;
      read_word(start, capital == start);
    }
  }
  void read_word(std::uint32_t start, bool is_capital) {
    const Span word{start, tokens_.word_end(start)};
    const bool is_announced = announced_ == start;
    if (is_announced) announced_ = nowhere;
    if (announced_ < start) note_announced(start);
    if (is_capital && is_covered(start)) {
      asked_.push_back({word, Asked::State::closed});
      return;
    }
    const unsigned verdict = verdict_of(word, is_capital);
    const bool announces =
        (verdict & may_announce) != 0 && name_features::announces_name(tokens_.of(word), in_.lexicon.find(tokens_.of(word)).labels);
    const bool has_hyphen = text_[word.end] == '-';
    const bool may_be_name =
        is_capital ? (verdict & is_ordinary) == 0 || has_hyphen || !opens(start) : is_announced || (verdict & is_small_name) != 0;
    if (may_be_name || is_announced || announces) {
      const bool asks =
          may_be_name && ((verdict & is_thing) == 0 || has_hyphen) && !((verdict & is_town) != 0 && follows_preposition(word));
      asked_.push_back({word, asks ? state_of(word, is_announced) : Asked::State::closed});
    }
    if (announces) announce(word.end, is_capital);
  }
  // The word behind a word that announces a name: behind small ones whatever it is.
  void announce(std::uint32_t at, bool is_capital) {
    int line_ends = 0;
    for (; is_blank(text_[at]) && at < text_.size(); ++at) line_ends += text_[at] == '\n' ? 1 : 0;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    // 0lga, misread, may be a name; 0611 is none.
    if (is_capital || line_ends > 1 || !tokens_.in_word(at) ||
        (is_digit(text_[at]) && (is_digit(text_[at + 1]) || !tokens_.in_word(at + 1))))
      return;
    announced_ = at;
  }
  // A word that is announced and in neither list.
  void note_announced(std::uint32_t before) {
    if (announced_ >= before) return;
    asked_.push_back({{announced_, tokens_.word_end(announced_)}, state_of({announced_, tokens_.word_end(announced_)}, true)});
    announced_ = nowhere;
  }

  void open_neighbours() {
    const auto are_neighbours = [&](const Asked& a, const Asked& b) {
      return b.word.start == a.word.end + 1 && is_blank(text_[a.word.end]);
    };
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      if (asked_[i].state != Asked::State::half_open) continue;
      const bool has_neighbour =
          (i > 0 && are_neighbours(asked_[i - 1], asked_[i])) || (i + 1 < asked_.size() && are_neighbours(asked_[i], asked_[i + 1]));
      asked_[i].state = has_neighbour ? Asked::State::open : Asked::State::closed;
    }
  }

  // Is no rule sure of it, and may the words around make it a person?
  Asked::State state_of(Span word, bool is_announced) const {
    if (is_covered(word.start)) return Asked::State::closed;
    const bool is_whole = stands_alone(word);
    const Span whole = is_whole ? word : whole_word(word.start);
    const std::int32_t alone = in_.model->person_alone(tokens_.of(whole), in_.lexicon, genre, in_.names->work);
    if (alone >= (is_announced || !is_whole ? twice_hopeless : hopeless)) return Asked::State::open;
    return alone >= twice_hopeless ? Asked::State::half_open : Asked::State::closed;
  }
  // Is it one word to the model too? (Not "Anna-Lena", "S.")
  bool stands_alone(Span word) const {
    const auto joins = [&](char c) { return c == '-' || c == '\'' || c == '.' || c == '@' || c == '_' || c == '/' || c == ':'; };
    if (joins(text_[word.end]) && (tokens_.in_word(word.end + 1) || word.size() < 3)) return false;
    return word.start < 2 || !joins(text_[word.start - 1]) || !tokens_.in_word(word.start - 2);
  }
  // The word of the model that holds a byte.
  Span whole_word(std::uint32_t at) const {
    WordReader reader(text_, chunks_before(at, 0), tokens_.size(), [&](std::uint32_t from) { return tokens_.word_end(from); });
    ModelWord word;
    while (reader.next(word) && word.span.end <= at) {
    }
    return word.span;
  }

  // "i Lund", "från Falun", and no other capital behind it ("från Holm Berg").
  bool follows_preposition(Span word) const {
    if (word.start < 4 || text_[word.start - 1] != ' ' || text_[word.end] == '-') return false;
    if (text_[word.end] == ' ' && is_capital_at(word.end + 1)) return false;
    const std::string_view before = tokens_.of({tokens_.word_start(word.start - 1), word.start - 1});
    return before == "i" || before == "från" || before == "fra" || before == "till" || before == "til";
  }
  bool is_capital_at(std::uint32_t at) const {
    const auto c = static_cast<unsigned char>(text_[at]);
    return (c >= 'A' && c <= 'Z') || (c == 0xC3 && static_cast<unsigned char>(text_[at + 1]) < 0x9F) || c >= 0xC4;
  }

  // What can be said of a word wherever it stands; looked up once for each word met lately.
  static constexpr unsigned is_small_name = 1;
  static constexpr unsigned may_announce = 2;
  static constexpr unsigned is_ordinary = 4;
  static constexpr unsigned is_thing = 8;  // a place or a label, and no name
  static constexpr unsigned is_town = 16;  // a place rather than a name
  static constexpr unsigned verdicts = 31;
  static constexpr std::size_t verdict_slots = 4096;
  unsigned verdict_of(Span word, bool is_capital) const {
    // Of all bytes of a word, as word_key() looks at them, and quicker.
    const char* const bytes = text_.data() + word.start;
    const std::uint32_t size = word.size();
    const std::uint64_t first = lexicon_key::load8(bytes) << (64 - 8 * std::min(size, 8U));
    const std::uint64_t middle = size > 16 ? lexicon_key::load8(bytes + size / 2 - 4) : 0;
    const std::uint64_t last = size > 8 ? lexicon_key::load8(bytes + size - 8) : 0;
    const std::uint64_t key = lexicon_key::mix(first + middle * 3, last + size * 0x589965CC75374CC3ULL);
    std::uint64_t& kept = in_.names->verdicts[key >> 40 & (verdict_slots - 1)];
    if ((kept ^ key) > verdicts) kept = (key & ~std::uint64_t{verdicts}) | judge_word(tokens_.of(word), is_capital);
    return kept & verdicts;
  }
  unsigned judge_word(std::string_view spelling, bool is_capital) const {
    const WordInfo& info = in_.lexicon.find(spelling);
    unsigned verdict = name_features::names_in_small(spelling, info) ? is_small_name : 0;
    if (is_capital && in_.model->is_ordinary(spelling, in_.lexicon)) verdict |= is_ordinary;
    if (is_capital && info.first_name + info.last_name == 0 && (info.place > 0 || !info.labels.empty())) verdict |= is_thing;
    if (is_capital && info.place > 0 && info.place >= std::max(info.first_name, info.last_name)) verdict |= is_town;
    const bool greets = std::ranges::any_of(name_features::greetings, [&](std::string_view other) { return same_word(spelling, other); });
    if (greets || name_features::announces_name(spelling, info.labels)) verdict |= may_announce;
    return verdict;
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
      const std::uint32_t end = std::min(finding.span.end, in_.stretch.end);
      for (std::uint32_t at = std::max(finding.span.start, from_); at < end;) {
        const std::uint32_t bit = (at - from_) % 64;
        const std::uint32_t count = std::min(end - at, 64 - bit);
        bits[(at - from_) / 64] |= ~std::uint64_t{0} >> (64 - count) << bit;
        at += count;
      }
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
    // Not behind an initial.
    if (mark == '.' && start > 2 && tokens_.in_word(start - 3)) {
      const Span before{tokens_.word_start(start - 2), start - 2};
      if (is_capital_at(before.start) && before.size() == (static_cast<unsigned char>(text_[before.start]) < 0x80 ? 1U : 2U)) return false;
    }
    return mark == '.' || mark == '!' || mark == '?' || mark == ':' || mark == '-' || mark == '\n' || mark == folded_bullet;
  }

  // Two words at most between two, which blanks divide; and no more bytes than words have.
  bool are_close(Span left, Span right) const {
    if (right.start - left.end > close_bytes) return false;
    int blanks = 0;
    bool is_in = true;
    for (std::uint32_t at = left.end; at < right.start && blanks <= words_around; ++at) {
      const bool is_out = is_blank(text_[at]);
      blanks += is_in && is_out ? 1 : 0;
      is_in = !is_out;
    }
    return blanks <= words_around;
  }
  // Where the words before `at` begin, as many as are looked at; blanks divide them.
  std::uint32_t chunks_before(std::uint32_t at, std::size_t words) const {
    for (std::size_t i = 0; i <= words && at > 0; ++i) {
      while (at > 0 && !is_blank(text_[at - 1])) --at;
      if (i == words) break;
      while (at > 0 && is_blank(text_[at - 1])) --at;
    }
    return at;
  }
  std::uint32_t chunks_after(std::uint32_t at, std::size_t words) const {
    for (std::size_t i = 0; i <= words && at < text_.size(); ++i) {
      while (at < text_.size() && !is_blank(text_[at])) ++at;
      if (i == words) break;
      while (at < text_.size() && is_blank(text_[at])) ++at;
    }
    return at;
  }

  // Asks about the words [first, last], which are close to each other.
  void look_at(std::size_t first, std::size_t last) {
    words_.clear();
    const std::uint32_t start = asked_[first].word.start;
    const std::uint32_t end = asked_[last].word.end;
    WordReader reader(text_, chunks_before(start, words_before), tokens_.size(), [&](std::uint32_t at) { return tokens_.word_end(at); });
    std::size_t before = 0;
    int left = words_after;
    for (ModelWord word; left > 0 && reader.next(word);) {
      word.is_open = false;
      for (; first <= last && asked_[first].word.start < word.span.end; ++first) word.is_open = word.is_open || asked_[first].is_open();
      words_.push_back(word);
      if (word.span.end <= start) ++before;
      if (word.span.start < end) continue;
      // A letter or two behind a name may be a part of it; then what comes next is seen too.
      left -= left == words_after && !is_short(word.span) ? 2 : 1;
    }
    if (before > words_before) words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(before - words_before));
    in_.model->find(text_, words_, in_.lexicon, {.genre = genre, .person_lean = person_lean, .least = least}, in_.names->work,
                    in_.names->found);
    for (const NameSpan& name : in_.names->found) {
      if (name.label != NameLabel::person) continue;
      // A name does not go on behind the end of a sentence, nor over a line end between two full ones.
      for (std::uint32_t begin = name.begin; begin < name.end;) {
        NameSpan part = name;
        part.begin = begin;
        ++begin;
        while (begin < name.end && !ends_sentence(begin) && !begins_line(part.begin, begin, name.end) && !lists_names(begin, name.end)) ++begin;
        part.end = begin;
        const Span span{words_[part.begin].span.start, words_[part.end - 1].span.end};
        if (span.start >= in_.stretch.start && span.start < in_.stretch.end) judge(part, span);
      }
    }
  }
  bool is_short(Span word) const {
    return std::count_if(text_.begin() + word.start, text_.begin() + word.end, [](char c) { return (c & 0xC0) != 0x80; }) <= 2;
  }

  // Is word `i` the stop of a sentence, not of "S." or "Chr.", with another sentence behind it?
  bool ends_sentence(std::uint32_t i) const {
    const Span word = words_[i].span;
    if (word.size() != 1 || text_[word.start] != '.' || words_[i].gap != WordGap::none || words_[i - 1].span.size() < 4) return false;
    return i + 1 < words_.size() && words_[i + 1].gap != WordGap::none;
  }

  // Is word `i` the comma of "Jonas, Mia"? In "Haddad, Samir" a surname stands before it.
  bool lists_names(std::uint32_t i, std::uint32_t end) const {
    if (text_[words_[i].span.start] != ',' || i + 1 >= end) return false;
    const WordInfo& before = in_.lexicon.find(tokens_.of(words_[i - 1].span));
    const WordInfo& behind = in_.lexicon.find(tokens_.of(words_[i + 1].span));
    return before.first_name >= 5 && before.first_name > before.last_name && behind.first_name >= 5;
  }

  // Does a full name, or one with an initial, begin another line behind a name?
  bool begins_line(std::uint32_t begin, std::uint32_t i, std::uint32_t end) const {
    return words_[i].gap == WordGap::line && end - i >= 2 && (i - begin >= 2 || is_letter(words_[i].span));
  }

  // Masked text reads otherwise than what it stands for: what was seen with that is not judged anew without it.
  bool is_near_mark(Span span) const {
    if (!has_marks_) return false;
    std::uint32_t from = chunks_before(span.start, mark_distance);
    std::uint32_t to = chunks_after(span.end, mark_distance);
    // Not over a blank line.
    if (const auto blank = text_.substr(from, span.start - from).rfind("\n\n"); blank != std::string_view::npos)
      from += static_cast<std::uint32_t>(blank) + 2;
    if (const auto blank = text_.substr(span.end, to - span.end).find("\n\n"); blank != std::string_view::npos)
      to = span.end + static_cast<std::uint32_t>(blank);
    if (!text_.substr(from, to - from).contains(folded_mark)) return false;
    std::vector<ModelWord> near;
    read_words(text_, from, to, near);
    const auto is_before = [&](const ModelWord& word) { return word.span.end <= span.start; };
    const auto first = std::ranges::partition_point(near, is_before);
    const auto behind = std::ranges::partition_point(near, [&](const ModelWord& word) { return word.span.start < span.end; });
    const std::span words(first - std::min<std::ptrdiff_t>(mark_distance, first - near.begin()),
                          behind + std::min<std::ptrdiff_t>(mark_distance, near.end() - behind));
    return std::ranges::any_of(words, [&](const ModelWord& word) { return text_[word.span.start] == folded_mark; });
  }

  void judge(const NameSpan& name, Span span) {
    if (is_near_mark(span)) return;
    const int count = strip(name, span);
    trim(span);
    if (span.empty() || heads_line(tokens_, span) || is_letter(span) || is_code(span) || is_site(span) || is_body(span) || is_opening_word(name, span) ||
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
    if (end - begin == 2 && opens_line(words_[begin].span.start) && is_counter(words_[begin].span) && is_no_name(words_[begin + 1].span) &&
        (text_[words_[begin].span.end - 1] != '.' || text_[words_[begin].span.start] <= 'F'))
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
    if (same_word(tokens_.of(span), "hans") && around::at(tokens_, span.end) == ' ' && around::is_lower(around::at(tokens_, span.end + 1)))
      return true;  // "Hans dotter"
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
  std::vector<Asked>& asked_;
  std::uint32_t from_ = 0;
  bool has_marks_ = false;             // is something near that stands for what was masked?
  std::uint32_t announced_ = nowhere;  // a name may stand here
};

void run(const Context& in, Findings& out) {
  if (in.model != nullptr) ModelPersons(in, out).run();
}

}  // namespace

const Detector person_model{"model", run};

}  // namespace mask
