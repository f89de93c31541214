// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/find/postcode.h"

#include "libmask/find/around.h"

namespace mask {
namespace {

using namespace around;

// First words of towns of two words, and second ones.
constexpr WordSet town_heads({"västra", "östra", "norra",     "södra",   "stora",   "lilla",     "gamla", "nya",
                              "övre",   "nedre", "upplands",  "kongens", "kgs",     "nykøbing",  "nørre", "nr",
                              "sønder", "sdr",   "vester",    "øster",   "store",   "lille",     "ny",    "sankt",
                              "skt",    "sct",   "st",        "s:t",     "gl",      "gammel",    "hvide", "køge",
                              "hårby",  "rønde", "brenderup", "saltsjö", "kungens", "kvistofta", "bro",   "askim",
                              "saint",  "høje",  "dragsholm", "vestre",  "nordre",  "søndre"});
constexpr WordSet town_tails({"c",     "k",      "v",       "n",    "s",      "ø",    "j",   "f",         "m",  "nv",
                              "sv",    "nø",     "sø",      "sj",   "syd",    "nord", "øst", "vest",      "by", "frölunda",
                              "väsby", "lyngby", "falster", "mors", "strand", "havn", "kro", "stationsby"});

std::uint32_t with_country(const Tokens& tokens, std::uint32_t start, bool swedish) {
  const char mark = at(tokens, std::int64_t{start} - 1);
  if (mark != '-' && mark != ' ') return start;
  const Span word = word_ending(tokens, start - 1);
  if (word.size() == 0 || word.size() > 2 || !tokens.in_word(word.start)) return start;
  const std::string_view letters = tokens.of(word);
  if (swedish ? letters == "SE" || letters == "S" || letters == "se" : letters == "DK" || letters == "dk") return word.start;
  return start;
}

}  // namespace

std::uint32_t town_end(const Context& in, std::uint32_t pos) {
  const Tokens& tokens = in.tokens;
  const auto whole = [&](std::uint32_t start) {
    std::uint32_t end = word_end(tokens, start);
    while (at(tokens, end) == '-' && is_letter(at(tokens, end + 1))) end = word_end(tokens, end + 1);
    return end;
  };
  std::uint32_t end = whole(pos);
  Span last{pos, end};
  for (int words = 1; words < 3; ++words) {
    std::uint32_t next = end;
    if (at(tokens, next) == '.' && end - last.start <= 4) ++next;
    if (at(tokens, next) != ' ' || !tokens.in_word(next + 1)) break;
    const Span word{next + 1, whole(next + 1)};
    const bool big = capital_at(tokens, word.start);
    const bool suffix = big == capital_at(tokens, pos) && town_tails.contains(tokens.of(word));
    if (!big && !suffix) break;
    const WordInfo& info = in.lexicon.find_inside(tokens.of(word));
    if (!town_heads.contains(tokens.of(last)) && !suffix &&
        !(info.labels.empty() && info.first_name == 0 && field_ends(tokens, word.end) && next == end))
      break;
    last = word;
    end = word.end;
    if (suffix && word.size() <= 2 && at(tokens, end) == '.' && word.size() < 3 &&
        !is_one_of(tokens.of(word), {"c", "k", "v", "n", "s", "ø"}))
      ++end;
    if (suffix) break;
  }
  return end;
}

std::optional<Postcode> read_postcode(const Context& in, std::size_t index) {
  const Tokens& tokens = in.tokens;
  const DigitRun run = tokens.digits[index];
  Postcode out{.span = {run.start, run.end}, .code = {run.start, run.end}};
  if (tokens.text[run.start] == '0' && run.size() != 4) return std::nullopt;
  switch (run.size()) {
    case 3: {
      if (index + 1 >= tokens.digits.size()) return std::nullopt;
      const DigitRun next = tokens.digits[index + 1];
      if (next.size() != 2 || next.start - run.end > 2 || past_blanks(tokens, run.end, 2) != next.start || next.start == run.end)
        return std::nullopt;
      out.code.end = next.end;
      out.swedish = out.spaced = true;
      break;
    }
    case 5: out.swedish = true; break;
    case 4: {
      const std::string_view digits = tokens.of(out.code);
      if (digits < "0800" || digits > "9990") return std::nullopt;
      out.year = digits.starts_with("19") || digits.starts_with("20");
      break;
    }
    default: return std::nullopt;
  }
  if (tokens.in_word(out.code.end)) return std::nullopt;
  out.span = out.code;
  out.span.start = with_country(tokens, run.start, out.swedish);
  out.prefixed = out.span.start != run.start;
  const char before = at(tokens, std::int64_t{out.span.start} - 1);
  if (tokens.in_word(std::int64_t{out.span.start} - 1) || before == '-' || before == '+') return std::nullopt;
  if ((before == '.' || before == ',' || before == '/' || before == ':') && is_digit(at(tokens, std::int64_t{out.span.start} - 2)))
    return std::nullopt;
  std::uint32_t town = past_blanks(tokens, out.code.end, 4);
  if (town == out.code.end && at(tokens, town) == '\n' && run.size() != 5) town = past_blanks(tokens, town + 1, 4);
  if (town == out.code.end || !tokens.in_word(town) || is_digit(tokens.text[town])) return out;
  const WordInfo& info = in.lexicon.find_inside(tokens.of({town, word_end(tokens, town)}));
  out.known_town = info.place > 0;
  out.town = capital_at(tokens, town) && word_end(tokens, town) - town >= 2 &&
             (out.known_town || (info.labels.bits & ~labels(Label::street).bits) == 0);
  if (out.town || out.known_town) out.span.end = town_end(in, town);
  return out;
}

}  // namespace mask
