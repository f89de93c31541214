// Numbers of cases and records: diary numbers, police reports, court cases, KLE numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/around.h"
#include "libmask/find/detectors.h"
#include "libmask/find/reference.h"

namespace mask {
namespace {

using namespace around;
using Part = Reference::Part;

constexpr Labels case_labels = labels(Label::case_number, Label::court);
constexpr Labels other_labels =
    labels(Label::national_id, Label::organisation_id, Label::vat, Label::p_number, Label::phone, Label::bank, Label::bankgiro,
           Label::plusgiro, Label::iban, Label::payment_card, Label::vehicle, Label::chassis, Label::property, Label::bfe, Label::passport,
           Label::driving_licence, Label::residence, Label::certificate, Label::birth, Label::coordinates, Label::password, Label::pin,
           Label::username, Label::ip, Label::postcode, Label::invoice, Label::report, Label::money, Label::measure);

// Collections of statutes, reports and case law, whose numbers name nobody.
constexpr WordSet published({"sfs",   "sou",     "ds",
                             "afs",   "bfs",     "nfs",
                             "sosfs", "hslf-fs", "hslf",
                             "fs",    "prop",    "lbk",
                             "bek",   "hfd",     "nja",
                             "möd",   "mig",     "rå",
                             "ad",    "iso",     "skr",
                             "bet",   "dir",     "kom",
                             "com",   "eu",      "eg",
                             "ef",    "skvfs",   "tsfs",
                             "lvfs",  "skolfs",  "rh",
                             "jo",    "ufr",     "tfa",
                             "lov",   "isbn",    "issn",
                             "din",   "ss-en",   "ds-en",
                             "inc",   "ritm",    "req",
                             "chg",   "nr",      "kfs",
                             "vejl",  "cir",     "fob",
                             "kke",   "eud",     "wp",
                             "msbfs", "migfs",   "kammarkollegiet",
                             "st",    "lkf",     "ifrs",
                             "rfs",   "rapport", "bilaga",
                             "bilag", "fak",     "cve"});
bool is_published(std::string_view word) { return published.contains(word); }

enum class Form : std::uint8_t { none, police, kle, year, court, danish_court, serial };

bool is_serial_after_year(const Tokens& tokens, const Reference& r, std::size_t i) {
  if (i + 1 >= r.parts || !is_year(tokens, r.part[i])) return false;
  const Part& next = r.part[i + 1];
  if (next.joint == 0 || next.joint == '.') return false;
  if (!next.digits) return next.size <= 4 && i + 2 < r.parts && r.part[i + 2].digits && r.part[i + 2].size >= 2;
  if (next.joint == ':') return tokens.text[next.start] == '0';
  return next.size >= 2 && next.size <= 7;
}

// Forms that say what they are without a label.
Form form_of(const Tokens& tokens, const Reference& r, bool prefixed) {
  const auto& p = r.part;
  const auto letter = [&](std::size_t i) { return static_cast<char>(tokens.text[p[i].start] & ~0x20); };
  if (r.parts == 4 && p[0].digits && p[0].size == 4 && !p[1].digits && p[1].size == 1 && p[1].joint == '-' && letter(1) == 'K' &&
      p[2].digits && p[2].joint == 0 && p[2].size >= 3 && p[3].digits && p[3].size == 2) {
    return Form::police;  // 5000-K214877-25
  }
  if (r.all_digits({4, 5, 5, 2}) && p[1].joint == '-') return Form::police;  // 3700-73111-00218-25
  if (r.parts == 7 && p[0].digits && p[0].size == 2 && p[1].joint == '.' && p[1].size == 2 && p[2].joint == '.' && p[2].size == 2 &&
      !p[3].digits && p[3].size == 1 && p[4].size == 2 && p[5].digits && p[6].size == 2) {
    return Form::kle;  // 27.24.00-G01-312-25
  }
  const std::size_t head = p[0].digits ? 0 : 1;
  const bool lettered = prefixed || (!p[0].digits && r.part[0].size >= 2 && r.part[0].size <= 7 && r.parts > 1 && p[1].joint != 0);
  const std::size_t first = head + (head == 1 && r.parts > 2 && !p[1].digits ? 1 : 0);
  if (lettered && first < r.parts && is_serial_after_year(tokens, r, first)) return Form::year;
  if (is_year(tokens, p[0]) && r.parts >= 3 && !p[1].digits && p[1].size >= 2 && p[1].size <= 4 && p[1].joint == '-' && p[2].digits &&
      p[2].size >= 3)
    return Form::year;  // 2025-BF-0312
  if (lettered && r.parts >= first + 2 && is_year(tokens, p[r.parts - 1]) && p[r.parts - 1].joint == '/' && r.parts - first >= 2)
    return Form::danish_court;  // SS 5-1841/2022
  if (lettered && r.parts >= first + 3 && !p[r.parts - 1].digits && is_year(tokens, p[r.parts - 2]) && p[r.parts - 2].joint == '/')
    return Form::danish_court;  // BS-30718/2023-HOL
  if (prefixed && r.parts == 2 && p[0].digits && p[0].size >= 3 && p[0].size <= 6 && p[1].digits && p[1].size == 2 && p[1].joint == '-')
    return Form::court;  // B 1841-22
  if (lettered && r.parts >= first + 2 && p[first].digits && p[first].size == 2 && p[first + 1].digits && p[first + 1].size >= 3 &&
      p[first + 1].joint == '-')
    return Form::serial;  // EKB-25-1402
  return Form::none;
}

// What says that a number is of a published judgement.
constexpr WordSet judgement_words({"hfd",
                                   "nja",
                                   "förvaltningsdomstolen",
                                   "förvaltningsdomstolens",
                                   "högsta",
                                   "højesteret",
                                   "højesterets",
                                   "rå",
                                   "möd",
                                   "ref",
                                   "ufr",
                                   "migrationsöverdomstolen",
                                   "trykt",
                                   "jo",
                                   "ombudsmanden",
                                   "ombudsmandens",
                                   "datatilsynets",
                                   "domstolens",
                                   "menneskerettighedsdomstolen",
                                   "europadomstolen",
                                   "emd"});

// The last three letters of the endings below.
constexpr WordSet case_tails({"sag", "gen", "ger", "snr", "nde", "det", "den", "enr", "akt", "nal", "len", "lnr", "lan", "let"});

bool ends_like_case(std::string_view word) {
  if (word.size() < 5 || !case_tails.contains(word.substr(word.size() - 3))) return false;
  static constexpr std::array<std::string_view, 14> endings = {"sag",       "sagen",     "sager",    "sagsnr",    "ärende",
                                                               "ärendet",   "ärenden",   "ärendenr", "personakt", "journal",
                                                               "journalen", "journalnr", "anmälan",  "målet"};
  if (is_one_of(word, {"tryksag", "årsag", "årsagen", "årsager", "hovedsag", "bisag", "resmålet", "ändamålet"})) return false;
  return std::ranges::any_of(
      endings, [&](std::string_view e) { return word.size() > e.size() && same_word(word.substr(word.size() - e.size()), e); });
}

// What the words before say: the distance to the label that counts (0 none), and whether they cite a judgement.
struct Said {
  int label = 0;
  bool numbered = false;  // the label is itself a word for a number
  bool vague = false;     // the label goes with other numbers as well
  bool other = false;     // another kind of number is named nearer
  int other_distance = 0;
  bool cited = false;
};

Said words_before(const Context& in, Span span) {
  const Nearby near = nearby(in, span, 8, 4);
  Said said;
  for (std::size_t i = 0; i < near.count; ++i) {
    const Nearby::Word& word = near.word[i];
    const std::string_view text = in.tokens.of(word.span);
    // What speaks against must stand on the same line; a label may stand on the line above.
    const bool far = word.distance < -4 && is_one_of(text, {"ref", "hfd", "nja"});  // "HFD 2019 ref. 48 och dom i mål nr 3318-23"
    if (!word.is_above && !far && judgement_words.contains(text)) said.cited = true;
    if (word.distance > 0) continue;
    if (word.distance == -1 && word.labels.has(Label::number)) said.numbered = true;
    if (is_one_of(text, {"id"})) continue;  // "Sags-ID"
    if (said.label != 0 || said.other) continue;
    if (word.labels.any(case_labels) || (word.labels.empty() && word.distance >= -3 && ends_like_case(text))) {
      said.label = word.distance;
      said.vague = is_one_of(text, {"ref", "referens", "referensnr", "referensnummer", "reference", "referencenr", "referencenummer",
                                    "utredning", "dom", "domen", "beslut", "beslutet"});
      const bool reference = is_one_of(text, {"referens", "referensnr", "referensnummer", "reference", "referencenr", "referencenummer"});
      if (reference) said.numbered = false;
      if (!reference)
        said.numbered = said.numbered || text.ends_with("nr") || text.ends_with("mmer") || text.ends_with("NR") || text.ends_with("MER") ||
                        text.ends_with("numret") || text.ends_with("id") ||
                        is_one_of(text, {"dnr", "akt", "akten", "sag", "sagen", "mål", "ärende", "ärendet", "journal", "journalen", "ref",
                                         "beteckning", "sagsreference", "elevjournal"});
    } else if (!word.is_above && word.labels.any(other_labels)) {
      said.other = true;
      said.other_distance = word.distance;
    }
  }
  return said;
}

// Does any word before name a case? Asked of forms that are nothing without.
bool is_labelled(const Context& in, Span span, int words) {
  const Nearby near = nearby(in, span, words, 0);
  return std::any_of(near.word.begin(), near.word.begin() + near.count, [&](const Nearby::Word& word) {
    return word.labels.any(case_labels) || (word.labels.empty() && word.distance >= -3 && ends_like_case(in.tokens.of(word.span)));
  });
}

// "Akter: EKB-117, EKB-121": back to the first of a list of references, so that its label is seen.
std::uint32_t list_head(const Tokens& tokens, std::uint32_t start) {
  for (int items = 0; items < 8; ++items) {
    std::uint32_t end = back_over_blanks(tokens, start, 1);
    if (at(tokens, std::int64_t{end} - 1) != ',') break;
    --end;
    std::uint32_t head = end;
    bool digit = false;
    while (end - head < 24 && (tokens.in_word(std::int64_t{head} - 1) || at(tokens, std::int64_t{head} - 1) == '-' ||
                               at(tokens, std::int64_t{head} - 1) == '/')) {
      --head;
      digit = digit || is_digit(tokens.text[head]);
    }
    if (head == end || !digit) break;
    start = head;
  }
  return start;
}

// Groups set apart by blanks that belong to a labelled number: "4471 0093 218", "FK 0714-338 921", "38/ 1957", "3177-25 E".
std::uint32_t labelled_end(const Tokens& tokens, const Reference& r, bool complete) {
  std::uint32_t end = r.span.end;
  if (at(tokens, end) == ' ' && is_upper(at(tokens, end + 1)) && !tokens.in_word(end + 2) && field_ends(tokens, end + 2)) return end + 2;
  if ((at(tokens, end) == '/' || at(tokens, end) == '-') && at(tokens, end + 1) == ' ' && is_digit(at(tokens, end + 2)))
    return word_end(tokens, end + 2);
  if (at(tokens, end) == ' ' && at(tokens, end + 1) == '/' && is_digit(at(tokens, past_blanks(tokens, end + 2, 1))))
    return word_end(tokens, past_blanks(tokens, end + 2, 1));
  if (complete) return end;
  for (int groups = 0; groups < 3; ++groups) {
    if (at(tokens, end) != ' ' || !is_digit(at(tokens, end + 1))) break;
    const std::uint32_t next = word_end(tokens, end + 1);
    const std::uint32_t size = next - end - 1;
    const char after = at(tokens, next);
    if (size < 2 || size > 5 || ((after == '-' || after == '/' || after == '.' || after == ':') && is_digit(at(tokens, next + 1)))) break;
    if (!std::ranges::all_of(tokens.text.substr(end + 1, size), is_digit)) break;
    end = next;
  }
  return end;
}

Kind kind_of(Form form, bool court) {
  return form == Form::court || form == Form::danish_court || court ? Kind::court_case : Kind::diary_number;
}

int unlabelled_score(Form form, bool cited) {
  switch (form) {
    case Form::police:
    case Form::kle: return 900;
    case Form::danish_court: return 700;
    case Form::year: return 600;
    case Form::court: return cited ? 250 : 600;
    case Form::serial: return 400;
    case Form::none: return 0;
  }
  return 0;
}

// C-188/15: a case of the Court of Justice of the European Union.
bool is_union_court(const Tokens& tokens, const Reference& r) {
  const char letter = tokens.text[r.part[0].start];
  return r.parts == 3 && !r.part[0].digits && r.part[0].size == 1 && (letter == 'C' || letter == 'T') && r.part[1].joint == '-' &&
         r.part[2].joint == '/' && r.part[2].size == 2;
}

// Whether a number that only its label tells for a case number has form enough.
bool has_form(const Tokens& tokens, const Reference& r, bool prefixed, const Said& said, Form form) {
  if (r.digits < 3) return false;
  if (said.vague && form == Form::none && !(said.numbered && r.parts > 1)) return false;
  const bool statute = r.parts >= 2 && is_year(tokens, r.part[0]) && r.part[1].joint == ':';
  if (statute && (r.parts > 2 || tokens.text[r.part[1].start] != '0') && !(prefixed && said.numbered && said.label >= -2)) return false;
  if (r.parts == 1) return (r.digits >= 5 || (prefixed && r.digits >= 3 && said.label >= -2)) && said.numbered && said.label >= -4;
  if (!prefixed && is_other_number(tokens, r)) return false;
  if (r.letters == 0 && !prefixed) return r.digits >= 4 && (said.numbered || said.label >= -2);
  return r.digits >= 3;
}

// Digits in groups right after a label with "nr" or "id": "nr 4471 0093 218".
void look_at_groups(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  if (gap_after(tokens, index) != Gap::space || tokens.text[run.start - 1] != ' ') return;
  const std::uint32_t end =
      run.start - 1 - (at(tokens, std::int64_t{run.start} - 2) == ':' || at(tokens, std::int64_t{run.start} - 2) == '.' ? 1 : 0);
  const Span word = word_ending(tokens, end);
  if (word.size() < 2 || !(tokens.text[word.end - 1] == 'r' || tokens.text[word.end - 1] == 'd' || tokens.text[word.end - 1] == 'R'))
    return;
  const Number number = read_number(tokens, index, gaps(Gap::space), 14);
  if (number.count < 7 || number.groups < 3) return;
  const Said said = words_before(in, number.span);
  if (said.label < -2 || said.label == 0 || !said.numbered) return;
  out.add(number.span, Type::case_number, Kind::diary_number, 800, {shape(Shape::spaced), context(Label::case_number, said.label)});
}

void look_at(const Context& in, std::size_t index, Findings& out) {
  const Tokens& tokens = in.tokens;
  const Reference r = read_reference(tokens, index);
  if (r.parts == 1 && r.letters == 0 && at(tokens, r.span.end) == '/' && at(tokens, r.span.end + 1) == ' ') {  // "Bo nr. 38/ 1957"
    const Span year = word_at(tokens, r.span.end + 2);
    const Said said = words_before(in, r.span);
    const bool whole = std::ranges::all_of(tokens.of(year), is_digit) && (year.size() == 2 || year.size() == 4);
    if (whole && said.numbered && said.label != 0 && said.label >= -2)
      out.add({r.span.start, year.end}, Type::case_number, Kind::diary_number, 800,
              {shape(Shape::spaced), context(Label::case_number, said.label)});
    return;
  }
  if (r.parts == 0 || r.digits < 3) return;
  Span prefix = prefix_before(tokens, r.span.start);
  if (r.parts == 1 && r.digits < 5 && prefix.size() == 0) return;
  bool prefixed = prefix.size() > 0;
  if (prefixed) {
    const std::string_view word = tokens.of(prefix);
    const bool bailiff = same_word(word, "fs") && r.parts == 3 && is_year(tokens, r.part[2]) && r.part[2].joint == '/';  // FS 40-11824/2024
    if (is_published(word) && !bailiff) return;
    if (is_one_of(word, {"bt", "rr"}) && r.parts == 2 && r.part[1].joint == '/') return;  // blood pressure
    const Labels labels = in.lexicon.find(word).labels;
    if ((labels.bits & ~mask::labels(Label::report).bits) != 0 &&
        !is_one_of(word, {"sks", "ss", "bs", "avt", "sj", "p", "bo", "fk", "u"}) && prefix.size() != 1) {
      prefixed = false;
      prefix = {r.span.start, r.span.start};
    }
  }
  if ((!prefixed && is_other_number(tokens, r)) || is_whole_date(tokens, r)) return;
  if (is_union_court(tokens, r)) return;
  if (!r.part[0].digits && is_published(tokens.text.substr(r.span.start, r.part[0].size))) return;
  const char before = at(tokens, std::int64_t{r.span.start} - 1);
  if (before == '+' || before == '@' || at(tokens, r.span.end) == '@' || at(tokens, r.span.end) == '%') return;
  const Form form = form_of(tokens, r, prefixed);
  const Span whole{prefixed ? prefix.start : r.span.start, r.span.end};
  const std::uint32_t head = list_head(tokens, whole.start);
  if (form == Form::none && !is_labelled(in, {head, whole.end}, r.parts == 1 ? 4 : 8)) return;
  const Said said = words_before(in, {head, whole.end});
  const bool sure = form == Form::police || form == Form::kle;
  if (said.label != 0 && has_form(tokens, r, prefixed, said, form)) {
    int score = said.label >= -2 ? 900 : 750;
    if (said.cited && form != Form::year && !sure) score = 300;
    if (form == Form::kle && tokens.of(r.span).starts_with("00.")) score = 400;  // matters of administration
    out.add({whole.start, labelled_end(tokens, r, form != Form::none && form != Form::serial)}, Type::case_number, kind_of(form, false),
            sure && score > 400 ? 1000 : score, {shape(Shape::loose), context(Label::case_number, said.label)});
    return;
  }
  int score = unlabelled_score(form, said.cited);
  const bool named_court = form == Form::danish_court;  // "skifte nr. SKS 22-1118/2024"
  if ((!sure && !named_court && said.other && said.other_distance >= -3) || (form == Form::kle && tokens.of(r.span).starts_with("00.")))
    score = std::min(score, 300);
  if (form == Form::court && prefixed && tokens.of(prefix) == "M") score = 300;  // environment and planning
  if (score == 0) return;
  out.add(whole, Type::case_number, kind_of(form, false), score, {shape(Shape::exact)});
}

// Bytes after a run that may join more to it.
constexpr auto goes_on = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < table.size(); ++c) {
    const auto sign = static_cast<char>(c);
    table[c] = is_letter(sign) || sign == '-' || sign == '/' || sign == ':' || sign == '.';
  }
  return table;
}();

