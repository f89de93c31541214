// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/ocr.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "libocr/dictionary.h"
#include "libocr/ink.h"
#include "libocr/language.h"
#include "libocr/networks.h"
#include "libocr/numbers.h"
#include "libocr/prepare.h"
#include "libocr/recognise.h"
#include "libocr/repair.h"
#include "libocr/signs.h"
#include "libocr/sure.h"

namespace ocr {
namespace {

const std::string both = "swe+dan";

// Below this mean confidence a page is read again.
constexpr float poor = 0.85F;
// A page whose words are less sure than this is shown to a person.
constexpr float doubtful_page = 0.70F;
// Below this it may lie upside down.
constexpr float hopeless = 0.55F;
// Less ink than this is none: a blank page.
constexpr double blank_share = 0.0005;

// Mean confidence, each word counting by its length.
float confidence_of(std::span<const ReadWord> words) {
  double sum = 0;
  double weight = 0;
  for (const ReadWord& word : words) {
    sum += static_cast<double>(word.confidence) * static_cast<double>(word.text.size());
    weight += static_cast<double>(word.text.size());
  }
  return weight > 0 ? static_cast<float>(sum / weight) : 0;
}

// Sure words count; a page of few words is no better for their being sure.
double worth_of(std::span<const ReadWord> words, float confidence) {
  std::size_t letters = 0;
  for (const ReadWord& word : words) letters += word.text.size();
  return confidence * std::sqrt(static_cast<double>(letters));
}

// One way to read a picture, and what came of it.
struct Attempt {
  Chain chain;
  Prepared prepared;
  std::vector<ReadWord> words;
  float confidence = 0;

  [[nodiscard]] double worth() const { return worth_of(words, confidence); }
};

void read_words(Attempt& attempt, Engine& engine, const Engine::Watch& watch = {}) {
  attempt.words = engine.read(attempt.prepared.grey.get(), static_cast<int>(reading_dpi), watch);
  attempt.confidence = confidence_of(attempt.words);
}

// Signs around the word do not count. A number of three digits or more, with signs as numbers have, is known too.
bool is_known(std::string_view word, std::optional<mask::Language> language, const std::map<mask::Language, Dictionary>& dictionaries) {
  constexpr std::string_view signs = ".,;:!?()[]\"'-/";
  const std::size_t first = word.find_first_not_of(signs);
  if (first == std::string_view::npos) return false;
  word = word.substr(first, word.find_last_not_of(signs) + 1 - first);
  if (word.find_first_not_of("0123456789.,-+/:") == std::string_view::npos) return word.size() >= 3;
  if (word.size() < 4) return false;
  return std::ranges::any_of(
      dictionaries, [&](const auto& entry) { return (!language || *language == entry.first) && entry.second.knows(std::string(word)); });
}

// Turns what was read into what is told of it.
void tell(const Attempt& best, const std::map<mask::Language, Dictionary>& dictionaries, mask::Recognised& out) {
  const Dictionary* const dictionary = out.language && dictionaries.contains(*out.language) ? &dictionaries.at(*out.language) : nullptr;
  for (const ReadWord& word : best.words) {
    std::string text = word.text;
    if (auto mended = dictionary != nullptr ? repaired(word, *dictionary) : std::nullopt) {
      out.repairs.push_back({.page = 1, .read = text, .given = *mended});
      text = std::move(*mended);
    }
    if (auto candidates = doubtful_number(text, out.language)) out.doubtful.emplace_back(out.words.size(), std::move(*candidates));
    out.words.push_back({.text = std::move(text),
                         .place = best.prepared.on_page(word.box),
                         .box = best.prepared.in_picture(word.box),
                         .confidence = word.confidence});
  }
}

}  // namespace

struct Models::State {
  std::string fixed;  // languages that the user named
  std::string danish = both;
  std::map<std::string, Engine, std::less<>> engines;
  std::map<mask::Language, Dictionary> dictionaries;

  [[nodiscard]] bool knows_both(mask::Language language) const { return language == mask::Language::da && danish == both; }
  // Reads in the language that the page is in, and tells it: the one that is thought of or, as soon as its lines tell so, the other. A page
  // that tells nothing is read in the language of the pages before it; where there are none, or it reads poorly, in both together.
  std::optional<mask::Language> read_in_its_language(Attempt& attempt, std::optional<mask::Language> thought);

