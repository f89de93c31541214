// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/person_field.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libmask/find/around.h"
#include "libmask/find/organisation_words.h"
#include "libmask/text/word_set.h"
#include "libmask/text/fold.h"

namespace mask {
namespace {

using namespace around;

constexpr std::uint16_t whole_score = 900;
constexpr std::uint16_t left_score = 200;  // of what is no person
constexpr std::uint16_t sure_organisation = 500;
constexpr std::size_t most_words = 12;

// Leads up to somebody's name without being part of it, beside what the lexicon knows as titles.
constexpr std::string_view leads_words[] = {"son",
                                            "dotter",
                                            "datter",
                                            "mor",
                                            "far",
                                            "mormor",
                                            "morfar",
                                            "farmor",
                                            "farfar",
                                            "moster",
                                            "faster",
                                            "morbror",
                                            "farbror",
                                            "bror",
                                            "syster",
                                            "søster",
                                            "make",
                                            "maka",
                                            "mand",
                                            "hustru",
                                            "hustrun",
                                            "sambo",
                                            "samlever",
                                            "ægtefælle",
                                            "anhörig",
                                            "pårørende",
                                            "förälder",
                                            "forælder",
                                            "föräldrar",
                                            "forældre",
                                            "barn",
                                            "familjen",
                                            "familien",
                                            "fru",
                                            "herr",
                                            "hr",
                                            "fr",
                                            "frk",
                                            "dödsbo",
                                            "dødsbo",
                                            "boet",
                                            "god",
                                            "man",
                                            "gode",
                                            "mannen",
                                            "vårdnadshavare",
                                            "værge",
                                            "förvaltare",
                                            "granne",
                                            "nabo",
                                            "advokat",
                                            "adv",
                                            "jurist",
                                            "ombud",
                                            "ombudet",
                                            "biträde",
                                            "dr",
                                            "doktor",
                                            "läkare",
                                            "læge",
                                            "lege",
                                            "bedstemor",
                                            "bedstefar",
                                            "mormoren",
                                            "klagande",
                                            "sökande",
                                            "anmälare",
                                            "ansøger",
                                            "klager",
                                            "borger",
                                            "privatperson",
                                            "enskild",
                                            "den",
                                            "av",
                                            "af",
                                            "från",
                                            "fra",
                                            "til",
                                            "till",
                                            "m",
                                            "fl",
                                            "mfl",
                                            "genom",
                                            "gm",
                                            "via",
                                            "ved",
                                            "v",
                                            "vegne",
                                            "på",
                                            "repr",
                                            "att",
                                            "co",
                                            "c",
                                            "o",
                                            "nära",
                                            "elev",
                                            "elevens",
                                            "vän",
                                            "ven",
                                            "tidigare",
                                            "kontaktperson",
                                            "brukare",
                                            "patient",
                                            "kund",
                                            "kunde",
                                            "lejer",
                                            "hyresgäst",
                                            "ejer",
                                            "ägare",
                                            "avsändare"};
constexpr WordSet leads(leads_words);
constexpr WordSet joins({"och", "og", "och", "and", "samt", "för", "for", "genom", "gm", "via", "ved", "vegne", "ctr", "mot", "mod"});

class PersonField {
 public:
  PersonField(const Context& in, Role role, std::size_t from, std::size_t to, Findings& out)
      : in_(in), tokens_(in.tokens), text_(in.tokens.text), role_(role), from_(from), to_(to), out_(out) {}

  void read(Span field) {
    while (field.end > field.start && is_blank(text_[field.end - 1])) --field.end;
    while (field.start < field.end && is_blank(text_[field.start])) ++field.start;
    if (is_surname_first(field)) return add(field, 0);
    for (std::uint32_t begin = field.start; begin < field.end;) {
      std::uint32_t end = begin;
      while (end < field.end && text_[end] != ',' && text_[end] != ';' && text_[end] != '\n' && text_[end] != '|') ++end;
      read_part({begin, end});
      begin = end + 1;
    }
    give_role();
  }

