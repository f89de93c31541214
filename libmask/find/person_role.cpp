// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/person_role.h"

#include <algorithm>
#include <array>

#include "libmask/find/around.h"
#include "libmask/text/word_set.h"

namespace mask {
namespace {

using namespace around;

// Letters of the parties of parliaments, regions and municipalities.
bool is_party(std::string_view word) {
  static constexpr std::array<std::string_view, 22> parties = {"S", "M", "SD", "C", "V",  "KD", "L",  "MP", "FI", "A",  "B",
                                                               "F", "K", "O",  "I", "DF", "SF", "EL", "RV", "LA", "KF", "NB"};
  return std::ranges::find(parties, word) != parties.end() || word == "\u00C5" || word == "\u00D8";
}

// Titles that are borne in private firms and in families as well.
constexpr WordSet private_titles({"kontaktperson", "kontaktpersonen", "mentor",   "mentorn",  "mentoren", "tandläkare",
                                  "tandlæge",      "direktør",        "direktör", "chef",     "chefen",   "leder",
                                  "lederen",       "vikar",           "ledare",   "ledaren",  "advokat",  "arkitekt",
                                  "landinspektør", "samordnare",      "frisör",   "overlærer"});
constexpr WordSet short_titles({"sekr", "insp", "sygepl", "handl", "socialsekr", "överl", "komm", "krinsp", "pa",   "pb",    "pk",
                                "ssk",  "usk",  "dsk",    "bma",   "sosu",       "ass",   "ped",  "psyk",   "rådm", "fuldm", "overl"});

Role role_of(const Lexicon& lexicon, std::string_view word) {
  if (word.size() < 2 || word.size() > 40 || private_titles.contains(word)) return Role::none;
  const Labels says = lexicon.find(word).labels;
  if (says.has(Label::elected)) return Role::elected;
  if (says.has(Label::official) || is_office(word) || is_one_of(word, {"dr", "doktor", "bostøtte", "rekvirent", "boendestödjare"}))
    return Role::official;
  return Role::none;
}

// A part of the public service by its ending or name: överförmyndarenheten, jobcenter, regionen.
bool is_unit(std::string_view word) {
  static constexpr EndingSet endings({"enheten", "avdelningen", "förvaltningen", "nämnden", "afdelingen", "forvaltningen", "kontoret",
                                      "tjänsten", "centret", "jobcenter", "plejen", "vården", "mottagningen", "styrelsen", "verket",
                                      "myndigheten", "kassan", "udvalget"});
  static constexpr WordSet units({"kommunen", "kommune", "regionen", "region", "kommun", "hemtjänst", "hjemmepleje", "sprogcenter",
                                  "socialjouren", "barnavården", "visitationen", "socialen", "hospitalet", "familieretshuset",
                                  "statsforvaltningen"});
  return units.contains(word) || !endings.find(word, 3).empty();
}

class Roles {
 public:
  Roles(const Tokens& tokens, const Lexicon& lexicon, Findings& findings) : tokens_(tokens), lexicon_(lexicon), findings_(findings) {}

  void run() {
    Role listed = Role::none;    // of a list that is being read
    Role last = Role::none;      // of the person before
    std::uint32_t list_end = 0;  // where that one ends
    for (Finding& finding : findings_.list) {
      if (finding.type != Type::person) continue;
      if (finding.span.start < list_end) {  // the same person, found by another rule
        if (finding.role == Role::none) finding.role = last;
        list_end = std::max(list_end, finding.span.end);
        continue;
      }
      bool opens_list = false;
      if (finding.role == Role::none) {
        finding.role = after(finding.span);
        if (finding.role == Role::none) finding.role = before(finding.span.start, opens_list);
        if (finding.role == Role::none && listed != Role::none && goes_on(list_end, finding.span.start) && !is_private(finding.span)) {
          finding.role = listed;
          opens_list = true;
        }
        if (finding.role != Role::none && is_reference(finding.span.start)) {
          finding.role = Role::none;
          opens_list = false;
        }
      }
      listed = opens_list ? finding.role : Role::none;
      last = finding.role;
      list_end = finding.span.end;
    }
  }

