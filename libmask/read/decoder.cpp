// SPDX-License-Identifier: GPL-3.0-or-later
#include "libmask/read/decoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace mask {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  return {ucnv_open(name.c_str(), &error), &ucnv_close};
}

constexpr std::size_t chunk = 1U << 16;
constexpr char16_t replacement = 0xFFFD;

// Counts what it replaces.
void replace_and_count(const void* context, UConverterToUnicodeArgs* args, const char*, std::int32_t, UConverterCallbackReason reason,
                       UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  *error = U_ZERO_ERROR;
  ++*static_cast<std::uint64_t*>(const_cast<void*>(context));
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, error);
}

}  // namespace

Encoding encoding_of(std::string_view bytes) {
  struct Mark {
    std::string_view bytes;
    std::string_view name;
  };
  using std::string_view_literals::operator""sv;
  constexpr std::array<Mark, 5> marks = {{{"\xEF\xBB\xBF"sv, "UTF-8"},
                                          {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                          {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                          {"\xFF\xFE"sv, "UTF-16LE"},
                                          {"\xFE\xFF"sv, "UTF-16BE"}}};
  for (const Mark& mark : marks) {
    if (bytes.starts_with(mark.bytes)) return {std::string(mark.name), std::string(mark.bytes)};
  }
  return {};
}

Result<std::string> encoding_named(std::string_view name) {
  const std::string wanted(name);
  const Converter converter = open_converter(wanted);
  UErrorCode error = U_ZERO_ERROR;
  if (wanted.empty() || converter == nullptr) return fail(Failure::usage, "unknown encoding");
  const char* const canonical = ucnv_getName(converter.get(), &error);
  const std::string found = U_SUCCESS(error) != 0 ? canonical : wanted;
  return found == "UTF-16" || found == "utf-16" ? std::string("UTF-16LE") : found;
}

struct Decoder::State {
  Converter converter{nullptr, &ucnv_close};
  Read read;
  std::array<char, chunk> bytes{};
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint64_t consumed = 0;  // bytes given to the converter and done
  bool at_end = false;
  bool is_flushed = false;
  std::vector<char16_t> units = std::vector<char16_t>(chunk + 16);
  std::string pending;  // decoded and not yet given
  std::uint64_t lost = 0;
};

Decoder::Decoder(const std::string& name, bool is_lossy, Read read) : state_(std::make_unique<State>()) {
  state_->converter = open_converter(name);
  state_->read = std::move(read);
  UErrorCode error = U_ZERO_ERROR;
  if (is_lossy) {
    ucnv_setToUCallBack(state_->converter.get(), &replace_and_count, &state_->lost, nullptr, nullptr, &error);
  } else {
    ucnv_setToUCallBack(state_->converter.get(), &UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  }
}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
std::uint64_t Decoder::lost() const { return state_->lost; }

Result<std::size_t> Decoder::read(char* into, std::size_t size) {
  State& s = *state_;
  std::size_t given = 0;
  while (true) {
    if (!s.pending.empty()) {
      const std::size_t count = std::min(size - given, s.pending.size());
      std::memcpy(into + given, s.pending.data(), count);
      s.pending.erase(0, count);
      given += count;
    }
    if (given == size || s.is_flushed) return given;
    if (s.begin == s.end && !s.at_end) {
      const auto count = s.read(s.bytes.data(), s.bytes.size());
      if (!count) return std::unexpected(count.error());
      s.at_end = *count < s.bytes.size();
      s.begin = 0;
      s.end = *count;
    }
    const char* source = s.bytes.data() + s.begin;
    const char* const source_end = s.bytes.data() + s.end;
    char16_t* target = s.units.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(s.converter.get(), &target, s.units.data() + s.units.size(), &source, source_end, nullptr, s.at_end ? 1 : 0, &error);
    const auto taken = static_cast<std::size_t>(source - (s.bytes.data() + s.begin));
    if (error != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(error) != 0) {
      std::array<char, 32> wrong{};
      auto length = static_cast<std::int8_t>(wrong.size());
      UErrorCode ignored = U_ZERO_ERROR;
      ucnv_getInvalidChars(s.converter.get(), wrong.data(), &length, &ignored);
      const std::uint64_t offset = s.consumed + taken - static_cast<std::uint64_t>(std::max<int>(length, 0));
      return std::unexpected(
          Error{.failure = Failure::damaged, .message = "cannot be decoded; name its --encoding, or use --lossy", .offset = offset});
    }
    s.begin += taken;
    s.consumed += taken;
    if (s.at_end && s.begin == s.end && error != U_BUFFER_OVERFLOW_ERROR) s.is_flushed = true;
    std::int32_t length = 0;
    UErrorCode ignored = U_ZERO_ERROR;
    s.pending.resize(static_cast<std::size_t>(target - s.units.data()) * 3);
    u_strToUTF8WithSub(s.pending.data(), static_cast<std::int32_t>(s.pending.size()), &length, s.units.data(),
                       static_cast<std::int32_t>(target - s.units.data()), replacement, nullptr, &ignored);
    s.pending.resize(static_cast<std::size_t>(length));
  }
}

struct Encoder::State {
  Converter converter{nullptr, &ucnv_close};
  std::vector<char16_t> units;
};

Encoder::Encoder(const std::string& name) : state_(std::make_unique<State>()) {
  state_->converter = open_converter(name);
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setSubstString(state_->converter.get(), u"#", 1, &error);
}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;

void Encoder::append(std::string& out, std::string_view text) {
  State& s = *state_;
  s.units.resize(text.size() + 1);
  std::int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8WithSub(s.units.data(), static_cast<std::int32_t>(s.units.size()), &length, text.data(),
                       static_cast<std::int32_t>(text.size()), replacement, nullptr, &error);
  const std::size_t start = out.size();
  const auto most = static_cast<std::size_t>(length) * static_cast<std::size_t>(ucnv_getMaxCharSize(s.converter.get())) + 16;
  out.resize(start + most);
  char* target = out.data() + start;
  const char16_t* source = s.units.data();
  error = U_ZERO_ERROR;
  ucnv_fromUnicode(s.converter.get(), &target, out.data() + out.size(), &source, s.units.data() + length, nullptr, 0, &error);
  out.resize(static_cast<std::size_t>(target - out.data()));
}

}  // namespace mask