 private:
  // What stands between commas.
  void read_part(Span field) {
    if (has_company_form(field) || is_partnership(field)) return leave_organisation(field, true);
    // A stroke or a bracket parts people; so does "och", "for".
    std::uint32_t begin = field.start;
    Span word = word_after(tokens_, field.start, field.size());
    for (; !word.empty() && word.start < field.end; word = next(word.end, field.end)) {
      const std::uint32_t parts = divider(begin, word.start);
      if (parts != 0) {
        look_at({begin, parts});
        begin = word.start;
      }
      if (joins.contains(tokens_.of(word)) && !capital_at(tokens_, word.start)) {
        look_at({begin, word.start});
        begin = word.end;
      }
    }
    look_at({begin, field.end});
  }

  Span next(std::uint32_t at, std::uint32_t end) const {
    while (at < end && !tokens_.in_word(at)) ++at;
    return {at, at < end ? std::min(tokens_.word_end(at), end) : at};
  }

  // Where a part ends that begins at `from`, if a divider stands right before `to`; 0 if none.
  std::uint32_t divider(std::uint32_t from, std::uint32_t to) const {
    std::uint32_t at = to;
    std::uint32_t found = 0;
    while (at > from && !tokens_.in_word(std::int64_t{at} - 1)) {
      --at;
      switch (text_[at]) {
        case '/':
        case '(':
        case ')':
        case ':':
        case '&':
        case '+': found = at; break;
        case '-':
          if (at > from && is_blank(text_[at - 1])) found = at;  // "Namn - roll"
          break;
        default: break;
      }
    }
    return found;
  }

  int weight(Span word) const {
    const WordInfo& info = in_.word(word);
    int best = std::max(info.first_name, info.last_name);
    if (best == 0 && word.size() > 3 && lowered_last(word) == 's') {
      const WordInfo& bare = in_.lexicon.find(text_.substr(word.start, word.size() - 1));
      best = std::max(bare.first_name, bare.last_name);
    }
    return best;
  }
  char lowered_last(Span word) const { return static_cast<char>(text_[word.end - 1] | 0x20); }

  // "Andersson, Lars", "von Essen, Cecilia": two names around one comma.
  bool is_surname_first(Span field) const {
    const std::size_t comma = text_.substr(field.start, field.size()).find(',');
    if (comma == std::string_view::npos ||
        text_.substr(field.start + comma + 1, field.size() - comma - 1).find_first_of(",;/(&") != std::string_view::npos)
      return false;
    const std::uint32_t middle = field.start + static_cast<std::uint32_t>(comma);
    const auto side = [&](Span span, bool is_family) {
      std::size_t words = 0;
      int best = 0;
      for (Span word = next(span.start, span.end); !word.empty(); word = next(word.end, span.end)) {
        const std::string_view form = tokens_.of(word);
        if (++words > 3 || std::ranges::any_of(form, is_digit) || is_organisation_word(form) || ends_like_organisation(form)) return false;
        const bool is_initial = form.size() <= 2 || (word.end < span.end && text_[word.end] == '.');
        const WordInfo& info = in_.word(word);
        best = std::max({best, static_cast<int>(is_family ? info.last_name : info.first_name), is_initial && !is_family ? 2 : 0});
        if (info.labels.any(labels(Label::title, Label::official, Label::elected, Label::person_label)) && best < 6) return false;
        if (leads.contains(form) && best < 4) return false;
      }
      return words > 0 && (is_family ? words <= 2 : best >= 1);
    };
    return side({field.start, middle}, true) && side({middle + 1, field.end}, false);
  }

  // AB, ApS, A/S, ek. för.: all of the field is a company's name.
  bool has_company_form(Span field) const {
    const std::string_view all = text_.substr(field.start, field.size());
    for (const std::string_view form : {" A/S", " I/S", " K/S", " P/S"}) {
      if (all.ends_with(form) || all.find(std::string(form) + " ") != std::string_view::npos) return true;
    }
    for (Span word = next(field.start, field.end); !word.empty(); word = next(word.end, field.end)) {
      const std::string_view form = tokens_.of(word);
      if (is_one_of(form, {"ab", "hb", "kb", "aps", "ivs", "amba", "ltd", "gmbh", "aktiebolag", "aktieselskab", "brf"}) &&
          (form.size() != 2 || form == "AB" || form == "HB" || form == "KB"))
        return true;
      if (same_word(form, "ek") && word.end + 6 <= field.end && text_.substr(word.end, 6).starts_with(". f")) return true;
    }
    return false;
  }