 private:
  // "handläggare Anna Berg", "Gruppchef:   Ali Reza", "dr. Eng", "Förd av: Sara Hjort". `opens_list`: others may follow in the same office.
  Role before(std::uint32_t start, bool& opens_list) const {
    std::uint32_t edge = back_over_blanks(tokens_, start, 24);
    char mark = at(tokens_, std::int64_t{edge} - 1);
    const bool is_below = mark == '\n' && at(tokens_, std::int64_t{edge} - 2) == ':';  // a label on the line above
    if (is_below) --edge;
    mark = at(tokens_, std::int64_t{edge} - 1);
    const bool is_label = mark == ':';
    if (is_label || (mark == '.' && start - edge == 1)) --edge;
    edge = back_over_blanks(tokens_, edge, 1);
    const Span word = word_ending(tokens_, edge);
    const std::string_view text = tokens_.of(word);
    if (mark == '.' || is_label) {
      if (short_titles.contains(text)) return Role::official;
      if (mark == '.' && word.size() > 3) return Role::none;  // a sentence ends there
    } else if (word.size() <= 3 && short_titles.contains(text)) {
      return Role::official;
    }
    if (is_label) {
      const Role listed = by_label(word, text);
      if (listed != Role::none && (!same_word(text, "referent") || is_alone_on_line(start))) {
        opens_list = true;
        return listed;
      }
    }
    if (!is_label && mark != '.' && text.size() == 2) {
      const Role by = by_deed(word, text);
      if (by != Role::none) return by;
    }
    if (mark == '/' && start == edge && is_note(start)) return Role::official;
    const Role role = is_below ? Role::none : role_of(lexicon_, text);
    if (role == Role::none || is_in_company(start)) return Role::none;
    opens_list = is_label || text.ends_with("na") || text.ends_with("ne");  // "handläggarna", "boligdommerne"
    return role;
  }

  // What a label with a colon says of the names behind it.
  Role by_label(Span word, std::string_view text) const {
    static constexpr WordSet labels(
        {"handläggare",   "handläggarna",   "sagsbehandler",   "sagsbehandlere", "sagsbehandlerne", "beslutsfattare", "föredragande",
         "delegat",       "justerat",       "justerare",       "justeras",       "justering",       "referent",       "sekreterare",
         "pennan",        "gennemgået",     "granskat",        "attesterat",     "attest",          "rekvirent",      "notat",
         "tjänsteman",    "tjänstemän",     "protokollförare", "protokollfört",  "mødeleder",       "sekretær",       "kontrollant",
         "beredning",     "inspektör",      "inspektører",     "inspektörer",    "utredare",        "handledare",     "fagchef",
         "visitator",     "socialrådgiver", "afhører",         "rådgivere",      "kommunen",        "myndigheten",    "forvaltningen",
         "förvaltningen", "föredragning",   "fördelning"});
    static constexpr WordSet members({"ledamöter", "ersättare", "medlemmer", "nämndemän", "nævningemænd", "domsmænd", "lekmannadomare"});
    if (labels.contains(text)) return Role::official;
    if (members.contains(text)) return Role::elected;
    if (is_one_of(text, {"av", "af"})) return by_deed(word, text);
    if (is_one_of(text, {"närvarande", "stede", "fraværende", "frånvarande", "afbud", "personal", "personale"}))
      return is_staff_list(word.end) ? Role::official : Role::none;
    const auto word_ahead = [&] { return word.start == 0 ? Span{} : tokens_.word_before(word.start, 1); };
    if (is_one_of(text, {"referens", "reference", "ref"}))
      return is_one_of(tokens_.of(word_ahead()), {"er", "vår", "deres", "vores", "jeres"}) ? Role::official : Role::none;
    return Role::none;
  }

