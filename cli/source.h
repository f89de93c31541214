// A document on its way in: opened, its encoding known, its first bytes looked at.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/descriptors.h"
#include "cli/io.h"
#include "libmask/read/decoder.h"

namespace cli {

// text: also Markdown; stream: of documents; records: other JSON, a value to a line; json: one value; table: CSV or TSV; document: any
// other kind, which the worker reads.
enum class Form { text, stream, records, json, table, document };

class Source {
 public:
  struct Wishes {
    std::string form;          // as --from names it; empty: told by the content
    std::string encoding;      // empty: UTF-8, or what the byte order mark says
    bool has_columns = false;  // somebody says what its columns hold: it is a table or JSON
    bool is_lossy = false;
    bool allows_empty = false;
  };
  // Failure::no_input where standard input is an empty pipe, Failure::damaged where it is of a kind that nobody here reads.
  [[nodiscard]] static mask::Result<Source> open(const std::string& path, const Wishes& wishes);

  // Must be called once the source lies where it stays, before the first read: what decodes reads from it.
  void begin(bool is_lossy);
  // UTF-8 without its mark: up to `size` bytes, fewer only at the end.
  [[nodiscard]] mask::Result<std::size_t> read(char* into, std::size_t size);

  [[nodiscard]] const Input& input() const { return input_; }
  [[nodiscard]] Form form() const { return form_; }
  // Of a document: its kind, if somebody says it.
  [[nodiscard]] const std::string& kind() const { return kind_; }
  // Of a document: all of it, as a file that can be mapped. Failure::damaged where it is over 2 GiB, Failure::io, Failure::exhausted.
  [[nodiscard]] mask::Result<Descriptor> take_file();
  // Of a table: what divides its cells.
  [[nodiscard]] char separator() const { return separator_; }
  [[nodiscard]] const mask::Encoding& encoding() const { return encoding_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  [[nodiscard]] std::uint64_t lost() const { return decoder_ ? decoder_->lost() : 0; }
  // Bytes before the first of the text: its mark.
  [[nodiscard]] std::size_t mark_size() const { return encoding_.mark.size(); }

 private:
  explicit Source(Input input) : input_(std::move(input)) {}
  void look_at_head(const std::string& form, bool has_columns);
  mask::Result<std::size_t> read_raw(char* into, std::size_t size);

  Input input_;
  std::string head_;  // read to be looked at, not yet given
  std::size_t head_given_ = 0;
  bool at_end_ = false;
  Form form_ = Form::text;
  std::string kind_;
  char separator_ = 0;
  mask::Encoding encoding_;
  std::optional<mask::Decoder> decoder_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace cli
