// SPDX-License-Identifier: GPL-3.0-or-later
#include "libocr/dictionary.h"

#include <filesystem>
#include <hunspell/hunspell.hxx>

namespace ocr {
namespace {

// Nothing where a character is not of Latin-1.
std::string latin1_of(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i];
    } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < text.size()) {
      out += static_cast<char>((byte & 3U) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU));
    } else {
      return {};
    }
  }
  return out;
}

}  // namespace

Dictionary::Dictionary(std::unique_ptr<Hunspell> words) : words_(std::move(words)) {}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

mask::Result<Dictionary> Dictionary::load(mask::Language language) {
  const std::string stem = std::string("/usr/share/hunspell/") + (language == mask::Language::da ? "da_DK" : "sv_SE");
  std::error_code error;
  if (!std::filesystem::is_regular_file(stem + ".aff", error) || !std::filesystem::is_regular_file(stem + ".dic", error))
    return mask::fail(mask::Failure::data,
                      "no dictionary " + stem + ".dic: is hunspell-" + std::string(mask::code(language)) + " installed?");
  Dictionary dictionary(std::make_unique<Hunspell>((stem + ".aff").c_str(), (stem + ".dic").c_str()));
  const std::string encoding = dictionary.words_->get_dict_encoding();
  dictionary.is_latin1_ = encoding != "UTF-8";
  return dictionary;
}

bool Dictionary::knows(const std::string& word) const {
  if (word.empty() || word.size() > 60) return false;
  const std::string asked = is_latin1_ ? latin1_of(word) : word;
  return !asked.empty() && words_->spell(asked);
}

}  // namespace ocr