  // "Förd av: Sara Hjort", "Noteret af Sanne Friis": `by` is the small word.
  Role by_deed(Span by, std::string_view text) const {
    if (by.start == 0 || !is_one_of(text, {"av", "af"})) return Role::none;
    static constexpr WordSet deeds({"förd",      "fört",       "noterat",      "noterad",      "noteret",     "upptagen",    "optaget",
                                    "antecknat", "antecknad",  "dokumenterat", "dokumenterad", "journalfört", "journalført", "upprättad",
                                    "upprättat", "udarbejdet", "handlagt",     "handlagd",     "behandlet",   "granskad",    "granskat",
                                    "beslutad",  "beslutat",   "besiktigat",   "inspekterat",  "delgiven",    "referat",     "utredd",
                                    "utfärdad",  "udstedt",    "attesterad",   "registrerad",  "registrerat", "registreret"});
    return deeds.contains(tokens_.of(tokens_.word_before(by.start, 1))) ? Role::official : Role::none;
  }
  // "… för tre månader. /Britt-Marie Holm": who wrote a note signs behind it.
  bool is_note(std::uint32_t start) const {
    return start > 2 && capital_at(tokens_, start) && at(tokens_, std::int64_t{start} - 2) == ' ' &&
           at(tokens_, std::int64_t{start} - 3) == '.';
  }
  // No comma behind on the line. ("Referent" is who writes the minutes in Danish, and who recommends somebody in Swedish.)
  bool is_alone_on_line(std::uint32_t start) const {
    const std::uint32_t stop = line_end(tokens_, start, 60);
    return stop - start < 60 && !tokens_.text.substr(start, stop - start).contains(',');
  }
  // Bare names with commas between, in a paragraph with no word for a client or kin: the staff.
  bool is_staff_list(std::uint32_t from) const {
    constexpr std::size_t longest = 600;
    const std::string_view rest = tokens_.text.substr(from, longest + 2);
    const std::size_t stop = from + std::min(rest.find("\n\n"), rest.size());
    if (stop - from > longest) return false;
    int commas = 0;
    Span word{from, from};
    for (int i = 0; i < 100; ++i) {
      const Span next = tokens_.word_after(word.end, 20);
      if (next.empty() || next.start >= stop) break;
      const std::string_view between = tokens_.text.substr(word.end, next.start - word.end);
      if (between.contains(',')) ++commas;
      if (lexicon_.find(tokens_.of(next)).labels.any(labels(Label::person_label, Label::official, Label::title))) return false;
      if (between.contains('(') &&
          !is_one_of(tokens_.of(next), {"via", "online", "digitalt", "distans", "ordförande", "ordf", "sekr", "länk", "kl", "t"}))
        return false;
      word = next;
    }
    return commas >= 2;
  }

  // "Karin Storm, rektor", "Eskil Lönn (L)", "Anette Bodin (jourchef)", "Tomas Skog, överförmyndarenheten", "Annika Mo på regionen", and
  // the title on the line below a signature.
  Role after(Span name) const {
    const std::uint32_t end = name.end;
    const char c = at(tokens_, end);
    if (c == '\n' || (c == ' ' && at(tokens_, end + 1) == ' ') || c == '\t') return below(name);
    const bool bracket = c == ' ' && at(tokens_, end + 1) == '(';
    const bool comma = c == ',' && at(tokens_, end + 1) == ' ';
    if (!bracket && !comma) return c == ' ' ? in_service(end) : Role::none;
    const Span word = word_at(tokens_, end + 2);
    if (word.empty()) return Role::none;
    const std::string_view text = tokens_.of(word);
    if (bracket && at(tokens_, word.end) == ')' && is_party(text)) return Role::elected;
    if (is_unit(text) && !is_in_company(word.end)) return Role::official;
    const Role role = same_word(text, "samordnare") ? Role::official : role_of(lexicon_, text);
    return role != Role::none && is_in_company(word.end) ? Role::none : role;
  }

  // "Annika Mo på regionen", "Rikke Bjerg fra hjemmesygeplejen": `end` of the name.
  Role in_service(std::uint32_t end) const {
    const Span joint = word_at(tokens_, end + 1);
    if (joint.empty() || at(tokens_, joint.end) != ' ') return Role::none;
    const bool comes_from = is_one_of(tokens_.of(joint), {"från", "fra"});
    if (!comes_from && !is_one_of(tokens_.of(joint), {"på"})) return Role::none;
    const Span unit = word_at(tokens_, joint.end + 1);
    if (!comes_from &&
        !is_one_of(tokens_.of(unit), {"regionen", "kommunen", "jobcentret", "socialkontoret", "försäkringskassan", "socialtjänsten"}))
      return Role::none;
    return is_unit(tokens_.of(unit)) ? Role::official : Role::none;
  }

  // The title below, where it begins at about the same column.
  Role below(Span name) const {
    const std::uint32_t line = line_start(tokens_, name.start, 101);
    const std::uint32_t next = line_end(tokens_, name.end, 81);
    if (at(tokens_, next) != '\n' || name.start - line > 100) return Role::none;
    const std::uint32_t stop = line_end(tokens_, next + 1, 600);
    const auto column = static_cast<std::int64_t>(name.start - line);
    std::uint32_t at_byte = next + 1;
    for (int i = 0; i < 12; ++i) {
      const Span word = tokens_.word_after(at_byte, 40);
      if (word.empty() || word.end > stop) return Role::none;
      const std::int64_t off = static_cast<std::int64_t>(word.start - next) - 1 - column;
      if (off > 4) return Role::none;
      if (off >= -4 && (word.start < next + 3 || tokens_.text[word.start - 1] == ' ' || tokens_.text[word.start - 1] == '\n')) {
        if (short_titles.contains(tokens_.of(word))) return Role::official;
        Role role = role_of(lexicon_, tokens_.of(word));
        if (role == Role::none && at(tokens_, word.end) == '.') role = role_of(lexicon_, tokens_.of(word_at(tokens_, word.end + 1)));
        if (role == Role::none && at(tokens_, word.end) == '.' && short_titles.contains(tokens_.of(word_at(tokens_, word.end + 1))))
          role = Role::official;
        if (role != Role::none && is_in_company(word.end)) return Role::none;
        return role;
      }
      at_byte = word.end;
    }
    return Role::none;
  }