// Cheap looks at what touches the run, so that plain small numbers are passed over.
bool may_be_reference(const Tokens& tokens, std::size_t index) {
  const DigitRun run = tokens.digits[index];
  const auto size_after = [&](std::size_t steps) -> std::uint32_t {  // of the run so many marks on, 0 if it is not joined by one mark
    if (index + steps >= tokens.digits.size()) return 0;
    const DigitRun next = tokens.digits[index + steps];
    return next.start == tokens.digits[index + steps - 1].end + 1 ? next.size() : 0;
  };
  const char* const text = tokens.text.data();  // a margin can be read before it and after it
  const char joint = text[std::int64_t{run.start} - 1];
  if (run.size() < 5 && !goes_on[static_cast<unsigned char>(text[run.end])] && joint != '-' && joint != '/' && !is_letter(joint)) [[likely]]
    return run.size() >= 3 && joint == ' ' && is_upper(text[std::int64_t{run.start} - 2]);
  if (index > 0 && run.start - tokens.digits[index - 1].end == 1 && (joint == '-' || joint == '/' || joint == '.' || joint == ':'))
    return false;  // not the first of its token
  if (run.size() >= 5) return true;
  const bool prefixed = run.start >= 2 && joint == ' ' && is_upper(tokens.text[run.start - 2]);
  if (!prefixed && run.size() <= 2 && at(tokens, run.end) != ' ' && size_after(1) - 1U <= 1U) {  // a day or a time of day
    const std::uint32_t end = tokens.digits[index + 1].end;
    const char after = at(tokens, end);
    const bool ends = !tokens.in_word(end) && ((after != '-' && after != '/' && after != '.' && after != ':') || !tokens.in_word(end + 1));
    if (ends) return false;
    const std::uint32_t year = size_after(2);
    const std::string_view century = tokens.text.substr(year == 4 ? tokens.digits[index + 2].start : 0, 2);
    const bool date = year == 2 || (year == 4 && (century == "19" || century == "20"));
    if (date && !tokens.in_word(tokens.digits[index + 2].end) && at(tokens, tokens.digits[index + 2].end) != '-') return false;
  }
  if (run.size() == 4 && at(tokens, run.end) == '-' && size_after(1) == 2 && size_after(2) == 2 &&
      at(tokens, tokens.digits[index + 2].end) != '-')
    return false;
  const char before = tokens.text[run.start == 0 ? 0 : run.start - 1];
  const char after = at(tokens, run.end);
  if (after == '-' || after == '/' || after == ':')
    return is_digit(at(tokens, run.end + 1)) || is_letter(at(tokens, run.end + 1)) || after != ':';
  if (before == '-' || before == '/' || is_letter(before) || is_letter(after)) return true;
  if (after == '.') return is_digit(at(tokens, run.end + 1));
  return run.size() >= 3 && before == ' ' && run.start >= 2 && is_upper(tokens.text[run.start - 2]);
}

// "nr ", "id: " before the run and a blank after it?
bool may_head_groups(const Tokens& tokens, DigitRun run) {
  const char* const start = tokens.text.data() + run.start;
  if (start[-1] != ' ' || !is_blank(tokens.text.data()[run.end])) return false;
  const char last = start[-2] == ':' || start[-2] == '.' ? start[-3] : start[-2];
  return last == 'r' || last == 'd' || last == 'R';
}

void run(const Context& in, Findings& out) {
  for (const std::uint32_t index : in.runs) {
    const DigitRun run = in.tokens.digits[index];
    if (may_be_reference(in.tokens, index)) look_at(in, index, out);
    if (run.size() >= 2 && run.size() <= 4 && may_head_groups(in.tokens, run)) look_at_groups(in, index, out);
  }
}

}  // namespace

const Detector case_number{"case_number", run};

}  // namespace mask