  // "Kjær & Holt", "Ghazi & Co. Mentorer": no first name on either side.
  bool is_partnership(Span field) const {
    const std::size_t sign = text_.substr(field.start, field.size()).find('&');
    if (sign == std::string_view::npos) return false;
    if (text_.substr(field.start + sign, std::min<std::size_t>(4, field.size() - sign)) == "& Co") return true;
    for (Span word = next(field.start, field.end); !word.empty(); word = next(word.end, field.end)) {
      const WordInfo& info = in_.word(word);
      if (info.first_name >= 6 && info.common == 0 && info.first_name >= info.last_name) return false;
    }
    return true;
  }

  // What was taken for persons in the name of an organisation is none, unless somebody's full name stands behind what says that it is one.
  void leave_organisation(Span part, bool is_all) {
    for (std::size_t i = from_; i < to_; ++i) {
      Finding& finding = out_.list[i];
      if (finding.type != Type::person || finding.span.start < part.start || finding.span.end > part.end) continue;
      const Span first = next(finding.span.start, finding.span.end);
      const Span last{tokens_.word_start(finding.span.end), finding.span.end};
      const bool is_somebody = last.start > first.start && in_.word(first).first_name >= 6 && in_.word(last).last_name >= 4;
      if (is_all || !is_somebody || finding.span.end < tokens_.last_word_end(part.end, part.start))
        finding.score = std::min(finding.score, left_score);
    }
  }

  // A part of the field: a title, then a name; or an organisation.
  void look_at(Span part) {
    std::array<Span, most_words> words;
    std::size_t count = 0;
    for (Span word = next(part.start, part.end); !word.empty(); word = next(word.end, part.end)) {
      if (count == most_words) return;
      words[count++] = word;
    }
    if (count == 0 ||
        std::any_of(text_.begin() + part.start, text_.begin() + part.end, [](char c) { return c == folded_mark || c == '@'; }))
      return;
    std::size_t first = 0;
    Role role = role_;
    const bool is_code = role_ != Role::none && count == 1 && is_capitals(words[0]);
    while (first < count && !is_code && leads_up(words[first], first + 1 == count, role)) ++first;
    if (first == count) return;
    if (count == 1 && is_capitals(words[0]) && words[0].size() <= 3 && words[0].start > 0 && text_[words[0].start - 1] == '(') {
      return leave_organisation(part, true);  // a party
    }
    // "Mark- och exploateringsenheten", "Styrelsen for Patientklager"
    const bool was_organisation = std::exchange(is_after_organisation_, false);
    const bool is_cut = text_[words[count - 1].end] == '-';
    int best = 0;
    for (std::size_t i = first; i < count; ++i) best = std::max(best, weight(words[i]));
    if (is_cut || (was_organisation && best < 6) || is_organisation({words.data() + first, count - first}, first > 0)) {
      is_after_organisation_ = true;
      return leave_organisation(part, false);
    }
    // Numbers, and what stands behind them, are no name.
    std::size_t last = first;
    while (last < count && !std::ranges::any_of(tokens_.of(words[last]), is_digit)) ++last;
    if (last == first) return;
    Span name{words[first].start, words[last - 1].end};
    if (name.end < part.end && text_[name.end] == '.' && name.end - words[last - 1].start <= 2) ++name.end;  // Yohannes A.
    add(name, last - first);
    if (role != Role::none) out_.list.back().role = role;
  }

  bool is_capitals(Span word) const {
    const std::string_view form = tokens_.of(word);
    return std::ranges::none_of(form, is_lower) && std::ranges::none_of(form, is_digit);
  }