  // Does a list of names go on from `end` of one to `start` of the next: ", ", " och ", " og ", " / ", or wide blanks?
  bool goes_on(std::uint32_t end, std::uint32_t start) const {
    if (end == 0 || start <= end || start - end > 12) return false;
    const std::string_view between = tokens_.text.substr(end, start - end);
    if (between == ", " || between == " och " || between == " og " || between == " / " || between == "/" || between == " samt ")
      return true;
    return between.size() >= 2 && std::ranges::all_of(between, [](char c) { return c == ' '; });
  }
  // "(mor)", "(klient)": somebody else in a list of officials.
  bool is_private(Span name) const {
    if (at(tokens_, name.end) != ' ' || at(tokens_, name.end + 1) != '(') return false;
    const Span word = word_at(tokens_, name.end + 2);
    return lexicon_.find(tokens_.of(word)).labels.has(Label::person_label);
  }
  // A company stands behind on the same line: its people are no officials.
  bool is_in_company(std::uint32_t from) const {
    Span word{from, from};
    for (int i = 0; i < 8; ++i) {
      const Span next = word_after(tokens_, word.end, 4);
      if (next.empty() || tokens_.text.substr(word.end, next.start - word.end).contains('\n')) return false;
      const std::string_view text = tokens_.of(next);
      if (is_one_of(text, {"ab", "hb", "kb", "aps", "ivs"}) ||
          (same_word(text, "a") && at(tokens_, next.end) == '/' && at(tokens_, next.end + 1) == 'S'))
        return is_capitals(text);
      if (at(tokens_, word.end) == '.' && word.size() > 4) return false;
      word = next;
    }
    return false;
  }
  static bool is_capitals(std::string_view text) { return text[0] >= 'A' && text[0] <= 'Z'; }
  // Under the heading of those who recommend somebody.
  bool is_reference(std::uint32_t start) const {
    constexpr std::uint32_t reach = 400;
    const std::uint32_t from = start > reach ? start - reach : 0;
    std::string_view ahead = tokens_.text.substr(from, start - from);
    if (const std::size_t gap = ahead.rfind("\n\n"); gap != std::string_view::npos) ahead.remove_prefix(gap);
    for (const std::string_view heading : {"eferenser\n", "eferencer\n", "EFERENSER\n", "EFERENCER\n", "eferenser:", "eferencer:"}) {
      if (ahead.contains(heading)) return true;
    }
    return false;
  }

  const Tokens& tokens_;
  const Lexicon& lexicon_;
  Findings& findings_;
};

}  // namespace

// Compounds that no table lists: boendechef, barnavårdshandläggare, ungerådgiver.
bool is_office(std::string_view word) {
  static constexpr EndingSet endings(
      {"chef",        "chefen",      "läkare",      "läkaren",     "sekreterare", "sekreteraren", "handläggare", "handläggaren",
       "inspektör",   "inspektören", "sköterska",   "sköterskan",  "psykolog",    "psykologen",   "kurator",     "kuratorn",
       "pedagog",     "pedagogen",   "konsulent",   "konsulenten", "assistent",   "assistenten",  "jurist",      "juristen",
       "kommissarie", "åklagare",    "åklagaren",   "rektor",      "rektorn",     "læge",         "lægen",       "lærer",
       "læreren",     "behandler",   "behandleren", "behandlere",  "plejerske",   "plejersken",   "pædagog",     "pædagogen",
       "rådgiver",    "rådgiveren",  "fuldmægtig",  "sekretær",    "sekretæren",  "inspektør",    "inspektøren", "anklager",
       "terapeut",    "läraren",     "lärare",      "vägledare",   "vejleder",    "vejlederen",   "registrator", "koordinator"});
  constexpr std::size_t least_before = 3;
  if (same_word(word, "koordinator") || same_word(word, "registrator")) return true;
  return !endings.find(word, least_before).empty();
}

void give_roles(const Tokens& tokens, const Lexicon& lexicon, Findings& findings) { Roles(tokens, lexicon, findings).run(); }

}  // namespace mask