  // The language whose words many of these are, and hardly any of the other's.
  [[nodiscard]] std::optional<mask::Language> told_by_dictionaries(std::span<const ReadWord> words) const;
  // What those read in a line who did not read the page: Swedish and Danish are asked alone, for together they say what one of them says.
  [[nodiscard]] std::string read_box(const std::string& name, PIX* grey, const mask::Box& box);
  [[nodiscard]] std::vector<std::string> reread(PIX* grey, const mask::Box& line, std::optional<mask::Language> reader);

  [[nodiscard]] Engine& engine_for(std::optional<mask::Language> language) {
    if (!fixed.empty()) return engines.at(fixed);
    if (!language || *language == mask::Language::en) return engines.at(both);
    return engines.at(*language == mask::Language::sv ? "swe" : danish);
  }
};

std::optional<mask::Language> Models::State::told_by_dictionaries(std::span<const ReadWord> words) const {
  LanguageSigns signs;
  for (const ReadWord& word : words) {
    const bool is_swedish = is_known(word.text, mask::Language::sv, dictionaries);
    const bool is_danish = is_known(word.text, mask::Language::da, dictionaries);
    signs.swedish += is_swedish && !is_danish ? 1 : 0;
    signs.danish += is_danish && !is_swedish ? 1 : 0;
  }
  return signs.told();
}

std::string Models::State::read_box(const std::string& name, PIX* grey, const mask::Box& box) {
  constexpr int margin = 8;
  BOX* wider = boxCreate(static_cast<int>(box.x0) - margin, static_cast<int>(box.y0) - margin, static_cast<int>(box.width()) + 2 * margin,
                         static_cast<int>(box.height()) + 2 * margin);
  const Pix picture(pixClipRectangle(grey, wider, nullptr));
  boxDestroy(&wider);
  return picture ? engines.at(name).read_line(picture.get(), static_cast<int>(reading_dpi)) : "";
}

std::vector<std::string> Models::State::reread(PIX* grey, const mask::Box& line, std::optional<mask::Language> reader) {
  std::vector<std::string> texts;
  if (!fixed.empty()) return texts;
  for (const auto& [language, name] : {std::pair{mask::Language::sv, "swe"}, std::pair{mask::Language::da, "dan"}}) {
    if (reader != language || knows_both(language)) texts.push_back(read_box(name, grey, line));
  }
  return texts;
}

std::optional<mask::Language> Models::State::read_in_its_language(Attempt& attempt, std::optional<mask::Language> thought) {
  if (!fixed.empty() || thought == mask::Language::en) {
    read_words(attempt, engine_for(thought));
    return thought;
  }
  const mask::Language first = thought.value_or(danish == both ? mask::Language::sv : mask::Language::da);
  std::optional<mask::Language> told;
  read_words(attempt, engine_for(first), [&](std::span<const ReadWord> words) {
    told = language_signs(words, knows_both(first)).told();
    return !told || *told == first;
  });
  if (told && *told != first) {
    read_words(attempt, engine_for(told));
    return told;
  }
  told = language_signs(attempt.words, knows_both(first)).told();
  if (told == first || (!told && thought && attempt.confidence >= poor)) return first;
  // Not the language that it was thought to be, or none that tells.
  std::vector<ReadWord> words = std::move(attempt.words);
  const float confidence = attempt.confidence;
  const double worth = worth_of(words, confidence);
  read_words(attempt, engine_for(told));
  if (told) return told;
  if (!thought) {
    // The letters of both tell more than those of one, and dictionaries know words that are less common.
    told = language_signs(attempt.words, true).told();
    if (!told) told = told_by_dictionaries(attempt.words);
    if (told) read_words(attempt, engine_for(told));
    return told;
  }
  if (attempt.worth() > worth) return {};
  attempt.words = std::move(words);
  attempt.confidence = confidence;
  return first;
}

Models::Models(std::unique_ptr<State> state) : state_(std::move(state)) {}
Models::Models(Models&&) noexcept = default;
Models& Models::operator=(Models&&) noexcept = default;
Models::~Models() = default;

mask::Result<Models> Models::load(const std::string& data, const std::string& languages) {
  setMsgSeverity(L_SEVERITY_NONE);
  auto state = std::make_unique<State>();
  std::vector<std::string> wanted{both, "swe", "dan"};
  if (!languages.empty()) {
    if (split_languages(languages).empty()) return mask::fail(mask::Failure::usage, "languages are written as in swe+dan");
    state->fixed = languages;
    wanted = {languages};
  } else if (find_network(data, "dan").is_ours) {
    // Debian's network for Danish is a small one: the two languages together read Danish better than it does.
    state->danish = "dan";
  }
  auto networks = load_networks(data, languages.empty() ? both : languages);
  if (!networks) return std::unexpected(networks.error());
  if (auto english = load_networks(data, "eng"); english && languages.empty()) {
    networks->merge(*english);
    wanted.emplace_back("eng");
  }
  for (const std::string& name : wanted) {
    auto engine = Engine::load(*networks, name);
    if (!engine) return std::unexpected(engine.error());
    state->engines.emplace(name, std::move(*engine));
  }
  for (const mask::Language language : {mask::Language::sv, mask::Language::da}) {
    auto dictionary = Dictionary::load(language);
    if (!dictionary) return std::unexpected(dictionary.error());
    state->dictionaries.emplace(language, std::move(*dictionary));
  }
  return Models(std::move(state));
}

std::string Models::names(const std::string& data) {
  std::string names;
  for (const char* language : {"swe", "dan", "eng"}) {
    const NetworkFile file = find_network(data, language);
    names += (names.empty() ? "" : ", ") + std::string(language) +
             (file.path.empty() ? " missing"
              : file.is_ours    ? " best_int"
                                : " (Debian)");
  }
  return names;
}

mask::Result<mask::Recognised> Models::read(const mask::Pixels& pixels, std::optional<mask::Language> language) {
  mask::Recognised out;
  if (pixels.width < 16 || pixels.height < 16) {
    out.is_blank = true;
    return out;
  }
  const Pix grey = grey_of(pixels);
  if (!grey) return mask::fail(mask::Failure::exhausted, "no memory for a picture");
  const Measures measures = measure(grey.get());
  float dpi = pixels.dpi;
  if (dpi < 70 || dpi > 2400) dpi = estimate_dpi(grey.get(), measures);
  if (dpi == 0) dpi = 200;

  Attempt best{.chain = chain_for(measures, pixels.is_bitonal), .prepared = {}, .words = {}};
  best.prepared = prepare(grey.get(), best.chain, dpi);
  if (!best.prepared.grey) return mask::fail(mask::Failure::exhausted, "no memory for a picture");
  Ink ink = ink_of(best.prepared);
  if (!ink.bits) return mask::fail(mask::Failure::exhausted, "no memory for a picture");
  if (ink.share < blank_share) {
    out.is_blank = true;
    return out;
  }

  language = state_->read_in_its_language(best, language);
  if (best.words.empty() || best.confidence < poor) {
    Attempt again{.chain = stronger(best.chain, measures), .prepared = {}, .words = {}};
    again.prepared = prepare(grey.get(), again.chain, dpi, best.prepared.turns);
    if (again.prepared.grey) read_words(again, state_->engine_for(language));
    if (again.worth() > best.worth()) {
      best = std::move(again);
      ink = ink_of(best.prepared);
    }
  }
  if (best.words.empty() || best.confidence < hopeless) {
    // Perhaps it lies another way than its letters told.
    Attempt turned{.chain = best.chain, .prepared = prepare(grey.get(), best.chain, dpi, (best.prepared.turns + 2) % 4), .words = {}};
    if (turned.prepared.grey) read_words(turned, state_->engine_for(language));
    if (turned.worth() > best.worth()) {
      best = std::move(turned);
      ink = ink_of(best.prepared);
    }
  }

  if (state_->engines.contains("eng")) {
    read_signs(best.words, [&](const mask::Box& box) { return state_->read_box("eng", best.prepared.grey.get(), box); });
  }
  out.language = language_signs(best.words, !language || state_->knows_both(*language)).told();
  if (!out.language) out.language = language;
  tell(best, state_->dictionaries, out);
  if (ink.bits) {
    const Witnesses witnesses{.knows = [&](const std::string& word) { return is_known(word, out.language, state_->dictionaries); },
                              .reread = [&](const mask::Box& line) { return state_->reread(best.prepared.grey.get(), line, language); }};
    const std::vector<bool> sure = sure_words(best.words, witnesses);
    for (const mask::Box& box : unread_ink(ink, best.words, sure)) out.unread.push_back(best.prepared.in_picture(box));
  }
  if (best.words.empty()) {
    out.review.emplace_back("nothing read");
  } else if (best.confidence < doubtful_page) {
    out.review.emplace_back("low confidence");
  }
  if (!out.unread.empty()) out.review.emplace_back(mask::unread_note);
  return out;
}

}  // namespace ocr
