// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/ocr.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "libocr/dictionary.h"
#include "libocr/language.h"
#include "libocr/networks.h"
#include "libocr/prepare.h"
#include "libocr/recognise.h"

namespace ocr {
namespace {

const std::string both = "swe+dan";

// Below this mean confidence a page is read again.
constexpr float poor = 0.85F;
// A page whose words are less sure than this is shown to a person.
constexpr float doubtful_page = 0.70F;

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

std::size_t letters_of(std::span<const ReadWord> words) {
  std::size_t count = 0;
  for (const ReadWord& word : words) count += word.text.size();
  return count;
}

}  // namespace

struct Models::State {
  std::string fixed;  // languages that the user named
  std::string danish = both;
  std::map<std::string, Engine, std::less<>> engines;
  std::map<mask::Language, Dictionary> dictionaries;

  [[nodiscard]] Engine& engine_for(std::optional<mask::Language> language) {
    if (!fixed.empty()) return engines.at(fixed);
    if (!language || *language == mask::Language::en) return engines.at(both);
    return engines.at(*language == mask::Language::sv ? "swe" : danish);
  }
};

namespace {

// One way to read a picture, and what came of it.
struct Attempt {
  Chain chain;
  Prepared prepared;
  std::vector<ReadWord> words;
  float confidence = 0;
  // Sure words count; a page of few words is no better for their being sure.
  [[nodiscard]] double worth() const { return confidence * std::sqrt(static_cast<double>(letters_of(words))); }
};

Attempt attempt(PIX* grey, const Chain& chain, float dpi, std::optional<int> turns, Engine& engine) {
  Attempt out{.chain = chain, .prepared = prepare(grey, chain, dpi, turns), .words = {}};
  if (out.prepared.grey) {
    out.words = engine.read(out.prepared.grey.get(), static_cast<int>(reading_dpi));
    out.confidence = confidence_of(out.words);
  }
  if (std::getenv("OCR_TRACE"))
    std::fprintf(stderr, "attempt smooth %d median %d evens %d: words %zu confidence %.3f angle %.4f turns %d\n", chain.smooth,
                 chain.median, chain.evens, out.words.size(), double(out.confidence), double(out.prepared.angle), out.prepared.turns);
  return out;
}

}  // namespace

Models::Models(std::unique_ptr<State> state) : state_(std::move(state)) {}
Models::Models(Models&&) noexcept = default;
Models& Models::operator=(Models&&) noexcept = default;
Models::~Models() = default;

mask::Result<Models> Models::load(const std::string& data, const std::string& languages) {
  setMsgSeverity(L_SEVERITY_NONE);
  auto state = std::make_unique<State>();
  std::vector<std::string> wanted{both, "swe"};
  if (!languages.empty()) {
    if (split_languages(languages).empty()) return mask::fail(mask::Failure::usage, "languages are written as in swe+dan");
    state->fixed = languages;
    wanted = {languages};
  } else if (find_network(data, "dan").is_ours) {
    // Debian's network for Danish is a small one: the two languages together read Danish better than it does.
    state->danish = "dan";
    wanted.push_back("dan");
  }
  const auto networks = load_networks(data, languages.empty() ? both : languages);
  if (!networks) return std::unexpected(networks.error());
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
  for (const char* language : {"swe", "dan"}) {
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
  if (std::getenv("OCR_TRACE"))
    std::fprintf(stderr, "paper %d ink %d noise %.1f unevenness %.1f dpi %.0f estimated %.0f\n", measures.paper, measures.ink,
                 double(measures.noise), double(measures.unevenness), double(dpi), double(estimate_dpi(grey.get(), measures)));

  Attempt best = attempt(grey.get(), chain_for(measures, pixels.is_bitonal, dpi), dpi, {}, state_->engine_for(language));
  if (best.words.empty() || best.confidence < poor) {
    const Chain next = stronger(best.chain, measures);
    if (next != best.chain) {
      Attempt again = attempt(grey.get(), next, dpi, {}, state_->engine_for(language));
      if (again.worth() > best.worth()) best = std::move(again);
    }
  }
  if (best.words.empty()) out.review.emplace_back("nothing read");
  if (!best.words.empty() && best.confidence < doubtful_page) out.review.emplace_back("low confidence");

  out.language = language_signs(best.words).told();
  for (const ReadWord& word : best.words)
    out.words.push_back({.text = word.text,
                         .place = best.prepared.on_page(word.box),
                         .box = best.prepared.in_picture(word.box),
                         .confidence = word.confidence});
  return out;
}

}  // namespace ocr
