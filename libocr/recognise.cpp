// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/recognise.h"

#include <dlfcn.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <filesystem>
#include <optional>

namespace ocr {
namespace {

// Tesseract asks for the networks of further languages through a function without a context.
thread_local const Networks* networks_at_hand = nullptr;

bool give_network(const char* path, std::vector<char>* bytes) {
  const auto found = networks_at_hand->find(std::filesystem::path(path).stem().string());
  if (found == networks_at_hand->end()) return false;
  *bytes = found->second;
  return true;
}

// Threads inside a page cost more than they give, and a forked child would hang on those that it does not have. Tesseract names the number
// of threads itself, so that only a limit on the depth of parallel stretches holds.
void use_one_thread() {
  using Set = void (*)(int);
  for (const auto& [name, value] : {std::pair{"omp_set_num_threads", 1}, std::pair{"omp_set_max_active_levels", 0}}) {
    if (const auto set = reinterpret_cast<Set>(dlsym(RTLD_DEFAULT, name))) set(value);
  }
}

mask::Box box_of(const tesseract::PageIterator& at, tesseract::PageIteratorLevel level) {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  at.BoundingBox(level, &x0, &y0, &x1, &y1);
  return {.x0 = static_cast<float>(x0), .y0 = static_cast<float>(y0), .x1 = static_cast<float>(x1), .y1 = static_cast<float>(y1)};
}

ReadWord word_at(const tesseract::ResultIterator& at, int line) {
  const std::unique_ptr<char[]> text(at.GetUTF8Text(tesseract::RIL_WORD));
  return {.text = text ? text.get() : "",
          .box = box_of(at, tesseract::RIL_WORD),
          .confidence = at.Confidence(tesseract::RIL_WORD) / 100,
          .line = line};
}

// A look at a page while Tesseract reads it: it asks before each line whether to go on.
class Look {
 public:
  Look(tesseract::TessBaseAPI& api, const Engine::Watch& watch) : api_(api), watch_(watch) {
    monitor_.cancel = [](void* self, int) { return !static_cast<Look*>(self)->goes_on(); };
    monitor_.cancel_this = this;
  }
  [[nodiscard]] tesseract::ETEXT_DESC* monitor() { return watch_ ? &monitor_ : nullptr; }
  // The words so far, where the watch has said no.
  [[nodiscard]] std::optional<std::vector<ReadWord>> take_stopped() { return std::move(stopped_); }

 private:
  bool goes_on() {
    const int lines = asked_++;
    if (stopped_ || (lines != 4 && lines != 8 && lines != 16 && lines != 32)) return !stopped_;
    std::vector<ReadWord> words;
    const std::unique_ptr<tesseract::ResultIterator> at(api_.GetIterator());
    do {
      // What was not read yet has no direction, and must not be asked for its text.
      if (at->Empty(tesseract::RIL_WORD) || at->WordDirection() != tesseract::DIR_LEFT_TO_RIGHT) continue;
      words.push_back(word_at(*at, 0));
    } while (at->Next(tesseract::RIL_WORD));
    if (!watch_(words)) stopped_ = std::move(words);
    return !stopped_;
  }

  tesseract::TessBaseAPI& api_;
  const Engine::Watch& watch_;
  tesseract::ETEXT_DESC monitor_;
  int asked_ = 0;
  std::optional<std::vector<ReadWord>> stopped_;
};

}  // namespace

Engine::Engine(std::unique_ptr<tesseract::TessBaseAPI> api) : api_(std::move(api)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

mask::Result<Engine> Engine::load(const Networks& networks, const std::string& languages) {
  use_one_thread();
  auto api = std::make_unique<tesseract::TessBaseAPI>();
  const std::vector<std::string> names{"debug_file"};
  const std::vector<std::string> values{"/dev/null"};
  networks_at_hand = &networks;
  const int failed = api->Init("/", 0, languages.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values, false, give_network);
  networks_at_hand = nullptr;
  if (failed != 0) return mask::fail(mask::Failure::data, "the networks for reading " + languages + " are damaged");
  api->SetPageSegMode(tesseract::PSM_AUTO);
  Engine engine(std::move(api));
  // What is set up at the first page (and the file for messages, which is opened then) is set up here.
  const Pix nothing(pixCreate(100, 100, 8));
  pixSetAllArbitrary(nothing.get(), 255);
  (void)engine.read(nothing.get(), 300);
  return engine;
}

std::vector<ReadWord> Engine::read(PIX* grey, int dpi, const Watch& watch) {
  std::vector<ReadWord> words;
  api_->SetImage(grey);
  api_->SetSourceResolution(dpi);
  Look look(*api_, watch);
  const bool is_read = api_->Recognize(look.monitor()) == 0;
  if (auto stopped = look.take_stopped()) {
    words = std::move(*stopped);
  } else if (is_read) {
    const std::unique_ptr<tesseract::ResultIterator> at(api_->GetIterator());
    int line = 0;
    for (; at;) {
      if (at->Empty(tesseract::RIL_WORD)) {
        if (!at->Next(tesseract::RIL_WORD)) break;
        continue;
      }
      if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) ++line;
      // A picture among the text comes as a blank of great confidence.
      if (ReadWord word = word_at(*at, line); word.text.find_first_not_of(" \t\n") != std::string::npos) words.push_back(std::move(word));
      if (!at->Next(tesseract::RIL_WORD)) break;
    }
  }
  api_->Clear();
  return words;
}

std::string Engine::read_line(PIX* line, int dpi) {
  api_->SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  api_->SetImage(line);
  api_->SetSourceResolution(dpi);
  const std::unique_ptr<char[]> text(api_->GetUTF8Text());
  api_->Clear();
  api_->SetPageSegMode(tesseract::PSM_AUTO);
  return text ? text.get() : "";
}

}  // namespace ocr
