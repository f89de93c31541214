// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/source.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "libmask/read/json_cells.h"
#include "libmask/read/kind.h"
#include "libmask/read/stream.h"
#include "libmask/read/table.h"

namespace cli {
namespace {

using mask::Error;
using mask::Failure;
using mask::Result;

constexpr std::size_t head_size = 1U << 16;

// What nobody here opens, by its first bytes.
struct Magic {
  std::string_view bytes;
  std::string_view what;
};
using std::string_view_literals::operator""sv;
constexpr std::array<Magic, 4> magics = {{{"\x1F\x8B"sv, "a compressed file"},
                                          {"\x28\xB5\x2F\xFD"sv, "a compressed file"},
                                          {"7z\xBC\xAF\x27\x1C"sv, "a compressed file"},
                                          {"Rar!\x1A\x07"sv, "a compressed file"}}};

constexpr std::array<std::string_view, 6> own_forms = {"text", "md", "csv", "tsv", "json", "ndjson"};
constexpr std::uint64_t largest_document = std::uint64_t{2} << 30;

}  // namespace

Result<Source> Source::open(const std::string& path, const Wishes& wishes) {
  auto input = Input::open(path);
  if (!input) return std::unexpected(input.error());
  Source source(std::move(*input));
  const std::string name = path == "-" ? "standard input" : path;
  source.head_.resize(head_size);
  const auto count = source.input_.read(source.head_.data(), head_size);
  if (!count) return std::unexpected(count.error());
  source.head_.resize(*count);
  source.at_end_ = *count < head_size;
  if (*count == 0 && source.input_.is_stdin() && !source.input_.size() && !wishes.allows_empty) {
    return std::unexpected(Error{.failure = Failure::no_input, .message = "is empty", .path = name});
  }
  source.encoding_ = mask::encoding_of(source.head_);
  if (!wishes.encoding.empty()) {
    auto encoding = mask::encoding_named(wishes.encoding);
    if (!encoding) return std::unexpected(encoding.error());
    if (source.encoding_.mark.empty() || source.encoding_.name != *encoding) source.encoding_ = {.name = *encoding, .mark = {}};
  }
  if (wishes.form.empty() && source.encoding_.is_utf8()) {
    for (const Magic& magic : magics) {
      if (!source.head_.starts_with(magic.bytes)) continue;
      return std::unexpected(
          Error{.failure = Failure::damaged, .message = "is " + std::string(magic.what) + ", which is not read", .path = name});
    }
  }
  const bool is_told = !wishes.form.empty() && std::ranges::find(own_forms, wishes.form) == own_forms.end();
  const bool is_known = wishes.form.empty() && wishes.encoding.empty() && source.encoding_.is_utf8() &&
                        mask::kind_of(source.head_) != mask::DocumentKind::text;
  if (is_told || is_known) {
    source.form_ = Form::document;
    source.kind_ = wishes.form;
    return source;
  }
  source.head_given_ = source.encoding_.mark.size();
  source.look_at_head(wishes.form, wishes.has_columns);
  return source;
}

// What kind of document it is, by what was asked for, else by its first bytes.
void Source::look_at_head(const std::string& form, bool has_columns) {
  std::string decoded;
  std::string_view head = std::string_view(head_).substr(head_given_);
  if (!encoding_.is_utf8()) {
    std::string_view left = head;
    mask::Decoder decoder(encoding_.name, true, [&](char* into, std::size_t size) -> Result<std::size_t> {
      const std::size_t count = std::min(size, left.size());
      std::memcpy(into, left.data(), count);
      left.remove_prefix(count);
      return count;
    });
    decoded.resize(4 * head.size());
    decoded.resize(decoder.read(decoded.data(), decoded.size()).value_or(0));
    head = decoded;
  }
  if (form == "csv" || form == "tsv") {
    form_ = Form::table;
    separator_ = form == "tsv" ? '\t' : mask::likely_separator(head);
  } else if (form == "json") {
    form_ = Form::json;
  } else if (form == "ndjson") {
    // Records of other programs lack the stream's own field.
    const std::string_view first = head.substr(0, head.find('\n'));
    form_ = first.contains("\"maskros\"") ? Form::stream : Form::records;
  } else if (form.empty() && mask::begins_stream(head)) {
    form_ = Form::stream;
  } else if (form.empty()) {
    const mask::JsonLook look = mask::look_for_json(head, at_end_);
    const auto separator = look.is_json || look.is_lines ? std::nullopt : mask::table_separator(head, at_end_);
    form_ = look.is_json ? Form::json : look.is_lines ? Form::records : separator ? Form::table : Form::text;
    separator_ = separator.value_or('\0');
    if (form_ == Form::text && has_columns) {
      form_ = Form::table;
      separator_ = mask::likely_separator(head);
    }
  }
}

void Source::begin(bool is_lossy) {
  if (encoding_.is_utf8() && !is_lossy) return;
  decoder_.emplace(encoding_.name, is_lossy, [this](char* into, std::size_t size) { return read_raw(into, size); });
}

Result<Descriptor> Source::take_file() {
  const std::string name = input_.is_stdin() ? "standard input" : input_.path();
  if (const auto size = input_.size()) {
    if (*size > largest_document)
      return std::unexpected(Error{.failure = Failure::damaged, .message = "is larger than the limit of 2 GiB", .path = name});
    return input_.duplicate();
  }
  auto file = memory_file();
  if (!file) return file;
  std::string bytes = std::move(head_);
  std::uint64_t sum = 0;
  while (!bytes.empty()) {
    sum += bytes.size();
    if (sum > largest_document)
      return std::unexpected(Error{.failure = Failure::damaged, .message = "is larger than the limit of 2 GiB", .path = name});
    if (const auto written = write_all(file->number(), bytes); !written) return std::unexpected(written.error());
    bytes.resize(at_end_ ? 0 : std::size_t{1} << 20);
    const auto count = at_end_ ? Result<std::size_t>(0) : input_.read(bytes.data(), bytes.size());
    if (!count) return std::unexpected(count.error());
    at_end_ = *count < bytes.size();
    bytes.resize(*count);
  }
  return file;
}

Result<std::size_t> Source::read_raw(char* into, std::size_t size) {
  const std::size_t from_head = std::min(size, head_.size() - head_given_);
  std::memcpy(into, head_.data() + head_given_, from_head);
  head_given_ += from_head;
  std::size_t sum = from_head;
  if (!at_end_ && sum < size) {
    const auto count = input_.read(into + sum, size - sum);
    if (!count) return std::unexpected(count.error());
    at_end_ = *count < size - sum;
    sum += *count;
  }
  bytes_read_ += sum;
  return sum;
}

Result<std::size_t> Source::read(char* into, std::size_t size) { return decoder_ ? decoder_->read(into, size) : read_raw(into, size); }

}  // namespace cli