  // "Advokat", "Mormor", "Socialsekreterare" before a name. `is_last`: nothing follows.
  bool leads_up(Span word, bool is_last, Role& role) const {
    const std::string_view form = tokens_.of(word);
    if (form.size() <= 2 && capital_at(tokens_, word.start)) return false;  // an initial
    const WordInfo& info = in_.word(word);
    const int name = std::max(info.first_name, info.last_name);
    if (leads.contains(form) && (name < 6 || !is_last) && (name < 8 || !capital_at(tokens_, word.start))) return true;
    if (name >= 6) return false;
    if (info.labels.has(Label::elected)) {
      if (role == Role::none && !is_last) role = Role::elected;
      return true;
    }
    const bool is_office = info.labels.has(Label::official) || (name == 0 && ends_like_office(form));
    if (is_office && role == Role::none && !is_last) role = Role::official;
    return is_office || (info.labels.any(labels(Label::title, Label::person_label)) && name < 4);
  }

  bool is_organisation(std::span<const Span> words, bool is_announced) const {
    int best = 0;
    std::size_t plain = 0;  // ordinary words that are no names
    for (const Span word : words) {
      const std::string_view form = tokens_.of(word);
      const WordInfo& info = in_.word(word);
      const int name = std::max(info.first_name, info.last_name);
      best = std::max(best, weight(word));
      if (name < 6 && (is_organisation_word(form) || ends_like_organisation(form))) return true;
      if (name < 4 && info.labels.any(labels(Label::authority, Label::company_form, Label::organisation_head, Label::organisation_tail)))
        return true;
      if (has_inner_capital(word)) return true;  // PostNord
      const bool is_initial = word.size() <= 2 && capital_at(tokens_, word.start);
      if (name == 0 && !is_initial && (info.common > 0 || !info.labels.empty() || info.place > 0)) ++plain;
    }
    if (is_announced) return false;
    for (std::size_t i = from_; i < to_; ++i) {
      const Finding& finding = out_.list[i];
      if (finding.type == Type::organisation && finding.score >= sure_organisation && finding.span.start <= words.front().start &&
          finding.span.end >= words.back().end)
        return true;
    }
    const auto is_short = [&](Span word) { return is_capitals(word) && word.size() > 1 && word.size() <= 5 && weight(word) < 9; };
    if (words.size() == 1 && role_ == Role::none && is_short(words[0])) return true;    // VIVE
    if (words.size() > 1 && is_short(words[0]) && !is_capitals(words[1])) return true;  // SOS Alarm
    if (best == 0 && plain == words.size()) return true;
    // "Riksspelmän i Rosvik"
    const auto is_in = [&](Span word) { return tokens_.of(word) == "i"; };
    if (words.size() >= 3 && in_.word(words[0]).first_name < 6 && std::ranges::any_of(words.subspan(1), is_in)) return true;
    // "Hansens Tankrens": a genitive, and no name behind it.
    if (words.size() >= 2 && lowered_last(words[0]) == 's' && words[0].size() > 4 && weight(words[1]) == 0) {
      const WordInfo& whole = in_.word(words[0]);
      const WordInfo& bare = in_.lexicon.find(text_.substr(words[0].start, words[0].size() - 1));
      if (std::max(bare.first_name, bare.last_name) > std::max(whole.first_name, whole.last_name)) return true;
    }
    return best < 4 && words.size() >= 2 && plain > 0 && plain * 2 >= words.size();
  }

  // A capital after a small letter, as in makes and brands; not behind Mc, Mac, De, La, Al.
  bool has_inner_capital(Span word) const {
    for (std::uint32_t at = word.start + 3; at < word.end; ++at) {
      if (is_upper(text_[at]) && is_lower(text_[at - 1])) return true;
    }
    return false;
  }

  void add(Span span, std::size_t words) {
    out_.add(span, Type::person, words == 1 ? Kind::bare_name : Kind::full_name, whole_score, {lexicon(Source::column)}).role = role_;
  }
  void give_role() {
    if (role_ == Role::none) return;
    for (std::size_t i = from_; i < to_; ++i) {
      if (out_.list[i].type == Type::person) out_.list[i].role = role_;
    }
  }

  const Context& in_;
  const Tokens& tokens_;
  std::string_view text_;
  Role role_;
  std::size_t from_;
  std::size_t to_;
  Findings& out_;
  bool is_after_organisation_ = false;
};

}  // namespace

void find_in_person_field(const Context& in, Span field, Role role, std::size_t from, std::size_t to, Findings& out) {
  PersonField(in, role, from, to, out).read(field);
}

}  // namespace mask
